"""The first page of logistics: what is late, whether the congress may be held, how far all is."""

from dataclasses import dataclass
from typing import Any

from daihoi.base import clock
from daihoi.congresses.models import Congress
from daihoi.logistics.models import Seat
from daihoi.logistics.queries.checklists import GroupRows, ItemRow, grouped, rows_of
from daihoi.logistics.queries.declarations import own_invitation
from daihoi.logistics.queries.halls import hall_of
from daihoi.logistics.queries.health import HealthCard, health_card, postpone_url
from daihoi.logistics.queries.places import LogisticsCan, congress_of, flags_of, place_of
from daihoi.meetings.models import Invitee
from daihoi.rules.checklists import Standing


@dataclass(frozen=True, slots=True)
class OverviewPage:
    congress: Congress
    health: HealthCard
    postpone_url: str
    groups: list[GroupRows]
    late: list[ItemRow]
    soon: list[ItemRow]
    own: list[ItemRow]
    invitation: Invitee | None  # the viewer on the roll
    seat: Seat | None  # hers
    seated: int
    has_hall: bool
    can: LogisticsCan
    today: Any

    @property
    def done(self) -> int:
        return sum(group.done for group in self.groups)

    @property
    def expected(self) -> int:
        return sum(group.expected for group in self.groups)


def overview_page(pk: int, *, viewer: Any) -> OverviewPage:
    congress = congress_of(pk, viewer=viewer)
    rows = rows_of(congress, viewer=viewer)
    card = health_card(congress)
    hall = hall_of(congress)
    invitation = own_invitation(congress, viewer=viewer)
    return OverviewPage(
        congress=congress,
        health=card,
        postpone_url=postpone_url(card, viewer=viewer),
        groups=grouped(rows),
        late=[row for row in rows if row.standing is Standing.LATE],
        soon=[row for row in rows if row.standing is Standing.SOON],
        own=[row for row in rows if row.is_mine and row.item.is_open],
        invitation=invitation,
        seat=Seat.objects.filter(invitee=invitation).first() if invitation else None,
        seated=hall.taken.count() if hall else 0,
        has_hall=hall is not None,
        can=flags_of(place_of(congress), viewer=viewer),
        today=clock.today(),
    )
