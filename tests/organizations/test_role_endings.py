"""A role ends with the day its duty ends on, without anything running that night."""

from datetime import timedelta

import pytest

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, Role, can
from daihoi.base import clock
from daihoi.congresses.actions.subcommittees import add_post, end_post
from daihoi.congresses.models import SubcommitteePost
from daihoi.organizations.actions.offices import add_office, end_office
from daihoi.organizations.models import OfficeKind
from tests.factories import PersonFactory, SubcommitteeFactory, UserFactory, grant

pytestmark = pytest.mark.django_db


def anew(user: User) -> User:
    """As the next request reads her."""
    return User.objects.get(pk=user.pk)


def test_powers_of_office_and_post_last_through_their_last_day_and_no_longer() -> None:
    subcommittee = SubcommitteeFactory.create()
    cell = subcommittee.congress.organization
    secretary = grant(Role.SECRETARY, cell)
    user = UserFactory.create()
    person = PersonFactory.create(organization=cell, user=user)
    today = clock.today()
    last = today + timedelta(days=5)
    office = add_office(person, OfficeKind.COMMITTEE_MEMBER, starts_on=today, actor=secretary)
    post = add_post(subcommittee, person, SubcommitteePost.Post.HEAD, today, actor=secretary)
    end_office(office, last, actor=secretary)
    end_post(post, last, actor=secretary)
    for later, holds in ((0, True), (5, True), (6, False), (400, False)):
        with clock.standing_at(clock.now() + timedelta(days=later)):
            assert can(anew(user), Permission.CONGRESSES_PLAN, at=cell) is holds
            assert can(anew(user), Permission.DOCUMENTS_ANSWER, at=subcommittee) is holds
