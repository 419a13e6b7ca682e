"""Ballots that were counted, in a line."""

from typing import Any

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock
from daihoi.elections.actions.held import HeldRound
from daihoi.elections.actions.results import announce_result
from daihoi.elections.actions.settling import settle
from daihoi.elections.models import Decider, Election, RollEntry, Round
from daihoi.elections.queries.decisions import Decision
from daihoi.elections.queries.law import ballot_of
from daihoi.rules.elections.counting import Tally, typed
from tests.factories import grant
from tests.factories.elections import (
    BodyMemberFactory,
    ElectionFactory,
    ListedNameFactory,
    RollFactory,
    RoundFactory,
)
from tests.factories.meetings import InviteeFactory, MeetingFactory
from tests.factories.organizations import PersonFactory

BY_PRESIDIUM = Decision(Decider.PRESIDIUM)
NAMES = ("Nguyễn Văn An", "Trần Thị Ánh", "Lê Đức Bình", "Hoàng Thị Dung", "Vũ Đình Đạt")


def counting(
    votes: list[int],
    *,
    seats: int = 3,
    base: int = 28,
    office: str = "committee",
    election: Election | None = None,
    **fields: Any,
) -> Round:
    """A ballot whose box is open: ``base`` people convened and present, all papers returned."""
    election = election or ElectionFactory.create(
        office=office, seats=seats, planned_seats=seats, state="balloting"
    )
    roll = fields.pop("roll", None) or RollFactory.create(
        congress=election.congress, convened=base, base=base, need=base // 2 + 1
    )
    made = RoundFactory.create(
        election=election,
        counting=True,
        seats=seats,
        roll=roll,
        **{"present": base, "handed_out": base, "returned": base, **fields},
    )
    organization = election.congress.organization
    for position, name in enumerate(NAMES[: len(votes)], 1):
        person = PersonFactory.create(organization=organization, full_name=name)
        ListedNameFactory.create(round=made, person=person, position=position)
    return made


def tally_of(round_: Round, votes: list[int], **fields: Any) -> Tally:
    ballot = ballot_of(round_)
    numbers = dict(zip(ballot.names, votes, strict=True))
    return typed(ballot, votes=numbers, valid=fields.pop("valid", round_.returned), **fields)


def settled(votes: list[int], **fields: Any) -> Round:
    """The same once both tellers agreed."""
    made = counting(votes, **fields)
    teller = grant(Role.TELLER, made.election.congress)
    settle(HeldRound(made), tally_of(made, votes), actor=teller)
    made.refresh_from_db()
    return made


def presiding(round_: Round) -> User:
    """A member of the presidium with an account and the role that follows from it."""
    congress = round_.election.congress
    user = grant(Role.PRESIDIUM, congress)
    person = PersonFactory.create(organization=congress.organization, user=user)
    BodyMemberFactory.create(congress=congress, body="presidium", person=person)
    return user


def teller(round_: Round, *, is_head: bool = False) -> User:
    congress = round_.election.congress
    user = grant(Role.TELLER, congress)
    person = PersonFactory.create(organization=congress.organization, user=user)
    BodyMemberFactory.create(congress=congress, body="tellers", person=person, is_head=is_head)
    return user


def announced(votes: list[int], **fields: Any) -> Round:
    """The same, told in the hall."""
    made = settled(votes, **fields)
    announce_result(made, actor=presiding(made))
    made.refresh_from_db()
    return made


def seat(round_: Round, people: int) -> None:
    """So many of the roll are in the room, as attendance says."""
    assert round_.roll is not None
    organization = round_.election.congress.organization
    meeting = MeetingFactory.create(
        congress=round_.election.congress, organization=organization, kind="congress", opened=True
    )
    now = clock.now()
    entries = []
    for number in range(people):
        person = PersonFactory.create(organization=organization)
        InviteeFactory.create(
            meeting=meeting,
            person=person,
            presence="present",
            arrived_at=now,
            marked_at=now,
            marked_by=meeting.created_by,
            added_by=meeting.created_by,
        )
        entries.append(
            RollEntry(
                roll=round_.roll,
                person=person,
                name=f"Người {number}",
                name_key=person.name_key,
                standing="official",
                situation="none",
                attendance="whole",
            )
        )
    RollEntry.objects.bulk_create(entries)
