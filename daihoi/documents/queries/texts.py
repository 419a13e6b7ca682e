"""The text of a version as people read it: numbers, places, contents, one part at a time.

`blocks_of` gives the pure blocks; `read` a page of them; `Places` names where each block stands.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from daihoi.base.errors import NotFound
from daihoi.documents.models import Block, Version
from daihoi.papers import outline
from daihoi.papers.comparison.sentences import sentences
from daihoi.papers.outline import BlockKind
from daihoi.papers.reading.numbering import shown

HEADING_LETTERS = 60
PAGE_BLOCKS = 600  # a longer text is read one top-level part at a time
LABEL = re.compile(
    r"(?:(?P<part>PHẦN(?: THỨ)? \w+)|(?P<number>[IVXLC]+|\d+(?:\.\d+)*|[a-zđ](?=\)))(?=[.):\s]|$))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands. ``number`` counts paragraphs, items and tables from 1; headings 0."""

    key: str
    order: int  # 0-based reading order among all blocks
    number: int
    path: tuple[str, ...]  # short names of the headings over it, outermost first, its own too
    top: int  # order of the first block of its top-level part

    @property
    def label(self) -> str:
        """What people call it: "đoạn 41", "mục III.1.1"."""
        if self.number:
            return _("đoạn %(number)s") % {"number": self.number}
        return _("mục %(name)s") % {"name": self.section or (self.path or ("",))[-1]}

    @property
    def section(self) -> str:
        """The numbered headings below the part: "III.1.1"."""
        names = [name for name in self.path if LABEL.fullmatch(name)]
        numbered = [name for name in names if not name.upper().startswith("PHẦN")]
        dotted = [
            name
            for n, name in enumerate(numbered, 1)
            if not (n < len(numbered) and numbered[n].startswith(f"{name}."))
        ]
        return ".".join(dotted)

    @property
    def heading_path(self) -> str:
        """The headings over it: "PHẦN THỨ NHẤT › III › 1.1"."""
        return " › ".join(self.path)


class Places:
    """The place of every block of a text; made once, asked by key."""

    def __init__(self, blocks: Sequence[outline.Block]) -> None:
        self._places: dict[str, Place] = {}
        over: list[tuple[int, str]] = []
        number = top = 0
        for order, block in enumerate(blocks):
            if block.kind is BlockKind.HEADING:
                over = [each for each in over if each[0] < block.level]
                top = order if not over else top
                over.append((block.level, short_name(block.text)))
            else:
                number += 1
            own = 0 if block.kind is BlockKind.HEADING else number
            path = tuple(name for _level, name in over)
            self._places[block.key] = Place(block.key, order, own, path, top)
        self._apart = _apart(self._places, {block.key: block.text for block in blocks})

    def __getitem__(self, key: UUID | str) -> Place:
        return self._places[_hex(key)]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, UUID | str) and _hex(key) in self._places

    def label(self, key: UUID | str) -> str:
        """As a list says it: "Đoạn 41 · III.1.1"; "" if the text has no such block.

        A section that is not the only one of its number is told with its part: "Mục V, phần thứ
        hai".
        """
        if key not in self:
            return ""
        place = self[key]
        name = place.label[:1].upper() + place.label[1:]
        if place.number and place.section:
            return f"{name} · {place.section}"
        return ", ".join(filter(None, (name, self._apart.get(place.key))))


def _apart(places: Mapping[str, Place], texts: Mapping[str, str]) -> dict[str, str]:
    """Of each section whose number stands in the text more than once, what tells it apart.

    The part ("phần thứ hai"), or the words of the heading where that is not enough.
    """
    sections = {
        key: (each.section, each.path[0]) for key, each in places.items() if not each.number
    }
    numbered = Counter(section for section, _part in sections.values())
    within = Counter(sections.values())
    return {
        key: part.lower() if within[section, part] == 1 else _in_short(texts[key])
        for key, (section, part) in sections.items()
        if section and numbered[section] > 1
    }


