"""A Word draft comes in, is read on a phone, changed by two people at once, compared, taken out."""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from daihoi.papers.reading import read_word
from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import check, confirm, enter_demo, expecting, picture, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-office")]
DRAFT = "bao-cao-chinh-tri-du-thao-1.docx"
RETURNED = "bao-cao-chinh-tri-gop-y-2.docx"
NUMBER = 10  # of the paragraph that is worked on


def numbered(page: Page, number: int) -> Locator:
    return page.locator(f".block:has(a.block-number:text-is('{number}'))")


def edit(page: Page, number: int) -> Locator:
    """Open the editor of a paragraph and answer its text box."""
    use(numbered(page, number), "Sửa")
    box = page.locator("textarea.block-editor")
    box.wait_for()
    return box


def use(block: Locator, tool: str) -> None:
    """The tools of a paragraph show when it is pointed at."""
    block.hover()
    block.get_by_role("link", name=tool).click()


def more(page: Page) -> None:
    page.get_by_text("Tách, gộp, chuyển chỗ, đổi kiểu, bỏ").click()


def paragraph(page: Page, number: int) -> str:
    return numbered(page, number).locator("[data-block]").inner_text()


def import_draft(page: Page, file: Path) -> None:
    page.goto("/van-kien/")
    page.get_by_role("link", name="Nhập văn kiện từ Word").click()
    check(page)
    page.get_by_label("Loại văn kiện").select_option("BCCT")
    page.get_by_label("Tên văn kiện").fill("Báo cáo chính trị")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Đọc tệp và xem trước").click()
    page.get_by_role("heading", name="Không giữ được").wait_for()


def test_a_draft_from_word_and_back(
    office: Place, desk: Visit, phone: Visit, samples: Path, tmp_path: Path
) -> None:
    head = desk(office)
    enter_demo(head, "subcommittee_head")
    import_draft(head, samples / DRAFT)
    check(head)
    picture(head, "word-preview")
    assert head.locator("section:has(h2:text('Không giữ được')) .row").count() > 0
    head.get_by_role("button", name="Xác nhận nhập").click()
    head.get_by_role("heading", name="Việc tiếp theo").wait_for()
    check(head)
    document = head.url

    # the original file comes back byte for byte
    with head.expect_download() as sent:
        head.get_by_role("link", name="Tệp gốc").click()
    kept = Path(sent.value.path()).read_bytes()
    assert hashlib.sha256(kept).digest() == hashlib.sha256((samples / DRAFT).read_bytes()).digest()

    # read on a phone, by the table of contents
    reader = phone(office)
    enter_demo(reader, "member")
    reader.goto(document)
    reader.get_by_role("link", name="Đọc bản 1").click()
    check(reader)
    reader.get_by_text("Mục lục").click()
    reader.locator(".toc-list a", has_text="VI.").first.click()
    target = reader.evaluate("document.querySelector(location.hash).getBoundingClientRect().top")
    assert 0 <= target < 844

    # compare with the file that came back: exactly the eight edits that were made
    head.get_by_role("link", name="Nhập bản mới từ Word").click()
    check(head)
    head.locator("input[type=file]").set_input_files(samples / RETURNED)
    head.locator("main form button[type=submit]").click()
    head.get_by_role("heading", name="So với bản hiện tại").wait_for()
    check(head)
    head.get_by_role("button", name="Xác nhận nhập").click()
    head.get_by_role("link", name="So với bản 1").click()
    shown(head, "8 chỗ khác")
    assert head.get_by_text("Chuyển từ đoạn").count() == 1
    check(head)
    picture(head, "comparison")

    # take it out again: the same words
    head.goto(document)
    with head.expect_download() as sent:
        head.get_by_role("link", name="Tải Word bản 2").click()
    sent.value.save_as(tmp_path / "out.docx")
    texts = [
        [block.text for block in read_word(path.read_bytes(), name=path.name).outline.blocks]
        for path in (samples / RETURNED, tmp_path / "out.docx")
    ]
    assert texts[0] == texts[1]


