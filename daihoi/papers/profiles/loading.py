"""Profiles from the TOML files beside this one, and which of them holds on a day."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from daihoi.papers.outline import Align
from daihoi.papers.profiles.profile import (
    Authority,
    Citation,
    HeadingKind,
    HeadingLook,
    Page,
    Profile,
    Rule,
    Signing,
    Spacing,
    Title,
    Type,
    Types,
    Words,
)
from daihoi.rules.certainty import Certainty

# What says where the measures of a table come from: of all of them, and of some of them.
CITE, CITE_OF = "cite", "cite_of"


def read_profile(path: Path) -> Profile:
    """One profile; ``KeyError`` or ``TypeError`` for a file that lacks a measure or has a strange one."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    citations = dict(_citations(told))
    measures = _without_citations(told)
    titles = measures["titles"]
    return Profile(
        code=path.stem,
        name=measures["name"],
        source=measures["source"],
        is_state=measures["is_state"],
        in_force_from=measures["in_force"]["from"],
        in_force_until=measures["in_force"].get("until"),
        typefaces=tuple(measures["typefaces"]["names"]),
        page=Page(**measures["page"]),
        titles=tuple(Title(line.pop("text"), _type(line)) for line in titles),
        titles_rule=Rule(**measures["rules"]["titles"]),
        issuer_rule=Rule(**measures["rules"]["issuer"]),
        subject_rule=Rule(**measures["rules"]["subject"]),
        header_left_mm=measures["header"]["left_mm"],
        header_right_mm=measures["header"]["right_mm"],
        types=Types(**{each.name: _type(measures["types"][each.name]) for each in fields(Types)}),
        text=Spacing(**measures["text"]),
        headings={kind: _heading(measures["headings"][kind]) for kind in HeadingKind},
        signing=Signing(**measures["signing"]),
        check_mm=measures["check"]["side_mm"],
        authority=Authority(**measures["authority"]),
        words=Words(**measures["words"]),
        citations=citations,
    )


def _type(told: Mapping[str, Any]) -> Type:
    return Type(**{**told, "align": Align(told.get("align", ""))})


def _heading(told: dict[str, Any]) -> HeadingLook:
    around = {name: told.pop(name) for name in ("before_pt", "first_line_mm") if name in told}
    return HeadingLook(_type(told), **around)


def _citations(told: Mapping[str, Any], place: str = "") -> list[tuple[str, Citation]]:
    """The citation of each value that has one, by its dotted place."""
    found: list[tuple[str, Citation]] = []
    for name, value in told.items():
        here = f"{place}{name}"
        if name in {CITE, CITE_OF}:
            continue
        if isinstance(value, dict):
            found += _citations(value, f"{here}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, each in enumerate(value):
                found += _citations(each, f"{here}.{number}.")
        elif cited := told.get(CITE_OF, {}).get(name, told.get(CITE)):
            certainty, source = cited
            found.append((here, Citation(Certainty(certainty), source)))
    return found


def _without_citations(told: Any) -> Any:
    if isinstance(told, dict):
        return {
            name: _without_citations(value)
            for name, value in told.items()
            if name not in {CITE, CITE_OF}
        }
    return [_without_citations(each) for each in told] if isinstance(told, list) else told


class _Files(Mapping[str, Profile]):
    """Profiles by code, each read when it is first asked for: writing a file takes but one."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.stem: path for path in sorted(folder.glob("*.toml"))}
        self._read: dict[str, Profile] = {}

    def __getitem__(self, code: str) -> Profile:
        if code not in self._read:
            self._read[code] = read_profile(self._paths[code])
        return self._read[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


PROFILES: Mapping[str, Profile] = _Files(Path(__file__).parent)


def get_profile(code: str) -> Profile:
    """``KeyError`` for a code of no profile."""
    return PROFILES[code]


def profile_on(day: date, *, is_state: bool) -> Profile:
    """The profile of papers issued on ``day`` by bodies of that nature (D2).

    Days before the first profile take the first one.
    """
    own = [profile for profile in PROFILES.values() if profile.is_state == is_state]
    own.sort(key=lambda profile: profile.in_force_from)
    begun = [profile for profile in own if profile.in_force_from <= day]
    return begun[-1] if begun else own[0]
