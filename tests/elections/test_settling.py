"""From two equal counts to a result: who is elected, who is level, what is open, and why."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.elections.actions.held import HeldRound
from daihoi.elections.actions.settling import settle
from daihoi.elections.models import Round
from daihoi.elections.queries.outcomes import digest_of
from daihoi.rules.elections.kinds import Fault, Verdict
from daihoi.rules.elections.loading import rule_set
from tests.elections.counted import counting, settled, tally_of
from tests.factories import grant
from tests.factories.elections import ElectionFactory, RollFactory

pytestmark = pytest.mark.django_db


def shown(round_: Round) -> list[tuple[int, int | None, bool, bool]]:
    """Votes, rank, elected, level, in ballot order."""
    return list(
        round_.names.order_by("position").values_list("votes", "rank", "is_elected", "is_tied")
    )


def told(round_: Round) -> tuple[str, str, int]:
    assert round_.outcome is not None
    return round_.outcome["decision"], round_.outcome["step"], round_.outcome["open_seats"]


def by_the_rules_of(edition: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "daihoi.elections.actions.settling.rules_of", lambda _congress: rule_set(edition)
    )


def test_half_exactly_is_not_elected() -> None:  # T12
    round_ = settled([17, 16], seats=1, base=32)
    assert shown(round_) == [(17, 1, True, False), (16, None, False, False)]
    assert round_.outcome is not None
    assert [row["is_half"] for row in round_.outcome["rows"]] == [False, True]


def test_the_most_votes_are_elected_up_to_the_seats() -> None:  # T20
    round_ = settled([18, 24, 26, 20])
    assert shown(round_) == [
        (18, None, False, False),
        (24, 2, True, False),
        (26, 1, True, False),
        (20, 3, True, False),
    ]
    assert told(round_) == ("all_elected", "finished", 0)


def test_an_open_seat_asks_the_congress() -> None:  # T21
    round_ = settled([26, 20, 14, 12])
    assert [rank for _votes, rank, *_more in shown(round_)] == [1, 2, None, None]
    assert told(round_) == ("some_elected", "congress_decides", 1)
    assert round_.outcome is not None
    names = list(round_.names.order_by("position").values_list("pk", flat=True))
    assert round_.outcome["next"]["names"] == names[2:]
    assert round_.outcome["next"]["congress_first"]


def test_people_level_on_the_last_seat_wait_for_a_ballot_of_their_own() -> None:  # T22
    round_ = settled([26, 20, 20, 12], seats=2)
    assert shown(round_) == [
        (26, 1, True, False),
        (20, None, False, True),
        (20, None, False, True),
        (12, None, False, False),
    ]
    assert told(round_) == ("some_elected", "tie_ballot", 1)


def test_level_people_who_both_have_a_seat_need_nothing() -> None:  # T23
    round_ = settled([20, 20, 16, 12], seats=2)
    assert [elected for *_x, elected, _y in shown(round_)] == [True, True, False, False]
    assert told(round_) == ("all_elected", "finished", 0)


def test_after_three_ballots_the_superior_appoints() -> None:  # T28
    election = ElectionFactory.create(office="secretary", seats=1, planned_seats=1)
    steps = []
    for number in (1, 2, 3):
        round_ = settled([7, 7], seats=1, base=15, election=election, number=number)
        steps.append(told(round_)[1])
        Round.objects.filter(pk=round_.pk).update(state="announced")
    assert steps == ["continue", "continue", "superior_appoints"]


def test_ballots_among_people_who_are_level_and_void_ones_are_no_rounds() -> None:  # E-164
    election = ElectionFactory.create(office="secretary", seats=1, planned_seats=1)
    first = settled([7, 7], seats=1, base=15, election=election, number=1)
    Round.objects.filter(pk=first.pk).update(state="announced")
    void = counting([0, 0], seats=1, base=15, election=election, number=2)
    by = void.listed_by_id
    Round.objects.filter(pk=void.pk).update(
        state="void", voided_at=void.listed_at, voided_by=by, void_reason="Phiếu in sai tên."
    )
    tie = settled([8, 7], seats=1, base=15, election=election, number=3, is_tie=True)
    assert tie.outcome is not None
    assert tie.outcome["round"] == 1
    Round.objects.filter(pk=tie.pk).update(state="announced")
    fourth = settled([7, 7], seats=1, base=15, election=election, number=4)
    assert fourth.outcome is not None
    assert fourth.outcome["round"] == 2
    assert told(fourth)[1] == "continue"


def test_in_a_ballot_among_the_level_the_higher_vote_wins() -> None:  # E-142
    round_ = settled([13, 10], seats=1, base=28, is_tie=True)
    assert shown(round_) == [(13, 1, True, False), (10, None, False, False)]
    assert round_.outcome is not None
    assert round_.outcome["is_majority_waived"]


def test_the_base_of_a_delegate_congress_leaves_out_who_never_came() -> None:  # T37
    election = ElectionFactory.create(seats=1, planned_seats=1, congress__form="delegates")
    roll = RollFactory.create(
        congress=election.congress,
        convened=150,
        base=147,
        need=74,
        deducted={"convener_absent_whole": 2, "delegate_absent_no_alternate": 1},
    )
    round_ = settled([73, 74], seats=1, base=147, election=election, roll=roll)
    assert [elected for *_x, elected, _y in shown(round_)] == [False, True]
    assert round_.outcome is not None
    assert round_.outcome["base"]["arithmetic"] == "147 = 150 − 2 − 1; cần 74"


def test_for_delegates_voting_continues() -> None:  # T38
    round_ = settled([34, 28, 20, 18], base=40, office="superior_delegate")
    assert told(round_) == ("some_elected", "continue", 1)
    assert round_.outcome is not None
    assert "Điều 20, khoản 2" in " ".join(round_.outcome["articles"])


def test_an_association_takes_level_yes_and_no_for_no(
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # T43
    by_the_rules_of("german-association", monkeypatch)
    made = counting([40], seats=1, base=90, style="yes_no_abstain")
    teller = grant(Role.TELLER, made.election.congress)
    counted = tally_of(made, [40], valid=80, blank=10, against={"Nguyễn Văn An": 40})
    settle(HeldRound(made), counted, actor=teller)
    assert list(made.names.values_list("votes", "against", "is_elected")) == [(40, 40, False)]


@pytest.mark.parametrize(("birth", "elected"), [("1961-03-02", True), ("1961", None)])
def test_where_age_decides_it_must_be_known(  # T44
    monkeypatch: pytest.MonkeyPatch, birth: str, elected: bool | None
) -> None:
    by_the_rules_of("vn-state-2015", monkeypatch)
    made = counting([20, 20], seats=1, base=30)
    for row, born in zip(made.names.order_by("position"), ("1970-05-01", birth), strict=True):
        row.person.birth = born
        row.person.save(update_fields=["birth"])
    teller = grant(Role.TELLER, made.election.congress)
    if elected is None:
        with pytest.raises(RuleBroken, match="ngày sinh"):
            settle(HeldRound(made), tally_of(made, [20, 20]), actor=teller)
        return
    settle(HeldRound(made), tally_of(made, [20, 20]), actor=teller)
    assert [each for *_x, each, _y in shown(made)] == [False, True]


def test_what_is_settled_is_kept_whole_and_the_record_tells_no_numbers() -> None:
    made = counting([18, 24, 26, 20], returned=28)
    teller = grant(Role.TELLER, made.election.congress)
    counted = tally_of(
        made, [16, 22, 24, 18], valid=26, invalid={Verdict.OVERVOTE: 1, Fault.SIGNED: 1}
    )
    settle(HeldRound(made), counted, actor=teller)
    made.refresh_from_db()
    assert (made.state, made.counted_by) == ("counted", teller)
    assert made.counted_at is not None
    assert made.tally is not None
    assert made.outcome is not None
    assert made.tally["reasons"] == {
        "bầu quá số lượng cần bầu": 1,
        "phiếu có ký tên": 1,
    }
    assert made.outcome["rows"][0]["percent"] == "57,1"
    entry = Entry.objects.get(action="elections.settle")
    assert entry.after == {"decision": "all_elected", "papers": 28, "digest": digest_of(made)}
    assert entry.context == f"elections.election:{made.election_id}"


def test_only_tellers_settle_and_once() -> None:
    made = counting([18, 24, 26, 20])
    secretary = grant(Role.SECRETARY, made.election.congress.organization)
    with pytest.raises(NotPermitted):
        settle(HeldRound(made), tally_of(made, [18, 24, 26, 20]), actor=secretary)
    teller = grant(Role.TELLER, made.election.congress)
    settle(HeldRound(made), tally_of(made, [18, 24, 26, 20]), actor=teller)
    with pytest.raises(Conflict, match="hai bên kiểm khớp"):
        settle(HeldRound(made), tally_of(made, [18, 24, 26, 20]), actor=teller)


def test_more_papers_than_went_out_have_no_result() -> None:
    made = counting([18, 24, 26, 20], returned=29)
    teller = grant(Role.TELLER, made.election.congress)
    found = settle(HeldRound(made), tally_of(made, [18, 24, 26, 20], valid=29), actor=teller)
    made.refresh_from_db()
    assert found.decision == "no_result"
    assert told(made) == ("no_result", "presidium_decides", 3)
    assert not made.names.filter(is_elected=True).exists()


@pytest.mark.parametrize("names", [2, 5])
def test_settling_asks_as_much_for_many_names_as_for_few(names: int) -> None:
    votes = [20 - each for each in range(names)]
    made = counting(votes, seats=1)
    teller = grant(Role.TELLER, made.election.congress)
    with transaction.atomic():
        held, counted = HeldRound(made), tally_of(made, votes)
        with CaptureQueriesContext(connection) as asked:
            settle(held, counted, actor=teller)
    assert len(asked) == 19
