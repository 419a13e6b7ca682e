"""What logistics tells a door on the day: seats, health rules in force, who is still to be asked."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from daihoi.base import offers
from daihoi.logistics.actions import health
from daihoi.meetings.models import Meeting
from tests.congresses.preparing import TODAY, on, user_of
from tests.factories.logistics import DeclarationFactory, HallFactory, LocalMeasureFactory
from tests.logistics.serving import Serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on():
        yield


@pytest.fixture
def case() -> Serving:
    return Serving()


def today(case: Serving, **measure: Any) -> Meeting:
    """The congress is today; a paper of the place binds, unless told otherwise."""
    case.congress.target_on, case.congress.target_precision = TODAY, "day"
    case.congress.save()
    values = {"effect": "limited", "max_per_room": 100, "mask": True, "starts_on": TODAY} | measure
    LocalMeasureFactory.create(organization=case.cell, issued_on=TODAY, **values)
    meeting = case.meeting()
    Meeting.objects.filter(pk=meeting.pk).update(on=TODAY)
    meeting.refresh_from_db()
    return meeting


def test_seats_are_told_by_the_line_of_the_roll(case: Serving) -> None:
    meeting = today(case)
    one, two = case.call(meeting, case.one, case.two)
    HallFactory.create(congress=case.congress).taken.create(row=2, number=7, invitee=one)
    assert offers.seats(meeting) == {one.pk: "Hàng 2, ghế 7"}
    assert two.pk not in offers.seats(meeting)


def test_while_a_measure_binds_who_watches_over_health_sees_whom_to_ask(case: Serving) -> None:
    meeting = today(case)
    asked, well, ill = case.call(meeting, case.one, case.two, case.head)
    health.declare(well, {}, actor=user_of(case.two))
    DeclarationFactory.create(invitee=ill, has_fever=True)
    told = offers.at_the_door(user_of(case.chief), meeting)
    assert "đeo khẩu trang" in str(told.notices[-1].detail)
    assert "Hỏi khai báo y tế" in str(told.notices[-1].detail)
    assert {key: [each.kind for each in notes] for key, notes in told.notes.items()} == {
        asked.pk: ["waiting"],
        ill.pk: ["late"],
    }
    assert told.notes[asked.pk][0].url == reverse("logistics:declaration_give", args=[asked.pk])
    assert well.pk not in told.notes


def test_others_learn_of_the_measure_and_of_nobodys_health(case: Serving) -> None:
    meeting = today(case)
    (ill,) = case.call(meeting, case.one)
    DeclarationFactory.create(invitee=ill, has_fever=True)
    told = offers.at_the_door(user_of(case.two), meeting)
    assert "qua bàn y tế trước" in str(told.notices[-1].detail)
    assert told.notes == {}


def test_advice_asks_nobody(case: Serving) -> None:
    meeting = today(case, effect="advised", max_per_room=None, mask=False)
    case.call(meeting, case.one)
    told = offers.at_the_door(user_of(case.chief), meeting)
    assert (told.notices, told.notes) == ((), {})


def test_another_meeting_knows_neither_seats_nor_measures(case: Serving) -> None:
    meeting = today(case)
    Meeting.objects.filter(pk=meeting.pk).update(kind="regular")
    meeting.refresh_from_db()
    assert offers.seats(meeting) == {}
    assert offers.at_the_door(user_of(case.chief), meeting) == offers.AtTheDoor()
