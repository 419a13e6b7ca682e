"""Lists: items in a row become a tree, each list with its own marks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from daihoi.papers.outline import Block, ListFormat, ListMark
from daihoi.papers.profiles.widths import width_pt
from daihoi.papers.typesetting.looks import Node, points
from daihoi.papers.typesetting.words import clean

STEP_MM = 7  # of each level further in
NO_BREAK = "\u00a0"

Lines = Callable[[Block, int], Node]  # an item and its level


@dataclass(slots=True)
class _Item:
    level: int
    mark: ListMark
    lines: list[Node]
    under: list["_Item"] = field(default_factory=list)


def list_nodes(blocks: Sequence[Block], *, between_pt: float, lines: Lines) -> list[Node]:
    """Nodes of items that follow each other; those before the first mark are plain paragraphs."""
    found: list[Node] = []
    tops: list[_Item] = []
    open_items: list[_Item] = []  # the last item of each level that may still take others in
    for block in blocks:
        level = min(max(block.level, 0), 8)
        line = lines(block, level)
        if block.mark is None:
            if open_items:
                open_items[-1].lines.append(line)
            else:
                found.append(line)
            continue
        while open_items and open_items[-1].level >= level:
            open_items.pop()
        item = _Item(level, block.mark, [line])
        (open_items[-1].under if open_items else tops).append(item)
        open_items.append(item)
    return found + _trees(tops, 0, between_pt)


def _trees(items: Sequence[_Item], level: int, between_pt: float) -> list[Node]:
    """One node for each list among ``items``, which stand in the text of an item of ``level``."""
    lists: list[list[_Item]] = []
    for item in items:
        if not lists or _list_of(item) != _list_of(lists[-1][0]):
            lists.append([])
        lists[-1].append(item)
    return [
        {
            "is": "list",
            "ordered": own[0].mark.format is not ListFormat.BULLET,
            "indent": points((own[0].level - level) * STEP_MM),
            "before": between_pt,
            "between": between_pt,
            "keep": (own[-1].under[-1:] or own[-1:])[0].lines[-1]["keep"],
            "items": [
                {
                    "mark": (mark := clean(item.mark.shown).replace(" ", NO_BREAK) + NO_BREAK),
                    "room": _room(mark, item.lines[0]["look"]),
                    "lines": item.lines,
                    "under": _trees(item.under, item.level, between_pt),
                }
                for item in own
            ],
        }
        for own in lists
    ]


def _room(mark: str, look: Node) -> float:
    return width_pt(mark.replace(NO_BREAK, " "), size_pt=look["size"], bold=look["bold"])


def _list_of(item: _Item) -> tuple[int, ListFormat, str, str]:
    """What the items of one list have in common."""
    return item.level, item.mark.format, item.mark.template, item.mark.group
