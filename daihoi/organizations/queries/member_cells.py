"""One cell of a list of members becomes a normalised value, or a problem that names it."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from daihoi.organizations.models import Person, Sex, Unit
from daihoi.organizations.queries.member_columns import ORDINARY_POST, is_ordinary, posts_in
from daihoi.organizations.queries.member_problems import SKIP, Choice, Kind, ListedRow
from daihoi.papers.sheets import CellKind, SheetCell
from daihoi.vietnamese.dates import DateError, DateErrorCode, PartialDate, Precision, parse_date
from daihoi.vietnamese.names import capitalised
from daihoi.vietnamese.text import fold, nfc, tidy

SEXES = {"nam": Sex.MALE.value, "nu": Sex.FEMALE.value}
MOBILE_DIGITS = 10
_PHONE_MARKS = re.compile(r"[\s.\-()]")
_LIKE_DIGITS = str.maketrans("OoIl", "0011")


def read_cell(row: ListedRow, field: str, cell: SheetCell) -> str:
    """The normalised value; "" where there is none or it cannot be used."""
    if cell.kind is CellKind.EMPTY:
        return ""
    if cell.kind is CellKind.ERROR:
        text = _("ô chứa lỗi công thức “%(value)s”; hãy sửa trong Excel") % {"value": cell.text}
        row.report(field, "cell_error", text, value=cell.text)
        return ""
    return _READERS.get(field, _words)(row, field, cell)


def _words(row: ListedRow, field: str, cell: SheetCell) -> str:
    text = tidy(cell.text).replace("\n", " ")
    longest = _longest(field)
    if longest and len(text) > longest:
        message = _("dài %(length)s ký tự, nhiều nhất %(most)s; hãy rút ngắn")
        row.report(
            field,
            "too_long",
            message % {"length": len(text), "most": longest},
            value=f"{text[:60]}…",
        )
        return ""
    return text


def _full_name(row: ListedRow, field: str, cell: SheetCell) -> str:
    text = _words(row, field, cell)
    if nfc(cell.text) != cell.text:
        row.report(field, "unicode", _("đã chuẩn hóa dấu tiếng Việt"), kind=Kind.NOTE, value=text)
    return capitalised(text)


def _sex(row: ListedRow, field: str, cell: SheetCell) -> str:
    found = SEXES.get(fold(cell.text))
    if found is None:
        message = _("“%(value)s” không phải giới tính; ghi Nam hoặc Nữ") % {"value": cell.text}
        row.report(field, "not_a_sex", message, value=cell.text)
    return found or ""


def _birth(row: ListedRow, field: str, cell: SheetCell) -> str:
    known = _date(row, field, cell)
    return known.to_iso() if known else ""


def _whole_date(row: ListedRow, field: str, cell: SheetCell) -> str:
    known = _date(row, field, cell)
    if known is None or known.precision is Precision.DAY:
        return known.to_iso() if known else ""
    meant = PartialDate.from_date(known.first_day())
    text = _("chỉ ghi “%(value)s”, cần đủ ngày, tháng, năm; có phải %(date)s?")
    return _offer(row, field, cell, code="incomplete_date", text=text, meant=meant)


def _date(row: ListedRow, field: str, cell: SheetCell) -> PartialDate | None:
    value = cell.value
    if not isinstance(value, str | int | float | date):
        value = cell.text
    try:
        return parse_date(tidy(value) if isinstance(value, str) else value)
    except DateError as error:
        return _wrong_date(row, field, cell, error)


def _wrong_date(
    row: ListedRow, field: str, cell: SheetCell, error: DateError
) -> PartialDate | None:
    if error.suggestion:
        month = re.findall(r"\d+", cell.text)[1]
        text = _("không có tháng %(month)s; có phải %%(date)s?") % {"month": month}
        meant = error.suggestion
        chosen = _offer(row, field, cell, code="month_first", text=text, meant=meant)
        return PartialDate.from_iso(chosen) if chosen else None
    texts = {
        DateErrorCode.NO_SUCH_DAY: _("ngày %(value)s không có thật; hãy sửa trong tệp"),
        DateErrorCode.NO_SUCH_MONTH: _("%(value)s: không có tháng này; hãy sửa trong tệp"),
        DateErrorCode.YEAR_OUT_OF_RANGE: _("năm trong “%(value)s” không hợp lý; hãy sửa trong tệp"),
        DateErrorCode.NOT_A_DATE: _(
            "“%(value)s” không phải ngày tháng; viết dạng ngày/tháng/năm, ví dụ 05/9/1978"
        ),
    }
    row.report(field, error.code.value, texts[error.code] % {"value": cell.text}, value=cell.text)
    return None


def _offer(
    row: ListedRow, field: str, cell: SheetCell, *, code: str, text: str, meant: PartialDate
) -> str:
    """Ask whether a date was meant; its ISO form if so."""
    written = f"{meant.day:02}/{meant.month:02}/{meant.year}"
    choices = [
        Choice(SKIP, _("Không nhập dòng này")),
        Choice("accept", _("Đúng, nhập %(date)s") % {"date": written}),
    ]
    message = text % {"date": written, "value": cell.text}
    accepted = row.ask(field, code, message, choices, value=cell.text) == "accept"
    return meant.to_iso() if accepted else ""


def _phone(row: ListedRow, field: str, cell: SheetCell) -> str:
    """Digits only where it is one number; a leading zero that Excel dropped comes back."""
    text = _words(row, field, cell)
    plain = _PHONE_MARKS.sub("", text).replace("+84", "0")
    if plain.isdecimal():
        return f"0{plain}" if len(plain) == MOBILE_DIGITS - 1 and plain[0] != "0" else plain
    if not re.search(r"[^\W\d_]", plain):
        return text  # two numbers in a cell, as "0900…/0901…"
    meant = plain.translate(_LIKE_DIGITS)
    choices = [Choice("keep", _("Nhập như đã viết"))]
    if meant.isdecimal():
        choices.append(Choice("correct", _("Sửa thành %(phone)s") % {"phone": meant}))
    choices += [
        Choice("without", _("Nhập, bỏ trống điện thoại")),
        Choice(SKIP, _("Không nhập dòng này")),
    ]
    message = _("số điện thoại “%(value)s” có chữ cái; hãy kiểm tra lại") % {"value": text}
    answer = row.ask(field, "phone_letters", message, choices, kind=Kind.WARNING, value=text)
    return {"keep": text, "correct": meant}.get(answer, "")


def _email(row: ListedRow, field: str, cell: SheetCell) -> str:
    text = _words(row, field, cell)
    try:
        validate_email(text)
    except ValidationError:
        message = _("địa chỉ thư điện tử “%(value)s” không đúng; nhập mà bỏ trống ô này, hoặc sửa")
        choices = [
            Choice("without", _("Nhập, bỏ trống thư điện tử")),
            Choice(SKIP, _("Không nhập dòng này")),
        ]
        row.ask(
            field, "bad_email", message % {"value": text}, choices, kind=Kind.WARNING, value=text
        )
        return ""
    return text


def _party_post(row: ListedRow, field: str, cell: SheetCell) -> str:
    text = _words(row, field, cell)
    titles = [title for _kind, title in posts_in(text)]
    if not titles and fold(text) == "quan chung":
        return ""
    return ", ".join(titles) or (ORDINARY_POST if is_ordinary(text) else "")


def _longest(field: str) -> int | None:
    lengths = {"unit": Unit._meta.get_field("name").max_length, "party_post": 120}
    if field in lengths:
        return lengths[field]
    longest: int | None = getattr(Person._meta.get_field(field), "max_length", None)
    return longest


_READERS: Mapping[str, Callable[[ListedRow, str, SheetCell], str]] = {
    "full_name": _full_name,
    "sex": _sex,
    "birth": _birth,
    "admitted_on": _whole_date,
    "official_on": _whole_date,
    "phone": _phone,
    "email": _email,
    "party_post": _party_post,
}
