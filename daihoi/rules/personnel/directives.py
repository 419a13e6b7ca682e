"""Which directive governs a congress, and its parameters at a level, overrides applied (P-001…P-005).

Read `directives.toml` first: every number of this package that a directive sets is there.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from daihoi.rules.certainty import UNSURE, Certainty
from daihoi.rules.findings import Basis
from daihoi.rules.parameters import Group, Override, OverrideError, check_order, grouped, once_each
from daihoi.rules.personnel.answers import Answer, Decision, answer
from daihoi.rules.personnel.parameters import Parameter
from daihoi.rules.wording import day_said

FILE = Path(__file__).with_suffix(".toml")
FAMILY = "vn-party"  # whose directives these are; `rules.families` knows the others
_RANGES = ("band.40_50", "surplus.prepared")  # with ``.min`` and ``.max``


class Level(StrEnum):
    """The level of the organization that holds the congress."""

    CELL = "cell"  # chi bộ
    GRASSROOTS = "grassroots"  # đảng bộ cơ sở
    COMMUNE = "commune"  # xã, phường, thị trấn, đặc khu
    ABOVE_GRASSROOTS = "above_grassroots"  # cấp trên trực tiếp của cơ sở
    CENTRAL_DIRECT = "central_direct"  # trực thuộc Trung ương


@dataclass(frozen=True, slots=True)
class Companion:
    """A paper that goes with a directive; U: named by others, not read."""

    title: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Directive:
    """A central directive on congresses; identified by number and date, for numbers repeat."""

    code: str
    number: str
    issued_on: date  # in force from this day until the next one
    term: str
    article: str
    certainty: Certainty
    companions: tuple[Companion, ...]

    @property
    def title(self) -> str:
        return f"{self.number}, {day_said(self.issued_on)}"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What holds for one congress: the directive, the level, the parameters."""

    directive: Directive
    level: Level
    opens_on: date
    parameters: Mapping[str, Parameter]

    def get(self, name: str) -> Parameter | None:
        """None: nothing is prescribed. ``KeyError`` for a name no directive knows."""
        if name not in parameter_names():
            raise KeyError(name)
        return self.parameters.get(name)

    def need(self, name: str) -> Parameter:
        """``LookupError`` where this level has none."""
        found = self.get(name)
        if found is None:
            raise LookupError(f"{self.directive.title} không quy định “{name}”")
        return found

    @property
    def unconfirmed(self) -> tuple[Parameter, ...]:
        """Those users are shown as "chưa có nguồn xác nhận"."""
        return tuple(each for each in self.parameters.values() if each.is_unconfirmed)

    @property
    def overridden(self) -> tuple[Parameter, ...]:
        return tuple(each for each in self.parameters.values() if each.override)

    @property
    def groups(self) -> tuple[Group, ...]:
        """All parameters under their heads, those that nothing prescribes too."""
        return grouped(
            (self.parameters.get(name) or _unset(name) for name in parameter_names()),
            _told()["groups"],
        )


@cache
def directives() -> tuple[Directive, ...]:
    """All of them, in order of their days."""
    return tuple(
        Directive(
            each["code"],
            each["number"],
            each["issued_on"],
            each["term"],
            each["article"],
            Certainty(each["certainty"]),
            tuple(
                Companion(row["title"], Certainty(row["certainty"])) for row in each["companions"]
            ),
        )
        for each in _told()["directives"]
    )


@cache
def parameter_names() -> tuple[str, ...]:
    return tuple(_told()["parameters"])


def parameter_named(said: str) -> str | None:
    """The name of a parameter by its name or its Vietnamese label; None for neither."""
    for name, row in _told()["parameters"].items():
        if said in {name, row["label"]}:
            return str(name)
    return None


def directive_on(opens_on: date) -> Directive:
    """The one in force on the opening day (P-002); the first one for earlier days."""
    begun = [each for each in directives() if each.issued_on <= opens_on]
    return begun[-1] if begun else directives()[0]


def governs(opens_on: date) -> Answer:
    """Which directive governs a congress that opens on a day.

    `WARNED` for a day before the first directive that is recorded; companions not read are facts.
    """
    found = directive_on(opens_on)
    index = directives().index(found)
    later = directives()[index + 1 :]
    unread = [each.title for each in found.companions if each.certainty is Certainty.UNCONFIRMED]
    facts = {
        "directive": found.code,
        "title": found.title,
        "term": found.term,
        "companions": [each.title for each in found.companions],
        "unread": unread,
    }
    day = day_said(opens_on)
    if opens_on < found.issued_on:
        reason = f"Đại hội khai mạc {day}, trước {found.title}; tạm dùng chỉ thị này."
        return answer(
            Decision.WARNED,
            "before_first_directive",
            reason,
            article=found.article,
            certainty=Certainty.UNCONFIRMED,
            facts=facts,
        )
    until = f", trước {later[0].title}" if later else ""
    lines = [f"{day_said(found.issued_on)} ≤ {day}{until}"]
    lines += [f"{title}: {UNSURE}" for title in unread]
    return answer(
        Decision.ACCEPTED,
        "directive",
        f"Đại hội khai mạc {day} theo {found.title}.",
        article=found.article,
        certainty=Certainty.DEFAULT if later else found.certainty,
        arithmetic=lines,
        facts=facts,
    )


def rulebook_on(opens_on: date, *, level: Level, overrides: Iterable[Override] = ()) -> Rulebook:
    """The parameters of the directive in force, with what the superior's papers set.

    `OverrideError` for an unknown parameter, a value it cannot have, a paper without number or
    date or issued after the opening day, a parameter that two papers set, and a least share
    above the most.
    """
    directive = directive_on(opens_on)
    found = dict(_parameters(directive.code, level))
    for each in once_each(overrides, parameter_names()):
        _check_day(each, opens_on)
        old = found.get(each.parameter) or _unset(each.parameter)
        found[each.parameter] = old.set_by(each)
    check_order((found.get(f"{name}.min"), found.get(f"{name}.max")) for name in _RANGES)
    return Rulebook(directive, level, opens_on, found)


def _check_day(each: Override, opens_on: date) -> None:
    if each.issued_on > opens_on:
        raise OverrideError(
            f"{each.place}: văn bản ngày {day_said(each.issued_on)} ra sau ngày khai mạc"
            f" {day_said(opens_on)}."
        )


@cache
def _unset(name: str) -> Parameter:
    """A parameter that no directive sets at this level."""
    known = _told()["parameters"][name]
    basis = Basis("", known["article"])
    return _made(name, basis, Certainty.SOURCED)


def _made(name: str, basis: Basis, certainty: Certainty) -> Parameter:
    known = _told()["parameters"][name]
    said = {each: _told()["words"].get(each, each) for each in known.get("words", ())}
    return Parameter(name, known["label"], None, basis, certainty, unit=known["unit"], words=said)


def parameters_of(code: str, level: Level) -> Mapping[str, Parameter]:
    """What a directive sets at a level, with no paper of a superior."""
    return _parameters(code, level)


@cache
def _parameters(code: str, level: Level) -> Mapping[str, Parameter]:
    told = _told()
    directive = next(each for each in told["directives"] if each["code"] == code)
    found = {}
    for name, rows in directive["values"].items():
        known = told["parameters"][name]
        for row in rows:
            if level.value not in row.get("levels", tuple(Level)):
                continue
            basis = Basis(told["sources"][row["source"]], known["article"])
            made = _made(name, basis, Certainty(row["certainty"]))
            found[name] = replace(made, value=made.read(row["value"]))
    return found


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
