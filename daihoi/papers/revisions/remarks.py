"""Comments of a copy, at the words of the base they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from daihoi.papers.hands import Comment
from daihoi.papers.outline import Block, Runs
from daihoi.papers.revisions.passages import Passage, solid
from daihoi.papers.revisions.spans import untracked_spans
from daihoi.papers.revisions.tracking import NOTE, Copy, Grid, Line, Remark, Spot


class Ground(NamedTuple):
    """Where in the base a paragraph of the copy stands; a new one after the block ``key``."""

    key: str
    cell: tuple[int, int] | None
    runs: Runs = ()  # the base's words there
    passage: Passage | None = None  # None if the base has none


def comments_of(
    copy: Copy, ground: Mapping[Line, Ground], base: Sequence[Block]
) -> tuple[Comment, ...]:
    """All comments in reading order of the base, replies after what they reply to.

    Those with no place come last.
    """
    lines: list[Line] = []
    for unit in copy.units:
        lines += unit.lines if isinstance(unit, Grid) else [unit]
    order = {line: n for n, line in enumerate(lines)}
    blocks = {block.key: block for block in base}
    places = {block.key: n for n, block in enumerate(base)}
    threads = [
        (replace(_comment(remark, lines, order, ground, blocks), is_done=remark.is_done), remark)
        for remark in copy.remarks
    ]
    threads.sort(
        key=lambda thread: (
            places.get(thread[0].key, len(base)),
            thread[0].cell or (-1, -1),
            thread[0].start,
        )
    )
    found: list[Comment] = []
    for first, remark in threads:
        replies = [
            replace(first, text=reply.text, hand=reply.hand, is_reply=True)
            for reply in remark.replies
        ]
        found += [first, *replies]
    return tuple(found)


def _comment(
    remark: Remark,
    lines: Sequence[Line],
    order: Mapping[Line, int],
    ground: Mapping[Line, Ground],
    blocks: Mapping[str, Block],
) -> Comment:
    start = remark.start
    end = remark.end or start
    if start is None or end is None or start[0] not in order or end[0] not in order:
        return Comment("", 0, 0, "", remark.text, remark.hand)
    new, gone = _quoted(lines[order[start[0]] : order[end[0]] + 1], start, end)
    there = ground.get(start[0], Ground("", None))
    last = ground.get(end[0], there)
    first_at = _at(there, start, blocks)
    last_at = first_at
    if (last.key, last.cell) == (there.key, there.cell):
        last_at = max(first_at, _at(last, end, blocks))
    elif there.passage is not None:
        last_at = max(first_at, len(solid(there.runs).replace(NOTE, "")))
    return Comment(
        key=there.key,
        start=first_at,
        end=last_at,
        quote=new or gone,
        text=remark.text,
        hand=remark.hand,
        cell=there.cell,
        on_deleted=bool(gone) and not new.strip(),
    )


def _at(ground: Ground, spot: Spot, blocks: Mapping[str, Block]) -> int:
    """The place of a spot in the base's plain text; after the block if it is in a new one."""
    if ground.passage is None:
        block = blocks.get(ground.key)
        return len(block.text) if block and ground.cell is None and block.table is None else 0
    base = solid(ground.runs)
    at = ground.passage.old_at(spot)
    shift = 0
    for span in untracked_spans(base, ground.passage.old):
        if span.new_end <= at:
            shift = span.old_end - span.new_end
        elif span.new < at:
            at, shift = span.new, span.old - span.new
    at = min(max(at + shift, 0), len(base))
    return at - base.count(NOTE, 0, at)


def _quoted(lines: Sequence[Line], start: Spot, end: Spot) -> tuple[str, str]:
    """The words between two spots: those that stand in the new text, and those taken out."""
    new: list[str] = []
    gone: list[str] = []
    for line in lines:
        at = 0
        stands = stays = ""
        for stretch in line.stretches:
            size = len(stretch.text)
            first = start[1] - at if line is start[0] else 0
            last = end[1] - at if line is end[0] else size
            words = stretch.text[max(first, 0) : max(last, 0)].replace(NOTE, "")
            if stretch.fate.taken_out:
                stays += words
            else:
                stands += words
            at += size
        new.append(stands)
        gone.append(stays)
    return "\n".join(new).strip(), "\n".join(gone).strip()
