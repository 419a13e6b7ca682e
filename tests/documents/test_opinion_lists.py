"""A list of opinions as offices keep it: preview, confirmation, what is left out."""

import io
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.styles import Font

from daihoi.accounts.permissions import Role
from daihoi.base.errors import BadFile, NotPermitted, RuleBroken
from daihoi.documents.actions import drafts, opinion_lists, rounds
from daihoi.documents.models import Document, Opinion, OpinionRound
from daihoi.documents.queries.audience import Audience, AudienceKind
from daihoi.documents.queries.drafts import stamp_of
from daihoi.documents.queries.opinion_lists import COLUMNS, ListPreview, read_list
from daihoi.organizations.actions import imports
from daihoi.organizations.models import Unit
from daihoi.papers.sheets import Column, read_sheet, write_sheet
from daihoi.rules.documents import Means
from tests.documents.asking import Cell, cell, on_two_parts
from tests.factories import SubcommitteeFactory, UnitFactory, grant

pytestmark = pytest.mark.django_db
DAY = date(2020, 2, 12)
TITLES = [titles[0] for titles in COLUMNS.values()]


@pytest.fixture(autouse=True)
def today(settings: LazySettings) -> None:
    settings.DAIHOI_TODAY = date(2020, 2, 20)


@pytest.fixture
def place() -> Cell:
    return cell()


@pytest.fixture
def opened(place: Cell) -> OpinionRound:
    place.person("Nông Thị Ngân")
    return place.open(opens_on=date(2020, 2, 10), closes_on=date(2020, 2, 29))


def a_list(*rows: dict[str, Any]) -> bytes:
    """Rows of a list with sound defaults; None empties a cell."""
    sound = {
        "document": None,
        "number": 1,
        "place": "đoạn 1",
        "contributor": "Nông Thị Ngân",
        "unit": "Phòng Nghiệp vụ",
        "given_on": DAY,
        "means": "Bằng văn bản",
        "text": "Đề nghị bổ sung số liệu.",
        "kind": "Bổ sung",
    }
    cells = [[({**sound, **row})[name] for name in COLUMNS] for row in rows]
    return write_sheet(["Tổng hợp ý kiến"], [Column(title) for title in TITLES], cells)


def read(round_: OpinionRound, *rows: dict[str, Any]) -> ListPreview:
    return read_list(a_list(*rows), round_, name="y-kien.xlsx")


def test_a_sound_row_is_found_out_whole(place: Cell, opened: OpinionRound) -> None:
    (row,) = read(opened, {}).clean
    assert row.contributor is not None
    assert row.contributor.person == place.organization.people.get(full_name="Nông Thị Ngân")
    assert row.saying is not None
    assert (row.saying.block, row.saying.kind) == (place.block().key, "add")
    assert (row.given_on, row.means, row.warnings) == (DAY, Means.WRITTEN, [])


def test_a_row_in_a_font_from_before_unicode_is_read_and_says_so(
    opened: OpinionRound,
) -> None:
    workbook = load_workbook(
        io.BytesIO(a_list({"text": "§Ò nghÞ bæ sung sè liÖu."}, {"text": "Ý khác."}))
    )
    for each in workbook.worksheets[0][4]:
        each.font = Font(name=".VnTime")
    file = io.BytesIO()
    workbook.save(file)
    rows = read_list(file.getvalue(), opened, name="y-kien.xlsx").clean
    said = [(row.saying.text, row.warnings) for row in rows if row.saying]
    old = "Chữ theo bảng mã cũ (TCVN3, VNI) đã chuyển sang Unicode; hãy đọc lại."
    assert said == [("Đề nghị bổ sung số liệu.", [old]), ("Ý khác.", [])]


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"contributor": "Người Không Có"}, "D"),
        ({"contributor": None}, "D"),
        ({"given_on": date(2020, 2, 9)}, "F"),
        ({"given_on": date(2020, 2, 21)}, "F"),
        ({"given_on": "tháng 2"}, "F"),
        ({"given_on": None}, "F"),
        ({"means": "Điện tín"}, "G"),
        ({"text": None}, "H"),
        ({"kind": "Than phiền"}, "I"),
        ({"number": 2}, "B"),
    ],
)
def test_a_wrong_row_is_named_with_its_column(
    opened: OpinionRound, wrong: dict[str, Any], column: str
) -> None:
    found = read(opened, {}, wrong)
    assert [row.number for row in found.clean] == [4]
    (row,) = found.rejected
    (problem,) = row.problems
    assert (row.number, problem.column) == (5, column)
    assert problem.message
    assert problem.advice


