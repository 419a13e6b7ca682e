"""What the record knew at a moment that has passed stays what it was."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from daihoi.audit.actions import record
from daihoi.audit.queries import Standing, last_moment, standing_at
from daihoi.base import clock
from daihoi.congresses.models import Congress, Subcommittee
from tests.factories import CongressFactory, SubcommitteeFactory

pytestmark = pytest.mark.django_db

FIRST = timezone.make_aware(datetime(2020, 3, 1, 9))  # noqa: DTZ001 - made aware here
DAY = timedelta(days=1)


def told(
    moment: datetime, action: str, thing: Any, context: Congress | None, **after: object
) -> None:
    with clock.standing_at(moment):
        record(action, thing, actor=None, after=after, context=context)


def subcommittees_at(moment: datetime, *congresses: Congress) -> list[Standing]:
    return standing_at(moment, Congress, Subcommittee, contexts=congresses)[Subcommittee]


def test_the_last_moment_is_of_what_was_written_last() -> None:
    assert last_moment() is None
    congress = CongressFactory.create()
    told(FIRST + DAY, "x.later", congress, None)
    told(FIRST, "x.written_last", congress, None)
    assert last_moment() == FIRST


def test_later_entries_are_laid_over_earlier_ones_up_to_the_moment() -> None:
    congress = CongressFactory.create()
    body = SubcommitteeFactory.create(congress=congress, name="Tiểu ban A")
    told(FIRST, "made", body, congress, name="Tiểu ban A", decision_on=date(2020, 1, 8))
    body.name = "Tiểu ban B"
    told(FIRST + DAY, "edited", body, congress, name="Tiểu ban B")
    assert subcommittees_at(FIRST, congress) == []
    decided = {"decision_on": "2020-01-08"}
    assert subcommittees_at(FIRST + DAY, congress) == [
        Standing(body.pk, "Tiểu ban A", ("made",), {"name": "Tiểu ban A", **decided})
    ]
    assert subcommittees_at(FIRST + 2 * DAY, congress) == [
        Standing(body.pk, "Tiểu ban B", ("made", "edited"), {"name": "Tiểu ban B", **decided})
    ]


def test_what_is_entered_later_changes_no_earlier_answer() -> None:
    congress = CongressFactory.create()
    body = SubcommitteeFactory.create(congress=congress)
    told(FIRST, "made", body, congress, decision_on=date(2020, 3, 1))
    before = subcommittees_at(FIRST + DAY, congress)
    # said a week later of a day before
    told(FIRST + 7 * DAY, "edited", body, congress, decision_on=date(2020, 1, 1))
    told(FIRST + 7 * DAY, "made", SubcommitteeFactory.create(congress=congress), congress)
    body.delete()
    assert subcommittees_at(FIRST + DAY, congress) == before
    assert len(subcommittees_at(FIRST + 8 * DAY, congress)) == 2


def test_only_the_kinds_and_contexts_asked_for_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    one, other, unasked = (CongressFactory.create() for _ in range(3))
    for congress in (one, other, unasked):
        told(FIRST, "made", congress, congress, form="all_members")
        told(FIRST, "made", SubcommitteeFactory.create(congress=congress), congress, name="")
        told(FIRST, "opened", congress.organization, congress)
    told(FIRST, "made", SubcommitteeFactory.create(congress=one), None)
    with django_assert_num_queries(1):
        found = standing_at(FIRST + DAY, Congress, Subcommittee, contexts=[one, other])
    assert [each.pk for each in found[Congress]] == [one.pk, other.pk]
    assert len(found[Subcommittee]) == 2
