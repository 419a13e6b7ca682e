"""Laws of elections that hold for every input."""

import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain, repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.rules.approvals import deadlines_on
from daihoi.rules.certainty import Certainty
from daihoi.rules.editions import EDITIONS
from daihoi.rules.elections import closing
from daihoi.rules.elections.ballots import Ballot, Bundle, Ruling, ballot_for, judge
from daihoi.rules.elections.counting import (
    PaperFlow,
    Tally,
    check_flow,
    differences,
    sum_errors,
    tally,
    typed,
)
from daihoi.rules.elections.kinds import (
    Attendance,
    Deduction,
    Fault,
    Form,
    Level,
    MarkStyle,
    NextStep,
    Office,
    PaperClass,
    Situation,
    Standing,
    Verdict,
)
from daihoi.rules.elections.loading import rule_set
from daihoi.rules.elections.outcome import Election, Outcome, decide
from daihoi.rules.elections.roll import (
    Entry,
    Roll,
    base_of,
    deduction_of,
    judge_hands,
    may_issue,
    may_vote,
    quorum_of,
    roll_of,
)
from daihoi.rules.elections.slates import check_slate, cut_list, list_order, most_surplus
from daihoi.rules.elections.values import Share

PARTY = rule_set("vn-party-2014")
CODES = st.sampled_from([each.code for each in EDITIONS])
shares = st.builds(
    lambda numerator, more, above: Share(Fraction(numerator, numerator + more), above),
    st.integers(1, 20),
    st.integers(1, 20),
    st.booleans(),
)
entries = st.lists(
    st.builds(
        Entry,
        name=st.integers(0, 10**6).map(str),
        standing=st.sampled_from(Standing),
        situation=st.sampled_from(Situation),
        attendance=st.sampled_from(Attendance),
        absence_accepted=st.booleans(),
        is_convener=st.booleans(),
        has_alternate=st.booleans(),
        in_room=st.booleans(),
    ),
    max_size=30,
    unique_by=lambda each: each.name,
)
forms = st.sampled_from(Form)


@given(shares, st.integers(0, 10_000))
def test_need_is_the_least_number_that_is_enough(share: Share, base: int) -> None:
    """E-044: exactly half is not more than half."""
    need = share.need(base)
    assert share.holds(need, base)
    assert need == 0 or not share.holds(need - 1, base)
    told = Fraction(need, base) if base else Fraction(1)
    assert told > share.of_one if share.is_more_than else told >= share.of_one


@given(shares, st.integers(0, 10_000))
def test_a_larger_base_never_needs_fewer(share: Share, base: int) -> None:
    assert share.need(base) <= share.need(base + 1) <= share.need(base) + 1


@given(entries, forms)
def test_the_base_is_those_convened_less_those_with_a_reason(
    people: list[Entry], form: Form
) -> None:
    """E-030, E-040 to E-043: each person is one or none; guests and the like never count."""
    roll = roll_of(people, form=form, rules=PARTY)
    base = base_of(roll, form=form, rules=PARTY)
    official = [each for each in people if each.standing is Standing.OFFICIAL]
    stay = [each for each in official if deduction_of(each, form=form, rules=PARTY) is None]
    assert (base.base, roll.convened) == (len(stay), len(official))
    assert base.base == roll.convened - sum(base.deducted.values()) <= roll.convened
    assert base.arithmetic.startswith(f"{base.base}")
    assert base.most_papers <= len(official)


@given(entries, forms)
def test_who_may_vote_and_is_there_is_in_the_base(people: list[Entry], form: Form) -> None:
    """E-033, E-034: no ballot goes to somebody who is left out of the base."""
    for each in people:
        votes = may_vote(each, PARTY).decision == "may_vote"
        here = each.attendance is not Attendance.NONE
        if votes and here:
            assert deduction_of(each, form=form, rules=PARTY) is None
    roll = roll_of(people, form=form, rules=PARTY)
    assert may_issue(roll.present, roll, PARTY).decision == "may_issue"
    assert may_issue(roll.present + 1, roll, PARTY).decision == "too_many"


