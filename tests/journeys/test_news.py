"""A news item is written, checked and published by three people, and read by a stranger on a phone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.factories.news import photo_bytes
from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import check, enter_demo, menu, picture, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-news")]
TITLE = "Chi bộ Cục rà soát công tác hậu cần trước đại hội"
SUBMIT = "main form button[type=submit]"


def write(page: Page, photo: Path) -> None:
    """The item of a member of the propaganda body, with a slip to put right and a photo."""
    menu(page, "Tin tức")
    check(page)
    page.get_by_role("link", name="Viết tin").first.click()
    page.get_by_label("Tiêu đề").fill(TITLE)
    page.get_by_label("Đoạn mở đầu").fill(
        "Chuẩn bị cho đại hội lần thứ {{lần thứ}}, hội trường đã được kiểm tra."
    )
    page.get_by_label("Nội dung").fill(
        "Các tổ tiếp thủ ý kiến và làm ngay.\n\n- Âm thanh đã thử.\n- Chỗ ngồi đã xếp."
    )
    check(page)
    page.get_by_role("button", name="Lưu bài nháp").click()
    shown(page, "Có thể viết sai dấu")
    check(page)
    picture(page, "news-desk")
    page.get_by_role("button", name="Sửa chỗ “thủ”").click()
    shown(page, "Đã sửa một chỗ")
    page.get_by_role("link", name="Thêm ảnh").click()
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_label("Chú thích").fill("Hội trường trước ngày đại hội")
    page.get_by_label("Mô tả cho người không xem được ảnh").fill("Một hội trường trống")
    check(page)
    page.get_by_role("button", name="Thêm ảnh").click()
    shown(page, "Hội trường trước ngày đại hội")
    page.get_by_role("button", name="Gửi kiểm tra").click()
    shown(page, "Đã gửi kiểm tra")


def test_from_the_desk_to_a_strangers_phone(
    demo_place: Place, desk: Visit, phone: Visit, tmp_path: Path
) -> None:
    writer, checker, publisher = (desk(demo_place) for _ in range(3))
    (photo := tmp_path / "anh.jpg").write_bytes(photo_bytes())
    enter_demo(writer, "propaganda")
    write(writer, photo)
    assert writer.get_by_role("button", name="Đã kiểm tra, chuyển đăng").count() == 0

    enter_demo(checker, "subcommittee_head")
    menu(checker, "Tin tức")
    checker.locator("main").get_by_role("link", name=re.compile(TITLE)).first.click()
    checker.get_by_role("button", name="Đã kiểm tra, chuyển đăng").click()
    shown(checker, "bài chờ đăng")
    shown(checker, "người khác đăng")

    enter_demo(publisher, "secretary")
    menu(publisher, "Tin tức")
    publisher.get_by_role("link", name=TITLE).click()
    publisher.get_by_role("link", name="Đăng", exact=True).click()
    check(publisher)
    publisher.locator(SUBMIT).last.click()
    shown(publisher, "Đã đăng")
    address = publisher.get_by_role("link", name="Xem trên trang tin").get_attribute("href")
    assert address

    stranger = phone(demo_place)
    stranger.goto(address)
    stranger.get_by_role("heading", name=TITLE).wait_for()
    assert "đại hội lần thứ III" in stranger.locator(".lead").inner_text()
    assert stranger.locator("figure img").evaluate("image => image.naturalWidth") > 0
    check(stranger)
    stranger.get_by_role("link", name="Các tin").click()
    check(stranger)
    picture(stranger, "news-phone")
    feed = stranger.request.get(re.sub(r"[^/]+/$", "rss.xml", address))
    assert TITLE in feed.text()
    kept = stranger.request.get(address, headers={"If-None-Match": stranger.request.get(address).headers["etag"]})  # fmt: skip
    assert kept.status == 304

    publisher.get_by_role("link", name="Gỡ bài").click()
    publisher.get_by_label("Vì sao gỡ bài").fill("Đăng thử.")
    publisher.locator(SUBMIT).last.click()
    shown(publisher, "Bài đã gỡ khỏi trang tin")
    assert stranger.request.get(address).status == 410


def test_the_propaganda_plan(demo_place: Place, desk: Visit) -> None:
    page = desk(demo_place)
    enter_demo(page, "propaganda")
    menu(page, "Tuyên truyền")
    check(page)
    page.get_by_role("link", name="Phát bài về ý nghĩa của đại hội").click()
    page.get_by_label("Đã làm gì").fill("Đã phát sáng thứ Hai.")
    page.get_by_role("button", name="Ghi", exact=True).click()
    shown(page, "Đã phát sáng thứ Hai.")
    check(page)
