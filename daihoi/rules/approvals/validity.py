"""Whether an approval still fits the congress it was given for (P47)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from daihoi.rules.findings import Basis, Finding
from daihoi.rules.plans import ApproximateDay, approximate_day

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Terms:
    """What an approval was given for, or how the congress stands now.

    ``on`` None: no day (postponed, or the approval names none). ``form`` and ``people`` may be
    unknown ("" and None): then they are not compared.
    """

    on: date | None
    precision: ApproximateDay
    form: str
    people: int | None


def misfits(approved: Terms, now: Terms) -> list[Finding]:
    """What no longer fits: ``postponed``, ``day_moved``, ``form_changed``, ``people_changed``.

    An approval for "đầu tháng 4/2020" fits any day of that part of the month. More people than
    approved never fit; fewer fit down to the share the file beside this one says.
    """
    findings = _day(approved, now)
    basis = _basis()
    if approved.form and now.form and approved.form != now.form:
        facts: dict[str, str | int | date] = {"approved": approved.form, "now": now.form}
        findings.append(Finding("form_changed", basis, facts))
    if approved.people and now.people is not None:
        least = approved.people * (100 - _told()["fewer_percent"]) / 100
        if now.people > approved.people or now.people < least:
            facts = {"approved": approved.people, "now": now.people}
            findings.append(Finding("people_changed", basis, facts))
    return findings


def _day(approved: Terms, now: Terms) -> list[Finding]:
    if approved.on is None:
        return []
    if now.on is None:
        return [Finding("postponed", _basis(), {"approved": approved.on})]
    if approved.precision is ApproximateDay.DAY:
        fits = now.precision is ApproximateDay.DAY and now.on == approved.on
    else:
        window = approximate_day(approved.on.year, approved.on.month, approved.precision)
        fits = window.first <= now.on <= window.last
    facts: dict[str, str | int | date] = {"approved": approved.on, "now": now.on}
    return [] if fits else [Finding("day_moved", _basis(), facts)]


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _basis() -> Basis:
    return Basis(_told()["source"], _told()["article"])