@given(entries, st.booleans())
def test_an_accepted_reason_never_makes_the_base_larger(
    people: list[Entry], accepted: bool
) -> None:
    form = Form.MEMBER_CONGRESS
    changed = [
        Entry(each.name, each.standing, each.situation, each.attendance, absence_accepted=accepted)
        for each in people
    ]
    before, after = (
        base_of(roll_of(some, form=form, rules=PARTY), form=form, rules=PARTY).base
        for some in (
            [Entry(e.name, e.standing, e.situation, e.attendance) for e in people],
            changed,
        )
    )
    assert after <= before


@given(CODES, st.integers(1, 300), st.integers(0, 300))
def test_more_hands_never_lose_what_fewer_won(code: str, present: int, hands: int) -> None:
    """E-047."""
    rules, roll = rule_set(code), Roll(convened=present, present=present)
    hands = min(hands, present)
    decided = [
        judge_hands(number, roll, form=Form.MEMBER_CONGRESS, rules=rules).decision
        for number in (hands, present)
    ]
    assert decided[1] == "adopted"
    assert decided[0] in {"adopted", "not_adopted"}
    more = judge_hands(min(hands + 1, present), roll, form=Form.MEMBER_CONGRESS, rules=rules)
    assert decided[0] != "adopted" or more.decision == "adopted"


@given(CODES, st.integers(1, 300), st.integers(0, 300))
def test_quorum_grows_with_those_present(code: str, convened: int, present: int) -> None:
    rules, present = rule_set(code), min(present, convened)
    roll = Roll(convened=convened, present=present)
    more = Roll(convened=convened, present=min(present + 1, convened))
    met = [
        quorum_of(each, form=Form.MEMBER_CONGRESS, rules=rules).decision for each in (roll, more)
    ]
    assert met != ["met", "not_met"]


def ballots(code: str, names: int, seats: int) -> Ballot:
    return ballot_for([f"N{number}" for number in range(names)], min(seats, names), rule_set(code))


voted = st.tuples(
    CODES,
    st.integers(1, 14),
    st.integers(1, 14),
    st.lists(st.integers(0, 2**28 - 1), max_size=60),
)


def told(drawn: tuple[str, int, int, list[int]]) -> tuple[Ballot, list[int]]:
    code, names, seats, marks = drawn
    ballot = ballots(code, names, seats)
    return ballot, [each % (1 << ballot.width) for each in marks]


@given(voted, st.randoms(use_true_random=False))
def test_neither_order_nor_bundling_of_papers_matters(
    drawn: tuple[str, int, int, list[int]], chance: random.Random
) -> None:
    rules = rule_set(drawn[0])
    ballot, papers = told(drawn)
    counted = tally(ballot, rules, papers)
    shuffled = chance.sample(papers, len(papers))
    assert tally(ballot, rules, iter(shuffled)) == counted
    assert tally(ballot, rules, bundles=[Bundle(each) for each in papers]) == counted
    thrice = tally(ballot, rules, bundles=[Bundle(each, papers=3) for each in papers])
    assert thrice.votes == tuple(3 * votes for votes in counted.votes)
    half = len(papers) // 2
    assert tally(ballot, rules, papers[:half], map(Bundle, papers[half:])) == counted


@given(voted)
def test_what_is_counted_always_adds_up(drawn: tuple[str, int, int, list[int]]) -> None:
    """E-130; E-116, E-115: a valid paper elects at least one and at most the seats."""
    rules = rule_set(drawn[0])
    ballot, papers = told(drawn)
    counted = tally(ballot, rules, papers)
    assert counted.returned == len(papers)
    flow = PaperFlow(len(papers) + 2, 2, len(papers))
    assert sum_errors(counted, ballot, rules, flow) == []
    assert check_flow(flow, rules).decision == "agrees"


