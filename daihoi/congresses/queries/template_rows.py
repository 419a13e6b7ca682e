"""The rows of a template as a sheet that an office can fill in, and a sheet read back as rows.

What is downloaded and uploaded again gives the same rows.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.base.errors import BadFile
from daihoi.base.language import in_vietnamese
from daihoi.congresses.models import PlanTemplate
from daihoi.congresses.models.plans import CERTAINTY_LABELS, RESPONSIBLE_LABELS
from daihoi.papers.sheets import Column, SheetCell, SheetError, find_header, read_sheet, write_sheet
from daihoi.rules.plans import (
    Certainty,
    Meaning,
    Offset,
    Responsible,
    RowProblem,
    TemplateRow,
    check_rows,
    row_of,
)
from daihoi.vietnamese.text import fold, tidy

FARTHEST = 365
LONGEST_CODE, LONGEST_TEXT = 12, 200
CODE = re.compile(r"[A-Z0-9ĐƠƯ][A-Z0-9ĐƠƯ._-]*")
MEANING_LABELS = {
    Meaning.NONE: gettext_lazy("không"),
    Meaning.SUBCOMMITTEES: gettext_lazy("thành lập tiểu ban"),
    Meaning.APPROVAL: gettext_lazy("cấp trên phê duyệt"),
    Meaning.CONVENING: gettext_lazy("triệu tập, mời"),
    Meaning.LAST_REVISION: gettext_lazy("chỉnh sửa lần cuối"),
    Meaning.SCRIPT: gettext_lazy("kịch bản"),
    Meaning.PREPARATORY_SESSION: gettext_lazy("phiên trù bị"),
    Meaning.OFFICIAL_SESSION: gettext_lazy("phiên chính thức"),
    Meaning.RESULT_REPORT: gettext_lazy("báo cáo kết quả"),
    Meaning.CONFIRMATION: gettext_lazy("chuẩn y"),
}
# Column of the sheet: field -> its title (the first) and width.
COLUMNS: Mapping[str, tuple[str, float]] = {
    "code": ("Mã", 8),
    "name": ("Mốc công việc", 42),
    "days": ("Số ngày so với ngày gốc", 12),
    "working_days": ("Ngày làm việc", 10),
    "counted_from": ("Ngày gốc (trống là ngày đại hội)", 14),
    "responsible": ("Chịu trách nhiệm", 30),
    "output": ("Kết quả, văn bản", 26),
    "superior_action": ("Việc của cấp trên", 26),
    "after": ("Làm sau các mốc", 16),
    "meaning": ("Ý nghĩa", 18),
    "basis": ("Căn cứ của thời hạn", 26),
    "certainty": ("Mức chắc chắn (C, D, U)", 12),
}
OPTIONAL = {"working_days", "counted_from", "output", "superior_action", "after", "meaning",
            "basis", "certainty"}  # fmt: skip
YES, NO = ("co", "x", "1", "true"), ("khong", "", "0", "false")


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """What is wrong in an uploaded sheet: ``place`` is "dòng 7, cột Mã"."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class SheetOfRows:
    rows: list[TemplateRow]
    problems: list[SheetProblem]


@dataclass(slots=True)
class _Reading:
    """One row being read; what is wrong is gathered, not raised."""

    cells: Mapping[str, SheetCell]
    titles: Mapping[str, str]
    problems: list[SheetProblem] = field(default_factory=list)

    def text(self, name: str) -> str:
        cell = self.cells.get(name)
        return tidy(cell.text) if cell else ""

    def wrong(self, name: str, message: str) -> None:
        row = next(iter(self.cells.values())).row
        facts = {"row": row, "column": self.titles.get(name, COLUMNS[name][0])}
        self.problems.append(SheetProblem(_("dòng %(row)s, cột %(column)s") % facts, message))


def rows_sheet(template: PlanTemplate) -> bytes:
    """The template as .xlsx, in Vietnamese whoever asks."""
    with in_vietnamese():
        columns = [Column(title, width) for title, width in COLUMNS.values()]
        rows = [_values(row_of(told)) for told in template.rows]
        return write_sheet([template.name], columns, rows, name="Các mốc")


def rows_from_sheet(data: bytes, name: str) -> SheetOfRows:
    """Read an uploaded sheet; `BadFile` if it is no list of milestones at all."""
    try:
        sheet = read_sheet(data, name=name)
        header = find_header(sheet, {key: (title,) for key, (title, _) in COLUMNS.items()})
    except SheetError as error:
        raise BadFile(error.message, code=error.code) from error
    missing = [COLUMNS[key][0] for key in header.missing if key not in OPTIONAL]
    if missing:
        raise BadFile(
            _("Bảng thiếu cột: %(titles)s.") % {"titles": ", ".join(missing)},
            code="missing_columns",
            advice=_("Hãy tải mẫu về, sửa trên tệp đó rồi tải lên."),
        )
    titles = {key: header.titles[letter] for key, letter in header.columns.items()}
    rows: list[TemplateRow] = []
    numbers: list[int] = []
    problems: list[SheetProblem] = []
    for line in header.rows_of(sheet):
        reading = _Reading({key: line[at] for key, at in header.columns.items()}, titles)
        rows.append(_row(reading))
        numbers.append(line.number)
        problems += reading.problems
    if not rows:
        raise BadFile(_("Bảng không có mốc nào."), code="no_rows")
    if not problems:
        problems = [_placed(problem, numbers) for problem in check_rows(rows)]
    return SheetOfRows(rows, problems)


