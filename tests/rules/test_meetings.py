"""Meetings: states, who is called, and the quorum with its arithmetic."""

from fractions import Fraction
from itertools import product

import pytest

from daihoi.rules.certainty import Certainty
from daihoi.rules.editions import EDITIONS, Edition
from daihoi.rules.elections.loading import rule_set
from daihoi.rules.meetings.quorum import Quorum, quorum_rule, quorum_rules
from daihoi.rules.meetings.roll import CALLED, is_called, is_counted
from daihoi.rules.meetings.states import MeetingEvent, MeetingKind, MeetingState, after, events_in
from daihoi.rules.members import Standing

State, Event = MeetingState, MeetingEvent
WAYS = {
    (State.PLANNED, Event.CONVENE): State.CONVENED,
    (State.PLANNED, Event.CANCEL): State.CANCELLED,
    (State.CONVENED, Event.RECALL): State.PLANNED,
    (State.CONVENED, Event.OPEN): State.OPEN,
    (State.CONVENED, Event.CANCEL): State.CANCELLED,
    (State.OPEN, Event.END): State.ENDED,
    (State.ENDED, Event.SIGN): State.SIGNED,
}


@pytest.mark.parametrize(("state", "event"), list(product(State, Event)))
def test_every_event_has_its_place(state: State, event: Event) -> None:
    assert after(state, event) == WAYS.get((state, event))
    assert (event in events_in(state)) == ((state, event) in WAYS)


@pytest.mark.parametrize(
    ("counted", "present", "is_met"),
    [
        (25, 17, True),  # P6
        (25, 16, False),
        (27, 18, True),  # T41 of E-050
        (27, 17, False),
        (3, 2, True),
        (1, 0, False),
        (0, 0, False),
    ],
)
def test_a_congress_takes_two_thirds_of_those_summoned(
    counted: int, present: int, *, is_met: bool
) -> None:
    rule = quorum_rule(MeetingKind.CONGRESS, family="vn-party")
    assert rule is not None
    assert Quorum(rule, counted, present).is_met is is_met
    assert str(rule.basis) == "Điều lệ Đảng Cộng sản Việt Nam, Điều 11"
    assert (rule.certainty, rule.base_certainty) == (Certainty.SECONDARY, Certainty.UNCONFIRMED)


@pytest.mark.parametrize(("counted", "needed"), [(4, 3), (5, 3), (43, 22), (44, 23), (0, 0)])
def test_other_meetings_take_more_than_half_which_nobody_has_confirmed(
    counted: int, needed: int
) -> None:
    rule = quorum_rule(MeetingKind.SPECIAL_TOPIC, family="vn-party")
    assert rule is not None
    assert (rule.needed(counted), rule.certainty) == (needed, Certainty.UNCONFIRMED)


def test_an_own_regulation_sets_the_share_but_never_one_of_the_statute() -> None:
    own = quorum_rule(
        MeetingKind.REGULAR, family="vn-party", own_share=(2, 3), own_source="Quy chế chi ủy"
    )
    assert own is not None
    assert (own.needed(43), own.share, str(own.basis)) == (29, "2/3", "Quy chế chi ủy")
    congress = quorum_rule(
        MeetingKind.CONGRESS, family="vn-party", own_share=(2, 3), own_source="Quy chế chi ủy"
    )
    assert congress == quorum_rules("vn-party")[MeetingKind.CONGRESS]
    union = quorum_rule(
        MeetingKind.CONGRESS, family="vn-trade-union", own_share=(2, 3), own_source="Quy chế chi ủy"
    )
    assert union is not None
    assert str(union.basis) == "Quy chế chi ủy"  # no source stands against it
    assert Quorum(own, 43, 20).lacking == 9


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.code)
def test_a_congress_asks_the_number_its_edition_asks(edition: Edition) -> None:
    """One number in two files would be two truths (E-050)."""
    asked = rule_set(edition.code).quorum.value
    rule = quorum_rules(edition.family)[MeetingKind.CONGRESS]
    share = Fraction(rule.numerator, rule.denominator)
    assert (rule.is_more_than, share) == (asked.is_more_than, asked.of_one)


def test_each_family_speaks_of_its_own_members() -> None:
    bases = {
        family: quorum_rules(family)[MeetingKind.CONGRESS].base
        for family in ("vn-party", "vn-trade-union", "general")
    }
    assert bases == {
        "vn-party": "đảng viên chính thức được triệu tập",
        "vn-trade-union": "đoàn viên được triệu tập",
        "general": "hội viên chính thức được triệu tập",
    }


def test_a_rehearsal_asks_for_no_number() -> None:
    assert quorum_rule(MeetingKind.REHEARSAL, family="vn-party") is None


def test_who_takes_part_is_called_and_only_official_members_count() -> None:
    called = {standing for standing in Standing if is_called(standing, MeetingKind.REGULAR)}
    assert called == {
        Standing.OFFICIAL,
        Standing.PROBATIONARY,
        Standing.INCOMING_TEMPORARY,
        Standing.EXEMPTED,
    }
    counted = {standing for standing in Standing if is_counted(standing, MeetingKind.REGULAR)}
    assert counted == {Standing.OFFICIAL}
    assert is_counted(Standing.PROBATIONARY, MeetingKind.SUBCOMMITTEE)
    assert set(CALLED) == set(MeetingKind)


def test_a_congress_calls_who_is_away_and_counts_every_official_member() -> None:
    """E-033, E-050."""
    congress = MeetingKind.CONGRESS
    called = {standing for standing in Standing if is_called(standing, congress)}
    regular = {standing for standing in Standing if is_called(standing, MeetingKind.REGULAR)}
    assert called - regular == {Standing.AWAY}
    assert {standing for standing in Standing if is_counted(standing, congress)} == {
        Standing.OFFICIAL,
        Standing.AWAY,
        Standing.EXEMPTED,
        Standing.SUSPENDED,
    }
