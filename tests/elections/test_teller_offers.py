"""What the first page asks of a teller, ballot by ballot."""

import pytest

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock, offers
from daihoi.elections.models import BodyMember, Round
from tests.elections.counted import counting
from tests.factories import grant
from tests.factories.elections import BodyMemberFactory
from tests.factories.organizations import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ballot() -> Round:
    return counting([0, 0, 0, 0])


def teller(ballot: Round) -> tuple[User, BodyMember]:
    congress = ballot.election.congress
    user = grant(Role.TELLER, congress)
    person = PersonFactory.create(organization=congress.organization, user=user)
    return user, BodyMemberFactory.create(congress=congress, body="tellers", person=person)


def asked(user: User) -> list[str]:
    return [str(row.title) for row in offers.waiting(user)]


@pytest.mark.parametrize(
    ("state", "titles"),
    [
        ("preparing", []),
        ("listed", ["Phát phiếu bầu chi ủy"]),
        ("issued", ["Mở hòm phiếu bầu chi ủy"]),
        ("counting", ["Kiểm phiếu bầu chi ủy"]),
    ],
)
def test_a_teller_is_told_what_the_ballot_waits_for(
    ballot: Round, state: str, titles: list[str]
) -> None:
    user, _member = teller(ballot)
    Round.objects.filter(pk=ballot.pk).update(state=state)
    assert asked(user) == titles


def test_nothing_waits_for_who_was_released_or_stands_on_the_list(ballot: Round) -> None:
    released, member = teller(ballot)
    member.released_at, member.released_by, member.release_reason = clock.now(), released, "Ốm."
    member.save()
    listed, place = teller(ballot)
    ballot.names.filter(position=1).update(person=place.person)
    assert (asked(released), asked(listed)) == ([], [])
