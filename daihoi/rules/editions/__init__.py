"""Which rules are in force where and when: families of organizations and their dated editions.

Each edition is a file beside this one; `rules.elections.loading` reads what it says of elections.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from daihoi.rules.certainty import Certainty
from daihoi.rules.wording import day_said

FOLDER = Path(__file__).parent
PAPERS = FOLDER / "papers.toml"
_HEAD = {"code": str, "family": str, "name": str, "in_force_from": date, "source": str}


class EditionError(ValueError):
    """An edition that cannot be used; the message is Vietnamese and says what to do."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The rules of one family from a day on; the one after it ends it."""

    code: str
    family: str
    in_force_from: date
    source: str  # the paper, with its date
    name: str = ""
    in_force_until: date | None = None


@dataclass(frozen=True, slots=True)
class LegalPaper:
    """A paper of a family of rules: numbers repeat, so its date is part of its name (E-007)."""

    family: str
    number: str
    issued_on: date
    in_force_from: date
    until: date | None
    subject: str
    certainty: Certainty
    until_certainty: Certainty

    def __str__(self) -> str:
        return f"{self.number}, {day_said(self.issued_on)}"

    def covers(self, day: date) -> bool:
        return self.in_force_from <= day <= (self.until or date.max)


def edition_file(code: str) -> Path:
    return FOLDER / f"{code}.toml"


def read_edition(path: Path) -> tuple[Edition, dict[str, Any]]:
    """The head of an edition's file and all the file says; `EditionError` names the file."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EditionError(f"{path.name}: không đọc được, sai cách ghi TOML ({error}).") from error
    for name, kind in _HEAD.items():
        if not told.get(name):
            raise EditionError(f"{path.name}: thiếu “{name}” ở đầu tệp; hãy ghi thêm.")
        if type(told[name]) is not kind:
            wanted = "ngày, ví dụ 2014-06-09, không ngoặc kép" if kind is date else "chữ"
            raise EditionError(f"{path.name}: “{name}” phải là {wanted}.")
    until = told.get("in_force_until")
    if until is not None and (type(until) is not date or until < told["in_force_from"]):
        raise EditionError(f"{path.name}: “in_force_until” phải là ngày sau “in_force_from”.")
    return Edition(**{name: told[name] for name in _HEAD}, in_force_until=until), told


def _read() -> Iterator[Edition]:
    for path in sorted(FOLDER.glob("*.toml")):
        if path != PAPERS:
            yield read_edition(path)[0]


# In order of their days within a family.
EDITIONS = tuple(sorted(_read(), key=lambda each: (each.family, each.in_force_from)))


def edition_on(day: date, *, family: str) -> Edition:
    """The edition of a family on a congress's opening day; the first one for earlier days (E-001).

    ``ValueError`` for a family that has none.
    """
    own = [edition for edition in EDITIONS if edition.family == family]
    if not own:
        raise ValueError(f"no edition for {family}")
    begun = [edition for edition in own if edition.in_force_from <= day]
    return begun[-1] if begun else own[0]


@cache
def _papers() -> tuple[LegalPaper, ...]:
    told = tomllib.loads(PAPERS.read_text(encoding="utf-8"))["papers"]
    return tuple(
        LegalPaper(
            row["family"],
            row["number"],
            row["issued_on"],
            row.get("in_force_from", row["issued_on"]),
            row.get("until"),
            row["subject"],
            Certainty(row["certainty"]),
            Certainty(row.get("until_certainty", "C")),
        )
        for row in told
    )


def papers_on(day: date, *, family: str) -> list[LegalPaper]:
    """The papers a congress that opens on ``day`` stands on, the oldest first."""
    return [each for each in _papers() if each.family == family and each.covers(day)]


def papers_numbered(number: str) -> list[LegalPaper]:
    """All papers of a number, in the order of the file; only the date tells them apart (E-007)."""
    return [each for each in _papers() if each.number == number]
