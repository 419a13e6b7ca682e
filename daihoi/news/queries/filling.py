"""What a news item says with its fields filled from the records ({{lần thứ}})."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from daihoi.base import offers
from daihoi.base.language import in_vietnamese
from daihoi.congresses.models import Congress
from daihoi.news.models import Revision
from daihoi.papers.fields import field_key, fields_in
from daihoi.vietnamese.text import fold

TEXTS = ("title", "lead", "body")


@dataclass(frozen=True, slots=True)
class Filled:
    """The texts of a revision; ``gaps`` are fields that nothing is known for."""

    title: str
    lead: str
    body: str
    gaps: tuple[str, ...]


def known(
    congress: Congress | None, on: date, *, wanted: Collection[str] | None = None
) -> dict[str, str]:
    """What can be said in a line about a congress, by the keys of fields; None: of all fields."""
    if congress is None:
        return {}
    with in_vietnamese():
        found = offers.facts_of(congress, on, wanted=wanted)
    return {
        field_key(name): value
        for name, value in found.items()
        if isinstance(value, str) and value and "\n" not in value
    }


def field_choices(congress: Congress | None, on: date) -> list[tuple[str, str]]:
    """Fields with what they say today, for who writes."""
    return sorted(known(congress, on).items(), key=lambda pair: fold(pair[0]))


def filled(revision: Revision, *, on: date) -> Filled:
    """The texts as they read on a day; a gap stays as it is written."""
    said = {name: getattr(revision, name) for name in TEXTS}
    wanted = {field.name for text in said.values() for *_at, field in fields_in(text)}
    values = known(revision.article.congress, on, wanted=wanted) if wanted else {}
    gaps: dict[str, None] = {}
    texts = {name: _filled(text, values, gaps) for name, text in said.items()}
    return Filled(**texts, gaps=tuple(gaps))


def _filled(text: str, values: Mapping[str, str], gaps: dict[str, None]) -> str:
    made, end = [], 0
    for start, stop, field in fields_in(text):
        made.append(text[end:start])
        value = values.get(field.name, "")
        if value:
            said = _ordinal(value) if text[:start].endswith("thứ ") else value
            made.append(said.upper() if field.is_capital else said)
        else:
            gaps[field.name] = None
            made.append(text[start:stop])
        end = stop
    return "".join([*made, text[end:]])


def _ordinal(value: str) -> str:
    """Counts are written with two digits (04 lần), ordinals are not (lần thứ 4)."""
    return value.lstrip("0") or value if value.isdecimal() else value
