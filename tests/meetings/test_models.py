"""What the database itself refuses about meetings."""

import pytest
from django.db import IntegrityError, transaction

from tests.factories.meetings import AgendaItemFactory, GuestFactory, InviteeFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def test_a_congress_is_one_meeting_unless_it_was_cancelled():
    meeting = MeetingFactory.create(kind="congress")
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory.create(kind="congress", congress=meeting.congress)
    MeetingFactory.create(
        kind="congress",
        congress=meeting.congress,
        state="cancelled",
        cancelled_at=meeting.created_at,
        cancelled_by=meeting.created_by,
        cancel_reason="Dịch bệnh",
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "subcommittee"},
        {"state": "open"},
        {"state": "cancelled"},
        {"form": "written"},
        {"starts_at": "08:00", "ends_at": "07:30"},
    ],
)
def test_a_meeting_that_cannot_be_is_refused(changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory.create(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"guest_name": "Người khác"},
        {"presence": "present"},
        {"presence": "excused", "reason": ""},
        {"person": None, "guest_name": "Khách", "name_key": "k", "folded_name": "k"},
    ],
)
def test_an_invitee_that_cannot_be_is_refused(changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        InviteeFactory.create(**changes)


def test_a_person_stands_once_on_a_roll_and_guests_are_never_counted():
    row = InviteeFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        InviteeFactory.create(meeting=row.meeting, person=row.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        GuestFactory.create(meeting=row.meeting, is_counted=True)


def test_an_item_takes_at_least_a_minute_and_at_most_a_working_day():
    for minutes in (0, 600):
        with pytest.raises(IntegrityError), transaction.atomic():
            AgendaItemFactory.create(minutes=minutes)
    assert AgendaItemFactory.create(minutes=480).pk
    assert MeetingFactory.create(ended=True).is_over
