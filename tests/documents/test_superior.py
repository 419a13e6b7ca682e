"""Comments on a superior's drafts: collected like any others, never answered, put together as said."""

import io
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.documents.actions import closing, documents, drafts, opinions, rounds, texts
from daihoi.documents.actions.answers import Reply, answer_opinions
from daihoi.documents.actions.superior import Letter, deposit_report, import_superior
from daihoi.documents.models import Document, Draft, OpinionRound, SuperiorRequest
from daihoi.documents.models.documents import DocumentKind
from daihoi.documents.papers.superior_facts import DUE, facts_of
from daihoi.documents.papers.superior_report import questions_word, report_blocks, report_word
from daihoi.documents.queries import documents as document_queries
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.places import Saying
from daihoi.documents.queries.superior import (
    check_report,
    report_for_file,
    reports_due,
    superior_report,
    whole_report,
)
from daihoi.notifications.models import Notice
from daihoi.papers.outline import BlockKind
from daihoi.papers.reading import read_word
from daihoi.registry.models import Paper
from daihoi.rules.documents import AnswerResult, Means, OpinionKind
from tests.documents.asking import HEADING, MONEY, OTHER, Cell, cell
from tests.factories import (
    CongressFactory,
    DocumentFactory,
    OpinionFactory,
    UserFactory,
    VersionFactory,
    grant,
)

pytestmark = pytest.mark.django_db
QUESTION = "CÂU 2. VỀ ĐỘT PHÁ CHIẾN LƯỢC?"
LETTER = Letter("Đảng ủy Khối", "12-CV/ĐUK", date(2020, 3, 2), date(2020, 4, 10))
TITLE = "Dự thảo Báo cáo chính trị của Đảng bộ Khối"


@pytest.fixture
def asked() -> Cell:
    """A cell asked for its opinion on a superior's draft with two headings."""
    made = cell()
    made.document.kind = DocumentKind.SUPERIOR
    made.document.title = TITLE
    made.document.save()
    made.version = VersionFactory.create(
        document=made.document, number=2, blocks=[HEADING, MONEY, OTHER, QUESTION]
    )
    SuperiorRequest.objects.create(
        document=made.document, issuer=LETTER.issuer, number=LETTER.number, dated_on=LETTER.dated_on
    )
    return made


def say(made: Cell, round_: OpinionRound, user: User, text: str, **fields: Any) -> Any:
    return opinions.add_opinion(round_, Saying(text, **fields), actor=user)


def ended(round_: OpinionRound, made: Cell) -> OpinionRound:
    return rounds.end_round(round_, actor=made.head)


def filled(made: Cell, **fields: Any) -> OpinionRound:
    """A round in which four members spoke: two agree on a heading, two say the same otherwise."""
    members = [made.member(name) for name in ("Hoàng An", "Lý Bình", "Vi Cường", "Nông Dung")]
    round_ = made.open(**fields)
    heading, question = made.block(HEADING).key, made.block(QUESTION).key
    for user in members[:2]:
        say(made, round_, user, "Đồng ý.", kind=OpinionKind.AGREE, block=heading)
    for user in members[2:]:
        say(
            made,
            round_,
            user,
            "Đề nghị bổ sung chỉ tiêu về thu hồi tài sản.",
            block=made.block(MONEY).key,
        )
    say(
        made,
        round_,
        members[0],
        "Cần thêm khâu đột phá về cán bộ.",
        block=question,
        argument="Thiếu chấp hành viên ở miền núi.",
        proposed_text="Đột phá về đội ngũ cán bộ.",
    )
    say(made, round_, members[3], "Bố cục rõ.", kind=OpinionKind.AGREE)
    return round_


# --- bringing a draft in -------------------------------------------------------------------------


def importing(made: Cell, *, letter: Letter = LETTER, actor: User | None = None) -> Draft:
    return import_superior(
        made.document.congress,
        subcommittee=made.document.subcommittee,
        title="Dự thảo Nghị quyết",
        letter=letter,
        content=questions_word("Câu hỏi", ["Câu 1. Về chủ đề?", "Câu 2. Về đột phá?"]),
        file_name="cau-hoi.docx",
        actor=actor or made.head,
    )


