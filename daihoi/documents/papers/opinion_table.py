"""The opinion table (bảng tổng hợp ý kiến, BTYK) as a Word file and as a sheet."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone

from daihoi.base.language import in_vietnamese
from daihoi.congresses.queries import facts
from daihoi.congresses.queries.facts import short_day
from daihoi.documents.models import Answer
from daihoi.documents.models.opinions import KIND_LABELS, RESULT_LABELS
from daihoi.documents.models.rounds import MEANS_LABELS
from daihoi.documents.papers.texts import Paper
from daihoi.documents.queries.table import Summary, Table, TableRow
from daihoi.papers import outline
from daihoi.papers.sheets import Column, write_sheet
from daihoi.papers.writing import Look, write_word
from daihoi.vietnamese.numerals import format_number

# Columns of 7.1: title, width in the sheet (characters), width on landscape A4 (twips).
COLUMNS = (
    ("TT", 6, 520),
    ("Văn kiện, phiên bản, lần lấy ý kiến", 22, 1150),
    ("Phần/mục/trang/dòng", 18, 1000),
    ("Người/đơn vị góp ý", 22, 1200),
    ("Ngày, hình thức", 16, 1000),
    ("Nội dung góp ý", 48, 2350),
    ("Loại ý kiến", 12, 750),
    ("Số ý kiến trùng", 14, 750),
    ("Kết quả xử lý", 16, 900),
    ("Giải trình", 36, 1850),
    ("Nội dung sau chỉnh sửa", 36, 1850),
    ("Người xử lý, ngày", 18, 950),
    ("Người duyệt", 18, 850),
)
RESULTS = (
    "Tiếp thu",
    "Tiếp thu một phần",
    "Không tiếp thu",
    "Ghi nhận",
    "Chuyển nơi khác",
    "Chưa trả lời",
)
ROUND_WIDTHS = (520, 1900, 3500, 950, 950, 900, 950, 1200, 1200, 950, 1100, 1000)  # twips
LOOK = Look(landscape=True, margins_mm=(15, 15, 15, 15), table_pt=9)
SHOWN_ALIKE = 12  # numbers of alike rows named one by one
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def table_word(table: Table) -> Paper:
    """The table as .docx on landscape A4, its header row repeated on every page."""
    heads = [
        outline.Block(
            outline.BlockKind.PARAGRAPH,
            runs=(outline.Run(line, bold=number < 2),),
            align=outline.Align.CENTER if number < 2 else outline.Align.NONE,
        )
        for number, line in enumerate(_heading_lines(table))
    ]
    paper = outline.Outline((*heads, _grid(table)), title=_title(table))
    return Paper(write_word(paper, look=LOOK), f"{_file_name(table)}.docx")


def table_blocks(table: Table, *, on: date) -> tuple[outline.Block, ...]:
    """All of a paper that bears a head of its own: totals, rounds and rows of one moment."""
    lines = [_total_line(table, on), *_approvals(table)]
    heads = (
        outline.Block(outline.BlockKind.PARAGRAPH, runs=(outline.Run(each),)) for each in lines
    )
    return (*heads, *_rounds(table), _grid(table))


def table_sheet(table: Table) -> Paper:
    """The same table as .xlsx; every cell is text, none can start a formula."""
    columns = [Column(title, width) for title, width, _word in COLUMNS]
    content = write_sheet(_heading_lines(table), columns, _texts(table), name="Bảng tổng hợp")
    return Paper(content, f"{_file_name(table)}.xlsx")


def summary_line(summary: Summary) -> str:
    """What a round came to, in one line."""
    round_ = summary.round
    unanswered = round_.unanswered_count
    parts = [
        f"{format_number(summary.consulted)} nơi được hỏi",
        f"{format_number(summary.answered)} đã góp ý",
        f"tỷ lệ {format_number(round(float(summary.rate) * 100, 1))} %",
        f"{format_number(round_.opinions_count)} ý kiến",
        f"{format_number(summary.accepted)} tiếp thu",
        f"{format_number(summary.partly)} tiếp thu một phần",
        f"{format_number(summary.not_accepted)} không tiếp thu",
        f"{format_number(summary.noted)} ghi nhận",
        f"{format_number(summary.transferred)} chuyển nơi khác",
    ]
    if unanswered:
        parts.append(f"{format_number(unanswered)} chưa trả lời")
    return f"Lần {round_.number}: {'; '.join(parts)}."


def _total_line(table: Table, on: date) -> str:
    """What came of all opinions of the table; the numbers add up."""
    given = sum(summary.round.opinions_count for summary in table.summaries)
    said = [
        f"{words.lower()} {sum(_came(summary)[place] for summary in table.summaries):02}"
        for place, words in enumerate(RESULTS)
    ]
    results = ", ".join(said)
    return (
        f"{table.document.title}: tổng số {given:02} ý kiến góp ý, {results} "
        f"(số liệu đến ngày {short_day(on)})."
    )


def _came(summary: Summary) -> tuple[int, ...]:
    """Opinions by `RESULTS`."""
    return (
        summary.accepted,
        summary.partly,
        summary.not_accepted,
        summary.noted,
        summary.transferred,
        summary.round.unanswered_count,
    )


def _rounds(table: Table) -> tuple[outline.Block, ...]:
    """How each round was held and what came of it."""
    labels = {each.value: str(label).lower() for each, label in MEANS_LABELS.items()}
    head = ("TT", "Lần lấy ý kiến", "Thời gian, hình thức", "Được hỏi", "Trả lời", "Ý kiến")
    rows = [
        (
            str(number),
            f"Lần {round_.number}, bản {round_.base_version.number}",
            f"{short_day(round_.opens_on)} đến {short_day(round_.closes_on)}; "
            + ", ".join(labels[value] for value in round_.means),
            str(summary.consulted),
            str(summary.answered),
            str(round_.opinions_count),
            *map(str, _came(summary)),
        )
        for number, summary in enumerate(table.summaries, 1)
        for round_ in [summary.round]
    ]
    return facts.table(ROUND_WIDTHS, (*head, *RESULTS), *rows)


def _approvals(table: Table) -> list[str]:
    lines = []
    for summary in table.summaries:
        round_ = summary.round
        if round_.approved_at and round_.approved_by:
            day = _day(round_.approved_at)
            lines.append(f"Bảng lần {round_.number} do {round_.approved_by} duyệt ngày {day}.")
    return lines


def _grid(table: Table) -> outline.Block:
    cell = lru_cache(maxsize=4096)(_cell)  # half of the columns say the same few things
    header = tuple(cell(title) for title, _sheet, _word in COLUMNS)
    rows = (tuple(cell(text) for text in texts) for texts in _texts(table))
    widths = tuple(width for _title, _sheet, width in COLUMNS)
    grid = outline.Table(rows=(header, *rows), header_rows=1, widths=widths)
    return outline.Block(outline.BlockKind.TABLE, table=grid)


def _heading_lines(table: Table) -> list[str]:
    lines = ["BẢNG TỔNG HỢP TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý", table.document.title]
    lines += [summary_line(summary) for summary in table.summaries]
    return lines + _approvals(table)


def _texts(table: Table) -> Iterator[list[str]]:
    """The 13 cells of each row."""
    with in_vietnamese():
        labels = {kind.value: str(label) for kind, label in KIND_LABELS.items()}
        means = {each.value: str(label) for each, label in MEANS_LABELS.items()}
        results = {each.value: str(label) for each, label in RESULT_LABELS.items()}
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
            *_answered(answer, results, day),
            str(round_.approved_by) if round_.approved_by_id and round_.approved_by else "",
        ]


def _answered(
    answer: Answer | None, results: Mapping[str, str], day: Callable[[date], str]
) -> list[str]:
    if answer is None:
        return ["Chưa trả lời", "", "", ""]
    result = results[answer.result]
    if answer.transferred_to:
        result = f"{result}: {answer.transferred_to}"
    after = answer.text_after
    if after and answer.version:
        after = f"{after} (bản {answer.version.number})"
    return [result, answer.explanation, after, f"{answer.answered_by}, {day(answer.answered_at)}"]


def _said(row: TableRow) -> str:
    """Her words, with the words of the text they are about and what she proposes instead."""
    opinion = row.opinion
    parts = [opinion.text]
    if opinion.quote:
        parts.append(f"Về câu chữ: “{opinion.quote}”")
    if opinion.proposed_text:
        parts.append(f"Đề nghị viết: “{opinion.proposed_text}”")
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
    return f"{title}, bản {version}, lần {number}"


def _cell(text: str) -> outline.Cell:
    return outline.Cell(((outline.Run(text),),)) if text else outline.Cell()


def _day(value: date) -> str:
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return short_day(day)


def _title(table: Table) -> str:
    return f"Bảng tổng hợp ý kiến: {table.document.title}"


def _file_name(table: Table) -> str:
    numbers = [summary.round.number for summary in table.summaries]
    which = f" lần {numbers[0]}" if len(numbers) == 1 else ""
    return _NOT_IN_NAMES.sub(" ", f"{_title(table)}{which}").strip()
