"""What the first page says of the day to who runs it."""

from dataclasses import dataclass
from typing import Any

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.conduct.models import Run
from daihoi.congresses.models import Congress, TargetPrecision
from daihoi.congresses.queries.congresses import current_congress
from daihoi.programme.models import Script
from daihoi.programme.queries.seen import scope_of

DAYS_BEFORE = 30  # a rehearsal is held in the last weeks


@dataclass(frozen=True, slots=True)
class Work:
    """A day that is to begin or goes on; ``now``: the title of what runs, "" for nothing."""

    congress: Congress
    is_begun: bool
    now: str = ""


def conducted(viewer: Any) -> Congress | None:
    """The running congress, for who runs its script."""
    congress = current_congress(viewer)
    if congress is None or (congress.target_on - clock.today()).days > DAYS_BEFORE:
        return None  # nothing is asked of the database before there can be a script
    may = can(viewer, Permission.CONDUCT_RUN, at=congress)
    return congress if may or can(viewer, Permission.CONDUCT_RUN, at=scope_of(congress)) else None


def work_of(viewer: Any) -> Work | None:
    """None but on the day, or while the day goes on."""
    congress = conducted(viewer)
    if congress is None:
        return None
    run = Run.objects.filter(congress=congress).first()
    if run is not None:
        if run.is_over:
            return None
        item = run.items.filter(started_at__isnull=False, ended_at__isnull=True).first()
        return Work(congress, is_begun=True, now=item.title if item else "")
    exact = congress.target_precision == TargetPrecision.DAY and not congress.is_postponed
    if not exact or congress.target_on != clock.today():
        return None
    final = Script.objects.filter(congress=congress, final_at__isnull=False)
    return Work(congress, is_begun=False) if final.exists() else None
