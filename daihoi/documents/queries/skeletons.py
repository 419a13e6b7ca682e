"""The sections that the house's skeleton of a kind of document has."""

import re
from dataclasses import dataclass
from functools import cache

from daihoi.documents.models import Document
from daihoi.papers.outline import BlockKind
from daihoi.registry.skeletons import skeletons
from daihoi.rules.families import families
from daihoi.vietnamese.text import fold

_FIELD = re.compile(r"\{\{[^}]*\}\}")
_NUMBER = re.compile(r"^(phan thu \w+|[ivx]+|\d+(\.\d+)*)\s*[.:)]\s*")
_PART = re.compile(r"phan thu \w+")
_SHOWN_LEVEL = 2  # parts, and their Roman sections


@dataclass(frozen=True, slots=True)
class Section:
    """A section that the skeleton of a kind has; ``code`` is "1.III": part one, section three."""

    code: str
    title: str
    is_part: bool

    @property
    def key(self) -> str:
        """Its words without number, marks and capitals."""
        return heading_key(self.title)

    def is_headed(self, text: str) -> bool:
        """Whether a heading of a document is that of this section.

        A part may stand as "PHẦN THỨ NHẤT" alone, its words in the line below.
        """
        said, heading = fold(text), heading_key(text)
        if self.is_part and (mark := _PART.match(fold(self.title))):
            return said.startswith(mark[0])
        return bool(heading) and (heading.startswith(self.key) or self.key.startswith(heading))


def sections_for(document: Document) -> tuple[Section, ...]:
    """Those of a document, in the words of its organization."""
    return sections_of(document.kind, document.congress.organization.family.code)


@cache
def sections_of(kind: str, family: str = "") -> tuple[Section, ...]:
    """Parts and Roman sections of the skeleton a family has of a kind; () where it has none."""
    skeleton = skeletons(families().get(family)).get(kind)
    if skeleton is None:
        return ()
    found: list[Section] = []
    part = number = 0
    for block in skeleton.blocks:
        if block.kind is not BlockKind.HEADING or block.level > _SHOWN_LEVEL:
            continue
        title = _title(block.text)
        if block.level == 1:
            part, number = part + 1, 0
            found.append(Section(str(part), title, is_part=True))
        else:
            number += 1
            found.append(Section(f"{part}.{number}", title, is_part=False))
    with_sections = {section.code.partition(".")[0] for section in found if "." in section.code}
    return tuple(
        Section(section.code, section.title, is_part=section.code in with_sections)
        for section in found
    )


def _title(text: str) -> str:
    """A heading of the skeleton without its fields."""
    return " ".join(_FIELD.sub("", text).split())


def heading_key(text: str) -> str:
    """A heading's words without number, marks and capitals: what tells that two are the same."""
    return _NUMBER.sub("", fold(text)).strip(" .:")