def test_two_of_one_name_are_told_apart_by_unit_and_by_marks(
    place: Cell, opened: OpinionRound
) -> None:
    office = UnitFactory.create(organization=place.organization, name="Văn phòng")
    other = place.person("Nông Thị Ngân", unit=office)
    marked = place.person("Nông Thị Ngàn")
    found = read(
        opened, {"unit": "VĂN PHÒNG"}, {"contributor": "Nông Thị Ngàn"}, {"unit": "Không rõ"}
    )
    assert [row.contributor and row.contributor.person for row in found.clean] == [other, marked]
    assert "2 người cùng tên" in found.rejected[0].problems[0].message


def test_units_and_meetings_contribute_and_the_unasked_are_warned_of(
    place: Cell, opened: OpinionRound
) -> None:
    place.person("Đi Vắng", "away")
    found = read(
        opened,
        {"contributor": "phòng nghiệp vụ"},
        {"contributor": "Hội nghị chi bộ ngày 12/2"},
        {"contributor": "Đi Vắng"},
    ).clean
    assert [row.contributor and row.contributor.source for row in found] == [
        "unit",
        "meeting",
        "person",
    ]
    assert [bool(row.warnings) for row in found] == [False, False, True]


def test_a_place_that_fits_two_sections_is_told_with_both(opened: OpinionRound) -> None:
    first, second = on_two_parts(opened)
    found = read(opened, {"place": "Mục V"}, {"place": "P2, mục V", "text": "Nên cụ thể."})
    told, clear = found.clean
    assert told.saying.block is None
    (warning,) = told.warnings
    assert warning == (
        "“Mục V” có thể là mục V, phần thứ nhất hoặc mục V, phần thứ hai: hãy ghi rõ phần trong"
        " danh sách rồi tải lên lại, nếu không ý kiến được xếp ở đầu văn bản."
    )
    assert (clear.saying.block, clear.place_label) == (second.key, "Mục V, phần thứ hai")
    assert first.key != second.key


def test_confirming_writes_the_clean_rows_once(place: Cell, opened: OpinionRound) -> None:
    content = a_list({}, {"text": "Ý khác."}, {"contributor": "Ai Đó"}, {})
    uploaded = opinion_lists.upload_list(opened, content, file_name="y-kien.xlsx", actor=place.head)
    assert not Opinion.objects.exists()
    with pytest.raises(RuleBroken):
        opinion_lists.confirm_list(uploaded, expected=3, actor=place.head)
    done = opinion_lists.confirm_list(uploaded, expected=2, actor=place.head)
    assert done.result == {"taken": 2, "already": 1, "rejected": 1}
    opinion_lists.confirm_list(uploaded, expected=2, actor=place.head)
    opened.refresh_from_db()
    assert (opened.opinions.count(), opened.opinions_count) == (2, 2)
    again = opinion_lists.upload_list(opened, content, file_name="lai.xlsx", actor=place.head)
    assert opinion_lists.confirm_list(again, expected=0, actor=place.head).result["taken"] == 0
    with pytest.raises(NotPermitted):
        opinion_lists.upload_list(opened, content, file_name="x.xlsx", actor=place.unit_head)


def test_what_is_no_list_is_refused(place: Cell, opened: OpinionRound) -> None:
    no_text = write_sheet([], [Column(t) for t in ("Người góp ý", "Ngày góp ý")], [["A", DAY]])
    for content in (b"", b"PK\x03\x04", no_text, write_sheet([], [Column("A"), Column("B")], [])):
        with pytest.raises(BadFile):
            opinion_lists.upload_list(opened, content, file_name="x.xlsx", actor=place.head)