def test_questions_become_headings_of_a_document_with_its_letter(asked: Cell) -> None:
    draft = importing(asked)
    version = drafts.confirm_draft(draft, base="", actor=asked.head)
    assert list(version.blocks.order_by("position").values_list("kind", "text")) == [
        ("heading", "Câu 1. Về chủ đề?"),
        ("heading", "Câu 2. Về đột phá?"),
    ]
    document = version.document
    assert (document.kind, document.title) == (DocumentKind.SUPERIOR, "Dự thảo Nghị quyết")
    request = SuperiorRequest.objects.get(document=document)
    assert (request.issuer, request.number, request.dated_on, request.due_on) == (
        "Đảng ủy Khối",
        "12-CV/ĐUK",
        date(2020, 3, 2),
        date(2020, 4, 10),
    )
    entry = Entry.objects.get(action="documents.import_superior")
    assert entry.actor_label == str(asked.head)
    assert entry.after["issuer"] == "Đảng ủy Khối"


def test_a_draft_stands_with_the_congress_above_that_it_is_for(asked: Cell, client: Client) -> None:
    congress = asked.document.congress
    above = congress.higher.create(level="1_direct", name="Đại hội Đảng bộ Khối", ordinal=2)
    page = reverse("documents:superior_import", args=[congress.pk])
    client.force_login(asked.head)
    typed = {"title": "Dự thảo Nghị quyết", "issuer": "Đảng ủy Khối", "questions": "Câu 1?"}
    sent = {**typed, "subcommittee": asked.document.subcommittee_id, "higher": above.pk}
    assert client.post(page, sent).status_code == 302
    draft = Draft.objects.get(superior_request__higher=above)
    version = drafts.confirm_draft(draft, base="", actor=asked.head)
    (row,) = offers.attached(asked.head, above)
    assert (row.title, row.detail) == ("Dự thảo Nghị quyết", "góp ý dự thảo văn kiện · 0 ý kiến")
    assert row.url == reverse("documents:document_detail", args=[version.document_id])
    assert offers.attached(UserFactory.create(), above) == []

    other = CongressFactory.create().higher.create(level="1_direct", name="Đại hội khác")
    with pytest.raises(NotFound):
        importing(asked, letter=Letter("Đảng ủy Khối", higher=other))


def test_a_draft_given_up_takes_its_letter_along(asked: Cell) -> None:
    draft = importing(asked)
    drafts.discard_draft(draft, actor=asked.head)
    assert list(SuperiorRequest.objects.values_list("document", flat=True)) == [asked.document.pk]


