"""Changes to one block: its runs, its cells, and where words of an older text stand now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from daihoi.papers.comparison.words import changed_spans
from daihoi.papers.outline import Block, Cell, Run, Runs, plain


@dataclass(frozen=True, slots=True)
class Proposal:
    """Put ``text`` in place of the characters ``[start, end)`` of a block's plain text."""

    start: int
    end: int
    text: str


def collide(a: Proposal, b: Proposal) -> bool:
    """Whether both cannot stand: they change the same words, or add at the same point.

    Ranges that only touch do not collide, nor do two proposals that are equal.
    """
    if a == b:
        return False
    if a.start == a.end or b.start == b.end:
        return _inserts_into(a, b) or _inserts_into(b, a)
    return a.start < b.end and b.start < a.end


def apply_proposal(runs: Runs, start: int, end: int, replacement: str) -> Runs:
    """Put ``replacement`` in place of the characters ``[start, end)`` of the plain text.

    It takes the marks of the first character replaced, or of the one before an insertion.
    Footnotes stay where they are; those among the replaced words follow the replacement.
    """
    if not 0 <= start <= end <= len(plain(runs)):
        raise ValueError(f"characters {start} to {end} are not in the text")
    before, rest = _cut(runs, start, notes_go_left=True)
    middle, after = _cut(rest, end - start, notes_go_left=False)
    with_text = [run for run in middle if run.text] or _beside(before, after)
    model = with_text[0] if with_text else Run()
    notes = tuple(run for run in middle if run.footnote)
    return merged([*before, replace(model, text=replacement), *notes, *after])


def rewrite(runs: Runs, new_text: str) -> Runs:
    """The runs for ``new_text``: words that were kept keep their marks and footnotes."""
    for span in reversed(changed_spans(plain(runs), new_text)):
        replacement = new_text[span.new_start : span.new_end]
        runs = apply_proposal(runs, span.old_start, span.old_end, replacement)
    return runs


def rebase(old_text: str, new_text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the characters ``[start, end)`` of the old text stand in the new one.

    None if any of them was changed, or something was put in among them.
    """
    if not 0 <= start <= end <= len(old_text):
        raise ValueError(f"characters {start} to {end} are not in the text")
    shift = 0
    for span in changed_spans(old_text, new_text):
        if span.old_end <= start:
            shift = span.new_end - span.old_end
        elif span.old_start < end:
            return None
    return start + shift, end + shift


def split(block: Block, at: int) -> tuple[Block, Block]:
    """Two blocks from one, cut before character ``at`` of its text; spaces at the cut go.

    The larger part keeps the key, the other has none yet. A table raises ValueError.
    """
    _require_text(block)
    if not 0 <= at <= len(block.text):
        raise ValueError(f"character {at} is not in the text")
    left, right = _cut(block.runs, at, notes_go_left=True)
    first = replace(block, runs=_stripped(left, str.rstrip, -1))
    second = replace(block, runs=_stripped(right, str.lstrip, 1))
    if len(first.text) >= len(second.text):
        return first, replace(second, key="")
    return replace(first, key=""), second


def join(first: Block, second: Block) -> Block:
    """One block of both, a space between; like the first, with the key of the larger.

    A table raises ValueError.
    """
    _require_text(first)
    _require_text(second)
    edges = first.text[-1:], second.text[:1]
    space = (Run(" "),) if all(edges) and not any(map(str.isspace, edges)) else ()
    key = first.key if len(first.text) >= len(second.text) else second.key
    runs = merged([*first.runs, *space, *second.runs])
    return replace(first, runs=runs, key=key or first.key or second.key)


def with_cell(block: Block, row: int, column: int, text: str) -> Block:
    """The table with other words in one cell; each line is a paragraph, kept words keep marks.

    ``column`` is the cell's index in its row. Raises ValueError if there is no such cell.
    """
    if block.table is None:
        raise ValueError("the block is not a table")
    rows = block.table.rows
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise ValueError(f"there is no cell {column} in row {row}")
    cells = list(rows[row])
    cells[column] = _rewritten(cells[column], text)
    changed = (*rows[:row], tuple(cells), *rows[row + 1 :])
    return replace(block, table=replace(block.table, rows=changed))


def _inserts_into(a: Proposal, b: Proposal) -> bool:
    """Whether ``a`` only adds, inside ``b`` or where ``b`` adds too."""
    return a.start == a.end and (b.start < a.start < b.end or b.start == b.end == a.start)


def _require_text(block: Block) -> None:
    if block.table is not None:
        raise ValueError("a table cannot be split or joined")


def _cut(runs: Iterable[Run], at: int, *, notes_go_left: bool) -> tuple[Runs, Runs]:
    """Cut before character ``at``; footnotes exactly there go with the words before or after."""
    left: list[Run] = []
    right: list[Run] = []
    for run in runs:
        size = len(run.text)
        if right or size > at > 0:
            if not right:
                left.append(replace(run, text=run.text[:at]))
            right.append(run if right else replace(run, text=run.text[at:]))
        elif size <= at and (size or at or notes_go_left):
            left.append(run)
            at -= size
        else:
            right.append(run)
    return tuple(left), tuple(right)


def _beside(before: Runs, after: Runs) -> list[Run]:
    """Runs with words next to a point, the one before it first."""
    return [run for run in (*reversed(before), *after) if run.text]


def merged(runs: Iterable[Run]) -> Runs:
    """Neighbours with the same marks made one; empty runs dropped."""
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last and not last.footnote and replace(last, text=run.text) == run:
            merged[-1] = replace(last, text=last.text + run.text)
        elif run.text or run.footnote:
            merged.append(run)
    return tuple(merged)


def _stripped(runs: Runs, strip: Callable[[str], str], step: int) -> Runs:
    """Without the spaces at the end (step -1) or at the start (step 1)."""
    stripped: list[Run] = []
    at_edge = True
    for run in runs[::step]:
        text = strip(run.text) if at_edge else run.text
        at_edge = at_edge and not text
        stripped.append(replace(run, text=text))
    return merged(stripped[::step])


def _rewritten(cell: Cell, text: str) -> Cell:
    """The cell with ``text``; its paragraphs are rewritten as one and cut at line breaks.

    As long as there are as many lines, those that shared a paragraph still do.
    """
    if cell.text == text:
        return cell
    joined: list[Run] = []
    for number, runs in enumerate(cell.paragraphs):
        joined += [Run("\n"), *runs] if number else runs
    rest = rewrite(merged(joined), text)
    lines = text.split("\n")
    sizes = [1 + plain(runs).count("\n") for runs in cell.paragraphs]
    if sum(sizes) != len(lines):
        sizes = [1] * len(lines)
    paragraphs = []
    for end, size in zip(accumulate(sizes), sizes, strict=True):
        words = "\n".join(lines[end - size : end])
        runs, rest = _cut(rest, len(words), notes_go_left=True)
        paragraphs.append(merged(runs))
        _, rest = _cut(rest, min(1, len(plain(rest))), notes_go_left=False)
    return replace(cell, paragraphs=tuple(paragraphs))
