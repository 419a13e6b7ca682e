"""Lists of guests: typed or pasted, or an Excel file; wrong rows are told, nothing is half kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from daihoi.base.errors import BadFile
from daihoi.meetings.models import GuestGroup, Invitee
from daihoi.papers.sheets import SheetError, find_header, read_sheet
from daihoi.vietnamese.text import fold, tidy

HEADINGS: Mapping[str, Sequence[str]] = {
    "guest_name": ("Họ và tên", "Họ tên", "Tên khách", "Khách mời"),
    "guest_post": ("Chức vụ", "Chức danh"),
    "guest_unit": ("Đơn vị", "Cơ quan", "Nơi công tác"),
    "guest_group": ("Nhóm", "Nhóm khách"),
}
FIELDS = tuple(HEADINGS)
MOST = 500
PARTY_GROUPS = frozenset({GuestGroup.SUPERIOR, GuestGroup.NEIGHBOUR})
PARTY_BODIES = ("dang uy", "tinh uy", "thanh uy", "huyen uy", "cap uy", "chi uy", "chi bo")
_GROUPS = {fold(str(label)): value for value, label in GuestGroup.choices}


@dataclass(frozen=True, slots=True)
class GuestList:
    """Guests as read; ``problems`` are sentences that name the line."""

    guests: list[dict[str, str]]
    problems: list[str]


def pasted_guests(text: str) -> GuestList:
    """One guest a line: name, post, unit, group; cells of Excel come with tabs, else semicolons."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    rows = [(number, _cells(line)) for number, line in lines]
    if rows and _is_header(rows[0][1]):
        rows = rows[1:]
    return _checked((number, dict(zip(FIELDS, cells, strict=False))) for number, cells in rows)


def listed_guests(data: bytes, name: str) -> GuestList:
    """A list in Excel whatever the order of its columns; `BadFile` for a file that is no list."""
    try:
        sheet = read_sheet(data, name=name)
        header = find_header(sheet, HEADINGS)
    except SheetError as error:
        raise BadFile(error.message, code=error.code) from error
    if "guest_name" in header.missing:
        raise BadFile(
            _("Không tìm thấy cột “Họ và tên” trong dòng tiêu đề."), code="no_name_column"
        )
    return _checked(
        (
            row.number,
            {field: _text(row[letter].value) for field, letter in header.columns.items()},
        )
        for row in header.rows_of(sheet)
    )


def by_group(guests: Iterable[Invitee]) -> list[Invitee]:
    """As papers list them: the superior first, then group by group; within one as they came."""
    order = [*GuestGroup.values, ""]
    return sorted(guests, key=lambda guest: (order.index(guest.guest_group), guest.pk))


def guest_words(guest: Invitee) -> str:
    """Name, post and unit; a post that ends with its unit does not say it twice."""
    post, unit = guest.post, guest.unit
    work = post if unit and fold(unit) in fold(post) else " ".join(filter(None, [post, unit]))
    return ", ".join(filter(None, [guest.name, work]))


def is_of_party(guest: Invitee) -> bool:
    """Whether papers call her "đồng chí": by her group, else by a post in a Party body.

    A house default: no source says how a guest who is no member is called.
    """
    if guest.guest_group in PARTY_GROUPS:
        return True
    work = fold(f"{guest.post} {guest.unit}")
    return guest.guest_group != GuestGroup.OUTSTANDING and any(
        body in work for body in PARTY_BODIES
    )


def _checked(rows: Iterable[tuple[int, dict[str, str]]]) -> GuestList:
    found = GuestList([], [])
    seen: dict[tuple[str, str], int] = {}
    for number, told in rows:
        values = {field: tidy(told.get(field, "")) for field in FIELDS}
        if problem := _problem(values, seen):
            found.problems.append(_("Dòng %(n)s: %(problem)s") % {"n": number, "problem": problem})
            continue
        seen[fold(values["guest_name"]), fold(values["guest_unit"])] = number
        values["guest_group"] = _GROUPS.get(fold(values["guest_group"]), "")
        found.guests.append(values)
    if len(found.guests) > MOST:
        found.problems.append(_("Danh sách dài quá %(most)s người.") % {"most": MOST})
    return found


def _problem(values: Mapping[str, str], seen: Mapping[tuple[str, str], int]) -> str:
    name, group = values["guest_name"], values["guest_group"]
    if not name:
        return _("thiếu họ và tên.")
    if any(letter.isdigit() for letter in name):
        return _("“%(name)s” không phải họ và tên; cột đầu là họ và tên.") % {"name": name}
    if len(name) > 120 or any(len(value) > 160 for value in values.values()):
        return _("có ô dài quá 160 ký tự.")
    if group and fold(group) not in _GROUPS:
        groups = "; ".join(str(label) for label in GuestGroup.labels)
        return _("không rõ nhóm “%(group)s”; các nhóm: %(groups)s.") % {
            "group": group,
            "groups": groups,
        }
    first = seen.get((fold(name), fold(values["guest_unit"])))
    if first is not None:
        return _("“%(name)s” trùng với dòng %(first)s.") % {"name": name, "first": first}
    return ""


def _cells(line: str) -> list[str]:
    cells = line.split("\t") if "\t" in line else line.split(";")
    texts = [cell.strip() for cell in cells]
    if len(texts) > 1 and texts[0].rstrip(".").isdecimal():  # a column that numbers the lines
        texts = texts[1:]
    return texts


def _is_header(cells: Sequence[str]) -> bool:
    return bool(cells) and fold(cells[0]) in {fold(title) for title in HEADINGS["guest_name"]}


def _text(value: object) -> str:
    return "" if value is None else str(value)