@given(voted)
def test_a_paper_that_is_not_valid_elects_nobody(drawn: tuple[str, int, int, list[int]]) -> None:
    """E-126: such papers change the figures in the minutes only."""
    code, *_ = drawn
    rules = rule_set(code)
    ballot, papers = told(drawn)
    judged = [judge(Bundle(each), ballot, rules) for each in papers]
    for each in judged:
        assert each.paper is PaperClass.VALID or not (each.votes_for or each.votes_against)
        assert each.used
        assert each.words
    election = Election(Office.COMMITTEE, ballot.seats)
    valid = [
        marks for marks, each in zip(papers, judged, strict=True) if each.paper is PaperClass.VALID
    ]
    if rules.majority_base.value.value in {"adjusted_convened", "present", "valid", "yes_no"}:
        born = {name: date(1960, 1, 1) + timedelta(at) for at, name in enumerate(ballot.names)}
        election = Election(Office.COMMITTEE, ballot.seats, born_on=born)
        whole, part = (
            decide(tally(ballot, rules, some), election, rules, base=len(papers) + 1)
            for some in (papers, valid)
        )
        assert (whole.elected, whole.tied) == (part.elected, part.tied)


@given(st.lists(st.integers(0, 2**6 - 1), max_size=40), st.integers(1, 5), st.integers(1, 60))
def test_an_untouched_paper_with_surplus_is_never_valid(
    papers: list[int], seats: int, base: int
) -> None:
    """E-124."""
    ballot = Ballot(tuple("ABCDEG"), seats, MarkStyle.STRIKE_OUT)
    assert judge(Bundle(0), ballot, PARTY).reason is Verdict.OVERVOTE
    assert judge(Bundle(ballot.all_names), ballot, PARTY).reason is Verdict.ZERO_VOTE
    before, after = (
        decide(tally(ballot, PARTY, some), Election(Office.COMMITTEE, seats), PARTY, base=base)
        for some in (papers, [*papers, 0])
    )
    assert (before.elected, before.tied) == (after.elected, after.tied)


tallies = st.integers(1, 8).flatmap(
    lambda names: st.tuples(
        st.lists(st.integers(0, 60), min_size=names, max_size=names),
        st.integers(1, names),
        st.integers(1, 70),
    )
)


def party(votes: list[int], seats: int, base: int) -> Outcome:
    names = tuple(f"N{number}" for number in range(len(votes)))
    counted = Tally(names, tuple(votes), (0,) * len(votes), valid=max(votes))
    election = Election(Office.COMMITTEE, seats)
    return decide(counted, election, PARTY, base=base)


@given(tallies, st.data())
def test_one_more_vote_never_un_elects(
    drawn: tuple[list[int], int, int], data: st.DataObject
) -> None:
    votes, seats, base = drawn
    at = data.draw(st.integers(0, len(votes) - 1))
    more = [number + (place == at) for place, number in enumerate(votes)]
    before, after = party(votes, seats, base), party(more, seats, base)
    assert f"N{at}" not in before.elected or f"N{at}" in after.elected
    others = set(after.elected) - set(before.elected)
    assert others <= {f"N{at}"}


@given(tallies)
def test_the_elected_have_the_majority_and_no_more_than_the_seats(
    drawn: tuple[list[int], int, int],
) -> None:
    """E-140 to E-145."""
    votes, seats, base = drawn
    found = party(votes, seats, base)
    by_name = {f"N{at}": number for at, number in enumerate(votes)}
    elected, tied = found.elected, found.tied
    assert len(elected) + found.open_seats == seats
    assert all(2 * by_name[name] > base for name in [*elected, *tied])
    assert [by_name[name] for name in elected] == sorted(
        [by_name[name] for name in elected], reverse=True
    )
    left = set(by_name) - set(elected)
    assert all(
        by_name[name] > by_name[other] or 2 * by_name[other] <= base
        for name in elected
        for other in left
    )
    assert len({by_name[name] for name in tied}) <= 1
    assert len(tied) != 1
    assert (len(elected) < seats < len(elected) + len(tied)) if tied else True


