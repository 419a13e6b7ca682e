"""The first page: what presses, what is late, what waits, each list short, no work told twice."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from daihoi.base import offers
from daihoi.base.offers import Offers, Row
from daihoi.home import queries
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LATE, LATER = date(2020, 3, 20), date(2020, 3, 22)


@pytest.fixture(autouse=True)
def _no_apps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offers, "_registry", offers._Registry())


def rows(count: int, name: str, **more: Any) -> Callable[[Any], Iterable[Row]]:
    return lambda _user: [
        Row(f"{name} {n}", "", f"/{name}/{n}/", "Mở", **more) for n in range(count)
    ]


def page() -> queries.FirstPage:
    return queries.first_page(viewer=UserFactory.create())


def titles(found: queries.RowList) -> list[str]:
    return [str(row.title) for row in found.rows]


@pytest.mark.parametrize(("count", "folded"), [(6, 0), (7, 1)])
def test_a_card_shows_six_and_folds_the_others(count: int, folded: int, client: Client) -> None:
    offers.register(Offers(waiting=rows(count, "viec")))
    client.force_login(UserFactory.create())
    html = client.get("/").content.decode()
    shown, _fold, inside = html.partition("card-more")
    assert (shown.count("/viec/"), inside.count("/viec/")) == (6, folded)
    assert (f"Xem tất cả {count} việc" in html) is bool(folded)


def test_an_alarm_stands_above_what_is_late() -> None:
    ban = Row("Phòng, chống dịch: đề nghị hoãn", "", "/y-te/", "Xem", LATER, alarm=True)
    urgent = Row("Góp ý", "", "/gop-y/", "Góp ý", LATE, urgent=True)
    offers.register(Offers(late=rows(1, "tre", due_on=LATE), waiting=lambda _: [urgent, ban]))
    shown = page()
    assert titles(shown.pressing) == ["Phòng, chống dịch: đề nghị hoãn", "Góp ý"]
    assert titles(shown.late) == ["tre 0"]
    assert titles(shown.waiting) == []
    assert not shown.waiting_leads


def test_without_anything_late_what_is_urgent_leads_the_waiting() -> None:
    urgent = Row("Góp ý", "", "/gop-y/", "Góp ý", LATER, urgent=True)
    offers.register(Offers(waiting=lambda _: [Row("Xem", "", "/xem/", "Xem", LATE), urgent]))
    shown = page()
    assert titles(shown.pressing) == []
    assert titles(shown.waiting) == ["Góp ý", "Xem"]
    assert shown.waiting_leads


def test_a_milestone_gives_way_to_the_work_that_is_left_of_it() -> None:
    step = Row("Triệu tập, mời", "Chi ủy", "/moc/19/", "Mở", LATE)
    work = Row("Lập danh sách khách mời", "", "/viec/4/", "Mở", LATER, part_of="/moc/19/")
    other = Row("Duyệt tham luận", "", "/moc/21/", "Mở", LATER)
    offers.register(Offers(late=lambda _: [step, work, other]))
    assert titles(page().late) == ["Lập danh sách khách mời", "Duyệt tham luận"]


def test_rows_of_one_page_are_one_row_that_tells_both() -> None:
    review = Row("Xem bài tham luận", "1 bài đã viết", "/tham-luan/", "Xem", LATE)
    approve = Row("Duyệt tham luận", "2 bài đề nghị duyệt", "/tham-luan/", "Duyệt", LATE)
    offers.register(Offers(late=lambda _: [review, approve]))
    [row] = page().late.rows
    assert row.title == "Xem bài tham luận"
    assert row.detail == "1 bài đã viết · Duyệt tham luận: 2 bài đề nghị duyệt"