def test_a_list_too_heavy_is_refused(
    place: Cell, opened: OpinionRound, client: Client, settings: LazySettings
) -> None:
    settings.UPLOAD_LIMIT_MB = 0
    client.force_login(place.head)
    file = SimpleUploadedFile("y-kien.xlsx", a_list({}))
    url = reverse("documents:opinion_import", kwargs={"pk": opened.pk})
    assert "nặng hơn 0 MB; hãy chia" in client.post(url, {"file": file}).content.decode()
    assert not opened.imports.exists()


def test_a_list_goes_through_the_browser_and_back(
    place: Cell, opened: OpinionRound, client: Client
) -> None:
    client.force_login(place.head)
    file = SimpleUploadedFile("y-kien.xlsx", a_list({}, {"contributor": "=Ai Đó"}))
    url = reverse("documents:opinion_import", kwargs={"pk": opened.pk})
    page = client.post(url, {"file": file})["Location"]
    assert "Nhập 1 ý kiến" in client.get(page).content.decode()
    client.post(f"{page}xac-nhan/", {"expected": "1"})
    assert opened.opinions.count() == 1
    rejected = client.get(f"{page}chua-nhap/").content
    rows = read_sheet(rejected).rows
    assert [cell.text for cell in rows[-1].cells][4] == "=Ai Đó"
    assert [row.number for row in read_list(rejected, opened, name="x").rejected] == [5]
    wrong = SimpleUploadedFile("y-kien.xlsx", b"khong phai")
    assert client.post(url, {"file": wrong}).status_code == 200
    client.force_login(place.unit_head)
    assert client.get(page).status_code == 404


@pytest.fixture
def reference(samples: Path) -> Document:
    """The sample people and draft 1, both through the import."""
    subcommittee = SubcommitteeFactory.create(purpose="documents")
    congress = subcommittee.congress
    secretary = grant(Role.SECRETARY, congress.organization)
    people = (samples / "danh-sach-dang-vien.xlsx").read_bytes()
    started = imports.start_import(congress.organization, people, "people.xlsx", actor=secretary)
    imports.confirm_import(started, actor=secretary)
    draft = drafts.import_document(
        congress,
        subcommittee=subcommittee,
        kind="BCCT",
        title="Báo cáo chính trị",
        content=(samples / "bao-cao-chinh-tri-du-thao-1.docx").read_bytes(),
        file_name="du-thao-1.docx",
        actor=secretary,
    )
    return drafts.confirm_draft(draft, base=stamp_of(draft.document), actor=secretary).document


def test_all_sixty_opinions_of_the_sample_list_come_in(reference: Document, samples: Path) -> None:
    head = grant(Role.SUBCOMMITTEE_HEAD, reference)
    units = frozenset(Unit.objects.values_list("pk", flat=True))
    opened = rounds.open_round(
        reference,
        opens_on=date(2020, 2, 10),
        closes_on=date(2020, 2, 14),
        means=list(Means),
        audience=Audience(AudienceKind.MEMBERS, units=units),
        actor=head,
    )
    content = (samples / "y-kien-gop-y.xlsx").read_bytes()
    found = read_list(content, opened, name="y-kien-gop-y.xlsx")
    assert [row.problems for row in found.rejected] == []
    assert len(found.clean) == 60
    assert (
        sum(row.contributor is not None and row.contributor.source == "unit" for row in found.clean)
        == 5
    )
    uploaded = opinion_lists.upload_list(opened, content, file_name="y-kien.xlsx", actor=head)
    opinion_lists.confirm_list(uploaded, expected=60, actor=head)
    made = list(opened.opinions.order_by("pk"))
    assert Counter(each.means for each in made) == {"written": 24, "online": 19, "meeting": 17}
    assert Counter(each.kind for each in made) == {
        "add": 20, "amend": 17, "presentation": 4, "agree": 2, "question": 2, "delete": 1, "": 14,
    }  # fmt: skip
    assert made[15].place_text == "P2, mục V, khâu 2"
    assert len({each.contributor for each in made}) == 44
    assert len([each for each in made if each.block_key]) > 50
    again = read_list(content, opened, name="y-kien-gop-y.xlsx")
    assert (len(again.clean), len(again.already)) == (0, 60)