@given(tallies)
def test_a_step_follows_exactly_while_seats_are_open(drawn: tuple[list[int], int, int]) -> None:
    """E-146, E-148: the next ballot is for the seats left, in the style of its own list."""
    found = party(*drawn)
    assert (found.step is NextStep.FINISHED) is (found.open_seats == 0)
    following = found.next_ballot
    if following is None:
        return
    ballot = following.ballot
    assert ballot.seats == found.open_seats
    assert not set(ballot.names) & set(found.elected)
    surplus = len(ballot.names) > ballot.seats
    assert ballot.style is (MarkStyle.STRIKE_OUT if surplus else MarkStyle.AGREE_DISAGREE)


@given(tallies, st.integers(1, 30))
def test_a_larger_base_never_elects_more(drawn: tuple[list[int], int, int], more: int) -> None:
    votes, seats, base = drawn
    small, large = party(votes, seats, base), party(votes, seats, base + more)
    over = [{row.name for row in each.results if row.is_over} for each in (small, large)]
    assert over[1] <= over[0]


@given(st.sampled_from(Office), st.integers(1, 60), st.integers(0, 30))
def test_lists_of_committees_are_longer_within_the_cap(
    office: Office, seats: int, names: int
) -> None:
    """E-081, E-082, E-084, E-085."""
    cap = most_surplus(office, seats, PARTY)
    verdict = check_slate(office, seats, seats + names, PARTY).decision
    if office not in {Office.COMMITTEE, Office.STANDING_COMMITTEE}:
        assert (cap.decision, verdict) == ("free", "accepted")
        return
    most = 1 if seats <= 5 else 3 * seats // 10
    assert cap.facts["surplus"] == most
    assert verdict == ("too_short" if names == 0 else "accepted" if names <= most else "too_long")


@given(
    st.integers(6, 30),
    st.dictionaries(st.text("XYZ", min_size=1, max_size=3), st.integers(0, 9), max_size=20),
)
def test_a_cut_list_keeps_the_committees_names_and_the_better_supported(
    seats: int, floor: dict[str, int]
) -> None:
    """E-086, E-087."""
    prepared = [f"N{number}" for number in range(seats)]
    found = cut_list(Office.COMMITTEE, seats, prepared, floor, PARTY)
    kept = found.facts["list"]
    assert kept[:seats] == tuple(prepared)
    assert len(kept) <= seats + 3 * seats // 10
    if found.decision != "fits":
        out = found.facts["left_out"]
        worst = min((floor[name] for name in kept[seats:]), default=None)
        assert worst is None or all(floor[name] <= worst for name in out)
        assert set(kept[seats:]) | set(out) | set(found.facts["level"]) == set(floor)


@given(st.lists(st.text("abc", min_size=1), unique=True), CODES)
def test_a_list_is_only_ordered(names: list[str], code: str) -> None:
    rules = rule_set(code)
    ordered = list_order(names, key=str.casefold, rules=rules)
    assert sorted(ordered) == sorted(names)
    kept = rules.list_order.value.value in {"free", "strokes"}
    assert list(ordered) == (names if kept else sorted(names))


@given(voted, voted)
def test_two_counts_differ_exactly_where_they_are_not_the_same(
    one: tuple[str, int, int, list[int]], other: tuple[str, int, int, list[int]]
) -> None:
    """E-027: the tellers' counts are held against each other name by name."""
    rules = rule_set(one[0])
    ballot, first = told(one)
    second = [marks % (1 << ballot.width) for marks in other[3]]
    counts = tally(ballot, rules, first), tally(ballot, rules, second)
    found = differences(*counts)
    assert (found == []) is (counts[0] == counts[1])
    assert all(each.first != each.second and each.words for each in found)
    swapped = differences(counts[1], counts[0])
    assert sorted((each.what, each.about) for each in swapped) == sorted(
        (each.what, each.about) for each in found
    )


