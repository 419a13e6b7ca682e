"""Lists as offices write them, and lists that try to be more than lists."""

import gc
import random
from collections.abc import Sequence
from datetime import date, time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from daihoi.papers.sheets import (
    CellKind,
    Column,
    Page,
    SheetError,
    SheetRow,
    Value,
    find_header,
    read_sheet,
    write_sheet,
    write_sheets,
)
from daihoi.papers.sheets.likeness import likeness

SAMPLES = Path(__file__).parents[1] / "cases" / "samples"
MEMBERS = {
    "number": ("STT", "TT"),
    "name": ("Họ và tên",),
    "born_on": ("Ngày sinh", "Ngày, tháng, năm sinh"),
    "sex": ("Giới tính",),
    "ethnicity": ("Dân tộc",),
    "home": ("Quê quán",),
    "admitted_on": ("Ngày vào Đảng",),
    "official_on": ("Ngày chính thức",),
    "party_post": ("Chức vụ Đảng",),
    "office": ("Chức vụ chính quyền",),
    "unit": ("Đơn vị",),
    "education": ("Trình độ chuyên môn",),
    "theory": ("Lý luận chính trị",),
    "phone": ("Điện thoại", "Số điện thoại"),
    "email": ("Email", "Thư điện tử"),
    "note": ("Ghi chú",),
}
OPINIONS = {
    "number": ("TT",),
    "place": ("Vị trí (phần, mục)", "Vị trí"),
    "author": ("Người/đơn vị góp ý",),
    "unit": ("Đơn vị",),
    "given_on": ("Ngày góp ý",),
    "text": ("Nội dung góp ý",),
    "kind": ("Loại ý kiến",),
}


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.xlsx").read_bytes()


def workbook(*rows: Sequence[Value]) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    return saved(made)


def saved(made: Workbook) -> bytes:
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def values(row: SheetRow) -> list[Value]:
    return [cell.value for cell in row.cells]


def code_of(data: bytes, **options: str) -> str:
    with pytest.raises(SheetError) as refusal:
        read_sheet(data, **options)
    assert refusal.value.message
    return refusal.value.code


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("danh-sach-dang-vien", 5, 50), ("danh-sach-loi", 5, 34)],
)
def test_member_lists_are_found_whole(name, first, last):
    sheet = read_sheet(sample(name))
    header = find_header(sheet, MEMBERS)
    assert header.row == 4
    assert dict(header.columns) == dict(zip(MEMBERS, "ABCDEFGHIJKLMNOP", strict=True))
    assert (header.missing, dict(header.ambiguous), header.unknown) == ((), {}, ())
    assert [row.number for row in header.rows_of(sheet)] == list(range(first, last + 1))


def test_an_opinion_list_is_found_and_its_other_columns_named():
    sheet = read_sheet(sample("y-kien-gop-y"))
    header = find_header(sheet, OPINIONS)
    assert "".join(header.columns.values()) == "ADEFGIJ"
    assert [header.titles[letter] for letter in header.unknown] == [
        "Văn kiện",
        "Lần lấy ý kiến",
        "Hình thức",
    ]
    assert len(list(header.rows_of(sheet))) == 60


def test_dates_numbers_and_text_keep_their_kind():
    sheet = read_sheet(sample("danh-sach-dang-vien"))
    births = [row["C"] for row in find_header(sheet, MEMBERS).rows_of(sheet)]
    kinds = [cell.kind for cell in births]
    assert (kinds.count(CellKind.DATE), kinds.count(CellKind.NUMBER)) == (23, 2)
    assert kinds.count(CellKind.TEXT) == 21
    assert births[0].value == date(1968, 9, 5)
    assert (births[0].place, births[0].text) == ("C5", "5/9/1968")
    assert [cell.value for cell in births if cell.row in {17, 40}] == [1971, 1973]


def test_a_number_shown_as_a_date_is_a_date():
    made = Workbook()
    for row, shown in enumerate(["General", "dd/mm/yyyy", "d-m-yy hh:mm", "hh:mm", "0.00"], 1):
        made.active.cell(row, 1, 0.5 if shown == "hh:mm" else 43891).number_format = shown
    cells = [row["A"] for row in read_sheet(saved(made)).rows]
    assert [cell.kind for cell in cells] == ["number", "date", "date", "time", "number"]
    assert [cell.value for cell in cells] == [
        43891,
        date(2020, 3, 1),
        date(2020, 3, 1),
        time(12),
        43891,
    ]


def test_a_cell_beyond_its_row_is_empty():
    row = read_sheet(workbook(["a"])).rows[0]
    assert (row["C"].kind, row["C"].place, row["C"].text) == (CellKind.EMPTY, "C1", "")