@pytest.mark.parametrize(
    ("letter", "message"),
    [
        (Letter("  "), "Chưa ghi cơ quan gửi lấy ý kiến."),
        (
            Letter("Đảng ủy", dated_on=date(2020, 3, 2), due_on=date(2020, 3, 1)),
            "Hạn gửi ý kiến trước ngày của văn bản gửi.",
        ),
    ],
)
def test_a_letter_without_sense_is_refused(asked: Cell, letter: Letter, message: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        importing(asked, letter=letter)
    assert refusal.value.message == message
    assert not Draft.objects.exists()


def test_only_who_manages_documents_brings_a_draft_in(asked: Cell) -> None:
    with pytest.raises(NotPermitted):
        importing(asked, actor=asked.member())
    with pytest.raises(NotFound):
        importing(asked, actor=UserFactory.create())
    assert not Draft.objects.exists()


# --- a round of its own --------------------------------------------------------------------------


def test_the_document_is_only_ever_commented_on(asked: Cell) -> None:
    for action in (documents.complete, documents.reopen, texts.start_working):
        with pytest.raises(Conflict):
            action(asked.document, actor=asked.head)
    assert not asked.document.versions.filter(frozen_at=None).exists()
    page = document_queries.document_page(asked.document, viewer=asked.head)
    assert (page.can.manage, page.can.open_round) == (True, True)
    assert [page.can.edit, page.can.complete, page.can.finalise, page.can.reopen] == [False] * 4


def test_opinions_are_not_answered_and_the_round_closes_without(asked: Cell) -> None:
    round_ = filled(asked)
    opinion = round_.opinions.filter(kind="").first()
    assert opinion is not None
    with pytest.raises(RuleBroken) as refusal:
        answer_opinions(opinion, Reply(AnswerResult.NOTED), actor=asked.head)
    assert [finding.code for finding in refusal.value.findings] == ["superior_not_answered"]
    ended(round_, asked)
    closed = closing.close_round(round_, actor=asked.head)
    asked.document.refresh_from_db()
    assert (closed.state, closed.result_version) == ("closed", asked.version)
    assert (asked.document.state, closed.answered_count) == ("draft", 0)
    told = Notice.objects.filter(topic=f"documents.round:{round_.pk}:closed")
    assert told.count() == 4
    assert {notice.title for notice in told} == {
        f"Ý kiến của đồng chí được tổng hợp gửi cấp trên: {TITLE}"
    }


def test_there_is_no_answering_page_and_no_table(asked: Cell, client: Client) -> None:
    round_ = ended(filled(asked), asked)
    client.force_login(asked.head)
    assert client.get(reverse("documents:round_answer", args=[round_.pk])).status_code == 403
    table = client.get(reverse("documents:opinion_table", args=[asked.document.pk]))
    assert table.status_code == 409
    with pytest.raises(RuleBroken):
        closing.approve_table(round_, actor=asked.secretary)
    page = client.get(reverse("documents:round_detail", args=[round_.pk])).content.decode()
    assert reverse("documents:superior_close", args=[round_.pk]) in page
    assert reverse("documents:round_answer", args=[round_.pk]) not in page


def test_a_member_agrees_without_words_and_differs_with_an_argument(
    asked: Cell, client: Client
) -> None:
    member = asked.member()
    round_ = asked.open()
    client.force_login(member)
    url = reverse("documents:opinion_add", args=[round_.pk])
    read = client.get(reverse("documents:round_read", args=[round_.pk])).content.decode()
    assert "Ý kiến khác" in read
    assert 'name="argument"' in read
    key = asked.block(HEADING).key
    assert client.post(url, {"kind": "agree", "block": key}).status_code == 302
    assert client.post(url, {"kind": "", "block": key, "text": ""}).status_code == 422
    said = {"kind": "", "block": key, "text": "Cần rõ hơn.", "argument": "Vì còn chung chung."}
    assert client.post(url, said).status_code == 302
    assert list(round_.opinions.order_by("pk").values_list("kind", "text", "argument")) == [
        ("agree", "Đồng ý.", ""),
        ("", "Cần rõ hơn.", "Vì còn chung chung."),
    ]
    entry = Entry.objects.filter(action="documents.add_opinion").latest("pk")
    assert entry.after["argument"] == "Vì còn chung chung."


def test_a_clerk_chooses_the_question_a_paper_is_about(asked: Cell, client: Client) -> None:
    round_ = asked.open()
    client.force_login(asked.head)
    url = reverse("documents:paper_opinion_add", args=[round_.pk])
    page = client.get(url).content.decode()
    assert QUESTION in page
    assert 'name="place_text"' not in page
    said = {
        "source": "meeting",
        "meeting": "Sinh hoạt chi bộ",
        "means": "meeting",
        "given_on": clock.today().strftime("%d/%m/%Y"),
        "place": asked.block(QUESTION).key.hex,
        "text": "Cần thêm một khâu.",
        "argument": "Địa bàn rộng.",
    }
    assert client.post(url, said | {"place": "0" * 32}).status_code == 200
    assert client.post(url, said).status_code == 302
    (opinion,) = round_.opinions.all()
    assert (opinion.block_key, opinion.argument) == (asked.block(QUESTION).key, "Địa bàn rộng.")


def test_an_ended_round_speaks_of_no_answers(asked: Cell, client: Client) -> None:
    round_ = ended(filled(asked), asked)
    client.force_login(asked.head)
    for name, number in (("round_detail", round_.pk), ("document_detail", asked.document.pk)):
        page = client.get(reverse(f"documents:{name}", args=[number])).content.decode()
        assert "đã kết thúc" in page
        assert "tiếp thu" not in page


def test_ordinary_rounds_ask_for_no_argument(client: Client) -> None:
    made = cell()
    member = made.member()
    round_ = made.open()
    client.force_login(member)
    read = client.get(reverse("documents:round_read", args=[round_.pk])).content.decode()
    assert 'name="argument"' not in read


# --- the report ----------------------------------------------------------------------------------


def test_the_report_counts_and_orders_and_keeps_every_word(asked: Cell) -> None:
    round_ = ended(filled(asked), asked)
    report = superior_report(asked.document.congress_id, viewer=asked.secretary)
    (section,) = report.sections
    assert [(each.round, each.asked, each.answered) for each in section.rounds] == [(round_, 6, 4)]
    assert [(each.title, each.agreeing, each.differing) for each in section.headings] == [
        ("", 1, 0),
        (HEADING, 2, 2),
        (QUESTION, 0, 1),
    ]
    _whole, heading, question = section.headings
    assert [(said.opinion.text, said.alike, said.contributor) for said in heading.said] == [
        ("Đề nghị bổ sung chỉ tiêu về thu hồi tài sản.", 2, "Vi Cường"),
        ("Đề nghị bổ sung chỉ tiêu về thu hồi tài sản.", 2, "Nông Dung"),
    ]
    (said,) = question.said
    assert (said.opinion.argument, said.opinion.proposed_text) == (
        "Thiếu chấp hành viên ở miền núi.",
        "Đột phá về đội ngũ cán bộ.",
    )
    assert section.remarkable == [(question, said)]
    assert report.due_on == asked.document.congress.target_on + timedelta(days=10)


def test_a_contributor_counts_once_however_often_he_speaks(asked: Cell) -> None:
    member = asked.member()
    round_ = asked.open()
    for text in ("Một.", "Hai."):
        say(asked, round_, member, text, block=asked.block(MONEY).key)
    withdrawn = say(asked, round_, member, "Ba.", block=asked.block(MONEY).key)
    opinions.withdraw_opinion(withdrawn, revision=1, actor=member)
    (section,) = whole_report(asked.document.congress).sections
    (heading,) = section.headings
    assert (heading.title, heading.differing) == (HEADING, 1)
    assert [said.opinion.text for said in heading.said] == ["Một.", "Hai."]


def test_names_are_hidden_where_the_round_hides_them(asked: Cell) -> None:
    ended(filled(asked, names_shown=False), asked)
    report = report_for_file(asked.document.congress_id, viewer=asked.head)
    assert {s.contributor for each in report.sections for h in each.headings for s in h.said} == {
        ""
    }
    words = "\n".join(block.text for block in read_word(report_word(report).content).outline.blocks)
    assert "Cần thêm khâu đột phá về cán bộ." in words
    assert not any(name in words for name in ("Hoàng An", "Vi Cường", "Nông Dung"))


def test_a_report_of_nothing_is_refused(asked: Cell, client: Client) -> None:
    ended(asked.open(), asked)
    congress = asked.document.congress_id
    with pytest.raises(RuleBroken) as refusal:
        report_for_file(congress, viewer=asked.head)
    assert [(f.code, f.basis.article) for f in refusal.value.findings] == [("no_opinions", "O3")]
    client.force_login(asked.head)
    page = client.get(reverse("documents:superior_report", args=[congress]))
    assert "Chưa có ý kiến nào được ghi nhận" in page.content.decode()
    assert client.get(reverse("documents:superior_report_docx", args=[congress])).status_code == 422
    assert client.get(reverse("documents:superior_report_xlsx", args=[congress])).status_code == 422


def test_the_same_words_stand_on_the_page_in_word_and_in_the_sheet(
    asked: Cell, client: Client
) -> None:
    ended(filled(asked), asked)
    client.force_login(asked.secretary)
    congress = asked.document.congress_id
    words = [
        "Đề nghị bổ sung chỉ tiêu về thu hồi tài sản.",
        "Cần thêm khâu đột phá về cán bộ.",
        "Thiếu chấp hành viên ở miền núi.",
        "Đột phá về đội ngũ cán bộ.",
        HEADING,
        QUESTION,
        TITLE,
    ]
    page = client.get(reverse("documents:superior_report", args=[congress])).content.decode()
    assert [text for text in words if text not in page] == []
    docx = client.get(reverse("documents:superior_report_docx", args=[congress]))
    read = "\n".join(block.text for block in read_word(docx.content).outline.blocks)
    assert [text for text in words if text not in read] == []
    assert "được hỏi, 4 đã trả lời, 6 ý kiến" in read
    xlsx = client.get(reverse("documents:superior_report_xlsx", args=[congress]))
    rows = list(load_workbook(io.BytesIO(xlsx.content)).worksheets[0].values)
    cells = [str(value) for row in rows for value in row if value is not None]
    assert [text for text in words if not any(text in cell for cell in cells)] == []


def test_each_document_has_its_section_in_one_report(asked: Cell) -> None:
    second = DocumentFactory.create(
        congress=asked.document.congress,
        subcommittee=asked.document.subcommittee,
        kind=DocumentKind.SUPERIOR,
        title="Dự thảo Nghị quyết",
    )
    silent = DocumentFactory.create(
        congress=asked.document.congress,
        subcommittee=asked.document.subcommittee,
        kind=DocumentKind.SUPERIOR,
        title="Dự thảo Chương trình",
    )
    own = DocumentFactory.create(
        congress=asked.document.congress, subcommittee=asked.document.subcommittee, title="Của mình"
    )
    for document in (second, own):
        VersionFactory.create(document=document, blocks=[HEADING, MONEY])
    filled(asked)
    for document in (second, own):
        asked.document = document
        round_ = asked.open()
        opinions.record_paper_opinion(
            round_,
            Saying(f"Ý kiến về {document.title}."),
            contributor=Contributor(name="Sinh hoạt chi bộ"),
            means=Means.MEETING,
            given_on=clock.today(),
            actor=asked.head,
        )
    report = whole_report(asked.document.congress)
    assert [each.document.title for each in report.sections] == [TITLE, "Dự thảo Nghị quyết"]
    assert report.silent == [silent]
    check_report(report)
    titles = [block.text for block in report_blocks(report) if block.text[:2] in {"1.", "2."}]
    assert titles == [
        f"1. {TITLE} (Đảng ủy Khối, văn bản số 12-CV/ĐUK ngày 02-3-2020)",
        "2. Dự thảo Nghị quyết",
    ]


# --- who may -------------------------------------------------------------------------------------


def test_members_read_the_report_once_the_round_has_ended(asked: Cell) -> None:
    round_ = filled(asked)
    member = User.objects.get(full_name="Hoàng An")
    congress = asked.document.congress_id
    assert superior_report(congress, viewer=member).sections == []
    assert len(superior_report(congress, viewer=asked.head).sections) == 1
    ended(round_, asked)
    assert len(superior_report(congress, viewer=member).sections) == 1


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.SECRETARY, 200),
        (Role.COMMITTEE_MEMBER, 200),
        (Role.MEMBER, 200),
        (Role.SUPERIOR, 404),
        (Role.ADMINISTRATOR, 404),
        (None, 404),
    ],
)
def test_who_opens_the_report(asked: Cell, client: Client, role: Role | None, status: int) -> None:
    ended(filled(asked), asked)
    user = grant(role, asked.organization) if role else UserFactory.create()
    client.force_login(user)
    for name in ("superior_report", "superior_report_docx", "superior_report_xlsx"):
        url = reverse(f"documents:{name}", args=[asked.document.congress_id])
        assert client.get(url).status_code == status


