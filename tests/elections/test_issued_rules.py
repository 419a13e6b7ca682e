"""A rule that changes while papers are out: seen, not applied, decided by the presidium."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.congresses.actions.local_rules import set_local_rule, withdraw_local_rule
from daihoi.congresses.models import LocalRule, RuleBook
from daihoi.elections.actions import ballots
from daihoi.elections.actions.held import HeldRound
from daihoi.elections.actions.holding_rules import decide_rules
from daihoi.elections.actions.settling import settle
from daihoi.elections.models import Round, Sheet
from daihoi.elections.papers.minutes import minutes_blocks
from daihoi.elections.queries.issued_rules import changed_rules, digest_of_rules, rules_for
from daihoi.elections.queries.law import rules_of
from tests.elections.counted import presiding, tally_of
from tests.elections.holding import Holding
from tests.factories import grant

pytestmark = pytest.mark.django_db
PAPER = {"number": "15-HD/ĐUK", "issued_on": date(2020, 2, 10), "issuer": "Đảng ủy Khối",
         "subject": "hướng dẫn bầu cử"}  # fmt: skip
CHANGED = (
    "khi phát phiếu là “quá 1/2”, nay là “ít nhất 2/3” (15-HD/ĐUK, 10-2-2020 của Đảng ủy Khối)"
)


class Voting(Holding):
    """Twenty papers are out; the first teller may count them."""

    def __init__(self) -> None:
        super().__init__(20)
        self.confirmed()
        self.counters = self.tellers(*self.people[10:12])
        ballot = ballots.print_ballots(self.listed(), 22, Sheet.A5, actor=self.boss)
        self.round: Round = ballots.issue_ballots(ballot, 20, actor=self.counters[0])
        self.presiding: User = presiding(self.round)

    def change(self) -> LocalRule:
        return set_local_rule(
            self.congress, RuleBook.ELECTIONS, "majority", ">= 2/3", paper=PAPER,
            actor=grant(Role.SECRETARY, self.cell),
        )  # fmt: skip

    def box(self) -> None:
        self.round = ballots.open_box(self.round, 20, actor=self.counters[0])

    def settle(self) -> Round:
        tally = tally_of(self.round, [20, 15, 13, 5])
        settle(HeldRound(self.round), tally, actor=self.counters[0])
        self.round.refresh_from_db()
        return self.round

    def elected(self) -> list[str]:
        return list(self.round.names.filter(is_elected=True).values_list("printed", flat=True))


@pytest.fixture
def case() -> Voting:
    return Voting()


def test_papers_go_out_under_rules_that_are_kept(case: Voting) -> None:
    rules = rules_of(case.congress)
    assert case.round.edition_code == rules.edition.code
    assert case.round.rules_digest == digest_of_rules(rules)
    assert case.round.local_rules == []
    assert Entry.objects.get(action="elections.issue_ballots").after["rules"] == (
        case.round.rules_digest
    )
    assert changed_rules(case.round, rules) == []


def test_a_local_rule_is_kept_with_its_paper() -> None:
    case = Holding(20)
    case.confirmed()
    teller, _other = case.tellers(*case.people[10:12])
    set_local_rule(
        case.congress, RuleBook.ELECTIONS, "majority", ">= 2/3", paper=PAPER, actor=case.boss
    )
    ballot = ballots.print_ballots(case.listed(), 22, Sheet.A5, actor=case.boss)
    ballot = ballots.issue_ballots(ballot, 20, actor=teller)
    assert [each["value"] for each in ballot.local_rules] == [">= 2/3"]
    withdraw_local_rule(LocalRule.objects.get(), actor=case.boss)
    now = rules_of(case.congress)
    assert rules_for(ballot, now).majority.override is not None
    (changed,) = changed_rules(ballot, now)
    assert str(changed).endswith("(rút văn bản riêng, theo quy chế)")


def test_a_ballot_is_judged_by_the_rules_its_papers_went_out_under(case: Voting) -> None:
    case.change()
    case.box()
    with pytest.raises(RuleBroken, match="15-HD/ĐUK") as refused:
        case.settle()
    assert refused.value.code == "rules_changed"
    case.round.refresh_from_db()
    assert (case.round.state, case.round.tally) == ("counting", None)
    decide_rules(case.round, takes_new=False, reason="Phiếu đã phát.", actor=case.presiding)
    case.settle()
    assert len(case.elected()) == 3  # 13 of 20 is more than a half, not two thirds
    said = " ".join(block.text for block in minutes_blocks(case.round))
    assert "áp dụng quy định khi phát phiếu: Phiếu đã phát." in said


def test_the_presidium_may_say_that_the_new_rules_hold(case: Voting) -> None:
    case.change()
    case.box()
    decided = decide_rules(
        case.round, takes_new=True, reason="Ghi thiếu văn bản trước khi phát.", actor=case.presiding
    )
    assert decided.rules_held == digest_of_rules(rules_of(case.congress)) != decided.rules_digest
    assert (decided.rules_decided_by, decided.rules_decided_at is None) == (case.presiding, False)
    entry = Entry.objects.get(action="elections.decide_rules")
    assert entry.after["reason"] == "Ghi thiếu văn bản trước khi phát."
    assert CHANGED in entry.after["changed"][0]
    case.settle()
    assert len(case.elected()) == 2


def test_a_further_change_asks_again(case: Voting) -> None:
    case.change()
    case.box()
    decide_rules(case.round, takes_new=True, reason="Văn bản có trước.", actor=case.presiding)
    LocalRule.objects.update(value=">= 3/4")
    with pytest.raises(RuleBroken) as refused:
        case.settle()
    assert refused.value.code == "rules_changed"


def test_a_change_that_is_withdrawn_leaves_nothing_to_decide(case: Voting) -> None:
    rule = case.change()
    withdraw_local_rule(rule, actor=case.boss)
    case.box()
    with pytest.raises(Conflict) as refused:
        decide_rules(case.round, takes_new=False, reason="Thôi.", actor=case.presiding)
    assert refused.value.code == "not_changed"
    assert case.settle().state == "counted"


def test_what_was_entered_by_the_old_rules_is_not_judged_by_the_new(case: Voting) -> None:
    case.change()
    case.box()
    case.round.counts.create(attempt=1, side=1, teller=case.counters[0])
    with pytest.raises(Conflict) as refused:
        decide_rules(case.round, takes_new=True, reason="Văn bản có trước.", actor=case.presiding)
    assert refused.value.code == "count_begun"
    decide_rules(case.round, takes_new=False, reason="Phiếu đã phát.", actor=case.presiding)


def test_only_the_presidium_decides_and_says_why(case: Voting) -> None:
    case.change()
    with pytest.raises(NotPermitted):
        decide_rules(case.round, takes_new=False, reason="Phiếu đã phát.", actor=case.boss)
    with pytest.raises(RuleBroken) as refused:
        decide_rules(case.round, takes_new=False, reason=" ", actor=case.presiding)
    assert refused.value.code == "no_reason"
    assert not Entry.objects.filter(action="elections.decide_rules").exists()


def test_the_pages_say_what_changed_by_which_paper(case: Voting, client: Client) -> None:
    case.change()
    overview, page, form = (
        reverse(f"elections:{name}", args=[pk])
        for name, pk in (
            ("overview", case.congress.pk),
            ("ballot_detail", case.round.pk),
            ("ballot_rules", case.round.pk),
        )
    )
    client.force_login(case.boss)
    said = client.get(overview).content.decode()
    assert "quy định đã đổi sau khi phát phiếu" in said
    assert "khi phát phiếu là “quá 1/2”, nay là “ít nhất 2/3”" in said
    assert form not in client.get(page).content.decode()
    client.force_login(case.presiding)
    assert form in client.get(page).content.decode()
    assert CHANGED in client.get(form).content.decode()
    refused = client.post(form, {"takes_new": "0", "reason": ""})
    assert refused.status_code == 200
    client.post(form, {"takes_new": "0", "reason": "Phiếu đã phát."})
    said = client.get(page).content.decode()
    assert "áp dụng quy định khi phát phiếu." in said
    assert "Phiếu đã phát." in said
