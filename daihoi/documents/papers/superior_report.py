"""The synthesis of comments on a superior's drafts (BCGY): as Word, as a sheet, as blocks of a paper.

Every opinion stands word for word; the paper adds counts and nothing else (O5).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from daihoi.congresses.queries.facts import short_day
from daihoi.documents.papers.texts import Paper
from daihoi.documents.queries.superior import Asked, Heading, Report, Said, Section
from daihoi.papers.outline import Align, Block, BlockKind, Cell, Outline, Run, Table
from daihoi.papers.sheets import Column, write_sheet
from daihoi.papers.writing import Look, write_word

TITLE = "Tổng hợp ý kiến góp ý vào dự thảo văn kiện của cấp trên"
WHOLE = "Toàn văn"
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
# Columns of O9: title, width in the sheet (characters), width on landscape A4 (twips). On paper
# the document is the heading above its table.
COLUMNS = (
    ("Văn kiện của cấp trên", 26, 0),
    ("Đề mục, câu hỏi", 30, 2600),
    ("Số đồng ý", 10, 900),
    ("Số có ý kiến khác", 12, 1100),
    ("Nội dung ý kiến khác", 50, 4300),
    ("Lý do", 40, 3100),
    ("Đề nghị viết", 40, 3100),
)
# Of 9,354 twips, as wide as a Party paper's text.
UPRIGHT = (1650, 650, 750, 2700, 1800, 1804)
LOOK = Look(landscape=True, margins_mm=(15, 15, 15, 15), table_pt=11)


def report_word(report: Report) -> Paper:
    """The whole report as .docx on landscape A4."""
    widths = [width for _title, _sheet, width in COLUMNS if width]
    head = [
        Block(BlockKind.PARAGRAPH, (Run(TITLE.upper(), bold=True),), align=Align.CENTER),
        Block(BlockKind.PARAGRAPH, (Run(str(report.congress), bold=True),), align=Align.CENTER),
    ]
    outline = Outline((*head, *_whole_blocks(report, widths)), title=TITLE)
    return Paper(write_word(outline, look=LOOK), f"{_file_name(report)}.docx")


def report_sheet(report: Report) -> Paper:
    """The same rows as .xlsx, each with its document; every cell is text."""
    lines = [TITLE.upper(), str(report.congress)]
    lines += [
        f"{each.document.title}: {line}" for each in report.sections for line in figures(each)
    ]
    rows = (
        [each.document.title, *cells] for each in report.sections for cells in _rows(each.headings)
    )
    columns = [Column(title, width) for title, width, _word in COLUMNS]
    return Paper(
        write_sheet(lines, columns, rows, name="Tổng hợp góp ý"), f"{_file_name(report)}.xlsx"
    )


def report_blocks(report: Report) -> tuple[Block, ...]:
    """All of the paper that is sent: how the opinions were taken, then each document's (O6)."""
    held = [
        _line(f"- {section.document.title}: {line[:1].lower()}{line[1:]}")
        for section in report.sections
        for line in figures(section)
    ]
    blocks = [_heading("I. VIỆC TỔ CHỨC THẢO LUẬN"), *held, _heading("II. TỔNG HỢP Ý KIẾN")]
    for number, section in enumerate(report.sections, 1):
        blocks += [_section_title(number, section), _table(section.headings, UPRIGHT)]
    return tuple(blocks)


def _whole_blocks(report: Report, widths: Sequence[int]) -> list[Block]:
    """A section for each document: its figures, its table, the individual opinions (O6)."""
    blocks: list[Block] = []
    for number, section in enumerate(report.sections, 1):
        blocks.append(_section_title(number, section))
        blocks += [_line(line) for line in figures(section)]
        blocks.append(_table(section.headings, widths))
        if section.remarkable:
            label = "Ý kiến cá nhân có nêu lý do (mỗi ý kiến chỉ một nơi nêu):"
            blocks.append(Block(BlockKind.PARAGRAPH, (Run(label, italic=True),)))
            blocks += remarkable_blocks(section)
    return blocks


def _section_title(number: int, section: Section) -> Block:
    title = f"{number}. {section.document.title}{_sender(section)}"
    return Block(BlockKind.PARAGRAPH, (Run(title, bold=True),))


