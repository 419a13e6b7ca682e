"""A cell that holds its congress: members called and marked, bodies, a secretary who prepares."""

from datetime import date
from typing import Any

from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.congresses.models import Congress
from daihoi.elections.actions import bodies, elections, lists, nominations, rolls
from daihoi.elections.models import Body, Election, NominationSource, Roll, Round
from daihoi.elections.queries.hands import Hands
from daihoi.meetings.models import Invitee, Meeting
from daihoi.organizations.models import Organization, Person
from daihoi.rules.elections.kinds import Office
from tests.factories import (
    CongressFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    UserFactory,
    grant,
)
from tests.factories.meetings import InviteeFactory, MeetingFactory

OFFICIAL = {"official", "away", "exempted", "suspended"}
DAY = date(2020, 4, 3)
GIVEN = ("An", "Bình", "Chi", "Dung", "Đạt", "Hà", "Hải", "Lan", "Minh", "Nam", "Oanh", "Phúc")


class Holding:
    """``members`` official members, all present; more of other kinds by `call`."""

    def __init__(self, members: int = 20, *, day: date = DAY, **organization: Any) -> None:
        superior = OrganizationFactory.create(name="Đảng ủy Khối")
        self.cell: Organization = OrganizationFactory.create(
            path=f"{superior.path}9/", parent=superior, name="Chi bộ Cục", kind="grassroots_cell",
            **organization,
        )  # fmt: skip
        self.congress: Congress = CongressFactory.create(
            organization=self.cell, target_on=day, target_precision="day"
        )
        self.meeting: Meeting = MeetingFactory.create(
            congress=self.congress, kind="congress", on=day, opened=True
        )
        self.boss: User = grant(Role.SECRETARY, self.cell)
        self.people: list[Person] = [
            self.call(f"Nguyễn Văn {GIVEN[n % 12]}" + (f" {n // 12}" if n >= 12 else ""))
            for n in range(members)
        ]

    def call(
        self, name: str, *, category: str = "official", presence: str = "present", **values: Any
    ) -> Person:
        """Somebody on the roll of the meeting with a membership of that kind."""
        person = PersonFactory.create(
            organization=self.cell, full_name=name, **values.pop("person", {})
        )
        if category not in {"staff", "guest"}:
            MembershipFactory.create(person=person, status=category)
        InviteeFactory.create(
            meeting=self.meeting, person=person, category=category,
            is_counted=category in OFFICIAL, **self.marked(presence), **values,
        )  # fmt: skip
        return person

    def marked(self, presence: str) -> dict[str, Any]:
        now = self.meeting.opened_at or timezone.now()
        found: dict[str, Any] = {"presence": presence}
        if presence != "unknown":
            found |= {"marked_at": now, "marked_by": self.boss}
        if presence in {"present", "left"}:
            found["arrived_at"] = now
        if presence == "left":
            found["left_at"] = now
        return found

    def mark(self, person: Person, presence: str) -> None:
        rows = Invitee.objects.filter(meeting=self.meeting, person=person)
        blank = {"arrived_at": None, "left_at": None}
        rows.update(**{**blank, **self.marked(presence)})

    def confirmed(self) -> Roll:
        roll = rolls.propose_roll(self.congress, actor=self.boss)
        return rolls.confirm_roll(roll, actor=self.boss)

    def hands(self, votes: int | None = None) -> Hands:
        return Hands(len(self.people) if votes is None else votes)

    def tellers(self, *people: Person) -> list[User]:
        """Named, with accounts."""
        for person in people:
            person.user = UserFactory.create()
            person.save(update_fields=["user"])
        bodies.name_body(
            self.congress, Body.TELLERS, [each.pk for each in people], self.hands(),
            head=people[0].pk, actor=self.boss,
        )  # fmt: skip
        return [User.objects.get(pk=each.user_id) for each in people]

    def election(self, office: str = "committee", seats: int | None = 3) -> Election:
        """One with its number voted."""
        made = elections.add_election(self.congress, [Office(office)], seats or 3, actor=self.boss)
        if seats is not None:
            elections.vote_seats(made, seats, self.hands(), actor=self.boss)
        made.refresh_from_db()
        return made

    def put_forward(self, election: Election, *people: Person) -> None:
        for person in people:
            nominations.nominate(election, person, NominationSource.COMMITTEE, actor=self.boss)

    def listed(self, election: Election | None = None, names: int = 4) -> Round:
        """A ballot whose list of the first people is adopted."""
        election = election or self.election()
        self.put_forward(election, *self.people[:names])
        return self.adopt(election)

    def adopt(self, election: Election) -> Round:
        rows = [row.pk for row in election.nominations.filter(state__in=["open", "accepted"])]
        lists.adopt_list(election, rows, self.hands(), actor=self.boss)
        return election.rounds.order_by("-number")[0]