@pytest.mark.parametrize(
    ("role", "status"), [(Role.SECRETARY, 200), (Role.MEMBER, 404), (Role.SUPERIOR, 404)]
)
def test_who_brings_a_draft_in(asked: Cell, client: Client, role: Role, status: int) -> None:
    client.force_login(grant(role, asked.organization))
    url = reverse("documents:superior_import", args=[asked.document.congress_id])
    assert client.get(url).status_code == status


def test_a_member_does_not_close_the_round(asked: Cell, client: Client) -> None:
    round_ = ended(filled(asked), asked)
    url = reverse("documents:superior_close", args=[round_.pk])
    client.force_login(User.objects.get(full_name="Hoàng An"))
    assert client.post(url).status_code == 403
    round_.refresh_from_db()
    assert round_.state == "ended"
    client.force_login(asked.head)
    assert client.post(url).status_code == 302
    round_.refresh_from_db()
    assert round_.state == "closed"


@pytest.mark.parametrize("fault", ["nothing", "both", "dates", "twice"])
def test_the_form_says_what_is_missing(asked: Cell, client: Client, fault: str) -> None:
    client.force_login(asked.head)
    url = reverse("documents:superior_import", args=[asked.document.congress_id])
    data: dict[str, Any] = {
        "title": "Dự thảo mới",
        "issuer": "Đảng ủy Khối",
        "subcommittee": asked.document.subcommittee_id,
        "questions": "Câu 1?\n\n  Câu 2?  ",
    }
    faults: dict[str, tuple[dict[str, Any], str]] = {
        "nothing": ({"questions": " "}, "một trong hai"),
        "both": (
            {"file": io.BytesIO(questions_word("a", ["b"]))},
            "một trong hai",
        ),
        "dates": ({"dated_on": "2/3/2020", "due_on": "1/3/2020"}, "phải sau ngày"),
        "twice": ({"title": TITLE}, "Đã có văn kiện tên này"),
    }
    change, message = faults[fault]
    if "file" in change:
        change["file"].name = "a.docx"
    refused = client.post(url, data | change)
    assert message in refused.content.decode()
    assert not Draft.objects.exists()
    assert client.post(url, data).status_code == 302
    assert SuperiorRequest.objects.get(draft=Draft.objects.get()).issuer == "Đảng ủy Khối"


