"""Whether a congress still stands on the day that its meeting is for (S20)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from daihoi.congresses.models import Congress, DayChange, TargetPrecision
from daihoi.meetings.models import Meeting, MeetingKind, MeetingState
from daihoi.meetings.queries.wording import day


@dataclass(frozen=True, slots=True)
class OtherDay:
    """The congress is not on its meeting's day: what happened, and what to do."""

    code: str
    said: str
    advice: str


def other_day(meeting: Meeting) -> OtherDay | None:
    """Why the congress's meeting can be neither called nor opened for its day; None where it can.

    A day known only by its month holds nothing back.
    """
    congress = meeting.congress
    if meeting.kind != MeetingKind.CONGRESS or congress is None or not meeting.is_before_opening:
        return None
    is_called = meeting.state == MeetingState.CONVENED
    if congress.is_postponed:
        said = _("Đại hội đã hoãn, chưa có ngày mới%(paper)s.") % {"paper": _paper(congress)}
        return OtherDay("congress_postponed", said, _until_a_new_day(meeting, is_called=is_called))
    exact = congress.target_precision == TargetPrecision.DAY
    if not exact or congress.target_on == meeting.on:
        return None
    facts = {"new": day(congress.target_on), "paper": _paper(congress), "on": day(meeting.on)}
    said = _("Ngày đại hội là %(new)s%(paper)s, còn cuộc họp này ghi %(on)s.") % facts
    advice = _("Hãy bấm “Sửa” và ghi ngày họp là %(new)s.") % facts
    if is_called:
        advice = _("Hãy bấm “Sửa” và ghi ngày họp là %(new)s để người đã mời được báo.") % facts
    return OtherDay("congress_other_day", said, advice)


def _until_a_new_day(meeting: Meeting, *, is_called: bool) -> str:
    if is_called:
        told = _("Lời mời đã gửi vẫn ghi ngày %(on)s: hãy rút lời mời hoặc chờ ngày mới.")
        return told % {"on": day(meeting.on)}
    return _("Khi có ngày mới, hãy ghi ở trang đại hội, sửa ngày họp rồi mời họp.")


def _paper(congress: Congress) -> str:
    """By what the day was last changed: " (văn bản 15-CV/ĐU ngày 25-3-2020 của Đảng ủy)"; "" unknown."""
    change = DayChange.objects.filter(congress=congress).order_by("-made_at", "-pk").first()
    if change is None:
        return ""
    said = [
        _("văn bản %(number)s") % {"number": change.paper_number} if change.paper_number else "",
        _("ngày %(day)s") % {"day": day(change.paper_on)} if change.paper_on else "",
        _("của %(authority)s") % {"authority": change.authority} if change.authority else "",
    ]
    told = " ".join(filter(None, said))
    return f" ({told})" if told else ""
