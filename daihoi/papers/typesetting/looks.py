"""How lines look, in points: what `program` asks of every line of words."""

from typing import Any

from daihoi.papers.outline import Align
from daihoi.papers.profiles import Spacing, Type

POINTS_PER_MM = 72 / 25.4
POINTS_PER_TWIP = 1 / 20

# Of Times New Roman and of every type made to its measures, to one point of size.
SINGLE_LINE = 1.149
BELOW_BASELINE = 0.216
# Word sets the words of a line of exact height so that a fifth of it lies below them.
EXACT_BELOW = 0.2
# No type in use is wider than Times by more than this: what fits even so needs no measuring.
WIDER = 1.3

Node = dict[str, Any]


def points(mm: float) -> float:
    return mm * POINTS_PER_MM


def look(type_: Type, spacing: Spacing | None = None, *, align: Align = Align.NONE) -> Node:
    """The look of lines in ``type_``: single, or as high as ``spacing`` says."""
    down = BELOW_BASELINE * type_.size_pt
    line = SINGLE_LINE * type_.size_pt
    if spacing and spacing.exact_pt:
        line = spacing.exact_pt
        down = line * EXACT_BELOW
    elif spacing:
        line *= spacing.multiple
    return {
        "size": type_.size_pt,
        "up": line - down,
        "down": down,
        "bold": type_.bold,
        "italic": type_.italic,
        "underline": type_.underline,
        "align": (align or type_.align or Align.LEFT).value,
    }
