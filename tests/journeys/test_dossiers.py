"""A dossier is put together, put in order by keyboard, sealed, checked outside, printed in sets."""

import subprocess
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.places import DAIHOI, Place
from tests.journeys.walking import check, enter_demo, menu, picture, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-demo")]
NAME = "Hồ sơ gửi bổ sung"


def test_a_dossier_is_sealed_and_anybody_can_check_it(
    demo_place: Place, desk: Visit, tmp_path: Path
) -> None:
    secretary = desk(demo_place)
    enter_demo(secretary, "secretary")
    puts_together(secretary)
    puts_in_order(secretary)
    seals(secretary)
    checks_outside(secretary, tmp_path)
    prints(secretary, tmp_path)


def puts_together(secretary: Page) -> None:
    menu(secretary, "Văn bản")
    secretary.locator("main").get_by_role("link", name="Hồ sơ", exact=True).click()
    shown(secretary, "Hồ sơ duyệt đại hội")
    check(secretary)
    secretary.get_by_role("link", name="Lập hồ sơ").click()
    secretary.get_by_label("Tên hồ sơ").fill(NAME)
    for box in secretary.locator("input[name=papers]").all():
        box.uncheck()
    for words in ("Tờ trình", "Quy chế", "Chương trình"):
        secretary.locator("label", has_text=words).get_by_role("checkbox").first.check()
    secretary.locator("input[name=incoming]").first.check()
    check(secretary)
    secretary.get_by_role("button", name="Lập hồ sơ").click()
    shown(secretary, "4 văn bản")
    check(secretary)


def puts_in_order(secretary: Page) -> None:
    """Without a mouse: the paper that came in goes up from the last place to the second."""
    for place in (4, 3):
        row = secretary.locator("ol.rows > li").nth(place - 1)
        assert "00-" in row.inner_text()
        row.locator("button[name=to]").first.focus()
        with secretary.expect_navigation():
            secretary.keyboard.press("Enter")
    assert "00-" in secretary.locator("ol.rows > li").nth(1).inner_text()
    check(secretary)
    picture(secretary, "dossier")


def seals(secretary: Page) -> None:
    secretary.get_by_role("link", name="Niêm phong").click()
    shown(secretary, "văn bản chưa ban hành")
    check(secretary)
    secretary.get_by_role("button", name="Niêm phong").click()
    shown(secretary, "đã niêm phong")
    check(secretary)
    picture(secretary, "dossier-sealed")
    assert not secretary.get_by_role("link", name="Thêm văn bản").count()


def checks_outside(secretary: Page, folder: Path) -> None:
    """The command needs no server: whole as it came, and not after one byte was changed."""
    file = folder / "ho-so.zip"
    with secretary.expect_download() as sent:
        secretary.get_by_role("link", name="Tải hồ sơ niêm phong").click()
    sent.value.save_as(file)
    seal = secretary.locator("section", has_text="Mã niêm phong").locator("code").inner_text()
    said = checked(file)
    assert said.returncode == 0
    assert seal in said.stdout
    content = bytearray(file.read_bytes())
    at = content.index(b"%PDF") + 200
    content[at] ^= 1
    file.write_bytes(content)
    assert checked(file).returncode == 3


def checked(file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [str(DAIHOI), "check-dossier", str(file)], capture_output=True, text=True, check=False
    )


def prints(secretary: Page, folder: Path) -> None:
    """Three sets, each on sheets of its own."""
    secretary.get_by_role("link", name="In theo bộ").click()
    check(secretary)
    secretary.get_by_label("Người nhận").fill("Hoàng Văn Ước\nBùi Thị Hạnh")
    secretary.get_by_label("Số bộ không ghi tên").fill("1")
    with secretary.expect_download() as sent:
        secretary.get_by_role("button", name="Tạo tệp để in").click()
    sent.value.save_as(folder / "sets.pdf")
    with pikepdf.open(folder / "sets.pdf") as sets:
        assert len(sets.pages) % 6 == 0  # three equal sets, each an even number of pages
