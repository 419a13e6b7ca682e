"""The roll: what attendance proposes, what it comes to, who is in the room now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from daihoi.base.errors import RuleBroken
from daihoi.congresses.models import Congress
from daihoi.elections.models import Roll, RollEntry
from daihoi.elections.queries.law import form_of
from daihoi.elections.queries.naming import numbered_apart
from daihoi.meetings.models import Invitee, InviteeCategory, Meeting, Presence
from daihoi.meetings.queries.attendance import congress_meeting, invitees_of, is_late
from daihoi.organizations.models import Membership
from daihoi.organizations.queries.facts import committee_on
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.kinds import Attendance, Form, Situation, Standing
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.elections.roll import Base, Entry, base_of, deduction_of, quorum_of, roll_of
from daihoi.rules.elections.roll import Roll as Numbers
from daihoi.rules.members import Period, standing_on
from daihoi.rules.members import Standing as Member

OUTSIDE = (InviteeCategory.STAFF, InviteeCategory.GUEST)
# What membership says of the day, as elections tell it.
STANDS: Mapping[str, tuple[Standing, Situation]] = {
    Member.OFFICIAL: (Standing.OFFICIAL, Situation.NONE),
    Member.PROBATIONARY: (Standing.PROBATIONARY, Situation.NONE),
    Member.AWAY: (Standing.OFFICIAL, Situation.AWAY),
    Member.EXEMPTED: (Standing.OFFICIAL, Situation.EXEMPTED),
    Member.SUSPENDED: (Standing.OFFICIAL, Situation.SUSPENDED),
    Member.INCOMING_TEMPORARY: (Standing.INCOMING_TEMPORARY, Situation.NONE),
    Member.NOT_ADMITTED: (Standing.GUEST, Situation.NONE),
    Member.NOT_HERE_YET: (Standing.GUEST, Situation.NONE),
    Member.GONE: (Standing.TRANSFERRED_OUT, Situation.NONE),
}
# Kept when attendance is taken over again: attendance knows nothing of these.
BY_HAND = frozenset({Situation.PROSECUTED, Situation.INDICTED, Situation.DETAINED})


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A roll reckoned by the rules: the numbers, the base and the quorum."""

    numbers: Numbers
    base: Base
    quorum: Answer

    @property
    def has_quorum(self) -> bool:
        return self.quorum.decision != "not_met"


@dataclass(frozen=True, slots=True)
class Difference:
    """Somebody whose attendance is not what the confirmed roll says."""

    name: str
    then: str
    now: str


def meeting_of(congress: Congress) -> Meeting:
    """The congress's own meeting; `RuleBroken` says where to plan it."""
    meeting = congress_meeting(congress)
    if meeting is None:
        raise RuleBroken(
            _("Chưa có cuộc họp “Đại hội” nên chưa có điểm danh để lập danh sách cử tri."),
            code="no_meeting",
            advice=_("Hãy vào mục Cuộc họp, thêm cuộc họp loại Đại hội rồi điểm danh."),
        )
    return meeting


def proposed_entries(congress: Congress) -> list[RollEntry]:
    """Everybody called to the congress, as attendance and membership say today; nothing is saved."""
    meeting = meeting_of(congress)
    rows = [row for row in invitees_of(meeting) if row.person and row.category not in OUTSIDE]
    people = [row.person for row in rows if row.person]
    names = numbered_apart(people)
    periods = _periods(people)
    conveners = {office.person_id for office in committee_on(meeting.organization, meeting.on)}
    found = []
    for row in rows:
        assert row.person is not None  # noqa: S101 - `rows` holds people only
        own = periods.get(row.person.pk)
        member = standing_on(own, meeting.on).standing.value if own else row.category
        standing, situation = STANDS.get(member, STANDS[row.category])
        found.append(
            RollEntry(
                person=row.person,
                name=names[row.person.pk],
                name_key=row.person.name_key,
                standing=standing,
                situation=situation,
                attendance=attendance_of(row, meeting),
                absence_reason=row.reason if row.presence == Presence.EXCUSED else "",
                is_convener=row.person.pk in conveners,
            )
        )
    return found


def attendance_of(row: Invitee, meeting: Meeting) -> Attendance:
    """Of the whole congress: who came late or left early was there in part (E-042)."""
    if row.presence == Presence.LEFT or is_late(row, meeting):
        return Attendance.PART
    return Attendance.WHOLE if row.presence == Presence.PRESENT else Attendance.NONE


def in_room(congress: Congress) -> frozenset[int]:
    """Numbers of the people who are in the room now; nobody while no meeting is planned."""
    meeting = congress_meeting(congress)
    if meeting is None:
        return frozenset()
    rows = meeting.invitees.filter(presence=Presence.PRESENT, person__isnull=False)
    return frozenset(rows.values_list("person", flat=True))


