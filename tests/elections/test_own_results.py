"""My data: how one did in a ballot, from the moment it was announced and not before."""

import pytest

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import offers
from daihoi.elections.actions.results import announce_result
from daihoi.elections.models import ListedName, Round
from tests.elections.counted import presiding, settled
from tests.factories import grant

pytestmark = pytest.mark.django_db
TITLE = "Kết quả bầu cử của tôi"


def account_of(name: ListedName, round_: Round) -> User:
    user = grant(Role.MEMBER, round_.election.congress.organization)
    name.person.user = user
    name.person.save(update_fields=["user"])
    return user


def test_own_votes_are_told_once_announced_and_nobody_elses() -> None:
    round_ = settled([26, 24, 20, 12])
    actor = presiding(round_)
    names = list(round_.names.select_related("person").order_by("-votes"))
    first, last = account_of(names[0], round_), account_of(names[-1], round_)

    def told(user: User) -> list[tuple[object, ...]]:
        return [
            row for table in offers.about(user) if str(table.title) == TITLE for row in table.rows
        ]

    assert told(first) == told(last) == []
    announce_result(round_, actor=actor)
    assert [row[2:5] for row in told(first)] == [(1, 26, "trúng cử")]
    assert [row[2:5] for row in told(last)] == [(1, 12, "không trúng cử")]
    stranger = grant(Role.MEMBER, round_.election.congress.organization)
    assert told(stranger) == []
