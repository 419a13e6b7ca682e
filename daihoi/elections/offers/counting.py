"""Offers of elections: counting. What waits for a teller; who follows a ballot hears no number."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.base.offers import Offers, Row, register
from daihoi.elections.models import RoundState
from daihoi.elections.queries.counts import follow_round
from daihoi.elections.queries.teller_work import WORK
from daihoi.elections.queries.tellers import rounds_of_teller
from daihoi.elections.queries.titles import office_of


def _waiting(user: Any) -> Iterable[Row]:
    for round_ in rounds_of_teller(user, states=WORK):
        title, page, action = WORK[RoundState(round_.state)]
        yield Row(
            str(title) % {"office": office_of(round_)},
            str(round_.election.congress),
            reverse(f"elections:{page}", args=[round_.pk]),
            action,
            urgent=True,
            part_of=reverse("elections:overview", args=[round_.election.congress_id]),
        )


def _topics(user: Any, topic: str) -> bool:
    """Who may follow ``elections.round:5``."""
    name, _colon, number = topic.partition(":")
    pk = whole_number(number)
    if name != "elections.round" or pk is None:
        return False
    try:
        follow_round(pk, viewer=user)
    except DomainError:
        return False
    return True


register(Offers(waiting=_waiting, topics=_topics))
