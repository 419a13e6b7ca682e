"""Laws of the count and its result that hold for every input."""

import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.rules.certainty import Certainty
from daihoi.rules.editions import EDITIONS
from daihoi.rules.elections.ballots import Ballot, Bundle, Ruling, ballot_for, judge
from daihoi.rules.elections.counting import (
    PaperFlow,
    Tally,
    check_flow,
    differences,
    sum_errors,
    tally,
    together,
    typed,
)
from daihoi.rules.elections.kinds import (
    Fault,
    MarkStyle,
    NextStep,
    Office,
    PaperClass,
    Verdict,
)
from daihoi.rules.elections.loading import rule_set
from daihoi.rules.elections.outcome import Election, Outcome, decide

PARTY = rule_set("vn-party-2014")
CODES = st.sampled_from([each.code for each in EDITIONS])


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
    piles = tally(ballot, rules, papers[:half]), tally(ballot, rules, papers[half:])
    assert together(*piles) == counted


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


def test_percentages_are_of_the_base_where_the_edition_says_nothing_else() -> None:  # E-046
    """Of 13 papers returned one is invalid: "over 50 %" means as much as "over the need"."""
    union = rule_set("vn-trade-union")
    ballot = ballots("vn-trade-union", 2, 2)
    counted = typed(ballot, votes={"N0": 12, "N1": 6}, valid=12, invalid={Verdict.OVERVOTE: 1})
    found = decide(counted, Election(Office.COMMITTEE, 2), union, base=13)
    first, second = found.results
    assert (first.base, first.need, second.is_elected) == (13, 7, False)
    assert (first.percent, second.percent) == (Fraction(1200, 13), Fraction(600, 13))
    assert union.percent_of.certainty is Certainty.UNCONFIRMED


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


def test_piles_of_two_lists_are_not_one_count() -> None:
    first, second = (tally(ballots("vn-party-2014", names, 2), PARTY, [0]) for names in (3, 4))
    with pytest.raises(ValueError, match="không cùng một danh sách"):
        together(first, second)
