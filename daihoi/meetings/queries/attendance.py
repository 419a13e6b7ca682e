"""Who is called and who is there: planned attendance, the quorum, and what minutes say of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.congresses.models import Congress
from daihoi.meetings.models import (
    Invitee,
    InviteeCategory,
    Meeting,
    MeetingKind,
    MeetingState,
    Presence,
    WrittenAnswer,
)
from daihoi.rules.meetings import states
from daihoi.rules.meetings.quorum import Quorum, QuorumRule, quorum_rule

# Members called to a meeting of the cell whom its quorum does not count.
DEDUCTED = {
    InviteeCategory.PROBATIONARY: gettext_lazy("%(n)s dự bị"),
    InviteeCategory.EXEMPTED: gettext_lazy("%(n)s được miễn sinh hoạt"),
    InviteeCategory.INCOMING_TEMPORARY: gettext_lazy("%(n)s tạm thời chuyển đến"),
    InviteeCategory.AWAY: gettext_lazy("%(n)s tạm thời chuyển đi"),
    InviteeCategory.SUSPENDED: gettext_lazy("%(n)s bị đình chỉ sinh hoạt"),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """How many are called to the congress; ``summoned`` are the members the quorum counts."""

    members: int
    staff: int
    guests: int
    summoned: int

    @property
    def total(self) -> int:
        return self.members + self.staff + self.guests


def congress_meeting(congress: Congress) -> Meeting | None:
    """The congress itself as a meeting; None while nobody has planned it."""
    found = Meeting.objects.filter(congress=congress, kind=MeetingKind.CONGRESS)
    return found.exclude(state=MeetingState.CANCELLED).first()


def planned(congress: Congress) -> Planned:
    """Planned attendance of a congress; all noughts while its meeting is not planned."""
    meeting = congress_meeting(congress)
    return planned_in(meeting) if meeting else Planned(0, 0, 0, 0)


def attending(things: Iterable[Any]) -> dict[Any, int]:
    """Everybody planned for each congress: members, staff, guests; not those without such a meeting."""
    congresses = {each.pk: each for each in things if isinstance(each, Congress)}
    meetings = Meeting.objects.filter(congress__in=congresses, kind=MeetingKind.CONGRESS)
    called = meetings.exclude(state=MeetingState.CANCELLED).annotate(called=Count("invitees"))
    return {congresses[key]: count for key, count in called.values_list("congress", "called")}


def leaders_away(meeting: Meeting) -> list[str]:
    """Who chairs and who takes the minutes, where they stand on the roll and nobody marked them there."""
    leaders = [meeting.chair_id, meeting.minute_taker_id]
    rows = invitees_of(meeting).filter(person__in=[pk for pk in leaders if pk])
    return [row.name for row in rows if row.presence not in {Presence.PRESENT, Presence.LEFT}]


def planned_in(meeting: Meeting) -> Planned:
    """The same of the meeting itself, in one query."""
    rows = meeting.invitees
    staff, guest = Q(category=InviteeCategory.STAFF), Q(category=InviteeCategory.GUEST)
    counts = rows.aggregate(
        members=Count("pk", filter=~(staff | guest)),
        staff=Count("pk", filter=staff),
        guests=Count("pk", filter=guest),
        summoned=Count("pk", filter=Q(is_counted=True)),
    )
    return Planned(**counts)


def invitees_of(meeting: Meeting) -> QuerySet[Invitee]:
    """Everybody on the roll with person and unit, by given name."""
    return meeting.invitees.select_related("person__unit").order_by("name_key", "pk")


def told_apart(rows: Iterable[Invitee]) -> dict[int, str]:
    """Everybody's name by the key of her line; with the unit where others on the roll are so named."""
    listed = list(rows)
    named = Counter(row.name.casefold() for row in listed)
    return {
        row.pk: ", ".join(filter(None, [row.name, row.unit or row.post]))
        if named[row.name.casefold()] > 1
        else row.name
        for row in listed
    }


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody on the roll who was not there; ``reason`` "" where none was given."""

    name: str
    reason: str
    is_excused: bool


@dataclass(frozen=True, slots=True)
class Attendance:
    """What minutes say of who came; members are everybody but staff and guests.

    Of a meeting in writing "present" is who answered.
    """

    members: int
    members_present: int
    counted: int
    counted_present: int
    others: list[Invitee]  # staff and guests who were there
    absent: list[Absent]  # members
    late: list[Invitee]
    left_early: list[Invitee]
    names: Mapping[int, str]  # `told_apart`


def quorum_of(meeting: Meeting) -> Quorum | None:
    """Whether enough are there now; None for a kind without such a rule."""
    rule = rule_of(meeting)
    if rule is None:
        return None
    there = meeting.invitees.filter(_took_part(meeting), is_counted=True)
    there = there.exclude(category=InviteeCategory.SUSPENDED)  # convened, without a vote (E-040)
    called = meeting.invitees.order_by().values_list("is_counted", "category")
    counted, left_out = 0, {}
    for is_counted, category, count in called.annotate(n=Count("pk")):
        if is_counted:
            counted += count
        else:
            left_out[category] = count
    return Quorum(rule, counted, there.count(), left_out)


def how_counted(quorum: Quorum) -> str:
    """Why not every member on the roll is counted; "" where each is.

    As in "36 = 42 đảng viên trong danh sách − 3 dự bị − 3 được miễn sinh hoạt".
    """
    taken = {key: n for key in DEDUCTED if (n := quorum.left_out.get(key, 0))}
    if not taken:
        return ""
    whole = _("%(n)s đảng viên trong danh sách") % {"n": quorum.counted + sum(taken.values())}
    less = [str(DEDUCTED[key]) % {"n": n} for key, n in taken.items()]
    return f"{quorum.counted} = {' − '.join([whole, *less])}"


def rule_of(meeting: Meeting) -> QuorumRule | None:
    """The rule of its kind, or the share its own regulation sets."""
    kind = states.MeetingKind(meeting.kind)
    source = meeting.quorum_source
    family = meeting.organization.family.code
    return quorum_rule(kind, family=family, own_share=meeting.own_share, own_source=source)


def summary(meeting: Meeting) -> Attendance:
    """Who was there and who was not, each by given name; three queries at most."""
    rows = list(invitees_of(meeting))
    answered = _answered(meeting)
    outside = (InviteeCategory.STAFF, InviteeCategory.GUEST)
    members = [row for row in rows if row.category not in outside]
    came = {row.pk for row in rows if _came(row, answered, meeting)}
    names = told_apart(rows)
    return Attendance(
        members=len(members),
        members_present=sum(row.pk in came for row in members),
        counted=sum(row.is_counted for row in rows),
        counted_present=sum(row.is_counted and row.pk in came for row in rows),
        others=[row for row in rows if row.category in outside and row.pk in came],
        absent=[
            Absent(names[row.pk], _reason(row), row.presence == Presence.EXCUSED)
            for row in members
            if row.pk not in came
        ],
        late=[row for row in rows if is_late(row, meeting)],
        left_early=[row for row in rows if row.presence == Presence.LEFT],
        names=names,
    )


def _reason(row: Invitee) -> str:
    """Why she was not there; who is exempted from meetings needs no other reason."""
    is_exempted = row.category == InviteeCategory.EXEMPTED
    return row.reason or ("miễn sinh hoạt" if is_exempted else "")


def is_late(row: Invitee, meeting: Meeting) -> bool:
    """Whether she came after the meeting was opened."""
    return (
        row.arrived_at is not None
        and meeting.opened_at is not None
        and row.arrived_at > meeting.opened_at
    )


def _took_part(meeting: Meeting) -> Q:
    """Condition on lines of the roll: there now; in writing: has answered."""
    if meeting.is_written:
        return Q(pk__in=_answered(meeting))
    if meeting.is_over:  # who left early did attend
        return Q(presence__in=[Presence.PRESENT, Presence.LEFT])
    return Q(presence=Presence.PRESENT)


def _answered(meeting: Meeting) -> set[int]:
    if not meeting.is_written:
        return set()
    answers = WrittenAnswer.objects.filter(item__meeting=meeting)
    return set(answers.values_list("invitee_id", flat=True))


def _came(row: Invitee, answered: set[int], meeting: Meeting) -> bool:
    if meeting.is_written:
        return row.pk in answered
    return row.presence in {Presence.PRESENT, Presence.LEFT}