def test_two_people_change_a_working_version(office_with_draft: Place, desk: Visit) -> None:
    head, secretary = desk(office_with_draft), desk(office_with_draft)
    enter_demo(head, "subcommittee_head")
    head.goto("/van-kien/")
    head.get_by_role("link", name="Báo cáo chính trị").click()
    head.get_by_role("button", name="Sửa văn bản").click()
    head.get_by_role("heading", name="đang sửa").wait_for()
    check(head)
    text = head.url
    enter_demo(secretary, "secretary")
    secretary.goto(text)
    one_changes(head)
    both_change(head, secretary, text)
    split_and_joined(head, text)
    added_moved_removed(head)
    a_cell(head)
    read_and_undone(head, text)


def one_changes(head: Page) -> None:
    """The words of a paragraph."""
    old = paragraph(head, NUMBER)
    edit(head, NUMBER).fill(f"{old} Câu thêm của trưởng tiểu ban.")
    check(head)
    head.get_by_role("button", name="Lưu").click()
    numbered(head, NUMBER).locator("[data-block]", has_text="Câu thêm").wait_for()


def both_change(head: Page, secretary: Page, text: str) -> None:
    """The second is told, is shown both texts, and nothing is lost."""
    box = edit(secretary, NUMBER)
    kept = box.input_value()
    head.goto(text)
    edit(head, NUMBER).fill(f"{kept} Bản của trưởng tiểu ban.")
    head.get_by_role("button", name="Lưu").click()
    numbered(head, NUMBER).locator("[data-block]", has_text="Bản của trưởng").wait_for()
    box.fill(f"{kept} Bản của bí thư.")
    with expecting(secretary, 422):
        secretary.get_by_role("button", name="Lưu").click()
        shown(secretary, "người khác vừa sửa")
    quotes = " ".join(secretary.locator(".conflict-text").all_inner_texts())
    assert "Bản của trưởng tiểu ban." in quotes
    assert "Bản của bí thư." in quotes
    check(secretary)
    picture(secretary, "collision")
    secretary.locator("#merged").fill(f"{kept} Bản của cả hai.")
    secretary.get_by_role("button", name="Lưu nội dung này").click()
    numbered(secretary, NUMBER).locator("[data-block]", has_text="Bản của cả hai").wait_for()


def split_and_joined(head: Page, text: str) -> None:
    """Before a sentence, and together again."""
    head.goto(text)
    edit(head, NUMBER)
    more(head)
    check(head)
    head.locator("[data-cuts] button").last.click()
    numbered(head, NUMBER + 1).locator("[data-block]", has_text="Bản của cả hai.").wait_for()
    assert "Bản của cả hai" not in paragraph(head, NUMBER)
    edit(head, NUMBER + 1)
    more(head)
    head.get_by_role("button", name="Gộp với đoạn trên").click()
    numbered(head, NUMBER).locator("[data-block]", has_text="Bản của cả hai.").wait_for()


def added_moved_removed(head: Page) -> None:
    """A paragraph comes, goes up, goes."""
    use(numbered(head, NUMBER), "Thêm đoạn dưới")
    check(head)
    head.get_by_label("Nội dung").fill("Đoạn mới của tiểu ban.")
    head.get_by_role("button", name="Thêm", exact=True).click()
    numbered(head, NUMBER + 1).locator("[data-block]", has_text="Đoạn mới").wait_for()
    edit(head, NUMBER + 1)
    more(head)
    head.get_by_role("button", name="Lên trên").click()
    numbered(head, NUMBER).locator("[data-block]", has_text="Đoạn mới").wait_for()
    edit(head, NUMBER)
    more(head)
    confirm(head, "Bỏ đoạn")
    numbered(head, NUMBER).locator("[data-block]", has_text="Bản của cả hai.").wait_for()


def a_cell(head: Page) -> None:
    """A figure in a table."""
    table = head.locator(".block:has(.draft-table)", has_text="Mức phấn đấu").first
    use(table, "Sửa")
    head.get_by_role("link", name="80%").or_(
        head.locator(".cell-link", has_text="80")
    ).first.click()
    check(head)
    head.get_by_label("Nội dung").fill("85")
    head.locator("main form button[type=submit]").first.click()
    head.locator(".block:has(.draft-table) td", has_text="85").first.wait_for()


def read_and_undone(head: Page, text: str) -> None:
    """What was done can be read, and the last of it undone."""
    head.goto(text)
    head.get_by_role("link", name="thay đổi").first.click()
    check(head)
    head.goto(text)
    head.get_by_role("button", name="Hoàn tác").click()
    head.get_by_role("link", name="Xem chỗ đã sửa").click()
    shown(head, "1 chỗ khác")
    check(head)
