"""The page of the plan: its warning, its number of queries, and what is refused."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.congresses.actions import days
from daihoi.congresses.actions import milestones as actions
from daihoi.congresses.actions.congresses import add_congress
from daihoi.congresses.actions.plans import make_plan
from daihoi.congresses.models import Congress, Milestone
from daihoi.congresses.queries import reports
from daihoi.rules.plans import Meaning, built_in_templates
from tests.congresses.preparing import on
from tests.factories import CongressFactory, OrganizationFactory, SubcommitteeFactory, grant

pytestmark = pytest.mark.django_db

FULL = next(each for each in built_in_templates() if each.key == "vn-party-full")
DAY = date(2020, 4, 3)
EARLY = date(2020, 1, 4)
WHY = days.Grounds(reason="Dịch", authority="Đảng ủy Khối")
WARNING = "cấp trên phê duyệt muộn hơn 7 ngày"


@pytest.fixture
def congress() -> Congress:
    made = CongressFactory.create(target_on=DAY, target_precision="day")
    SubcommitteeFactory.create(congress=made, purpose="documents")
    make_plan(made, FULL.rows, actor=grant(Role.SECRETARY, made.organization))
    return made


@pytest.fixture
def secretary(congress: Congress) -> User:
    return grant(Role.SECRETARY, congress.organization)


def page_of(congress: Congress, viewer: User) -> str:
    address = reverse("congresses:plan", args=[congress.pk])
    return client_of(viewer).get(address).content.decode()


def client_of(viewer: User) -> Client:
    client = Client()
    client.force_login(viewer)
    return client


@pytest.mark.parametrize(
    ("planned", "today", "warned"),
    [
        (date(2020, 3, 27), date(2020, 3, 26), False),  # D-7
        (date(2020, 3, 28), date(2020, 3, 26), True),
        (date(2020, 3, 20), date(2020, 3, 27), False),  # late, may still be in time today
        (date(2020, 3, 20), date(2020, 3, 28), True),
    ],
)
def test_a_late_approval_is_warned_of(
    congress: Congress, secretary: User, planned: date, today: date, *, warned: bool
) -> None:
    """P34: the superior approves seven days before day D at the latest."""
    congress.milestones.filter(meaning=Meaning.APPROVAL).update(planned_on=planned)
    with on(today):
        assert (WARNING in page_of(congress, secretary)) == warned


def test_while_postponed_the_plan_counts_no_days(congress: Congress, secretary: User) -> None:
    with on(date(2020, 3, 30)):
        known = page_of(congress, secretary)
        assert all(each in known for each in ("trễ 10 ngày", "Dự kiến 3-4-2020", "timeline-target"))
        days.postpone(congress, WHY, actor=secretary)
        page = page_of(congress, secretary)
        banner = "Đang hoãn, chưa có ngày mới. Ngày trong kế hoạch tính theo ngày cũ: 3-4-2020."
        assert banner in page
        for said in ("Dự kiến 3-4-2020", "timeline-target", WARNING):
            assert said not in page
        assert not re.search(r"(trễ|còn) \d+ ngày", page)
        assert "theo ngày cũ" in page[page.index('id="plan-table"') :]
        moved = client_of(secretary).get(reverse("congresses:day_move", args=[congress.pk]))
        assert "Đang ghi: đang hoãn, trước đó dự kiến 3-4-2020." in moved.content.decode()
        for address in ("congress_detail", "my_work"):
            arguments = [congress.pk] if address == "congress_detail" else []
            shown = client_of(secretary).get(reverse(f"congresses:{address}", args=arguments))
            assert not re.search(r"(trễ|còn) \d+ ngày", shown.content.decode()), address


def test_a_report_of_a_postponed_congress_calls_nothing_late() -> None:
    cell = OrganizationFactory.create()
    secretary = grant(Role.SECRETARY, cell)
    told = {"ordinal": 3, "term_start": 2020, "term_end": 2025, "form": "all_members"}

    def tables() -> list[offers.Table]:
        return list(reports.report_on(User.objects.get(pk=secretary.pk), clock.today()))

    with on(EARLY):
        congress = add_congress(
            cell, told | {"target_on": DAY, "target_precision": "day"}, actor=secretary
        )
        make_plan(congress, FULL.rows, actor=secretary)
    late, soon = "Mốc trễ", "Mốc đến hạn trong 14 ngày tới"
    with on(date(2020, 3, 30)):
        assert {late, soon} <= {each.title for each in tables()}
        days.postpone(congress, WHY, actor=secretary)
        summary = {row[0]: row[1] for row in tables()[0].rows}
        assert summary["Ngày đại hội"] == "đang hoãn, trước đó dự kiến 3-4-2020"
        assert summary[late] == "0"
        assert not {late, soon} & {each.title for each in tables()}
        assert sum(row[4] for row in tables()[1].rows) == len(FULL.rows)


def test_a_dropped_approval_warns_of_nothing(congress: Congress, secretary: User) -> None:
    approval = congress.milestones.get(meaning=Meaning.APPROVAL)
    with on(date(2020, 4, 1)):
        assert WARNING in page_of(congress, secretary)
        actions.drop_milestone(approval, "Cấp trên không duyệt riêng.", actor=secretary)
        assert WARNING not in page_of(congress, secretary)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_for_one_and_for_three(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    congress = CongressFactory.create(target_on=DAY)
    secretary = grant(Role.SECRETARY, congress.organization)
    make_plan(congress, FULL.rows[:count], actor=secretary)
    client = Client()
    client.force_login(secretary)
    address = reverse("congresses:plan", args=[congress.pk])
    client.get(address)
    with django_assert_num_queries(17):
        client.get(address)


def test_nothing_is_done_in_the_future(congress: Congress, secretary: User) -> None:
    first = congress.milestones.get(code="M01")
    with on(EARLY):
        with pytest.raises(RuleBroken) as refused:
            actions.complete_milestone(first, date(2020, 1, 5), actor=secretary)
        assert refused.value.code == "done_in_future"
        actions.complete_milestone(first, EARLY, actor=secretary)


def test_another_organizations_milestone_is_not_there(congress: Congress) -> None:
    first = congress.milestones.get(code="M01")
    stranger = grant(Role.SECRETARY, CongressFactory.create().organization)
    with pytest.raises(NotFound):
        actions.complete_milestone(first, EARLY, actor=stranger)
    client = Client()
    client.force_login(stranger)
    for verb in ("detail", "complete", "reopen", "drop", "edit"):
        address = reverse(f"congresses:milestone_{verb}", args=[first.pk])
        assert client.get(address).status_code == 404, verb
    for name in ("plan", "milestone_add"):
        address = reverse(f"congresses:{name}", args=[congress.pk])
        assert client.get(address).status_code == 404, name


def test_a_closed_congress_keeps_its_plan_as_it_was(congress: Congress, secretary: User) -> None:
    first, second = congress.milestones.order_by("position")[:2]
    with on(EARLY):
        actions.complete_milestone(first, EARLY, actor=secretary)
    congress.closed_at, congress.closed_by = clock.now(), secretary
    congress.save()
    kept = list(congress.milestones.order_by("pk").values())
    values = {"name": "Tên khác", "responsible": ["committee"], "subcommittee": None}

    def edit() -> Milestone:
        return actions.edit_milestone(
            second,
            values,
            offset=second.offset,
            planned_on=second.planned_on,
            after=[],
            actor=secretary,
        )

    for change in (
        lambda: actions.complete_milestone(second, EARLY, reason="Gấp.", actor=secretary),
        lambda: actions.reopen_milestone(first, "Nhầm.", actor=secretary),
        lambda: actions.drop_milestone(second, "Không cần.", actor=secretary),
        lambda: actions.add_milestone(
            congress, {"code": "M99", **values}, planned_on=DAY, after=[], actor=secretary
        ),
        edit,
    ):
        with pytest.raises(Conflict) as refused:
            change()
        assert refused.value.code == "closed"
    assert list(congress.milestones.order_by("pk").values()) == kept
    # what comes after the congress goes on
    report = congress.milestones.get(code="M33")
    sent = date(2020, 4, 9)
    with on(sent):
        actions.complete_milestone(report, sent, reason="Gấp.", actor=secretary)
        assert congress.milestones.get(code="M35").planned_on == date(2020, 5, 4)
        actions.reopen_milestone(report, "Nhầm.", actor=secretary)
    assert report.overrides.count() == 1
    page = page_of(congress, secretary)
    assert "Thêm mốc" not in page


def test_what_stands_in_no_paper_is_called_custom(congress: Congress, secretary: User) -> None:
    page = page_of(congress, secretary)
    assert congress.milestones.filter(basis__startswith="Trường hợp tham chiếu").exists()
    assert "Thông lệ tổ chức đại hội" in page
    assert "tham chiếu" not in page
