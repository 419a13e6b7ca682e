"""What a ballot asks of its tellers while it runs: its title, the page, the button."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from daihoi.elections.models import Body, BodyMember, Election, Round, RoundState

WORK: dict[RoundState, tuple[StrPromise, str, StrPromise]] = {
    RoundState.LISTED: (
        gettext_lazy("Phát phiếu bầu %(office)s"), "ballot_detail", gettext_lazy("Mở phiếu bầu"),
    ),
    RoundState.ISSUED: (
        gettext_lazy("Mở hòm phiếu bầu %(office)s"), "ballot_detail", gettext_lazy("Mở phiếu bầu"),
    ),
    RoundState.COUNTING: (
        gettext_lazy("Kiểm phiếu bầu %(office)s"), "count_round", gettext_lazy("Kiểm phiếu"),
    ),
    RoundState.RECOUNTING: (
        gettext_lazy("Kiểm lại phiếu bầu %(office)s"), "count_round", gettext_lazy("Kiểm phiếu"),
    ),
}  # fmt: skip


def ballots_to_count(
    elections: Iterable[Election], members: Iterable[BodyMember], viewer: Any
) -> Iterator[Round]:
    """Last ballots that wait for this viewer as a teller; none she stands in. Asks nothing new."""
    own = {row.person_id for row in members if row.person.user_id == viewer.pk and _counts(row)}
    if not own:
        return
    for election in elections:
        last = max(election.rounds.all(), key=lambda each: each.number, default=None)
        if last is None or last.state not in WORK:
            continue
        if own.isdisjoint(name.person_id for name in last.names.all()):
            yield last


def names_of_tellers(round_: Round, members: Iterable[BodyMember]) -> str:
    """Who of the bodies counts this ballot, in one line."""
    listed = {each.person_id for each in round_.names.all()}
    rows = [row for row in members if _counts(row) and row.person_id not in listed]
    return ", ".join(str(row.person) for row in rows)


def _counts(row: BodyMember) -> bool:
    return row.body == Body.TELLERS
