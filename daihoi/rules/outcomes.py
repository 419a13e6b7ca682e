"""What a congress is expected to bring about, and the group of targets each answers to (S65)."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from daihoi.rules.certainty import Certainty
from daihoi.rules.families import PARTY

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Outcome:
    """An expected outcome: how closing words put it, and the ``group`` of targets it stands for."""

    phrase: str
    also: tuple[str, ...]  # other wordings of the same
    group: str  # a value of `congresses.models.TargetGroup`
    source: str
    certainty: Certainty

    def is_in(self, text: str) -> bool:
        """Whether ``text`` states it, capitals apart."""
        words = " ".join(text.lower().split())
        return any(wording in words for wording in (self.phrase, *self.also))


@cache
def outcomes(family: str = PARTY) -> tuple[Outcome, ...]:
    """All of them, as the file beside this one lists them; they are hopes of the Party alone."""
    if family != PARTY:
        return ()
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))["outcomes"]
    return tuple(
        Outcome(
            each["phrase"],
            tuple(each["also"]),
            each["group"],
            each["source"],
            Certainty(each["certainty"]),
        )
        for each in told
    )


def groups_in(text: str) -> tuple[str, ...]:
    """The groups of targets that closing words speak of, each once, in the order of the file."""
    return tuple(dict.fromkeys(each.group for each in outcomes() if each.is_in(text)))


def without_target(groups: Collection[str], family: str = PARTY) -> tuple[Outcome, ...]:
    """Outcomes that are hoped for while no target of their group is set."""
    return tuple(each for each in outcomes(family) if each.group not in groups)


def years_of(term_start: int, term_end: int) -> range:
    """The years a target of the term may be set for."""
    return range(term_start, term_end + 1)
