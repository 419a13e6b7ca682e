"""What has to be done before hands can be counted, one thing at a time, and where it is done."""

from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.congresses.models import Congress
from daihoi.elections.models import Roll
from daihoi.elections.queries.law import form_of, kept, rules_of
from daihoi.elections.queries.rolls import (
    Reckoned,
    differences,
    proposed_roll,
    reckoned_now,
    roll_in_force,
)
from daihoi.meetings.models import Meeting, MeetingState
from daihoi.meetings.queries.attendance import congress_meeting
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.elections.roll import hands_needed
from daihoi.vietnamese.dates import DateStyle, format_date


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One thing that comes first: what, where, and the words of the link there."""

    words: str
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class Voting:
    """What the form of a show of hands begins with; ``needed``: base and votes of this moment."""

    first: FirstStep | None
    needed: dict[str, Any] | None = None


def voting(congress: Congress) -> Voting:
    """What comes first, and what hands raised now are measured against (E-047)."""
    rules = rules_of(congress)
    roll, now = _reckoned(congress, rules)
    needed = hands_needed(now.numbers, form=form_of(congress), rules=rules) if now else None
    return Voting(_first(congress, roll, now), kept(needed) if needed else None)


def first_step(congress: Congress, rules: RuleSet | None = None) -> FirstStep | None:
    """What comes before a show of hands now; None where it may be held.

    Members are called and marked, the congress is opened, its roll confirmed, enough are there.
    """
    return _first(congress, *_reckoned(congress, rules or rules_of(congress)))


def _reckoned(congress: Congress, rules: RuleSet) -> tuple[Roll | None, Reckoned | None]:
    """The roll in force, its lines read once, and what it comes to now."""
    roll = roll_in_force(congress)
    if roll is None:
        return None, None
    prefetch_related_objects([roll], "entries")
    return roll, reckoned_now(congress, roll, rules)


def _first(congress: Congress, roll: Roll | None, now: Reckoned | None) -> FirstStep | None:
    meeting = congress_meeting(congress)
    before = before_opening(meeting)
    if before is not None:
        return before
    roll_url = reverse("elections:roll_detail", args=[congress.pk])
    if roll is None or now is None:
        words = _("Chưa có mẫu số: lập danh sách cử tri từ điểm danh, cấp ủy triệu tập xác nhận.")
        if proposed_roll(congress) is not None:
            words = _("Chưa có mẫu số: danh sách cử tri chờ cấp ủy triệu tập xác nhận.")
        return FirstStep(words, roll_url, _("Mở danh sách cử tri"))
    if not now.has_quorum and meeting is not None:
        url = reverse("meetings:attendance", args=[meeting.pk])
        return FirstStep(now.quorum.words, url, _("Điểm danh người đến sau"))
    if changed := differences(congress, roll):
        words = _(
            "Điểm danh đã khác danh sách cử tri ở %(n)s người: điều chỉnh danh sách để mẫu số đúng"
            " với lúc biểu quyết."
        ) % {"n": len(changed)}
        return FirstStep(words, roll_url, _("Mở danh sách cử tri"))
    return None


def before_opening(meeting: Meeting | None) -> FirstStep | None:
    """What the congress as a meeting waits for until it is opened; None once it is."""
    if meeting is None:
        words = _("Chưa có cuộc họp đại hội: thêm cuộc họp loại Đại hội, mời họp rồi điểm danh.")
        return FirstStep(words, reverse("meetings:meeting_list"), _("Mở Cuộc họp"))
    if not meeting.is_before_opening:
        return None
    if meeting.state == MeetingState.PLANNED:
        words = _("Chưa mời họp đại hội: mời họp, điểm danh, khai mạc rồi mới biểu quyết.")
    elif meeting.on > clock.today():
        day = format_date(meeting.on, DateStyle.DASHED)
        words = _(
            "Đại hội họp ngày %(day)s: ngày ấy điểm danh, khai mạc rồi mới biểu quyết được."
        ) % {"day": day}
    else:
        words = _("Đại hội chưa khai mạc: điểm danh, khai mạc ở trang cuộc họp rồi biểu quyết.")
    url = reverse("meetings:meeting_detail", args=[meeting.pk])
    return FirstStep(words, url, _("Mở cuộc họp đại hội"))
