"""A cell that holds a meeting: `Preparation` with a meeting that is ready to be called."""

from datetime import date, time
from typing import Any

from daihoi.accounts.models import User
from daihoi.meetings.actions import agenda, meetings
from daihoi.meetings.models import Invitee, Meeting
from daihoi.notifications.models import Notice
from daihoi.organizations.models import Person
from tests.congresses.preparing import TODAY, Preparation, user_of


class Calling(Preparation):
    """The secretary prepares a special-topic meeting on 26-3-2020; `one` takes the minutes."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.boss: User = user_of(self.secretary)

    def plan(self, **changes: Any) -> Meeting:
        """A meeting with one matter, its roll filled by its kind."""
        values: dict[str, Any] = {
            "kind": "special_topic",
            "topic": "Công tác chuẩn bị đại hội",
            "on": TODAY,
            "half_day": "afternoon",
            "starts_at": time(14),
            "place": "Hội trường tầng 2",
            "chair": self.secretary,
            "minute_taker": self.one,
            "congress": self.congress,
        }
        meeting = meetings.add_meeting(self.cell, values | changes, actor=self.boss)
        agenda.add_item(meeting, {"title": "Góp ý văn kiện", "minutes": 30}, actor=self.boss)
        return meeting

    def stands_on(self, day: date, **changes: Any) -> None:
        """Day D of the congress, without the work of moving it."""
        self.congress.target_on, self.congress.target_precision = day, "day"
        for name, value in changes.items():
            setattr(self.congress, name, value)
        self.congress.save()

    def called(self, **changes: Any) -> Meeting:
        return meetings.convene_meeting(self.plan(**changes), actor=self.boss)

    def opened(self, **changes: Any) -> Meeting:
        return meetings.open_meeting(self.called(**changes), actor=self.boss)

    def written(self, **changes: Any) -> Meeting:
        terms = {"form": "written", "answers_due_on": date(2020, 3, 31)}
        return self.called(**(terms | changes))

    def line(self, meeting: Meeting, person: Person) -> Invitee:
        """Her line of the roll, as it is now."""
        row = meeting.invitees.select_related("person").get(person=person)
        row.meeting = Meeting.objects.select_related("chair__user", "minute_taker").get(
            pk=meeting.pk
        )
        return row


def told(meeting: Meeting) -> dict[str, str]:
    """The latest notice of the meeting in each inbox."""
    notices = Notice.objects.filter(topic=f"meetings.meeting:{meeting.pk}").order_by("pk")
    return {each.user.full_name: each.title for each in notices.select_related("user")}
