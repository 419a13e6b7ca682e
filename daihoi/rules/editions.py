"""Which rules are in force where and when: families of organizations and their dated editions."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Edition:
    """The rules of one family from a day on; the one after it ends it."""

    code: str
    family: str
    in_force_from: date
    source: str  # the paper, with its date


# In order of their days within a family.
EDITIONS = (
    Edition("vn-party-2014", "vn-party", date(2014, 6, 9), "244-QĐ/TW, 9-6-2014"),
    Edition("vn-party-2024", "vn-party", date(2024, 10, 10), "190-QĐ/TW, 10-10-2024"),
    Edition("general", "general", date(1900, 1, 1), "Điều lệ của tổ chức"),
)


def edition_on(day: date, *, family: str) -> Edition:
    """The edition of a family on a congress's opening day; the first one for earlier days.

    ``ValueError`` for a family that has none.
    """
    own = [edition for edition in EDITIONS if edition.family == family]
    if not own:
        raise ValueError(f"no edition for {family}")
    begun = [edition for edition in own if edition.in_force_from <= day]
    return begun[-1] if begun else own[0]