@pytest.mark.parametrize(
    "numbers",
    [
        {"convened": 3, "present": 4},
        {"convened": -1, "present": -1},
        {"convened": 3, "present": 0, "deducted": {Deduction.AWAY_ABSENT: 4}},
    ],
)
def test_a_roll_that_cannot_be_is_refused(numbers: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"negative|convened"):
        Roll(**numbers)


def test_somebody_barred_is_handed_no_ballot_though_he_came() -> None:
    """E-040(c): and the answer says by which rule."""
    people = [Entry("A"), Entry("B"), Entry("C", situation=Situation.SUSPENDED)]
    form = Form.MEMBER_CONGRESS
    roll = roll_of(people, form=form, rules=PARTY)
    base = base_of(roll, form=form, rules=PARTY)
    assert (roll.present, roll.barred, base.base, base.most_papers) == (2, 1, 2, 2)
    assert PARTY.no_vote_while in base.used
    alone = base_of(roll_of(people[:2], form=form, rules=PARTY), form=form, rules=PARTY)
    assert PARTY.no_vote_while not in alone.used


def test_a_count_says_what_the_edition_says_of_the_papers_it_met() -> None:
    """E-118: no source confirms what a paper without a mark is."""
    ballot = ballots("vn-party-2014", 1, 1)
    assert tally(ballot, PARTY, [1, 1, 0]).used == (PARTY.undervote, PARTY.single_none)
    assert tally(ballot, PARTY, [1, 1]).used == (PARTY.undervote,)
    assert tally(ballot, PARTY, [0]) == tally(ballot, PARTY, bundles=[Bundle(0)])


def test_no_paper_at_all_elects_nobody() -> None:
    for code in ("vn-party-2014", "vn-youth-union", "vn-state-2015", "german-association"):
        rules = rule_set(code)
        ballot = ballots(code, 3, 2)
        found = decide(tally(ballot, rules), Election(Office.COMMITTEE, 2), rules, base=0)
        assert (found.elected, found.open_seats) == ((), 2)
        assert {row.percent for row in found.results} == {0}


def test_sums_for_people_who_are_not_on_the_list_are_refused() -> None:
    ballot = Ballot(("A", "B"), 1, MarkStyle.STRIKE_OUT)
    with pytest.raises(ValueError, match="“C” không có trong danh sách"):
        typed(ballot, votes={"A": 3}, valid=9, against={"C": 2})
    with pytest.raises(ValueError, match="không thể âm"):
        typed(ballot, votes={"A": -3}, valid=9)
    with pytest.raises(ValueError, match="không thể âm"):
        Bundle(0, papers=-1)


def test_counts_of_two_lists_are_not_compared() -> None:
    with pytest.raises(ValueError, match="không cùng một danh sách"):
        differences(Tally(("A",), (1,), (0,), 1), Tally(("B",), (1,), (0,), 1))


def test_a_result_waits_for_doubtful_papers() -> None:
    """E-125."""
    ballot = ballots("vn-party-2014", 4, 3)
    doubtful = Bundle(1, faults=frozenset({Fault.UNCLEAR}))
    counted = tally(ballot, PARTY, [1] * 9, [doubtful])
    assert counted.undecided == 1
    with pytest.raises(ValueError, match="Còn 1 phiếu chờ"):
        decide(counted, Election(Office.COMMITTEE, 3), PARTY, base=10)
    with pytest.raises(ValueError, match="phải ghi lý do"):
        Ruling(is_valid=True, reason=" ")


