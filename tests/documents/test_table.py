"""The opinion table: whose rows, on the screen, as Word and as a sheet."""

from io import BytesIO

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from docx import Document as WordDocument
from openpyxl import load_workbook
from pytest_django.fixtures import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.base.errors import NotFound, NotPermitted, RuleBroken
from daihoi.documents.actions import closing, groups
from daihoi.documents.actions.answers import Reply, answer_opinions
from daihoi.documents.models import Opinion, OpinionRound, Participant
from daihoi.documents.papers.opinion_table import COLUMNS, summary_line, table_sheet, table_word
from daihoi.documents.queries.table import Filters, table_for_file, table_page
from daihoi.rules.documents import AnswerResult
from tests.documents.answering import Case, a_case
from tests.factories import OpinionFactory, PersonFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return a_case()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def texts_of(case: Case, viewer: User | None = None, **filters: str) -> list[str]:
    page = table_page(case.round.document_id, Filters.of(filters), viewer=viewer or case.head)
    return [row.opinion.text for row in page.rows]


def a_unit_person(case: Case, name: str) -> dict[str, object]:
    organization = case.round.document.congress.organization
    unit = UnitFactory.create(organization=organization)
    person = PersonFactory.create(organization=organization, unit=unit, full_name=name)
    return {"person": person, "unit": unit}


def test_rows_stand_in_reading_order_and_filters_choose_among_them(case: Case) -> None:
    late = case.on_words("cơ bản", "gần như", text="Ý sau.", **a_unit_person(case, "Lê Văn Đức"))
    case.opinion("Ý đầu.", **a_unit_person(case, "Trần Thị Hạnh"))
    reply = Reply(AnswerResult.ACCEPTED, text_after="gần như")
    answer_opinions(late, reply, apply=True, actor=case.head)
    assert texts_of(case) == ["Ý đầu.", "Ý sau."]
    assert texts_of(case, result="accepted") == ["Ý sau."]
    assert texts_of(case, result="unanswered") == ["Ý đầu."]
    assert texts_of(case, unit=str(late.unit_id)) == ["Ý sau."]
    assert texts_of(case, q="duc") == ["Ý sau."]
    assert texts_of(case, round="1") == ["Ý đầu.", "Ý sau."]
    assert texts_of(case, round="2") == []


def test_the_summary_counts_who_was_asked_and_what_was_answered(case: Case) -> None:
    for n, result in enumerate(AnswerResult):
        opinion = case.opinion(f"Ý {n}.")
        reply = Reply(result, "Vì thế.", "Chữ mới.", "Ban Tổ chức")
        answer_opinions(opinion, reply, actor=case.head)
    case.opinion("Chưa trả lời.")
    organization = case.round.document.congress.organization
    for answered in (True, True, False):
        person = PersonFactory.create(organization=organization)
        at = case.round.opened_at if answered else None
        Participant.objects.create(round=case.round, person=person, answered_at=at)
    summary = table_page(case.round.document_id, Filters(), viewer=case.head).summaries[0]
    assert (summary.consulted, summary.answered) == (3, 2)
    assert summary_line(summary) == (
        "Lần 1: 3 nơi được hỏi; 2 đã góp ý; tỷ lệ 66,7 %; 6 ý kiến; 1 tiếp thu; "
        "1 tiếp thu một phần; 1 không tiếp thu; 1 ghi nhận; 1 chuyển nơi khác; 1 chưa trả lời."
    )


def test_the_word_file_has_every_column_and_a_repeated_header(case: Case) -> None:
    opinion = case.on_words("cơ bản", "gần như", kind="amend", text="Sửa chữ này.")
    answer_opinions(
        opinion, Reply(AnswerResult.PARTLY, "Vì thế.", "gần như"), apply=True, actor=case.head
    )
    closing.approve_table(case.round, actor=case.head)
    paper = table_word(table_for_file(case.round.document_id, Filters(), viewer=case.head))
    word = WordDocument(BytesIO(paper.content))
    section = word.sections[0]
    assert section.page_width > section.page_height
    assert word.paragraphs[0].text == "BẢNG TỔNG HỢP TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý"
    assert word.paragraphs[2].text.startswith("Lần 1: ")
    assert f"do {case.head} duyệt" in word.paragraphs[3].text
    header, row = word.tables[0].rows
    assert [cell.text for cell in header.cells] == [str(title) for title, *_ in COLUMNS]
    assert header._tr.xpath("./w:trPr/w:tblHeader")
    cells = [cell.text for cell in row.cells]
    assert cells[0] == "1"
    assert cells[5] == "Sửa chữ này.\nVề câu chữ: “cơ bản”\nĐề nghị viết: “gần như”"
    assert cells[6] == "Sửa"
    assert cells[8:11] == ["Tiếp thu một phần", "Vì thế.", "gần như (bản 2)"]
    assert cells[12] == str(case.head)


