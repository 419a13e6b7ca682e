"""A list of members as offices write it becomes rows of values and problems. No database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from daihoi.base.errors import BadFile
from daihoi.organizations.queries.member_cells import SEXES, read_cell
from daihoi.organizations.queries.member_columns import FIELDS, HEADINGS, TITLES, shown
from daihoi.organizations.queries.member_problems import SKIP, Choice, Kind, ListedRow
from daihoi.papers.sheets import Header, SheetError, SheetRow, find_header, read_sheet
from daihoi.rules.members import check_membership_dates
from daihoi.vietnamese.dates import DateError, PartialDate, parse_date
from daihoi.vietnamese.text import fold, tidy

NEW_UNIT = "new"


@dataclass(frozen=True, slots=True)
class UnitQuestion:
    """A unit of the list that the organization does not have: is another meant, or a new one."""

    name: str
    rows: tuple[int, ...]
    choices: tuple[Choice, ...]
    chosen: str

    @property
    def key(self) -> str:
        return unit_key(self.name)


@dataclass(frozen=True, slots=True)
class MemberList:
    """What was read: rows in the order of the file and what the list leaves open."""

    rows: list[ListedRow]
    questions: list[UnitQuestion]
    unknown_columns: list[str]  # headings that mean no field
    new_units: list[str]  # to be created if the list is confirmed


def read_members(
    data: bytes,
    *,
    name: str,
    units: Sequence[str],
    answers: Mapping[str, str],
    today: date,
) -> MemberList:
    """Read an uploaded list; ``units`` are the names the organization has.

    ``answers`` are the owner's: `Problem.key` or `UnitQuestion.key` to a choice's value.
    ``BadFile`` for a file that is no list.
    """
    try:
        sheet = read_sheet(data, name=name)
        header = find_header(sheet, HEADINGS)
    except SheetError as error:
        raise BadFile(error.message, code=error.code) from error
    _check_columns(header)
    rows = [_row(raw, header, answers, today) for raw in header.rows_of(sheet)]
    if not rows:
        raise BadFile(_("Tệp có dòng tiêu đề nhưng không có người nào bên dưới."), code="no_rows")
    questions = _settle_units(rows, units, answers)
    _mark_duplicates(rows)
    return MemberList(
        rows=rows,
        questions=questions,
        unknown_columns=[header.titles[letter] for letter in header.unknown],
        new_units=[q.name for q in questions if q.chosen == NEW_UNIT],
    )


def unit_key(name: str) -> str:
    return f"unit:{fold(name)}"


def _check_columns(header: Header) -> None:
    for field, letters in header.ambiguous.items():
        columns = ", ".join(f"{letter} “{header.titles[letter]}”" for letter in letters)
        message = _("Các cột %(columns)s đều có thể là “%(title)s”; hãy đổi tên một cột.")
        raise BadFile(
            message % {"columns": columns, "title": TITLES[field]}, code="ambiguous_columns"
        )
    if "full_name" in header.missing:
        raise BadFile(
            _("Không tìm thấy cột “Họ và tên” trong dòng tiêu đề."), code="no_name_column"
        )


def _row(raw: SheetRow, header: Header, answers: Mapping[str, str], today: date) -> ListedRow:
    cells = {field: raw[letter] for field, letter in header.columns.items()}
    row = ListedRow(raw.number, answers)
    row.written = {field: cell.value for field, cell in cells.items()}
    if _swapped(row):
        cells["birth"], cells["sex"] = cells["sex"], cells["birth"]
        if not _swap(row):
            del cells["birth"], cells["sex"]
    row.values = {
        field: read_cell(row, field, cells[field]) if field in cells else "" for field in FIELDS
    }
    if not row.values["full_name"]:
        row.report("full_name", "no_name", _("thiếu Họ và tên; hãy ghi đủ họ tên"))
    _check_dates(row, today)
    return row


def _swapped(row: ListedRow) -> bool:
    birth, sex = row.written.get("birth"), row.written.get("sex")
    if not isinstance(birth, str) or fold(birth) not in SEXES or sex is None:
        return False
    try:
        parse_date(sex if isinstance(sex, str | int | float | date) else str(sex))
    except DateError:
        return False
    return True


def _swap(row: ListedRow) -> bool:
    message = _("Ngày sinh và Giới tính có vẻ bị đảo cột (“%(birth)s”, “%(sex)s”); đổi lại?")
    written = {name: tidy(str(row.written[name])) for name in ("birth", "sex")}
    choices = [
        Choice(SKIP, _("Không nhập dòng này")),
        Choice("swap", _("Đổi chỗ hai ô")),
    ]
    value = " / ".join(written.values())
    return row.ask("birth", "swapped", message % written, choices, value=value) == "swap"


def _check_dates(row: ListedRow, today: date) -> None:
    days = {
        field: PartialDate.from_iso(row.values[field]).first_day()
        for field in ("birth", "admitted_on", "official_on")
        if row.values[field]
    }
    for field, day in days.items():
        if day > today:
            text = _("%(date)s ở sau ngày hôm nay; hãy kiểm tra lại")
            written = shown(field, row.values[field])
            row.report(field, "in_future", text % {"date": written}, value=written)
    for finding in check_membership_dates(
        born_on=days.get("birth"),
        admitted_on=days.get("admitted_on"),
        official_on=days.get("official_on"),
    ):
        if finding.code == "official_before_admission":
            text = _("Ngày chính thức (%(official)s) trước Ngày vào Đảng (%(admitted)s); hãy sửa")
            dates = {
                "official": shown("official_on", row.values["official_on"]),
                "admitted": shown("admitted_on", row.values["admitted_on"]),
            }
            row.report("official_on", finding.code, text % dates, value=dates["official"])
        else:
            _warn_of_age(row, int(str(finding.facts["age"])))


def _warn_of_age(row: ListedRow, age: int) -> None:
    text = _("vào Đảng khi mới %(age)s tuổi (chưa đủ 18); hãy kiểm tra lại Ngày sinh và ngày này")
    choices = [Choice("keep", _("Nhập như đã viết")), Choice(SKIP, _("Không nhập dòng này"))]
    value = shown("admitted_on", row.values["admitted_on"])
    row.ask(
        "admitted_on", "under_age", text % {"age": age}, choices, kind=Kind.WARNING, value=value
    )


def _settle_units(
    rows: Iterable[ListedRow], units: Sequence[str], answers: Mapping[str, str]
) -> list[UnitQuestion]:
    """Give each row the unit's name as the organization writes it; ask about the others once."""
    known = {fold(unit): unit for unit in units}
    unknown: dict[str, list[ListedRow]] = {}
    for row in rows:
        name = row.values["unit"]
        if name and fold(name) in known:
            row.values["unit"] = known[fold(name)]
        elif name:
            unknown.setdefault(fold(name), []).append(row)
    return [_settle_unit(members, units, answers) for members in unknown.values()]