@pytest.mark.parametrize(
    ("votes", "valid", "said"),
    [
        ({"A": 21}, 20, "A: 21 phiếu, chỉ có 20"),
        ({"A": 20, "B": 20, "C": 20}, 20, "nhiều nhất là 20 × 2 = 40"),
        ({"A": 5}, 20, "ít nhất là 20"),
    ],
)
def test_sums_that_cannot_be_are_named(votes: dict[str, int], valid: int, said: str) -> None:
    """E-130."""
    ballot = Ballot(("A", "B", "C"), 2, MarkStyle.STRIKE_OUT)
    counted = typed(ballot, votes=votes, valid=valid)
    assert any(said in each for each in sum_errors(counted, ballot, PARTY))
    lost = sum_errors(counted, ballot, PARTY, PaperFlow(valid + 1, 0, valid + 1))
    assert (
        lost[0] == f"Phiếu hợp lệ, không hợp lệ và phiếu khác cộng lại {valid}, thu về {valid + 1}."
    )


def test_marks_beyond_the_list_are_refused() -> None:
    ballot = Ballot(("A", "B", "C"), 2, MarkStyle.STRIKE_OUT)
    for marks in (8, -1):
        with pytest.raises(ValueError, match="vượt quá 3 tên"):
            tally(ballot, PARTY, [1, marks])


def test_a_stream_of_papers_is_read_once_and_kept_nowhere() -> None:
    ballot = ballots("vn-party-2014", 20, 15)
    stream = chain.from_iterable(repeat([31, 63, 0], 20_000))
    counted = tally(ballot, PARTY, stream)
    assert (counted.valid, counted.invalid_papers) == (40_000, 20_000)


@given(st.dates(date(2016, 7, 25), date(2030, 1, 1)), CODES)
def test_limits_of_the_results_are_those_of_the_approvals(day: date, code: str) -> None:
    """E-180, E-181: one number in two files would be two truths."""
    rules = rule_set(code)
    if rules.edition.family != "vn-party":
        return
    ours, theirs = closing.result_deadlines(rules), deadlines_on(day)
    assert (ours.report_days, ours.confirm_days) == (theirs.report_days, theirs.confirm_days)
    assert closing.report_due(day, rules, ()).facts["day"] == theirs.report_due_on(day, ())
    assert closing.approval_due(day, rules, ()).facts["day"] == theirs.confirm_due_on(day, ())


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_papers_are_kept_whole_months(day: date) -> None:
    """E-029."""
    found = closing.retention(day, PARTY)
    until = found.facts["day"]
    assert (until.year * 12 + until.month) - (day.year * 12 + day.month) == 6
    assert until.day == day.day or (until + timedelta(1)).day == 1
    assert found.certainty is Certainty.UNCONFIRMED


def test_where_no_superior_approves_nothing_is_due() -> None:
    rules = rule_set("german-association")
    assert closing.report_due(date(2020, 4, 3), rules, ()).decision == "not_needed"
    assert closing.approval_due(date(2020, 4, 3), rules, ()).decision == "not_needed"
    assert closing.term_months(Level.GRASSROOTS, rules).facts["months"] == 60


@given(CODES, st.integers(1, 12), st.integers(1, 12), st.data())
def test_every_answer_says_by_which_article_and_how_sure(
    code: str, names: int, seats: int, data: st.DataObject
) -> None:
    rules, ballot = rule_set(code), ballots(code, names, seats)
    votes = data.draw(st.lists(st.integers(0, 40), min_size=names, max_size=names))
    counted = typed(ballot, votes=dict(zip(ballot.names, votes, strict=True)), valid=40)
    born = {name: date(1960, 1, 1) + timedelta(at) for at, name in enumerate(ballot.names)}
    for office in Office:
        election = Election(office, ballot.seats, round=data.draw(st.integers(1, 4)), born_on=born)
        found = decide(counted, election, rules, base=40)
        assert found.used
        assert found.words
        assert found.arithmetic
        assert bool(found.articles) is (code != "general")
        assert bool(found.unconfirmed) is (found.certainty is Certainty.UNCONFIRMED)
