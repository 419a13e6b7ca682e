"""The calendar behind a private link: what it holds, for whom, and until when."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar

from daihoi.accounts.models import Grant
from daihoi.audit.models import Entry
from daihoi.congresses.actions import days, tasks
from daihoi.home import queries
from daihoi.home.models import CalendarLink
from daihoi.organizations.models import Person
from tests.congresses.preparing import TODAY, Preparation, on, user_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LINK = "home:calendar_link"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    cache.clear()
    with on():
        yield


@pytest.fixture
def case() -> Preparation:
    return Preparation()


def address_for(person: Person) -> str:
    client = Client()
    client.force_login(user_of(person))
    address: str = client.post(reverse(LINK)).context["address"]
    return address


def events(address: str) -> dict[str, tuple[date, str]]:
    """By UID: the day and the title, as a calendar program reads them."""
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    found = calendar.walk("VEVENT")
    assert all(e.decoded("dtend") == e.decoded("dtstart") + timedelta(days=1) for e in found)
    return {str(e["uid"]): (e.decoded("dtstart"), str(e["summary"])) for e in found}


def test_it_holds_ones_own_days_without_signing_in(case: Preparation) -> None:
    task = case.give(case.to_body, due_on=date(2020, 3, 31))
    case.give(f"person:{case.two.pk}", title="Việc của người khác", due_on=date(2020, 3, 30))
    mine = case.congress.milestones.create(
        code="M5",
        name="Đề cương",
        days=0,
        planned_on=date(2020, 3, 28),
        subcommittee=case.body,
        responsible=["documents"],
    )
    other = case.congress.milestones.create(
        code="M8", name="Nhân sự", days=0, planned_on=date(2020, 3, 29), responsible=["superior"]
    )
    address = address_for(case.head)
    expected = {
        f"congresses.task:{task.pk}@testserver": (date(2020, 3, 31), "Hạn: Trang trí khánh tiết"),
        f"congresses.milestone:{mine.pk}@testserver": (date(2020, 3, 28), "Mốc: Đề cương"),
        f"congresses.congress:{case.congress.pk}@testserver": (
            date(2020, 4, 3),
            "Đại hội lần thứ III (dự kiến đầu tháng 4/2020)",
        ),
    }
    assert events(address) == expected
    with translation.override("en"):
        assert events(address) == expected
    led = events(address_for(case.secretary))
    assert f"congresses.milestone:{other.pk}@testserver" in led  # she leads the whole plan


def test_an_event_moves_and_goes_with_what_it_stands_for(case: Preparation) -> None:
    task = case.give(case.to_body, due_on=date(2020, 3, 31))
    address = address_for(case.head)
    uid = f"congresses.task:{task.pk}@testserver"
    tasks.edit_task(task, {"due_on": date(2020, 4, 1)}, actor=user_of(case.secretary))
    assert events(address)[uid][0] == date(2020, 4, 1)
    tasks.accept_task(task, actor=user_of(case.secretary))
    assert uid not in events(address)


def test_a_postponed_congress_has_no_days(case: Preparation) -> None:
    """Its tasks have: what is due on a task is a promise of people."""
    task = case.give(case.to_body, due_on=date(2020, 3, 31))
    case.congress.milestones.create(
        code="M5",
        name="Đề cương",
        days=0,
        planned_on=date(2020, 3, 28),
        subcommittee=case.body,
        responsible=["documents"],
    )
    days.postpone(
        case.congress,
        days.Grounds(reason="Phòng dịch.", authority="Đảng ủy Khối"),
        actor=user_of(case.secretary),
    )
    assert set(events(address_for(case.head))) == {f"congresses.task:{task.pk}@testserver"}


def test_only_the_hash_is_kept_and_the_address_is_shown_once(case: Preparation) -> None:
    client = Client()
    client.force_login(user_of(case.head))
    assert "chưa có đường dẫn" in client.get(reverse(LINK)).content.decode()
    made = client.post(reverse(LINK))
    secret = made.context["address"].rsplit("/", 1)[1].removesuffix(".ics")
    kept = CalendarLink.objects.get()
    assert len(secret) >= 43
    assert kept.digest == CalendarLink.digest_of(secret)
    assert secret in made.content.decode()
    assert secret not in client.get(reverse(LINK)).content.decode()
    entries = Entry.objects.filter(action="home.create_calendar_link")
    assert secret not in str(list(entries.values()))
    assert entries.count() == 1


@pytest.mark.parametrize(
    ("host", "warned"), [("localhost:8000", True), ("127.0.0.1", True), ("testserver", False)]
)
def test_an_address_that_no_phone_can_reach_says_so(
    case: Preparation, host: str, warned: bool
) -> None:
    client = Client(headers={"host": host})
    client.force_login(user_of(case.head))
    shown = client.post(reverse(LINK)).content.decode()
    assert ("chỉ dùng được trên chính máy này" in shown) is warned
    assert 'data-copy="address"' in shown
    assert "data-copy" not in client.get(reverse(LINK)).content.decode()


def test_a_replaced_or_revoked_address_leads_nowhere(case: Preparation) -> None:
    first = address_for(case.head)
    second = address_for(case.head)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    client = Client()
    client.force_login(user_of(case.head))
    client.post(reverse("home:calendar_link_revoke"))
    assert Client().get(second).status_code == 404
    assert client.post(reverse("home:calendar_link_revoke")).status_code == 404
    assert CalendarLink.objects.filter(revoked_at=None).count() == 0
    assert Entry.objects.filter(action="home.revoke_calendar_link").count() == 1


def test_permissions_are_those_of_the_moment_it_is_fetched(case: Preparation) -> None:
    case.give(case.to_body, due_on=date(2020, 3, 31))
    address = address_for(case.head)
    assert len(events(address)) == 2
    case.head.posts.update(ends_on=TODAY - timedelta(days=1), starts_on=date(2020, 2, 1))
    Grant.objects.filter(user=user_of(case.head)).delete()
    assert events(address) == {}
    user = user_of(case.head)
    user.is_active = False
    user.save()
    assert Client().get(address).status_code == 404


def test_a_calendar_is_not_fetched_without_end(
    case: Preparation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "FETCHES_AN_HOUR", 2)
    address, other = address_for(case.head), address_for(case.staff)
    assert [Client().get(address).status_code for _ in range(3)] == [200, 200, 429]
    assert Client().get(other).status_code == 200


def test_unknown_addresses_and_posts_are_refused() -> None:
    UserFactory.create()  # an empty place would lead to its set-up
    door = reverse("home:calendar_feed", args=["x" * 43])
    assert Client().get(door).status_code == 404
    assert Client().post(door).status_code == 405
