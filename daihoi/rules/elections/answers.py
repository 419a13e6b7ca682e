"""What every rule of elections answers with: a decision, why, by which article, and how sure."""

from dataclasses import dataclass
from typing import Any

from daihoi.rules.answers import Grounds
from daihoi.rules.certainty import UNSURE, Certainty, weakest
from daihoi.rules.elections.parameters import ASSUMED, Parameter
from daihoi.rules.findings import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Grounds):
    """A decision and what it rests on."""

    decision: str  # stable code, e.g. "not_elected"
    words: str  # Vietnamese, as minutes or a page may say it
    used: tuple[Parameter[Any], ...] = ()
    arithmetic: str = ""  # "32 = 40 − 2 − 3 − 1 − 2; cần 17"

    @property
    def articles(self) -> tuple[Basis, ...]:
        """Where it is written, each once; what only the software assumes is written nowhere."""
        written = (each.basis for each in self.used if each.basis.source != ASSUMED)
        return tuple(dict.fromkeys(written))

    @property
    def certainty(self) -> Certainty:
        """That of the least certain parameter used."""
        return weakest(each.certainty for each in self.used)

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """What users are told of each parameter without a confirmed source, its value included."""
        return tuple(
            f"{each.label}: {each.told} ({UNSURE})" for each in self.used if each.is_unconfirmed
        )
