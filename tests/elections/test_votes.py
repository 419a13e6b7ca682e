"""Hands: judged by the base, refused when there are too many, struck and counted again."""

import pytest

from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.elections.actions import elections, votes
from daihoi.elections.models import Vote
from daihoi.elections.queries.hands import Hands
from tests.elections.holding import Holding

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Holding:
    made = Holding(28)
    made.confirmed()
    return made


@pytest.mark.parametrize(("hands", "passed"), [(14, False), (15, True)])
def test_half_of_the_base_is_not_enough(case: Holding, hands: int, passed: bool) -> None:
    """T40."""
    election = case.election(seats=None)
    vote = elections.vote_seats(election, 3, Hands(hands, 28 - hands), actor=case.boss)
    election.refresh_from_db()
    assert vote.passed is passed
    assert election.seats == (3 if passed else None)
    assert vote.decided["arithmetic"] == "28; cần 15"
    assert vote.decided["articles"]
    assert Entry.objects.get(action="elections.record_vote").after["for"] == hands


@pytest.mark.parametrize(
    ("hands", "code"),
    [(Hands(20, 9), "more_hands"), (Hands(0), "no_hand"), (Hands(-1, 5), "no_hand")],
)
def test_more_hands_than_voters_are_no_count(case: Holding, hands: Hands, code: str) -> None:
    election = case.election(seats=None)
    with pytest.raises(RuleBroken) as refused:
        elections.vote_seats(election, 3, hands, actor=case.boss)
    assert refused.value.code == code
    assert Vote.objects.count() == 0


def test_hands_are_measured_by_who_is_in_the_room(case: Holding) -> None:
    election = case.election(seats=None)
    case.mark(case.people[0], "left")
    with pytest.raises(RuleBroken, match="27 người có mặt"):
        elections.vote_seats(election, 3, Hands(28), actor=case.boss)


def test_without_quorum_nothing_is_voted(case: Holding) -> None:
    election = case.election(seats=None)
    for person in case.people[:10]:
        case.mark(person, "left")
    with pytest.raises(RuleBroken) as refused:
        elections.vote_seats(election, 3, Hands(18), actor=case.boss)
    assert refused.value.code == "no_quorum"


def test_a_struck_count_takes_back_what_followed(case: Holding) -> None:
    election = case.election(seats=3)
    vote = Vote.objects.get(matter="seats")
    with pytest.raises(RuleBroken):
        votes.withdraw_vote(vote, reason=" ", actor=case.boss)
    struck = votes.withdraw_vote(vote, reason="Đếm nhầm một hàng.", actor=case.boss)
    election.refresh_from_db()
    assert election.seats is None
    assert (struck.withdrawn_by, struck.withdrawal_reason) == (case.boss, "Đếm nhầm một hàng.")
    assert Entry.objects.get(action="elections.withdraw_vote").after == {
        "reason": "Đếm nhầm một hàng."
    }
    with pytest.raises(Conflict):
        votes.withdraw_vote(vote, reason="Lần nữa.", actor=case.boss)


def test_a_count_that_a_list_stands_on_is_not_struck(case: Holding) -> None:
    case.listed()
    for matter in ("seats", "slate"):
        with pytest.raises(Conflict) as refused:
            votes.withdraw_vote(
                Vote.objects.get(matter=matter), reason="Đếm nhầm.", actor=case.boss
            )
        assert refused.value.code == "list_adopted"
