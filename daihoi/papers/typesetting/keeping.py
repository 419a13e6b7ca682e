"""What stays on the page of what follows: words that lead, and the end of the text with the foot."""

from collections.abc import Sequence

from daihoi.papers.profiles import TWO_LINES
from daihoi.papers.typesetting.looks import Node

# What the text ends in goes to the next page with the signatures if it is no longer than this.
KEPT_LETTERS = 1000
BETWEEN_LETTERS = 20  # what the space between items and cells would hold


def kept(node: Node) -> Node:
    """``node`` on the page of what follows."""
    return node | {"keep": True, "plain": False}


def keep_end(text: list[Node]) -> None:
    """Keep the last lines of the text with the foot: as many blocks as make two lines."""
    letters = 0
    for place in range(len(text) - 1, 0, -1):
        if text[place]["is"] not in {"paragraph", "list", "table"} or letters >= TWO_LINES:
            return
        parts = [text[place]]
        if _letters(text[place]) > KEPT_LETTERS:
            parts = _parted(text[place])
            text[place : place + 1] = parts
        end = place + len(parts) - 1
        own = _letters(text[end])
        if letters + own > KEPT_LETTERS:
            return
        text[end] = kept(text[end])
        letters += max(own, TWO_LINES // 2)


def _parted(node: Node) -> list[Node]:
    """A long list without its last two items, and these; a long table and its last row."""
    if node["is"] == "list" and len(node["items"]) > 2:
        return [node | {"items": items} for items in (node["items"][:-2], node["items"][-2:])]
    if node["is"] == "table":
        last = max(cell["y"] for cell in node["cells"])
        if not any(cell["y"] < last < cell["y"] + cell["rows"] for cell in node["cells"]):
            above = [cell for cell in node["cells"] if cell["y"] < last]
            below = [cell | {"y": 0} for cell in node["cells"] if cell["y"] == last]
            if any(not cell["heading"] for cell in above):
                return [node | {"cells": above}, node | {"cells": below, "before": 0}]
    return [node]


def _letters(node: Node) -> int:
    """How much a block says, and so how high it stands."""
    if node["is"] == "list":
        items = node["items"]
        return sum(
            _letters(part) + BETWEEN_LETTERS
            for item in items
            for part in item["lines"] + item["under"]
        )
    if node["is"] == "table":
        return sum(
            _length(runs) + BETWEEN_LETTERS for cell in node["cells"] for runs in cell["lines"]
        )
    return _length(node["runs"])


def _length(runs: Sequence[Node]) -> int:
    return sum(len(run.get("words", "")) for run in runs)
