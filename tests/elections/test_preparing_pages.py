"""Pages before the ballot: what they say first, who sees them, typed things stay, few queries."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base.offers import may_follow, navigation, rechecks, references, waiting
from daihoi.elections.actions import ballots, nominations, rolls
from daihoi.elections.models import BodyMember, Election, NominationSource, Round, Sheet, Vote
from daihoi.elections.templatetags.election_texts import cited
from daihoi.organizations.models import Person
from tests.elections.holding import Holding
from tests.factories import OrganizationFactory, UserFactory, grant

pytestmark = pytest.mark.django_db
# Queries of a whole page, shell and all.
OVERVIEW, ELECTION, ROLL = 36, 30, 25


@pytest.fixture
def case() -> Holding:
    return Holding(20)


def page(client: Client, user: Any, name: str, *arguments: object) -> str:
    client.force_login(user)
    response = client.get(reverse(f"elections:{name}", args=arguments))
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def post(client: Client, user: Any, name: str, *arguments: object, **data: object) -> Any:
    client.force_login(user)
    return client.post(reverse(f"elections:{name}", args=arguments), data)


def hands(votes: int = 20) -> dict[str, int]:
    return {"votes_for": votes, "votes_against": 0, "votes_other": 0}


def test_the_way_from_roll_to_box_through_the_pages(case: Holding, client: Client) -> None:
    boss, pk = case.boss, case.congress.pk
    assert "Lập danh sách cử tri" in page(client, boss, "overview", pk)
    assert "Lập từ điểm danh" in page(client, boss, "roll_detail", pk)
    assert post(client, boss, "roll_propose", pk).status_code == 302
    assert "Xác nhận danh sách cử tri" in page(client, boss, "overview", pk)
    roll = case.congress.rolls.get()
    row = roll.entries.all()[0]
    assert row.name in page(client, boss, "roll_entry", row.pk)
    assert post(client, boss, "roll_confirm", roll.pk, base=20).status_code == 302
    said = page(client, boss, "overview", pk)
    assert "Mẫu số" in said
    assert "20; cần 11" in said
    assert "Bầu ban kiểm phiếu" in said

    tellers = case.people[10:12]
    for person in tellers:
        person.user = UserFactory.create()
        person.save()
    page(client, boss, "body_name", pk, "tellers")
    told = {"people": [each.pk for each in tellers], "head": tellers[0].pk, **hands()}
    assert post(client, boss, "body_name", pk, "tellers", **told).status_code == 302
    assert str(tellers[0]) in page(client, boss, "body_detail", pk)

    assert post(client, boss, "election_start", pk).status_code == 302
    election = Election.objects.get(office="committee")
    page(client, boss, "election_seats", election.pk)
    assert post(client, boss, "election_seats", election.pk, seats=3, **hands()).status_code == 302
    page(client, boss, "nomination_add", election.pk)
    for person in case.people[:4]:
        told = {"source": "committee", "person": person.pk}
        assert post(client, boss, "nomination_add", election.pk, **told).status_code == 302
    assert "Biểu quyết danh sách" in page(client, boss, "election_detail", election.pk)
    assert "gạch tên" in page(client, boss, "slate_adopt", election.pk)
    names = [each.pk for each in election.nominations.all()]
    assert post(client, boss, "slate_adopt", election.pk, names=names, **hands()).status_code == 302

    round_ = Round.objects.get()
    preview = page(client, boss, "ballot_detail", round_.pk)
    assert "Phiếu bầu" in preview
    assert str(case.people[0]) in preview
    page(client, boss, "ballot_print", round_.pk)
    told = {"number": 22, "sheet": "a5"}
    assert post(client, boss, "ballot_print", round_.pk, **told).status_code == 302
    file = client.get(reverse("elections:ballot_file", args=[round_.pk]))
    assert (file.status_code, file["Content-Type"]) == (200, "application/pdf")
    teller = User.objects.get(pk=tellers[0].user_id)
    page(client, teller, "ballot_issue", round_.pk)
    assert post(client, teller, "ballot_issue", round_.pk, number=20).status_code == 302
    page(client, teller, "ballot_exchange", round_.pk)
    assert post(client, teller, "ballot_exchange", round_.pk, number=1).status_code == 302
    page(client, teller, "box_open", round_.pk)
    assert post(client, teller, "box_open", round_.pk, returned=20).status_code == 302
    assert "20 = 21 − 1" in page(client, teller, "ballot_detail", round_.pk)
    page(client, teller, "box_correct", round_.pk)
    assert "đang kiểm phiếu" in page(client, boss, "overview", pk)


def test_the_head_of_a_body_is_called_by_what_the_body_is(case: Holding, client: Client) -> None:
    case.confirmed()
    case.tellers(*case.people[10:12])
    told = {"people": [case.people[12].pk], "head": case.people[12].pk, **hands()}
    answer = post(client, case.boss, "body_name", case.congress.pk, "presidium", **told)
    assert answer.status_code == 302
    said = page(client, case.boss, "body_detail", case.congress.pk)
    assert said.count("trưởng đoàn") == 1
    assert (
        said.count("trưởng ban") == BodyMember.objects.filter(body="tellers", is_head=True).count()
    )


def test_a_refusal_says_why_and_keeps_what_was_typed(case: Holding, client: Client) -> None:
    case.confirmed()
    election = case.election(seats=None)
    answer = post(client, case.boss, "election_seats", election.pk, seats=9, **hands())
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "nhiều nhất 7" in said
    assert 'value="9"' in said
    answer = post(client, case.boss, "election_seats", election.pk, seats=3, **hands(21))
    assert "nhiều hơn số người được biểu quyết" in answer.content.decode()
    assert Vote.objects.count() == 0


@pytest.mark.parametrize("typed", ["-1", "x", "9" * 40, "1.5", ""])
def test_bad_numbers_are_told_in_the_form(case: Holding, client: Client, typed: str) -> None:
    case.confirmed()
    election = case.election(seats=None)
    answer = post(client, case.boss, "election_seats", election.pk, seats=typed, **hands())
    assert answer.status_code == 200
    assert Vote.objects.count() == 0


def test_the_other_forms_open(case: Holding, client: Client) -> None:
    case.confirmed()
    case.tellers(*case.people[10:12])
    election = case.election()
    case.put_forward(election, *case.people[:4])
    row = nominations.nominate(
        election, case.people[5], NominationSource.FLOOR, by=case.people[6], actor=case.boss
    )
    nominations.ask_out(row, reason="Sức khỏe.", actor=case.boss)
    pk = case.congress.pk
    forms = [
        ("roll_correct", pk), ("body_release", BodyMember.objects.all()[0].pk),
        ("election_add", pk), ("election_plan", election.pk), ("election_cancel", election.pk),
        ("nomination_withdraw", row.pk), ("nomination_decide", row.pk),
        ("nomination_support", row.pk), ("vote_strike", Vote.objects.all()[0].pk),
    ]  # fmt: skip
    for name, number in forms:
        page(client, case.boss, name, number)
    told = {"proposal": "1", **hands()}
    assert post(client, case.boss, "nomination_decide", row.pk, **told).status_code == 302
    row.refresh_from_db()
    assert row.state == "withdrawn"
    round_ = case.adopt(election)
    for name in ("list_reopen", "ballot_print"):
        page(client, case.boss, name, round_.pk)
    delegates = case.election("superior_delegate", None)
    page(client, case.boss, "election_allot", delegates.pk)


def test_strangers_find_nothing_and_members_only_look(case: Holding, client: Client) -> None:
    case.confirmed()
    round_ = case.listed()
    member = grant(Role.MEMBER, case.cell)
    stranger = grant(Role.SECRETARY, OrganizationFactory.create())
    for name, number, seen in (
        ("overview", case.congress.pk, 200), ("body_detail", case.congress.pk, 200),
        ("election_detail", round_.election_id, 200), ("roll_detail", case.congress.pk, 403),
        ("ballot_detail", round_.pk, 403), ("ballot_file", round_.pk, 403),
        ("slate_adopt", round_.election_id, 403),
    ):  # fmt: skip
        for user, status in ((member, seen), (stranger, 404)):
            client.force_login(user)
            answer = client.get(reverse(f"elections:{name}", args=[number]))
            assert answer.status_code == status, (name, user)


def test_names_are_hidden_from_members_until_they_are_presented(
    case: Holding, client: Client
) -> None:
    case.confirmed()
    election = case.election()
    case.put_forward(election, *case.people[:4])
    member = grant(Role.MEMBER, case.cell)
    name = str(case.people[0])
    assert name not in page(client, member, "election_detail", election.pk)
    assert name not in page(client, member, "overview", case.congress.pk)
    assert name in page(client, case.boss, "election_detail", election.pk)
    case.adopt(election)
    assert name in page(client, member, "election_detail", election.pk)


def test_a_changed_base_is_shown_where_papers_are_out(case: Holding, client: Client) -> None:
    case.confirmed()
    (teller, _other) = case.tellers(*case.people[10:12])
    round_ = ballots.print_ballots(case.listed(), 25, Sheet.A5, actor=case.boss)
    ballots.issue_ballots(round_, 20, actor=teller)
    case.call("Lý Thị Đến Muộn")
    roll = rolls.propose_roll(case.congress, reason="Bổ sung.", actor=case.boss)
    rolls.confirm_roll(roll, actor=case.boss)
    assert "mẫu số đã đổi" in page(client, case.boss, "overview", case.congress.pk)
    assert "Mẫu số đã đổi sau khi phát phiếu" in page(client, case.boss, "ballot_detail", round_.pk)
    page(client, case.boss, "round_take_roll", round_.pk)
    told = {"reason": "Đại hội đồng ý."}
    assert post(client, case.boss, "round_take_roll", round_.pk, **told).status_code == 302
    assert "mẫu số đã đổi" not in page(client, case.boss, "overview", case.congress.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_asks_the_same_for_few_and_many(
    case: Holding, count: int, client: Client, django_assert_num_queries: Any
) -> None:
    case.confirmed()
    case.tellers(*case.people[10:12])
    offices = (("committee", 3), ("secretary", 1), ("deputy_secretary", 1))
    for office, seats in offices[:count]:
        case.election(office, seats)
    case.listed(Election.objects.get(office="committee"))
    client.force_login(grant(Role.SECRETARY, case.cell))
    with django_assert_num_queries(OVERVIEW):
        client.get(reverse("elections:overview", args=[case.congress.pk]))


@pytest.mark.parametrize("count", [1, 3])
def test_an_election_asks_the_same_for_few_and_many(
    case: Holding, count: int, client: Client, django_assert_num_queries: Any
) -> None:
    case.confirmed()
    election = case.election()
    case.put_forward(election, *case.people[:count])
    client.force_login(grant(Role.SECRETARY, case.cell))
    with django_assert_num_queries(ELECTION):
        client.get(reverse("elections:election_detail", args=[election.pk]))


@pytest.mark.parametrize("count", [1, 3])
def test_the_roll_asks_the_same_for_few_and_many(
    count: int, client: Client, django_assert_num_queries: Any
) -> None:
    case = Holding(count)
    case.confirmed()
    client.force_login(grant(Role.SECRETARY, case.cell))
    with django_assert_num_queries(ROLL):
        client.get(reverse("elections:roll_detail", args=[case.congress.pk]))


def test_who_sees_elections_hears_of_their_rules(case: Holding, client: Client) -> None:
    """A local rule set or withdrawn bumps ``congresses.rules``; open pages of elections follow it."""
    topic = f"congresses.rules:{case.congress.pk}"
    assert may_follow(grant(Role.TELLER, case.congress), topic)
    assert not may_follow(grant(Role.SECRETARY, OrganizationFactory.create()), topic)
    case.confirmed()
    election = case.election()
    for name, pk in (
        ("overview", case.congress.pk), ("roll_detail", case.congress.pk),
        ("election_detail", election.pk), ("result_list", case.congress.pk),
        ("hall", case.congress.pk), ("ballot_detail", case.listed(election).pk),
    ):  # fmt: skip
        assert f"&topic={topic}" in page(client, case.boss, name, pk).replace("&amp;", "&"), name


def test_offers_follow_the_congress(case: Holding) -> None:
    case.confirmed()
    case.election()
    member, stranger = grant(Role.MEMBER, case.cell), UserFactory.create()
    topic = f"elections.congress:{case.congress.pk}"
    assert may_follow(member, topic)
    assert not may_follow(stranger, topic)
    assert not may_follow(member, "elections.congress:x")
    assert "Bầu cử" in [str(entry.label) for entry in navigation(case.boss)]
    assert "Bầu cử" not in [str(entry.label) for entry in navigation(stranger)]
    assert any("Bầu ban kiểm phiếu" in str(row.title) for row in waiting(case.boss))
    assert not any("Bầu cử" in str(row.title) for row in waiting(member))
    old = case.congress.target_on
    found = rechecks(case.congress, old, old.replace(year=2025))
    assert "Quy định bầu cử áp dụng" in [each.title for each in found]
    found = rechecks(case.congress, old, old.replace(day=10))
    assert "Phiếu bầu" in [each.title for each in found]


def test_two_records_of_one_person_become_one(case: Holding) -> None:
    case.confirmed()
    election = case.election()
    case.put_forward(election, case.people[0])
    new = Person.objects.create(
        organization=case.cell, full_name=case.people[0].full_name,
        created_at=case.cell.created_at, updated_at=case.cell.created_at,
    )  # fmt: skip
    (own,) = [each for each in references() if "elections.Nomination.person" in each.fields]
    own.hold(case.people[0], new)
    assert list(own.clashes(case.people[0], new)) == []
    assert own.move(case.people[0], new, actor=case.boss) == 2
    assert election.nominations.get().person == new
    assert list(own.clashes(case.people[0], new)) == []
    assert len(list(own.clashes(new, new))) == 2


def test_each_paper_is_named_once() -> None:
    regulation = "Quy chế bầu cử trong Đảng, 244-QĐ/TW, 9-6-2014"
    articles = [f"{regulation}, Điều 32, khoản 2", f"{regulation}, Điều 15", "Điều lệ, Điều 11"]
    assert cited(articles) == f"{regulation}, Điều 32, khoản 2; Điều 15; Điều lệ, Điều 11"
    assert cited([]) == ""