def entry_of(row: RollEntry, room: frozenset[int] | None = None) -> Entry:
    """A line as the rules take it; ``room``: who is there now, else who came at all is."""
    return Entry(
        name=row.name,
        standing=Standing(row.standing),
        situation=Situation(row.situation),
        attendance=Attendance(row.attendance),
        absence_accepted=bool(row.absence_accepted),
        is_convener=row.is_convener,
        has_alternate=row.has_alternate,
        in_room=room is None or row.person_id in room,
    )


def deducted_as(row: RollEntry, congress: Congress, rules: RuleSet) -> str:
    """Why the rule leaves somebody out of the base; "" where it does not."""
    found = deduction_of(entry_of(row), form=form_of(congress), rules=rules)
    return found.value if found else ""


def reckoned(
    entries: Iterable[RollEntry],
    congress: Congress,
    rules: RuleSet,
    room: frozenset[int] | None = None,
    delegations: tuple[int, int] | None = None,
) -> Reckoned:
    """What a roll comes to with these people in the room, of these subordinate organizations."""
    form = form_of(congress)
    numbers = roll_of([entry_of(row, room) for row in entries], form=form, rules=rules)
    return Reckoned(
        numbers,
        base_of(numbers, form=form, rules=rules),
        quorum_of(numbers, form=form, rules=rules, organizations=delegations),
    )


def entries_of(roll: Roll) -> QuerySet[RollEntry]:
    """Its lines with their people, by given name."""
    return roll.entries.select_related("person__unit").order_by("name_key", "pk")


def roll_in_force(congress: Congress) -> Roll | None:
    """The last one that was confirmed."""
    rolls = Roll.objects.filter(congress=congress, confirmed_at__isnull=False)
    return rolls.select_related("confirmed_by").order_by("-number").first()


def proposed_roll(congress: Congress) -> Roll | None:
    """The one that waits to be confirmed."""
    return Roll.objects.filter(congress=congress, confirmed_at__isnull=True).first()


def require_roll(congress: Congress) -> Roll:
    """The roll in force; `RuleBroken` while none is confirmed."""
    roll = roll_in_force(congress)
    if roll is None:
        raise RuleBroken(
            _("Danh sách cử tri chưa được xác nhận nên chưa có mẫu số."),
            code="no_roll",
            advice=_("Cấp ủy triệu tập xác nhận danh sách cử tri ở mục Bầu cử trước."),
        )
    return roll


def reckoned_now(congress: Congress, roll: Roll, rules: RuleSet) -> Reckoned:
    """The roll in force with who is in the room now."""
    return reckoned(roll.entries.all(), congress, rules, in_room(congress), roll.delegations)


def differs(kept: Roll, now: Roll) -> bool:
    """Whether votes are measured otherwise by the one than by the other; a correction may change neither."""
    return (kept.base, kept.need) != (now.base, now.need)


def asks_delegations(congress: Congress, rules: RuleSet) -> bool:
    """Whether the quorum also asks how many subordinate organizations have a delegate here."""
    is_of_delegates = form_of(congress) is Form.DELEGATE_CONGRESS
    return is_of_delegates and rules.quorum_organizations.value is not None


def undecided(entries: Iterable[RollEntry]) -> list[RollEntry]:
    """Absent throughout with a reason that the convening committee has not judged yet."""
    return [
        row
        for row in entries
        if row.attendance == Attendance.NONE
        and row.standing == Standing.OFFICIAL
        and row.situation == Situation.NONE
        and row.absence_reason
        and row.absence_accepted is None
    ]


def differences(congress: Congress, roll: Roll) -> list[Difference]:
    """Whose attendance now is not what the roll was confirmed with: came after all, or was not there."""
    meeting = congress_meeting(congress)
    if meeting is None:
        return []
    entries = {row.person_id: row for row in roll.entries.all()}
    found = []
    for row in invitees_of(meeting):
        if row.person_id is None or row.category in OUTSIDE:
            continue
        now = attendance_of(row, meeting) is not Attendance.NONE
        known = entries.get(row.person_id)
        then = known is not None and known.attendance != Attendance.NONE
        if known is None:
            found.append(
                Difference(row.name, _("không có trong danh sách"), _presence(is_there=now))
            )
        elif now != then:
            found.append(Difference(known.name, _presence(is_there=then), _presence(is_there=now)))
    return found


def _presence(*, is_there: bool) -> str:
    return _("có dự") if is_there else _("vắng cả đại hội")


def _periods(people: Iterable[object]) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = {}
    for row in Membership.objects.filter(person__in=list(people)):
        found.setdefault(row.person_id, []).append(row.period)
    return found
