"""Chosen edits put into their base text. Start at `apply`."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from uuid import uuid4

from daihoi.papers.editing import merged
from daihoi.papers.hands import Hand
from daihoi.papers.outline import Block, Cell, Run, Runs, Table, plain
from daihoi.papers.revisions.edits import BREAK, Edit, EditKind
from daihoi.papers.revisions.passages import cell_runs, cut, solid

_PLACING = {EditKind.ADDED, EditKind.MOVED}
_ON_WORDS = {EditKind.WORDS, EditKind.FORMAT}


def apply(
    base: Sequence[Block], edits: Iterable[Edit], make_key: Callable[[], str] = lambda: uuid4().hex
) -> tuple[Block, ...]:
    """The base with these edits: all of one copy give its words, none give the base itself.

    Blocks of the base keep their keys, new ones get one of ``make_key`` unless their edit gives
    them one that is not in the base. The order of the edits does not matter, and one that is
    given twice counts once. ValueError if two of them `collide`, or one names a block, row or
    footnote that the base does not have.
    """
    chosen = list(dict.fromkeys(replace(edit, hand=Hand()) for edit in edits))
    known = {block.key for block in base}
    inside: dict[str, list[Edit]] = defaultdict(list)
    after: dict[str, list[Edit]] = defaultdict(list)
    for edit in chosen:
        if not {edit.key, edit.moved} <= known | {""}:
            raise ValueError(f"there is no block {edit.key or edit.moved}")
        if edit.kind in _PLACING:
            after[edit.key].append(edit)
        if edit.kind is not EditKind.ADDED:
            inside[edit.moved or edit.key].append(edit)
    became = {block.key: _edited(block, inside[block.key]) for block in base}
    moved = {edit.moved for edit in chosen if edit.moved}
    flow: list[Block] = []
    last = -1  # where in the flow the block of the base before this one is; -1 if gone from there
    for key in ("", *(block.key for block in base)):
        stays = None if key in moved else became.get(key)
        joint = next((edit for edit in inside[key] if edit.kind is EditKind.JOINED), None)
        if stays and joint and last >= 0 and not (stays.table or flow[last].table):
            flow[last] = _joined(flow[last], joint.runs, stays)
        else:
            last = -1 if stays is None else len(flow)
            flow += [] if stays is None else [stays]
        for edit in sorted(after[key], key=_turn):
            put = _named(edit.block, known, make_key) if edit.block else became[edit.moved]
            flow += [put] if put is not None else []
    untouched = {id(block) for block in base}
    return tuple(
        part
        for block in flow
        for part in ([block] if id(block) in untouched else _parts(block, make_key))
    )


def _joined(first: Block, between: Runs, second: Block) -> Block:
    """One block like the first, with the key of the larger."""
    if not first.text.strip():
        return second
    larger = first if len(first.text) >= len(second.text) else second
    return replace(first, runs=(*first.runs, *between, *second.runs), key=larger.key)


def _parts(block: Block, make_key: Callable[[], str]) -> list[Block]:
    """The block cut at paragraph marks; the largest part keeps the key, an empty one goes."""
    if block.table is not None:
        return [block]
    text = solid(block.runs)
    ends = [at for at, sign in enumerate(text) if sign == BREAK]
    cuts = zip([0, *(end + 1 for end in ends)], [*ends, len(text)], strict=True)
    found = [runs for start, end in cuts if (runs := _stripped(cut(block.runs, start, end)))]
    sizes = [len(plain(runs)) for runs in found]
    largest = sizes.index(max(sizes)) if sizes else 0
    return [
        replace(block, runs=runs, key=block.key if n == largest else make_key())
        for n, runs in enumerate(found)
    ]


def _named(block: Block, known: Collection[str], make_key: Callable[[], str]) -> Block:
    """A block put in, under its own key if it has one of its own."""
    return block if block.key and block.key not in known else replace(block, key=make_key())


def collide(a: Edit, b: Edit) -> bool:
    """Whether both cannot stand, whoever made them; blocks or rows put in never collide."""
    if EditKind.ADDED in {a.kind, b.kind} or _home(a) != _home(b):
        return False
    return _fight(a, b) and replace(a, hand=b.hand) != b


def overlap(a: Edit, b: Edit) -> bool:
    """Whether two edits change the same words of one text, or put in at the same point."""
    (start, end), (first, last) = a.span, b.span
    if start == end and first == last:
        return start == first
    if start == end or first == last:
        return start < last and first < end  # a point inside, not at the edge
    return start < last and first < end


def _fight(a: Edit, b: Edit) -> bool:
    """Whether two edits of one block cannot stand unless they are equal."""
    kinds = {a.kind, b.kind}
    if EditKind.REMOVED in kinds or kinds <= {EditKind.MOVED, EditKind.JOINED}:
        return True
    if EditKind.TABLE in kinds:
        return EditKind.MOVED not in kinds
    if EditKind.ROW_REMOVED in kinds:
        return kinds - {EditKind.ROW_REMOVED} <= _ON_WORDS and _row(a) == _row(b)
    return kinds <= _ON_WORDS and _clash(a, b)


def _clash(a: Edit, b: Edit) -> bool:
    """Whether two edits of words and marks collide."""
    if a.block is not None or b.block is not None:
        return a.block is not None and b.block is not None
    if a.cell != b.cell:
        return False
    if a.note != b.note:
        return _takes_note(a, b) or _takes_note(b, a)
    return overlap(a, b)


def _home(edit: Edit) -> str:
    return edit.moved or edit.key


def _row(edit: Edit) -> int:
    return edit.cell[0] if edit.cell else -1


def _takes_note(words: Edit, in_note: Edit) -> bool:
    """Whether the footnote goes with the words."""
    if words.note is not None or in_note.note is None:
        return False
    return 0 <= in_note.note - words.notes_before < words.notes_gone


def _turn(edit: Edit) -> tuple[int, str, str]:
    return edit.turn, edit.new, edit.moved


def _edited(block: Block, edits: Sequence[Edit]) -> Block | None:
    """The block as the edits leave it, not yet cut at paragraph marks; None if it is taken out."""
    if not edits:
        return block
    _require_peace(edits)
    kinds = {edit.kind: edit for edit in edits}
    if EditKind.REMOVED in kinds:
        return None
    if EditKind.TABLE in kinds:
        whole = kinds[EditKind.TABLE].block
        return whole and replace(whole, key=block.key)
    if block.table is not None:
        table = _edited_table(block.table, edits)
        return replace(block, table=table) if table.rows else None
    for edit in edits:
        if edit.kind is EditKind.FORMAT and edit.block is not None:
            look = edit.block
            block = replace(
                block, kind=look.kind, level=look.level, mark=look.mark, align=look.align
            )
    on_words = [edit for edit in edits if edit.kind in _ON_WORDS and edit.block is None]
    if not on_words:
        return block
    return replace(block, runs=tuple(_edited_runs(block.runs, on_words)))


def _require_peace(edits: Sequence[Edit]) -> None:
    on_words = [e for e in edits if e.kind in _ON_WORDS and e.block is None]
    rest = [edit for edit in edits if edit not in on_words]
    places: dict[object, list[Edit]] = defaultdict(list)
    for edit in on_words:
        places[edit.cell, edit.note].append(edit)
    fights = any(collide(a, b) for a in rest for b in edits if a is not b)
    for there in places.values():
        fights |= any(overlap(a, b) for a, b in pairwise(sorted(there, key=lambda e: e.span)))
    takers = [edit for edit in on_words if edit.notes_gone]
    in_notes = [edit for edit in on_words if edit.note is not None]
    fights |= any(collide(a, b) for a in takers for b in in_notes)
    if fights:
        raise ValueError("two of the edits collide")


def _edited_runs(runs: Runs, edits: Iterable[Edit]) -> list[Run]:
    """``edits``: WORDS and FORMAT of one block or cell, those in its footnotes too."""
    in_notes: dict[int, list[Edit]] = defaultdict(list)
    on_words = []
    for edit in edits:
        if edit.note is None:
            on_words.append(edit)
        else:
            in_notes[edit.note].append(edit)
    noted: list[Run] = []
    number = 0
    for run in runs:
        mine = [replace(e, note=None) for e in in_notes.pop(number, [])] if run.footnote else []
        text = plain(_edited_runs((Run(run.footnote),), mine)).strip() if mine else run.footnote
        noted.append(replace(run, footnote=text, text="" if run.footnote else run.text))
        number += bool(run.footnote)
    if in_notes:
        raise ValueError("there is no such footnote")
    return _replaced(noted, on_words)


def _replaced(runs: Sequence[Run], edits: Sequence[Edit]) -> list[Run]:
    whole = tuple(runs)
    size = sum(1 if not run.text else len(run.text) for run in whole)
    found: list[Run] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        start, end = edit.span
        if not at <= start <= end <= size:
            raise ValueError(f"characters {edit.start} to {edit.end} are not in the text")
        found += [*cut(whole, at, start), *edit.runs]
        at = end
    return [*found, *cut(whole, at, size)]


def _stripped(runs: Sequence[Run]) -> Runs:
    """Without white space at the ends, as every reading of a paper leaves it."""
    whole = merged(runs)
    text = solid(whole)
    start = len(text) - len(text.lstrip())
    return merged(cut(whole, start, max(start, len(text.rstrip()))))


def _edited_table(table: Table, edits: Sequence[Edit]) -> Table:
    in_cells: dict[tuple[int, int], list[Edit]] = defaultdict(list)
    added: dict[int, list[Edit]] = defaultdict(list)
    removed: set[int] = set()
    for edit in edits:
        row = edit.cell or (0, 0)
        if edit.kind is EditKind.ROW_ADDED:
            added[row[0]].append(edit)
        elif edit.kind is EditKind.ROW_REMOVED:
            removed.add(row[0])
        elif edit.kind in _ON_WORDS:
            in_cells[row].append(edit)
    if not {*removed, *added} <= set(range(-1, len(table.rows))):
        raise ValueError("there is no such row")
    rows: list[tuple[Cell, ...]] = []
    header_rows = table.header_rows
    for r in range(-1, len(table.rows)):
        if r >= 0 and r not in removed:
            cells = table.rows[r]
            rows.append(
                tuple(_edited_cell(cell, in_cells.pop((r, c), [])) for c, cell in enumerate(cells))
            )
        for edit in sorted(added[r], key=_turn):
            rows += edit.block.table.rows if edit.block and edit.block.table else ()
            header_rows += r < table.header_rows - 1
    if in_cells:
        raise ValueError("there is no such cell")
    header_rows -= sum(1 for r in removed if r < table.header_rows)
    return replace(table, rows=tuple(rows), header_rows=header_rows)


def _edited_cell(cell: Cell, edits: Sequence[Edit]) -> Cell:
    """As long as there are as many lines, those that shared a paragraph still do."""
    if not edits:
        return cell
    runs = _stripped(_edited_runs(cell_runs(cell), edits))
    text = solid(runs)
    lines = text.split("\n")
    sizes = [1 + plain(part).count("\n") for part in cell.paragraphs]
    if sum(sizes) != len(lines):
        sizes = [1] * len(lines)
    paragraphs = []
    start = 0
    for end, size in zip(accumulate(sizes), sizes, strict=True):
        words = "\n".join(lines[end - size : end])
        paragraphs.append(merged(cut(runs, start, start + len(words))))
        start += len(words) + 1
    return replace(cell, paragraphs=tuple(paragraphs))
