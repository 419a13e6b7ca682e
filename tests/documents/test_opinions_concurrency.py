"""Many senders at once, and two hands on one round: nothing lost, nothing twice."""

from functools import partial

import pytest

from daihoi.audit.queries import breaks
from daihoi.base.errors import Conflict
from daihoi.documents.actions import contributions, opinions, rounds
from daihoi.documents.models import OpinionRound
from daihoi.documents.queries.places import Saying
from tests.documents.asking import cell
from tests.documents.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_many_senders_none_is_refused_or_lost() -> None:
    place = cell()
    members = [place.member(f"Người {number}") for number in range(8)]
    opened = place.open()
    send = partial(opinions.add_opinion, opened, Saying("Nhất trí."))

    outcome = at_once(*(partial(send, actor=member) for member in members))

    assert [each for each in outcome if isinstance(each, Exception)] == []
    opened.refresh_from_db()
    assert (opened.opinions.count(), opened.opinions_count) == (8, 8)
    silent = opened.participants.filter(person__isnull=False, answered_at__isnull=True)
    assert [str(row) for row in silent] == ["Vũ Đình Lập"]
    assert list(breaks()) == []


def test_a_round_is_opened_ended_and_signed_once() -> None:
    place = cell()
    outcome = at_once(place.open, place.open)
    assert sum(isinstance(each, Conflict) for each in outcome) == 1
    opened = OpinionRound.objects.get()
    item = contributions.add_item(opened, place.unit, Saying("Một mục."), actor=place.unit_head)
    sign = partial(contributions.sign, item.contribution, items=1, actor=place.unit_head)
    assert sum(isinstance(each, Conflict) for each in at_once(sign, sign)) == 1
    assert opened.opinions.count() == 1
    end = partial(rounds.end_round, opened, actor=place.head)
    assert sum(isinstance(each, Conflict) for each in at_once(end, end)) == 1
