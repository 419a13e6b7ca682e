"""Books: the columns a clerk expects, cancelled lines in their place, the same in every format."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from daihoi.accounts.permissions import Role
from daihoi.registry.actions import register as actions
from daihoi.registry.papers.books import book_sheet, book_word
from daihoi.registry.queries.books import BOOKS, get_book
from daihoi.registry.queries.register import Filters
from tests.factories.registry import EntryFactory, IncomingFactory
from tests.registry.office import Office, an_office

pytestmark = pytest.mark.django_db
ALL = Filters()


@pytest.fixture
def office() -> Office:
    return an_office()


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def rows(office: Office, code: str, filters: Filters = ALL) -> list[Any]:
    return get_book(office.cell.pk, code, filters, viewer=office.secretary).rows


def test_the_register_reads_in_the_order_of_numbers_with_the_cancelled_one_in_its_place(
    office: Office,
) -> None:
    first = office.issue(office.paper(subject="Lần một"), copies=4)
    office.issue(office.paper(subject="Lần hai"), note="Gửi kèm phụ lục")
    actions.cancel(first, "Sai tên", actor=office.clerk)
    day = date(2020, 3, 20)
    to = "Đảng ủy cấp trên\nLưu chi bộ"
    assert rows(office, "di") == [
        ("01-BC/CB", day, "Báo cáo: Lần một", "Nông Văn Bình", to, 4, "Đã hủy: Sai tên"),
        ("02-BC/CB", day, "Báo cáo: Lần hai", "Nông Văn Bình", to, None, "Gửi kèm phụ lục"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "kinds"), [("bien-ban", ("BBSH", "BBCU")), ("nghi-quyet", ("NQSH", "NQDH"))]
)
def test_a_book_of_kinds_holds_these_alone(
    office: Office, code: str, kinds: tuple[str, str]
) -> None:
    for kind in (*kinds, "BCCT"):
        EntryFactory.create(congress=office.congress, kind=kind, symbol=f"01-{kind}")
    assert [row[:2] for row in rows(office, code)] == [(1, f"01-{kinds[0]}"), (2, f"01-{kinds[1]}")]


def test_incoming_papers_stand_in_the_order_they_came(office: Office) -> None:
    for number in (3, 1, 2):
        IncomingFactory.create(organization=office.cell, arrival_number=number)
    assert [row[0] for row in rows(office, "den")] == [1, 2, 3]


def test_a_year_narrows_every_book(office: Office) -> None:
    EntryFactory.create(congress=office.congress, issued_on=date(2019, 12, 31), symbol="01-BC/CB")
    EntryFactory.create(congress=office.congress, issued_on=date(2020, 1, 2), symbol="02-BC/CB")
    assert [row[0] for row in rows(office, "di", Filters(year="2020"))] == ["02-BC/CB"]
    assert [row[0] for row in rows(office, "di")] == ["01-BC/CB", "02-BC/CB"]


def test_the_seal_has_a_book_only_where_there_is_a_seal(office: Office) -> None:
    url = reverse("registry:book_list", args=[office.cell.pk])
    client = signed_in(office.secretary)
    page = client.get(url).content.decode()
    assert "con dấu" not in page
    assert reverse("congresses:board", args=[office.congress.pk]) in page  # another app's book
    office.cell.has_seal = True
    office.cell.save()
    assert "Sổ theo dõi sử dụng con dấu" in client.get(url).content.decode()


def test_page_word_and_sheet_say_the_same(office: Office) -> None:
    office.issue(office.paper(subject="=SUM(A1)"), copies=3)
    book = get_book(office.cell.pk, "di", ALL, viewer=office.secretary)
    sheet = load_workbook(BytesIO(book_sheet(book))).active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = [column.title for column in book.kind.columns]
    assert cells[0][0] == "CHI BỘ CỤC"
    assert heads in cells
    symbol, day, about, signer, to, copies, _note = cells[-1]
    assert (symbol, about, signer, copies) == ("01-BC/CB", "Báo cáo: =SUM(A1)", "Nông Văn Bình", 3)  # fmt: skip
    assert day.date() == date(2020, 3, 20)
    assert to == "Đảng ủy cấp trên\nLưu chi bộ"

    word = Document(BytesIO(book_word(book)))
    table = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert table[0] == heads
    assert table[1][:4] == ["01-BC/CB", "20-3-2020", about, signer]

    page = signed_in(office.secretary).get(
        reverse("registry:book_detail", args=[office.cell.pk, "di"])
    )
    for head in heads:
        assert head in page.content.decode()


@pytest.mark.parametrize("code", [kind.code for kind in BOOKS if not kind.needs_seal])
def test_every_book_opens_and_is_handed_out_empty_and_full(office: Office, code: str) -> None:
    client = signed_in(office.person(Role.MEMBER))
    args = [office.cell.pk, code]
    for _time in range(2):
        for name in ("book_detail", "book_xlsx", "book_docx"):
            assert client.get(reverse(f"registry:{name}", args=args)).status_code == 200
        EntryFactory.create(congress=office.congress)
        IncomingFactory.create(organization=office.cell)


def test_what_is_no_book_is_not_found(office: Office) -> None:
    client = signed_in(office.secretary)
    assert (
        client.get(reverse("registry:book_detail", args=[office.cell.pk, "x"])).status_code == 404
    )


@pytest.mark.parametrize("count", [1, 3])
def test_a_book_asks_the_same_for_one_line_and_for_three(
    office: Office, count: int, django_assert_num_queries: Any
) -> None:
    for _number in range(count):
        EntryFactory.create(congress=office.congress)
    member = office.person(Role.MEMBER)
    with django_assert_num_queries(4):
        found = get_book(office.cell.pk, "di", ALL, viewer=member).rows
    assert len(found) == count