def test_the_sheet_says_the_same_and_starts_no_formula(case: Case) -> None:
    case.opinion("=HYPERLINK(0)")
    paper = table_sheet(table_for_file(case.round.document_id, Filters(), viewer=case.head))
    sheet = load_workbook(BytesIO(paper.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[4] == tuple(str(title) for title, *_ in COLUMNS)
    assert rows[5][5] == "=HYPERLINK(0)"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_alike_opinions_name_each_others_rows(case: Case) -> None:
    for _ in range(3):
        case.on_paragraph("", text="Tách số đơn khiếu nại và tố cáo")
    case.opinion("Khác hẳn.")
    groups.propose_groups(case.round, actor=case.head)
    paper = table_sheet(table_for_file(case.round.document_id, Filters(), viewer=case.head))
    rows = list(load_workbook(BytesIO(paper.content)).worksheets[0].iter_rows(values_only=True))
    assert [row[7] or "" for row in rows[5:]] == ["", "2 (TT 3, 4)", "2 (TT 2, 4)", "2 (TT 2, 3)"]


def test_a_round_without_opinions_yields_no_table(case: Case) -> None:
    page = table_page(case.round.document_id, Filters(), viewer=case.head)
    assert page.is_empty
    with pytest.raises(RuleBroken) as refusal:
        table_for_file(case.round.document_id, Filters(), viewer=case.head)
    assert [finding.code for finding in refusal.value.findings] == ["no_opinions"]
    for name in ("opinion_table_docx", "opinion_table_xlsx"):
        url = reverse(f"documents:{name}", args=[case.round.document_id])
        response = client_of(case.head).get(url)
        assert response.status_code == 422
        said = response.content.decode()
        assert "Căn cứ: Tham chiếu nghiệp vụ, O3" in said  # words, not the value itself
        assert "no_opinions" not in said


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_files_are_handed_out_under_the_name_of_the_document(case: Case, ending: str) -> None:
    case.opinion()
    url = reverse(f"documents:opinion_table_{ending}", args=[case.round.document_id])
    response = client_of(case.head).get(url, {"round": 1})
    assert response.status_code == 200
    assert response.content.startswith(b"PK")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Disposition"].endswith(f"1.{ending}")
    assert client_of(UserFactory.create()).get(url).status_code == 404


def test_withdrawn_opinions_are_in_no_table(case: Case) -> None:
    case.opinion("Còn giữ.")
    case.opinion("Đã rút.", withdrawn_at=case.round.opened_at)
    assert texts_of(case) == ["Còn giữ."]


def test_members_read_the_table_once_the_round_has_ended() -> None:
    case = a_case(is_open=True)
    case.opinion("Chưa ai được đọc.")
    assert texts_of(case) == ["Chưa ai được đọc."]
    with pytest.raises(NotPermitted):
        texts_of(case, case.member)
    OpinionRound.objects.update(state="ended")
    assert texts_of(case, case.member) == ["Chưa ai được đọc."]
    with pytest.raises(NotFound):
        texts_of(case, UserFactory.create())


def test_hidden_names_are_in_no_file_and_not_found_by_searching(case: Case) -> None:
    case.opinion("Ý kín.", **a_unit_person(case, "Lê Văn Đức"))
    case.opinion("Ý khác.", **a_unit_person(case, "Trần Thị Hạnh"))
    OpinionRound.objects.update(names_shown=False)
    assert texts_of(case, case.member, q="Đức") == ["Ý kín.", "Ý khác."]
    file = table_sheet(table_for_file(case.round.document_id, Filters(), viewer=case.member))
    rows = list(load_workbook(BytesIO(file.content)).worksheets[0].iter_rows(values_only=True))
    assert {row[3] for row in rows[5:]} == {None}
    file = table_sheet(table_for_file(case.round.document_id, Filters(), viewer=case.head))
    rows = list(load_workbook(BytesIO(file.content)).worksheets[0].iter_rows(values_only=True))
    assert str(rows[5][3]).startswith("Lê Văn Đức, ")


def test_pages_of_the_table_go_on_counting(case: Case) -> None:
    rows = [
        OpinionFactory.build(round=case.round, text=f"Ý số {n}.", recorded_by=case.head)
        for n in range(120)
    ]
    Opinion.objects.bulk_create(rows)
    OpinionRound.objects.update(opinions_count=120)
    client = client_of(case.head)
    url = reverse("documents:opinion_table", args=[case.round.document_id])
    seen: list[tuple[int, int]] = []
    while url:
        table = client.get(url).context["table"]
        seen += [(row.number, row.opinion.pk) for row in table.rows]
        url = table.later_url
    numbers, keys = zip(*seen, strict=True)
    assert numbers == tuple(range(1, 121))
    assert list(keys) == list(Opinion.objects.order_by("pk").values_list("pk", flat=True))


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_asks_as_often_for_more_rows(
    case: Case, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        opinion = case.opinion(f"Ý {n}.", **a_unit_person(case, f"Người {n}"))
        answer_opinions(opinion, Reply(AnswerResult.NOTED), actor=case.head)
    viewer = User.objects.get(pk=case.head.pk)
    url = reverse("documents:opinion_table", args=[case.round.document_id])
    with django_assert_num_queries(8):
        table = table_page(case.round.document_id, Filters(), viewer=viewer)
    with django_assert_num_queries(0):
        render_to_string("documents/table_rows.html", {"table": table})
    assert client_of(case.head).get(url).status_code == 200
