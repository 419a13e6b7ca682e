r"""Texts as people type them: blocks and boxes as plain text with a few marks, and back, unharmed.

    # Phần thứ nhất           heading; ## ### … for lower ones
    Một đoạn văn **đậm**, *nghiêng*, __gạch chân__.
    - một mục liệt kê         two spaces deeper for an item below
    1. một mục đánh số        also a) and b)
    >< ở giữa                 >> at the right
    | TT | Nội dung |         a row of a table; |---| stands below its header rows
    |= 10 90                  before its first row: widths of columns, "không kẻ" for no lines

An empty line means nothing, nor does a mark alone. A backslash keeps what follows it as it is;
``<br>`` breaks a line; ``[^…]`` is a footnote; ``[2x3]`` before a cell's words: it spans 2 columns and 3 rows.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from daihoi.papers.outline import (
    Align,
    Block,
    BlockKind,
    Cell,
    ListFormat,
    ListMark,
    Run,
    Runs,
    Table,
)
from daihoi.vietnamese.text import nfc

_TOKEN = re.compile(r"\\(.)|(\*\*)|(\*)|(__)|(<br>)|\[\^((?:[^\]\\]|\\.)*)\]", re.DOTALL)
_ESCAPED = re.compile(r"\\|\*|__|<br>|\[\^")
_HEADING = re.compile(r"(#{1,9})\s+(.*)", re.DOTALL)
_BULLET = re.compile(r"( *)([-+•])\s+(.*)", re.DOTALL)
_NUMBERED = re.compile(r"( *)(\d+|[a-z])([.)])\s+(.*)", re.DOTALL)
# A mark that nothing was written behind: nothing stands on the paper.
_BARE = re.compile(r"[-+•;]|#{1,9}|(?:\d{1,3}|[a-z])[.)]")
_SPECIAL = re.compile(r"\s*(?:#{1,9}\s|[-+•]\s|(?:\d+|[a-z])[.)]\s|\||>[<>]|<<)")
_RULE = re.compile(r"\|(?:\s*-{3,}\s*\|)+\s*")
_SPAN = re.compile(r"\[(\d+)x(\d+)\](.*)", re.DOTALL)
_ALIGNS = {"><": Align.CENTER, ">>": Align.RIGHT, "<<": Align.LEFT}
_WRITTEN = {align: sign for sign, align in _ALIGNS.items()}
NO_LINES = "không kẻ"
# Of the text of a sheet; `papers.outline.Table` keeps twips, people write parts of it.
_WIDTH = 9354


def parse_runs(text: str) -> Runs:
    """One paragraph's words with their marks."""
    runs: list[Run] = []
    marks: dict[str, Any] = {"bold": False, "italic": False, "underline": False}
    held = ""
    end = 0

    def flush() -> None:
        nonlocal held
        if held:
            runs.append(replace(Run(nfc(held)), **marks))
        held = ""

    for found in _TOKEN.finditer(text):
        held += text[end : found.start()]
        end = found.end()
        literal, bold, italic, underline, line_break, note = found.groups()
        if literal is not None:
            held += literal
        elif line_break:
            held += "\n"
        elif note is not None:
            flush()
            runs.append(Run(footnote=re.sub(r"\\(.)", r"\1", note)))
        else:
            flush()
            name = "bold" if bold else "italic" if italic else "underline"
            assert bold or italic or underline  # noqa: S101 - the pattern has no other part
            marks[name] = not marks[name]
    held += text[end:]
    flush()
    return tuple(runs)


def write_runs(runs: Iterable[Run]) -> str:
    """The words of a paragraph as `parse_runs` reads them."""
    written = ""
    state = (False, False, False)
    for run in runs:
        marks = (run.bold, run.italic, run.underline)
        written += _turned(state, marks)
        state = marks
        if run.footnote:
            note = run.footnote.replace("\\", r"\\").replace("]", r"\]").replace("\n", " ")
            written += f"[^{note}]"
            continue
        text = _ESCAPED.sub(lambda found: "".join(f"\\{c}" for c in found[0]), run.text)
        written += text.replace("\n", "<br>")
    return written + _turned(state, (False, False, False))


def parse_blocks(text: str) -> tuple[Block, ...]:
    """Blocks of a typed text, in its order."""
    blocks: list[Block] = []
    lines = text.replace("\r\n", "\n").split("\n")
    groups = count(1)
    place = 0
    while place < len(lines):
        line = lines[place].rstrip()
        place += 1
        if not line.strip() or _BARE.fullmatch(line.strip()):
            continue
        if line.lstrip().startswith("|"):
            rows = [line.strip()]
            while place < len(lines) and lines[place].lstrip().startswith("|"):
                rows.append(lines[place].strip())
                place += 1
            blocks.append(_table(rows))
        else:
            blocks.append(_numbered(_block(line), blocks, groups))
    return tuple(blocks)


def write_blocks(blocks: Iterable[Block]) -> str:
    """What `parse_blocks` reads back; keys of blocks are not written."""
    return "\n".join(_written(block) for block in blocks)


