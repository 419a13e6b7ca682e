"""A cell whose congress is over: elected, signed, confirmed, its preparation closed."""

from datetime import date
from typing import Any

from django.utils import timezone

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import Role
from daihoi.approvals.models import Decision, Submission
from daihoi.closing.models import CongressMinutes
from daihoi.elections.models import Election, Round
from daihoi.organizations.models import Office, OfficeKind, Person
from tests.factories import (
    CongressFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    UserFactory,
)
from tests.factories.approvals import SubmissionFactory
from tests.factories.elections import (
    BodyMemberFactory,
    ElectionFactory,
    ListedNameFactory,
    RoundFactory,
)
from tests.factories.resolutions import ResolutionFactory

DAY = date(2020, 4, 3)


class Afterwards:
    """The old secretary ``boss`` presses; An is the new secretary, Bình and Chi are members."""

    def __init__(self) -> None:
        superior = OrganizationFactory.create(name="Đảng ủy Khối")
        self.cell = OrganizationFactory.create(
            path=f"{superior.path}9/", parent=superior, name="Chi bộ Cục", kind="grassroots_cell"
        )
        self.congress = CongressFactory.create(
            organization=self.cell, ordinal=3, target_on=DAY, target_precision="day"
        )
        self.old = self.member("Nông Văn Cũ", account=True)
        self.boss = self.holds(self.old, OfficeKind.SECRETARY, "Bí thư Chi bộ")
        now = timezone.now()
        for name in ("day_confirmed", "closed"):
            setattr(self.congress, f"{name}_at", now)
            setattr(self.congress, f"{name}_by", self.boss)
        self.congress.save()
        self.an, self.binh, self.chi = (
            self.member(name, account=name != "Lê Chi")
            for name in ("Nguyễn Văn An", "Trần Bình", "Lê Chi")
        )
        self.holds(self.binh, OfficeKind.COMMITTEE_MEMBER, "Chi ủy viên")
        self.round = self.elect("committee", self.an, self.binh, self.chi)
        self.elect("secretary", self.an)
        self.presidium = BodyMemberFactory.create(
            congress=self.congress, body="presidium", person=self.an, named_by=self.boss
        )
        ResolutionFactory.create(congress=self.congress, created_by=self.boss, is_kept=True)
        self.minutes = CongressMinutes.objects.create(
            congress=self.congress, content={}, digest="0" * 64, fixed_at=now, fixed_by=self.boss
        )
        self.submission = self.confirm()

    def member(self, name: str, *, account: bool = False) -> Person:
        user = UserFactory.create(full_name=name) if account else None
        person = PersonFactory.create(organization=self.cell, full_name=name, user=user)
        MembershipFactory.create(person=person)
        return person

    def holds(self, person: Person, kind: OfficeKind, title: str) -> User:
        """A post since 2017 with the role that follows from it."""
        office = Office.objects.create(
            person=person, kind=kind, title=title, starts_on=date(2017, 4, 1)
        )
        assert person.user is not None
        role = {
            OfficeKind.SECRETARY: Role.SECRETARY,
            OfficeKind.COMMITTEE_MEMBER: Role.COMMITTEE_MEMBER,
        }[kind]
        Grant.objects.create(
            user=person.user, role=role.value, organization_path=self.cell.path, within="",
            source=f"organizations.office:{office.pk}", starts_on=date(2017, 4, 1),
        )  # fmt: skip
        return User.objects.get(pk=person.user.pk)

    def elect(self, office: str, *people: Person) -> Round:
        election: Election = ElectionFactory.create(
            congress=self.congress, office=office, seats=len(people), state="finished",
            outcome="Bầu đủ.", created_by=self.boss,
        )  # fmt: skip
        made: Round = RoundFactory.create(
            election=election, counting=True, state="announced", tally={}, outcome={}
        )
        for rank, person in enumerate(people, 1):
            ListedNameFactory.create(
                round=made, person=person, position=rank, votes=20 - rank, rank=rank,
                is_elected=True,
            )  # fmt: skip
        return made

    def confirm(self) -> Submission:
        """Sent on the day after, confirmed on 20-4-2020."""
        sent: Submission = SubmissionFactory.create(
            congress=self.congress, kind="confirmation", state="confirmed",
            taken_up_at=timezone.now(), taken_up_by=self.boss, submitted_by=self.boss,
        )  # fmt: skip
        Decision.objects.create(
            submission=sent, result="confirmed", paper_number="30-QĐ/ĐUK",
            paper_on=date(2020, 4, 20), signer="Lưu Thị Phương", decided_at=timezone.now(),
            decided_by=self.boss,
        )  # fmt: skip
        return sent

    def posts(self) -> list[tuple[str, str, Any, Any]]:
        rows = Office.objects.filter(person__organization=self.cell).order_by("pk")
        return [
            (str(each.person), each.kind, each.starts_on, each.ends_on)
            for each in rows.select_related("person")
        ]

    def roles(self, person: Person, on: date) -> set[str]:
        rows = Grant.objects.filter(user=person.user_id, starts_on__lte=on)
        return {each.role for each in rows if each.ends_on is None or each.ends_on >= on}
