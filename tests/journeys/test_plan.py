"""A plan is worked by: a milestone done, one out of turn, the day put off and set again, goals."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import check, enter_demo, expecting, picture, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-work")]
SUBMIT = "main form button[type=submit]"


def open_congress(page: Page) -> None:
    page.goto("/dai-hoi/")
    page.locator("main").get_by_role("link", name="Đại hội lần thứ III").click()
    page.get_by_role("heading", name="Ngày đại hội").wait_for()


def open_plan(page: Page) -> None:
    open_congress(page)
    page.locator("main").get_by_role("link", name="Kế hoạch", exact=True).click()
    page.get_by_role("heading", name="Kế hoạch đại hội").wait_for()


def open_milestone(page: Page, name: str) -> None:
    page.locator(".plan-table").get_by_role("link", name=name).click()
    page.get_by_role("heading", name=name).wait_for()


def test_the_plan_at_one_look(office_at_work: Place, desk: Visit, phone: Visit) -> None:
    page, small = desk(office_at_work), phone(office_at_work)
    enter_demo(page, "secretary")
    open_plan(page)
    shown(page, "Trễ hạn")
    check(page)
    picture(page, "plan")
    enter_demo(small, "member")
    small.goto(page.url)
    check(small)
    small.get_by_role("heading", name="Tiến độ").scroll_into_view_if_needed()
    picture(small, "plan-phone")


def test_milestones_follow_their_order(office_at_work: Place, desk: Visit) -> None:
    page, member = desk(office_at_work), desk(office_at_work)
    enter_demo(page, "secretary")
    open_plan(page)
    plan = page.url

    enter_demo(member, "member")
    member.goto(plan)
    open_milestone(member, "Lấy ý kiến lần 3")
    assert member.get_by_role("button", name="Ghi đã xong").count() == 0
    check(member)

    open_milestone(page, "Lấy ý kiến lần 2")
    page.get_by_label("Ngày hoàn thành").fill("20/2/2020")
    page.get_by_role("button", name="Ghi đã xong").click()
    shown(page, "đã xong")
    check(page)

    page.goto(plan)
    open_milestone(page, "Dự thảo nghị quyết")
    page.get_by_label("Ngày hoàn thành").fill("19-2-2020")
    with expecting(page, 422):
        page.get_by_role("button", name="Ghi đã xong").click()
        shown(page, "lý do")
    page.get_by_label("Lý do cho làm trước").fill("Soạn song song để kịp gửi hồ sơ.")
    picture(page, "out-of-turn")
    page.get_by_role("button", name="Ghi đã xong").click()
    page.get_by_role("heading", name="Đã cho làm trước").wait_for()
    shown(page, "Lý do: Soạn song song để kịp gửi hồ sơ.")
    open_milestone(page, "Dự thảo nghị quyết")
    shown(page, "Đã cho làm trước mốc phải làm trước.")
    check(page)


def test_the_day_is_put_off_and_set_again(office_at_work: Place, desk: Visit) -> None:
    page = desk(office_at_work)
    enter_demo(page, "secretary")
    open_plan(page)
    plan = page.url
    open_milestone(page, "Triệu tập, mời")
    page.get_by_label("Ngày hoàn thành").fill("19/2/2020")
    page.get_by_label("Lý do cho làm trước").fill("Giấy triệu tập đã in và gửi sớm.")
    page.get_by_role("button", name="Ghi đã xong").click()
    shown(page, "Lý do: Giấy triệu tập đã in và gửi sớm.")
    open_congress(page)
    congress = page.url
    check(page)
    page.get_by_role("link", name="Hoãn", exact=True).click()
    check(page)
    page.get_by_label("Lý do").fill("Phòng dịch theo yêu cầu của cấp trên.")
    page.get_by_label("Cấp quyết định").fill("Ban Thường vụ Đảng ủy Khối")
    page.get_by_label("Số văn bản").fill("15-CV/ĐUK")
    page.get_by_label("Ngày văn bản").fill("19/2/2020")
    page.get_by_role("button", name="Ghi hoãn").click()
    page.get_by_role("heading", name="Việc cần xem lại").wait_for()
    page.goto(congress)
    shown(page, "Đang hoãn.")
    check(page)

    page.get_by_role("link", name="Dời ngày").click()
    check(page)
    page.get_by_role("textbox", name="Ngày dự kiến").fill("30/4/2020")
    page.get_by_text("đúng ngày", exact=True).click()
    page.get_by_label("Lý do").fill("Tình hình đã ổn định.")
    page.get_by_label("Cấp quyết định").fill("Ban Thường vụ Đảng ủy Khối")
    with expecting(page, 422):
        page.locator(SUBMIT).last.click()
        shown(page, "Ngày 30-4-2020 là ngày nghỉ lễ")
        check(page)
    page.get_by_role("textbox", name="Ngày dự kiến").fill("24/4/2020")
    page.locator(SUBMIT).last.click()
    page.get_by_role("heading", name="Việc cần xem lại").wait_for()
    page.goto(congress)
    check(page)
    picture(page, "congress")
    page.get_by_role("link", name="Xem các việc").click()
    check(page)
    picture(page, "rechecks")
    page.get_by_role("link", name="Ghi kết quả").first.click()
    check(page)
    page.get_by_label("Kết quả xem lại").fill("Đã hẹn lại hội trường.")
    page.get_by_role("button", name="Ghi kết quả").click()
    shown(page, "Đã hẹn lại hội trường.")
    page.goto(plan)
    done = page.locator(".plan-table tr", has_text="Quyết định thành lập tiểu ban")
    assert "10-1-2020" in done.inner_text()


def test_goals_are_judged_at_closing(office_at_work: Place, desk: Visit) -> None:
    page = desk(office_at_work)
    enter_demo(page, "secretary")
    open_congress(page)
    page.get_by_role("link", name="Đóng công tác chuẩn bị").click()
    check(page)
    for goal in page.locator(".as-segmented").all():
        goal.get_by_text("Đạt", exact=True).click()
    with expecting(page, 409, 422):
        page.get_by_role("button", name="Đóng công tác chuẩn bị").click()
        page.locator(".form-errors").wait_for()
    check(page)
