"""Where in a paper a line stands, and how to change every line of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from daihoi.papers.official import Annex, OfficialPaper, Signature
from daihoi.papers.outline import Block, BlockKind, Run, Runs, Table, plain


class Box(StrEnum):
    SUPERIOR = "superior"  # cơ quan cấp trên
    ISSUER = "issuer"  # cơ quan ban hành
    NUMBER = "number"  # số và ký hiệu
    PLACE_AND_DATE = "place_and_date"  # địa danh, ngày
    TYPE_NAME = "type_name"  # tên loại
    SUBJECT = "subject"  # trích yếu
    ADDRESSEES = "addressees"  # kính gửi
    BASES = "bases"  # căn cứ
    BLOCKS = "blocks"  # nội dung
    SIGNATURES = "signatures"  # chữ ký
    RECIPIENTS = "recipients"  # nơi nhận
    ANNEXES = "annexes"  # phụ lục


SINGLE = (Box.SUPERIOR, Box.ISSUER, Box.NUMBER, Box.PLACE_AND_DATE, Box.TYPE_NAME, Box.SUBJECT)
LISTS = (Box.ADDRESSEES, Box.BASES, Box.RECIPIENTS)


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a paper: its box, and where in it. Numbers count from 1; 0 where there is none."""

    box: Box
    part: int = 0  # which annex, or which signature
    block: int = 0  # which paragraph, or which line of the box
    row: int = 0
    column: int = 0
    heading: str = ""  # the heading above a paragraph
    words: str = ""  # how the line begins


def spots(paper: OfficialPaper) -> Iterator[tuple[Spot, Runs]]:
    """Every line with its place, in reading order."""
    for box in SINGLE:
        yield Spot(box), getattr(paper, box.value)
    for box in (Box.ADDRESSEES, Box.BASES):
        yield from _of_list(paper, box)
    yield from _of_blocks(paper.blocks, Box.BLOCKS, 0)
    for number, signature in enumerate(paper.signatures, 1):
        for line in (*signature.authority, signature.position, signature.name):
            yield Spot(Box.SIGNATURES, number, words=plain(line)), line
    yield from _of_list(paper, Box.RECIPIENTS)
    for number, annex in enumerate(paper.annexes, 1):
        yield Spot(Box.ANNEXES, number, words=plain(annex.title)), annex.title
        yield from _of_blocks(annex.blocks, Box.ANNEXES, number)


def changed(
    paper: OfficialPaper,
    *,
    line: Callable[[Runs], Runs],
    lines: Callable[[tuple[Runs, ...]], tuple[Runs, ...]],
    blocks: Callable[[tuple[Block, ...]], tuple[Block, ...]],
) -> OfficialPaper:
    """The paper with each box given through its function."""
    boxes: dict[str, Any] = {box.value: line(getattr(paper, box.value)) for box in SINGLE}
    boxes |= {box.value: lines(getattr(paper, box.value)) for box in LISTS}
    return replace(
        paper,
        **boxes,
        blocks=blocks(paper.blocks),
        signatures=tuple(
            Signature(
                tuple(line(each) for each in signature.authority),
                line(signature.position),
                line(signature.name),
                signature.has_seal,
            )
            for signature in paper.signatures
        ),
        annexes=tuple(
            Annex(line(annex.title), blocks(annex.blocks), annex.landscape)
            for annex in paper.annexes
        ),
    )


def cells_changed(table: Table, line: Callable[[Runs], Runs]) -> Table:
    return replace(
        table,
        rows=tuple(
            tuple(
                replace(cell, paragraphs=tuple(line(runs) for runs in cell.paragraphs))
                for cell in row
            )
            for row in table.rows
        ),
    )


def _of_list(paper: OfficialPaper, box: Box) -> Iterator[tuple[Spot, Runs]]:
    for number, line in enumerate(getattr(paper, box.value), 1):
        yield Spot(box, block=number, words=plain(line)), line


def _of_blocks(
    blocks: tuple[Block, ...], box: Box, part: int
) -> Iterator[tuple[Spot, tuple[Run, ...]]]:
    heading = ""
    for number, block in enumerate(blocks, 1):
        if block.kind is BlockKind.HEADING:
            heading = plain(block.runs)
        if block.table is None:
            yield Spot(box, part, number, heading=heading, words=plain(block.runs)), block.runs
            continue
        for at, row in enumerate(block.table.rows, 1):
            for column, cell in enumerate(row, 1):
                for runs in cell.paragraphs:
                    yield Spot(box, part, number, at, column, heading, plain(runs)), runs
