"""What other pages show of logistics."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.base import clock, offers
from daihoi.congresses.models import Congress
from daihoi.logistics.actions import checklists, merging, own_rows
from daihoi.logistics.models import ChecklistItem, OwnRow
from daihoi.logistics.queries.facts import facts_of
from daihoi.papers.outline import plain
from tests.congresses.preparing import TODAY, on, user_of
from tests.factories import OrganizationFactory
from tests.factories.logistics import ChecklistItemFactory, HallFactory, OwnRowFactory
from tests.logistics.serving import Serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on():
        yield


@pytest.fixture
def case() -> Serving:
    return Serving()


def make_item(case: Serving, **values: Any) -> ChecklistItem:
    return ChecklistItemFactory.create(
        congress=case.congress, subcommittee=case.logistics, **values
    )


def test_logistics_stands_in_the_navigation_of_who_may_read_it(case: Serving) -> None:
    url = reverse("logistics:overview", args=[case.congress.pk])
    assert url in [entry.url for entry in offers.navigation(user_of(case.one))]
    stranger = Serving(cell=OrganizationFactory.create(path="/8/"))
    assert url not in [entry.url for entry in offers.navigation(user_of(stranger.one))]


def test_late_items_are_told_to_who_works_on_them_and_who_answers(case: Serving) -> None:
    for number in range(5):
        make_item(case, text=f"Việc {number}", days=-20 + number)
    make_item(case, text="Của một", days=-9, owner=case.one)
    make_item(case, text="Đã xong", days=-30, done_at=clock.now(), done_by=user_of(case.one))
    told = [str(row.title) for row in offers.late(user_of(case.chief))]
    assert told == ["Việc 0", "Việc 1", "Việc 2", "3 mục bảng kiểm trễ khác"]
    assert [str(row.title) for row in offers.late(user_of(case.one))] == ["Của một"]
    assert [str(row.title) for row in offers.late(user_of(case.two))] == []


def test_who_answers_has_it_in_the_calendar(case: Serving) -> None:
    item = make_item(case, owner=case.one)
    (event,) = [e for e in offers.events(user_of(case.one)) if e.key == f"logistics.item:{item.pk}"]
    assert event.on == case.congress.target_on - timedelta(days=2)
    assert not [e for e in offers.events(user_of(case.two)) if e.key.startswith("logistics")]


def test_a_search_finds_items_without_marks(case: Serving) -> None:
    make_item(case, text="Hòm phiếu, niêm phong")
    (search,) = [each for each in offers.searches() if each.key == "bang-kiem"]
    assert [hit.title for hit in search.find(user_of(case.one), "hom phieu", 0, 9)] == [
        "Hòm phiếu, niêm phong"
    ]


def test_a_moved_day_asks_to_look_at_list_and_seats(case: Serving) -> None:
    make_item(case)
    hall = HallFactory.create(congress=case.congress)
    (called,) = case.call(case.meeting(), case.one)
    hall.taken.create(row=1, number=1, invitee=called)
    new = case.congress.target_on
    titles = [each.title for each in offers.rechecks(case.congress, TODAY, new)]
    assert {"Bảng kiểm khánh tiết, hậu cần", "Sơ đồ chỗ ngồi"} <= set(titles)
    assert not [
        each
        for each in offers.rechecks(case.congress, TODAY, None)
        if each.url.startswith("/hau-can/")
    ]


def test_the_checklist_paper_is_made_of_the_items(case: Serving) -> None:
    make_item(case, text="Treo cờ", owner=case.one)
    make_item(case, text="Nước uống", group="reception", owner_body="Công ty nước")
    blocks = facts_of(case.congress, TODAY)["bảng kiểm khánh tiết, hậu cần"]
    assert [plain(block.runs) for block in blocks if block.runs] == [
        "Khánh tiết, sân khấu", "Đón tiếp, phục vụ",
    ]  # fmt: skip
    cells = [
        [cell.text for cell in row] for each in blocks if each.table for row in each.table.rows
    ]
    assert ["1", "Treo cờ", case.one.full_name, "01-4-2020", ""] in cells
    assert ["1", "Nước uống", "Công ty nước", "01-4-2020", ""] in cells


def test_the_report_of_a_day_knows_what_was_known_then(case: Serving) -> None:
    actor = user_of(case.chief)
    Congress.objects.filter(pk=case.congress.pk).update(created_at=clock.now())
    item = checklists.add_item(
        case.congress, {"text": "Treo cờ", "group": "stage", "days": -2}, actor=actor
    )
    with on(TODAY + timedelta(days=1)):
        checklists.complete_item(item, actor=actor)

    def told(day: Any) -> list[Any]:
        with on(TODAY + timedelta(days=2)):
            tables = offers.report(user_of(case.one), day)
        return [t.rows for t in tables if str(t.title) == "Khánh tiết, hậu cần, y tế"]

    assert told(TODAY) == [[("Khánh tiết, sân khấu", 1, 0, 0)]]
    assert told(TODAY + timedelta(days=1)) == [[("Khánh tiết, sân khấu", 1, 1, 0)]]


def test_items_move_with_a_merged_record(case: Serving) -> None:
    item = make_item(case, owner=case.two)
    secretary = user_of(case.secretary)
    assert merging.move_items(case.two, case.one, actor=secretary) == 1
    item.refresh_from_db()
    assert item.owner == case.one


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_page_asks_as_often_for_any_number(
    case: Serving, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    from daihoi.logistics import offers as own

    for number in range(count):
        make_item(case, text=f"Việc {number}", days=-20)
    viewer = user_of(case.secretary)
    with django_assert_num_queries(11):
        rows = [*own._late(viewer), *own._waiting(viewer)]
    assert rows


def test_the_template_s_pages(case: Serving) -> None:
    browser = Client()
    browser.force_login(user_of(case.secretary))
    own = OwnRowFactory.create(organization=case.cell, text="Lau biển tên cơ quan")
    page = browser.get(reverse("logistics:own_row_list", args=[case.cell.pk])).content.decode()
    assert "Lau biển tên cơ quan" in page
    assert "trước đại hội 14 ngày" in page
    values = {"text": "Cây xanh", "group": "stage", "days": "-1"}
    change = reverse("logistics:own_row_change", args=[case.cell.pk, "ST09"])
    assert browser.post(change, values | {"is_left_out": "on"}).status_code == 302
    assert OwnRow.objects.get(code="ST09").is_left_out
    again = browser.post(change, values)
    assert "đã được tổ chức sửa" in again.content.decode()
    missing = reverse("logistics:own_row_change", args=[case.cell.pk, "XX99"])
    assert browser.get(missing).status_code == 404
    edit = reverse("logistics:own_row_edit", args=[own.pk])
    seen = browser.get(edit).context["form"]["seen"].value()
    feast = browser.post(edit, values | {"text": "Tiệc trà, rượu", "seen": seen})
    assert "không đưa vào mẫu bảng kiểm" in feast.content.decode()
    assert browser.post(edit, values | {"seen": seen}).status_code == 302
    own.refresh_from_db()
    assert own.text == "Cây xanh"
    with pytest.raises(Exception, match="không có quyền"):
        own_rows.remove_own_row(own, actor=user_of(case.one))
    assert browser.post(reverse("logistics:own_row_remove", args=[own.pk])).status_code == 302


def test_who_makes_no_papers_is_offered_none_and_no_seats_to_mend(case: Serving) -> None:
    HallFactory.create(congress=case.congress, subcommittee=case.logistics, rows=1, seats=1)
    case.call(case.meeting(), case.one, case.two)
    make_item(case)
    for person, offered in ((case.one, False), (case.chief, True)):
        browser = Client()
        browser.force_login(user_of(person))
        for name, said in (
            ("health_detail", "Lập phương án y tế"),
            ("checklist", "Lập thành văn bản"),
            ("hall_detail", "Hãy thêm hàng ghế"),
        ):
            page = browser.get(reverse(f"logistics:{name}", args=[case.congress.pk]))
            assert (said in page.content.decode()) is offered
