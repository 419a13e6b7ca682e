"""Every page says in plain words what it is for; refusals and papers do not."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from daihoi.base.offers import help_for
from tests.architecture.test_doors import ALL
from tests.factories import UserFactory

NAMES = sorted({name for name, _arguments in ALL})
# Addresses that show no page of their own, by what they do instead.
SENT = {  # POST only: they do something and lead back
    "accounts:demo_sign_in",
    "accounts:session_end",
    "accounts:session_end_others",
    "accounts:set_language",
    "congresses:day_confirm",
    "congresses:congress_remove",
    "congresses:goal_remove",
    "congresses:milestone_take_up",
    "congresses:plan_make",
    "congresses:template_publish",
    "congresses:template_row_remove",
    "congresses:template_withdraw",
    "congresses:evidence_add",
    "congresses:evidence_remove",
    "congresses:task_accept",
    "congresses:task_acknowledge",
    "congresses:task_note",
    "congresses:task_report",
    "home:calendar_link_revoke",
    "programme:programme_begin",
    "programme:programme_cut",
    "programme:version_continue",
    "programme:item_move",
    "programme:item_time",
    "programme:item_remove",
    "programme:script_build",
    "programme:script_deposit",
    "programme:difference_take",
    "programme:speech_decide",
    "programme:speech_move",
    "programme:speech_remove",
    "programme:speech_deposit",
    "resolutions:resolution_retake",
    "resolutions:resolution_adopt",
    "resolutions:resolution_deposit",
    "resolutions:voting_set",
    "resolutions:clause_show",
    "resolutions:clause_turn",
    "resolutions:clause_remove",
    "resolutions:clause_restore",
    "resolutions:amendment_accept",
    "resolutions:amendment_ask",
    "resolutions:amendment_withdraw",
    "resolutions:amendment_reopen",
    "documents:block_join",
    "documents:block_mark",
    "documents:block_move",
    "documents:block_remove",
    "documents:block_split",
    "documents:block_style",
    "documents:change_undo",
    "documents:contribution_item_remove",
    "documents:contribution_sign",
    "documents:document_complete",
    "documents:document_reopen",
    "documents:draft_confirm",
    "documents:draft_discard",
    "documents:groups_propose",
    "documents:opinion_add",
    "documents:opinion_agree",
    "documents:opinion_answer",
    "documents:opinion_import_confirm",
    "documents:opinion_ungroup",
    "documents:opinion_withdraw",
    "documents:round_end",
    "documents:round_remind",
    "documents:table_approve",
    "documents:version_start",
    "notifications:inbox_read",
    "notifications:notice_open",
    "notifications:notice_read",
    "organizations:account_give_all",
    "organizations:account_remove_factor",
    "organizations:account_reset",
    "organizations:account_revoke",
    "organizations:account_revoke_all",
    "socialaccount_connections",
    "organizations:member_import_answer",
    "organizations:membership_remove",
    "organizations:member_import_confirm",
    "organizations:unit_remove",
    "registry:dossier_remove",
    "registry:incoming_cite",
    "registry:item_move",
    "registry:item_remove",
    "registry:paper_redraft",
    "registry:paper_remove",
    "registry:paper_sign",
    "registry:template_publish",
    "registry:template_remove",
    "registry:template_withdraw",
    "documents:table_deposit",
    "documents:version_deposit",
    "documents:returned_apply",
    "documents:returned_confirm",
    "documents:returned_decide",
    "documents:returned_decide_many",
    "documents:returned_discard",
    "documents:returned_take",
    "documents:superior_close",
    "documents:superior_deposit",
}
SENT |= {"openid_connect_login", "openid_connect_callback"}  # on to the provider, and back
TAKEN = {  # files
    "robots",
    "mfa_download_recovery_codes",
    "congresses:basis_file",
    "congresses:template_sheet",
    "congresses:evidence_file",
    "home:calendar_feed",
    "documents:opinion_import_rejected",
    "documents:opinion_table_docx",
    "documents:opinion_table_xlsx",
    "documents:returned_file",
    "documents:superior_report_docx",
    "documents:superior_report_xlsx",
    "documents:version_docx",
    "documents:version_export_docx",
    "documents:version_file",
    "organizations:member_export",
    "organizations:member_roll_export",
    "home:my_data_export",
    "home:report_xlsx",
    "organizations:member_import_rejected",
    "registry:book_docx",
    "registry:book_xlsx",
    "registry:dossier_archive",
    "registry:dossier_pdf",
    "registry:incoming_file",
    "registry:paper_pdf",
    "registry:paper_word",
    "registry:register_pdf",
    "registry:register_word",
    "registry:template_word_file",
}
PARTS = {  # pieces of a page, and the stream open pages listen to
    "documents:block_detail",
    "documents:version_news",
    "live:stream",
}
SENT |= {  # of the day
    "conduct:item_back",
    "conduct:item_cut",
    "conduct:item_next",
    "conduct:item_stop",
    "conduct:keys_take",
    "conduct:rehearsal_press",
    "conduct:run_drop",
    "conduct:run_end",
    "conduct:turn_end",
    "conduct:turn_load",
    "conduct:turn_more",
    "conduct:turn_move",
    "conduct:turn_pick",
    "conduct:turn_restore",
    "conduct:turn_return",
    "conduct:turn_start",
    "conduct:turn_withdraw",
    "conduct:screen_close",
    "conduct:screen_set",
}
SENT |= {  # of what follows a congress
    "closing:aftermath_archive",
    "closing:minutes_add",
    "closing:minutes_addition_note",
    "closing:minutes_addition_sign",
    "closing:minutes_deposit",
    "closing:minutes_follow",
    "closing:minutes_keep",
    "closing:minutes_note",
    "closing:minutes_read_confirm",
    "closing:minutes_reopen",
    "closing:minutes_sign",
}
TAKEN |= {
    "closing:minutes_pdf",
    "closing:minutes_word",
}
SENT |= {  # of meetings
    "meetings:check_in_close",
    "meetings:check_in_open",
    "meetings:invitee_remove",
    "meetings:invitee_reply",
    "meetings:item_move",
    "meetings:item_remove",
    "meetings:meeting_convene",
    "meetings:meeting_end",
    "meetings:meeting_open",
    "meetings:roll_fill",
    "meetings:written_answer",
    "meetings:written_remind",
}
TAKEN |= {
    "meetings:attendance_book_export",
    "meetings:guest_export",
    "meetings:guest_invitations",
    "meetings:hall_certificate",
    "meetings:meeting_calendar",
    "meetings:roll_export",
}
SENT |= {  # of logistics
    "logistics:checklist_make",
    "logistics:declaration_measure",
    "logistics:declaration_remove_all",
    "logistics:hall_arrange",
    "logistics:item_complete",
    "logistics:item_reopen",
    "logistics:measure_remove",
    "logistics:own_row_remove",
    "logistics:photo_add",
    "logistics:photo_remove",
    "logistics:seat_clear",
}
TAKEN |= {
    "logistics:photo_file",
    "logistics:photo_small",
    "logistics:stage_pdf",
    "logistics:stage_svg",
}
# Of the way to the congress.
SENT |= {
    "approvals:appraisal_keep",
    "approvals:appraisal_reopen",
    "approvals:attachment_remove",
    "approvals:submission_note_steps",
    "approvals:submission_on_paper",
    "approvals:submission_take_up",
    "congresses:higher_remove",
    "congresses:local_rule_withdraw",
    "congresses:target_remove",
    "home:report_deposit",
    "meetings:conclusion_add",
    "meetings:conclusion_remind",
    "meetings:conclusion_settle",
    "meetings:conclusion_withdraw",
    "meetings:conclusions_give",
    "meetings:meeting_paper_make",
    "meetings:minutes_add",
    "meetings:minutes_addition_sign",
    "meetings:minutes_deposit",
    "personnel:minutes_deposit",
    "meetings:minutes_read_confirm",
    "meetings:minutes_reopen",
    "meetings:minutes_sign",
    "meetings:group_spread",
    "meetings:station_send",
    "meetings:statement_add",
    "meetings:statement_move",
    "meetings:statement_send",
    "meetings:statement_withdraw",
    "meetings:vote_add",
    "meetings:vote_withdraw",
    "news:article_paper",
    "news:article_remove",
    "news:passage_add",
    "news:photo_remove",
    "news:propaganda_reopen",
    "news:related_choose",
    "news:site_close",
    "news:site_open",
    "news:slip_accept",
    "news:text_clean",
    "registry:passage_publish",
    "registry:passage_remove",
    "registry:passage_withdraw",
}
TAKEN |= {
    "approvals:attachment_file",
    "approvals:file_open",
    "approvals:item_redline",
    "approvals:sealed_archive",
    "approvals:sealed_pdf",
    "meetings:minutes_pdf",
    "meetings:minutes_word",
    "news:entry_photo",
    "news:photo_detail",
    "news:photo_original",
    "news:propaganda_export",
    "news:public_photo",
    "news:source_file",
}
PARTS |= {
    "conduct:hall_own",
    "meetings:document_places",
    "meetings:minutes_changes",
}
SENT |= {  # of counting
    "elections:count_agree",
    "elections:count_batch_close",
    "elections:count_batch_size",
    "elections:count_bundle",
    "elections:count_bundle_remove",
    "elections:count_close",
    "elections:count_mode",
    "elections:count_paper",
    "elections:count_sums",
    "elections:count_take",
    "elections:count_undo",
}
SENT |= {  # of roll, lists and results
    "elections:election_finish",
    "elections:election_start",
    "elections:election_anew",
    "elections:next_round_prepare",
    "elections:nomination_remove",
    "elections:nomination_take",
    "elections:poll_deposit",
    "elections:result_announce",
    "elections:result_deposit",
    "elections:roll_confirm",
    "elections:roll_drop",
    "elections:roll_propose",
}
SENT |= {  # of personnel
    "personnel:ballot_remove",
    "personnel:candidate_take_back",
    "personnel:file_add",
    "personnel:file_remove",
    "personnel:list_choose",
    "personnel:list_settle",
    "personnel:plan_begin",
    "personnel:step_finish",
}
TAKEN |= {
    "elections:ballot_file",
    "elections:congress_pdf",
    "elections:congress_word",
    "elections:poll_pdf",
    "elections:poll_word",
    "elections:round_pdf",
    "elections:round_word",
    "personnel:file_download",
    "personnel:minutes_pdf",
    "personnel:minutes_word",
    "personnel:summary_export",
}
OPENED = {  # pages for everybody stand outside the shell that shows the help
    "news:public_article",
    "news:public_atom",
    "news:public_front",
    "news:public_rss",
    "news:public_sitemap",
    "news:public_sites",
}
NO_PAGE = SENT | TAKEN | PARTS
PAGES = [name for name in NAMES if name not in NO_PAGE | OPENED]
# Words of our trade; whoever reads the help has another.
JARGON = re.compile(
    r"\b(url|http|post|get|token|api|server|click|upload|download|hash|json|id|admin|login|logout|"
    r"database|cơ sở dữ liệu|browser|cache|session|form|tab|link|popup|menu|round|user|web)\b",
    re.IGNORECASE,
)


@pytest.mark.once
@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_it_is_for(name: str) -> None:
    text = str(help_for(name))
    sentences = re.findall(r"[^.!?]+[.!?](?=\s|$)", text)
    assert text, f"{name}: nothing in help.py"
    assert 1 <= len(sentences) <= 3, text
    assert "".join(sentences) == text, "ends with a full stop"
    assert len(text) <= 300
    assert not JARGON.search(text), JARGON.search(text)


def test_what_shows_no_page_has_no_help_and_no_template_of_a_page() -> None:
    assert NO_PAGE - set(NAMES) == set(), "gone"
    assert [name for name in sorted(NO_PAGE) if help_for(name)] == []
    assert [name for name in sorted(NO_PAGE) if _page_of(name)] == []


def _page_of(name: str) -> Path | None:
    """The template of the same name, if it is a whole page."""
    app, _colon, view = name.partition(":")
    path = Path(settings.ROOT) / "daihoi" / app / "templates" / app / f"{view}.html"
    return path if path.exists() and "{% extends" in path.read_text(encoding="utf-8") else None


def test_no_help_is_left_of_a_page_that_is_gone() -> None:
    told = re.compile(r'^ {4}"([a-z_:]+)": _\(', re.MULTILINE)
    house = Path(settings.ROOT) / "daihoi"
    files = [*house.glob("*/help.py"), *house.glob("*/help/*.py")]
    names = {name for path in files for name in told.findall(path.read_text(encoding="utf-8"))}
    assert len(names) >= len(PAGES)
    assert names - set(NAMES) == set()


@pytest.mark.django_db
def test_the_shell_shows_the_help_of_its_page() -> None:
    client = Client()
    client.force_login(UserFactory.create())
    shown = client.get(reverse("home:search")).content.decode()
    assert shown.count("Trang này để làm gì?") == 1
    assert str(help_for("home:search")) in shown
    assert str(help_for("home:first_page")) not in shown


@pytest.mark.django_db
def test_who_is_not_signed_in_reads_what_signing_in_is_for() -> None:
    UserFactory.create()
    assert str(help_for("account_login")) in Client().get(reverse("account_login")).content.decode()


@pytest.mark.django_db
def test_a_refusal_and_an_address_that_is_none_explain_no_page() -> None:
    client = Client()
    client.force_login(UserFactory.create())
    refused = client.get(reverse("documents:document_detail", args=[1]))
    unknown = client.get("/khong-co/")
    assert (refused.status_code, unknown.status_code) == (404, 404)
    for answer in (refused, unknown):
        assert "Trang này để làm gì?" not in answer.content.decode()
