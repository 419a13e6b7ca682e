"""Edits of several blocks told as one text, given back to the block each concerns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from daihoi.papers.outline import Block, Run, Runs
from daihoi.papers.revisions.edits import BREAK, Edit, EditKind
from daihoi.papers.revisions.passages import solid
from daihoi.papers.revisions.tracking import NOTE


def blocks_runs(blocks: Sequence[Block]) -> Runs:
    """The words of blocks as one text, a paragraph mark between one and the next."""
    joined: list[Run] = []
    for number, block in enumerate(blocks):
        joined += [Run(BREAK), *block.runs] if number else block.runs
    return tuple(joined)


def by_block(edit: Edit, blocks: Sequence[Block]) -> Iterator[Edit]:
    """An edit of `blocks_runs` as edits of each block; a mark taken out joins two.

    The words that come stand in the first block concerned.
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
    for n, text in enumerate(texts):
        start, end = starts[n], starts[n] + len(text)
        if last < start or first > end:
            continue
        if not is_first:
            yield Edit(EditKind.JOINED, blocks[n].key, hand=edit.hand)
        gone = text[max(first - start, 0) : min(last, end) - start]
        before = text[: max(first - start, 0)]
        words = gone.replace(NOTE, "")
        at = len(before) - before.count(NOTE)
        if gone or (is_first and edit.runs):
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
