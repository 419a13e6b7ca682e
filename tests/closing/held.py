"""A congress that was held to its end: roll, bodies, a script that ran, a ballot, a resolution."""

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock
from daihoi.closing.actions import minutes as actions
from daihoi.closing.models import CongressMinutes
from daihoi.closing.papers.minutes import minutes_paper, paper_digest
from daihoi.closing.queries.minutes import MinutesText, minutes_of, minutes_text
from daihoi.conduct.models import RunItem, Turn
from daihoi.elections.actions.votes import record_vote
from daihoi.elections.models import Election, Round
from daihoi.elections.queries.hands import Hands
from daihoi.elections.queries.matters import AGENDA
from daihoi.meetings.models import Meeting
from daihoi.organizations.models import Person
from daihoi.resolutions.actions import votes
from daihoi.resolutions.models import Resolution
from tests.conduct.days import Day, at
from tests.elections.counted import announced
from tests.factories import PersonFactory, UserFactory, grant
from tests.factories.conduct import RunItemFactory, TurnFactory
from tests.factories.elections import BodyMemberFactory, ElectionFactory
from tests.factories.meetings import GuestFactory
from tests.factories.resolutions import ClauseFactory, ResolutionFactory

EVENING = at(500)
SAID = "Đề nghị nêu rõ giải pháp thu hồi tài sản."


class Held(Day):
    """Twenty were called, nineteen came; presidium of two (``chair``, ``second``), one secretary.

    Everything of the day is there; nothing of its minutes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.roll = self.confirmed()
        self.meeting.invitees.filter(person=self.people[19]).update(
            presence="excused", reason="ốm", arrived_at=None
        )
        self.chair = self.named("Hoàng Văn Chủ", "presidium", Role.PRESIDIUM, is_head=True)
        self.second = self.named("Lý Thị Tọa", "presidium", Role.PRESIDIUM)
        self.secretary = self.named("Trần Văn Ký", "secretariat", Role.CONGRESS_SECRETARIAT)
        GuestFactory.create(
            meeting=self.meeting, guest_name="Phạm Văn Khách", **self.marked("present")
        )

    def named(self, name: str, body: str, role: Role, *, is_head: bool = False) -> User:
        user = grant(Role.MEMBER, self.cell, UserFactory.create(full_name=name))
        grant(role, self.congress, user)
        person = PersonFactory.create(organization=self.cell, full_name=name, user=user)
        BodyMemberFactory.create(congress=self.congress, body=body, person=person, is_head=is_head)
        return user

    def person(self, user: User) -> Person:
        return Person.objects.get(user=user)

    def ran(self) -> None:
        """Items ten minutes each; a rule voted, a guest heard, an address given, one left out."""
        address = RunItemFactory.create(
            run=self.run, position=50, title="Phát biểu chỉ đạo của cấp trên", does=["address"]
        )
        for place, item in enumerate([*self.items, address]):
            if item.title == "Giải lao":
                self._stamp(item, skipped_at=at(0), skipped_by=self.boss, skip_reason="chậm giờ")
                continue
            self._stamp(
                item, started_at=at(10 * place), started_by=self.boss,
                ended_at=at(10 * place + 9), ended_by=self.boss,
            )  # fmt: skip
        self._stamp(self.item("Báo cáo chính trị"), minuted="Đồng chí Bí thư trình bày.")
        with clock.standing_at(at(25)):
            record_vote(self.congress, AGENDA, "Chương trình đại hội", Hands(19), actor=self.boss)
        spoken = {"run": self.run, "started_by": self.boss, "ended_by": self.boss}
        TurnFactory.create(
            **spoken, item=self.item("Báo cáo chính trị"), started_at=at(31), ended_at=at(33),
            unit_name="Phòng 1", summary=SAID,
        )  # fmt: skip
        self.address: Turn = TurnFactory.create(
            **spoken, item=address, started_at=at(91), ended_at=at(95),
            speaker_name="Phạm Văn Khách", summary="Biểu dương chi bộ.",
        )  # fmt: skip

    def elected(self) -> Round:
        """Three of four in the committee, told in the hall by the chair."""
        election: Election = ElectionFactory.create(
            congress=self.congress, office="committee", seats=3, planned_seats=3, state="balloting"
        )
        made = announced([18, 16, 12, 5], election=election, base=19, roll=self.roll)
        # Who announced for the test is of the presidium; she goes again.
        extra = self.congress.body_members.exclude(
            person__user__in=[self.chair, self.second, self.secretary]
        )
        extra.delete()
        return made

    def resolved(self) -> Resolution:
        made = ResolutionFactory.create(congress=self.congress, created_by=self.boss)
        ClauseFactory.create(resolution=made, text="Thông qua báo cáo chính trị.")
        with clock.standing_at(at(80)):
            votes.vote_whole(made, Hands(18, 0, 1), revision=made.revision, actor=self.boss)
            made.refresh_from_db()
            votes.adopt_resolution(made, revision=made.revision, actor=self.boss)
        return made

    def closed(self) -> None:
        Meeting.objects.filter(pk=self.meeting.pk).update(
            state="ended", opened_at=at(0), ended_at=at(150), ended_by=self.boss
        )
        self.meeting.refresh_from_db()

    def whole(self) -> "Held":
        self.ran()
        self.elected()
        self.resolved()
        self.closed()
        return self

    @property
    def minutes(self) -> CongressMinutes:
        return CongressMinutes.objects.get(congress=self.congress)

    def text(self) -> MinutesText:
        return minutes_text(self.congress, minutes_of(self.congress))

    def says(self, code: str) -> str:
        return next(each.text for each in self.text().sections if each.code == code)

    def read(self) -> None:
        actions.confirm_reading(self.congress, self.text().digest, actor=self.secretary)

    def digest(self) -> str:
        """Of the paper a page shows now."""
        minutes = minutes_of(self.congress)
        if minutes is not None and minutes.content is not None:
            return minutes.digest
        return paper_digest(minutes_paper(self.text()))

    def _stamp(self, item: RunItem, **values: object) -> None:
        RunItem.objects.filter(pk=item.pk).update(**values)
