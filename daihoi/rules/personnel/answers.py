"""What a rule of personnel work answers: a decision, its articles, and the arithmetic in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import Any

from daihoi.rules.answers import Grounds
from daihoi.rules.certainty import Certainty, weakest
from daihoi.rules.findings import Basis
from daihoi.rules.parameters import Parameter

REFERENCE = "Tham chiếu nghiệp vụ, nhân sự"


class Decision(StrEnum):
    """From the mildest; an answer made of several is as strict as its strictest part."""

    ACCEPTED = "accepted"  # được
    WARNED = "warned"  # được, nhưng phải lưu ý hoặc nêu lý do
    PENDING = "pending"  # còn chờ một người hoặc một cấp quyết định
    REFUSED = "refused"  # không được


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year; differences of ``index`` are whole months."""

    year: int
    month: int  # 1..12

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12 or not 1800 <= self.year <= 2200:
            raise ValueError(f"{self.month}/{self.year} is no month")

    @property
    def index(self) -> int:
        return self.year * 12 + self.month

    def __str__(self) -> str:
        return f"{self.month}/{self.year}"


@dataclass(frozen=True, slots=True)
class Answer(Grounds):
    """One question answered.

    ``code`` is stable. ``reason`` and ``arithmetic`` are Vietnamese sentences for the page and the
    minutes. ``parts`` are the answers this one is made of.
    """

    decision: Decision
    code: str
    reason: str
    bases: tuple[Basis, ...]
    certainty: Certainty = Certainty.SOURCED
    arithmetic: tuple[str, ...] = ()
    parts: tuple["Answer", ...] = ()

    @property
    def all_used(self) -> tuple[Parameter[Any], ...]:
        return (*self.used, *(each for part in self.parts for each in part.all_used))


def answer(
    decision: Decision,
    code: str,
    reason: str,
    *,
    article: str = "",
    certainty: Certainty = Certainty.SOURCED,
    arithmetic: Iterable[str] = (),
    facts: Mapping[str, Any] | None = None,
    used: Sequence[Parameter[Any]] = (),
) -> Answer:
    """As sure as the weakest of what it used.

    ``article``: the statements of the reference ("P-050") for rules that no parameter carries.
    """
    own = (Basis(REFERENCE, article),) if article else ()
    bases = tuple(dict.fromkeys((*(each.basis for each in used), *own)))
    sure = weakest([certainty, *(each.certainty for each in used)])
    return Answer(
        decision,
        code,
        reason,
        bases,
        sure,
        tuple(arithmetic),
        facts=facts or {},
        used=tuple(used),
    )


def together(
    code: str, parts: Iterable[Answer], *, facts: Mapping[str, Any] | None = None
) -> Answer:
    """One answer of several: as strict as the strictest, as sure as the least sure.

    ``ValueError`` where there is none.
    """
    given = tuple(parts)
    worst = max((part.decision for part in given), key=tuple(Decision).index)
    telling = [part for part in given if part.decision is worst]
    return Answer(
        worst,
        code,
        " ".join(dict.fromkeys(part.reason for part in telling)),
        tuple(dict.fromkeys(basis for part in given for basis in part.bases)),
        weakest(part.certainty for part in given),
        tuple(line for part in given for line in part.arithmetic),
        facts=facts or {},
        parts=given,
    )


def percent(share: Fraction) -> str:
    """At most one decimal, the comma Vietnamese: "14,3 %"; halves go up. Never of a negative share."""
    whole, rest = divmod(floor(share * 1000 + Fraction(1, 2)), 10)
    return f"{whole},{rest} %" if rest else f"{whole} %"
