"""What is pressed at the doors (bàn đón): kept once, the first time standing whichever door it was."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record_many
from daihoi.base import clock
from daihoi.base.errors import DomainError
from daihoi.live.topics import bump
from daihoi.meetings.actions.held import HeldLines
from daihoi.meetings.actions.marking import FIELDS, Marking
from daihoi.meetings.actions.recording import HeldMinutes
from daihoi.meetings.models import DoorPress, Invitee, Means, Meeting, Outcome, Presence
from daihoi.meetings.queries.seen import records
from daihoi.meetings.queries.station import Answer, Press, said_of
from daihoi.meetings.queries.wording import topic_of

DECIDED = (Presence.EXCUSED, Presence.LEFT)  # somebody wrote it; ABSENT the end of a meeting does
STAMPED = (Means.QR, Means.CLERK)  # the hour is that of the press, nobody typed it


@transaction.atomic
def take_presses(meeting: Meeting, presses: Sequence[Press], *, actor: User) -> list[Answer]:
    """Write who was received at a door, in the order in which it was pressed; one answer each.

    A press sent again under its key changes nothing. Of two presses for one person the earlier
    hour stands; who pressed later is told at which door and when. What somebody wrote after the
    press (excused, gone) stays. A press that cannot be kept any more is answered with the reason
    and ``is_kept`` False; the others are kept all the same.
    """
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldLines(meeting, {each.row for each in presses})
    keys = [each.key for each in presses]
    known = {each.client_key: each for each in DoorPress.objects.filter(client_key__in=keys)}
    new = [each for each in presses if each.key not in known and each.row in held.rows]
    hindrance = _hindrance(held.rows[new[0].row], actor=actor) if new else ""
    now, entries, answers = clock.now(), [], []
    for press in sorted(presses, key=lambda each: -each.waited_ms):
        row = held.rows.get(press.row)
        if row is None:
            gone = _("Người này vừa được bỏ khỏi danh sách.")
            answers.append(Answer(press.key, gone, is_kept=False))
            continue
        made = known.get(press.key)
        if made is None and hindrance:
            answers.append(Answer(press.key, f"{row.name}: {hindrance}", is_kept=False))
            continue
        if made is None:
            before = _facts(row)
            made = _take(row, press, now, actor=actor)
            known[press.key] = made
            after = _facts(row) | {"pressed_at": made.pressed_at, "outcome": made.outcome}
            entries.append((row, before, after))
        answers.append(Answer(press.key, said_of(made, row)))
    record_many(entries, action="meetings.take_presses", actor=actor, context=held.meeting)
    if entries:
        bump(topic_of(held.meeting))
    return answers


def _take(row: Invitee, press: Press, now: datetime, *, actor: User) -> DoorPress:
    at = _pressed_at(row.meeting, press, now)
    outcome = _outcome(row, at)
    if outcome in {Outcome.KEPT, Outcome.EARLIER}:
        Marking(row, actor=actor).set(Presence.PRESENT, "", at, means=press.means)
        row.door = press.door
        row.save(update_fields=FIELDS)
    return DoorPress.objects.create(
        meeting=row.meeting,
        invitee=row,
        client_key=press.key,
        door=press.door,
        means=press.means,
        outcome=outcome,
        pressed_at=at,
        received_at=now,
        received_by=actor,
    )


def _outcome(row: Invitee, at: datetime) -> Outcome:
    if row.presence == Presence.PRESENT and row.arrived_at is not None:
        is_stamped = bool(row.door) or row.means in STAMPED
        return Outcome.EARLIER if is_stamped and at < row.arrived_at else Outcome.TWICE
    is_later = row.marked_at is not None and row.marked_at > at
    if row.presence in DECIDED and is_later:
        return Outcome.OVERRULED
    return Outcome.KEPT


def _pressed_at(meeting: Meeting, press: Press, now: datetime) -> datetime:
    """When it was pressed by this machine's clock; of a device whose clock was moved, now."""
    at = now - timedelta(milliseconds=press.waited_ms)
    dawn = timezone.make_aware(datetime.combine(meeting.on, time()))
    return at if dawn <= at <= now else now


def _hindrance(row: Invitee, *, actor: User) -> str:
    """Why nobody can be marked now; "" where somebody can: then the minutes are held too."""
    try:
        Marking(row, actor=actor).check_time(Presence.PRESENT)
        HeldMinutes(row.meeting).count_change()
    except DomainError as refusal:
        return refusal.in_full
    return ""


def _facts(row: Invitee) -> dict[str, object]:
    return {
        "name": row.name,
        "presence": row.presence,
        "arrived_at": row.arrived_at,
        "means": row.means,
        "door": row.door,
    }
