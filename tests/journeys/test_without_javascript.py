"""With scripts switched off everything but live pictures still works: read, say, answer."""

import re

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import enter_demo, expecting, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-office")]


def test_reading_saying_and_answering(office_with_draft: Place, desk: Visit, phone: Visit) -> None:
    head = desk(office_with_draft, java_script_enabled=False)
    enter_demo(head, "subcommittee_head")
    head.goto("/van-kien/")
    head.get_by_role("link", name="Báo cáo chính trị").click()
    head.get_by_role("link", name="Mở đợt lấy ý kiến").click()
    head.get_by_label("Từ ngày").fill("20/2/2020")
    head.get_by_label("Đến hết ngày").fill("29-2-2020")
    head.get_by_role("button", name="Mở đợt và gửi lời mời").click()
    head.get_by_role("heading", name="Lấy ý kiến lần 1").wait_for()

    member = phone(office_with_draft, java_script_enabled=False)
    enter_demo(member, "member")
    member.get_by_role("link", name="Góp ý").first.click()
    member.locator("a.block-number").nth(9).click()
    assert re.search(r"\?block=[0-9a-f-]+#opinion$", member.url)
    member.get_by_label("Nội dung góp ý").fill("Nên nêu rõ số liệu của năm 2019.")
    member.get_by_role("button", name="Gửi ý kiến").click()
    shown(member, "Đồng chí đã gửi 1 ý kiến.")

    head.goto(head.url)
    head.get_by_role("link", name="Trả lời ý kiến").click()
    head.locator("[data-opinion-row]").first.click()
    shown(head, "Nên nêu rõ số liệu của năm 2019.")
    head.get_by_text("Không", exact=True).click()
    with expecting(head, 422):
        head.get_by_role("button", name="Trả lời").click()
        shown(head, "Hãy giải trình vì sao")
    head.get_by_label("Giải trình").fill("Số liệu năm 2019 đã có ở Biểu số 1.")
    head.get_by_role("button", name="Trả lời").click()
    shown(head, "1 đã trả lời")

    member.goto("/van-kien/y-kien-cua-toi/")
    member.get_by_role("link", name="Nên nêu rõ số liệu").click()
    shown(member, "Số liệu năm 2019 đã có ở Biểu số 1.")
