"""How wide the columns of a table stand: as it says, or as its words ask; no short word splits."""

from collections.abc import Iterator, Sequence
from operator import ge

from daihoi.papers.outline import Cell, Table
from daihoi.papers.profiles.widths import width_pt

ASIDE_PT = 2.85  # left and right of the words of a cell
SHORT_LETTERS = 4
# A table that says so much of the width of an upright page was made to fill it.
FILLS_PAGE = 0.8
_NEAR = 0.005  # of the room: less is no difference that anybody sees
_LOOSER = 1.02  # than Times, at most
_SPARE_PT = 0.5
_LIKELY_WIDEST = 0.6  # of the letters of the longest word
_TWIPS_PER_PT = 20


def column_widths(
    table: Table, columns: int, *, room_pt: float, upright_pt: float, size_pt: float
) -> list[float]:
    """Of ``columns`` columns in points, never more than ``room_pt`` together.

    ``upright_pt``: between the margins of an upright page. Columns of a few letters keep to
    these; the others share what is left as the table says, else by the length of their words.
    """
    least, most, short = _asked(table, columns, size_pt)
    told = [width / _TWIPS_PER_PT for width in table.widths]
    if len(told) == columns and min(told, default=0) > 0:
        whole = sum(told)
        if _is_near(whole, room_pt) and all(map(ge, told, _levelled(least, room_pt))):
            return told  # as it says: what comes back from Word has its own widths again
        fills = whole >= FILLS_PAGE * min(upright_pt, room_pt)
        total = room_pt if fills else min(max(whole, sum(least)), room_pt)
        wanted = _shared(total, told, kept=[is_short and fills for is_short in short])
    elif sum(most) <= room_pt:
        total = room_pt
        wanted = _shared(total, most, kept=short)
    else:
        total = room_pt
        ends = [
            low if is_short else high
            for low, high, is_short in zip(least, most, short, strict=True)
        ]
        wanted = _stretched(total, least, ends)
    return _stretched(total, _levelled(least, total), wanted)


def _is_near(whole: float, room_pt: float) -> bool:
    return room_pt * (1 - _NEAR) <= whole <= room_pt


def _asked(
    table: Table, columns: int, size_pt: float
) -> tuple[list[float], list[float], list[bool]]:
    """The width of the longest word and of the longest line of each column; whether it is short."""
    words: list[set[str]] = [set() for _ in range(columns)]
    lines = [""] * columns
    letters = [0] * columns  # of the longest cell below the head
    for row, column, cell in _starts(table):
        if cell.columns > 1 or column >= columns:
            continue
        text = cell.text
        words[column].update(text.split())
        lines[column] = max(lines[column], *text.split("\n"), key=len)
        if row >= table.header_rows:
            letters[column] = max(letters[column], len(text))
    least = [max((_width(word, size_pt) for word in _longest(each)), default=0) for each in words]
    most = [_width(line, size_pt) for line in lines]
    aside = 2 * ASIDE_PT + _SPARE_PT
    return (
        [width + aside for width in least],
        [max(width, low) + aside for width, low in zip(most, least, strict=True)],
        [0 < each <= SHORT_LETTERS for each in letters],
    )


def _longest(words: set[str]) -> list[str]:
    longest = max(map(len, words), default=0)
    return [word for word in words if len(word) >= _LIKELY_WIDEST * longest]


def _starts(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """Every cell with its row and the column it begins in."""
    below: dict[int, int] = {}  # column -> rows still covered from above
    for row, cells in enumerate(table.rows):
        covered, below = below, {at: left - 1 for at, left in below.items() if left > 1}
        column = 0
        for cell in cells:
            while column in covered:
                column += 1
            yield row, column, cell
            if cell.rows > 1:
                below |= dict.fromkeys(range(column, column + cell.columns), cell.rows - 1)
            column += cell.columns


def _shared(total: float, parts: Sequence[float], kept: Sequence[bool]) -> list[float]:
    """``total`` in proportion to ``parts``; those ``kept`` take no more than they are."""
    share = total / sum(parts)
    if share <= 1 or all(kept):
        return [part * share for part in parts]
    fixed = sum(part for part, is_kept in zip(parts, kept, strict=True) if is_kept)
    share = (total - fixed) / (sum(parts) - fixed)
    return [part if is_kept else part * share for part, is_kept in zip(parts, kept, strict=True)]


def _stretched(total: float, least: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """``total`` shared so that each has its least, and beyond it in proportion to what it wants."""
    left = total - sum(least)
    beyond = [max(want - low, 0) for low, want in zip(least, wanted, strict=True)]
    if left <= 0 or not any(beyond):
        return [low * total / sum(least) for low in least]
    return [low + more * left / sum(beyond) for low, more in zip(least, beyond, strict=True)]


def _levelled(least: Sequence[float], total: float) -> list[float]:
    """``least``, the largest cut down to one level where they are more than ``total``."""
    left, columns = total, len(least)
    for low in sorted(least):
        if low * columns > left:
            return [min(each, left / columns) for each in least]
        left -= low
        columns -= 1
    return list(least)


def _width(line: str, size_pt: float) -> float:
    return width_pt(line, size_pt=size_pt, bold=True) * _LOOSER
