"""Families of organizations: which rules each stands under and how it speaks of itself.

A family of `rules.editions` that is not listed beside this file has no kind of its own: an
organization is put under it by hand and speaks the words of the house.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from daihoi.rules.editions import EDITIONS

FILE = Path(__file__).with_suffix(".toml")
PARTY = "vn-party"
GENERAL = "general"  # what a family without data of its own is offered


@dataclass(frozen=True, slots=True)
class Family:
    """``dialect``: the language code of its words; "" where it speaks those of the house."""

    code: str
    name: str
    kinds: tuple[str, ...] = ()
    dialect: str = ""
    is_state_layout: bool = False  # papers look like those of the state, else like the Party's
    words: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()

    def says(self, text: str) -> str:
        """A text of the house in its words; each word keeps its capitals."""
        if not self.words or text in self.kept:
            return text
        return _pattern(self.code).sub(self._word, text)

    def _word(self, found: re.Match[str]) -> str:
        old = found[0]
        new = self.words[old.lower()]
        if len(old) > 1 and old.isupper():
            return new.upper()
        return new[0].upper() + new[1:] if old[0].isupper() else new


@cache
def families() -> Mapping[str, Family]:
    """All that some edition is of, in the order of the file, then the others."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    kept = frozenset(told["kept"])
    found = {code: _family(code, row, kept) for code, row in told["families"].items()}
    for edition in EDITIONS:
        if edition.family not in found:
            found[edition.family] = Family(edition.family, edition.name)
    return MappingProxyType(found)


def family_of_kind(kind: str) -> Family:
    """The family organizations of a kind stand under unless somebody says otherwise."""
    own = (family for family in families().values() if kind in family.kinds)
    return next(own, families()[GENERAL])


def said_in(language: str | None, text: str) -> str:
    """A text of the house in the words of the family whose dialect ``language`` is."""
    own = (family for family in families().values() if family.dialect)
    found = next((family for family in own if family.dialect == language), None)
    return found.says(text) if found else text


def _family(code: str, row: Mapping[str, Any], kept: frozenset[str]) -> Family:
    return Family(
        code,
        row["name"],
        tuple(row["kinds"]),
        row.get("dialect", ""),
        row.get("is_state_layout", False),
        MappingProxyType(row.get("words", {})),
        kept,
    )


@cache
def _pattern(code: str) -> re.Pattern[str]:
    longest_first = sorted(families()[code].words, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
