"""The opinion table (bảng tổng hợp ý kiến, BTYK) as a Word file and as a sheet."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.documents.models import Answer
from daihoi.documents.models.opinions import KIND_LABELS
from daihoi.documents.models.rounds import MEANS_LABELS
from daihoi.documents.papers.texts import Paper
from daihoi.documents.queries.table import Summary, Table, TableRow
from daihoi.papers import outline
from daihoi.papers.sheets import Column, write_sheet
from daihoi.papers.writing import Look, write_word
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.numerals import format_number

# Columns of 7.1: title, width in the sheet (characters), width on landscape A4 (twips).
COLUMNS = (
    (gettext_lazy("TT"), 6, 520),
    (gettext_lazy("Văn kiện, phiên bản, lần lấy ý kiến"), 22, 1150),
    (gettext_lazy("Phần/mục/trang/dòng"), 18, 1000),
    (gettext_lazy("Người/đơn vị góp ý"), 22, 1200),
    (gettext_lazy("Ngày, hình thức"), 16, 1000),
    (gettext_lazy("Nội dung góp ý"), 48, 2350),
    (gettext_lazy("Loại ý kiến"), 12, 750),
    (gettext_lazy("Số ý kiến trùng"), 14, 750),
    (gettext_lazy("Kết quả xử lý"), 16, 900),
    (gettext_lazy("Giải trình"), 36, 1850),
    (gettext_lazy("Nội dung sau chỉnh sửa"), 36, 1850),
    (gettext_lazy("Người xử lý, ngày"), 18, 950),
    (gettext_lazy("Người duyệt"), 18, 850),
)
LOOK = Look(landscape=True, margins_mm=(15, 15, 15, 15), table_pt=9)
SHOWN_ALIKE = 12  # numbers of alike rows named one by one
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def table_word(table: Table) -> Paper:
    """The table as .docx on landscape A4, its header row repeated on every page."""
    cell = lru_cache(maxsize=4096)(_cell)  # half of the columns say the same few things
    header = tuple(cell(str(title)) for title, _sheet, _word in COLUMNS)
    rows = (tuple(cell(text) for text in texts) for texts in _texts(table))
    widths = tuple(width for _title, _sheet, width in COLUMNS)
    grid = outline.Table(rows=(header, *rows), header_rows=1, widths=widths)
    heads = [
        outline.Block(
            outline.BlockKind.PARAGRAPH,
            runs=(outline.Run(line, bold=number < 2),),
            align=outline.Align.CENTER if number < 2 else outline.Align.NONE,
        )
        for number, line in enumerate(_heading_lines(table))
    ]
    body = outline.Block(outline.BlockKind.TABLE, table=grid)
    paper = outline.Outline((*heads, body), title=_title(table))
    return Paper(write_word(paper, look=LOOK), f"{_file_name(table)}.docx")


def table_sheet(table: Table) -> Paper:
    """The same table as .xlsx; every cell is text, none can start a formula."""
    columns = [Column(str(title), width) for title, width, _word in COLUMNS]
    content = write_sheet(_heading_lines(table), columns, _texts(table), name=_("Bảng tổng hợp"))
    return Paper(content, f"{_file_name(table)}.xlsx")


def summary_line(summary: Summary) -> str:
    """What a round came to, in one line."""
    round_ = summary.round
    unanswered = round_.unanswered_count
    parts = [
        _("%(n)s nơi được hỏi") % {"n": format_number(summary.consulted)},
        _("%(n)s đã góp ý") % {"n": format_number(summary.answered)},
        _("tỷ lệ %(rate)s %%") % {"rate": format_number(round(float(summary.rate) * 100, 1))},
        _("%(n)s ý kiến") % {"n": format_number(round_.opinions_count)},
        _("%(n)s tiếp thu") % {"n": format_number(summary.accepted)},
        _("%(n)s tiếp thu một phần") % {"n": format_number(summary.partly)},
        _("%(n)s không tiếp thu") % {"n": format_number(summary.not_accepted)},
        _("%(n)s ghi nhận") % {"n": format_number(summary.noted)},
        _("%(n)s chuyển nơi khác") % {"n": format_number(summary.transferred)},
    ]
    if unanswered:
        parts.append(_("%(n)s chưa trả lời") % {"n": format_number(unanswered)})
    return _("Lần %(number)s: %(parts)s.") % {"number": round_.number, "parts": "; ".join(parts)}


def _heading_lines(table: Table) -> list[str]:
    lines = [_("BẢNG TỔNG HỢP TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý"), table.document.title]
    lines += [summary_line(summary) for summary in table.summaries]
    for summary in table.summaries:
        round_ = summary.round
        if round_.approved_at and round_.approved_by:
            told = {
                "number": round_.number,
                "name": round_.approved_by,
                "day": _day(round_.approved_at),
            }
            lines.append(_("Bảng lần %(number)s do %(name)s duyệt ngày %(day)s.") % told)
    return lines


def _texts(table: Table) -> Iterator[list[str]]:
    """The 13 cells of each row."""
    labels = {kind.value: str(label) for kind, label in KIND_LABELS.items()}
    means = {each.value: str(label) for each, label in MEANS_LABELS.items()}
    day = lru_cache(maxsize=1024)(_day)
    about = lru_cache(maxsize=64)(_about)
    for row in table.rows:
        opinion, answer = row.opinion, row.opinion.answer
        round_ = opinion.round
        yield [
            str(row.number),
            about(table.document.title, round_.base_version.number, round_.number),
            opinion.place_label or opinion.place_text,
            _contributor(row),
            f"{day(opinion.given_on)}, {means[opinion.means].lower()}",
            _said(row),
            labels.get(opinion.kind, ""),
            _alike(table, row),
            *_answered(answer, day),
            str(round_.approved_by) if round_.approved_by_id and round_.approved_by else "",
        ]


def _answered(answer: Answer | None, day: Callable[[date], str]) -> list[str]:
    if answer is None:
        return [_("Chưa trả lời"), "", "", ""]
    result = str(answer.get_result_display())
    if answer.transferred_to:
        result = f"{result}: {answer.transferred_to}"
    after = answer.text_after
    if after and answer.version:
        after = _("%(text)s (bản %(number)s)") % {"text": after, "number": answer.version.number}
    return [result, answer.explanation, after, f"{answer.answered_by}, {day(answer.answered_at)}"]


def _said(row: TableRow) -> str:
    """Her words, with the words of the text they are about and what she proposes instead."""
    opinion = row.opinion
    parts = [opinion.text]
    if opinion.quote:
        parts.append(_("Về câu chữ: “%(words)s”") % {"words": opinion.quote})
    if opinion.proposed_text:
        parts.append(_("Đề nghị viết: “%(words)s”") % {"words": opinion.proposed_text})
    return "\n".join(parts)


def _contributor(row: TableRow) -> str:
    person = row.opinion.person
    if row.contributor and person and person.unit:
        return f"{row.contributor}, {person.unit}"
    return row.contributor


def _alike(table: Table, row: TableRow) -> str:
    """How many say the same, and which rows they are."""
    if not row.alike:
        return ""
    group = table.numbers_alike.get(row.opinion.lead_id or row.opinion.pk, [])
    others = [str(number) for number in group if number != row.number]
    if not others:
        return str(row.alike)
    named = ", ".join(others[:SHOWN_ALIKE]) + (" …" if len(others) > SHOWN_ALIKE else "")
    return f"{row.alike} (TT {named})"


def _about(title: str, version: int, number: int) -> str:
    told = {"title": title, "version": version, "number": number}
    return _("%(title)s, bản %(version)s, lần %(number)s") % told


def _cell(text: str) -> outline.Cell:
    return outline.Cell(((outline.Run(text),),)) if text else outline.Cell()


def _day(value: date) -> str:
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return format_date(day, DateStyle.DASHED)


def _title(table: Table) -> str:
    return _("Bảng tổng hợp ý kiến: %(title)s") % {"title": table.document.title}


def _file_name(table: Table) -> str:
    numbers = [summary.round.number for summary in table.summaries]
    which = _(" lần %(number)s") % {"number": numbers[0]} if len(numbers) == 1 else ""
    return _NOT_IN_NAMES.sub(" ", f"{_title(table)}{which}").strip()
