"""Which directive governs a congress, and its parameters at a level, overrides applied (P-001…P-005).

Read `directives.toml` first: every number of this package that a directive sets is there.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from daihoi.rules.certainty import Certainty
from daihoi.rules.findings import Basis
from daihoi.rules.personnel.answers import (
    UNCONFIRMED,
    Answer,
    Decision,
    Month,
    Override,
    Parameter,
    answer,
    dated,
)

FILE = Path(__file__).with_suffix(".toml")
_SHARE = re.compile(r"(\d+)\s*/\s*(\d+)")
_PERCENT = re.compile(r"(\d+)(?:[.,](\d+))?\s*%")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4})")


class Level(StrEnum):
    """The level of the organization that holds the congress."""

    CELL = "cell"  # chi bộ
    GRASSROOTS = "grassroots"  # đảng bộ cơ sở
    COMMUNE = "commune"  # xã, phường, thị trấn, đặc khu
    ABOVE_GRASSROOTS = "above_grassroots"  # cấp trên trực tiếp của cơ sở
    CENTRAL_DIRECT = "central_direct"  # trực thuộc Trung ương


class OverrideError(ValueError):
    """A paper of the superior that cannot be applied; the message is Vietnamese."""


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
        return f"{self.number}, {dated(self.issued_on)}"


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
    day = dated(opens_on)
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
    lines = [f"{dated(found.issued_on)} ≤ {day}{until}"]
    lines += [f"{title}: {UNCONFIRMED}" for title in unread]
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
    date or issued after the opening day, and a parameter that two papers set.
    """
    directive = directive_on(opens_on)
    found = dict(_parameters(directive.code, level))
    set_by_paper: set[str] = set()
    for each in overrides:
        if each.parameter in set_by_paper:
            raise OverrideError(
                f"Tham số “{each.parameter}” đã do văn bản khác quy định; chỉ giữ một."
            )
        set_by_paper.add(each.parameter)
        found[each.parameter] = _overridden(found.get(each.parameter), each, opens_on)
    return Rulebook(directive, level, opens_on, found)


def _overridden(old: Parameter | None, each: Override, opens_on: date) -> Parameter:
    where = f"Văn bản {each.number or '(chưa ghi số)'}, tham số “{each.parameter}”"
    if each.parameter not in parameter_names():
        raise OverrideError(f"{where}: không có tham số này.")
    if not each.number.strip() or not isinstance(each.issued_on, date):
        raise OverrideError(f"{where}: hãy ghi số và ngày của văn bản cấp trên.")
    if each.issued_on > opens_on:
        raise OverrideError(
            f"{where}: văn bản ngày {dated(each.issued_on)} ra sau ngày khai mạc {dated(opens_on)}."
        )
    row = _told()["parameters"][each.parameter]
    try:
        value = parsed(each.value, row["unit"], row.get("words", ()))
    except ValueError as error:
        raise OverrideError(f"{where}: {error}") from error
    if old is None:
        old = Parameter(
            each.parameter,
            row["label"],
            row["unit"],
            None,
            each.basis,
            Certainty.SOURCED,
            words=_told()["words"],
        )
    return replace(
        old,
        value=value,
        basis=each.basis,
        certainty=Certainty.SOURCED,
        override=each,
        replaced=old.value,
    )


def parsed(value: Any, unit: str, words: Sequence[str] = ()) -> Any:
    """A value as a file says it, made what its unit is; ``ValueError`` in Vietnamese.

    Shares are "1/3" or "15 %", above nothing and at most the whole; months "2025-04" or "4/2025".
    """
    if unit == "share":
        return _share(str(value).strip())
    if unit == "month":
        return month(str(value).strip())
    if unit == "word":
        told = _told()["words"]
        for each in words:
            if value in {each, told.get(each, each)}:
                return each
        choices = ", ".join(f"“{told.get(each, each)}”" for each in words)
        raise ValueError(f"“{value}” không dùng được; chọn trong: {choices}.")
    if type(value) is not int or value < 0:
        raise ValueError(f"“{value}” phải là số nguyên không âm.")
    return value


def month(value: str) -> Month:
    """A month as files say it: "2025-04" or "4/2025"; ``ValueError`` in Vietnamese."""
    found = _MONTH.fullmatch(value)
    if found is None:
        raise ValueError(f"“{value}” phải là tháng và năm, ví dụ 4/2025.")
    year, number = (found[1], found[2]) if found[1] else (found[4], found[3])
    try:
        return Month(int(year), int(number))
    except ValueError:
        raise ValueError(f"“{value}” không phải một tháng.") from None


def _share(value: str) -> Fraction:
    if found := _SHARE.fullmatch(value):
        share = Fraction(int(found[1]), int(found[2])) if int(found[2]) else Fraction(0)
    elif found := _PERCENT.fullmatch(value):
        share = Fraction(f"{found[1]}.{found[2] or 0}") / 100
    else:
        raise ValueError(f'“{value}” phải viết như "1/3" hoặc "15 %".')
    if not 0 < share <= 1:
        raise ValueError(f"“{value}” không phải một phần của cả số.")
    return share


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
            value = parsed(row["value"], known["unit"], known.get("words", ()))
            basis = Basis(told["sources"][row["source"]], known["article"])
            found[name] = Parameter(
                name,
                known["label"],
                known["unit"],
                value,
                basis,
                Certainty(row["certainty"]),
                words=told["words"],
            )
    return found


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
