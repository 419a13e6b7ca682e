"""Whether the congress has come so far that the list can be presented to it (S41)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.congresses.models import Congress, TargetPrecision
from daihoi.meetings.queries.attendance import congress_meeting
from daihoi.vietnamese.dates import DateStyle, format_date


@dataclass(frozen=True, slots=True)
class Opening:
    """From which day on the list may be presented; None while no day says so."""

    day: date | None
    has_begun: bool
    why_not: str

    def is_before(self, at: datetime) -> bool:
        """Whether a moment lies before the congress began."""
        return self.day is not None and timezone.localdate(at) < self.day


def opening_of(congress: Congress) -> Opening:
    """Begun when the meeting of the congress is open or over, or its day has come."""
    meeting = congress_meeting(congress)
    if meeting is not None and not meeting.is_before_opening:
        return Opening(meeting.on, has_begun=True, why_not="")
    said = _("Chưa trình đại hội được: %(until)s. Trình rồi thì mọi đảng viên đọc được tên.")
    if congress.is_postponed:
        until = _("đại hội đã hoãn, chưa có ngày mới")
        return Opening(None, has_begun=False, why_not=said % {"until": until})
    if congress.target_precision != TargetPrecision.DAY:
        until = _("chưa định ngày đại hội; phải chờ cuộc họp đại hội khai mạc")
        return Opening(None, has_begun=False, why_not=said % {"until": until})
    day = congress.target_on
    if clock.today() >= day:
        return Opening(day, has_begun=True, why_not="")
    until = _("đại hội ngày %(day)s; phải chờ khai mạc") % {"day": format_date(day, DateStyle.DASHED)}  # fmt: skip
    return Opening(day, has_begun=False, why_not=said % {"until": until})
