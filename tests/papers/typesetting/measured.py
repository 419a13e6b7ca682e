"""Where the words and lines of a PDF stand, in millimetres from the left and the top edge."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber
import pytest

from daihoi.papers.typesetting import fonts

MM = 72 / 25.4

# The house's own type is one file of all weights: its name does not tell bold from upright.
named_faces = pytest.mark.skipif(
    not fonts._families("Liberation Serif"),
    reason="faces are told by name: apt-get install fonts-liberation2",
)


@dataclass
class Line:
    """Words on one baseline; places in millimetres from the left and the top edge of the sheet."""

    page: int
    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: str


def lines_of(data: bytes) -> list[Line]:
    with pdfplumber.open(BytesIO(data)) as pdf:
        return [line for page in pdf.pages for line in _lines(page)]


def _lines(page: Any) -> Iterator[Line]:
    """The letters of a page in the order they are drawn, broken where the baseline changes."""
    drawn: list[list[dict[str, Any]]] = []
    for char in page.chars:
        before = drawn[-1][-1] if drawn else None
        if (
            before is None
            or abs(before["matrix"][5] - char["matrix"][5]) > 0.1
            or char["x0"] < before["x0"]
            or char["x0"] > before["x1"] + 5 * MM  # the next column
        ):
            drawn.append([])
        drawn[-1].append(char)
    for chars in drawn:
        seen = [char for char in chars if not char["text"].isspace()]
        if seen:
            yield Line(
                page=page.page_number,
                text="".join(char["text"] for char in chars).strip().replace("\u00a0", " "),
                left=seen[0]["x0"] / MM,
                right=seen[-1]["x1"] / MM,
                baseline=(float(page.height) - seen[0]["matrix"][5]) / MM,
                size=seen[0]["size"],
                font=seen[0]["fontname"].partition("+")[2],
            )


def rules_of(data: bytes, page: int = 0) -> list[tuple[float, float, float]]:
    """Left, right and height from the top of level lines on a page, in millimetres."""
    with pdfplumber.open(BytesIO(data)) as pdf:
        drawn = [*pdf.pages[page].lines, *pdf.pages[page].rects, *pdf.pages[page].curves]
    return [
        (each["x0"] / MM, each["x1"] / MM, each["top"] / MM)
        for each in drawn
        if each["bottom"] - each["top"] < 1
    ]
