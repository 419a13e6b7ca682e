"""Opinions on preparation from all meetings: none is passed over."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.base.revisions import Outdated, fingerprint
from daihoi.congresses.models import Task
from daihoi.meetings.actions.preparation import handle_preparation
from daihoi.meetings.actions.statements import edit_statement, withdraw_statement
from daihoi.meetings.models import HANDLED, Handling
from daihoi.meetings.offers import minutes as offers
from daihoi.meetings.queries import preparation
from daihoi.meetings.queries.preparation import preparation_page
from tests.meetings.taking import Sitting, sitting

__all__ = ["sitting"]


def test_each_is_noted_answered_or_given_and_those_that_wait_come_first(sitting: Sitting) -> None:
    first, second, third, fourth = (sitting.say(f"Việc {n}.", aim="preparation") for n in range(4))
    sitting.say("Chỉ là thảo luận.")
    handle_preparation(first, "noted", actor=sitting.chair)
    handle_preparation(second, "answered", text="Đã có kế hoạch.", actor=sitting.chair)
    terms = {"recipient": "committee", "due_on": date(2020, 3, 30)}
    handle_preparation(third, "task", task=terms, actor=sitting.chair)
    page = preparation_page(viewer=sitting.chair)
    assert [row.statement for row in page.rows] == [fourth, first, second, third]
    assert (page.waiting, page.total) == (1, 4)
    assert Task.objects.get().details == "Việc 2."
    assert Handling.objects.get(statement=third).task == Task.objects.get()
    assert len(sitting.marks("handle_preparation")) == 3


def test_an_answer_says_something_and_a_task_stays_one(sitting: Sitting) -> None:
    said = sitting.say(aim="preparation")
    with pytest.raises(RuleBroken):
        handle_preparation(said, "answered", text=" ", actor=sitting.chair)
    handle_preparation(said, "task", task={"recipient": "committee"}, actor=sitting.chair)
    with pytest.raises(Conflict):
        handle_preparation(said, "noted", actor=sitting.chair)


def test_what_is_no_opinion_on_preparation_is_not_handled(sitting: Sitting) -> None:
    with pytest.raises(RuleBroken):
        handle_preparation(sitting.say(), "noted", actor=sitting.chair)


def test_what_was_handled_is_not_moved_or_struck_out(sitting: Sitting) -> None:
    said = sitting.say(aim="preparation")
    handle_preparation(said, "noted", actor=sitting.chair)
    with pytest.raises(RuleBroken):
        edit_statement(said, {"aim": "discussion"}, actor=sitting.taker)
    with pytest.raises(RuleBroken):
        withdraw_statement(said, actor=sitting.taker)


def test_who_prepares_meetings_handles_and_is_told_what_waits(sitting: Sitting) -> None:
    said = sitting.say(aim="preparation")
    titles = [str(row.title) for row in offers.waiting(sitting.chair)]
    assert "1 ý kiến chuẩn bị đại hội chưa xử lý" in titles
    with pytest.raises(NotPermitted):
        handle_preparation(said, "noted", actor=sitting.taker)


def test_the_page_handles_it(sitting: Sitting, client: Client) -> None:
    said = sitting.say("Cần thêm micro.", aim="preparation")
    client.force_login(sitting.chair)
    url = reverse("meetings:preparation_handle", args=[said.pk])
    assert "Cần thêm micro." in client.get(url).content.decode()
    wrong = client.post(url, {"result": "task"})
    assert wrong.status_code == 422
    assert "Hãy chọn giao cho ai." in wrong.content.decode()
    answer = client.post(url, {"result": "answered", "text": "Đã mượn hai chiếc."})
    assert answer.status_code == 302
    shown = client.get(reverse("meetings:preparation_list")).content.decode()
    assert "Đã mượn hai chiếc." in shown
    assert "Mọi ý kiến đều đã được xử lý." in shown


@pytest.mark.parametrize("count", [1, 3])
def test_more_opinions_ask_no_more_and_come_page_by_page(
    sitting: Sitting, client: Client, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    for number in range(count):
        sitting.say(f"Việc thứ {number}.", aim="preparation")
    client.force_login(sitting.chair)
    url = reverse("meetings:preparation_list")
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) == 14
    monkeypatch.setattr(preparation, "PER_PAGE", 1)
    last = client.get(url, {"page": count}).content.decode()
    assert f"Việc thứ {count - 1}." in last
    assert ("Việc thứ 0." in last) == (count == 1)
    assert f"{count} trong {count} ý kiến chưa xử lý." in last


def test_who_handles_from_an_old_page_is_told(sitting: Sitting) -> None:
    said = sitting.say(aim="preparation")
    shown = fingerprint(Handling(), HANDLED)
    handle_preparation(said, "noted", text="Đã xem.", seen=shown, actor=sitting.chair)
    with pytest.raises(Outdated):
        handle_preparation(said, "answered", text="Khác.", seen=shown, actor=sitting.chair)
    assert Handling.objects.get().text == "Đã xem."
