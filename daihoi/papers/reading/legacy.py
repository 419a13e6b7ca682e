"""Text in encodings from before Unicode, told by its font or, without one, by what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from daihoi.papers.outline import Block, BlockKind, Runs
from daihoi.papers.reading.losses import LossBook, Place
from daihoi.vietnamese.legacy import (
    Encoding,
    LegacyFont,
    Reading,
    is_suspect,
    read_as_unicode,
    recognised,
)

# It shows only where a line happens to end, and in TCVN3 it is "ư": dropped when that is settled.
SOFT_HYPHEN = "\u00ad"

_BY_FONT: Mapping[Encoding, str] = {Encoding.TCVN3: "tcvn3", Encoding.VNI: "vni"}
_BY_WORDS: Mapping[Encoding, str] = {Encoding.TCVN3: "hidden_tcvn3", Encoding.VNI: "hidden_vni"}


def texts_in_unicode(
    texts: Sequence[str], fonts: Mapping[int, LegacyFont], losses: LossBook
) -> list[str]:
    """Texts of one paragraph in Unicode; ``fonts`` are those of an old encoding, by index."""
    result = list(texts)
    by_encoding = groupby(range(len(texts)), lambda n: fonts[n].encoding if n in fonts else None)
    for encoding, group in by_encoding:
        if encoding is None:
            continue
        indexes = list(group)
        reading = read_as_unicode([texts[n] for n in indexes], [fonts[n] for n in indexes])
        _note(reading, _BY_FONT[encoding], losses)
        for n, text in zip(indexes, reading.pieces, strict=True):
            result[n] = text
    return result


def blocks_in_unicode(blocks: Sequence[Block], losses: LossBook) -> list[Block]:
    """Blocks less what old encodings hid in fonts of Unicode; what stays doubtful is named.

    A whole file is judged first: what is too short to be sure of goes with its longer neighbours.
    """
    found = {encoding for block in blocks if (encoding := recognised(block.text))}
    result: list[Block] = []
    heading, number = "", 0
    for block in blocks:
        is_heading = block.kind is BlockKind.HEADING
        number += not is_heading
        place = Place(" ".join(block.text.split())[:120]) if is_heading else Place(heading, number)
        result.append(_block(block, found, losses, place))
        if is_heading:
            heading = " ".join(result[-1].text.split())[:120]
    return result


def line_in_unicode(text: str) -> str:
    """One line without a font: a title among a file's properties."""
    encoding = recognised(text)
    return read_as_unicode([text], [LegacyFont(encoding)]).pieces[0] if encoding else text


def _block(block: Block, found: set[Encoding], losses: LossBook, place: Place) -> Block:
    losses.place = place
    if block.table is None:
        runs = _runs(block.runs, found, losses)
        return block if runs == block.runs else replace(block, runs=runs)
    rows = tuple(
        tuple(
            replace(cell, paragraphs=tuple(_runs(p, found, losses) for p in cell.paragraphs))
            for cell in row
        )
        for row in block.table.rows
    )
    return replace(block, table=replace(block.table, rows=rows))


def _runs(runs: Runs, found: set[Encoding], losses: LossBook) -> Runs:
    """The runs in Unicode, and the notes they refer to."""
    runs = tuple(
        replace(run, footnote=_texts([run.footnote], found, losses)[0]) if run.footnote else run
        for run in runs
    )
    texts = [run.text for run in runs]
    told = _texts(texts, found, losses)
    if told == texts:
        return runs
    settled = (replace(run, text=text) for run, text in zip(runs, told, strict=True))
    return tuple(run for run in settled if run.text or run.footnote)


def _texts(texts: list[str], found: set[Encoding], losses: LossBook) -> list[str]:
    """Texts of one paragraph or note in Unicode, without soft hyphens."""
    whole = "".join(texts)
    if whole.isascii():
        return texts
    encoding = recognised(whole) or next(
        (each for each in found if recognised(whole, least=1) is each), None
    )
    if encoding is not None:
        reading = read_as_unicode(texts, [LegacyFont(encoding)] * len(texts))
        _note(reading, _BY_WORDS[encoding], losses)
        return list(reading.pieces)
    if is_suspect(whole):
        losses.add("doubtful", place=losses.place._replace(words=" ".join(whole.split())[:80]))
    return [text.replace(SOFT_HYPHEN, "") for text in texts]


def _note(reading: Reading, code: str, losses: LossBook) -> None:
    if reading.converted:
        losses.add(code, reading.converted)
    for word in reading.unclear:
        losses.add("doubtful", place=losses.place._replace(words=word[:80]))
