"""The roll as its page shows it: everybody with standing, attendance and what the rule proposes."""

from dataclasses import dataclass, field
from typing import Any

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import congress_of
from daihoi.elections.models import Roll, RollEntry
from daihoi.elections.queries.called import Called, called_wrongly
from daihoi.elections.queries.first_steps import FirstStep, before_opening
from daihoi.elections.queries.law import kept, rules_of
from daihoi.elections.queries.rolls import (
    Difference,
    asks_delegations,
    differences,
    entries_of,
    entry_of,
    proposed_roll,
    reckoned,
    roll_in_force,
    undecided,
)
from daihoi.meetings.models import InviteeCategory, Meeting, Presence
from daihoi.meetings.queries.attendance import congress_meeting
from daihoi.rules.elections.kinds import Attendance, Deduction, Situation, Standing, label
from daihoi.rules.elections.roll import may_vote


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the roll in words."""

    entry: RollEntry
    votes: bool
    is_undecided: bool

    @property
    def standing(self) -> str:
        words = label(Standing(self.entry.standing))
        situation = Situation(self.entry.situation)
        return words if situation is Situation.NONE else f"{words}, {label(situation)}"

    @property
    def attendance(self) -> str:
        return label(Attendance(self.entry.attendance))

    @property
    def deduction(self) -> str:
        return label(Deduction(self.entry.deduction)) if self.entry.deduction else ""


@dataclass(frozen=True, slots=True)
class RollPage:
    """``roll``: the one that waits, else the one in force, else None."""

    congress: Congress
    meeting: Meeting | None
    roll: Roll | None
    in_force: Roll | None
    lines: list[Line] = field(default_factory=list)
    base: dict[str, Any] | None = None
    base_number: int = 0
    quorum: dict[str, Any] | None = None
    differences: list[Difference] = field(default_factory=list)
    earlier: list[Roll] = field(default_factory=list)
    unmarked: int = 0
    called: Called | None = None  # None while no meeting is planned
    asks_delegations: bool = False
    first: FirstStep | None = None  # what comes before a roll, while nobody is marked
    can_prepare: bool = False
    can_confirm: bool = False

    @property
    def may_propose(self) -> bool:
        return self.meeting is not None and self.roll is None and self.first is None

    @property
    def waits(self) -> bool:
        return self.roll is not None and not self.roll.is_confirmed

    @property
    def undecided(self) -> int:
        return sum(line.is_undecided for line in self.lines)


def roll_page(pk: int, *, viewer: Any) -> RollPage:
    """For who prepares elections or confirms the roll: reasons of absence are nobody else's."""
    congress = congress_of(pk, viewer=viewer, to=Permission.ELECTIONS_PREPARE)
    rules, meeting = rules_of(congress), congress_meeting(congress)
    in_force, waiting = roll_in_force(congress), proposed_roll(congress)
    roll = waiting or in_force
    confirms = can(viewer, Permission.ELECTIONS_CONFIRM, at=congress)
    called = called_wrongly(congress, meeting) if meeting else None
    if roll is None:
        return RollPage(
            congress, meeting, None, None, called=called, first=_first(meeting), can_prepare=True,
            can_confirm=confirms,
        )  # fmt: skip
    entries = list(entries_of(roll))
    found = reckoned(entries, congress, rules, delegations=roll.delegations)
    open_ = {row.pk for row in undecided(entries)} if waiting else set()
    lines = [
        Line(row, may_vote(entry_of(row), rules).decision == "may_vote", row.pk in open_)
        for row in entries
    ]
    lines.sort(key=lambda line: not line.is_undecided)  # who waits for a decision first
    unmarked = 0
    if meeting is not None:
        outside = (InviteeCategory.STAFF, InviteeCategory.GUEST)
        rows = meeting.invitees.filter(presence=Presence.UNKNOWN).exclude(category__in=outside)
        unmarked = rows.count()
    return RollPage(
        congress, meeting, roll, in_force, lines,
        base=kept(found.base) if waiting else roll.answer,
        base_number=found.base.base if waiting else roll.base,
        quorum=kept(found.quorum),
        differences=differences(congress, roll),
        earlier=list(
            congress.rolls.filter(confirmed_at__isnull=False)
            .exclude(pk=roll.pk).select_related("confirmed_by").order_by("-number")
        ),
        unmarked=unmarked,
        called=called,
        asks_delegations=asks_delegations(congress, rules),
        can_prepare=True,
        can_confirm=confirms,
    )  # fmt: skip


def _first(meeting: Meeting | None) -> FirstStep | None:
    """A roll of nobody helps nobody: first people are called and marked."""
    if meeting is not None and meeting.invitees.exclude(presence=Presence.UNKNOWN).exists():
        return None
    return before_opening(meeting)


def get_roll(pk: int, *, viewer: Any, to: Permission) -> Roll:
    found = Roll.objects.select_related("congress__organization").filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, to, at=found)
    return found


def get_entry(pk: int, *, viewer: Any) -> RollEntry:
    """One person on a roll, for who judges absences."""
    rows = RollEntry.objects.select_related("roll__congress__organization", "person")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.ELECTIONS_CONFIRM, at=found)
    return found