MISSPELT = {
    "number": "tt",
    "name": "Ho ten",
    "born_on": "NGÀY  SIHN",
    "sex": "Giới\ntính",
    "ethnicity": "Dân tộc.",
    "home": "Quê quan",
    "admitted_on": "Ngày v/Đảng",
    "official_on": "Ngay chinh thuc",
    "party_post": "CV Đảng",
    "office": "C.vụ chính quyền",
    "unit": "Đ.vị",
    "education": "Trình độ chuyen mon (cao nhất)",
    "theory": "LLCT",
    "phone": "SĐT",
    "email": "E-mail",
    "note": "G.chú",
}


@pytest.mark.parametrize("seed", range(5))
def test_headers_are_found_in_any_order_and_spelling(seed):
    fields = list(MEMBERS)
    random.Random(seed).shuffle(fields)
    people = [[f"{field} {number}" for field in fields] for number in range(3)]
    data = workbook(
        ["DANH SÁCH ĐẢNG VIÊN"],
        ["Tính đến ngày", date(2020, 1, 31)],
        [],
        [MISSPELT[field] for field in fields],
        [f"({number})" for number in range(1, 17)],
        *people,
    )
    sheet = read_sheet(data)
    header = find_header(sheet, MEMBERS)
    assert header.row == 4
    assert (header.missing, dict(header.ambiguous)) == ((), {})
    found = [
        [row[header.columns[field]].value for field in fields] for row in header.rows_of(sheet)
    ]
    assert found == people


def test_decomposed_headers_are_the_same_headers():
    decomposed = ["Ho\u0323 va\u0300 te\u0302n", "Nga\u0300y va\u0300o \u0110a\u0309ng"]
    header = find_header(read_sheet(workbook(decomposed)), MEMBERS)
    assert dict(header.columns) == {"name": "A", "admitted_on": "B"}


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Ngày vào Đoàn", "Ngày vào Đảng"),
        ("Ngày", "Ngày sinh"),
        ("Nơi sinh", "Ngày sinh"),
        ("Chức vụ", "Chức vụ Đảng"),
        ("Ngày vào Đảng chính thức", "Ngày vào Đảng"),
        ("", "Đơn vị"),
        ("()", "Đơn vị"),
    ],
)
def test_another_column_is_not_a_misspelling(title, heading):
    assert likeness(title, [heading]) == 0


def test_missing_and_doubled_columns_are_reported():
    titles = ["Họ và tên", "Đơn vị", "Ngày sinh", "Ngày sinh", "Hình thức"]
    header = find_header(read_sheet(workbook(titles)), MEMBERS)
    assert dict(header.columns) == {"name": "A", "unit": "B"}
    assert dict(header.ambiguous) == {"born_on": ("C", "D")}
    assert header.unknown == ("E",)
    assert set(header.missing) == set(MEMBERS) - {"name", "unit", "born_on"}


def test_the_better_heading_takes_the_column():
    titles = ["Đ.vị", "Đơn vị", "Họ và tên"]
    header = find_header(read_sheet(workbook(titles)), MEMBERS)
    assert (header.columns["unit"], header.unknown) == ("B", ("A",))


def test_a_list_without_header_is_refused():
    with pytest.raises(SheetError) as refusal:
        find_header(read_sheet(workbook(["Danh sách"], ["An", "Văn phòng"])), MEMBERS)
    assert refusal.value.code == "no_header"
    assert "Họ và tên" in refusal.value.message


def test_totals_and_signatures_are_no_people():
    data = workbook(
        ["TT", "Họ và tên", "Ngày sinh", "Đơn vị"],
        [1, "Tống Văn An", 1970, "Văn phòng"],
        [None, "Cộng: 1"],
        [2, "Công Thị Bình", 1971, "Văn phòng"],
        [None, "Tổng Thị Cúc", 1972, "Văn phòng"],
        [],
        [None, "Tổng số: 3 người"],
        [None, "Người lập biểu"],
    )
    sheet = read_sheet(data)
    rows = list(
        find_header(sheet, {k: MEMBERS[k] for k in ("number", "name", "born_on", "unit")}).rows_of(
            sheet
        )
    )
    assert [row["B"].value for row in rows] == ["Tống Văn An", "Công Thị Bình", "Tổng Thị Cúc"]


def test_a_sheet_is_chosen_by_name():
    made = Workbook()
    made.active.title = "Một"
    made.create_sheet("Hai").append(["b"])
    assert values(read_sheet(saved(made), sheet="Hai").rows[0]) == ["b"]
    assert read_sheet(saved(made)).name == "Một"
    assert code_of(saved(made), sheet="Ba") == "no_such_sheet"


def test_a_million_formatted_rows_end_soon():
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(2, 200_000))
    last = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    data = with_rows('<row r="1"><c r="A1"><v>7</v></c></row>' + rows + last)
    assert [values(row) for row in read_sheet(data).rows] == [[7]]