def parse_lines(text: str) -> tuple[Runs, ...]:
    """One line of a box each."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(parse_runs(line) for line in lines if line and not _BARE.fullmatch(line))


def write_lines(lines: Iterable[Runs]) -> str:
    return "\n".join(write_runs(line) for line in lines)


def _turned(before: tuple[bool, ...], after: tuple[bool, ...]) -> str:
    signs = ("**", "*", "__")
    return "".join(sign for sign, was, is_ in zip(signs, before, after, strict=True) if was != is_)


def _block(line: str) -> Block:
    align = _ALIGNS.get(line[:2], Align.NONE)
    if align:
        return replace(_block(line[2:].lstrip()), align=align)
    if found := _HEADING.fullmatch(line):
        return Block(BlockKind.HEADING, parse_runs(found[2]), level=len(found[1]))
    if found := _BULLET.fullmatch(line):
        mark = ListMark(ListFormat.BULLET, found[2])
        return Block(BlockKind.ITEM, parse_runs(found[3]), level=len(found[1]) // 2, mark=mark)
    if found := _NUMBERED.fullmatch(line):
        format_ = ListFormat.DECIMAL if found[2].isdecimal() else ListFormat.LOWER_LETTER
        number = int(found[2]) if found[2].isdecimal() else ord(found[2]) - ord("a") + 1
        mark = ListMark(format_, "{}" + found[3], number)
        return Block(BlockKind.ITEM, parse_runs(found[4]), level=len(found[1]) // 2, mark=mark)
    return Block(BlockKind.PARAGRAPH, parse_runs(line))


def _numbered(block: Block, before: Sequence[Block], groups: Iterator[int]) -> Block:
    """An item goes on the list of its like just before it; its number is counted, not believed.

    A number other than the next one begins a list of its own.
    """
    mark = block.mark
    if block.kind is not BlockKind.ITEM or mark is None or mark.format is ListFormat.BULLET:
        return block
    for other in reversed(before):
        if other.kind is not BlockKind.ITEM or other.level < block.level:
            break
        if other.level == block.level and other.mark is not None:
            same = (other.mark.format, other.mark.template) == (mark.format, mark.template)
            if same and mark.number > 1:
                number = other.mark.number + 1
                return replace(block, mark=replace(mark, number=number, group=other.mark.group))
            break
    return replace(block, mark=replace(mark, group=f"t{next(groups)}"))


def _table(lines: Sequence[str]) -> Block:
    widths: tuple[int, ...] = ()
    bordered = True
    header = 0
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        if line.startswith("|="):
            told = line[2:].strip(" |")
            bordered = NO_LINES not in told
            parts = [int(part) for part in told.replace(NO_LINES, "").split() if part.isdecimal()]
            widths = _twips(parts)
        elif _RULE.fullmatch(line):
            header = len(rows)
        else:
            rows.append(tuple(_cell(part) for part in _cells(line)))
    table = Table(tuple(rows), header_rows=header, bordered=bordered, widths=widths)
    return Block(BlockKind.TABLE, table=table)


def _twips(parts: Sequence[int]) -> tuple[int, ...]:
    """Parts of the width of a sheet; numbers that add up to more than 1000 are twips already."""
    whole = sum(parts)
    return tuple(parts) if whole > 1000 else tuple(part * _WIDTH // (whole or 1) for part in parts)


def _cells(line: str) -> list[str]:
    """Parts between the bars that no backslash stands before."""
    inner = line.strip()[1:]
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return re.split(r"(?<!\\)\|", inner)


def _cell(text: str) -> Cell:
    words = text.strip()
    columns = rows = 1
    if found := _SPAN.fullmatch(words):
        columns, rows = max(1, int(found[1])), max(1, int(found[2]))
        words = found[3].strip()
    align = _ALIGNS.get(words[:2], Align.NONE)
    if align:
        words = words[2:].strip()
    paragraphs = tuple(parse_runs(part.strip()) for part in words.split("<p>"))
    return Cell(paragraphs, columns=columns, rows=rows, align=align)


def _written(block: Block) -> str:
    if block.table is not None:
        return _written_table(block.table)
    words = write_runs(block.runs)
    if block.kind is BlockKind.HEADING:
        head = "#" * max(1, block.level) + " "
        words = f"{block.mark.shown} {words}" if block.mark else words
    elif block.kind is BlockKind.ITEM and block.mark is not None:
        head = "  " * block.level + f"{block.mark.shown} "
    elif block.kind is BlockKind.ITEM:
        head = "  " * block.level + "- "
    else:
        head = "\\" if _SPECIAL.match(words) or _BARE.fullmatch(words) else ""
    align = f"{_WRITTEN[block.align]} " if block.align in _WRITTEN else ""
    return f"{align}{head}{words}"


def _written_table(table: Table) -> str:
    told = [str(width) for width in table.widths]
    told += [] if table.bordered else [NO_LINES]
    lines = [f"|= {' '.join(told)}"] if told else []
    for number, row in enumerate(table.rows):
        if number and number == table.header_rows:
            lines.append("|" + "---|" * max(1, len(row)))
        lines.append("| " + " | ".join(_written_cell(cell) for cell in row) + " |")
    if table.rows and table.header_rows == len(table.rows):
        lines.append("|---|")
    return "\n".join(lines)


def _written_cell(cell: Cell) -> str:
    words = "<p>".join(write_runs(runs).replace("|", "\\|") for runs in cell.paragraphs)
    align = f"{_WRITTEN[cell.align]} " if cell.align in _WRITTEN else ""
    span = f"[{cell.columns}x{cell.rows}] " if cell.columns > 1 or cell.rows > 1 else ""
    return f"{span}{align}{words}"
