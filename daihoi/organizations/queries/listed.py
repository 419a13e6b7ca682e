"""What a list of members tells of each one's membership, as periods."""

from datetime import date
from itertools import pairwise

from daihoi.base import clock
from daihoi.organizations.models import Membership, Person
from daihoi.organizations.queries.memberships import (
    CHANGE_TO,
    ONE_DAY,
    TAKING_PART,
    own_status_of,
)
from daihoi.rules.members import MembershipChange, MembershipEnd, MembershipStatus


def listed_periods(
    person: Person,
    status: MembershipStatus,
    *,
    admitted_on: date | None,
    official_on: date | None,
    on: date,
    since: date | None = None,
    until: date | None = None,
) -> list[Membership]:
    """What a list, or who adds a person, tells of her membership up to the day ``on``; unsaved.

    Probationary from her admission, official from her official day. Being away, exempt,
    suspended or here for a time begins ``since``, or else ``on``: of the days before nothing is
    known. After its last day ``until`` she takes part again.
    """
    dates = {"admitted_on": admitted_on, "official_on": official_on}
    guest = status is MembershipStatus.INCOMING_TEMPORARY
    own = [] if guest else _own_periods(status, admitted_on, official_on)
    periods = [Membership(person=person, status=kind, starts_on=day, **dates) for kind, day in own]
    if guest or status not in TAKING_PART:
        starts_on = since or (on if own or guest else None)
        periods = [each for each in periods if each.period.begins < (starts_on or date.min)]
        change = CHANGE_TO[status].value if since else ""
        apart = Membership(
            person=person, status=status, starts_on=starts_on, ends_on=until, change=change, **dates
        )
        periods.append(apart)
        if until is not None and guest:
            apart.end = MembershipEnd.WENT_BACK.value
        elif until is not None:
            back_on = until + ONE_DAY
            periods.append(
                Membership(
                    person=person,
                    status=own_status_of(periods, back_on, official_on),
                    starts_on=back_on,
                    change=MembershipChange.RETURNED.value,
                    **dates,
                )
            )
    for each, following in pairwise(periods):
        if each.ends_on is None and following.starts_on is not None:
            each.ends_on = following.starts_on - ONE_DAY
    return periods


def is_as_listed(memberships: list[Membership]) -> bool:
    """Whether the periods are only what a list told: her dates, and nothing that happened since."""
    last = memberships[-1]
    if last.status not in TAKING_PART:
        return False
    told = listed_periods(
        last.person,
        MembershipStatus(last.status),
        admitted_on=last.admitted_on,
        official_on=last.official_on,
        on=clock.today(),
    )
    single = (last.status, last.official_on or last.admitted_on, None)
    as_told = [(each.status, each.starts_on, each.ends_on) for each in told]
    held = [(each.status, each.starts_on, each.ends_on) for each in memberships]
    return held in (as_told, [single]) and not any(
        each.change or each.paper or each.note for each in memberships
    )


def _own_periods(
    status: MembershipStatus, admitted_on: date | None, official_on: date | None
) -> list[tuple[MembershipStatus, date | None]]:
    """Each status that her dates tell of with its first day; for who is apart, what she was before."""
    official = (MembershipStatus.OFFICIAL, official_on)
    probationary = (MembershipStatus.PROBATIONARY, admitted_on)
    if status is MembershipStatus.PROBATIONARY:
        return [probationary]
    if official_on is None:
        if status is MembershipStatus.OFFICIAL:
            return [(status, admitted_on)]
        return [probationary] if admitted_on else []
    return [probationary, official] if admitted_on and admitted_on < official_on else [official]
