"""What follows a congress, as the shell, the first page, papers and merging hear of it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.base.offers import NavEntry, Offers, Reference, Row, register
from daihoi.closing.actions import handovers
from daihoi.closing.help.aftermath import PAGES
from daihoi.closing.queries import archive
from daihoi.closing.queries.aftermath import Duty, open_duties
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import current_congress

OWN_PAGES = ("closing:aftermath_", "closing:term_")


def _navigation(user: Any) -> Iterable[NavEntry]:
    """From the day of the congress on."""
    congress = current_congress(user)
    if congress is None or congress.is_postponed or congress.target_on > clock.today():
        return
    if can(user, Permission.CLOSING_VIEW, at=congress):
        url = reverse("closing:aftermath_detail", args=[congress.pk])
        group = gettext_lazy("Phục vụ đại hội")
        yield NavEntry(gettext_lazy("Sau đại hội"), url, 460, group, pages=OWN_PAGES)


def _late(user: Any) -> Iterable[Row]:
    found = open_duties(user)
    if found and (late := [duty for duty in found[1] if duty.is_late]):
        yield _row(found[0], late)


def _waiting(user: Any) -> Iterable[Row]:
    """One row for all of it: its page has them one by one."""
    found = open_duties(user)
    if found and found[1] and not any(duty.is_late for duty in found[1]):
        yield _row(found[0], found[1])


def _row(congress: Congress, duties: list[Duty]) -> Row:
    days = [duty.due_on for duty in duties if duty.due_on]
    return Row(
        title=_("Việc sau đại hội còn %(n)s") % {"n": len(duties)},
        detail="; ".join(duty.title for duty in duties),
        url=reverse("closing:aftermath_detail", args=[congress.pk]),
        action=_("Mở"),
        due_on=min(days, default=None),
    )


register(
    Offers(
        navigation=_navigation,
        late=_late,
        waiting=_waiting,
        help=PAGES,
        facts=archive.FACTS,
        facts_of=archive.facts_of,
        references=(
            Reference(
                gettext_lazy("Bàn giao hồ sơ sau đại hội"),
                ("closing.HandOver.given_by", "closing.HandOver.taken_by"),
                handovers.move_handovers,
                hold=handovers.HeldHandOvers,
            ),
        ),
    )
)
