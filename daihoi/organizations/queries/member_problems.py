"""What stands against a row of a list, and what its owner may answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from daihoi.organizations.queries.member_columns import TITLES
from daihoi.papers.sheets import Value

SKIP = "skip"  # the answer that leaves the row out


class Kind(StrEnum):
    ERROR = "error"  # the row is left out
    WARNING = "warning"  # the row goes in, somebody should look
    NOTE = "note"  # repaired without asking


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding on one row; ``choices`` are what may be done about it, ``chosen`` what is."""

    row: int
    field: str
    code: str
    kind: Kind
    text: str
    value: str = ""  # the cell as written
    choices: tuple[Choice, ...] = ()
    chosen: str = ""

    @property
    def key(self) -> str:
        return f"{self.row}:{self.field}:{self.code}"

    @property
    def blocks(self) -> bool:
        return self.chosen == SKIP if self.choices else self.kind is Kind.ERROR

    @property
    def place(self) -> str:
        """Dòng 9, Ngày sinh."""
        return _("Dòng %(row)s, %(column)s") % {"row": self.row, "column": TITLES[self.field]}

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"

    def to_json(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "column": TITLES[self.field],
            "code": self.code,
            "kind": self.kind.value,
            "value": self.value,
            "text": self.text,
            "blocks": self.blocks,
        }


@dataclass(slots=True)
class ListedRow:
    """A row of the list as it is being read: normalised values and what was found."""

    number: int
    answers: Mapping[str, str]
    written: Mapping[str, Value] = field(default_factory=dict)  # field -> the cell as it came
    values: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def blocked(self) -> bool:
        return any(problem.blocks for problem in self.problems)

    @property
    def reasons(self) -> list[str]:
        return [str(problem) for problem in self.problems if problem.blocks]

    def report(
        self, name: str, code: str, text: str, *, kind: Kind = Kind.ERROR, value: str = ""
    ) -> None:
        self.problems.append(Problem(self.number, name, code, kind, text, value))

    def ask(
        self,
        name: str,
        code: str,
        text: str,
        choices: Sequence[Choice],
        *,
        kind: Kind = Kind.ERROR,
        value: str = "",
    ) -> str:
        """What the owner answered; the first of ``choices`` counts until she does."""
        problem = Problem(self.number, name, code, kind, text, value, tuple(choices))
        given = self.answers.get(problem.key, "")
        chosen = given if given in {choice.value for choice in choices} else choices[0].value
        self.problems.append(
            Problem(self.number, name, code, kind, text, value, tuple(choices), chosen)
        )
        return chosen
