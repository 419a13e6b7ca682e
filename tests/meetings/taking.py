"""An open meeting with a chair, a minute-taker, people on the roll and a document in a round."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.documents.models import OpinionRound
from daihoi.meetings.actions import conclusions, statements
from daihoi.meetings.actions.meetings import end_meeting
from daihoi.meetings.actions.minutes import confirm_reading
from daihoi.meetings.models import (
    AgendaItem,
    Conclusion,
    Invitee,
    Meeting,
    Minutes,
    Statement,
)
from tests.factories import (
    MembershipFactory,
    OpinionRoundFactory,
    OrganizationFactory,
    PersonFactory,
    SubcommitteeFactory,
    VersionFactory,
    grant,
)
from tests.factories.meetings import (
    AgendaItemFactory,
    GuestFactory,
    InviteeFactory,
    MeetingFactory,
)

MOMENT = datetime(2020, 3, 25, 8, 0, tzinfo=UTC)  # 15 giờ
PARAGRAPH = "Kết quả thi hành xong về tiền cơ bản đạt chỉ tiêu được giao."
OTHER = "Công tác kiểm tra, giám sát được duy trì thường xuyên."


@dataclass(slots=True)
class Sitting:
    """Who sits there; the secretary chairs, staff of the subcommittee takes the minutes."""

    meeting: Meeting
    round: OpinionRound
    on_report: AgendaItem
    on_preparation: AgendaItem
    chair: User
    taker: User
    member: Invitee
    absent: Invitee
    guest: Invitee

    def say(self, text: str = "Đề nghị nêu rõ số liệu.", **values: Any) -> Statement:
        said = {"item": self.on_preparation, "invitee": self.member, "text": text}
        key = values.pop("client_key", uuid4())
        return statements.add_statement(
            self.meeting, said | values, client_key=key, actor=values.pop("actor", self.taker)
        )

    def conclude(self, text: str = "Tiếp thu đầy đủ các ý kiến.", **values: Any) -> Conclusion:
        said = {"item": self.on_report, "text": text}
        return conclusions.add_conclusion(
            self.meeting, said | values, client_key=uuid4(), actor=self.taker
        )

    def end(self) -> Meeting:
        """It ends with its minutes read back."""
        minutes, _new = Minutes.objects.get_or_create(meeting=self.meeting)
        confirm_reading(self.meeting, minutes.change_count, actor=self.taker)
        self.meeting = end_meeting(self.meeting, actor=self.chair)
        return self.meeting

    def client(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    def marks(self, action: str) -> list[Entry]:
        return list(Entry.objects.filter(action=f"meetings.{action}").order_by("pk"))


def sit() -> Sitting:
    """Made in the database that is there."""
    cell = OrganizationFactory.create(name="Chi bộ Cục")
    body = SubcommitteeFactory.create(congress__organization=cell)
    version = VersionFactory.create(document__subcommittee=body, blocks=["MỤC I", PARAGRAPH, OTHER])
    round_ = OpinionRoundFactory.create(
        document=version.document, base_version=version, means=["online", "meeting"]
    )
    secretary = grant(Role.SECRETARY, cell)
    staff = grant(Role.SUPPORTING_STAFF, body)
    grant(Role.MEMBER, cell, staff)
    people = {
        name: PersonFactory.create(organization=cell, user=user, full_name=name)
        for name, user in (
            ("Nông Đức Hằng", secretary),
            ("Hứa Thị Liên", staff),
            ("Lê Minh Đức", None),
            ("Âu Văn Phúc", None),
        )
    }
    for person in people.values():
        MembershipFactory.create(person=person)
    meeting = MeetingFactory.create(
        congress=body.congress,
        organization=cell,
        opened=True,
        opened_at=MOMENT,
        on=date(2020, 3, 25),
        topic="Chuẩn bị đại hội",
        chair=people["Nông Đức Hằng"],
        minute_taker=people["Hứa Thị Liên"],
        created_by=secretary,
    )
    there = {"presence": "present", "arrived_at": MOMENT, "marked_at": MOMENT, "marked_by": staff}
    rows = {
        name: InviteeFactory.create(meeting=meeting, person=person, **there)
        for name, person in list(people.items())[:3]
    }
    away = InviteeFactory.create(
        meeting=meeting, person=people["Âu Văn Phúc"], presence="excused", reason="đi công tác",
        marked_at=MOMENT, marked_by=staff,
    )  # fmt: skip
    return Sitting(
        meeting=meeting,
        round=round_,
        on_report=AgendaItemFactory.create(
            meeting=meeting, position=1, title="Góp ý báo cáo chính trị", document=version.document
        ),
        on_preparation=AgendaItemFactory.create(
            meeting=meeting, position=2, title="Công tác hậu cần"
        ),
        chair=secretary,
        taker=staff,
        member=rows["Lê Minh Đức"],
        absent=away,
        guest=GuestFactory.create(meeting=meeting, guest_name="Vy Văn Khách", **there),
    )


@pytest.fixture
def sitting(db: None) -> Any:
    """An hour into the meeting of 25-3-2020."""
    with clock.standing_at(timezone.localtime(datetime(2020, 3, 25, 9, 0, tzinfo=UTC))):
        yield sit()