def problem_text(problem: RowProblem) -> str:
    """What is wrong with the rows of a template, in words."""
    texts = {
        "twice": _("Mã %(code)s đã có ở dòng trước; mỗi mốc một mã."),
        "no_name": _("Mốc %(code)s chưa có tên."),
        "no_responsible": _("Mốc %(code)s chưa ghi nơi chịu trách nhiệm."),
        "unknown_predecessor": _(
            "Mốc %(code)s làm sau mốc %(unknown)s, nhưng mẫu không có mốc đó."
        ),
        "unknown_anchor": _(
            "Mốc %(code)s tính ngày từ mốc %(unknown)s, nhưng mẫu không có mốc đó."
        ),
        "loop": _("Các mốc chờ nhau thành vòng: %(loop)s."),
    }
    return texts[problem.code] % problem.facts


def _placed(problem: RowProblem, numbers: Sequence[int]) -> SheetProblem:
    columns = {
        "twice": "code",
        "no_name": "name",
        "no_responsible": "responsible",
        "unknown_anchor": "counted_from",
    }
    title = COLUMNS[columns.get(problem.code, "after")][0]
    facts = {"row": numbers[problem.row], "column": title}
    return SheetProblem(_("dòng %(row)s, cột %(column)s") % facts, problem_text(problem))


def _values(row: TemplateRow) -> list[Any]:
    return [
        row.code,
        row.name,
        row.offset.days,
        "có" if row.offset.working_days else "",
        row.offset.counted_from,
        "; ".join(str(RESPONSIBLE_LABELS[who]) for who in row.responsible),
        row.output,
        row.superior_action,
        ", ".join(row.after),
        str(MEANING_LABELS[row.meaning]) if row.meaning else "",
        row.basis,
        row.certainty.value,
    ]


def _row(reading: _Reading) -> TemplateRow:
    code = reading.text("code").upper()
    if not CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        reading.wrong("code", _("Mã gồm chữ, số, không dấu cách, nhiều nhất 12 ký tự."))
    if not reading.text("name"):
        reading.wrong("name", _("Chưa có tên mốc."))
    for name in ("name", "output", "superior_action", "basis"):
        if len(reading.text(name)) > LONGEST_TEXT:
            reading.wrong(name, _("Dài quá 200 ký tự."))
    offset = Offset(
        _days(reading), _yes(reading, "working_days"), reading.text("counted_from").upper()
    )
    return TemplateRow(
        code=code,
        name=reading.text("name"),
        offset=offset,
        responsible=_responsible(reading),
        output=reading.text("output"),
        superior_action=reading.text("superior_action"),
        after=tuple(_codes(reading.text("after"))),
        meaning=_one_of(reading, "meaning", _meanings, Meaning.NONE),
        basis=reading.text("basis"),
        certainty=_one_of(reading, "certainty", _certainties, Certainty.DEFAULT),
    )


def _days(reading: _Reading) -> int:
    written = reading.text("days").replace("\u2212", "-").upper().removeprefix("D")
    try:
        days = int(written or 0) if written or reading.text("days") else None
    except ValueError:
        days = None
    if days is None or abs(days) > FARTHEST:
        reading.wrong("days", _("Cần số ngày từ -365 đến 365; trước ngày gốc thì ghi số âm."))
        return 0
    return days


def _yes(reading: _Reading, name: str) -> bool:
    written = fold(reading.text(name))
    if written not in YES + NO:
        reading.wrong(name, _("Ghi “có” hoặc để trống."))
    return written in YES


def _responsible(reading: _Reading) -> tuple[Responsible, ...]:
    known = _named(RESPONSIBLE_LABELS)
    found: list[Responsible] = []
    written = reading.text("responsible")
    for part in filter(None, map(tidy, re.split(r"[;\n]", written))):
        who = known.get(fold(part))
        if who is None:
            labels = "; ".join(str(label) for label in RESPONSIBLE_LABELS.values())
            facts = {"part": part, "labels": labels}
            reading.wrong("responsible", _("Không rõ “%(part)s”. Chọn trong: %(labels)s.") % facts)
        elif who not in found:
            found.append(who)
    if not written:
        reading.wrong("responsible", _("Chưa ghi nơi chịu trách nhiệm."))
    return tuple(found)


def _one_of(
    reading: _Reading, name: str, known: Callable[[], Mapping[str, Any]], default: Any
) -> Any:
    written = fold(reading.text(name))
    if not written:
        return default
    if written not in known():
        facts = {"written": reading.text(name), "known": "; ".join(known())}
        reading.wrong(name, _("Không rõ “%(written)s”.") % facts)
        return default
    return known()[written]


def _meanings() -> Mapping[str, Meaning]:
    return _named(MEANING_LABELS)


def _certainties() -> Mapping[str, Certainty]:
    return {each.value.casefold(): each for each in Certainty} | _named(CERTAINTY_LABELS)


def _named(labels: Mapping[Any, Any]) -> dict[str, Any]:
    """By what offices write, whatever language the reader chose."""
    with in_vietnamese():
        return {fold(str(label)): value for value, label in labels.items()}


def _codes(written: str) -> list[str]:
    return list(dict.fromkeys(filter(None, re.split(r"[\s,;]+", written.upper()))))
