"""Which papers a dossier holds, as data beside this file (P45, P72)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from daihoi.rules.approvals.states import SubmissionKind
from daihoi.rules.certainty import Certainty
from daihoi.rules.papers import Need

FILE = Path(__file__).with_suffix(".toml")


class RowCondition(StrEnum):
    NONE = ""
    HEALTH = "health"  # có quy định phòng, chống dịch đang áp dụng


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line: papers of a kind of `rules.papers`. ``many``: all of the kind, not only one."""

    number: int
    code: str
    need: Need
    condition: RowCondition
    many: bool
    note: str

    def is_required(self, conditions: Mapping[RowCondition, bool]) -> bool:
        """By default; the organization may say otherwise, with a reason."""
        if self.need is Need.CONDITIONAL:
            return conditions.get(self.condition, False)
        return self.need is Need.REQUIRED


@dataclass(frozen=True, slots=True)
class DossierRows:
    """The usual dossier of a kind, and how sure it is that it is the one asked for."""

    rows: tuple[DossierRow, ...]
    source: str
    article: str
    certainty: Certainty


def dossier_rows(kind: SubmissionKind, *, family: str, on: date) -> DossierRows:
    """The lines of a dossier in their order, and what says so for a family of `rules.families`.

    ``on``: the day the congress opens, by which its rules are those in force (E-001).
    """
    told = _told()
    if family == told["family"]:
        return replace(_rows(kind), source=_source(told[kind.value], on))
    elsewhere = told["elsewhere"]
    return replace(
        _rows(kind),
        source=elsewhere["source"],
        article=elsewhere["article"],
        certainty=Certainty(elsewhere["certainty"]),
    )


def holds_many(kind: SubmissionKind, code: str) -> bool:
    """Whether a dossier takes all papers of a kind, not only one."""
    return any(row.many for row in _rows(kind).rows if row.code == code)


def _source(told: Mapping[str, Any], on: date) -> str:
    """What says so on a day: one paper, or the newest of several; the first one for earlier days."""
    dated = told.get("sources", ())
    begun = [each["source"] for each in dated if each["in_force_from"] <= on]
    return str([told.get("source") or dated[0]["source"], *begun][-1])


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _rows(kind: SubmissionKind) -> DossierRows:
    told = _told()[kind.value]
    rows = tuple(
        DossierRow(
            number,
            row["code"],
            Need(row.get("need", "required")),
            RowCondition(row.get("condition", "")),
            row.get("many", False),
            row.get("note", ""),
        )
        for number, row in enumerate(told["rows"], 1)
    )
    return DossierRows(rows, "", told["article"], Certainty(told["certainty"]))
