"""Minutes that wait for somebody: to be written up, signed, put among the papers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.closing.models import CongressMinutes
from daihoi.closing.queries.minutes import minutes_of, named_to_sign
from daihoi.conduct.models import Run
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import current_congress
from daihoi.meetings.queries.attendance import congress_meeting


class Step(StrEnum):
    READ = "read"  # look through, read back
    SIGN = "sign"
    DEPOSIT = "deposit"


@dataclass(frozen=True, slots=True)
class Waiting:
    congress: Congress
    step: Step


def shown_congress(user: Any) -> Congress | None:
    """The congress whose minutes the navigation leads to: once it has opened."""
    congress = current_congress(user)
    if congress is None or congress.target_on > clock.today():
        return None
    if not can(user, Permission.CLOSING_VIEW, at=congress):
        return None
    return congress if _has_opened(congress) else None


def waiting_for(user: Any) -> Waiting | None:
    """What the minutes of the running congress want of this user now."""
    congress = shown_congress(user)
    if congress is None:
        return None
    minutes = minutes_of(congress)
    writes = can(user, Permission.CLOSING_WRITE, at=congress)
    if minutes is None or (not minutes.is_begun and minutes.read_back_at is None):
        return Waiting(congress, Step.READ) if writes and is_closed(congress) else None
    if minutes.is_fixed:
        is_due = minutes.paper_id is None and writes
        return Waiting(congress, Step.DEPOSIT) if is_due else None
    return Waiting(congress, Step.SIGN) if _owes(user, congress, minutes) else None


def _owes(user: Any, congress: Congress, minutes: CongressMinutes) -> bool:
    named = named_to_sign(congress).values()
    mine = [row.person_id for row in named if row.person.user_id == user.pk]
    if not mine or not is_closed(congress):
        return False
    signed = minutes.signatures.filter(addition__isnull=True, person__in=mine)
    return not signed.exists()


def _has_opened(congress: Congress) -> bool:
    meeting = congress_meeting(congress)
    if meeting is not None and meeting.opened_at is not None:
        return True
    return Run.objects.filter(congress=congress).exists()


def is_closed(congress: Congress) -> bool:
    """Whether somebody noted that it is over."""
    meeting = congress_meeting(congress)
    if meeting is not None and meeting.ended_at is not None:
        return True
    return Run.objects.filter(congress=congress, ended_at__isnull=False).exists()
