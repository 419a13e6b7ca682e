"""A paper is made from data, filled, issued with its number, checked by a stranger, cancelled."""

import io
import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Locator, Page

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import check, enter_demo, menu, picture, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-demo")]
FILLED = "Tiếp thu đầy đủ ý kiến lần 4, chỉnh sửa lần cuối trước ngày 28-3-2020."


def test_a_paper_from_its_data_to_its_number(
    demo_place: Place, desk: Visit, tmp_path: Path
) -> None:
    secretary = desk(demo_place)
    enter_demo(secretary, "secretary")
    makes(secretary)
    takes_drafts(secretary, tmp_path)
    refused_with_a_gap(secretary)
    issued = issues(secretary, tmp_path)
    stranger = desk(demo_place)
    checks(stranger, secretary.locator("a[href^='/kiem-tra/'] strong").inner_text(), issued)
    cancels(secretary)
    stranger.reload()
    shown(stranger, "Văn bản này đã bị hủy")


def makes(secretary: Page) -> None:
    """The list says what is needed; the paper comes filled from data but for what nobody knows."""
    menu(secretary, "Văn bản")
    shown(secretary, "loại văn bản cần có đã ban hành")
    check(secretary)
    picture(secretary, "papers")
    secretary.get_by_role("link", name=re.compile("^Lập ?: Thông báo kết luận")).click()
    check(secretary)
    secretary.get_by_role("button", name="Lập văn bản").click()
    shown(secretary, "kết luận [cuộc họp]")
    assert "Hoàng Đức Thiện" in secretary.locator(".paper-sheet").inner_text()
    check(secretary)
    picture(secretary, "paper")
    secretary.get_by_role("link", name="Điền chỗ trống").click()
    for box in secretary.locator("main form").get_by_role("textbox").all()[1:]:
        box.fill(FILLED)
    gap(secretary, "Ngày họp").fill("ngày 25 tháng 3 năm 2020")
    check(secretary)
    secretary.get_by_role("button", name="Lưu").click()
    shown(secretary, "còn 1 chỗ trống")


def gap(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=f"{name} (cần có trước khi ban hành)", exact=True)


def takes_drafts(secretary: Page, folder: Path) -> None:
    """A paper with a gap is a draft in both formats."""
    for name in ("Word", "PDF"):
        with secretary.expect_download() as sent:
            secretary.get_by_role("link", name=f"Tải {name}").click()
        sent.value.save_as(folder / name)
    words = docx_text(folder / "Word")
    assert "Dự thảo lần 1" in words
    assert "[cuộc họp]" in words
    assert (folder / "PDF").read_bytes().startswith(b"%PDF")


def refused_with_a_gap(secretary: Page) -> None:
    secretary.goto(f"{secretary.url}ban-hanh/")
    shown(secretary, "in làm dự thảo được nhưng chưa ban hành được")
    assert secretary.get_by_role("button", name="Ban hành", exact=True).is_disabled()
    check(secretary)
    secretary.get_by_role("link", name="Về văn bản").click()


def issues(secretary: Page, folder: Path) -> Path:
    """The last gap is filled from its link; the number comes with the button."""
    secretary.locator("aside a.gap").click()
    gap(secretary, "Cuộc họp").fill("sinh hoạt chuyên đề chuẩn bị đại hội")
    secretary.get_by_role("button", name="Lưu").click()
    shown(secretary, "đủ nội dung")
    secretary.get_by_role("link", name="Ban hành").click()
    shown(secretary, "04-TB/CB")
    shown(secretary, "03-TB/CB, 6-2-2020")
    check(secretary)
    picture(secretary, "issue")
    secretary.get_by_role("button", name="Ban hành", exact=True).click()
    secretary.get_by_role("heading", name="04-TB/CB").wait_for()
    check(secretary)
    with secretary.expect_download() as sent:
        secretary.get_by_role("link", name="Tải PDF").click()
    sent.value.save_as(folder / "issued.pdf")
    return folder / "issued.pdf"


def checks(stranger: Page, code: str, issued: Path) -> None:
    """With the code alone, no account: the paper is real, and whether a file is that paper."""
    stranger.goto("/kiem-tra/")
    check(stranger)
    stranger.get_by_label("Mã in dưới mã QR").fill(code.lower())
    stranger.get_by_role("button", name="Kiểm tra").click()
    shown(stranger, "có trong sổ của cơ quan ban hành và chưa bị hủy")
    shown(stranger, "04-TB/CB")
    assert "Tiếp thu đầy đủ ý kiến lần 4" not in stranger.locator("body").inner_text()
    upload = stranger.locator("input[type=file]")
    upload.set_input_files(issued)
    stranger.get_by_role("button", name="Đối chiếu", exact=True).click()
    shown(stranger, "Đúng là bản đã ban hành.")
    check(stranger)
    picture(stranger, "check")
    forged = issued.with_name("forged.pdf")
    forged.write_bytes(issued.read_bytes() + b"\n")
    upload.set_input_files(forged)
    stranger.get_by_role("button", name="Đối chiếu", exact=True).click()
    shown(stranger, "Không giống bản đã ban hành.")


