"""What the first page says of the plan: late, due this week, and how it stands."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.base import clock, offers
from daihoi.congresses.actions.milestones import complete_milestone
from daihoi.congresses.models import Milestone
from daihoi.organizations.models import Person
from tests.congresses.preparing import TODAY, Preparation, on, user_of

pytestmark = pytest.mark.django_db


def put(preparation: Preparation, code: str, day: date, responsible: str) -> Milestone:
    body = preparation.body if responsible == "documents" else None
    return Milestone.objects.create(
        congress=preparation.congress,
        code=code,
        name=f"Mốc {code}",
        days=(day - preparation.congress.target_on).days,
        responsible=[responsible],
        subcommittee=body,
        planned_on=day,
    )


@pytest.fixture
def preparation() -> Preparation:
    with on():
        return Preparation()


def late(person: Person) -> list[str]:
    return [str(row.title) for row in offers.late(user_of(person))]


def waiting(person: Person) -> list[str]:
    """Milestones; how a congress stands against an epidemic waits for the secretary always."""
    titles = [str(row.title) for row in offers.waiting(user_of(person))]
    return [title for title in titles if not title.startswith("Phòng, chống dịch")]


def test_late_milestones_are_told_to_who_leads_and_who_answers(preparation: Preparation) -> None:
    yesterday = TODAY - timedelta(days=1)
    put(preparation, "M1", yesterday, "documents")
    put(preparation, "M2", yesterday, "committee")
    put(preparation, "M3", TODAY, "documents")
    with on():
        assert late(preparation.secretary) == ["Mốc M1", "Mốc M2"]
        assert late(preparation.head) == ["Mốc M1"]
        assert late(preparation.staff) == late(preparation.one) == []


def test_more_than_five_late_ones_are_counted(preparation: Preparation) -> None:
    for number in range(7):
        put(preparation, f"M{number}", TODAY - timedelta(days=9 - number), "documents")
    with on():
        assert late(preparation.head) == [*(f"Mốc M{n}" for n in range(5)), "2 mốc trễ khác"]


def test_what_is_due_within_a_week_waits_for_who_answers(preparation: Preparation) -> None:
    put(preparation, "M1", TODAY + timedelta(days=7), "documents")
    put(preparation, "M2", TODAY + timedelta(days=8), "documents")
    put(preparation, "M3", TODAY, "secretary")
    done = put(preparation, "M4", TODAY, "documents")
    with on():
        complete_milestone(done, TODAY, actor=user_of(preparation.head))
        assert waiting(preparation.head) == ["Mốc M1"]
        assert waiting(preparation.secretary) == ["Mốc M3"]
        assert waiting(preparation.staff) == waiting(preparation.one) == []


def test_a_closed_congress_asks_only_for_what_comes_after_its_day(
    preparation: Preparation,
) -> None:
    put(preparation, "M1", TODAY - timedelta(days=1), "documents")
    after = preparation.congress.target_on + timedelta(days=7)
    put(preparation, "M33", after, "documents")
    with on():
        assert late(preparation.head) == ["Mốc M1"]
        congress = preparation.congress
        congress.closed_at, congress.closed_by = clock.now(), user_of(preparation.secretary)
        congress.save()
        assert late(preparation.head) == []
    with on(after + timedelta(days=1)):
        assert late(preparation.head) == late(preparation.secretary) == ["Mốc M33"]


def test_the_panel_and_the_way_to_the_plan(preparation: Preparation) -> None:
    client = Client()
    client.force_login(user_of(preparation.one))
    address = reverse("congresses:plan", args=[preparation.congress.pk])
    with on():
        page = client.get(reverse("home:first_page")).content.decode()
        assert address in page
        assert "Xem cả kế hoạch" not in page
        put(preparation, "M1", TODAY + timedelta(days=3), "documents")
        page = client.get(reverse("home:first_page")).content.decode()
    assert "Xem cả kế hoạch" in page
    assert "Mốc M1" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_page_asks_the_same_for_one_and_for_three(
    preparation: Preparation, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        put(preparation, f"L{number}", TODAY - timedelta(days=1), "documents")
        put(preparation, f"S{number}", TODAY + timedelta(days=1), "documents")
    client = Client()
    client.force_login(user_of(preparation.head))
    with on():
        client.get(reverse("home:first_page"))
        with django_assert_num_queries(68):
            client.get(reverse("home:first_page"))
