"""Fields ``{{tên trường}}`` of a template, and the paper they become once they have values.

A name in capitals gives its value in capitals; a name that ends in "?" may stay empty. A value is
words, or blocks: a paragraph, an item or a line that is only such a field becomes them. A row of a
table that is one cell with only a field becomes as many rows as its value has lines.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from daihoi.papers.fields.boxes import Spot, cells_changed, changed, spots
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Align, Block, BlockKind, Cell, Run, Runs, plain
from daihoi.vietnamese.text import fold, nfc

Value = str | tuple[Block, ...]

Row = tuple[Cell, ...]

_BETWEEN = re.compile(r"[;|]")
_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*(\?)?\s*\}\}")


@dataclass(frozen=True, slots=True)
class Field:
    """One field as it is written: ``name`` in lower case."""

    name: str
    is_capital: bool
    may_be_empty: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a template: a field nobody knows, or braces that are no field."""

    field: str  # as written; for broken braces the words around them
    spot: Spot
    nearest: str = ""  # a known field that is written alike
    is_broken: bool = False  # braces without a name, or without their other half


def field_key(name: str) -> str:
    """Two spellings of one field: capitals, spaces and the way marks are encoded do not matter."""
    return " ".join(nfc(name).split()).lower()


def fields_in(text: str) -> Iterator[tuple[int, int, Field]]:
    """Where each field begins and ends in plain words."""
    for found in _FIELD.finditer(text):
        name = " ".join(found[1].split())
        is_capital = any(c.isalpha() for c in name) and name == name.upper()
        yield found.start(), found.end(), Field(field_key(name), is_capital, bool(found[2]))


def field_names(paper: OfficialPaper) -> tuple[str, ...]:
    """Every field of a template, in reading order, each once."""
    found = (field.name for _spot, runs in spots(paper) for *_at, field in fields_in(plain(runs)))
    return tuple(dict.fromkeys(name for name in found if name))


def fill(template: OfficialPaper, values: Mapping[str, Value]) -> OfficialPaper:
    """The paper: a field without a value becomes a gap that says what is missing."""
    filling = _Filling({field_key(name): value for name, value in values.items()})
    return changed(template, line=filling.line, lines=filling.lines, blocks=filling.blocks)


def fill_line(line: Runs, values: Mapping[str, Value]) -> Runs:
    """One line, as `fill` does it."""
    return _Filling({field_key(name): value for name, value in values.items()}).line(line)


def check(template: OfficialPaper, known: Sequence[str]) -> list[Problem]:
    """What keeps a template from being used, in reading order."""
    keys = {field_key(name): name for name in known}
    alike = {fold(key): name for key, name in keys.items()}
    problems = []
    for spot, runs in spots(template):
        text = plain(runs)
        for start, end, field in fields_in(text):
            if not field.name:
                problems.append(Problem(_around(text, start, end), spot, is_broken=True))
            elif field.name not in keys:
                near = get_close_matches(fold(field.name), list(alike), n=1, cutoff=0.6)
                written = text[start:end].strip("{} ?")
                problems.append(Problem(written, spot, alike[near[0]] if near else ""))
        rest = _FIELD.sub(lambda found: " " * len(found[0]), text)
        for found in re.finditer(r"\{\{|\}\}", rest):
            around = _around(text, found.start(), found.end())
            problems.append(Problem(around, spot, is_broken=True))
    return problems


def slices(runs: Runs, start: int, end: int) -> Runs:
    """The characters ``[start, end)`` with their marks; footnotes within them stay."""
    cut: list[Run] = []
    at = 0
    for run in runs:
        stop = at + len(run.text)
        if run.footnote:
            if start <= at < end or (at == end == start):
                cut.append(run)
        elif stop > start and at < end:
            cut.append(replace(run, text=run.text[max(0, start - at) : end - at]))
        at = stop
    return tuple(cut)


