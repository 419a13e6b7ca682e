"""Who stands on the roll of a meeting: members its kind calls, others by name, guests."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record, record_many
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.meetings.actions.held import HeldLine, HeldMeeting, tell_people
from daihoi.meetings.actions.recording import HeldMinutes
from daihoi.meetings.models import GUEST_FIELDS, Invitee, InviteeCategory, Meeting, MeetingState
from daihoi.meetings.queries.roll import Candidate, candidates, guest_taken, people_called
from daihoi.meetings.queries.seen import records
from daihoi.meetings.queries.wording import when
from daihoi.organizations.models import Person
from daihoi.vietnamese.names import name_key
from daihoi.vietnamese.text import fold, tidy


@transaction.atomic
def fill_roll(meeting: Meeting, *, actor: User) -> int:
    """Put everybody on the roll whom the kind calls and who is not there; answers how many."""
    require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    held = HeldMeeting(meeting)
    held.check_before_opening()
    there = set(held.meeting.invitees.values_list("person_id", flat=True))
    new = [each for each in people_called(held.meeting) if each.person.pk not in there]
    Invitee.objects.bulk_create([_line(held.meeting, each, actor) for each in new])
    if new:
        names = [each.person.full_name for each in new]
        record(
            "meetings.fill_roll", held.meeting, actor=actor, after={"people": names},
            context=held.meeting,
        )  # fmt: skip
        _tell_added(held, [each.person for each in new], actor)
    return len(new)


@transaction.atomic
def restate_roll(meeting: Meeting, *, actor: User) -> int:
    """Look again at what each member is on the meeting's day; answers how many changed."""
    require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    held = HeldMeeting(meeting)
    held.check_before_opening()
    now = {each.person.pk: each for each in candidates(held.meeting)}
    changed = []
    rows = held.meeting.invitees.select_for_update(of=("self",)).select_related("person")
    for row in rows.filter(person__isnull=False).exclude(category=InviteeCategory.GUEST):
        found = now.get(row.person_id or 0)
        if found and (row.category, row.is_counted) != (found.category, found.is_counted):
            before = {"category": row.category, "is_counted": row.is_counted}
            row.category, row.is_counted = found.category, found.is_counted
            row.meeting = held.meeting
            changed.append((row, before, {"category": row.category, "is_counted": row.is_counted}))
    Invitee.objects.bulk_update([row for row, *_ in changed], ["category", "is_counted"])
    record_many(changed, action="meetings.restate_roll", actor=actor, context=held.meeting)
    return len(changed)


@transaction.atomic
def add_invitee(meeting: Meeting, person: Person, *, reason: str = "", actor: User) -> Invitee:
    """Call somebody of the organization too; once the meeting is open, only with a reason."""
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    held = _held_for_adding(meeting, reason)
    if person.organization_id != held.meeting.organization_id:
        raise NotFound
    if held.meeting.invitees.filter(person=person).exists():
        raise Conflict(
            _("Đồng chí %(name)s đã có trong danh sách.") % {"name": person}, code="already_called"
        )
    found = next((c for c in candidates(held.meeting) if c.person.pk == person.pk), None)
    if found is None:
        raise RuleBroken(
            _("Đồng chí %(name)s không còn ở chi bộ vào ngày họp.") % {"name": person},
            code="not_here",
        )
    row = _line(held.meeting, found, actor, reason)
    row.save()
    record("meetings.add_invitee", row, actor=actor, after=_added(row), context=held.meeting)
    _tell_added(held, [person], actor)
    return row


@transaction.atomic
def add_guest(
    meeting: Meeting, values: Mapping[str, Any], *, reason: str = "", actor: User
) -> Invitee:
    """Invite a guest by name, post, unit and group (P66); one name of one unit once."""
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    held = _held_for_adding(meeting, reason)
    row = _guest(held.meeting, values, actor, reason)
    if guest_taken(held.meeting, row.folded_name, row.guest_unit):
        raise Conflict(
            _("Khách %(name)s, %(unit)s đã có trong danh sách.")
            % {"name": row.guest_name, "unit": row.guest_unit or _("không ghi đơn vị")},
            code="already_called",
        )
    row.save()
    record("meetings.add_invitee", row, actor=actor, after=_added(row), context=held.meeting)
    held.bump()
    return row


