"""Templates that come with the house, as data beside this file."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from daihoi.rules.families import GENERAL
from daihoi.rules.plans.milestones import Certainty, Meaning, Offset, Responsible, TemplateRow

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Template:
    """A named list of milestones for one family of organizations."""

    key: str  # the file's name: "vn-party-full"
    name: str
    description: str
    family: str
    rows: tuple[TemplateRow, ...]


@cache
def built_in_templates() -> tuple[Template, ...]:
    """All of them, the fullest first."""
    templates = [_read(path) for path in sorted(FOLDER.glob("*.toml"))]
    return tuple(sorted(templates, key=lambda template: -len(template.rows)))


def templates_of(family: str) -> tuple[Template, ...]:
    """Those of a family of `rules.editions`; the general ones where it has none."""
    own = tuple(each for each in built_in_templates() if each.family == family)
    return own or tuple(each for each in built_in_templates() if each.family == GENERAL)


def with_delegates(rows: Sequence[TemplateRow]) -> tuple[TemplateRow, ...]:
    """Rows of a plan with the steps only a congress of delegates has: electing them, credentials (S4).

    A row whose code the plan uses already is left as it is there.
    """
    told = tomllib.loads((FOLDER / "forms" / "delegates.toml").read_text(encoding="utf-8"))
    codes = {row.code for row in rows}
    added = [row_of(row) for row in told["milestones"] if row["code"] not in codes]
    codes |= {row.code for row in added}
    kept = [
        replace(row, after=tuple(before for before in row.after if before in codes))
        for row in added
    ]
    return (*rows, *kept)


def row_of(told: Mapping[str, Any]) -> TemplateRow:
    """A milestone from plain values, as the files beside this one and `told_of` write it.

    ``ValueError`` or ``KeyError`` for what is no milestone.
    """
    return TemplateRow(
        code=told["code"],
        name=told["name"],
        offset=Offset(told["days"], told.get("working_days", False), told.get("counted_from", "")),
        responsible=tuple(Responsible(who) for who in told["responsible"]),
        output=told.get("output", ""),
        superior_action=told.get("superior_action", ""),
        after=tuple(told.get("after", ())),
        meaning=Meaning(told.get("meaning", "")),
        basis=told.get("basis", ""),
        certainty=Certainty(told.get("certainty", "D")),
    )


def told_of(row: TemplateRow) -> dict[str, Any]:
    """The milestone as plain values that JSON keeps; `row_of` gives it back."""
    return {
        "code": row.code,
        "name": row.name,
        "days": row.offset.days,
        "working_days": row.offset.working_days,
        "counted_from": row.offset.counted_from,
        "responsible": [who.value for who in row.responsible],
        "output": row.output,
        "superior_action": row.superior_action,
        "after": list(row.after),
        "meaning": row.meaning.value,
        "basis": row.basis,
        "certainty": row.certainty.value,
    }


def _read(path: Path) -> Template:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = tuple(row_of(row) for row in told["milestones"])
    return Template(path.stem, told["name"], told["description"], told["family"], rows)
