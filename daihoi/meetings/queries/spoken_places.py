"""What a section is called that is not the only one of its number: by the part it stands in."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from daihoi.documents.models import Version
from daihoi.documents.queries.places import text_of

HEADING_LETTERS = 60


def parts_of(version: Version) -> Mapping[UUID, str]:
    """Of each section whose number stands in the text more than once, what tells it apart.

    The part ("phần thứ hai"), or the words of the heading where that is not enough.
    """
    if version.frozen_at is None:
        return _parts(version)
    return _frozen_parts(version.pk, version.frozen_at)


@lru_cache(maxsize=16)
def _frozen_parts(version_pk: int, frozen_at: datetime) -> Mapping[UUID, str]:  # noqa: ARG001 - the key
    return _parts(Version.objects.get(pk=version_pk))


def _parts(version: Version) -> Mapping[UUID, str]:
    text = text_of(version)
    places = {key: text.places[key] for key in text.blocks}
    sections = {
        key: (each.section, each.path[0]) for key, each in places.items() if not each.number
    }
    numbered = Counter(section for section, _part in sections.values())
    within = Counter(sections.values())
    return {
        key: part.lower() if within[section, part] == 1 else _words(text.blocks[key].text)
        for key, (section, part) in sections.items()
        if section and numbered[section] > 1
    }


def _words(heading: str) -> str:
    told = " ".join(heading.split())
    return told if len(told) <= HEADING_LETTERS else f"{told[:HEADING_LETTERS].rsplit(' ', 1)[0]}…"
