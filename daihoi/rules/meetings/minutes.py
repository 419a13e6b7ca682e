"""Minutes (biên bản): hands that are counted, when they are read back and signed.

Numbers and their sources stand in the file beside this one.
"""

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from daihoi.rules.certainty import Certainty
from daihoi.rules.findings import Basis, Finding
from daihoi.rules.meetings.states import MeetingState

FILE = Path(__file__).with_suffix(".toml")
# Words are taken down while it lasts, and put right until the minutes are signed.
RECORDED_IN = frozenset({MeetingState.OPEN, MeetingState.ENDED})


@dataclass(frozen=True, slots=True)
class Hands:
    """A vote by raised hands; ``present``: people there who have a vote."""

    votes_for: int
    votes_against: int
    votes_other: int
    present: int

    @property
    def raised(self) -> int:
        return self.votes_for + self.votes_against + self.votes_other


@dataclass(frozen=True, slots=True)
class VoteRule:
    """What a vote passes by: votes for must exceed this share of those present with a vote."""

    more_than: Fraction
    basis: Basis
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Reading:
    """How far minutes are; ``change`` numbers the last change of what they say."""

    state: MeetingState
    change: int
    read_back_change: int | None
    is_written: bool = False  # held in writing (P43): nobody is there to hear them read


@cache
def vote_rule() -> VoteRule:
    told = _told()["vote"]
    share = Fraction(told["more_than_numerator"], told["more_than_denominator"])
    return VoteRule(share, _basis("vote"), Certainty(told["certainty"]))


def hands_wrong(hands: Hands) -> list[Finding]:
    """More hands than people who have a vote, or nobody to vote: not a count anybody made."""
    basis = vote_rule().basis
    if hands.present == 0:
        return [Finding("nobody_present", basis)]
    if hands.raised == 0:
        return [Finding("no_hand", basis)]
    if hands.raised > hands.present:
        facts = {
            "for": hands.votes_for,
            "against": hands.votes_against,
            "other": hands.votes_other,
            "raised": hands.raised,
            "present": hands.present,
        }
        return [Finding("more_hands", basis, facts)]
    return []


def has_passed(hands: Hands) -> bool:
    """More than the share; exactly the share has not passed."""
    return Fraction(hands.votes_for) > vote_rule().more_than * hands.present


def may_record(state: MeetingState) -> list[Finding]:
    """Words are taken down from the opening until the minutes are signed."""
    if state in RECORDED_IN:
        return []
    before = state in {MeetingState.PLANNED, MeetingState.CONVENED}
    return [Finding("not_opened" if before else "fixed", _basis("signatures"))]


def may_sign(reading: Reading) -> list[Finding]:
    """Signed after the meeting ended and its minutes, as they stand, were read back (B3)."""
    if reading.state is not MeetingState.ENDED:
        fixed = reading.state is MeetingState.SIGNED
        return [Finding("already_signed" if fixed else "not_ended", _basis("signatures"))]
    if reading.is_written:
        return []
    if reading.read_back_change is None:
        return [Finding("not_read_back", _basis("read_back"))]
    if reading.read_back_change < reading.change:
        return [Finding("changed_since_reading", _basis("read_back"))]
    return []


@cache
def _told() -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return told


def _basis(name: str) -> Basis:
    told = _told()[name]
    return Basis(told["source"], told["article"])
