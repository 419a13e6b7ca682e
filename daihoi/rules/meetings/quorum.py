"""How many must be there for a meeting to be valid (P6, E-050), with the arithmetic shown."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from daihoi.rules.certainty import Certainty
from daihoi.rules.families import families
from daihoi.rules.findings import Basis
from daihoi.rules.meetings.states import MeetingKind

FILE = Path(__file__).with_suffix(".toml")
OWN_BASE = "người được tính"


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """A share of those counted; ``is_more_than``: more than it, else at least it."""

    numerator: int
    denominator: int
    is_more_than: bool
    basis: Basis
    certainty: Certainty
    base: str = OWN_BASE  # whom it is a share of
    base_certainty: Certainty = Certainty.DEFAULT

    @property
    def share(self) -> str:
        """As people write it: "2/3"."""
        return f"{self.numerator}/{self.denominator}"

    def needed(self, counted: int) -> int:
        """The least number that is enough; 0 where nobody is counted."""
        if counted == 0:
            return 0
        if self.is_more_than:
            return counted * self.numerator // self.denominator + 1
        return -(-counted * self.numerator // self.denominator)


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether those present are enough, by which rule; ``left_out``: members called, not counted."""

    rule: QuorumRule
    counted: int
    present: int
    left_out: Mapping[str, int] = field(default_factory=dict)  # how many, by their standing

    @property
    def needed(self) -> int:
        return self.rule.needed(self.counted)

    @property
    def is_met(self) -> bool:
        """Never of a roll on which nobody is counted."""
        return self.counted > 0 and self.present >= self.needed

    @property
    def lacking(self) -> int:
        return max(self.needed - self.present, 0)


@cache
def quorum_rules(family: str) -> dict[MeetingKind, QuorumRule]:
    """The rule of each kind that has one, for a family of `rules.families`, in its words."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))["rules"]
    says = families()[family].says
    own = [row for row in told if row.get("family") == family]
    general = [row for row in told if "family" not in row]
    return {
        MeetingKind(row["kind"]): QuorumRule(
            row["numerator"],
            row["denominator"],
            row["is_more_than"],
            Basis(row["source"], row["article"]),
            Certainty(row["certainty"]),
            says(row["base"]),
            Certainty(row["base_certainty"]),
        )
        for row in [*general, *own]  # its own take the place of general ones
    }


def quorum_rule(
    kind: MeetingKind,
    *,
    family: str,
    own_share: tuple[int, int] | None = None,
    own_source: str = "",
) -> QuorumRule | None:
    """The rule of a kind, or a share the organization's own regulation sets; None: nothing is asked.

    A share that a statute sets for the congress is never replaced; one without source may be.
    """
    rule = quorum_rules(family).get(kind)
    by_statute = rule is not None and rule.certainty is not Certainty.UNCONFIRMED
    if own_share is None or (kind is MeetingKind.CONGRESS and by_statute):
        return rule
    numerator, denominator = own_share
    base = rule.base if rule else OWN_BASE
    basis = Basis(own_source)
    return QuorumRule(numerator, denominator, False, basis, Certainty.SECONDARY, base)  # noqa: FBT003 - "at least", as regulations say