def test_more_rows_or_columns_than_a_list_has_are_refused():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 50_002))
    assert code_of(with_rows(rows)) == "too_many_rows"
    assert code_of(with_rows('<row r="1"><c r="GS1"><v>1</v></c></row>')) == "too_many_columns"


def with_rows(rows: str) -> bytes:
    """A workbook whose sheet holds exactly this XML."""
    with ZipFile(BytesIO(workbook(["x"]))) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"hello", "not_office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_office"),
        (sample("danh-sach-loi")[:3000], "truncated"),
        ((SAMPLES / "tham-luan.docx").read_bytes(), "wrong_kind"),
        (with_rows('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'), "damaged"),
        (with_rows('<row r="1"><c r="A1"><v>not a number</v></c></row>'), "damaged"),
        (with_rows("<row"), "damaged"),
    ],
)
def test_what_is_no_list_is_refused_in_words(data, code):
    assert code_of(data) == code


FORMULAS = ["=1+1", "+84 900", "-x", "@SUM(A1)", "\tq", "\rq", "=cmd|' /C calc'!A0", "#N/A", "TRUE"]


def test_no_cell_can_start_a_formula():
    data = write_sheet([FORMULAS[0]], [Column(text) for text in FORMULAS], [FORMULAS])
    cells = [cell for row in load_workbook(BytesIO(data)).active for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == [FORMULAS[0], *FORMULAS, *FORMULAS]
    quoted = [cell.value for cell in cells if cell.quotePrefix]
    assert quoted == [FORMULAS[0], *FORMULAS[:7], *FORMULAS[:7]]
    with ZipFile(BytesIO(data)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_a_written_list_prints_well():
    data = write_sheet(
        ["DANH SÁCH", "năm 2020"], [Column("TT", 6), Column("Ngày")], [[1, date(2020, 3, 1)]]
    )
    sheet = load_workbook(BytesIO(data)).active
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A5", "$4:$4")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.column_dimensions["A"].width == 6
    assert sheet["A4"].font.bold
    assert (sheet["B5"].value.date(), sheet["B5"].number_format) == (date(2020, 3, 1), "d/m/yyyy")


def test_each_page_is_a_worksheet_under_a_name_that_excel_takes():
    named = ["Mốc: trễ/sắp tới", "Mốc: trễ/sắp tới", "Kế hoạch theo đơn vị chịu trách nhiệm"]
    pages = [Page(name, [name], [Column("Mã")], [[f"M{n}"]]) for n, name in enumerate(named)]
    book = load_workbook(BytesIO(write_sheets(pages)))
    assert book.sheetnames == [
        "Mốc  trễ sắp tới",
        "Mốc  trễ sắp tới1",
        "Kế hoạch theo đơn vị chịu trách",
    ]
    assert [row[0].value for row in book.worksheets[1].iter_rows()] == [named[1], None, "Mã", "M1"]


def test_a_refused_list_leaves_nothing_behind(monkeypatch):
    complaints = []
    monkeypatch.setattr("sys.unraisablehook", complaints.append)
    with pytest.raises(SheetError):
        write_sheet(["Danh sách"], [Column("A")], [["a"], ["đ" * 32_768]])
    gc.collect()
    assert complaints == []


def test_a_cell_that_excel_would_cut_is_refused():
    with pytest.raises(SheetError) as refusal:
        write_sheet([], [Column("A")], [["đ" * 32_768]])
    assert refusal.value.code == "cell_too_long"
    assert (
        read_sheet(write_sheet([], [Column("A")], [["đ" * 32_767]])).rows[1]["A"].text
        == "đ" * 32_767
    )


CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(
        str.strip
    ),
    st.sampled_from(FORMULAS),
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.dates(date(1930, 1, 1), date(2100, 1, 1)),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5))
def test_what_is_written_is_read_again(rows):
    data = write_sheet(["Danh sách"], [Column("A"), Column("B"), Column("C")], rows)
    assert [values(row) for row in read_sheet(data).rows[2:]] == rows


def test_cells_in_old_fonts_say_what_the_fonts_showed():
    made = Workbook()
    made.active.append(["Hä vµ tªn", "Hoï vaø teân", "Họ và tên", "§¬n vÞ", 5])
    cells = made.active[1]
    for cell, font in zip(
        cells, [".VnTimeH", "VNI-Times", ".VnTime", "Arial", ".VnTime"], strict=True
    ):
        cell.font = Font(name=font)
    (row,) = read_sheet(saved(made)).rows
    assert values(row) == ["HỌ VÀ TÊN", "Họ và tên", "Họ và tên", "§¬n vÞ", 5]
    assert [cell.was_legacy for cell in row.cells] == [True, True, False, False, False]
