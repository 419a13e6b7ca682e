"""Which papers a dossier holds, as data beside this file (P45, P72)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
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


@cache
def _all() -> Mapping[SubmissionKind, DossierRows]:
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return MappingProxyType({kind: _rows(told[kind.value]) for kind in SubmissionKind})


def dossier_rows(kind: SubmissionKind) -> DossierRows:
    """The lines of a dossier in their order."""
    return _all()[kind]


def _rows(told: Mapping[str, Any]) -> DossierRows:
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
    return DossierRows(rows, told["source"], told["article"], Certainty(told["certainty"]))
