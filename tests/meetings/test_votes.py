"""Hands are counted against who is there."""

from uuid import uuid4

import pytest

from daihoi.base.errors import RuleBroken
from daihoi.meetings.actions import votes as actions
from daihoi.meetings.models import HandVote, Invitee
from tests.meetings.taking import Sitting, sitting

__all__ = ["sitting"]


def count(sitting: Sitting, *hands: int) -> HandVote:
    yes, no, other = hands
    return actions.record_vote(
        sitting.on_report, "Thông qua kết luận", (yes, no, other), client_key=uuid4(),
        actor=sitting.taker,
    )  # fmt: skip


def test_a_vote_is_kept_with_who_was_there(sitting: Sitting) -> None:
    made = count(sitting, 2, 1, 0)
    assert (made.present, made.passed, made.not_raised) == (3, True, 0)
    assert sitting.marks("record_vote")[0].after["for"] == 2


def test_more_hands_than_people_are_refused_with_the_arithmetic(sitting: Sitting) -> None:
    with pytest.raises(RuleBroken) as refused:
        count(sitting, 3, 1, 0)
    assert str(refused.value.message) == (
        "3 đồng ý + 1 không đồng ý + 0 ý kiến khác = 4,"
        " nhiều hơn 3 người có quyền biểu quyết đang có mặt."
    )
    assert not HandVote.objects.exists()


def test_a_guest_and_who_is_absent_have_no_hand(sitting: Sitting) -> None:
    assert sitting.guest.is_there
    assert count(sitting, 3, 0, 0).present == 3


def test_half_is_not_passed(sitting: Sitting) -> None:
    Invitee.objects.filter(pk=sitting.absent.pk).update(
        presence="present", arrived_at=sitting.meeting.opened_at
    )
    assert not count(sitting, 2, 0, 0).passed


def test_nobody_marked_is_told(sitting: Sitting) -> None:
    Invitee.objects.update(presence="unknown", arrived_at=None, marked_at=None, marked_by=None)
    with pytest.raises(RuleBroken) as refused:
        count(sitting, 1, 0, 0)
    assert refused.value.code == "nobody_present"


def test_a_count_is_struck_out_to_be_counted_again(sitting: Sitting) -> None:
    made = count(sitting, 2, 0, 0)
    actions.withdraw_vote(made, actor=sitting.taker)
    made.refresh_from_db()
    assert made.removed_by == sitting.taker
