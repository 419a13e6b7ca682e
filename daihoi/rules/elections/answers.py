"""What every rule of elections answers with: a decision, why, by which article, and how sure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from daihoi.rules.certainty import Certainty
from daihoi.rules.elections.parameters import (
    ASSUMED,
    UNCONFIRMED,
    Override,
    Parameter,
    weakest,
)
from daihoi.rules.elections.values import told
from daihoi.rules.findings import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A decision and what it rests on; nothing here asks a clock, a page or a database."""

    decision: str  # stable code, e.g. "not_elected"
    words: str  # Vietnamese, as minutes or a page may say it
    used: tuple[Parameter[Any], ...] = ()
    arithmetic: str = ""  # "32 = 40 − 2 − 3 − 1 − 2; cần 17"
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def articles(self) -> tuple[Basis, ...]:
        """Where it is written, each once; what only the software assumes is written nowhere."""
        written = (each.basis for each in self.used if each.basis.source != ASSUMED)
        return tuple(dict.fromkeys(written))

    @property
    def overrides(self) -> tuple[Override, ...]:
        """The superior's papers that were applied."""
        return tuple(each.override for each in self.used if each.override)

    @property
    def certainty(self) -> Certainty:
        """That of the least certain parameter used."""
        return weakest(self.used)

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """What users are told of each parameter without a confirmed source, its value included."""
        return tuple(
            f"{each.label}: {told(each.value)} ({UNCONFIRMED})"
            for each in self.used
            if each.is_unconfirmed
        )


def subtraction(total: int, parts: Sequence[int]) -> str:
    """As minutes write it, "32 = 40 − 2 − 3 − 1 − 2"; the number alone where nothing is taken."""
    if not any(parts):
        return f"{total}"
    left = total - sum(parts)
    return f"{left} = {' − '.join(map(str, [total, *(part for part in parts if part)]))}"


def day_said(day: date) -> str:
    """A day as papers say it: "3-4-2020"."""
    return f"{day.day}-{day.month}-{day.year}"


def listed(names: Iterable[str]) -> str:
    """Names in a sentence: "An, Bình và Chi"."""
    *others, last = [*names] or [""]
    return f"{', '.join(others)} và {last}" if others else last