def _heading(text: str) -> Block:
    return Block(BlockKind.HEADING, (Run(text),), level=2)


def remarkable_blocks(section: Section) -> list[Block]:
    """Individual opinions with their arguments, word for word."""
    lines = []
    for heading, said in section.remarkable:
        parts = [f"- {heading.name or WHOLE}{_by(said)}: “{_flat(said.opinion.text)}”"]
        parts.append(f"lý do: “{_flat(said.opinion.argument)}”")
        if said.opinion.proposed_text:
            parts.append(f"đề nghị viết: “{_flat(said.opinion.proposed_text)}”")
        lines.append(_line("; ".join(parts)))
    return lines


def figures(section: Section) -> list[str]:
    """Of each round: when, how many were asked, how many answered."""
    return [_asked(each) for each in section.rounds]


def questions_word(title: str, questions: Sequence[str]) -> bytes:
    """A typed list of questions as the Word file that is read in: each question is a heading."""
    blocks = [Block(BlockKind.HEADING, (Run(question),), level=1) for question in questions]
    return write_word(Outline(tuple(blocks), title=title))


def _asked(each: Asked) -> str:
    round_ = each.round
    opens = short_day(round_.opens_on)
    closes = short_day(round_.closes_on)
    return (
        f"Lấy ý kiến lần {round_.number}, từ {opens} đến {closes}: {each.who} được hỏi, "
        f"{each.answered} đã trả lời, {round_.opinions_count} ý kiến."
    )


def _rows(headings: Sequence[Heading]) -> Iterator[list[str]]:
    """The cells after the document's; a heading's title and counts stand in its first row."""
    for heading in headings:
        start = [heading.name or WHOLE, str(heading.agreeing), str(heading.differing)]
        for number, said in enumerate(heading.said):
            yield [*(start if not number else ("", "", "")), *_words(said)]
        if not heading.said:
            yield [*start, "", "", ""]


def _words(said: Said) -> tuple[str, str, str]:
    opinion = said.opinion
    about = f"Về câu chữ: “{opinion.quote}”\n" if opinion.quote else ""
    return f"{about}{opinion.text}{_by(said)}", opinion.argument, opinion.proposed_text


def _by(said: Said) -> str:
    """Who said it, and how many say the same, in brackets after the words."""
    alike = f"{said.alike} ý kiến cùng nội dung" if said.alike > 1 else ""
    known = [part for part in (said.contributor, alike) if part]
    return f" ({'; '.join(known)})" if known else ""


def _table(headings: Sequence[Heading], widths: Sequence[int]) -> Block:
    head = tuple(_cell(title, bold=True) for title, _sheet, _word in COLUMNS[1:])
    rows: list[tuple[Cell, ...]] = [head]
    part = ""
    for heading in headings:
        if heading.part != part:
            part = heading.part
            rows.append((replace(_cell(part, bold=True), columns=len(head)),))
        start = tuple(
            _cell(text, rows=heading.depth)
            for text in (heading.title or WHOLE, str(heading.agreeing), str(heading.differing))
        )
        for number, cells in enumerate(_rows([heading])):
            words = tuple(_cell(text) for text in cells[3:])
            rows.append((*start, *words) if not number else words)
    grid = Table(tuple(rows), header_rows=1, widths=tuple(widths))
    return Block(BlockKind.TABLE, table=grid)


def _cell(text: str, *, bold: bool = False, rows: int = 1) -> Cell:
    paragraphs = tuple((Run(line, bold=bold),) if line else () for line in text.split("\n"))
    return Cell(paragraphs or ((),), rows=rows)


def _line(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, (Run(text),))


def _flat(text: str) -> str:
    """On one line, no letter changed."""
    return " ".join(text.split())


def _sender(section: Section) -> str:
    request = getattr(section.document, "superior_request", None)
    if request is None:
        return ""
    number = f", văn bản số {request.number}" if request.number else ""
    day = f" ngày {short_day(request.dated_on)}" if request.dated_on else ""
    return f" ({request.issuer}{number}{day})"


def _file_name(report: Report) -> str:
    return NOT_IN_NAMES.sub(" ", f"{TITLE} - {report.congress}").strip()
