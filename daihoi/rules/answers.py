"""What every answer of the rules has: the parameters that decided, and what they rest on.

What an answer decides and how it words it differs: elections give one sentence a page, personnel
work is judged by degrees and made of parts. See `rules.elections.answers`, `rules.personnel.answers`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from daihoi.rules.parameters import Override, Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """The parameters that decided and the facts they were held against; asks no clock or database."""

    used: tuple[Parameter[Any], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def all_used(self) -> tuple[Parameter[Any], ...]:
        """Its own parameters and those of the answers it is made of."""
        return self.used

    @property
    def overrides(self) -> tuple[Override, ...]:
        """The superior's papers that were applied, each parameter once."""
        found = [each.override for each in self.all_used if each.override]
        return tuple(each for n, each in enumerate(found) if each not in found[:n])

    @property
    def notes(self) -> tuple[str, ...]:
        """Overrides and unconfirmed values that were used, as users are told."""
        return tuple(dict.fromkeys(each.note for each in self.all_used if each.note))