def cancels(secretary: Page) -> None:
    secretary.get_by_role("link", name="Hủy văn bản").click()
    secretary.get_by_label("Lý do hủy").fill("Ghi nhầm hạn chỉnh sửa; ban hành lại bản đúng.")
    check(secretary)
    secretary.get_by_role("button", name="Hủy văn bản").click()
    shown(secretary, "Đã hủy")
    menu(secretary, "Sổ văn bản")
    secretary.locator("main").get_by_role("link", name="Văn bản đi", exact=True).click()
    shown(secretary, "04-TB/CB")


def test_a_template_is_changed_in_word(demo_place: Place, desk: Visit, tmp_path: Path) -> None:
    """Down as Word, changed there, up again; a field that does not exist is named with its place."""
    secretary = desk(demo_place)
    enter_demo(secretary, "secretary")
    menu(secretary, "Văn bản")
    secretary.locator("main").get_by_role("link", name="Mẫu văn bản").click()
    check(secretary)
    row = secretary.locator("li.row", has_text="Giấy mời")
    row.get_by_role("link", name=re.compile("^Sao")).click()
    secretary.get_by_label("Tên mẫu").fill("Giấy mời của chi bộ")
    check(secretary)
    secretary.get_by_role("button", name="Sao và sửa tiếp").click()
    secretary.get_by_role("heading", name="Giấy mời của chi bộ").wait_for()
    check(secretary)
    template = secretary.url
    with secretary.expect_download() as sent:
        secretary.get_by_role("link", name="Tải về Word").click()
    sent.value.save_as(tmp_path / "mau.docx")
    broken = changed(
        tmp_path / "mau.docx",
        "Rất mong đồng chí",
        "{{điện thoại bí thư chi bộ}}: rất mong đồng chí",
    )
    uploads(secretary, template, broken)
    shown(secretary, "điện thoại bí thư chi bộ")
    check(secretary)
    picture(secretary, "template-broken")
    good = changed(tmp_path / "mau.docx", "Rất mong đồng chí", "{{bí thư}} rất mong đồng chí")
    uploads(secretary, template, good)
    shown(secretary, "Hoàng Đức Thiện rất mong đồng chí")
    check(secretary)
    menu(secretary, "Văn bản")
    secretary.get_by_role("link", name=re.compile("^Lập thêm ?: Giấy mời")).click()
    secretary.get_by_label("Giấy mời của chi bộ").check()
    secretary.get_by_role("button", name="Lập văn bản").click()
    shown(secretary, "Hoàng Đức Thiện rất mong đồng chí")


def uploads(secretary: Page, template: str, content: Path) -> None:
    secretary.goto(f"{template}tai-len/")
    secretary.locator("input[type=file]").set_input_files(content)
    secretary.get_by_role("button", name="Tải lên").click()


def changed(file: Path, old: str, new: str) -> Path:
    """What a person does in Word: other words in one paragraph."""
    document = docx.Document(str(file))
    found = next(each for each in document.paragraphs if old in each.text)
    text = found.text.replace(old, new)
    for run in found.runs[1:]:
        run.text = ""
    found.runs[0].text = text
    made = file.with_name("giay-moi-da-sua.docx")
    document.save(str(made))
    return made


def docx_text(file: Path) -> str:
    document = docx.Document(io.BytesIO(file.read_bytes()))
    tables = (c.text for table in document.tables for row in table.rows for c in row.cells)
    return "\n".join([*tables, *(each.text for each in document.paragraphs)])


def test_a_paper_is_filled_on_a_phone(demo_place: Place, phone: Visit) -> None:
    clerk = phone(demo_place)
    enter_demo(clerk, "clerk")
    clerk.goto("/van-ban/dai-hoi/1/")
    check(clerk)
    clerk.get_by_role("link", name=re.compile("triệu tập Đại hội", re.IGNORECASE)).click()
    shown(clerk, "chỗ trống")
    check(clerk)
    picture(clerk, "paper-phone")
    clerk.get_by_role("link", name="Điền chỗ trống").click()
    gap(clerk, "Ngày đại hội").fill("ngày 03 tháng 4 năm 2020")
    check(clerk)
    clerk.get_by_role("button", name="Lưu").click()
    shown(clerk, "chỗ trống")
