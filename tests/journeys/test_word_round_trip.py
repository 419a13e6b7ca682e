"""Two copies of a draft come back from Word, are decided place by place, and go out with changes."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from daihoi.papers.reading import Changes, read_word
from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import check, enter_demo, picture, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-office")]
TRACKED = "bao-cao-chinh-tri-gop-y-phong.docx"
COMPARED = "bao-cao-chinh-tri-gop-y-2.docx"


def test_copies_come_back_and_a_new_text_goes_out(
    office_with_draft: Place, desk: Visit, samples: Path, tmp_path: Path
) -> None:
    head = desk(office_with_draft)
    enter_demo(head, "subcommittee_head")
    head.goto("/van-kien/")
    head.get_by_role("link", name="Báo cáo chính trị").click()
    document = head.url
    takes_in(head, samples / TRACKED, "Phòng Nghiệp vụ và Tổ chức thi hành án", "14 chỗ sửa")
    takes_in(head, samples / COMPARED, "Văn phòng", "8 chỗ sửa")
    shown(head, "Đã quyết định 0 trên 29 chỗ")
    check(head)
    picture(head, "returned-review")
    decides(head)
    puts_into_the_text(head)
    goes_out(head, document, tmp_path / "out.docx")


def takes_in(head: Page, file: Path, unit: str, said: str) -> None:
    """The file is read and shown; nothing is written before it is confirmed."""
    if "doi-chieu" in head.url:
        head.get_by_role("link", name="Tải thêm bản gửi về").click()
    else:
        head.get_by_role("link", name="Bản Word gửi về").click()
        check(head)
        head.get_by_role("link", name="Tải lên bản gửi về").click()
    head.locator("input[type=file]").set_input_files(file)
    head.locator("select[name=unit]").select_option(label=unit)
    check(head)
    head.get_by_role("button", name="Đọc tệp và xem trước").click()
    shown(head, said)
    check(head)
    head.get_by_role("button", name="Xác nhận nhận bản này").click()
    head.get_by_role("heading", name="Đối chiếu").wait_for()


def decides(head: Page) -> None:
    """By keyboard, by hand, and all that is left at once."""
    head.keyboard.press("j")
    head.keyboard.press("j")
    head.keyboard.press("a")
    shown(head, "Đã quyết định 1 trên 29 chỗ")
    refused = head.locator("[data-place]", has_text="Công tác kiểm tra, giám sát có nội dung")
    refused.get_by_role("button", name="Không nhận").click()
    shown(head, "Đã quyết định 2 trên 29 chỗ")
    head.get_by_text("Quyết định nhiều chỗ một lúc").click()
    head.get_by_role("button", name="Nhận mọi chỗ không va nhau", exact=True).click()
    shown(head, "còn 0 chỗ để đồng chí xem")


def puts_into_the_text(head: Page) -> None:
    head.get_by_role("button", name="đã nhận vào bản đang sửa").click()
    shown(head, "vào bản 2 đang sửa")
    check(head)
    head.get_by_role("link", name="Mở bản đang sửa").click()
    text = head.locator(".reading").inner_text()
    assert "hằng tháng kiểm tra hồ sơ" in text
    assert "V. NGUYÊN NHÂN CỦA HẠN CHẾ, KHUYẾT ĐIỂM" in text
    assert "Công tác kiểm tra, giám sát có nội dung chưa sâu" in text


def goes_out(head: Page, document: str, file: Path) -> None:
    """Accepting all in Word gives the new text, rejecting all the old one."""
    head.goto(f"{document}so-sanh/")
    head.get_by_role("link", name="Tải Word có theo dõi thay đổi").click()
    check(head)
    with head.expect_download() as sent:
        head.get_by_role("button", name="Tải Word").click()
    sent.value.save_as(file)
    accepted, rejected = (
        " ".join(block.text for block in read_word(file.read_bytes(), changes=side).outline.blocks)
        for side in (Changes.ACCEPTED, Changes.REJECTED)
    )
    assert "hằng tháng kiểm tra hồ sơ" in accepted
    assert "hằng quý kiểm tra hồ sơ" in rejected
