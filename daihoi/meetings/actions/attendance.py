"""Who is there: checking in by oneself at the door, marking by list, corrections."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record, record_many
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.live.topics import bump
from daihoi.meetings.actions.held import HeldLine, HeldMeeting
from daihoi.meetings.actions.marking import FIELDS, THERE, Marking, NotNow
from daihoi.meetings.actions.recording import HeldMinutes
from daihoi.meetings.models import MARKED, Invitee, Means, Meeting, MeetingState, Presence, Reply
from daihoi.meetings.queries.seen import records
from daihoi.meetings.queries.wording import day, topic_of


@transaction.atomic
def open_check_in(meeting: Meeting, *, actor: User) -> Meeting:
    """Let people check in by the code at the door; on the meeting's day only."""
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldMeeting(meeting)
    locked = held.meeting
    if locked.is_written or locked.state not in {MeetingState.CONVENED, MeetingState.OPEN}:
        raise NotNow(locked)
    if locked.on != clock.today():
        raise RuleBroken(
            _("Chỉ mở điểm danh vào ngày họp: %(day)s.") % {"day": day(locked.on)}, code="other_day"
        )
    if locked.is_checking_in:
        return locked
    locked.check_in_opened_at, locked.check_in_closed_at = clock.now(), None
    locked.save(update_fields=["check_in_opened_at", "check_in_closed_at"])
    record("meetings.open_check_in", locked, actor=actor, context=locked)
    held.bump()
    return locked


@transaction.atomic
def close_check_in(meeting: Meeting, *, actor: User) -> Meeting:
    """Stop checking in by oneself; who comes later is marked by list."""
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldMeeting(meeting)
    locked = held.meeting
    if locked.is_checking_in:
        locked.check_in_closed_at = clock.now()
        locked.save(update_fields=["check_in_closed_at"])
        record("meetings.close_check_in", locked, actor=actor, context=locked)
        held.bump()
    return locked


@transaction.atomic
def check_in(row: Invitee, *, actor: User) -> Invitee:
    """Somebody says herself that she is there, while checking in is open.

    Only her line is locked: a whole hall checks in at once. `Conflict` tells who did already when.
    """
    if row.person is None or row.person.user_id != actor.pk:
        require(actor, Permission.MEETINGS_RECORD, at=row.meeting)
    locked = HeldLine(row).row
    if not (locked.meeting.is_checking_in and locked.meeting.on == clock.today()):
        raise RuleBroken(
            _("Hiện không mở điểm danh bằng mã."),
            code="check_in_closed",
            advice=_("Đồng chí gặp người ghi biên bản để được điểm danh theo danh sách."),
        )
    _refuse_twice(locked)
    Marking(locked, actor=actor).set(Presence.PRESENT, "", clock.now(), means=Means.QR)
    HeldMinutes(locked.meeting).count_change()
    locked.save(update_fields=FIELDS)
    after = {"name": locked.name, "presence": locked.presence, "means": locked.means}
    record("meetings.check_in", locked, actor=actor, after=after, context=row.meeting)
    bump(topic_of(row.meeting))
    return locked


@transaction.atomic
def mark(
    row: Invitee,
    presence: Presence,
    *,
    reason: str = "",
    at: datetime | None = None,
    means: Means = Means.LIST,
    seen: str | None = None,
    actor: User,
) -> Invitee:
    """Write who is there, absent and why, or gone early; also to put right what was written.

    ``at``: when she came or left, now unless told. Marking present whoever is there already is a
    `Conflict` that says since when; nothing is doubled. ``seen`` is the fingerprint of what her
    page showed.
    """
    if not records(row.meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=row.meeting)
    locked = HeldLine(row).row
    require_seen(locked, MARKED, seen)
    marking = Marking(locked, actor=actor)
    marking.check_time(presence)
    HeldMinutes(locked.meeting).count_change()
    if presence == Presence.PRESENT and at is None:
        _refuse_twice(locked)
    if presence == Presence.LEFT and locked.presence not in THERE:
        raise RuleBroken(
            _("%(name)s chưa được điểm danh có mặt nên không ghi về trước được.")
            % {"name": locked.name},
            code="not_there",
        )
    if presence == Presence.EXCUSED and not reason.strip():
        raise RuleBroken(_("Vắng có lý do thì phải ghi lý do."), code="no_reason")
    before = _facts(locked)
    marking.set(presence, reason, at or clock.now(), means=means)
    locked.save(update_fields=FIELDS)
    record(
        "meetings.mark", locked, actor=actor, before=before, after=_facts(locked),
        context=row.meeting,
    )  # fmt: skip
    bump(topic_of(row.meeting))
    return locked


@transaction.atomic
def clear_attendance(meeting: Meeting, *, actor: User) -> int:
    """Another day: nobody is marked any more and nobody checks in; answers how many were."""
    require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    meeting.check_in_opened_at = meeting.check_in_closed_at = None
    meeting.save(update_fields=["check_in_opened_at", "check_in_closed_at"])
    rows = meeting.invitees.select_for_update(of=("self",)).select_related("person")
    entries = []
    for row in rows.exclude(presence=Presence.UNKNOWN):
        before = _facts(row)
        Marking(row, actor=actor).set(Presence.UNKNOWN, "", clock.now(), means=Means.LIST)
        row.meeting = meeting
        entries.append((row, before, _facts(row)))
    Invitee.objects.bulk_update([row for row, *_ in entries], FIELDS)
    record_many(entries, action="meetings.mark", actor=actor, context=meeting)
    return len(entries)


@transaction.atomic
def settle_unmarked(meeting: Meeting, *, actor: User) -> dict[str, Any]:
    """Everybody not marked is absent: for her reason if she had asked off, else for none known."""
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    now = clock.now()
    if meeting.is_written:
        return {}
    rows = meeting.invitees.select_for_update(of=("self",)).select_related("person")
    entries = []
    for row in rows.filter(presence=Presence.UNKNOWN):
        asked_off = row.reply == Reply.NOT_COMING and bool(row.reply_reason)
        presence = Presence.EXCUSED if asked_off else Presence.ABSENT
        before = _facts(row)
        why = row.reply_reason if asked_off else ""
        Marking(row, actor=actor).set(presence, why, now, means=Means.LIST)
        row.meeting = meeting
        entries.append((row, before, _facts(row)))
    Invitee.objects.bulk_update([row for row, *_ in entries], FIELDS)
    record_many(entries, action="meetings.mark", actor=actor, context=meeting)
    return {"settled": [row.name for row, *_ in entries]}


def _refuse_twice(row: Invitee) -> None:
    if row.presence == Presence.PRESENT and row.arrived_at is not None:
        at = timezone.localtime(row.arrived_at)
        raise Conflict(
            _("%(name)s đã được điểm danh lúc %(at)s (%(means)s); không ghi thêm lần nữa.")
            % {"name": row.name, "at": f"{at:%H:%M}", "means": row.get_means_display()},
            code="already_present",
            advice=_("Nếu giờ đến ghi sai, hãy sửa ở dòng của người đó."),
        )


def _facts(row: Invitee) -> dict[str, Any]:
    return {
        "name": row.name,
        "presence": row.presence,
        "reason": row.reason,
        "arrived_at": row.arrived_at,
        "left_at": row.left_at,
    }
