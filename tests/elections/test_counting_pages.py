"""Pages of counting: who sees what, without a script and with it, and how much they ask."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base.errors import RuleBroken
from daihoi.base.offers import may_follow
from daihoi.elections.actions import counts, doubtful
from daihoi.elections.forms.counting import SumsForm
from daihoi.elections.models import Count, DoubtfulPaper, OpenPaper, Pattern, Recount, Round
from daihoi.elections.queries.issued_rules import digest_of_rules
from daihoi.elections.queries.law import rules_of
from daihoi.elections.queries.tallies import law_of, sides_of
from daihoi.rules.elections.kinds import MarkStyle
from tests.elections.counting_room import (
    NAMES,
    Room,
    both_agree,
    bundle,
    by_papers,
    close_batch,
    enter,
    room,
    stranger,
)
from tests.factories import grant

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def signed(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"elections:{name}", args=args)


def read(client: Client, name: str, *args: Any) -> str:
    response = client.get(at(name, *args))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def paper(count: Count, *marks: int, **more: Any) -> dict[str, Any]:
    entered = OpenPaper.objects.filter(batch__count=count).count()
    return {"key": str(uuid4()), "batch": 1, "papers": entered, "marks": [*marks], **more}


def test_a_teller_takes_a_side_enters_a_paper_and_undoes_it_without_a_script() -> None:
    hall = room()
    client = signed(hall.first)
    assert "Nhận bên 1" in read(client, "count_round", hall.round.pk)

    client.post(at("count_take", hall.round.pk), {"side": 1})
    side = Count.objects.get()
    page = read(client, "count_entry", side.pk)
    assert all(name in page for name in NAMES)
    client.post(at("count_paper", side.pk), paper(side, 3))

    kept = OpenPaper.objects.get()
    page = read(client, "count_entry", side.pk)
    assert "Phiếu vừa nhận</p> <p data-last> Hợp lệ: bầu đủ số lượng." in page
    client.post(at("count_undo", side.pk), {"key": str(kept.pk)})
    assert not OpenPaper.objects.exists()


def test_the_script_hears_the_servers_judgement_and_where_the_batch_stands() -> None:
    hall = room()
    side, client = hall.side(), signed(hall.first)

    answer = client.post(at("count_paper", side.pk), paper(side), headers=JSON).json()

    assert answer["judged"]["paper"] == "invalid"
    assert answer["judged"]["words"] == "Không hợp lệ: bầu quá số lượng cần bầu."
    assert "Điều 17" in answer["judged"]["articles"]
    assert answer["state"] == {"batch": 1, "papers": 1, "single": 1}


def test_a_second_window_is_told_where_the_batch_stands() -> None:
    hall = room()
    side, client = hall.side(), signed(hall.first)
    enter(side, hall.seen(3))
    stale = paper(side, 2) | {"papers": 0}

    response = client.post(at("count_paper", side.pk), stale, headers=JSON)

    assert response.status_code == 409
    answer = response.json()
    assert answer["code"] == "batch_moved"
    assert "Tập 1 nay có 1 phiếu" in answer["refused"]
    assert answer["state"]["papers"] == 1
    assert answer["state"]["last"]["marks"] == [3]
    assert client.post(at("count_paper", side.pk), stale).status_code == 409
    assert OpenPaper.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"key": "x"}, {"key": ""}, {"batch": "9" * 40}, {"batch": "-1"}, {"papers": "nhiều"},
        {"marks": ["1000"]}, {"marks": ["x"]}, {"marks": ["9"]}, {"faults": ["lạ"]},
        {"written": "x" * 301},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_and_never_an_error(change: dict[str, Any]) -> None:
    hall = room()
    side, client = hall.side(), signed(hall.first)
    for headers in ({}, JSON):
        response = client.post(at("count_paper", side.pk), paper(side, 3) | change, headers=headers)
        assert response.status_code == 422
    assert not OpenPaper.objects.exists()


def test_bundles_batches_sums_and_the_end_without_a_script() -> None:
    hall = room()
    side, client = hall.side(), signed(hall.first)
    client.post(at("count_bundle", side.pk), paper(side, 3, number="3"))
    page = read(client, "count_entry", side.pk)
    assert "Bó 3 phiếu: Gạch: Phạm Thị Dung" in page
    client.post(at("count_bundle_remove", side.pk), {"key": str(Pattern.objects.get().pk)})
    client.post(at("count_bundle", side.pk), paper(side, 3, number="3"))
    client.post(at("count_batch_close", side.pk), {"batch": 1, "papers": 3})
    assert client.post(at("count_close", side.pk)).status_code == 422
    client.post(at("count_batch_size", side.pk), {"size": "30"})
    client.post(at("count_mode", side.pk), {"mode": "sums"})
    sums = {"valid": "4", "votes_0": "4", "votes_1": "4", "votes_2": "4", "votes_3": "9"}
    page = client.post(at("count_sums", side.pk), sums).content.decode()
    assert "9 phiếu, chỉ có 4 phiếu hợp lệ" in page
    assert 'value="9"' in page
    client.post(at("count_sums", side.pk), sums | {"votes_3": "0"})
    client.post(at("count_close", side.pk))
    side.refresh_from_db()
    assert (side.is_closed, side.batch_size, side.tally["valid"]) == (True, 30, 4)


def test_a_doubtful_paper_on_the_pages() -> None:
    hall = room()
    client = signed(hall.second)
    client.post(at("count_aside", hall.round.pk), {"label": "A", "seen": "Gạch mờ."})
    kept = DoubtfulPaper.objects.get()
    assert "1 phiếu chờ quyết định" in read(signed(hall.first), "count_round", hall.round.pk)
    ruling = {"verdict": "1", "marks": ["3"], "reason": "Rõ.", "present": ["Hoàng Thị Thu"]}
    page = client.post(at("count_ruling", kept.pk), ruling).content.decode()
    assert "chọn ít nhất 2 thành viên" in page
    ruling["present"] = ["Hoàng Thị Thu", "Đặng Văn Tú"]
    client.post(at("count_ruling", kept.pk), ruling)
    kept.refresh_from_db()
    assert (kept.is_valid, kept.marks) == (True, "8")
    page = read(client, "count_round", hall.round.pk)
    assert "Ban kiểm phiếu quyết định: Rõ." in page
    assert "Vì sao quyết định lại" in read(client, "count_ruling", kept.pk)
    client.post(at("count_give_back", kept.pk), {"reason": "Rõ rồi."})
    kept.refresh_from_db()
    assert kept.withdrawn == "Rõ rồi."


def test_comparing_mending_agreeing_and_counting_anew_on_the_pages() -> None:
    hall = room()
    one, two = signed(hall.first), signed(hall.second)
    papers = [hall.seen(3), hall.seen(3), hall.seen(2), hall.seen()]
    first = by_papers(hall.side(1), papers)
    by_papers(hall.side(2), [hall.seen(1), *papers[1:]])
    page = read(one, "count_round", hall.round.pk)
    assert "Phiếu của Trần Thị Bình: người thứ nhất đếm 3, người thứ hai đếm 2." in page
    assert "số khác nhau ở tập 1" in page
    assert "Xác nhận hai bên khớp" not in page
    second = sides_of(hall.round)[2]
    assert "Tập 1 (4 phiếu)" in read(two, "count_mend", second.pk)
    two.post(at("count_mend", second.pk), {"reason": "Bình lệch.", "without": ["1"]})
    by_papers(sides_of(hall.round)[2], papers)
    assert "Xác nhận hai bên khớp" in read(one, "count_round", hall.round.pk)
    assert "3" in read(two, "count_version", first.pk)
    one.post(at("count_agree", hall.round.pk))
    assert "chờ người thứ hai" in read(two, "count_round", hall.round.pk)
    two.post(at("count_agree", hall.round.pk))
    hall.round.refresh_from_db()
    assert hall.round.state == "counted"
    assert at("result_detail", hall.round.pk) in read(two, "count_round", hall.round.pk)
    one.post(at("count_recount", hall.round.pk), {"reason": "Khiếu nại.", "decided_by": "Đoàn chủ tịch"})  # fmt: skip
    assert Recount.objects.get().attempt == 2
    third = hall.teller()
    side = counts.take_side(hall.round, 1, actor=hall.first)
    signed(third).post(at("count_take_over", side.pk), {"reason": "Mệt."})
    hall.round.refresh_from_db()
    assert sides_of(hall.round)[1].teller == third


@pytest.mark.parametrize("style", [*MarkStyle])
def test_every_style_has_its_paper(style: MarkStyle) -> None:
    hall = room(style=style)
    side = hall.side()
    page = read(signed(hall.first), "count_entry", side.pk)
    two = style in {MarkStyle.AGREE_DISAGREE, MarkStyle.YES_NO_ABSTAIN, MarkStyle.SYMBOL}
    assert page.count('name="marks"') == (8 if two else 4)


def test_others_see_that_papers_are_counted_and_no_number() -> None:
    hall = room()
    by_papers(hall.side(), [hall.seen(3)] * 4)
    organization = hall.round.election.congress.organization
    for role in (Role.SECRETARY, Role.COMMITTEE_MEMBER, Role.MEMBER, Role.PRESIDIUM):
        client = signed(grant(role, organization))
        page = read(client, "count_round", hall.round.pk)
        assert "Đang kiểm phiếu" in page
        assert "Bên 1" not in page
        for name, number in _deep(hall):
            assert client.get(at(name, number)).status_code == 403, name


def test_who_sees_elections_hears_that_a_ballot_changed() -> None:
    hall = room()
    organization = hall.round.election.congress.organization
    topic = f"elections.round:{hall.round.pk}"
    assert may_follow(hall.first, topic)
    assert may_follow(grant(Role.MEMBER, organization), topic)
    assert not may_follow(grant(Role.ADMINISTRATOR, organization), topic)
    assert not may_follow(stranger(), topic)
    assert not may_follow(hall.first, "elections.round:x")
    assert not may_follow(hall.first, f"elections.round:{10**9}")


def test_guessing_finds_nothing() -> None:
    hall = room()
    hall.side()
    other = signed(stranger())
    for name, number in [("count_round", hall.round.pk), *_deep(hall)]:
        assert other.get(at(name, number)).status_code == 404, name
        assert signed(hall.first).get(at(name, 10**9)).status_code == 404
    doubtful.put_aside(hall.round, "A", "Mờ.", actor=hall.first)
    kept = DoubtfulPaper.objects.get()
    assert other.get(at("count_ruling", kept.pk)).status_code == 404
    assert signed(hall.first).get(at("count_ruling", uuid4())).status_code == 404


def _deep(hall: Room) -> list[tuple[str, int]]:
    side = sides_of(hall.round)[1]
    return [
        ("count_aside", hall.round.pk), ("count_recount", hall.round.pk),
        ("count_entry", side.pk), ("count_version", side.pk), ("count_mend", side.pk),
        ("count_take_over", side.pk),
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_as_much_for_many_batches_as_for_one(
    number: int, django_assert_num_queries: Any
) -> None:
    hall = room(papers=20)
    side, client = hall.side(), signed(hall.first)
    for at_ in range(number):
        enter(side, hall.seen(3))
        enter(side, hall.seen(2))
        close_batch(side)
        doubtful.put_aside(hall.round, f"A{at_}", "Mờ.", actor=hall.first)
    with django_assert_num_queries(ENTRY_PAGE):
        client.get(at("count_entry", side.pk))
    with django_assert_num_queries(ROUND_PAGE):
        client.get(at("count_round", hall.round.pk))


ENTRY_PAGE, ROUND_PAGE, ONE_PAPER = 23, 28, 13


def test_a_bundle_larger_than_what_is_left_is_refused_at_once() -> None:
    hall = room(papers=4)
    side = hall.side()
    with pytest.raises(RuleBroken, match="chỉ còn 4 phiếu") as refusal:
        bundle(side, hall.seen(3), 5)
    assert refusal.value.code == "more_than_returned"
    bundle(side, hall.seen(3), 4)
    with pytest.raises(RuleBroken, match="chỉ còn 0 phiếu"):
        enter(side, hall.seen(3))


def test_the_last_batch_and_its_side_are_closed_in_one_press() -> None:
    hall = room(papers=4)
    side, client = hall.side(), signed(hall.first)
    bundle(side, hall.seen(3), 3)
    client.post(at("count_batch_close", side.pk), {"batch": 1, "papers": 3, "side": "1"})
    side.refresh_from_db()
    assert (side.is_closed, side.batches.get().is_closed) == (False, False)
    shown = " ".join(read(client, "count_entry", side.pk).split())
    assert 'class="button button-primary" type="submit" data-accept' in shown
    enter(side, hall.seen(3))
    shown = " ".join(read(client, "count_entry", side.pk).split())
    assert "Đóng tập và đóng bên" in shown
    assert 'class="button" type="submit" data-accept' in shown  # no next paper is awaited
    client.post(at("count_batch_close", side.pk), {"batch": 1, "papers": 4, "side": "1"})
    side.refresh_from_db()
    assert (side.is_closed, side.tally["valid"]) == (True, 4)


def test_a_bundle_says_who_disagreed() -> None:
    hall = room(papers=4, names=["Nguyễn Văn An"], seats=1, style=MarkStyle.AGREE_DISAGREE)
    side = hall.side()
    bundle(side, hall.seen(against=[0]), 2)
    bundle(side, hall.seen(0), 2)
    page = read(signed(hall.first), "count_entry", side.pk)
    assert "Bó 2 phiếu: Không đồng ý: Nguyễn Văn An" in page
    assert "Bó 2 phiếu: Đồng ý: Nguyễn Văn An" in page


def test_once_told_the_form_to_count_anew_is_not_offered() -> None:
    hall = room(papers=1)
    for number in (1, 2):
        by_papers(hall.side(number), [hall.seen(3)])
    both_agree(hall)
    Round.objects.filter(pk=hall.round.pk).update(state="announced")
    client = signed(hall.first)
    page = read(client, "count_round", hall.round.pk)
    assert "Kiểm lại toàn bộ" not in page
    assert "Kết quả đã công bố thì giữ nguyên" in page
    assert client.get(at("count_recount", hall.round.pk)).status_code == 409


def test_sums_offer_only_reasons_that_the_papers_can_have() -> None:
    form = SumsForm(law=law_of(room().round))
    assert "invalid_all_disagree" not in form.fields


def test_a_paper_is_taken_in_with_few_queries(django_assert_num_queries: Any) -> None:
    hall = room()
    issued = rules_of(hall.round.election.congress)
    Round.objects.filter(pk=hall.round.pk).update(
        edition_code=issued.edition.code, rules_digest=digest_of_rules(issued)
    )
    side, client = hall.side(), signed(hall.first)
    enter(side, hall.seen(3))
    data = paper(side, 3)
    with django_assert_num_queries(ONE_PAPER):
        client.post(at("count_paper", side.pk), data, headers=JSON)


def test_what_the_page_judges_by_is_what_the_server_judges_by() -> None:
    hall = room()
    client = signed(hall.first)
    response = client.get(at("count_entry", hall.side().pk))
    table = json.loads(response.context["page"].table_json)
    assert table["verdicts"]["overvote"]["paper"] == "invalid"
    assert [each["code"] for each in table["faults"]][:2] == ["not_issued", "outsider"]
    assert (table["names"], table["seats"], table["style"]) == (4, 3, "strike_out")


def test_names_beyond_the_keys_have_one_of_two_strokes() -> None:
    hall = room(names=[f"Nguyễn Văn {chr(65 + at // 10)}{at % 10}" for at in range(30)], papers=20)
    side = hall.side()
    said = signed(hall.first).get(at("count_entry", side.pk)).content.decode()
    keys = re.findall(r'<li class="counting-line" data-key="([^"]+)"', said)
    assert (len(set(keys)), keys[26], keys[27:]) == (30, "L", ["-1", "-2", "-3"])
    assert "bấm phím trừ (-)" in said
    few = room(papers=20)
    said = signed(few.first).get(at("count_entry", few.side().pk)).content.decode()
    assert "bấm phím trừ (-)" not in said
