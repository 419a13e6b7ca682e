"""Two tellers count twelve papers, one by keys, one on a phone; they differ by one, mend, agree."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from daihoi.elections.queries.judging import judging_table
from daihoi.rules.elections.ballots import Ballot, Bundle, judge
from daihoi.rules.elections.kinds import Fault, MarkStyle
from daihoi.rules.elections.loading import rule_set
from tests.journeys.box import NAMES, PASSWORD, TELLERS
from tests.journeys.conftest import Visit
from tests.journeys.places import Place, Shelf
from tests.journeys.walking import picture, say_yes, sign_in

pytestmark = pytest.mark.journey
COUNT = "/bau-cu/luot/1/kiem/"
ASK = """async ([table, asked]) => {
  const { judge } = await import("/static/elections/judging.js");
  return asked.map(([marks, faults, written]) => {
    const told = judge(table, marks, faults, written);
    return [told.paper, told.words, told.elected];
  });
}"""


@pytest.fixture(scope="module")
def hall(shelf: Shelf) -> Iterator[Place]:
    """A place where a box with twelve papers was opened."""
    place = Place(shelf.copy("new"), "serve")
    place.run("-m", "tests.journeys.box")
    with place:
        yield place


def at_the_count(page: Page, teller: str) -> Page:
    sign_in(page, teller, PASSWORD)
    page.wait_for_url("**/")
    page.goto(COUNT)
    return page


def fits(page: Page) -> None:
    """Nothing scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_two_tellers_count_differ_mend_and_agree(hall: Place, desk: Visit, phone: Visit) -> None:
    one, two = at_the_count(desk(hall), TELLERS[0]), at_the_count(phone(hall), TELLERS[1])
    by_keys(one)
    fits(one)
    two.get_by_role("button", name="Nhận bên 2").tap()
    by_touch(two, wrong=True)
    fits(two)

    said = f"Phiếu của {NAMES[3]}: người thứ nhất đếm 11"
    expect(one.get_by_text(said).first).to_be_visible()  # without asking again
    expect(one.get_by_text("số khác nhau ở tập 1")).to_be_visible()
    picture(one, "counts")
    fits(one)
    fits(two)

    two.get_by_role("link", name="Mở bản sửa").tap()
    two.get_by_label("Tập 1 (12 phiếu)").check()
    two.get_by_label("Lý do").fill("Tên thứ tư và thứ năm bị nhầm ở một phiếu.")
    two.get_by_role("button", name="Mở bản sửa").tap()
    by_touch(two, wrong=False)

    one.get_by_role("button", name="Xác nhận hai bên khớp").click()
    say_yes(one)
    expect(two.get_by_text("chờ người thứ hai")).to_be_visible()
    two.get_by_role("button", name="Xác nhận hai bên khớp").tap()
    say_yes(two)
    expect(one.get_by_text("Hai bên kiểm khớp").first).to_be_visible()
    expect(two.get_by_role("link", name="Mở bản sửa")).to_have_count(0)


def by_keys(page: Page) -> None:
    """Ten papers elect the first five, one four of them, one is untouched; one slip is undone."""
    page.get_by_role("button", name="Nhận bên 1").click()
    verdict = page.locator("[data-verdict]")
    expect(verdict).to_be_visible()
    for number in range(10):
        page.keyboard.press("6")
        page.keyboard.press("7")
        expect(verdict).to_contain_text("Hợp lệ: bầu đủ số lượng.")
        expect(verdict).to_contain_text("Điều 17")
        page.keyboard.press("Enter")
        holds(page, number + 1)
    for key in ("5", "6", "7", "Enter"):
        page.keyboard.press(key)
    holds(page, 11)
    page.keyboard.press("b")  # signed, by mistake
    expect(verdict).to_contain_text("Không hợp lệ: phiếu có ký tên.")
    page.keyboard.press("Enter")
    holds(page, 12)
    page.keyboard.press("Backspace")
    holds(page, 11)
    expect(page.locator("[name=faults]:checked")).to_have_count(1)
    picture(page, "counting")
    page.keyboard.press("Escape")
    expect(verdict).to_contain_text("Không hợp lệ: bầu quá số lượng cần bầu.")
    page.keyboard.press("Enter")
    expect(page.locator("[data-left]")).to_have_text("0")
    close(page, 1)


def by_touch(page: Page, *, wrong: bool) -> None:
    """The same papers, ten of them as a bundle; the fourth name struck for the fifth if ``wrong``."""
    expect(page.locator("[data-verdict]")).to_be_visible()
    strike(page, 5, 6)
    page.get_by_label("Nhiều phiếu y hệt phiếu trên:").fill("10")
    page.get_by_role("button", name="Nhận cả bó").tap()
    holds(page, 10)
    expect(page.locator("[data-verdict]")).to_be_visible()
    strike(page, 3 if wrong else 4, 5, 6)
    page.get_by_role("button", name="Nhận phiếu").tap()
    holds(page, 11)
    page.get_by_role("button", name="Nhận phiếu").tap()
    holds(page, 12)
    close(page, 2)


def holds(page: Page, papers: int) -> None:
    """The open batch, once the server has it."""
    expect(page.locator("[data-batch]")).to_have_text(f"Tập 1: {papers}/50 phiếu")


def strike(page: Page, *places: int) -> None:
    for at in places:
        page.locator(f"[name=marks][value='{at}']").check()


def close(page: Page, side: int) -> None:
    page.get_by_role("button", name="Đóng tập 1 (12 phiếu)").click()
    page.get_by_text("Đã đóng tập 1, có 12 phiếu.").wait_for()
    page.get_by_role("button", name=f"Đóng bên {side}").click()
    page.wait_for_url(f"**{COUNT}")


@pytest.mark.parametrize("edition", ["vn-party-2014", "cn-party-grassroots", "roberts-rules"])
def test_the_page_judges_as_the_server_does(hall: Place, desk: Visit, edition: str) -> None:
    """Every paper of lists of one to three names, in every style, and every fault."""
    page = at_the_count(desk(hall), TELLERS[0])
    rules = rule_set(edition)
    for style in MarkStyle:
        for names in (1, 2, 3):
            for seats in range(1, names + 1):
                ballot = Ballot(tuple(NAMES[:names]), seats, style)
                asked, wanted = _papers(ballot, rules)
                table = judging_table(ballot, rules)
                assert page.evaluate(ASK, [table, asked]) == wanted, (style, names, seats)


def _papers(ballot: Ballot, rules: Any) -> tuple[list[Any], list[Any]]:
    bundles = [Bundle(marks) for marks in range(1 << ballot.width)]
    bundles += [Bundle(1, faults=frozenset({fault})) for fault in Fault]
    bundles += [Bundle(1, written=("Ai Đó",))]
    asked = [
        [
            [bit for bit in range(ballot.width) if each.marks >> bit & 1],
            [fault.value for fault in each.faults],
            len(each.written),
        ]
        for each in bundles
    ]
    wanted = []
    for each in bundles:
        found = judge(each, ballot, rules)
        words = found.words.split(" Không tính cho")[0]
        named = [at for at in range(len(ballot.names)) if found.votes_for >> at & 1]
        wanted.append([found.paper.value, words, named])
    return asked, wanted
