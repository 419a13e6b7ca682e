"""What every rule of elections answers with: a decision, why, by which article, and how sure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from daihoi.rules.certainty import Certainty
from daihoi.rules.elections.parameters import UNCONFIRMED, Override, Parameter, weakest
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
        """Where it is written, each once."""
        return tuple(dict.fromkeys(each.basis for each in self.used))

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
        """What users are told of each parameter without a confirmed source."""
        return tuple(f"{each.label}: {UNCONFIRMED}" for each in self.used if each.is_unconfirmed)


def subtraction(total: int, parts: Sequence[int]) -> str:
    """As minutes write it, "32 = 40 − 2 − 3 − 1 − 2"; the number alone where nothing is taken."""
    if not any(parts):
        return f"{total}"
    left = total - sum(parts)
    return f"{left} = {' − '.join(map(str, [total, *(part for part in parts if part)]))}"


def listed(names: Iterable[str]) -> str:
    """Names in a sentence: "An, Bình và Chi"."""
    *others, last = [*names] or [""]
    return f"{', '.join(others)} và {last}" if others else last