class _Filling:
    """One set of values, put into lines, boxes and blocks."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = {key: value for key, value in values.items() if not _is_empty(value)}

    def line(self, runs: Runs) -> Runs:
        text = plain(runs)
        if "{{" not in text:
            return runs
        done: list[Run] = []
        at = 0
        for start, end, field in fields_in(text):
            done += slices(runs, at, start)
            model = next(iter(slices(runs, start, end)), Run())
            done += self._put(field, model)
            at = end
        # A footnote mark at the very end stands behind the last character.
        return (*done, *slices(runs, at, len(text) + 1))

    def lines(self, lines: tuple[Runs, ...]) -> tuple[Runs, ...]:
        done: list[Runs] = []
        for runs in lines:
            value = self._alone(runs)
            if isinstance(value, tuple):
                done += [line for block in value for line in block.lines]
            elif value is None or value:
                done.append(self.line(runs))
        return tuple(done)

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        done: list[Block] = []
        for block in blocks:
            if block.table is not None:
                table = replace(block.table, rows=self._rows(block.table.rows))
                done.append(replace(block, table=cells_changed(table, self.line)))
                continue
            value = self._alone(block.runs)
            if isinstance(value, tuple):
                done += [_as(block, each) for each in value]
            elif value is None or value:
                done.append(replace(block, runs=self.line(block.runs)))
        return tuple(done)

    def _rows(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Each line of such a value a row: its columns stand between ";" or "|", the first counted."""
        done: list[Row] = []
        for row in rows:
            value = self._alone(row[0].paragraphs[0]) if _is_one(row) else None
            if not value:
                done.append(row)
                continue
            lines = _lines_of(value)
            done += [_row(n, line, row[0].columns) for n, line in enumerate(lines, 1)]
        return tuple(done)

    def _alone(self, runs: Runs) -> Value | None:
        """The value of a line that is one field and nothing else: "" for one that may be empty.

        None for any other line, and for a field that is missing.
        """
        text = plain(runs).strip()
        found = next(fields_in(text), None)
        if found is None or (found[0], found[1]) != (0, len(text)):
            return None
        field = found[2]
        value = self._values.get(field.name)
        if value is None:
            return "" if field.may_be_empty else None
        return value

    def _put(self, field: Field, model: Run) -> list[Run]:
        value = self._values.get(field.name)
        if value is None:
            name = field.name.upper() if field.is_capital else field.name
            return [] if field.may_be_empty else [replace(model, text=f"[{name}]", gap=True)]
        text = value if isinstance(value, str) else "; ".join(_words(block) for block in value)
        return [replace(model, text=text.upper() if field.is_capital else text)]


def _is_one(row: Row) -> bool:
    return len(row) == 1 and row[0].columns > 1 and len(row[0].paragraphs) == 1


def _lines_of(value: Value) -> list[str]:
    """Lines of a typed text; rows of a typed table are lines too, its head is not."""
    if isinstance(value, str):
        return [line for line in value.splitlines() if line.strip(" |;")]
    lines: list[str] = []
    for block in value:
        if block.table is None:
            lines.append(block.text)
        else:
            rows = block.table.rows[block.table.header_rows :]
            lines += [" | ".join(cell.text for cell in row) for row in rows]
    return lines


def _row(number: int, line: str, columns: int) -> Row:
    """A counted row of so many cells; what is beyond the last column stays in it."""
    parts = [part.strip() for part in _BETWEEN.split(line.strip().strip("|"))]
    if len(parts) >= columns and parts[0].rstrip(".").isdecimal():
        del parts[0]
    room = columns - 1
    parts = [*parts[: room - 1], "; ".join(parts[room - 1 :])]
    parts += [""] * (room - len(parts))
    counted = Cell(((Run(str(number)),),), align=Align.CENTER)
    return (counted, *(Cell(((Run(part),) if part else (),)) for part in parts))


def _as(place: Block, block: Block) -> Block:
    """Words that came as a plain paragraph take the look of the place they are put in."""
    if block.kind is BlockKind.PARAGRAPH and place.kind is not BlockKind.PARAGRAPH:
        return replace(place, runs=block.runs)
    return block


def _words(block: Block) -> str:
    return block.text.replace("\n", "; ").replace("\t", ", ").rstrip(".;")


def _is_empty(value: Value) -> bool:
    return not value.strip() if isinstance(value, str) else not value


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - 12) : end + 24].strip()
