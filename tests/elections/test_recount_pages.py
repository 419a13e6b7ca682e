"""Pages of a told result that is counted anew: by whom, what they show, how much they ask."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.elections.actions import next_rounds
from daihoi.elections.models import Recount, Round
from tests.elections.counted import announced, presiding, seat, settled, teller
from tests.factories import grant

pytestmark = pytest.mark.django_db
PAGE = 17
WHY = "Có khiếu nại về phiếu không hợp lệ."


def signed(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, pk: int) -> str:
    return reverse(f"elections:{name}", args=[pk])


def read(user: User, name: str, pk: int) -> str:
    response = signed(user).get(at(name, pk))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def send(user: User, name: str, pk: int, **told: Any) -> str:
    response = signed(user).post(at(name, pk), told, follow=True)
    return " ".join(response.content.decode().split())


def member_of(round_: Round) -> User:
    return grant(Role.MEMBER, round_.election.congress.organization)


def test_the_presidium_orders_it_and_everybody_reads_that_it_goes_on() -> None:
    round_ = announced([26, 24, 20, 12])
    chair = presiding(round_)
    assert at("result_recount", round_.pk) in read(chair, "result_detail", round_.pk)
    form = read(chair, "result_recount", round_.pk)
    assert "chưa có nguồn xác nhận" in form
    assert 'aria-invalid="true"' in send(chair, "result_recount", round_.pk, reason=WHY)

    said = send(chair, "result_recount", round_.pk, reason=WHY, decider="presidium")

    assert "Đang kiểm lại." in said
    assert f"{WHY} Theo quyết định của đoàn chủ tịch" in said
    assert "Công bố kết quả kiểm lại" not in said
    plain = read(member_of(round_), "result_detail", round_.pk)
    assert "Đang kiểm lại." in plain
    assert "Nguyễn Văn An" in plain  # what was told
    wall = read(member_of(round_), "hall", round_.election.congress_id)
    assert "Đang kiểm lại" in wall
    assert "26 phiếu" not in wall
    assert "đang kiểm lại" in read(member_of(round_), "result_list", round_.election.congress_id)
    counting = read(teller(round_), "count_round", round_.pk)
    assert "Nhận bên 1" in counting


def test_the_congress_is_asked_for_its_hands_and_a_no_leaves_all_as_it_was() -> None:
    round_ = announced([26, 24, 20, 12])
    chair = presiding(round_)
    seat(round_, 28)
    missing = send(chair, "result_recount", round_.pk, reason=WHY, decider="congress")
    assert "Chưa ghi số tay giơ của đại hội." in missing
    assert WHY in missing
    no = {"reason": WHY, "decider": "congress", "votes_for": 10, "votes_against": 18}
    assert "Đại hội không thông qua" in send(chair, "result_recount", round_.pk, **no)
    assert not Recount.objects.exists()


def test_what_stands_in_the_way_is_named_with_its_page() -> None:
    round_ = announced([26, 20, 20, 12], seats=2)
    chair = presiding(round_)
    later = next_rounds.prepare_next_round(round_.election, actor=chair)
    shown = read(chair, "result_recount", round_.pk)
    assert "phải bỏ lượt ấy trước" in shown
    assert at("result_detail", later.pk) in shown
    assert 'name="decider"' not in shown


def test_it_is_given_up_by_the_page() -> None:
    round_ = announced([26, 24, 20, 12])
    chair = presiding(round_)
    send(chair, "result_recount", round_.pk, reason=WHY, decider="presidium")
    assert at("recount_drop", round_.pk) in read(chair, "result_detail", round_.pk)
    assert 'aria-invalid="true"' in send(chair, "recount_drop", round_.pk, reason=" ")
    said = send(chair, "recount_drop", round_.pk, reason="Rút khiếu nại.")
    assert "Đã dừng kiểm lại; kết quả đã công bố giữ nguyên." in said
    assert Round.objects.get(pk=round_.pk).state == "announced"


def test_the_result_before_is_read_by_all_if_it_was_told() -> None:
    round_ = announced([26, 24, 20, 12])
    chair, member = presiding(round_), member_of(round_)
    send(chair, "result_recount", round_.pk, reason=WHY, decider="presidium")
    made = Recount.objects.get()
    shown = read(member, "result_before", made.pk)
    assert "Nguyễn Văn An" in shown
    assert "28; cần 15" in shown
    Recount.objects.update(settled={**made.settled, "announced_at": None})
    assert signed(member).get(at("result_before", made.pk)).status_code == 403
    assert signed(chair).get(at("result_before", made.pk)).status_code == 200


@pytest.mark.parametrize("name", ["result_recount", "recount_drop"])
def test_members_and_strangers_do_neither(name: str) -> None:
    round_ = announced([26, 24, 20, 12])
    assert signed(member_of(round_)).get(at(name, round_.pk)).status_code == 403
    stranger = presiding(settled([2, 1], seats=1))
    assert signed(stranger).get(at(name, round_.pk)).status_code == 404
    told = {"reason": WHY, "decider": "presidium"}
    assert signed(teller(round_)).post(at(name, round_.pk), told).status_code == 403
    assert not Recount.objects.exists()


@pytest.mark.parametrize("names", [2, 5])
def test_the_page_asks_the_same_for_few_names_and_many(names: int) -> None:
    round_ = announced([26, 24, 20, 12, 9][:names], seats=1)
    chair = presiding(round_)
    send(chair, "result_recount", round_.pk, reason=WHY, decider="presidium")
    client = signed(chair)
    client.get(at("result_detail", round_.pk))
    with CaptureQueriesContext(connection) as asked:
        client.get(at("result_detail", round_.pk))
    assert len(asked) == PAGE
