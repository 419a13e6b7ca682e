"""Hands counted, what may be written down when, and what a signature waits for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.rules.certainty import Certainty
from daihoi.rules.meetings.minutes import (
    Hands,
    Reading,
    hands_wrong,
    has_passed,
    may_record,
    may_sign,
    vote_rule,
)
from daihoi.rules.meetings.states import MeetingState

counts = st.integers(0, 200)


def test_half_of_those_present_is_not_enough() -> None:
    assert not has_passed(Hands(20, 20, 0, present=40))
    assert has_passed(Hands(21, 19, 0, present=40))


def test_who_raises_no_hand_counts_among_those_present() -> None:
    assert not has_passed(Hands(20, 0, 0, present=40))


@given(counts, counts, counts, counts)
def test_more_hands_than_people_is_refused_with_the_arithmetic(
    yes: int, no: int, other: int, present: int
) -> None:
    findings = hands_wrong(Hands(yes, no, other, present))
    if present == 0:
        assert [f.code for f in findings] == ["nobody_present"]
    elif yes + no + other == 0:
        assert [f.code for f in findings] == ["no_hand"]
    elif yes + no + other > present:
        assert findings[0].code == "more_hands"
        assert findings[0].facts["raised"] == yes + no + other
        assert findings[0].facts["present"] == present
    else:
        assert findings == []


def test_the_share_a_vote_passes_by_says_that_it_is_not_confirmed() -> None:
    assert vote_rule().certainty is Certainty.UNCONFIRMED
    assert vote_rule().basis.source


@pytest.mark.parametrize("state", list(MeetingState))
def test_words_are_taken_down_from_the_opening_to_the_signatures(state: MeetingState) -> None:
    found = [finding.code for finding in may_record(state)]
    expected = {
        MeetingState.PLANNED: ["not_opened"],
        MeetingState.CONVENED: ["not_opened"],
        MeetingState.OPEN: [],
        MeetingState.ENDED: [],
        MeetingState.SIGNED: ["fixed"],
        MeetingState.CANCELLED: ["fixed"],
    }
    assert found == expected[state]


@pytest.mark.parametrize(
    ("reading", "code"),
    [
        (Reading(MeetingState.OPEN, 3, 3), "not_ended"),
        (Reading(MeetingState.SIGNED, 3, 3), "already_signed"),
        (Reading(MeetingState.ENDED, 3, None), "not_read_back"),
        (Reading(MeetingState.ENDED, 4, 3), "changed_since_reading"),
    ],
)
def test_a_signature_waits_for_the_end_and_for_reading_back(reading: Reading, code: str) -> None:
    assert [finding.code for finding in may_sign(reading)] == [code]


def test_minutes_read_back_as_they_stand_are_signed_after_the_end() -> None:
    assert may_sign(Reading(MeetingState.ENDED, 3, 3)) == []


def test_a_meeting_in_writing_is_not_read_back() -> None:
    assert may_sign(Reading(MeetingState.ENDED, 3, None, is_written=True)) == []
