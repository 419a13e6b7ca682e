"""The subcommittee answers every opinion, closes the round, and the document becomes final."""

import re
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import check, confirm, enter_demo, expecting, picture, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-demo")]
NEXT_FORM = "old => document.querySelector('#answer-now')?.getAttribute('action') !== old"
LEFT = re.compile(r"(\d+) còn lại")


def count(page: Page, words: re.Pattern[str]) -> int:
    found = words.search(page.locator("#answer-counts").inner_text())
    assert found
    return int(found[1])


def until_left(page: Page, left: int) -> None:
    page.locator("#answer-counts", has_text=f"{left} còn lại").wait_for()


def choose(page: Page, words: str) -> None:
    """Open the opinion that says ``words``, further down the list if need be."""
    row = page.locator("[data-opinion-row]", has_text=words).first
    while not row.count():
        with page.expect_response(re.compile("tiep-thu")):
            page.get_by_text("Các ý kiến tiếp theo").click()
        page.wait_for_load_state("networkidle")
    row.click()
    page.locator("#answer-form", has_text=words).wait_for()


def result(page: Page, label: str) -> None:
    page.locator("#answer-now").get_by_text(label, exact=True).click()


def answer_the_rest(page: Page) -> None:
    """One after the other, as they come, until none is left."""
    while left := count(page, LEFT):
        size = re.match(r"(\d+) ý kiến giống", page.locator("#answer-title").inner_text())
        form = page.locator("#answer-now").get_attribute("action")
        result(page, "Ghi nhận")
        page.locator("#answer-now .answer-plain").click()
        page.wait_for_function(NEXT_FORM, arg=form)
        until_left(page, left - (int(size[1]) if size else 1))


def test_a_round_is_answered_closed_and_approved(
    own_demo_place: Place, desk: Visit, phone: Visit, tmp_path: Path
) -> None:
    head = desk(own_demo_place)
    enter_demo(head, "subcommittee_head")
    head.get_by_text("Xem tất cả").click()
    head.locator("main .row", has_text="ý kiến, lần 4").locator("a.button").click()
    head.locator("#answer-form").wait_for()
    answering = head.url.split("?")[0]
    check(head)
    picture(head, "answering")
    a_group_is_answered_once(head)
    head.goto(answering)
    proposed_words_go_into_the_text(head)
    head.goto(answering)
    collide(head)
    close(head, answering)
    the_table(head, tmp_path)
    what_became_of_it(phone(own_demo_place))
    final(head)


def a_group_is_answered_once(head: Page) -> None:
    """In reading order or grouped; a refusal is explained."""
    places = head.locator(".pane-row-place").all_inner_texts()
    assert len(places) > 10
    head.get_by_role("link", name="Theo nhóm giống nhau").click()
    head.get_by_role("button", name="Đề xuất lại các nhóm").wait_for()
    check(head)
    before = count(head, LEFT)
    choose(head, "Đề nghị nâng tỷ lệ hồ sơ thi hành án được số hóa từ 80%")
    size = int(head.locator("#answer-title").inner_text().split()[0])
    assert size == 3
    check(head)
    result(head, "Không")
    with expecting(head, 422):
        head.locator("#answer-now .answer-plain").click()
        shown(head, "Hãy giải trình vì sao")
    check(head)
    head.get_by_label("Giải trình").fill("Giữ 80% cho sát nguồn lực số hóa hiện có.")
    head.locator("#answer-now .answer-plain").click()
    until_left(head, before - size)


def proposed_words_go_into_the_text(head: Page) -> None:
    """One click applies them and answers."""
    choose(head, "Nên có mức rút ngắn cụ thể.")
    before = count(head, LEFT)
    head.get_by_role("button", name="Áp dụng và trả lời").click()
    until_left(head, before - 1)


def collide(head: Page) -> None:
    """The words this opinion is about were changed for another's: both are shown, none is lost."""
    choose(head, "Huyện vùng cao ít việc 500 triệu đồng")
    shown(head, "Trùng chỗ với đề nghị khác")
    check(head)
    before = count(head, LEFT)
    with expecting(head, 409, 422):
        head.locator("#answer-now .answer-apply").click()
        head.locator("#answer-refusal").wait_for()
    shown(head, "nhóm việc có giá trị lớn nhất của từng Chi cục")
    shown(head, "lập danh sách, tập trung giải quyết các việc")
    check(head)
    picture(head, "two-proposals")
    result(head, "Không")
    head.get_by_label("Giải trình").fill("Đã tiếp thu ý kiến của đồng chí Đạt về cùng câu này.")
    head.locator("#answer-now .answer-plain").click()
    until_left(head, before - 1)


def close(head: Page, answering: str) -> None:
    """The round does not close while an opinion waits."""
    closing = f"{answering.removesuffix('tiep-thu/')}dong/"
    head.goto(closing)
    shown(head, "Còn thiếu")
    assert head.get_by_role("button", name="Đóng đợt lấy ý kiến").count() == 0
    check(head)
    head.goto(answering)
    answer_the_rest(head)
    head.goto(answering.removesuffix("tiep-thu/"))
    confirm(head, "Kết thúc đợt")
    head.goto(closing)
    check(head)
    head.get_by_role("button", name="Đóng đợt lấy ý kiến").click()
    shown(head, "đã đóng")


def the_table(head: Page, folder: Path) -> None:
    """Approved once, taken out in Word and in Excel."""
    head.goto("/van-kien/2/bang-y-kien/?round=4")
    check(head)
    picture(head, "table")
    confirm(head, "Duyệt bảng")
    shown(head, "đã duyệt")
    check(head)
    for name, file in (("Tải Word", "table.docx"), ("Tải Excel", "table.xlsx")):
        with head.expect_download() as sent:
            head.get_by_role("link", name=name).click()
        sent.value.save_as(folder / file)
    rows = max(len(table.rows) for table in Document(str(folder / "table.docx")).tables)
    assert rows >= 58
    sheet = load_workbook(folder / "table.xlsx").active
    assert sheet.max_row >= 58


def what_became_of_it(member: Page) -> None:
    """Each author sees where her opinion went."""
    enter_demo(member, "member")
    member.goto("/van-kien/y-kien-cua-toi/")
    check(member)
    member.locator("main .row-title a").first.click()
    shown(member, "Câu trả lời")
    check(member)
    picture(member, "fate-phone")


def final(head: Page) -> None:
    """Completed, revised once more, final."""
    head.goto("/van-kien/2/")
    check(head)
    confirm(head, "Xác nhận đã hoàn thành")
    head.get_by_role("link", name="Giao chỉnh sửa lần cuối").click()
    check(head)
    head.get_by_label("Hạn chỉnh sửa lần cuối").fill("2/4/2020")
    head.locator("main form button").first.click()
    head.get_by_role("link", name="Chuyển thành bản cuối").click()
    check(head)
    head.get_by_role("button", name="Chuyển thành bản cuối").click()
    shown(head, "bản cuối")
    check(head)