def test_ordinary_imports_do_not_offer_the_kind(asked: Cell, client: Client) -> None:
    client.force_login(asked.head)
    url = reverse("documents:document_import", args=[asked.document.congress_id])
    assert f'value="{DocumentKind.SUPERIOR.value}"' not in client.get(url).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_asks_as_often_for_more(
    asked: Cell, count: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    round_ = asked.open()
    for number in range(count):
        document = Document.objects.get(pk=asked.document.pk)
        document.pk = None
        document.title = f"Dự thảo {number}"
        document.save()
        other = VersionFactory.create(document=document, blocks=[HEADING])
        own = OpinionRound.objects.get(pk=round_.pk)
        own.pk, own.document, own.base_version = None, document, other
        own.save()
        OpinionFactory.create(round=own, text=f"Ý {number}.", block_key=None)
    viewer = User.objects.get(pk=asked.head.pk)
    with django_assert_num_queries(7):
        report = superior_report(asked.document.congress_id, viewer=viewer)
        titles = [getattr(each.document, "superior_request", None) for each in report.sections]
    assert titles == [None] * count


# --- into the paper that is sent -----------------------------------------------------------------


def test_the_report_goes_into_its_paper_and_a_newer_one_replaces_it(
    asked: Cell, client: Client
) -> None:
    round_ = filled(asked)
    url = reverse("documents:superior_deposit", args=[asked.document.congress_id])
    client.force_login(asked.secretary)
    response = client.post(url)
    paper = Paper.objects.get()
    assert response.headers["Location"] == reverse("registry:paper_detail", args=[paper.pk])
    assert (paper.kind, paper.congress) == ("BCGY", asked.document.congress)
    assert paper.source_label == "Tổng hợp góp ý văn kiện cấp trên, 6 ý kiến"
    say(asked, round_, User.objects.get(full_name="Vi Cường"), "Ý kiến đến sau.")
    again = deposit_report(asked.document.congress, actor=asked.secretary)
    assert again == paper
    paper.refresh_from_db()
    assert "Ý kiến đến sau." in str(paper.body)
    entries = Entry.objects.filter(action="documents.deposit_report").order_by("pk")
    assert [entry.after for entry in entries] == [
        {"documents": 1, "opinions": 6},
        {"documents": 1, "opinions": 7},
    ]


def test_nothing_recorded_makes_no_paper(asked: Cell) -> None:
    asked.open()
    with pytest.raises(RuleBroken):
        deposit_report(asked.document.congress, actor=asked.secretary)
    assert not Paper.objects.exists()


def test_a_member_puts_nothing_into_the_paper(asked: Cell, client: Client) -> None:
    ended(filled(asked), asked)
    member = User.objects.get(full_name="Hoàng An")
    with pytest.raises(NotPermitted):
        deposit_report(asked.document.congress, actor=member)
    client.force_login(member)
    page = client.get(reverse("documents:superior_report", args=[asked.document.congress_id]))
    assert "dua-vao-bao-cao" not in page.content.decode()
    assert not Paper.objects.exists()


def test_the_paper_counts_once_and_says_every_opinion_once(asked: Cell) -> None:
    ended(filled(asked), asked)
    blocks = report_blocks(whole_report(asked.document.congress))
    heads = [block.text for block in blocks if block.kind is BlockKind.HEADING]
    assert heads == ["I. VIỆC TỔ CHỨC THẢO LUẬN", "II. TỔNG HỢP Ý KIẾN"]
    assert blocks[1].text.startswith(f"- {TITLE}: lấy ý kiến lần 1, từ ")
    assert blocks[1].text.endswith("được hỏi, 4 đã trả lời, 6 ý kiến.")
    assert " đảng viên" in blocks[1].text
    text = "\n".join(block.text for block in blocks)
    assert text.count("ấy ý kiến lần 1") == 1
    assert text.count("Cần thêm khâu đột phá về cán bộ.") == 1
    assert text.count("Thiếu chấp hành viên ở miền núi.") == 1


def test_a_heading_is_told_with_the_part_it_stands_in(asked: Cell) -> None:
    first = asked.version.blocks.order_by("position")[0]
    first.text, first.position = "PHẦN THỨ NHẤT: KẾT QUẢ", 0
    first.pk, first.key = None, uuid4()
    asked.version.blocks.filter(position=0).update(position=1)
    first.save(force_insert=True)
    member = asked.member()
    say(asked, asked.open(), member, "Rõ hơn.", block=asked.block(MONEY).key)
    (section,) = whole_report(asked.document.congress).sections
    (heading,) = section.headings
    assert (heading.part, heading.title) == ("PHẦN THỨ NHẤT: KẾT QUẢ", HEADING)
    grid = report_blocks(whole_report(asked.document.congress))[-1].table
    assert grid is not None
    assert [cell.text for cell in grid.rows[1]] == ["PHẦN THỨ NHẤT: KẾT QUẢ"]
    assert grid.rows[2][0].text == HEADING


def test_the_report_tells_until_when_it_is_sent(asked: Cell) -> None:
    congress = asked.document.congress
    assert facts_of(congress, clock.today()) == {}
    filled(asked)
    congress.target_on, congress.target_precision = date(2020, 4, 3), "day"
    assert facts_of(congress, clock.today()) == {DUE: "13-4-2020"}
    congress.target_precision = "early"  # ten days after no day
    assert facts_of(congress, clock.today()) == {}


def test_the_report_waits_until_it_is_issued(asked: Cell) -> None:
    round_ = filled(asked)
    congress = asked.document.congress
    assert reports_due(viewer=asked.head) == []  # the round still takes opinions
    ended(round_, asked)
    (due,) = reports_due(viewer=asked.head)
    assert (due.congress, due.documents, due.opinions) == (congress, 1, 6)
    assert due.due_on == congress.target_on + timedelta(days=10)
    assert reports_due(viewer=User.objects.get(full_name="Hoàng An")) == []
    rows = [row for row in offers.waiting(asked.head) if "cấp trên" in str(row.title)]
    assert [(row.detail, row.due_on) for row in rows] == [("1 văn kiện, 6 ý kiến", due.due_on)]
