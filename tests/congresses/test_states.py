"""What a superior sees of the congresses below: their states, and nothing else of them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, Role, can
from daihoi.base import offers
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.states import CongressState, states_below
from daihoi.organizations.models import Organization
from tests.congresses.preparing import TODAY, on
from tests.factories import CongressFactory, OrganizationFactory, UserFactory, grant

pytestmark = pytest.mark.django_db
DAY_D = date(2020, 4, 3)


@pytest.fixture
def above() -> Organization:
    above: Organization = OrganizationFactory.create(path="/1/", name="Đảng bộ")
    return above


@pytest.fixture
def superior(above: Organization) -> User:
    return grant(Role.SUPERIOR, above)


def cell(number: int, *, late: int = 0, **values: object) -> Congress:
    """A cell below whose plan has one done, one dropped, one coming, some late."""
    organization = OrganizationFactory.create(path=f"/1/{number}/", name=f"Chi bộ {number}")
    told = {
        "organization": organization,
        "ordinal": 3,
        "target_on": DAY_D,
        "target_precision": "day",
    } | values
    congress: Congress = CongressFactory.create(**told)
    now, user = timezone.now(), UserFactory.create()
    done = {"actual_on": TODAY, "completed_at": now, "completed_by": user}
    dropped = {"dropped_at": now, "dropped_by": user, "drop_reason": "Không cần"}
    past = TODAY - timedelta(days=1)
    plan = [(past, done), (past, dropped), (TODAY, {}), *[(past, {})] * late]
    for position, (planned_on, state) in enumerate(plan):
        congress.milestones.create(
            code=f"M{position}",
            name="Mốc",
            days=-9,
            planned_on=planned_on,
            responsible=["secretary"],
            **state,
        )
    return congress


def test_a_superior_sees_how_far_each_congress_below_is(superior: User) -> None:
    cell(11)
    cell(12, late=2)
    cell(13, is_postponed=True, target_on=DAY_D + timedelta(days=1))
    with on():
        below = states_below(viewer=superior)
    assert below.states == [
        CongressState("Chi bộ 12", "3-4-2020", done=1, expected=4, late=2),
        CongressState("Chi bộ 11", "3-4-2020", done=1, expected=2, late=0),
        CongressState("Chi bộ 13", "", done=1, expected=2, late=0),
    ]
    assert (below.total, below.others) == (3, 0)


def test_a_closed_a_next_and_another_houses_congress_are_not_listed(superior: User) -> None:
    cell(11, closed_at=timezone.now(), closed_by=superior)
    running = cell(12)
    CongressFactory.create(organization=running.organization, ordinal=4)
    elsewhere = OrganizationFactory.create(path="/2/21/", name="Chi bộ khác")
    CongressFactory.create(organization=elsewhere)
    with on():
        (state,) = states_below(viewer=superior).states
    assert (state.organization, state.expected) == ("Chi bộ 12", 2)  # not the next one's, 0


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SECRETARY, Role.MEMBER])
def test_only_a_superior_is_shown_the_states(role: Role, above: Organization) -> None:
    congress = cell(11, late=1)
    with on():
        for place in (above, congress.organization):
            assert states_below(viewer=grant(role, place)).total == 0


def test_states_are_no_way_into_the_congress(superior: User) -> None:
    congress = cell(11, late=1)
    assert can(superior, Permission.CONGRESSES_VIEW_STATES, at=congress)
    assert not can(superior, Permission.CONGRESSES_VIEW, at=congress)
    client = Client()
    client.force_login(superior)
    for name in ("congress_detail", "plan", "board"):
        assert client.get(reverse(f"congresses:{name}", args=[congress.pk])).status_code == 403


def test_the_first_page_shows_ten_and_how_many_more(superior: User) -> None:
    for number in range(11, 23):
        cell(number, late=number == 22)
    client = Client()
    client.force_login(superior)
    with on():
        page = client.get(reverse("home:first_page")).content.decode()
    assert "Đại hội các chi bộ" in page
    assert "… và 2 chi bộ khác" in page
    assert "dự kiến 3-4-2020" in page
    assert page.count("1 mốc trễ") == 1
    assert page.index("Chi bộ 22") < page.index("Chi bộ 11")
    assert "Chi bộ 21" not in page  # the eleventh


@pytest.mark.parametrize("count", [1, 3])
def test_the_states_cost_two_queries(
    superior: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(11, 11 + count):
        cell(number, late=1)
    with on(), django_assert_num_queries(2):  # grants, congresses
        assert states_below(viewer=superior).total == count


def test_lists_and_report_tell_a_superior_what_is_true(superior: User) -> None:
    cell(11)
    client = Client()
    client.force_login(superior)
    with on():
        listed, report, places = (
            client.get(reverse(name)).content.decode()
            for name in (
                "congresses:congress_list",
                "home:report",
                "organizations:organization_list",
            )
        )
    for page in (listed, report):
        assert "Đồng chí theo dõi các tổ chức trực thuộc" in page
        assert "Chưa có đại hội nào" not in page
        assert "Hãy chọn một ngày muộn hơn" not in page
    assert "Chi bộ 11" in places
    assert "chưa thuộc tổ chức nào" not in places
    first = Organization.objects.get(name="Chi bộ 11")
    assert reverse("organizations:organization_detail", args=[first.pk]) not in places


def test_the_panel_is_offered_to_the_superior_alone(superior: User) -> None:
    congress = cell(11)
    wanted = "congresses/states_panel.html"
    with on():
        assert wanted in [panel.template for panel in offers.panels(superior)]
        secretary = grant(Role.SECRETARY, congress.organization)
        assert wanted not in [panel.template for panel in offers.panels(secretary)]
