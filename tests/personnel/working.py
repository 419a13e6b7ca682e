"""A cell that prepares its people: committee, personnel body, nine members who may be put forward."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.meetings.models import Meeting
from daihoi.organizations.models import Office, Person
from daihoi.personnel.actions import assessing, candidates, listing, plans, steps
from daihoi.personnel.models import Candidate, PersonnelPlan, StepMeeting
from daihoi.personnel.queries.people import people_of
from daihoi.personnel.queries.steps import decides_by_assessment, line_of, on_step, runs_of
from daihoi.rules.personnel.steps import Round
from tests.factories import (
    CongressFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    SubcommitteeFactory,
    UnitFactory,
    grant,
)
from tests.factories.meetings import MeetingFactory

TODAY = date(2020, 3, 26)
NAMES = (
    "Hoàng Đức Thiện", "Nông Thị Kín", "Vi Văn Bình", "Lý Thị Cúc", "Lương Văn Dũng",
    "Triệu Thị Én", "Đàm Văn Giang", "Mã Thị Hoa", "Chu Văn Khánh", "Bế Thị Lan",
)  # fmt: skip


@contextmanager
def on(day: date = TODAY, hour: int = 9) -> Iterator[None]:
    moment = timezone.make_aware(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001 - made aware
    with clock.standing_at(moment):
        yield


class World:
    """``people`` are official members by name; the first three sit in the committee."""

    def __init__(self, kind: str = "cell") -> None:
        self.superior = OrganizationFactory.create()
        self.cell = OrganizationFactory.create(
            parent=self.superior, path=f"{self.superior.path}7/", kind=kind
        )
        self.congress: Congress = CongressFactory.create(
            organization=self.cell,
            created_at=timezone.make_aware(datetime(2020, 1, 2)),  # noqa: DTZ001 - made aware
        )
        self.body: Subcommittee = SubcommitteeFactory.create(
            congress=self.congress, purpose="personnel", name="Tiểu ban Nhân sự"
        )
        self.documents = SubcommitteeFactory.create(congress=self.congress, purpose="documents")
        self.unit = UnitFactory.create(organization=self.cell)
        self.secretary = grant(Role.SECRETARY, self.cell)
        self.head = grant(Role.SUBCOMMITTEE_HEAD, self.body)
        self.people = {name: self.member(name) for name in NAMES}
        for name, office in zip(
            NAMES, ("secretary", "deputy_secretary", "committee_member"), strict=False
        ):
            Office.objects.create(person=self.people[name], kind=office, title=office)

    def member(self, name: str, **fields: Any) -> Person:
        sex = "female" if "Thị" in name else "male"
        told = {"unit": self.unit, "sex": sex, "ethnicity": "Tày", **fields}
        person = PersonFactory.create(organization=self.cell, full_name=name, **told)
        MembershipFactory.create(person=person)
        return person

    def plan(self, *, seats: int | None = 5, deputies: int = 1) -> PersonnelPlan:
        made = plans.begin_plan(self.congress, actor=self.head)
        return plans.set_plan(made, {"seats": seats, "deputies": deputies}, actor=self.head)

    def add(self, plan: PersonnelPlan, *names: str, **values: Any) -> list[Candidate]:
        return [
            candidates.add_candidate(plan, self.people[name], values, actor=self.head)
            for name in names
        ]

    def step(self, plan: PersonnelPlan, number: int, **values: Any) -> StepMeeting:
        """Written down for today and, unless it is none, quorate."""
        of_committee = plan.congress.organization.kind == "cell" and number in {1, 3}
        came = {"convened": 3, "present": 3} if of_committee else {"convened": 10, "present": 9}
        told = {"on": TODAY, "note": "Theo danh sách triệu tập.", **came, **values}
        round_ = told.pop("round", Round.ALL)
        return steps.write_step(plan, round_, number, told, actor=self.head)

    def finished(self, plan: PersonnelPlan, number: int, **values: Any) -> StepMeeting:
        step = self.step(plan, number, **values)
        self.assess(step)
        return steps.finish_step(step, actor=self.head)

    def assess(self, step: StepMeeting) -> None:
        """Everybody on a step that decides without a ballot goes on, and why."""
        people = people_of(step.plan)
        runs = runs_of(step.plan, people)
        line = line_of(runs, Round(step.round), step.number)
        if decides_by_assessment(line, runs):
            judged = {each.pk: (True, "Hoàn thành tốt nhiệm vụ.") for each in on_step(line, people)}
            assessing.assess_people(step, judged, actor=self.head)

    def balloted(
        self, plan: PersonnelPlan, number: int, votes: dict[str, int], **values: Any
    ) -> StepMeeting:
        """A step with one ballot, finished."""
        step = self.step(plan, number, **values)
        present = step.present or 0
        sums = {"issued": present, "returned": present, "invalid": 0}
        steps.set_ballot(step, 1, sums, self.by_pk(plan, votes), actor=self.head)
        return steps.finish_step(step, actor=self.head)

    @staticmethod
    def by_pk(plan: PersonnelPlan, votes: dict[str, int]) -> dict[int, int]:
        found = {each.person.full_name: each.pk for each in plan.candidates.all()}
        return {found[name]: count for name, count in votes.items()}

    def crowd(self, number: int) -> None:
        """So many more official members."""
        for each in range(number):
            self.member(f"Hoàng Văn Thứ {each}")

    def listed(self) -> PersonnelPlan:
        """Six of nine introduced for five places, and the list settled."""
        plan = self.plan()
        self.add(plan, *NAMES[:7])
        self.finished(plan, 1)
        counts = (10, 9, 9, 8, 7, 6, 5)
        votes = dict(zip(NAMES, counts, strict=False))
        self.balloted(plan, 2, votes, present=10)
        return listing.settle_list(plan, actor=self.secretary)

    def settled(self) -> PersonnelPlan:
        plan = self.listed()
        self.finished(plan, 3)
        told = {"structure_reason": "Nguồn cán bộ trẻ chưa có."}
        plans.set_plan(plan, told, actor=self.head)
        return plans.settle_plan(plan, TODAY, actor=self.secretary)

    def approved(self) -> PersonnelPlan:
        return plans.approve_plan(self.settled(), "12-CV/ĐUK", TODAY, actor=self.secretary)

    def opens(self) -> Meeting:
        """The meeting of the congress is open today."""
        return MeetingFactory.create(
            congress=self.congress, kind="congress", on=clock.today(), opened=True
        )

    def presented(self) -> PersonnelPlan:
        self.opens()
        return plans.present_plan(self.approved(), clock.now(), actor=self.secretary)


def role_on(world: World, role: Role) -> User:
    """Somebody who holds one role, where it is held; everybody of the cell is a member as well."""
    places: dict[Role, Any] = {
        Role.SUPERIOR: world.superior,
        Role.ADMINISTRATOR: world.superior,
        Role.UNIT_HEAD: world.unit,
        Role.SUBCOMMITTEE_HEAD: world.documents,
        Role.SUBCOMMITTEE_MEMBER: world.documents,
        Role.SUPPORTING_STAFF: world.documents,
        Role.PRESIDIUM: world.congress,
        Role.CONGRESS_SECRETARIAT: world.congress,
        Role.TELLER: world.congress,
    }
    user = grant(role, places.get(role, world.cell))
    if role not in {Role.SUPERIOR, Role.ADMINISTRATOR, Role.CLERK}:
        grant(Role.MEMBER, world.cell, user)
    return user