@transaction.atomic
def add_guests(
    meeting: Meeting, guests: Sequence[Mapping[str, Any]], *, actor: User
) -> tuple[int, int]:
    """Invite a whole list; answers how many were added and how many were there already."""
    require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    held = _held_for_adding(meeting, "")
    held.check_before_opening()
    rows = held.meeting.invitees.filter(person__isnull=True)
    taken = {(each.folded_name, fold(each.guest_unit)) for each in rows}
    new = []
    for values in guests:
        row = _guest(held.meeting, values, actor, "")
        if (key := (row.folded_name, fold(row.guest_unit))) not in taken:
            taken.add(key)
            new.append(row)
    Invitee.objects.bulk_create(new)
    record(
        "meetings.add_guests", held.meeting, actor=actor,
        after={"guests": [row.guest_name for row in new]}, context=held.meeting,
    )  # fmt: skip
    held.bump()
    return len(new), len(guests) - len(new)


@transaction.atomic
def edit_guest(
    row: Invitee, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> Invitee:
    """Put a guest's name, post, unit or group right; ``seen``: what her page showed."""
    require(actor, Permission.MEETINGS_MANAGE, at=row.meeting)
    held = HeldMeeting(row.meeting)
    held.check_not_over()
    HeldMinutes(held.meeting).count_change()
    locked = HeldLine(row).row
    require_seen(locked, GUEST_FIELDS, seen)
    if locked.person_id is not None:
        raise NotFound
    before = {name: getattr(locked, name) for name in GUEST_FIELDS}
    for name in GUEST_FIELDS:
        setattr(locked, name, tidy(values.get(name, "")))
    locked.name_key, locked.folded_name = name_key(locked.guest_name), fold(locked.guest_name)
    locked.save(update_fields=[*GUEST_FIELDS, "name_key", "folded_name"])
    after = {name: getattr(locked, name) for name in GUEST_FIELDS}
    record(
        "meetings.edit_guest", locked, actor=actor, before=before, after=after,
        context=held.meeting,
    )  # fmt: skip
    held.bump()
    return locked


@transaction.atomic
def remove_invitee(row: Invitee, *, actor: User) -> None:
    """Take somebody off the roll, while it may be changed; whoever was called hears of it."""
    require(actor, Permission.MEETINGS_MANAGE, at=row.meeting)
    held = HeldMeeting(row.meeting)
    held.check_before_opening()
    locked = HeldLine(row).row
    user = locked.person.user if locked.person else None
    record(
        "meetings.remove_invitee", locked, actor=actor, before={"name": locked.name},
        context=held.meeting,
    )  # fmt: skip
    locked.delete()
    if user is not None and held.meeting.state == MeetingState.CONVENED:
        facts = {"when": when(held.meeting), "topic": held.meeting.topic}
        said = "Đồng chí không phải dự cuộc họp {when}: {topic}".format(**facts)
        tell_people(held.meeting, [user], said, but=actor)
    held.bump()


def _held_for_adding(meeting: Meeting, reason: str) -> HeldMeeting:
    held = HeldMeeting(meeting)
    if held.meeting.state == MeetingState.OPEN:
        if not reason.strip():
            raise RuleBroken(
                _("Cuộc họp đã khai mạc, danh sách đã chốt; bổ sung phải ghi lý do."),
                code="no_reason",
            )
        HeldMinutes(held.meeting).count_change()
        return held
    held.check_before_opening()
    return held


def _line(meeting: Meeting, found: Candidate, actor: User, reason: str = "") -> Invitee:
    person = found.person
    return Invitee(
        meeting=meeting,
        person=person,
        name_key=person.name_key,
        folded_name=person.folded_name,
        category=found.category,
        is_counted=found.is_counted,
        code=secrets.token_urlsafe(12),
        added_at=clock.now(),
        added_by=actor,
        added_reason=reason.strip()[:300],
    )


def _guest(meeting: Meeting, values: Mapping[str, Any], actor: User, reason: str) -> Invitee:
    told = {name: tidy(values.get(name, "")) for name in GUEST_FIELDS}
    if not told["guest_name"]:
        raise RuleBroken(_("Hãy ghi họ và tên khách."), code="no_name")
    return Invitee(
        meeting=meeting,
        name_key=name_key(told["guest_name"]),
        folded_name=fold(told["guest_name"]),
        category=InviteeCategory.GUEST,
        code=secrets.token_urlsafe(12),
        added_at=clock.now(),
        added_by=actor,
        added_reason=reason.strip()[:300],
        **told,
    )


def _added(row: Invitee) -> dict[str, str]:
    return {"name": row.name, "category": row.category, "reason": row.added_reason}


def _tell_added(held: HeldMeeting, people: Iterable[Person], actor: User) -> None:
    meeting = held.meeting
    if meeting.state != MeetingState.PLANNED:
        users = [person.user for person in people if person.user is not None]
        said = f"Mời họp {when(meeting)}: {meeting.topic}"
        tell_people(meeting, users, said, but=actor)
    held.bump()