def _in_short(heading: str) -> str:
    told = " ".join(heading.split())
    if len(told) <= HEADING_LETTERS:
        return told
    return f"{told[:HEADING_LETTERS].rsplit(' ', 1)[0]}…"


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """One block on a reading page; ``extra`` is what the page hangs on it (opinions, changes)."""

    block: outline.Block
    place: Place
    mark: str  # the list mark as printed
    first_note: int  # number of its first footnote, 1-based in the whole text
    revision: int = 0
    extra: Any = None

    @property
    def key(self) -> str:
        return self.block.key

    @property
    def anchor(self) -> str:
        return f"b-{self.block.key}"

    @property
    def is_heading(self) -> bool:
        return self.block.kind is BlockKind.HEADING

    @property
    def tag(self) -> str:
        """The page's own title is h1, so a heading of level 1 is h2."""
        return f"h{min(self.block.level + 1, 6)}" if self.is_heading else "p"

    @property
    def kind_class(self) -> str:
        if self.is_heading:
            return "block-heading"
        if self.block.kind is BlockKind.ITEM:
            return f"block-item block-item-{min(self.block.level + 1, 3)}"
        centered = self.block.align in {outline.Align.CENTER, outline.Align.RIGHT}
        return f"block-{self.block.align}" if centered else ""


@dataclass(frozen=True, slots=True)
class Part:
    """A top-level part of a long text; ``number`` is 1-based."""

    number: int
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents; ``part`` is 0 when the whole text is on one page."""

    anchor: str
    label: str
    level: int
    part: int


@dataclass(frozen=True, slots=True)
class Note:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A page of a text: its blocks, the contents of the whole, the notes of these blocks."""

    blocks: list[ReadBlock]
    contents: list[Entry]
    parts: list[Part]  # empty when the whole text is on one page
    part: Part | None
    notes: list[Note]
    places: Places = field(repr=False)


def rows_of(version: Version) -> list[Block]:
    """The stored blocks of a version in reading order."""
    return list(version.blocks.order_by("position", "pk"))


def blocks_of(version: Version) -> list[outline.Block]:
    """The blocks of a version in reading order; ``key`` is the hexadecimal form of the row's."""
    return [row.to_outline() for row in rows_of(version)]


def place_label(version: Version, key: UUID | str) -> str:
    """As a list says it: "Đoạn 41 · III.1.1". For many places of one version make one `Places`."""
    return Places(blocks_of(version)).label(key)


def read(
    version: Version,
    *,
    part: int | None = None,
    block: UUID | str | None = None,
    extras: Mapping[str, Any] | None = None,
) -> Reading:
    """The whole text, or of a long one the part numbered ``part`` (or the one that has ``block``).

    ``extras`` are handed to the template per block, by the block's hexadecimal key.
    """
    rows = rows_of(version)
    blocks = [row.to_outline() for row in rows]
    places = Places(blocks)
    parts = _parts(blocks, places)
    chosen = _chosen(parts, part, places[block].order if block and block in places else None)
    start, end = (chosen.start, chosen.end) if chosen else (0, len(blocks))
    notes_before = sum(_notes_count(each) for each in blocks[:start])
    page = []
    number = notes_before + 1
    extras = extras or {}
    for row, each in zip(rows[start:end], blocks[start:end], strict=True):
        mark = shown(each.mark) if each.mark else ""
        place = places[each.key]
        page.append(ReadBlock(each, place, mark, number, row.revision, extras.get(each.key)))
        number += _notes_count(each)
    notes = [text for each in blocks[start:end] for text in footnotes_of(each)]
    return Reading(
        blocks=page,
        contents=_contents(blocks, parts),
        parts=parts,
        part=chosen,
        notes=[Note(n, text) for n, text in enumerate(notes, notes_before + 1)],
        places=places,
    )


