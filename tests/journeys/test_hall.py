"""The hall on the day: two screens, a member's phone, a line that breaks; the resolution, its minutes."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.hall import (
    BOSS,
    CHAIR,
    CHAIRS_NAME,
    LATER,
    MEMBER,
    MEMBERS_NAME,
    ON_PAPER,
    PASSWORD,
    SAID,
    WRITER,
)  # fmt: skip
from tests.journeys.lines import Line
from tests.journeys.places import Place, Shelf
from tests.journeys.walking import Watch, check, confirm, expecting, menu, picture, say_yes, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-hall")]
DAY = "2020-04-03"
SOON_MS = 2_000
LOST = "Mất mạng, đang nối lại"
LOST_LINE = ("net::ERR_", "htmx:")
CLAUSE, AMENDED = "Tập trung thu hồi tài sản", "Tập trung thu hồi tài sản tham nhũng, kinh tế."
EDITED = "Đồng chí Bình phát biểu về thu hồi tài sản."
SUMMARY = "Đề nghị nêu rõ giải pháp xác minh."


@pytest.fixture(scope="module")
def hall(shelf: Shelf) -> Iterator[Place]:
    place = Place(shelf.copy("new"), "serve", DAIHOI_TODAY=DAY)
    place.run("-m", "tests.journeys.hall")
    with place:
        yield place


def enter(page: Page, username: str, entry: str) -> None:
    """Signed in, at the page that an entry of the menu leads to."""
    sign_in(page, username, PASSWORD)
    page.wait_for_url("**/")
    if page.locator(".sidebar").is_visible():
        menu(page, entry)
    else:
        page.locator("[data-menu] summary").first.click()
        page.locator("[data-menu]").get_by_role("link", name=entry, exact=True).click()


def shows(page: Page, words: str | re.Pattern[str], within_ms: int = SOON_MS) -> None:
    """The part that everybody in the hall is shown says so, soon and by itself."""
    expect(page.locator("#hall-shown")).to_contain_text(words, timeout=within_ms)


def open_screen(page: Page, name: str, shown: str) -> str:
    """The path of the address that a projector opens."""
    page.get_by_label("Tên màn hình").fill(name)
    page.get_by_label("Chiếu", exact=True).select_option(label=shown)
    page.get_by_role("button", name="Mở màn hình").click()
    card = page.locator("section").filter(has=page.get_by_role("heading", name=name, exact=True))
    return urlsplit(card.locator(".screen-address").get_attribute("href") or "").path


def goes_on(page: Page, title: str, *seen: Page) -> None:
    """The one key is pressed: the item runs, and all who watch see it soon and by themselves."""
    page.locator("[data-run-key]").click()
    expect(page.locator("#run-now-title")).to_have_text(title)
    for each in seen:
        now = each.locator("#hall-shown").locator("h1, .row").first
        expect(now).to_contain_text(title, timeout=SOON_MS)


def count(page: Page, votes_for: int, other: int = 0) -> None:
    page.get_by_label("Số người đồng ý").fill(str(votes_for))
    page.get_by_label("Số người có ý kiến khác").fill(str(other))
    page.get_by_role("button", name="Ghi kết quả").click()


def forgive(page: Page) -> None:
    """What the browser said of the line while it was cut."""
    watch = Watch.of[page.context]
    watch.troubles = [t for t in watch.troubles if not any(words in t for words in LOST_LINE)]


def test_what_the_hall_sees_goes_with_the_day(hall: Place, desk: Visit, phone: Visit) -> None:
    page = desk(hall)
    enter(page, BOSS, "Điều hành")
    page.get_by_role("link", name="Màn hình", exact=True).click()
    left = open_screen(page, "Bên trái", "Theo diễn biến")
    right = open_screen(page, "Bên phải", "Chương trình")
    check(page)
    with Line(hall) as line:
        follows, programme, hand = desk(line), desk(hall), phone(hall)
        follows.goto(left)
        programme.goto(right)
        enter(hand, MEMBER, "Tại hội trường")
        expect(follows.locator("#hall-shown")).to_contain_text("Đại hội lần thứ")
        shows(programme, "Sắp bắt đầu")
        for seen in (follows, programme, hand):
            check(seen)
            seen.evaluate("window.isKept = true")
        menu(page, "Điều hành")
        goes_on(page, "Ổn định tổ chức", follows, programme, hand)
        votes(page, follows, programme, hand)
        speaks(page, follows, hand)
        shows(follows, "Thảo luận báo cáo chính trị")
        line.cut()
        minutes_what_was_said(page)
        stands_without_its_line(page, line, follows, programme)
        assert all(seen.evaluate("window.isKept") for seen in (follows, programme))
        page.get_by_role("link", name="Màn hình", exact=True).click()
        card = page.locator("section").filter(has_text="Bên trái")
        with expecting(follows, 404):
            card.get_by_role("button", name="Đóng màn hình").click()
            say_yes(page)
            expect(follows.locator("#hall-shown")).to_have_count(0, timeout=SOON_MS)
            expect(follows.locator("main")).to_contain_text("Màn hình “Bên trái” đã đóng.")
            expect(follows.locator("body")).not_to_contain_text("Nghị quyết")
            check(follows)
        shows(programme, "Thông qua nghị quyết")


def votes(page: Page, follows: Page, programme: Page, hand: Page) -> None:
    """A matter is put to the vote and counted; what begins then takes its place on the wall."""
    goes_on(page, "Thông qua chương trình", follows, programme, hand)
    page.get_by_role("link", name="Mở biểu quyết").click()
    expect(page.get_by_label("Biểu quyết về")).to_have_value("Thông qua chương trình")
    page.get_by_role("button", name="Mở biểu quyết").click()
    shows(follows, "Đang biểu quyết giơ tay")
    shows(follows, "cần 7 người đồng ý")
    shows(hand, "Đang biểu quyết giơ tay")
    check(follows)
    check(hand)
    page.get_by_role("link", name="Ghi số người giơ tay").click()
    count(page, 11, other=1)
    shows(follows, "11 người đồng ý, cần 7: được thông qua.")
    shows(hand, "11 đồng ý, 0 không đồng ý, 1 ý kiến khác")
    check(follows)
    picture(follows, "screen")
    goes_on(page, "Thảo luận báo cáo chính trị", follows, programme, hand)


def speaks(page: Page, follows: Page, hand: Page) -> None:
    """A member asks from her phone, is called, is heard."""
    assert hand.evaluate("window.isKept")
    hand.get_by_role("link", name="Xin phát biểu").click()
    check(hand)
    hand.get_by_label("Về việc").fill("Thu hồi tài sản")
    hand.get_by_role("button", name="Xin phát biểu").click()
    check(hand)
    hand.go_back()
    hand.go_back()
    own = hand.locator("#hall-own")
    expect(own).to_contain_text("đứng thứ 1")
    picture(hand, "hall-phone")
    page.get_by_role("link", name="Phát biểu", exact=True).click()
    page.get_by_role("button", name=re.compile("Mời phát biểu")).click()
    shows(follows, MEMBERS_NAME)
    shows(follows, "Thu hồi tài sản")
    expect(follows.locator("[data-hall-count]")).to_have_text(re.compile(r"4:5\d"))
    expect(own).to_contain_text("Mời đồng chí phát biểu.")
    check(follows)
    check(hand)
    check(page)
    page.get_by_role("button", name="Kết thúc lượt này").click()
    expect(own.get_by_role("link", name="Xin phát biểu")).to_be_visible()


def minutes_what_was_said(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Ghi biên bản")).click()
    page.get_by_label("Tóm tắt ghi vào biên bản").fill(SUMMARY)
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text(SUMMARY)).to_be_visible()


def stands_without_its_line(page: Page, line: Line, follows: Page, programme: Page) -> None:
    """What a projector showed stays, with a word that says so, until it is told the rest."""
    lost = follows.get_by_text(LOST)
    menu(page, "Điều hành")
    goes_on(page, "Thông qua nghị quyết", programme)
    expect(lost).to_be_visible(timeout=8_000)
    expect(follows.locator("#hall-shown")).to_contain_text("Thảo luận báo cáo chính trị")
    line.mend()
    shows(follows, "Nghị quyết đại hội", within_ms=8_000)
    expect(lost).to_be_hidden()
    follows.context.set_offline(True)
    expect(lost).to_be_visible(timeout=SOON_MS)
    follows.context.set_offline(False)
    expect(lost).to_be_hidden(timeout=SOON_MS)
    forgive(follows)


def test_a_resolution_is_adopted_and_the_minutes_are_ready(
    hall: Place, desk: Visit, phone: Visit, tmp_path: Path
) -> None:
    page, wall = desk(hall), desk(hall)
    enter(page, BOSS + LATER, "Điều hành")
    page.get_by_role("link", name="Màn hình", exact=True).click()
    wall.goto(open_screen(page, "Sân khấu", "Theo diễn biến"))
    menu(page, "Nghị quyết")
    check(page)
    amends(page, wall)
    adopts(page, wall)
    menu(page, "Điều hành")
    goes_on(page, "Bế mạc")
    page.locator("[data-run-key]").click()
    page.get_by_role("button", name="Ghi đại hội kết thúc").click()
    shows(wall, "Đại hội đã bế mạc")
    writer, chair = desk(hall), phone(hall)
    enter(writer, WRITER + LATER, "Biên bản đại hội")
    writes(writer)
    enter(chair, CHAIR + LATER, "Biên bản đại hội")
    check(chair)
    confirm(chair, "Ký biên bản")
    # The page of another who signs follows by itself.
    expect(writer.locator("li").filter(has_text=CHAIRS_NAME)).to_contain_text("đã ký")
    confirm(writer, "Ký biên bản")
    writer.get_by_role("button", name=re.compile(f"Đã ký bản in.*{ON_PAPER}")).click()
    expect(writer.get_by_text("đã đủ chữ ký")).to_be_visible()
    check(writer)
    picture(writer, "congress-minutes")
    takes_files(writer, tmp_path)
    writer.get_by_role("button", name="Đưa vào văn bản của đại hội").click()
    page.goto(writer.url)
    page.get_by_role("link", name="Ban hành", exact=True).click()
    page.get_by_role("button", name="Ban hành", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("01-BB/ĐH")
    check(page)


def clause(page: Page, words: str) -> Locator:
    return page.locator(".resolution-clause").filter(has_text=words)


def amends(page: Page, wall: Page) -> None:
    """A clause is on the wall, then what somebody wants of it, then what became of it."""
    row = clause(page, CLAUSE)
    row.get_by_role("button", name=re.compile("^Chiếu")).click()
    shows(wall, CLAUSE)
    row.get_by_role("link", name=re.compile("^Ghi đề nghị")).click()
    page.get_by_label("Lời đề nghị").fill(AMENDED)
    page.get_by_label("Đảng viên đề nghị").select_option(label=MEMBERS_NAME)
    check(page)
    page.get_by_role("button", name="Ghi đề nghị").click()
    page.get_by_role("button", name="Chiếu đề nghị này").click()
    shows(wall, f"Đề nghị sửa số 1 · {MEMBERS_NAME}")
    expect(wall.locator("ins").first).to_be_visible()
    check(wall)
    picture(wall, "resolution-wall")
    page.get_by_role("link", name=re.compile("Đề nghị số 1")).click()
    check(page)
    page.get_by_role("button", name="Đưa ra biểu quyết").click()
    count(page, 12)
    shows(wall, "12 người đồng ý, cần 7: được thông qua.")
    menu(page, "Nghị quyết")
    expect(clause(page, AMENDED)).to_be_visible()


def adopts(page: Page, wall: Page) -> None:
    """Each target by itself, then the whole; from then on nothing changes."""
    for target in ("thi hành xong về việc", "thi hành xong về tiền"):
        clause(page, target).get_by_role("button", name=re.compile("^Chiếu")).click()
        expect(wall.locator(".wall-text")).to_contain_text(target, timeout=SOON_MS)
        clause(page, target).get_by_role("link", name=re.compile("^Biểu quyết")).click()
        count(page, 12)
        shows(wall, "12 người đồng ý, cần 7: được thông qua.")
    page.get_by_role("link", name="Biểu quyết toàn văn").click()
    check(page)
    count(page, 11, other=1)
    shows(wall, "11 người đồng ý, cần 7: được thông qua.")
    confirm(page, "Khóa nội dung đã thông qua")
    expect(page.get_by_text("Mã kiểm tra nội dung:")).to_be_visible()
    expect(clause(page, AMENDED)).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Sửa"))).to_have_count(0)
    check(page)


def writes(page: Page) -> None:
    """What was recorded stands there; one section in the secretary's words, read back."""
    paper = page.locator(".minutes-paper")
    for words in (
        "Có mặt 12 trên tổng số 12 đảng viên",
        "Biểu quyết chương trình đại hội: đồng ý 12",
        SAID,
        "Biểu quyết đề nghị sửa đổi số 1 dự thảo nghị quyết: đồng ý 12",
        "Biểu quyết chỉ tiêu: Tỷ lệ thi hành xong về tiền",
        "11 đồng chí biểu quyết đồng ý",
    ):
        expect(paper).to_contain_text(words)
    check(page)
    page.get_by_role("link", name=re.compile("III. THAM LUẬN")).click()
    check(page)
    page.get_by_label("Nội dung").fill(EDITED)
    page.get_by_role("button", name="Lưu phần này").click()
    expect(paper).to_contain_text(EDITED)
    expect(paper).not_to_contain_text(SAID)
    expect(page.get_by_text("Biên bản chưa được đọc lại trước đại hội.")).to_be_visible()
    expect(page.get_by_role("button", name="Ký biên bản")).to_have_count(0)
    page.get_by_role("link", name="Đọc lại trước đại hội", exact=True).click()
    check(page)
    page.get_by_role("button", name="Đã đọc lại, đại hội thống nhất").click()
    expect(page.get_by_role("button", name="Ký biên bản")).to_be_visible()


def takes_files(page: Page, folder: Path) -> None:
    for name in ("Tải Word", "Tải PDF"):
        with page.expect_download() as sent:
            page.get_by_role("link", name=name).click()
        sent.value.save_as(folder / name)
    said = "\n".join(each.text for each in Document(str(folder / "Tải Word")).paragraphs)
    assert EDITED in said
    assert "11 đồng chí biểu quyết đồng ý" in said
    assert (folder / "Tải PDF").read_bytes().startswith(b"%PDF")
