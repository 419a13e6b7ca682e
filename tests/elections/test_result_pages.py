"""Result pages, the hall and the buttons after a ballot, as each sees them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.elections.actions.result_papers import deposit_minutes
from daihoi.elections.actions.sealing import seal_ballots
from daihoi.elections.models import Election, Round
from daihoi.elections.queries.decisions import CHANGE_OF_LIST
from daihoi.elections.queries.results import result_list
from daihoi.registry.models import Paper
from tests.elections.counted import announced, counting, presiding, seat, settled, teller
from tests.factories import grant
from tests.factories.elections import ElectionFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.registry import EntryFactory

pytestmark = pytest.mark.django_db


def page(user: User, name: str, pk: int, **headers: str) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(reverse(f"elections:{name}", args=[pk]), headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def send(user: User, name: str, pk: int, **values: object) -> str:
    client = Client()
    client.force_login(user)
    response = client.post(reverse(f"elections:{name}", args=[pk]), values, follow=True)
    return response.content.decode()


def member_of(round_: Round) -> User:
    return grant(Role.MEMBER, round_.election.congress.organization)


def test_a_member_sees_no_number_before_the_announcement() -> None:
    round_ = settled([26, 24, 20, 12])
    shown = page(member_of(round_), "result_detail", round_.pk)
    assert "Chưa công bố kết quả" in shown
    assert "Nguyễn Văn An" not in shown
    secretary = grant(Role.SECRETARY, round_.election.congress.organization)
    assert "Nguyễn Văn An" not in page(secretary, "result_detail", round_.pk)


def test_who_announces_sees_it_and_has_the_button() -> None:
    round_ = settled([26, 24, 20, 12])
    shown = page(presiding(round_), "result_detail", round_.pk)
    assert "Công bố kết quả" in shown
    assert "28; cần 15" in shown
    assert "chờ công bố" in shown
    plain = page(teller(round_), "result_detail", round_.pk)
    assert "Nguyễn Văn An" in plain
    assert reverse("elections:result_announce", args=[round_.pk]) not in plain


def test_after_it_everybody_reads_why() -> None:  # T12, T20
    round_ = announced([26, 18, 14, 12], seats=1)
    shown = page(member_of(round_), "result_detail", round_.pk)
    assert shown.index("Nguyễn Văn An") < shown.index("Trần Thị Ánh")
    assert "đủ phiếu, nhưng đã bầu đủ số lượng người nhiều phiếu hơn" in shown
    assert "đúng một nửa, chưa quá nửa: cần 15 phiếu" in shown
    assert "Chi ủy: đã bầu đủ 1 người." in shown
    assert "chưa có nguồn xác nhận" in shown


def test_after_it_the_ballots_have_no_buttons_and_the_sealing_is_told_in_sentences() -> None:
    round_ = announced([26, 18, 14, 12], seats=1)
    chair = presiding(round_)
    assert "card-foot" not in page(chair, "ballot_detail", round_.pk)
    assert '<p class="page-lead">Chi ủy</p>' in page(chair, "result_recount", round_.pk)
    for note in ("Một gói, văn thư giữ", "Một gói, văn thư giữ."):
        seal_ballots(round_, note, actor=teller(round_))
        assert "Một gói, văn thư giữ. Giữ đến hết" in page(chair, "result_detail", round_.pk)


def test_the_next_step_has_its_buttons() -> None:  # T21
    round_ = announced([26, 20, 14, 12])
    actor = presiding(round_)
    seat(round_, 28)
    shown = page(actor, "result_detail", round_.pk)
    assert "đại hội quyết định có bầu tiếp không" in shown
    assert reverse("elections:next_round_prepare", args=[round_.election_id]) not in shown
    said = send(
        actor,
        "continuation_vote",
        round_.election_id,
        go_on="left",
        votes_for=20,
        votes_against=8,
        votes_other=0,
    )
    assert "20 người đồng ý, cần 15: được thông qua." in said
    assert reverse("elections:next_round_prepare", args=[round_.election_id]) in said
    assert "Đã lập lượt bầu 2; in phiếu rồi phát." in send(
        actor, "next_round_prepare", round_.election_id
    )
    assert Round.objects.get(number=2).state == "listed"


def test_a_wrong_count_of_hands_keeps_what_was_typed() -> None:
    round_ = announced([26, 20, 14, 12])
    actor = presiding(round_)
    seat(round_, 28)
    for hands in ({"votes_for": 30}, {"votes_for": "nhiều"}, {"votes_for": -1}):
        said = send(
            actor,
            "continuation_vote",
            round_.election_id,
            **{"go_on": "left", "votes_against": 7, "votes_other": 0, **hands},
        )
        assert 'value="7"' in said
    assert not round_.votes.exists()


def test_the_form_after_a_tie_asks_nothing() -> None:
    round_ = announced([26, 20, 20, 12], seats=2)
    shown = page(presiding(round_), "continuation_vote", round_.election_id)
    assert "Bước này không hỏi đại hội" in shown


def test_appointing_after_three_ballots_by_the_page() -> None:  # T28
    election = ElectionFactory.create(office="secretary", seats=1, planned_seats=1)
    rounds = [
        announced([7, 7], seats=1, base=15, election=election, number=number)
        for number in (1, 2, 3)
    ]
    secretary = grant(Role.SECRETARY, election.congress.organization)
    assert "cấp trên chỉ định" in page(secretary, "result_detail", rounds[-1].pk)
    person = rounds[0].names.get(position=1).person
    MembershipFactory.create(person=person)
    said = send(
        secretary,
        "appointment_add",
        election.pk,
        person=person.pk,
        paper_number="15-QĐ/ĐU",
        paper_on="10/4/2020",
        issuer="Đảng ủy cơ quan",
    )
    assert "Đã ghi quyết định chỉ định của cấp trên." in said
    assert "chỉ định: 15-QĐ/ĐU · Đảng ủy cơ quan" in said


@pytest.mark.parametrize(
    ("made", "stage", "has_numbers"),
    [
        (counting, "Đang kiểm phiếu", False),
        (settled, "Đang kiểm phiếu", False),
        (announced, "Trúng cử", True),
    ],
)
def test_the_hall_tells_no_number_before_the_announcement(
    made: Callable[[list[int]], Round], stage: str, has_numbers: bool
) -> None:
    round_ = made([26, 24, 20, 12])
    shown = page(member_of(round_), "hall", round_.election.congress_id)
    assert stage in shown
    assert "Nguyễn Văn An" in shown
    assert ("26 phiếu" in shown) is has_numbers
    part = page(member_of(round_), "hall", round_.election.congress_id, **{"HX-Request": "true"})
    assert part.strip().startswith("<section")
    assert stage in part


def test_the_hall_says_what_follows_and_goes_on_to_the_next_ballot() -> None:
    first = announced([26, 20, 20, 12], seats=2)
    member = member_of(first)
    shown = page(member, "hall", first.election.congress_id)
    assert "Tiếp theo: bầu lại trong số người bằng phiếu." in shown
    send(presiding(first), "next_round_prepare", first.election_id)
    again = page(member, "hall", first.election.congress_id)
    assert "Danh sách bầu cử" in again
    assert "lượt bầu 2, trong số người bằng phiếu" in again
    assert "Nguyễn Văn An" not in again


def test_giving_a_ballot_up_says_who_decides_and_where_it_stands() -> None:  # E-131
    round_ = counting([0, 0, 0, 0])
    shown = page(presiding(round_), "result_void", round_.pk)
    assert "chưa có nguồn xác nhận" in shown
    assert "Đoàn chủ tịch" in shown
    assert "Đại hội, bằng biểu quyết giơ tay" in shown
    assert str(CHANGE_OF_LIST) in shown


def test_the_hall_shows_the_level_and_what_was_decided_of_them() -> None:  # E-142
    round_ = announced([26, 20, 20, 12], seats=2)
    member, congress = member_of(round_), round_.election.congress_id
    shown = page(member, "hall", congress)
    level = shown[shown.index("Bằng phiếu") :]
    assert "Trần Thị Ánh" in level
    assert "plain-head" not in shown
    assert "Tiếp theo:" in shown
    Election.objects.update(state="finished", outcome="Chi ủy: bầu được 1 trên 2 người.")
    decided = page(member, "hall", congress)
    assert "Chi ủy: bầu được 1 trên 2 người." in decided
    assert "Tiếp theo:" not in decided


def test_an_empty_hall_waits() -> None:
    election = ElectionFactory.create()
    member = grant(Role.MEMBER, election.congress.organization)
    assert "Chưa đến lượt bầu nào." in page(member, "hall", election.congress_id)


def test_the_results_of_the_congress_list_every_office() -> None:
    round_ = announced([26, 24, 20, 12])
    congress = round_.election.congress
    ElectionFactory.create(congress=congress, office="secretary", seats=1, position=1)
    shown = page(member_of(round_), "result_list", congress.pk)
    assert "Nguyễn Văn An" in shown
    assert "bí thư" in shown
    assert "Chưa công bố kết quả." in shown


@pytest.mark.parametrize("offices", [1, 3])
def test_the_results_ask_as_much_for_many_offices_as_for_one(offices: int) -> None:
    round_ = announced([26, 20, 14, 12])
    congress = round_.election.congress
    for office in ("secretary", "deputy_secretary")[: offices - 1]:
        other = ElectionFactory.create(congress=congress, office=office, seats=1)
        announced([20, 8], seats=1, election=other)
    member = member_of(round_)
    with CaptureQueriesContext(connection) as asked:
        page_of = result_list(congress.pk, viewer=member)
    assert len(page_of.rows) == offices
    assert len(asked) == 14


def test_another_organization_finds_nothing() -> None:
    round_ = announced([26, 24, 20, 12])
    stranger = member_of(announced([2, 1], seats=1, base=3))
    client = Client()
    client.force_login(stranger)
    for name, pk in (
        ("result_detail", round_.pk),
        ("result_list", round_.election.congress_id),
        ("hall", round_.election.congress_id),
        ("continuation_vote", round_.election_id),
    ):
        assert client.get(reverse(f"elections:{name}", args=[pk])).status_code == 404


def test_a_void_ballot_says_why_and_is_held_again() -> None:  # E-131
    round_ = counting([26, 24, 20, 12], returned=29)
    chair = presiding(round_)
    assert reverse("elections:result_void", args=[round_.pk]) in page(
        chair, "result_detail", round_.pk
    )
    again = send(chair, "result_void", round_.pk, reason=" ")
    assert 'aria-invalid="true"' in again
    why = {"reason": "Thu về 29, phát ra 28."}
    assert 'aria-invalid="true"' in send(chair, "result_void", round_.pk, **why)
    said = send(chair, "result_void", round_.pk, **why, decider="presidium")
    assert "Lượt bầu này không tính." in said
    assert "Thu về 29, phát ra 28." in said
    assert "Theo quyết định của đoàn chủ tịch." in said
    assert reverse("elections:next_round_prepare", args=[round_.election_id]) in said
    assert "Ghi niêm phong phiếu" in said
    wall = page(member_of(round_), "hall", round_.election.congress_id)
    assert "Lượt bầu không tính, sẽ bầu lại." in wall
    assert "Nguyễn Văn An" not in wall


def test_sealing_by_the_page() -> None:  # E-029
    round_ = announced([26, 24, 20, 12])
    actor = teller(round_)
    assert "Giữ phiếu đã niêm phong đến hết" in page(actor, "result_seal", round_.pk)
    said = send(actor, "result_seal", round_.pk, note="Phong bì giáp lai, giao văn thư.")
    assert "Phong bì giáp lai, giao văn thư." in said


def test_a_value_of_the_superior_shows_its_paper() -> None:
    round_ = announced([26, 24, 20, 12])
    outcome = {**(round_.outcome or {}), "overrides": ["12-HD/ĐU, 5-3-2020 của Đảng ủy cơ quan"]}
    Round.objects.filter(pk=round_.pk).update(outcome=outcome)
    shown = page(member_of(round_), "result_detail", round_.pk)
    assert "Theo văn bản riêng của cấp trên:" in shown
    assert "12-HD/ĐU, 5-3-2020 của Đảng ủy cơ quan" in shown


def test_in_a_ballot_among_the_level_the_wall_tells_no_base() -> None:  # E-142
    first = announced([26, 20, 20, 12], seats=2)
    announced([13, 10], seats=1, election=first.election, number=2, is_tie=True)
    wall = page(member_of(first), "hall", first.election.congress_id)
    assert "Lấy người nhiều phiếu hơn, không cần quá nửa" in wall
    assert "Mẫu số" not in wall


def test_minutes_that_are_issued_are_not_offered_again() -> None:
    round_ = announced([26, 24, 20, 12])
    secretary = grant(Role.SECRETARY, round_.election.congress.organization)
    again = reverse("elections:result_deposit", args=[round_.pk])
    paper = deposit_minutes(round_, actor=secretary)
    assert again in page(secretary, "result_detail", round_.pk)
    entry = EntryFactory.create(
        congress=paper.congress, paper=paper, kind=paper.kind, subject=paper.subject
    )
    shown = page(secretary, "result_detail", round_.pk)
    assert again not in shown
    assert f"Biên bản đã ban hành: {entry.symbol}" in shown
    assert reverse("registry:paper_detail", args=[paper.pk]) in shown
    Paper.objects.update(source_label="Biên bản kiểm phiếu bầu chi ủy, kiểm lần 0")
    assert again in page(secretary, "result_detail", round_.pk)
