"""Ballot papers as a PDF: as many copies as are asked for, each like the other to the last dot."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from daihoi.papers.profiles.breaks import whole_units
from daihoi.papers.typesetting.drawing import compiled
from daihoi.papers.typesetting.fonts import SUBSTITUTES, typefaces
from daihoi.papers.typesetting.program import font, literal

BEFORE = Path(__file__).with_name("ballot.typ").read_text(encoding="utf-8")
TINTS, SHAPES = 5, 7  # as many as `ballot.typ` has
MARKS = TINTS * SHAPES  # no two of them have the same tint and shape
WANTED = ("Times New Roman", *SUBSTITUTES)


class TooLong(ValueError):
    """The names do not fit a paper of this size."""


class _Sheet(NamedTuple):
    page: tuple[float, float]  # millimetres
    across: int
    down: int
    largest_pt: float


SHEETS: Mapping[str, _Sheet] = {
    "a4": _Sheet((210, 297), 1, 1, 18),
    "a5": _Sheet((297, 210), 2, 1, 12),
    "a6": _Sheet((210, 297), 2, 2, 10),
}


@dataclass(frozen=True, slots=True)
class BallotFace:
    """What one ballot paper says. ``mark``: which tint and shape, below `MARKS`."""

    superior: str
    organization: str
    congress: str
    term: str
    title: str
    day: str
    stamp: str
    instructions: tuple[str, ...]
    names: tuple[str, ...]
    columns: tuple[str, ...]
    mark: int = 0
    edition: int = 1

    @property
    def tint(self) -> int:
        return self.mark % TINTS

    @property
    def shape(self) -> int:
        return self.mark % SHAPES

    def pages(self, copies: int, sheet: str) -> int:
        """How many pages so many copies take."""
        laid = SHEETS[sheet]
        return -(-copies // (laid.across * laid.down))


def write_ballots(face: BallotFace, copies: int, sheet: str) -> bytes:
    """A PDF of so many papers, without any date.

    Raises `Unprintable` for a letter that no font has, `TooLong` for more names than fit.
    """
    laid = SHEETS[sheet]
    wide, high = laid.page[0] / laid.across, laid.page[1] / laid.down
    faced = typefaces(BEFORE + _told(face), wanted=WANTED)
    place = f"{laid.across}, {laid.down}, {wide}mm, {high}mm, {laid.largest_pt}pt"
    lines = [
        f"#set document(title: {literal(face.title)}, date: none)",
        '#set text(lang: "vi")',
        f"#set page(width: {laid.page[0]}mm, height: {laid.page[1]}mm, margin: 0mm)",
        f"#sheets({_told(face)}, {copies}, {place})",
    ]
    try:
        return compiled(font(faced.families) + BEFORE + "\n".join(lines), faced)
    except RuntimeError as error:
        if "ballot too long" in str(error):
            raise TooLong from error
        raise


def _told(face: BallotFace) -> str:
    """The face as a dictionary of typst."""
    words = ("superior", "organization", "congress", "term", "title", "day", "stamp")
    rows = ("instructions", "names", "columns")
    parts = [f"{name}: {literal(whole_units(getattr(face, name)))}" for name in words]
    for name in rows:
        items = "".join(f"{literal(each)}, " for each in getattr(face, name))
        parts.append(f"{name}: ({items})")
    return f"({', '.join(parts)}, mark: {face.mark}, edition: {face.edition})"
