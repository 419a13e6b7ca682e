"""A cell that prepares its congress: people with posts and accounts, on 26-3-2020."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock
from daihoi.congresses.actions.subcommittees import add_post
from daihoi.congresses.actions.tasks import give_task
from daihoi.congresses.models import Congress, Subcommittee, SubcommitteePost, Task
from daihoi.organizations.models import OfficeKind, Organization, Person
from tests.factories import (
    CongressFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    SubcommitteeFactory,
    UnitFactory,
    UserFactory,
    grant,
)

TODAY = date(2020, 3, 26)
Post = SubcommitteePost.Post


@contextmanager
def on(day: date = TODAY) -> Iterator[None]:
    """The clock stands at noon of a day."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_default_timezone())
    with clock.standing_at(noon):
        yield


@dataclass
class Preparation:
    """The secretary, the documents subcommittee with its head and its staff, two more members."""

    cell: Organization = field(default_factory=lambda: OrganizationFactory.create(path="/7/"))

    def __post_init__(self) -> None:
        self.congress: Congress = CongressFactory.create(organization=self.cell, ordinal=3)
        self.body: Subcommittee = SubcommitteeFactory.create(
            congress=self.congress, name="Tiểu ban Văn kiện"
        )
        self.unit = UnitFactory.create(organization=self.cell, name="Văn phòng")
        self.secretary = self.member("Lê Thị Bí Thư", Role.SECRETARY)
        self.office(self.secretary, OfficeKind.SECRETARY)
        self.head = self.in_body("Trần Văn Trưởng", Post.HEAD)
        self.staff = self.in_body("Phạm Thị Giúp", Post.STAFF)
        self.one = self.member("Hoàng Văn Một")
        self.two = self.member("Nông Thị Hai")

    def person(self, name: str, **values: Any) -> Person:
        return PersonFactory.create(
            organization=self.cell,
            full_name=name,
            user=UserFactory.create(full_name=name),
            **values,
        )

    def member(self, name: str, role: Role | None = None) -> Person:
        """A member of the cell with an account."""
        person = self.person(name)
        MembershipFactory.create(person=person)
        grant(Role.MEMBER, self.cell, person.user)
        if role:
            grant(role, self.cell, person.user)
        return person

    def in_body(self, name: str, post: Post, body: Subcommittee | None = None) -> Person:
        person = self.member(name)
        add_post(body or self.body, person, post, TODAY, actor=user_of(self.secretary))
        return person

    def office(self, person: Person, kind: OfficeKind, **values: Any) -> None:
        person.offices.create(kind=kind, title=kind.label, starts_on=date(2015, 1, 1), **values)

    def give(self, recipient: str, *, actor: User | None = None, **values: Any) -> Task:
        terms = {"recipient": recipient, "title": "Trang trí khánh tiết"} | values
        return give_task(self.congress, terms, actor=actor or user_of(self.secretary))

    @property
    def to_body(self) -> str:
        return f"subcommittee:{self.body.pk}"


def user_of(person: Person) -> User:
    """Her account as a new request reads it: nothing is remembered on it."""
    assert person.user_id is not None
    return User.objects.get(pk=person.user_id)
