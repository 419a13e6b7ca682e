"""What a rule of personnel work answers: a decision, its articles, and the arithmetic in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import Any

from daihoi.rules.certainty import Certainty
from daihoi.rules.findings import Basis

REFERENCE = "Tham chiếu nghiệp vụ, nhân sự"
UNCONFIRMED = "chưa có nguồn xác nhận"
WEAKEST_LAST = (Certainty.SOURCED, Certainty.SECONDARY, Certainty.DEFAULT, Certainty.UNCONFIRMED)


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
class Override:
    """What a paper of the superior sets in place of the directive's value (P-004)."""

    parameter: str
    value: Any  # as a TOML file says it
    number: str
    issued_on: date
    issuer: str = ""

    @property
    def basis(self) -> Basis:
        said = f"{self.number}, {dated(self.issued_on)}"
        return Basis(f"{said} của {self.issuer}" if self.issuer else said)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value, whence it comes and how sure it is.

    ``value`` is what ``unit`` says: ``months``, ``years`` and ``persons`` are whole numbers,
    ``share`` a `Fraction` of one, ``month`` a `Month`, ``word`` one of the words the rules know.
    ``override``: the superior's paper that set it, in place of ``replaced``.
    """

    name: str
    label: str  # Vietnamese
    unit: str
    value: Any
    basis: Basis
    certainty: Certainty
    override: Override | None = None
    replaced: Any = None
    words: Mapping[str, str] = field(default_factory=dict)  # of unit ``word``: in Vietnamese

    @property
    def is_unconfirmed(self) -> bool:
        return self.certainty is Certainty.UNCONFIRMED

    @property
    def told(self) -> str:
        """The value in Vietnamese."""
        return self._told(self.value)

    @property
    def note(self) -> str:
        """What users are shown beside the value: nothing, the superior's paper, or the doubt."""
        if self.override:
            before = "" if self.replaced is None else f", thay cho {self._told(self.replaced)}"
            return f"{self.label}: {self.told} theo {self.basis}{before}"
        if self.is_unconfirmed:
            return f"{self.label}: {UNCONFIRMED}; mặc định {self.told}"
        return ""

    def _told(self, value: Any) -> str:
        return self.words.get(value, value) if self.unit == "word" else told(value, self.unit)


@dataclass(frozen=True, slots=True)
class Answer:
    """One question answered.

    ``code`` is stable. ``reason`` and ``arithmetic`` are Vietnamese sentences for the page and the
    minutes. ``used`` are the parameters that decided; ``parts`` the answers this one is made of.
    """

    decision: Decision
    code: str
    reason: str
    bases: tuple[Basis, ...]
    certainty: Certainty = Certainty.SOURCED
    arithmetic: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    used: tuple[Parameter, ...] = ()
    parts: tuple["Answer", ...] = ()

    @property
    def overrides(self) -> tuple[Override, ...]:
        """Papers of the superior that were applied, each once."""
        found = [each.override for each in self.all_used if each.override is not None]
        return tuple(each for n, each in enumerate(found) if each not in found[:n])

    @property
    def notes(self) -> tuple[str, ...]:
        """Overrides and unconfirmed values that were used, as users are told."""
        return tuple(dict.fromkeys(each.note for each in self.all_used if each.note))

    @property
    def all_used(self) -> list[Parameter]:
        """Its own parameters and those of its parts."""
        return [*self.used, *(each for part in self.parts for each in part.all_used)]


def answer(
    decision: Decision,
    code: str,
    reason: str,
    *,
    article: str = "",
    certainty: Certainty = Certainty.SOURCED,
    arithmetic: Iterable[str] = (),
    facts: Mapping[str, Any] | None = None,
    used: Sequence[Parameter] = (),
) -> Answer:
    """As sure as the weakest of what it used.

    ``article``: the statements of the reference ("P-050") for rules that no parameter carries.
    """
    own = (Basis(REFERENCE, article),) if article else ()
    bases = tuple(dict.fromkeys((*(each.basis for each in used), *own)))
    sure = weakest([certainty, *(each.certainty for each in used)])
    return Answer(decision, code, reason, bases, sure, tuple(arithmetic), facts or {}, tuple(used))


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
        facts or {},
        parts=given,
    )


def weakest(certainties: Iterable[Certainty]) -> Certainty:
    """The least sure; C where there is none."""
    return max(certainties, key=WEAKEST_LAST.index, default=Certainty.SOURCED)


def dated(day: date) -> str:
    """As papers write it: "14-4-2025"."""
    return f"{day.day}-{day.month}-{day.year}"


def percent(share: Fraction) -> str:
    """At most one decimal, the comma Vietnamese: "14,3 %"; halves go up. Never of a negative share."""
    whole, rest = divmod(floor(share * 1000 + Fraction(1, 2)), 10)
    return f"{whole},{rest} %" if rest else f"{whole} %"


def told(value: Any, unit: str) -> str:
    """A value of a parameter in Vietnamese words."""
    if value is None:
        return "không quy định"
    if unit == "share":
        return percent(value) if (value * 100).denominator == 1 else str(value)
    unit_words = {"months": " tháng", "years": " tuổi", "persons": " người"}
    return f"{value}{unit_words.get(unit, '')}"
