"""The overview leads everybody on: a teller to the count, others to who counts, all to results and hall."""

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, Role
from daihoi.base import clock
from daihoi.base.errors import NotPermitted
from daihoi.elections.actions import ballots
from daihoi.elections.models import Round
from daihoi.elections.queries.ballots import get_round
from daihoi.elections.queries.election_page import election_page
from daihoi.elections.queries.eligible import open_to_all
from daihoi.elections.queries.overview import overview
from daihoi.rules.elections.kinds import Office
from daihoi.rules.elections.loading import rule_set
from tests.elections.holding import Holding
from tests.factories import grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Holding:
    found = Holding(20)
    found.confirmed()
    return found


def in_state(case: Holding, state: str) -> tuple[Round, list[User]]:
    tellers = case.tellers(*case.people[10:12])
    round_ = case.listed()
    Round.objects.filter(pk=round_.pk).update(
        state=state, printed=20, roll=case.congress.rolls.get()
    )
    return round_, tellers


@pytest.mark.parametrize(
    ("state", "title", "name"),
    [
        ("listed", "Phát phiếu bầu chi ủy", "ballot_detail"),
        ("issued", "Mở hòm phiếu bầu chi ủy", "ballot_detail"),
        ("counting", "Kiểm phiếu bầu chi ủy", "count_round"),
    ],
)
def test_a_teller_finds_her_ballot_first(case: Holding, state: str, title: str, name: str) -> None:
    round_, (teller, _other) = in_state(case, state)
    found = overview(case.congress.pk, viewer=teller).todo[0]
    assert (found.title, found.url) == (title, reverse(f"elections:{name}", args=[round_.pk]))


def test_who_prepares_is_told_who_counts_and_is_led_nowhere_she_may_not_go(case: Holding) -> None:
    round_, tellers = in_state(case, "counting")
    found = next(
        each for each in overview(case.congress.pk, viewer=case.boss).todo if "kiểm" in each.title
    )
    assert found.title == "Chi ủy: đang kiểm phiếu"
    assert all(str(person) in found.note for person in case.people[10:12])
    assert found.url == reverse("elections:hall", args=[case.congress.pk])
    round_.names.filter(position=1).update(person=case.people[10])
    assert not overview(case.congress.pk, viewer=tellers[0]).todo


def test_everybody_is_led_to_results_and_hall(case: Holding, client: Client) -> None:
    (teller, _other) = case.tellers(*case.people[10:12])
    for user in (case.boss, teller, grant(Role.MEMBER, case.cell)):
        client.force_login(user)
        said = client.get(reverse("elections:overview", args=[case.congress.pk])).content.decode()
        for name in ("result_list", "hall"):
            assert f'href="{reverse(f"elections:{name}", args=[case.congress.pk])}"' in said


def test_the_chair_is_sent_to_the_tellers_not_to_herself(case: Holding) -> None:
    round_, _tellers = in_state(case, "issued")
    with pytest.raises(NotPermitted, match="ban kiểm phiếu") as refused:
        ballots.issue_ballots(round_, 1, actor=case.boss)
    assert refused.value.code == "not_a_teller"
    with pytest.raises(NotPermitted, match="ban kiểm phiếu"):
        get_round(round_.pk, viewer=case.boss, to=Permission.ELECTIONS_COUNT)


def test_who_was_elected_is_offered_no_withdrawal(case: Holding) -> None:
    round_ = case.listed()
    election = round_.election
    name = round_.names.order_by("position")[0]
    Round.objects.filter(pk=round_.pk).update(
        state="announced",
        roll=case.congress.rolls.get(),
        announced_at=clock.now(),
        announced_by=case.boss,
        tally={"valid": 20},
        outcome={"words": "Bầu được 1 người."},
    )
    round_.names.filter(pk=name.pk).update(is_elected=True, votes=20, rank=1)
    Round.objects.create(election=election, number=2, seats=2)
    lines = election_page(election.pk, viewer=case.boss).lines
    offered = {line.nomination.person_id: line.may_change for line in lines}
    assert offered.pop(name.person_id) is False
    assert all(offered.values())


def test_an_office_open_to_all_says_so_with_its_doubt() -> None:
    union, party = rule_set("vn-trade-union"), rule_set("vn-party-2014")
    (said,) = open_to_all(Office.SECRETARY, union)
    assert said.unconfirmed
    assert not list(open_to_all(Office.COMMITTEE, union))
    assert not list(open_to_all(Office.SECRETARY, party))