def _settle_unit(
    rows: list[ListedRow], units: Sequence[str], answers: Mapping[str, str]
) -> UnitQuestion:
    name = rows[0].values["unit"]
    create = Choice(NEW_UNIT, _("Tạo đơn vị mới “%(name)s”") % {"name": name})
    skip = Choice(SKIP, _("Không nhập các dòng này"))
    existing = [Choice(f"is:{unit}", unit) for unit in units]
    # The first list of an organization brings its units along.
    choices = [skip, *existing, create] if units else [create, skip]
    given = answers.get(unit_key(name), "")
    chosen = given if given in {choice.value for choice in choices} else choices[0].value
    for row in rows:
        row.values["unit"] = "" if chosen == SKIP else name
        if chosen.startswith("is:"):
            row.values["unit"] = chosen.removeprefix("is:")
        if chosen == SKIP:
            message = _("không có đơn vị “%(name)s”; chọn một trong %(count)s đơn vị hoặc tạo mới")
            row.report(
                "unit", "unknown_unit", message % {"name": name, "count": len(units)}, value=name
            )
    return UnitQuestion(name, tuple(row.number for row in rows), tuple(choices), chosen)


def _mark_duplicates(rows: Iterable[ListedRow]) -> None:
    """The later of two rows with one name and one birth (or, without a birth, one unit)."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        name, birth, unit = (row.values[field] for field in ("full_name", "birth", "unit"))
        if not name:
            continue
        first = seen.setdefault((fold(name), birth or f"unit {unit}"), row.number)
        if first != row.number:
            text = _("trùng với dòng %(first)s (cùng họ tên, cùng ngày sinh); hãy bỏ một dòng")
            row.report("full_name", "duplicate", text % {"first": first}, value=name)
