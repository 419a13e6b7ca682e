"""An office with everybody who may have to do with its register."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.organizations.models import Organization
from daihoi.registry.actions import register as actions
from daihoi.registry.models import Paper, RegisterEntry
from daihoi.registry.queries.issuing import Choice
from tests.factories import (
    CongressFactory,
    OrganizationFactory,
    SubcommitteeFactory,
    UnitFactory,
    grant,
)
from tests.factories.registry import PaperFactory

SITE = "https://daihoi.example"
DAY = date(2020, 3, 20)
CONGRESS_DAY = date(2020, 4, 3)


@dataclass
class Office:
    congress: Congress
    personnel: Subcommittee
    secretary: User
    clerk: User

    @property
    def cell(self) -> Organization:
        return self.congress.organization

    def person(self, role: Role) -> User:
        """Somebody who holds the role here, and is a member where such people are."""
        superior = self.cell.parent
        at: Any = superior if role is Role.SUPERIOR else self.cell
        bodies = {Role.SUBCOMMITTEE_HEAD, Role.SUBCOMMITTEE_MEMBER, Role.SUPPORTING_STAFF}
        if role in bodies:
            at = self.congress.subcommittees.exclude(pk=self.personnel.pk).get()
        if role is Role.UNIT_HEAD:
            at = UnitFactory.create(organization=self.cell)
        user = grant(role, at)
        if role not in {Role.SUPERIOR, Role.ADMINISTRATOR, Role.CLERK}:
            grant(Role.MEMBER, self.cell, user)
        return user

    def in_personnel(self) -> User:
        return grant(Role.MEMBER, self.cell, grant(Role.SUBCOMMITTEE_MEMBER, self.personnel))

    def paper(self, kind: str = "BCCT", **fields: Any) -> Paper:
        return PaperFactory.create(congress=self.congress, kind=kind, **fields)

    def issue(
        self, paper: Paper | None = None, on: date = DAY, *, by: User | None = None, **choice: Any
    ) -> RegisterEntry:
        asked = Choice(dated_on=on, **choice)
        return actions.issue(paper or self.paper(), asked, site=SITE, actor=by or self.secretary)


def an_office(**congress: Any) -> Office:
    """A cell whose congress is decided for 3-4-2020, with two subcommittees."""
    superior = OrganizationFactory.create(path="/801/", name="Đảng bộ Khối", short_name="ĐUK")
    cell = OrganizationFactory.create(
        path="/801/802/", parent=superior, name="Chi bộ Cục", short_name="Chi bộ", symbol="CB"
    )
    secretary = grant(Role.MEMBER, cell, grant(Role.SECRETARY, cell))
    confirmed = {
        "target_on": CONGRESS_DAY,
        "target_precision": "day",
        "day_confirmed_at": "2020-03-01T08:00:00+07:00",
        "day_confirmed_by": secretary,
    }
    made = CongressFactory.create(organization=cell, ordinal=20, **{**confirmed, **congress})
    SubcommitteeFactory.create(congress=made, name="Tiểu ban Văn kiện", symbol="TBVK")
    personnel = SubcommitteeFactory.create(
        congress=made, name="Tiểu ban Nhân sự", purpose="personnel"
    )
    return Office(made, personnel, secretary, grant(Role.CLERK, cell))