def read_blocks(blocks: Iterable[outline.Block]) -> list[ReadBlock]:
    """Blocks that are in no version yet, as a reading page shows them."""
    listed = list(blocks)
    places = Places(listed)
    page, number = [], 1
    for each in listed:
        mark = shown(each.mark) if each.mark else ""
        page.append(ReadBlock(each, places[each.key], mark, number))
        number += _notes_count(each)
    return page


def move_target(version: Version, key: UUID, where: str) -> UUID | None:
    """Behind which block ``key`` goes: ``where`` is "up", "down", or the number of a paragraph.

    None is the very beginning; ``key`` itself if it cannot go further.
    """
    rows = rows_of(version)
    keys = [row.key for row in rows]
    at = keys.index(key) if key in keys else 0
    if where == "up":
        return key if at == 0 else (keys[at - 2] if at > 1 else None)
    if where == "down":
        return keys[at + 1] if at + 1 < len(keys) else key
    numbered = [row.key for row in rows if row.kind != BlockKind.HEADING.value]
    if not where.isdigit() or int(where) > len(numbered):
        raise NotFound(_("Không có đoạn số %(number)s.") % {"number": where})
    return numbered[int(where) - 1] if int(where) else None


def sentence_starts(text: str) -> list[tuple[int, str]]:
    """Where a paragraph can be cut: the first character of each sentence but the first."""
    return [(start, text[start:end]) for start, end in sentences(text)[1:]]


def footnotes_of(block: outline.Block) -> list[str]:
    return [run.footnote for runs in all_runs(block) for run in runs if run.footnote]


def all_runs(block: outline.Block) -> Iterable[outline.Runs]:
    """The runs of a block, or of every paragraph of its cells."""
    if block.table is None:
        return [block.runs]
    return [runs for row in block.table.rows for cell in row for runs in cell.paragraphs]


def short_name(heading: str) -> str:
    """The number of a heading ("PHẦN THỨ NHẤT", "III", "1.1"), or its first words if it has none."""
    text = " ".join(heading.split())
    found = LABEL.match(text)
    if found:
        return (found["part"] or found["number"]).strip()
    return text if len(text) <= 40 else f"{text[:38].rsplit(' ', 1)[0]}…"


def _notes_count(block: outline.Block) -> int:
    return len(footnotes_of(block))


def _hex(key: UUID | str) -> str:
    return key.hex if isinstance(key, UUID) else key.replace("-", "")


def _parts(blocks: Sequence[outline.Block], places: Places) -> list[Part]:
    """Top-level parts of a long text; a part that is itself too long is cut where it gets so."""
    if len(blocks) <= PAGE_BLOCKS:
        return []
    starts = [0]
    for order, block in enumerate(blocks):
        begins = order > 0 and places[block.key].top == order
        if begins or order - starts[-1] >= PAGE_BLOCKS:
            starts.append(order)
    ends = [*starts[1:], len(blocks)]
    return [
        Part(number, _part_label(blocks[start], places), start, end)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def _part_label(first: outline.Block, places: Places) -> str:
    place = places[first.key]
    if first.kind is BlockKind.HEADING:
        return " ".join(first.text.split())
    return f"{place.heading_path}, {place.label}" if place.path else place.label


def _chosen(parts: Sequence[Part], part: int | None, order: int | None) -> Part | None:
    if not parts:
        return None
    if order is not None:
        return next(each for each in parts if each.start <= order < each.end)
    return parts[min(max(part or 1, 1), len(parts)) - 1]


def _contents(blocks: Sequence[outline.Block], parts: Sequence[Part]) -> list[Entry]:
    entries = []
    part = 0
    for order, block in enumerate(blocks):
        if part < len(parts) and parts[part].start == order:
            part += 1
        if block.kind is BlockKind.HEADING and block.level <= 3:
            label = " ".join(block.text.split())
            entries.append(Entry(f"b-{block.key}", label, block.level, part))
    return entries
