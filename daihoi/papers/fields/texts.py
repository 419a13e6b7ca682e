"""A whole paper as a few typed texts, one for each box, and back: what a form or a file holds."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from daihoi.papers.fields.boxes import LISTS, SINGLE, Box
from daihoi.papers.fields.typed import (
    parse_blocks,
    parse_lines,
    parse_runs,
    write_blocks,
    write_lines,
    write_runs,
)
from daihoi.papers.official import Annex, OfficialPaper, Signature

ANNEX = "==="  # begins the title of an annex
SIDEWAYS = "(ngang)"  # before the title of an annex on a landscape sheet
SEALED = "(đóng dấu)"  # a line of a signature: room is left for a seal
NAMELESS = "(không ghi tên)"  # in the place of a name that is written by hand

Texts = Mapping[Box, str]


def texts_of(paper: OfficialPaper) -> dict[Box, str]:
    """Every box as text; `paper_of` gives the paper back."""
    texts = {box: write_runs(getattr(paper, box.value)) for box in SINGLE}
    texts |= {box: write_lines(getattr(paper, box.value)) for box in LISTS}
    texts[Box.BLOCKS] = write_blocks(paper.blocks)
    texts[Box.SIGNATURES] = "\n\n".join(_signature_text(each) for each in paper.signatures)
    texts[Box.ANNEXES] = "\n\n".join(_annex_text(each) for each in paper.annexes)
    return texts


def paper_of(texts: Texts, base: OfficialPaper | None = None) -> OfficialPaper:
    """The paper that texts describe; boxes without a text stay as they are in ``base``."""
    paper = base or OfficialPaper(issuer=())
    boxes: dict[str, Any] = {box.value: _read(box, text) for box, text in texts.items()}
    return replace(paper, **boxes)


def _read(box: Box, text: str) -> Any:
    if box in SINGLE:
        return parse_runs(" ".join(text.split()))
    if box in LISTS:
        return parse_lines(text)
    if box is Box.BLOCKS:
        return parse_blocks(text)
    return _signatures(text) if box is Box.SIGNATURES else _annexes(text)


def _signature_text(signature: Signature) -> str:
    written = [*signature.authority, signature.position, signature.name]
    lines = [write_runs(line) for line in written if line]
    lines += [] if signature.name else [NAMELESS]
    lines += [SEALED] if signature.has_seal else []
    return "\n".join(lines)


def _signatures(text: str) -> tuple[Signature, ...]:
    """Groups of lines: the last is the name, the one before it the position, others authority."""
    groups: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            groups[-1].append(line.strip())
        elif groups[-1]:
            groups.append([])
    return tuple(_signature(group) for group in groups if group)


def _signature(lines: list[str]) -> Signature:
    has_seal = SEALED in lines
    signed = [() if line == NAMELESS else parse_runs(line) for line in lines if line != SEALED]
    position = signed[-2] if len(signed) > 1 else ()
    return Signature(tuple(signed[:-2]), position, signed[-1] if signed else (), has_seal)


def _annex_text(annex: Annex) -> str:
    sideways = f"{SIDEWAYS} " if annex.landscape else ""
    return f"{ANNEX} {sideways}{write_runs(annex.title)}\n{write_blocks(annex.blocks)}"


def _annexes(text: str) -> tuple[Annex, ...]:
    made: list[Annex] = []
    title, held = "", ""
    for line in (*text.splitlines(), ANNEX):
        if not line.startswith(ANNEX):
            held += line + "\n"
            continue
        if title or held.strip():
            sideways = title.startswith(SIDEWAYS)
            words = title.removeprefix(SIDEWAYS).strip()
            made.append(Annex(parse_runs(words), parse_blocks(held), sideways))
        title, held = line.removeprefix(ANNEX).strip(), ""
    return tuple(made)
