"""Blocks cut and joined: told as one text, each edit given back to the block it concerns."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from daihoi.papers.comparison import Op, words_between
from daihoi.papers.outline import Block, Run, Runs, plain
from daihoi.papers.revisions.blocks import Node
from daihoi.papers.revisions.edits import BREAK, Edit, EditKind
from daihoi.papers.revisions.passages import Part, Passage, part_of, solid
from daihoi.papers.revisions.tracking import NOTE, Stretch

OWN_SHARE = 0.5  # of a piece's letters that come from the block it was cut from, at least
MOST_PIECES = 50  # of one block: each costs a comparison of all


class Kin(NamedTuple):
    """A block of the base that became several of the copy, or several that became one."""

    old: range  # blocks of the base
    new: range  # nodes


def untracked_kin(
    base: Sequence[Block],
    nodes: Sequence[Node],
    matches: Mapping[int, int],
    stayed: Collection[int],
) -> list[Kin]:
    """Blocks cut or joined while nothing was tracked: their words went on beside them.

    ``matches``: which block each node was, if any; ``stayed``: the nodes that did not move.
    """
    found = set(matches.values())
    gone = {i: block for i, block in enumerate(base) if i not in found and not block.table}
    new = {
        n: node.block
        for n, node in enumerate(nodes)
        if n not in matches and node.block and _is_plain(node)
    }
    told: list[Kin] = []
    for n in sorted(stayed) if gone or new else ():
        i, block = matches[n], nodes[n].block
        if block is None or base[i].table or not _is_plain(nodes[n]):
            continue
        pieces, blocks = _grown(n, new, block, base[i]), range(i, i + 1)
        if len(pieces) == 1:
            blocks = _grown(i, gone, base[i], block)
        if len(pieces) + len(blocks) > 2:
            told.append(Kin(blocks, pieces))
            for m in pieces:
                new.pop(m, None)
            for k in blocks:
                gone.pop(k, None)
    return told


def _grown(at: int, others: Mapping[int, Block], first: Block, whole: Block) -> range:
    """The blocks around ``first``, the one ``at`` its place, that have words of ``whole``."""
    start = stop = at
    if not {at - 1, at + 1} & others.keys():
        return range(at, at + 1)
    text = first.text
    kept = _kept(whole.text, text)
    for step in (1, -1):
        edge = at + step
        while (other := others.get(edge)) is not None and station(other) == station(first):
            if stop - start >= MOST_PIECES:
                break
            grown = f"{text} {other.text}" if step > 0 else f"{other.text} {text}"
            found = _kept(whole.text, grown)
            if found - kept < OWN_SHARE * len(other.text):
                break
            text, kept = grown, found
            start, stop = min(start, edge), max(stop, edge)
            edge += step
    return range(start, stop + 1)


def _kept(old: str, new: str) -> int:
    return sum(len(text) for op, text in words_between(old, new) if op is Op.EQUAL)


def _is_plain(node: Node) -> bool:
    """Whether it is a paragraph that nobody's tracked change put in, took out, cut or joined."""
    is_kept = node.is_old and node.is_new and node.family is None
    return is_kept and node.grid is None and node.block is not None and not node.block.table


def station(block: Block) -> tuple[object, ...]:
    """What a block is among others: kind, level, list, place on the line."""
    mark = block.mark and (block.mark.format, block.mark.template)
    return block.kind, block.level, mark, block.align


def passage_of(nodes: Sequence[Node]) -> Passage:
    """The text of several nodes, `BREAK` between one and the next."""
    parts: list[Part] = []
    for number, node in enumerate(nodes):
        if number:
            line = nodes[number - 1].passage.parts[-1].line
            parts.append(part_of(line, Stretch(BREAK)))
        parts += node.passage.parts
    return Passage(parts)


def blocks_runs(blocks: Sequence[Block]) -> Runs:
    """The words of blocks as one text, a paragraph mark between one and the next."""
    joined: list[Run] = []
    for number, block in enumerate(blocks):
        joined += [Run(BREAK), *block.runs] if number else block.runs
    return tuple(joined)


def by_block(edit: Edit, blocks: Sequence[Block]) -> Iterator[Edit]:
    """An edit of `blocks_runs` as edits of each block; a mark taken out joins two.

    The words that come stand in the first block concerned; a mere space goes with the joint.
    """
    texts = [solid(block.runs) for block in blocks]
    notes = [0, *accumulate(text.count(NOTE) for text in texts)]
    if edit.note is not None:
        n = max(k for k, before in enumerate(notes[:-1]) if before <= edit.note)
        yield replace(edit, key=blocks[n].key, note=edit.note - notes[n])
        return
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    first, last = edit.span
    is_first = True
    space: Runs = ()
    for n, text in enumerate(texts):
        start, end = starts[n], starts[n] + len(text)
        if last < start or first > end:
            continue
        if not is_first:
            yield Edit(EditKind.JOINED, blocks[n].key, runs=space, new=plain(space), hand=edit.hand)
            space = ()
        gone = text[max(first - start, 0) : min(last, end) - start]
        before = text[: max(first - start, 0)]
        words = gone.replace(NOTE, "")
        at = len(before) - before.count(NOTE)
        if is_first and not gone and last > end and edit.new.isspace():
            space = edit.runs
        elif gone or (is_first and edit.runs):
            yield replace(
                edit,
                key=blocks[n].key,
                start=at,
                end=at + len(words),
                old=words,
                runs=edit.runs if is_first else (),
                new=edit.new if is_first else "",
                notes_before=before.count(NOTE),
                notes_gone=gone.count(NOTE),
            )
        is_first = False
