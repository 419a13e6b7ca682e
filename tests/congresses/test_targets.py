"""Targets of the term are set for a year or for all of it, and followed after the congress (S7)."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, DomainError, NotFound, NotPermitted, RuleBroken
from daihoi.base.offers import Row
from daihoi.congresses.actions import targets as actions
from daihoi.congresses.actions.congresses import close_preparation
from daihoi.congresses.models import Congress, ResolutionTarget
from daihoi.congresses.queries.targets import target_page
from daihoi.rules.outcomes import groups_in, without_target
from tests.factories import CongressFactory, OrganizationFactory, UserFactory, grant

pytestmark = pytest.mark.django_db

RATE = {"group": "professional", "text": "Thi hành xong 80% số việc có điều kiện.", "year": 2020}
UNITY = {"group": "unity", "text": "Chi bộ giữ vững đoàn kết.", "year": None}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.standing_at(on(2020, 3, 26)):
        yield


@pytest.fixture
def congress() -> Congress:
    organization = OrganizationFactory.create(path="/7/")
    return CongressFactory.create(organization=organization, term_start=2020, term_end=2025)


@pytest.fixture
def secretary(congress: Congress) -> User:
    return grant(Role.SECRETARY, congress.organization)


def on(year: int, month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(year, month, day, 9))  # noqa: DTZ001 - made aware


def owed(
    congress: Congress, rows: Callable[[User], list[Row]], role: Role = Role.COMMITTEE_MEMBER
) -> list[tuple[str, str]]:
    """Rows on targets on the first page of somebody who has just signed in."""
    user = grant(role, congress.organization)
    return [(str(r.title), str(r.detail)) for r in rows(user) if "chỉ tiêu" in str(r.title)]


def test_a_target_is_for_a_year_of_the_term_or_for_all_of_it(
    congress: Congress, secretary: User
) -> None:
    actions.add_target(congress, RATE, actor=secretary)
    actions.add_target(congress, UNITY, actor=secretary)
    assert list(congress.targets.order_by("position").values_list("group", "year")) == [
        ("professional", 2020),
        ("unity", None),
    ]
    assert Entry.objects.filter(action="congresses.add_target").count() == 2
    for wrong in (
        RATE | {"year": 2026},
        RATE | {"year": 2019},
        RATE | {"text": "  "},
        RATE,  # a second time
        UNITY,
    ):
        with pytest.raises((RuleBroken, Conflict)):
            actions.add_target(congress, wrong, actor=secretary)
    actions.add_target(congress, RATE | {"year": 2025}, actor=secretary)
    assert congress.targets.count() == 3


def test_results_are_noted_after_the_congress_too(congress: Congress, secretary: User) -> None:
    rate = actions.add_target(congress, RATE, actor=secretary)
    unity = actions.add_target(congress, UNITY, actor=secretary)
    close_preparation(congress, {}, actor=secretary)
    with pytest.raises(Conflict):
        actions.add_target(congress, RATE | {"year": 2021}, actor=secretary)
    with clock.standing_at(on(2021, 1, 20)):
        said = {"year": 2020, "text": "Đạt 82%.", "is_met": True}
        actions.note_result(rate, said, actor=secretary)
        with pytest.raises(RuleBroken):
            actions.note_result(rate, said | {"year": 2021}, actor=secretary)
        with pytest.raises(RuleBroken):
            actions.note_result(unity, said | {"year": 2022}, actor=secretary)
        actions.note_result(unity, said | {"text": "Có đơn thư.", "is_met": False}, actor=secretary)
        actions.note_result(unity, said | {"text": "Giữ vững."}, actor=secretary)
    assert list(rate.results.values_list("year", "text", "is_met", "noted_by")) == [
        (2020, "Đạt 82%.", True, secretary.pk)
    ]
    assert list(unity.results.values_list("text", "is_met")) == [("Giữ vững.", True)]
    last = Entry.objects.filter(action="congresses.note_result").latest("pk")
    before = {"text": "Có đơn thư.", "is_met": False, "value": "", "evidence": ""}
    assert last.before == before


def test_missing_results_wait_a_month_then_are_late_for_the_committee(
    congress: Congress, secretary: User
) -> None:
    rate = actions.add_target(congress, RATE, actor=secretary)
    unity = actions.add_target(congress, UNITY, actor=secretary)
    with clock.standing_at(on(2020, 11, 30)):
        assert owed(congress, offers.waiting) == owed(congress, offers.late) == []
    with clock.standing_at(on(2020, 12, 1)):
        wanted = [("Ghi kết quả chỉ tiêu năm 2020", "còn thiếu 2 kết quả")]
        assert owed(congress, offers.waiting) == wanted
        assert owed(congress, offers.waiting, Role.MEMBER) == []
    with clock.standing_at(on(2021, 1, 20)):
        member = grant(Role.COMMITTEE_MEMBER, congress.organization)
        actions.note_result(rate, {"year": 2020, "text": "Đạt 82%.", "is_met": True}, actor=member)
        assert owed(congress, offers.waiting) == []
        wanted = [("Ghi kết quả chỉ tiêu năm 2020", "còn thiếu 1 kết quả")]
        assert owed(congress, offers.late) == wanted
        rows = target_page(congress.pk, viewer=member).rows
        assert [(row.target, row.late, row.due, row.to_note) for row in rows] == [
            (rate, [], [], 2020),
            (unity, [2020], [], 2020),
        ]
        said = {"year": 2020, "text": "Giữ vững.", "is_met": True}
        actions.note_result(unity, said, actor=member)
        assert owed(congress, offers.late) == []


def test_nothing_is_awaited_before_the_congress_was_held(
    congress: Congress, secretary: User
) -> None:
    actions.add_target(congress, UNITY, actor=secretary)
    Congress.objects.update(target_on=date(2021, 2, 1))
    with clock.standing_at(on(2021, 1, 20)):
        assert owed(congress, offers.late) == []
    with clock.standing_at(on(2021, 12, 31)):
        wanted = [("Ghi kết quả chỉ tiêu năm 2021", "còn thiếu 1 kết quả")]
        assert owed(congress, offers.waiting) == wanted


def test_a_figure_is_told_as_a_share_of_the_amount(congress: Congress, secretary: User) -> None:
    made = actions.add_target(congress, RATE | {"amount": "80", "unit": "%"}, actor=secretary)
    said = {"year": 2020, "text": "Năm 2020 giảm.", "is_met": False, "value": " 68  % "}
    result = actions.note_result(made, said | {"evidence": "Báo cáo số 15"}, actor=secretary)
    assert (result.value, result.evidence) == ("68 %", "Báo cáo số 15")
    row = target_page(congress.pk, viewer=secretary).rows[0]
    assert [each.percent for each in row.results] == [85]


def test_a_target_with_results_keeps_its_words(congress: Congress, secretary: User) -> None:
    rate = actions.add_target(congress, RATE, actor=secretary)
    actions.edit_target(rate, RATE | {"text": "Thi hành xong 81%."}, actor=secretary)
    rate.refresh_from_db()
    assert rate.text == "Thi hành xong 81%."
    actions.note_result(rate, {"year": 2020, "text": "79%", "is_met": False}, actor=secretary)
    for attempt in (
        lambda: actions.edit_target(rate, RATE, actor=secretary),
        lambda: actions.remove_target(rate, actor=secretary),
    ):
        with pytest.raises(Conflict):
            attempt()
    other = actions.add_target(congress, UNITY, actor=secretary)
    actions.remove_target(other, actor=secretary)
    assert list(ResolutionTarget.objects.values_list("text", flat=True)) == ["Thi hành xong 81%."]


def test_members_note_no_results(congress: Congress, secretary: User) -> None:
    rate = actions.add_target(congress, RATE, actor=secretary)
    said = {"year": 2020, "text": "Đạt 82%.", "is_met": True}
    with pytest.raises(NotPermitted):
        actions.note_result(rate, said, actor=grant(Role.MEMBER, congress.organization))
    assert not rate.results.exists()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COMMITTEE_MEMBER])
def test_only_who_manages_the_congress_sets_targets(congress: Congress, role: Role) -> None:
    with pytest.raises(NotPermitted):
        actions.add_target(congress, RATE, actor=grant(role, congress.organization))
    with pytest.raises(NotFound):
        actions.add_target(congress, RATE, actor=UserFactory.create())


def test_what_closing_words_hope_for_has_its_group_of_targets(
    congress: Congress, secretary: User, client: Client
) -> None:
    words = "Chi bộ trong sạch, ngày càng vững mạnh, đoàn kết, hoàn thành xuất sắc mọi nhiệm vụ."
    assert groups_in(words) == ("professional", "party_building", "unity")
    assert groups_in("Đại hội bế mạc.") == ()
    actions.add_target(congress, UNITY, actor=secretary)
    assert "đoàn kết" not in [each.phrase for each in without_target({"unity"})]
    assert without_target(set(), "vn-trade-union") == ()  # they are hopes of the Party
    client.force_login(secretary)
    page = client.get(reverse("congresses:target_list", args=[congress.pk])).content.decode()
    missing = page[page.index("chưa có chỉ tiêu nào") : page.index("chưa có nguồn xác nhận")]
    assert "<li>trong sạch, vững mạnh</li>" in missing
    assert "<li>đoàn kết</li>" not in missing


def test_the_pages_set_and_follow_a_target(
    congress: Congress, secretary: User, client: Client
) -> None:
    client.force_login(secretary)
    add = reverse("congresses:target_add", args=[congress.pk])
    client.post(add, RATE)
    target = congress.targets.get()
    refused = client.post(add, RATE).content.decode()
    assert "Đã có chỉ tiêu này cho cùng thời gian." in refused
    follow = reverse("congresses:target_follow", args=[target.pk])
    asked = client.get(follow).context["form"]
    assert (asked["year"].value(), asked.fields["year"].choices) == (2020, [("2020", "2020")])
    said = {"year": 2020, "is_met": "yes", "text": "Đạt 82%.", "value": "82 %", "evidence": "BC 15"}
    client.post(follow, said)
    shown = client.get(reverse("congresses:target_list", args=[congress.pk])).content.decode()
    assert "2020: Đạt 82%." in shown
    assert "Minh chứng: BC 15" in shown
    edit = reverse("congresses:target_edit", args=[target.pk])
    seen = client.get(edit).context["form"]["seen"].value()
    changed = RATE | {"text": "Khác.", "seen": seen}
    assert "giữ nguyên lời và năm" in client.post(edit, changed).content.decode()
    client.force_login(grant(Role.MEMBER, congress.organization))
    shown = client.get(reverse("congresses:target_list", args=[congress.pk])).content.decode()
    assert RATE["text"] in shown
    assert add not in shown
    assert follow not in shown


def test_the_list_costs_the_same(
    congress: Congress, secretary: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 3):
        while congress.targets.count() < count:
            made = actions.add_target(
                congress, RATE | {"text": f"Chỉ tiêu {congress.targets.count()}"}, actor=secretary
            )
            said = {"year": 2020, "text": "Đạt.", "is_met": True}
            actions.note_result(made, said, actor=secretary)
        viewer = User.objects.get(pk=secretary.pk)
        with django_assert_num_queries(4):
            assert target_page(congress.pk, viewer=viewer).count == count


def test_a_refusal_changes_nothing(congress: Congress, secretary: User) -> None:
    rate = actions.add_target(congress, RATE, actor=secretary)
    with pytest.raises(DomainError):
        actions.edit_target(rate, RATE | {"text": "Khác.", "year": 2030}, actor=secretary)
    rate.refresh_from_db()
    assert rate.text == RATE["text"]
