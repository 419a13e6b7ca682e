"""The article lived through: from the decision on subcommittees to a postponed congress.

Each stage names the clauses of docs/seed.md that it shows. The server moves from day to day.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.places import Place, Shelf
from tests.journeys.setting_up import UNITS, first_administrator
from tests.journeys.walking import enter_demo, menu, shown, sign_out

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-story")]
SUBMIT = "main form button[type=submit]"
CELL = "Chi bộ Cục Thi hành án dân sự tỉnh Lạng Sơn"
SUPERIOR = "Đảng ủy Khối các cơ quan tỉnh Lạng Sơn"
BODIES = (
    "Tiểu ban Văn kiện",
    "Tiểu ban Nhân sự",
    "Tiểu ban Tuyên truyền, hậu cần",
    "Bộ phận giúp việc",
)
DRAFT = "bao-cao-chinh-tri-du-thao-1.docx"


@pytest.fixture
def place(shelf: Shelf) -> Iterator[Place]:
    """A new installation on 6-1-2020 that is entered with one click once it has people."""
    with Place(shelf.copy("new"), "serve", DAIHOI_DEMO="1", DAIHOI_TODAY="2020-01-06") as made:
        yield made


class Story:
    """One browser, signed in as whoever acts; the server stands on one day after the other."""

    def __init__(self, place: Place, page: Page, samples: Path) -> None:
        self.place, self.page, self.samples = place, page, samples

    def on(self, day: str) -> None:
        """Go on to another day; nothing may listen while the server is away."""
        self.page.goto("about:blank")
        self.place.move_to(day)

    def as_(self, role: str) -> Page:
        self.page.context.clear_cookies()
        enter_demo(self.page, role)
        return self.page

    def meanwhile(self, *steps: str) -> None:
        self.place.run("-m", "tests.journeys.story", *steps)

    def open_congress(self) -> None:
        menu(self.page, "Đại hội")
        self.page.get_by_role("heading", name="Ngày đại hội").wait_for()

    def open_document(self) -> None:
        menu(self.page, "Văn kiện")
        self.page.locator("main").get_by_role("link", name="Báo cáo chính trị").first.click()
        self.page.get_by_role("heading", name="Báo cáo chính trị", exact=True).wait_for()

    def in_card(self, heading: str, link: str) -> None:
        """Follow a link of the card with this heading."""
        card = self.page.locator("section.card", has=self.page.get_by_role("heading", name=heading))
        card.get_by_role("link", name=link).click()

    def send(self) -> None:
        self.page.locator(SUBMIT).last.click()


def test_the_article_is_lived_through(place: Place, desk: Visit, samples: Path) -> None:
    story = Story(place, desk(place), samples)
    the_cell_and_its_superior(story)
    the_congress_is_decided(story)
    bodies_take_no_work_before_their_decision(story)
    drafts_go_through_four_rounds(story)
    the_dossier_goes_up(story)
    the_superior_approves(story)
    the_meeting_concludes(story)
    the_last_work_is_done(story)
    the_hall_and_the_health_of_all(story)
    the_news_is_read(story)
    the_congress_is_put_off(story)


def the_cell_and_its_superior(story: Story) -> None:
    """S1, S5, S6: one cell in an agency, under the committee of the bloc."""
    page = story.page
    first_administrator(page, lambda _page: None)
    page.get_by_role("link", name="Thêm tổ chức").first.click()
    fill_organization(page, "bloc_committee", SUPERIOR, "Đảng ủy Khối")
    page.goto("/to-chuc/")
    page.get_by_role("link", name="Thêm tổ chức").first.click()
    page.get_by_label("Cấp trên trực tiếp").select_option(label=SUPERIOR)
    fill_organization(page, "grassroots_cell", CELL, "Chi bộ Cục")
    page.get_by_role("link", name="Thêm đơn vị").first.click()
    page.get_by_label("Tên các đơn vị").fill("\n".join(UNITS))
    story.send()
    shown(page, UNITS[-1])
    shown(page, SUPERIOR)
    story.meanwhile("people")
    sign_out(page)


def fill_organization(page: Page, kind: str, name: str, short: str) -> None:
    page.get_by_label("Loại hình").select_option(kind)
    page.get_by_label("Tên đầy đủ").fill(name)
    page.get_by_label("Tên ngắn").fill(short)
    page.get_by_label("Địa danh").fill("Lạng Sơn")
    page.locator(SUBMIT).last.click()
    shown(page, name)


def the_congress_is_decided(story: Story) -> None:
    """S2 to S4, S10, S11, S18, S19: the third one, early April 2020, on Directive 35."""
    story.on("2020-01-15")
    page = story.as_("secretary")
    page.goto("/dai-hoi/")
    page.get_by_role("link", name="Thêm đại hội").first.click()
    page.get_by_role("textbox", name="Lần thứ").fill("III")
    page.get_by_label("Nhiệm kỳ từ năm").fill("2020")
    page.get_by_label("Đến năm").fill("2025")
    page.get_by_role("textbox", name="Ngày dự kiến").fill("tháng 4/2020")
    page.get_by_text("đầu tháng", exact=True).click()
    page.get_by_label("Số, ký hiệu").first.fill("35-CT/TW")
    page.get_by_label("Ngày ban hành").first.fill("30-5-2019")
    page.get_by_label("Cơ quan ban hành").first.fill("Bộ Chính trị")
    page.get_by_label("Trích yếu").first.fill("Về đại hội đảng bộ các cấp")
    page.get_by_role("button", name="Tiếp tục").click()
    shown(page, "Mẫu đầy đủ")
    page.get_by_role("button", name="Tiếp tục").click()
    shown(page, "Tiểu ban, mục tiêu")
    page.get_by_role("button", name="Lập đại hội").click()
    shown(page, "Đại hội lần thứ III, nhiệm kỳ 2020-2025")
    shown(page, "đầu tháng 4/2020")
    shown(page, "35-CT/TW")


def bodies_take_no_work_before_their_decision(story: Story) -> None:
    """S21 to S27: the decision of 16 January, and nothing before it."""
    page = story.page
    menu(page, "Bảng tiến độ")
    page.get_by_role("link", name="Giao việc", exact=True).click()
    body = page.get_by_label("Giao cho").locator("option", has_text="Tiểu ban văn kiện").first
    assert "chưa có quyết định" in body.inner_text()
    assert body.is_disabled()

    story.on("2020-01-16")
    page.goto("/")
    story.open_congress()
    for number, name in enumerate(BODIES, start=5):
        story.in_card(name, "Sửa tiểu ban")
        page.get_by_label("Tên").first.fill(name)
        page.get_by_label("Số quyết định").fill(f"0{number}-QĐ/CB")
        page.get_by_label("Ngày quyết định").fill("16-01-2020")
        story.send()
        shown(page, "16-1-2020")
        story.open_congress()
    story.in_card(BODIES[0], "Thêm người")
    page.get_by_label("Đồng chí").select_option(label="Nông Thị Bích Hằng")
    page.get_by_label("Nhiệm vụ").select_option("head")
    page.get_by_label("Từ ngày").fill("16/1/2020")
    story.send()
    shown(page, "Nông Thị Bích Hằng")
    story.meanwhile("bodies")


def drafts_go_through_four_rounds(story: Story) -> None:
    """S28 to S36, S42, S44: one draft from Word, four rounds, every opinion answered."""
    page = story.as_("subcommittee_head")
    page.goto("/van-kien/")
    page.get_by_role("link", name="Nhập văn kiện từ Word").click()
    page.get_by_label("Loại văn kiện").select_option("BCCT")
    page.get_by_label("Tên văn kiện").fill("Báo cáo chính trị")
    page.locator("input[type=file]").set_input_files(story.samples / DRAFT)
    page.get_by_role("button", name="Đọc tệp và xem trước").click()
    page.get_by_role("button", name="Xác nhận nhập").click()
    page.get_by_role("heading", name="Việc tiếp theo").wait_for()
    page.get_by_role("link", name="Khung mục").click()
    page.get_by_role("heading", name="Các mục").wait_for()
    shown(page, "đã có")
    story.meanwhile("rounds", "programme")

    story.on("2020-03-11")
    page = story.as_("member")
    story.open_document()
    shown(page, "đã hoàn thành")
    for number in range(1, 5):
        shown(page, f"Lần {number}")


def the_dossier_goes_up(story: Story) -> None:
    """S38, S43, S46 to S48, S50: programme and papers go to the superior, with what is missing."""
    page = story.as_("secretary")
    menu(page, "Chương trình")
    page.get_by_role("heading", name="Chương trình đại hội").wait_for()
    shown(page, "Tổng 270 phút")
    menu(page, "Phê duyệt")
    page.get_by_role("heading", name="Hồ sơ xin duyệt đại hội").wait_for()
    page.get_by_role("link", name="Gửi cấp trên").click()
    page.get_by_label("Số người dự đại hội").fill("46")
    page.get_by_label("Lý do vẫn gửi khi chưa đủ").fill("Các văn bản khác gửi sau khi in.")
    page.get_by_role("button", name="Gửi cấp trên").click()
    shown(page, "đã gửi")


def the_superior_approves(story: Story) -> None:
    """S51, S52: appraised first, then approved with number and date, in its own sign-in."""
    story.on("2020-03-20")
    page = story.as_("superior")
    shown(page, "1 hồ sơ chờ trả lời")
    page.get_by_role("link", name="Mở hồ sơ").first.click()
    page.get_by_role("button", name="Tiếp nhận").click()
    page.get_by_role("link", name="Kết thúc thẩm định").wait_for()
    story.meanwhile("judged")
    page.reload()
    page.get_by_role("link", name="Kết thúc thẩm định").click()
    page.get_by_label("Người hoặc bộ phận thẩm định").fill("Ban Tổ chức Đảng ủy Khối")
    story.send()
    page.get_by_role("link", name="Phê duyệt", exact=True).last.click()
    page.get_by_label("Số, ký hiệu văn bản").fill("00-TB/ĐUK")
    page.get_by_label("Người ký").fill("Lưu Thị Phương")
    story.send()
    shown(page, "00-TB/ĐUK")


def the_meeting_concludes(story: Story) -> None:
    """S53 to S61: the afternoon of 25 March; what was said, and what became of the conclusion."""
    story.meanwhile("meeting", "hall", "news")
    story.on("2020-03-26")
    page = story.as_("secretary")
    menu(page, "Cuộc họp")
    page.locator("main").get_by_role("link", name="Công tác chuẩn bị đại hội chi bộ").first.click()
    shown(page, "25-3-2020")
    page.get_by_role("link", name="Xem biên bản, theo dõi kết luận").click()
    shown(page, "Tiếp thu đầy đủ ý kiến")
    shown(page, "Ban chỉ đạo phòng, chống dịch Covid-19")
    menu(page, "Bảng tiến độ")
    shown(page, "Trang trí khánh tiết")


def the_last_work_is_done(story: Story) -> None:
    """S40, S44, S45, S47 to S49, S52: the last revision is a task; the script follows the programme."""
    page = story.page
    menu(page, "Chương trình")
    page.get_by_role("link", name="Kịch bản", exact=True).click()
    page.get_by_role("heading", name="Khác chương trình").wait_for()
    shown(page, "Chưa hoàn thiện được.")
    menu(page, "Báo cáo tiến độ")
    page.get_by_role("heading", level=1).wait_for()
    page = story.as_("subcommittee_head")
    story.open_document()
    page.get_by_role("link", name="Giao chỉnh sửa lần cuối").click()
    page.get_by_label("Hạn").fill("29/3/2020")
    story.send()
    shown(page, "hạn chỉnh sửa lần cuối 29-3-2020")
    shown(page, "Công việc chỉnh sửa lần cuối của tiểu ban")


def the_hall_and_the_health_of_all(story: Story) -> None:
    """S60, S62, S63: checklists, the stage, and what the health authority asks on 26 March."""
    page = story.as_("secretary")
    menu(page, "Hậu cần, y tế")
    page.get_by_role("link", name="Bảng kiểm", exact=True).first.click()
    shown(page, "khánh tiết")
    menu(page, "Hậu cần, y tế")
    page.get_by_role("link", name="Quy định phòng, chống dịch").first.click()
    page.get_by_role("heading", name="Kết quả so với quy định").wait_for()
    assert page.get_by_text("15/CT-TTg").count() == 0  # not issued before the 27th


def the_news_is_read(story: Story) -> None:
    """S64 to S67: published on 26 March at 16:25, read without sign-in."""
    page = story.page
    page.context.clear_cookies()
    page.goto("/tin-tuc/")
    page.get_by_role("link", name="Chi bộ Cục").first.click()
    page.locator(".news-list h2 a").first.click()
    shown(page, "16:25")
    shown(page, "./.")


def the_congress_is_put_off(story: Story) -> None:
    """S20: Directive 15 of 27 March; what was done stays, what may not hold is looked at again."""
    story.on("2020-03-28")
    page = story.as_("secretary")
    menu(page, "Hậu cần, y tế")
    page.get_by_role("link", name="Quy định phòng, chống dịch").first.click()
    shown(page, "Nên hoãn")
    shown(page, "15/CT-TTg")
    story.open_congress()
    page.get_by_role("link", name="Hoãn", exact=True).click()
    page.get_by_label("Lý do").fill("Chỉ thị 15 của Thủ tướng: không tập trung đông người.")
    page.get_by_role("button", name="Ghi hoãn").click()
    page.get_by_label("Cấp quyết định").fill("Ban Thường vụ Đảng ủy Khối")
    page.get_by_label("Số văn bản").fill("31-CV/ĐUK")
    page.get_by_label("Ngày văn bản").fill("28/3/2020")
    page.get_by_role("button", name="Ghi hoãn").click()
    page.get_by_role("heading", name="Việc cần xem lại").wait_for()
    shown(page, "Phê duyệt 00-TB/ĐUK của cấp trên")
    story.open_congress()
    shown(page, "Đang hoãn.")
    shown(page, "31-CV/ĐUK")
