"""Offers of elections: preparing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, can
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.base.offers import NavEntry, Offers, Recheck, Reference, Row, register
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import congress_of, current_congress
from daihoi.elections.actions import merging as moving
from daihoi.elections.help import PAGES
from daihoi.elections.queries.ballots import get_round
from daihoi.elections.queries.bodies import duties_of_bodies
from daihoi.elections.queries.merging import clashes
from daihoi.elections.queries.moving import edition_on_day
from daihoi.elections.queries.overview import next_thing
from daihoi.organizations.queries import duties


def _navigation(user: Any) -> Iterable[NavEntry]:
    congress = current_congress(user)
    if congress and can(user, Permission.ELECTIONS_VIEW, at=congress):
        url = reverse("elections:overview", args=[congress.pk])
        group = gettext_lazy("Chuẩn bị")
        yield NavEntry(gettext_lazy("Bầu cử"), url, 245, group=group, pages=("elections:",))


def _waiting(user: Any) -> Iterable[Row]:
    """The first thing to do once the roll is being made: on the day itself."""
    congress = current_congress(user)
    if congress is None or not can(user, Permission.ELECTIONS_PREPARE, at=congress):
        return
    todo = next_thing(congress)
    if todo is not None:
        title = _("Bầu cử: %(title)s") % {"title": todo.title}
        url = reverse("elections:overview", args=[congress.pk])
        yield Row(title, todo.note, url, _("Mở"), congress.target_on, urgent=True)


def _topics(user: Any, topic: str) -> bool:
    """Who may follow ``elections.congress:3``, ``elections.round:5`` and the rules it elects by."""
    name, _colon, number = topic.partition(":")
    pk = whole_number(number)
    if pk is None:
        return False
    try:
        if name in {"elections.congress", "congresses.rules"}:
            congress_of(pk, viewer=user, to=Permission.ELECTIONS_VIEW)
        elif name == "elections.round":
            get_round(pk, viewer=user)
        else:
            return False
    except DomainError:
        return False
    return True


def _rechecks(thing: Any, old: date, new: date | None) -> Iterable[Recheck]:
    """Where the other day falls under other rules, or elections were prepared for the old one."""
    if not isinstance(thing, Congress) or new is None:
        return
    before, after = edition_on_day(thing, old), edition_on_day(thing, new)
    url = reverse("elections:overview", args=[thing.pk])
    if before != after:
        reason = f"Ngày mới theo “{after}”, ngày cũ theo “{before}”: số lượng, danh sách, phiếu phải xem lại."
        yield Recheck("Quy định bầu cử áp dụng", reason, url)
    elif thing.elections.exclude(state="cancelled").exists():
        reason = "Phiếu bầu ghi ngày đại hội; phiếu đã in cho ngày cũ phải in lại."
        yield Recheck("Phiếu bầu", reason, url)


duties.register("elections.", duties_of_bodies)
register(
    Offers(
        navigation=_navigation,
        waiting=_waiting,
        topics=_topics,
        rechecks=_rechecks,
        help=PAGES,
        references=(
            Reference(
                gettext_lazy("Danh sách cử tri, bộ phận của đại hội, đề cử, tên trên phiếu bầu"),
                (
                    "elections.RollEntry.person",
                    "elections.BodyMember.person",
                    "elections.Nomination.person",
                    "elections.Nomination.nominated_by",
                    "elections.ListedName.person",
                    "elections.Appointment.person",
                ),
                moving.move_election_rows,
                clashes,
                moving.HeldElectionRows,
            ),
        ),
    )
)
