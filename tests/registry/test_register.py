"""Issuing, cancelling, entering what was written elsewhere; who reads which line."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import offers as base_offers
from daihoi.base.errors import Conflict, DomainError, NotFound, NotPermitted, RuleBroken
from daihoi.files.models import StoredFile
from daihoi.notifications.models import Notice
from daihoi.organizations.actions import offices
from daihoi.organizations.models import OfficeKind
from daihoi.papers.outline import Run
from daihoi.papers.typesetting import page_count
from daihoi.registry import offers
from daihoi.registry.actions import register as actions
from daihoi.registry.actions import terms
from daihoi.registry.models import RegisterEntry, Series, Term
from daihoi.registry.queries import register as queries
from daihoi.registry.queries.books import get_book
from daihoi.registry.queries.issuing import Choice
from daihoi.rules.papers import SeriesKind
from tests.factories import (
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    UserFactory,
    grant,
)
from tests.factories.registry import EntryFactory, content
from tests.registry.office import CONGRESS_DAY, DAY, SITE, Office, an_office

pytestmark = pytest.mark.django_db
RESTRICTED = "DANS"
AFTER = date(2020, 4, 10)


@pytest.fixture
def office() -> Office:
    return an_office()


def code_of(refused: pytest.ExceptionInfo[DomainError]) -> str:
    return refused.value.code


def test_issuing_gives_the_number_and_freezes_both_files(office: Office) -> None:
    paper = office.paper(subject="Thực hiện nghị quyết")
    entry = office.issue(paper, by=office.clerk, copies=5, note="Bản chính")

    assert (entry.number, entry.symbol, entry.type) == (1, "01-BC/CB", "BC")
    assert (entry.subject, entry.issued_on) == ("Thực hiện nghị quyết", DAY)
    assert entry.signer == "Nông Văn Bình"
    assert entry.recipients.splitlines() == ["Đảng ủy cấp trên", "Lưu chi bộ"]
    assert (entry.copies, entry.note, entry.is_restricted) == (5, "Bản chính", False)
    assert entry.series is not None
    assert (entry.series.last_number, entry.series.term and entry.series.term.name) == (
        1,
        "2015-2020",
    )
    assert entry.word is not None
    assert entry.pdf is not None
    assert entry.word.read().startswith(b"PK")
    assert page_count(entry.pdf.read()) == entry.pages == 1
    paper.refresh_from_db()
    assert paper.dated_on == DAY
    said = Entry.objects.get(action="registry.issue")
    assert said.actor_id == office.clerk.pk
    assert said.after["symbol"] == "01-BC/CB"
    assert said.after["pdf"] == entry.pdf.sha256
    assert {notice.user_id for notice in Notice.objects.all()} == {
        office.secretary.pk,
        paper.created_by_id,
    }


def test_the_next_paper_of_the_type_gets_the_next_number_and_another_type_its_own(
    office: Office,
) -> None:
    symbols = [office.issue(office.paper(kind)).symbol for kind in ("BCCT", "KHDH", "BCKD", "QDTB")]
    assert symbols == ["01-BC/CB", "01-KH/CB", "02-BC/CB", "01-QĐ/CB"]


def test_n5_a_december_and_january_follow_each_other() -> None:
    office = an_office(target_on=date(2020, 4, 3))
    december = office.issue(on=date(2019, 12, 31))
    january = office.issue(on=date(2020, 1, 2))
    assert (december.symbol, january.symbol) == ("01-BC/CB", "02-BC/CB")


def test_n5_b_the_first_report_of_the_new_committee_gets_01(office: Office) -> None:
    office.issue()
    with pytest.raises(RuleBroken) as refused:
        office.issue(office.paper("BCKQ"), AFTER)
    assert code_of(refused) == "term_over"

    terms.start_term(office.congress, actor=office.secretary)
    assert office.issue(office.paper("BCKQ"), AFTER).symbol == "01-BC/CB"
    old, new = Term.objects.order_by("pk")
    assert (old.name, old.ends_on) == ("2015-2020", CONGRESS_DAY)
    assert (new.name, new.starts_on, new.ends_on) == ("2020-2025", date(2020, 4, 4), None)
    # What the old committee still signed on the closing day is counted to its own series.
    assert office.issue(office.paper("KHDH"), CONGRESS_DAY).series.term == old  # type: ignore[union-attr]


def test_n5_c_papers_of_the_congress_share_one_series(office: Office) -> None:
    symbols = [
        office.issue(office.paper(kind), CONGRESS_DAY).symbol for kind in ("QCLV", "NQDH", "BBDH")
    ]
    assert symbols == ["01-QC/ĐH", "02-NQ/ĐH", "03-BB/ĐH"]


def test_a_paper_of_the_congress_waits_for_its_opening(office: Office) -> None:
    with pytest.raises(RuleBroken) as refused:
        office.issue(office.paper("NQDH"), DAY)
    assert code_of(refused) == "outside_congress"
    terms.set_days(office.congress, DAY, CONGRESS_DAY, actor=office.clerk)
    assert office.issue(office.paper("NQDH"), DAY).symbol == "01-NQ/ĐH"


def test_a_kind_without_number_is_issued_without(office: Office) -> None:
    entry = office.issue(office.paper("DVKM"))
    assert (entry.symbol, entry.number, entry.series) == ("", None, None)
    assert entry.pdf is not None


def test_a_subcommittee_is_asked_for_its_symbol_where_none_is_kept(office: Office) -> None:
    body = office.congress.subcommittees.get(name="Tiểu ban Văn kiện")
    body.symbol = ""
    body.save()
    paper = office.paper("PCNV", subcommittee=body)
    with pytest.raises(RuleBroken) as refused:
        office.issue(paper, series=SeriesKind.SUBCOMMITTEE)
    assert code_of(refused) == "no_symbol"
    entry = office.issue(paper, series=SeriesKind.SUBCOMMITTEE, body="TBVK")
    assert entry.symbol == "01-TB/TBVK"


def test_the_series_of_a_subcommittee_is_for_what_a_subcommittee_writes(office: Office) -> None:
    entry = office.issue(office.paper("PCNV"), series=SeriesKind.SUBCOMMITTEE)
    assert entry.symbol == "01-TB/CB"


@pytest.mark.parametrize(
    ("on", "code"), [(date(2020, 3, 19), "before_last"), (date(2099, 1, 1), "in_future")]
)
def test_a_date_that_the_series_forbids_is_refused_and_uses_no_number(
    office: Office, on: date, code: str
) -> None:
    office.issue()
    with pytest.raises(RuleBroken) as refused:
        office.issue(on=on)
    assert code_of(refused) == code
    assert office.issue().symbol == "02-BC/CB"


def test_a_paper_with_gaps_is_not_issued_and_they_are_named(office: Office) -> None:
    gap = (Run("Báo cáo về "), Run("{{ô chưa ai điền}}"))
    paper = office.paper(content=content(subject=gap))
    with pytest.raises(RuleBroken) as refused:
        office.issue(paper)
    assert code_of(refused) == "gaps"
    assert "ô chưa ai điền" in str(refused.value.message)
    assert not RegisterEntry.objects.exists()
    assert not StoredFile.objects.exists()


def test_an_incoming_kind_is_not_issued(office: Office) -> None:
    with pytest.raises(RuleBroken) as refused:
        office.issue(office.paper("TBKL"))
    assert code_of(refused) == "incoming_kind"


def test_a_paper_is_issued_once(office: Office) -> None:
    paper = office.paper()
    office.issue(paper)
    with pytest.raises(Conflict) as refused:
        office.issue(paper)
    assert code_of(refused) == "issued"
    assert "01-BC/CB" in str(refused.value.message)
    assert RegisterEntry.objects.count() == 1


def test_a_page_that_showed_another_number_or_text_is_told(office: Office) -> None:
    paper, other = office.paper(), office.paper()
    choice = Choice(dated_on=DAY)
    office.issue(other)
    with pytest.raises(Conflict) as refused:
        actions.issue(paper, choice, site=SITE, expected="01-BC/CB", actor=office.clerk)
    assert code_of(refused) == "number_changed"
    assert "02-BC/CB" in str(refused.value.message)
    with pytest.raises(Conflict) as refused:
        actions.issue(paper, choice, site=SITE, revision=7, actor=office.clerk)
    assert code_of(refused) == "outdated"
    assert RegisterEntry.objects.count() == 1


def test_where_a_file_cannot_be_written_no_number_is_used(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_target: Path, _content: bytes) -> None:
        raise OSError(28, "no space")

    paper = office.paper()
    with monkeypatch.context() as broken:
        broken.setattr("daihoi.files.actions._write", full)
        with pytest.raises(OSError, match="no space"):
            office.issue(paper)
    assert not RegisterEntry.objects.exists()
    assert not Series.objects.exists()
    assert not Entry.objects.filter(action="registry.issue").exists()
    assert office.issue(paper).symbol == "01-BC/CB"


def test_a_cancelled_number_stays_and_is_not_given_again(office: Office) -> None:
    entry = office.issue()
    actions.cancel(entry, "Sai tên người ký", actor=office.clerk)
    entry.refresh_from_db()
    assert entry.cancelled_at is not None
    assert (entry.symbol, entry.cancelled_reason) == ("01-BC/CB", "Sai tên người ký")
    assert Entry.objects.get(action="registry.cancel").after["reason"] == "Sai tên người ký"
    with pytest.raises(Conflict):
        actions.cancel(entry, "Lần nữa", actor=office.clerk)

    corrected = office.issue(replaces=entry)
    assert (corrected.symbol, corrected.replaces) == ("02-BC/CB", entry)
    assert queries.entry_page(entry.pk, viewer=office.clerk).replaced_by == [corrected]


def test_a_paper_replaces_one_of_its_kind_only(office: Office) -> None:
    entry = office.issue()
    with pytest.raises(RuleBroken) as refused:
        office.issue(office.paper("KHDH"), replaces=entry)
    assert code_of(refused) == "other_kind"


def outside(**changes: Any) -> dict[str, Any]:
    told = {
        "kind": "",
        "type": "CV",
        "subject": "Về việc mượn hội trường",
        "issued_on": DAY,
        "signer": "Nông Văn Bình",
        "recipients": "",
        "copies": 2,
        "pages": 1,
        "note": "",
        "is_restricted": False,
    }
    return told | changes


def test_a_paper_written_elsewhere_takes_the_next_number(office: Office) -> None:
    first = actions.enter_outside(
        office.congress,
        outside(),
        series=SeriesKind.COMMITTEE,
        content=b"%PDF-1.4 scan",
        actor=office.clerk,
    )
    second = actions.enter_outside(
        office.congress, outside(), series=SeriesKind.COMMITTEE, actor=office.clerk
    )
    assert [first.symbol, second.symbol] == ["01-CV/CB", "02-CV/CB"]
    assert first.pdf is not None
    assert first.pdf.read() == b"%PDF-1.4 scan"
    assert Entry.objects.filter(action="registry.enter_outside").count() == 2


def test_a_series_goes_on_after_the_paper_book_once(office: Office) -> None:
    begin = {"type_": "BC", "used": 12, "reason": "Theo sổ giấy", "actor": office.clerk}
    terms.begin_series(office.cell, **begin)
    assert office.issue().symbol == "13-BC/CB"
    assert Entry.objects.get(action="registry.begin_series").after["used"] == 12
    with pytest.raises(Conflict) as refused:
        terms.begin_series(office.cell, **begin | {"used": 20})
    assert code_of(refused) == "series_runs"


def test_a_term_begins_once_and_not_before_its_congress_is_decided() -> None:
    office = an_office(day_confirmed_at=None, day_confirmed_by=None)
    with pytest.raises(RuleBroken) as refused:
        terms.start_term(office.congress, actor=office.secretary)
    assert code_of(refused) == "no_closing_day"
    terms.set_days(office.congress, CONGRESS_DAY, date(2020, 4, 4), actor=office.secretary)
    made = terms.start_term(
        office.congress, first_conference_on=date(2020, 4, 4), actor=office.secretary
    )
    assert made.starts_on == date(2020, 4, 4)
    with pytest.raises(Conflict) as twice:
        terms.start_term(office.congress, actor=office.secretary)
    assert code_of(twice) == "term_running"


# --- Who ----------------------------------------------------------------------------------------

ISSUES = {Role.SECRETARY, Role.CLERK}
READS = set(Role) - {Role.ADMINISTRATOR, Role.SUPERIOR}
READS_RESTRICTED = {Role.SECRETARY, Role.COMMITTEE_MEMBER}


@pytest.mark.parametrize("role", Role)
def test_who_issues(office: Office, role: Role) -> None:
    user = office.person(role)
    if role in ISSUES:
        assert office.issue(by=user).symbol == "01-BC/CB"
    else:
        with pytest.raises((NotPermitted, NotFound)):
            office.issue(by=user)
        assert not RegisterEntry.objects.exists()


def seen_by(user: User, office: Office, entry: RegisterEntry) -> dict[str, Any]:
    """What each way to a restricted paper answers: a status, or whether its subject is there."""
    client = Client()
    client.force_login(user)
    subject = entry.subject
    pk = {"pk": office.cell.pk}
    listed = client.get(reverse("registry:register_list", kwargs=pk))
    hits = [hit.title for search in offers.SEARCHES for hit in search.find(user, subject, 0, 9)]
    book = client.get(reverse("registry:book_detail", kwargs=pk | {"code": "di"}))
    exported = [str(row) for row in rows_of_the_book(office, user)]
    return {
        "page": client.get(reverse("registry:register_detail", args=[entry.pk])).status_code,
        "pdf": client.get(reverse("registry:register_pdf", args=[entry.pk])).status_code,
        "word": client.get(reverse("registry:register_word", args=[entry.pk])).status_code,
        "list": subject in listed.content.decode(),
        "line": entry.symbol in listed.content.decode(),
        "book": subject in book.content.decode(),
        "search": any(subject in hit for hit in hits),
        "export": any(subject in row for row in exported),
    }


def rows_of_the_book(office: Office, user: User) -> list[Any]:
    try:
        return get_book(office.cell.pk, "di", queries.Filters(), viewer=user).rows
    except DomainError:
        return []


ALL_SEEN = {
    "page": 200, "pdf": 200, "word": 200, "list": True, "line": True, "book": True,
    "search": True, "export": True,
}  # fmt: skip
NOTHING = {
    "page": 404, "pdf": 404, "word": 404, "list": False, "line": False, "book": False,
    "search": False, "export": False,
}  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_who_reads_what_was_issued(office: Office, role: Role) -> None:
    entry = office.issue(office.paper(subject="Công khai trong chi bộ"))
    seen = seen_by(office.person(role), office, entry)
    if role in READS:
        assert seen == ALL_SEEN
    else:
        assert seen == {**NOTHING, "page": 403, "pdf": 403, "word": 403}


@pytest.mark.parametrize("role", Role)
def test_who_reads_a_paper_on_personnel(office: Office, role: Role) -> None:
    entry = office.issue(office.paper(RESTRICTED, subject="Nhân sự khóa mới"))
    assert entry.is_restricted
    seen = seen_by(office.person(role), office, entry)
    if role in READS_RESTRICTED:
        assert seen == ALL_SEEN
    elif role is Role.CLERK:  # number and kind
        refused = {"page": 403, "pdf": 403, "word": 403}
        assert seen == {**NOTHING, **refused, "line": True}
    elif role in {Role.ADMINISTRATOR, Role.SUPERIOR}:
        assert seen == {**NOTHING, "page": 403, "pdf": 403, "word": 403}
    else:
        assert seen == NOTHING


def test_the_personnel_subcommittee_reads_a_paper_on_personnel(office: Office) -> None:
    entry = office.issue(office.paper(RESTRICTED, subject="Nhân sự khóa mới"))
    assert seen_by(office.in_personnel(), office, entry) == ALL_SEEN


def test_a_secret_paper_is_restricted_whatever_its_kind(office: Office) -> None:
    paper = office.paper(content=content(secrecy="MẬT"), subject="Việc nội bộ")
    entry = office.issue(paper)
    assert entry.is_restricted
    assert seen_by(office.person(Role.MEMBER), office, entry) == NOTHING


def test_a_clerk_does_not_issue_what_he_may_not_read(office: Office) -> None:
    with pytest.raises(NotPermitted):
        office.issue(office.paper(RESTRICTED), by=office.clerk)


def test_the_record_and_letters_say_nothing_of_a_restricted_subject(office: Office) -> None:
    office.issue(office.paper(RESTRICTED, subject="Nhân sự khóa mới"))
    said = Entry.objects.get(action="registry.issue")
    assert "Nhân sự" not in f"{said.after} {said.subject_label}"
    assert Notice.objects.exists()
    for notice in Notice.objects.all():
        assert notice.is_confidential
        assert "Nhân sự" not in notice.title


def test_somebody_of_another_cell_finds_no_register(office: Office) -> None:
    entry = office.issue()
    other = grant(Role.SECRETARY, OrganizationFactory.create(path="/809/"))
    assert seen_by(other, office, entry) == NOTHING


# --- Pages --------------------------------------------------------------------------------------


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_page_shows_the_number_and_issues_it(office: Office) -> None:
    office.issue()
    paper = office.paper()
    client = signed_in(office.clerk)
    url = reverse("registry:paper_issue", args=[paper.pk])
    page = client.get(url).content.decode()
    assert "02-BC/CB" in page
    assert "Nông Văn Bình" in page

    form = {"dated_on": "20-3-2020", "expected": "02-BC/CB", "revision": paper.revision}
    answer = client.post(url, form | {"body": "CB"})
    entry = RegisterEntry.objects.get(paper=paper)
    assert answer["Location"] == reverse("registry:register_detail", args=[entry.pk])
    assert entry.symbol == "02-BC/CB"


def test_a_press_on_an_outdated_number_shows_the_new_one_first(office: Office) -> None:
    paper = office.paper()
    client = signed_in(office.clerk)
    url = reverse("registry:paper_issue", args=[paper.pk])
    office.issue()
    form = {"dated_on": "20-3-2020", "expected": "01-BC/CB", "revision": paper.revision}
    page = client.post(url, form).content.decode()
    assert "Số của văn bản bây giờ là 02-BC/CB" in page
    assert 'value="02-BC/CB"' in page
    assert not RegisterEntry.objects.filter(paper=paper).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_the_same_for_one_line_and_for_three(
    office: Office, count: int, django_assert_num_queries: Any
) -> None:
    for _number in range(count):
        EntryFactory.create(congress=office.congress)
    client = signed_in(office.person(Role.MEMBER))
    client.get(reverse("registry:term_list", args=[office.cell.pk]))
    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(reverse("registry:register_list", args=[office.cell.pk]))
    assert page.content.decode().count("Báo cáo đã ban hành") == count


LIST_QUERIES = 22


def waiting(user: User) -> list[str]:
    return [row.title for row in base_offers.waiting(user) if "ban hành" in str(row.title)]


def test_a_paper_that_lacks_nothing_waits_for_who_issues(office: Office) -> None:
    office.paper(subject="Đủ cả")
    office.paper(content=content(subject=(Run("{{ô chưa ai điền}}"),)), subject="Còn thiếu")
    office.paper("DVKM", subject="Diễn văn không đánh số")
    office.paper(RESTRICTED, subject="Nhân sự")
    line = "Đủ nội dung, chưa ban hành: "
    assert waiting(office.clerk) == [f"{line}Đủ cả"]
    assert waiting(office.secretary) == [f"{line}Đủ cả", f"{line}Nhân sự"]
    assert waiting(office.person(Role.COMMITTEE_MEMBER)) == []
    for _number in range(3):
        office.paper()
    assert waiting(office.clerk) == ["4 văn bản đủ nội dung, chưa ban hành"]


def test_the_pages_of_terms_write_what_they_say(office: Office) -> None:
    client = signed_in(office.clerk)
    cell, congress = [office.cell.pk], [office.congress.pk]
    alone = {"first_conference_on": ""}
    told = {"type": "BC", "used": "12", "reason": "Theo sổ giấy"}
    assert client.post(reverse("registry:term_begin", args=cell), told).status_code == 302
    days = {"opens_on": "2-4-2020", "closes_on": "3-4-2020"}
    assert client.post(reverse("registry:term_days", args=congress), days).status_code == 302
    assert client.post(reverse("registry:term_start", args=congress), alone).status_code == 302
    page = client.get(reverse("registry:term_list", args=cell)).content.decode()
    assert "Đến số 12 cấp trước khi dùng phần mềm: Theo sổ giấy" in page
    assert "Khai mạc ngày" in page
    assert [term.name for term in Term.objects.order_by("pk")] == ["2015-2020", "2020-2025"]
    again = client.post(reverse("registry:term_start", args=congress), alone).content.decode()
    assert "đã mở từ ngày 4-4-2020" in again


def test_a_cancelled_paper_comes_marked_and_its_kept_file_stays(office: Office) -> None:
    entry = office.issue()
    client = Client()
    client.force_login(office.clerk)
    url = reverse("registry:register_pdf", args=[entry.pk])
    kept = client.get(url).content
    assert "ĐÃ HỦY" not in words_of(kept)
    actions.cancel(entry, "Sai tên người ký", actor=office.clerk)
    marked = client.get(url).content
    assert "Văn bản đã hủy ngày" in words_of(marked)
    assert "Chi bộ báo cáo như sau" in words_of(marked)
    assert client.get(url, {"ban": "goc"}).content == kept == entry.pdf.read()
    page = client.get(reverse("registry:register_detail", args=[entry.pk])).content.decode()
    assert "Tải PDF có dấu ĐÃ HỦY" in page


def words_of(pdf: bytes) -> str:
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return " ".join(" ".join(page.extract_text().split()) for page in opened.pages)


def test_a_paper_made_elsewhere_is_entered_and_cancelled_on_pages(office: Office) -> None:
    client = signed_in(office.clerk)
    sent = {
        "type": "CV",
        "series": "committee",
        "issued_on": "20-3-2020",
        "subject": "Mượn hội trường",
        "upload": SimpleUploadedFile("cv.pdf", b"%PDF-1.4\n%%EOF\n"),
    }
    url = reverse("registry:register_add", args=[office.congress.pk])
    assert client.post(url, sent).status_code == 302
    entry = RegisterEntry.objects.get()
    assert (entry.symbol, entry.paper) == ("01-CV/CB", None)
    cancel = reverse("registry:register_cancel", args=[entry.pk])
    assert client.post(cancel, {"reason": ""}).status_code == 200
    assert client.post(cancel, {"reason": "Không gửi nữa"}).status_code == 302
    page = client.get(reverse("registry:register_detail", args=[entry.pk])).content.decode()
    assert "Không gửi nữa" in page


def test_a_look_changes_nothing_but_the_number_shown(office: Office) -> None:
    paper = office.paper("BCGY")
    url = reverse("registry:paper_issue", args=[paper.pk])
    form = {"dated_on": "3-4-2020", "expected": "01-BC/CB", "look": "1"}
    page = signed_in(office.clerk).post(url, form).content.decode()
    assert "01-BC/ĐH" in page
    assert not RegisterEntry.objects.exists()


def test_the_office_of_a_clerk_gives_the_role(office: Office) -> None:
    person = PersonFactory.create(organization=office.cell, user=UserFactory.create())
    MembershipFactory.create(person=person)
    offices.add_office(
        person, OfficeKind.CLERK, title="Văn thư", starts_on=DAY, actor=office.secretary
    )
    held = set(Grant.objects.filter(user=person.user).values_list("role", flat=True))
    assert held == {Role.MEMBER.value, Role.CLERK.value}


def test_the_symbol_of_a_subcommittee_is_kept_on_its_page(office: Office) -> None:
    body = office.personnel
    client = signed_in(office.secretary)
    url = reverse("congresses:subcommittee_edit", args=[body.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {"symbol": "TBNS", "decision_on": "15-1-2020"}
    assert client.post(url, sent).status_code == 302
    body.refresh_from_db()
    assert body.symbol == "TBNS"
    assert office.issue(office.paper("PCNV", subcommittee=body)).symbol == "01-TB/TBNS"


@pytest.mark.parametrize("role", Role)
def test_who_may_follow_the_register(office: Office, role: Role) -> None:
    topic = f"registry.register:{office.cell.pk}"
    assert base_offers.may_follow(office.person(role), topic) == (role in READS)
    assert not base_offers.may_follow(office.secretary, "registry.register:x")


def test_what_the_register_keeps_of_a_clerk_is_shown_to_him(office: Office) -> None:
    entry = office.issue(by=office.clerk)
    actions.cancel(entry, "Sai", actor=office.clerk)
    [table] = [t for t in base_offers.about(office.clerk) if "Sổ văn bản" in str(t.title)]
    assert [row[1:] for row in table.rows] == [("01-BC/CB", "cấp số"), ("01-BC/CB", "hủy")]
    assert not [t for t in base_offers.about(office.secretary) if "Sổ văn bản" in str(t.title)]
