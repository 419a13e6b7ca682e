"""Steps, introduction ballots and lists: laws for every input."""

from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.rules.certainty import Certainty
from daihoi.rules.personnel import introduction, numbers, steps
from daihoi.rules.personnel.answers import Decision
from daihoi.rules.personnel.directives import Level, Rulebook, rulebook_on
from daihoi.rules.personnel.introduction import Ballots
from daihoi.rules.personnel.steps import Ballot, CountedOn, Round
from daihoi.rules.personnel.structure import Composition, judge_structure

DISTRICT = rulebook_on(date(2020, 7, 20), level=Level.ABOVE_GRASSROOTS)
CELL = rulebook_on(date(2020, 4, 5), level=Level.CELL)
FIVE = steps.procedure_for(DISTRICT)
THIRD = FIVE.step(3)


@st.composite
def counts(draw: st.DrawFn) -> Ballots:
    convened = draw(st.integers(1, 60))
    present = draw(st.integers(-(-2 * convened // 3), convened))
    names = draw(st.lists(st.sampled_from("ABCDEGHIKL"), unique=True, max_size=10))
    votes = {name: draw(st.integers(0, present)) for name in names}
    return Ballots(convened, present, votes)


@given(counts())
def test_who_goes_on_has_more_than_half_of_those_convened(ballots: Ballots) -> None:
    found = introduction.introduce(THIRD, DISTRICT, ballots)
    naive = {name for name, votes in ballots.votes.items() if 2 * votes > ballots.convened}
    assert set(found.facts["on"]) == naive
    assert {*found.facts["on"], *found.facts["out"]} == set(ballots.votes)


@given(counts(), st.randoms())
def test_the_order_of_entry_never_matters(ballots: Ballots, random: Random) -> None:
    names = list(ballots.votes)
    random.shuffle(names)
    shuffled = Ballots(
        ballots.convened, ballots.present, {name: ballots.votes[name] for name in names}
    )
    assert introduction.introduce(THIRD, DISTRICT, shuffled) == introduction.introduce(
        THIRD, DISTRICT, ballots
    )


@given(st.integers(0, 90), st.integers(0, 90))
def test_two_thirds_are_enough_and_less_is_not(convened: int, present: int) -> None:
    found = introduction.judge_attendance(DISTRICT, convened=convened, present=present)
    is_held = convened > 0 and Fraction(present) >= Fraction(2, 3) * convened
    assert (found.decision is Decision.ACCEPTED) == is_held


@given(st.integers(1, 60), st.sampled_from([CELL, DISTRICT]))
def test_what_is_advised_is_never_refused(seats: int, rules: Rulebook) -> None:
    for names in numbers.names_to_prepare(rules, seats):
        assert numbers.judge_list(rules, seats=seats, names=names).decision is not Decision.REFUSED


@given(counts(), st.integers(3, 6))
def test_nobody_left_out_has_more_votes_than_one_on_the_list(ballots: Ballots, seats: int) -> None:
    found = introduction.choose_list(
        ballots.votes, DISTRICT, seats=seats, convened=ballots.convened
    )
    passed = {name for name, votes in ballots.votes.items() if 2 * votes > ballots.convened}
    wanted = numbers.names_to_prepare(DISTRICT, seats)[0]
    assert (found.code == "introduction_continues") == (len(passed) < wanted)
    if found.code == "list":
        chosen = set(found.facts["list"])
        assert len(chosen) == wanted
        assert chosen <= passed
        least = min(ballots.votes[name] for name in chosen)
        assert all(ballots.votes[name] < least for name in set(ballots.votes) - chosen)
    if found.code == "tie_for_head":
        assert len(found.facts["tied"]) > found.facts["places"] > 0
        chosen = found.facts["tied"][: found.facts["places"]]
        resolved = introduction.choose_list(
            ballots.votes, DISTRICT, seats=seats, convened=ballots.convened, head_chose=chosen
        )
        assert resolved.decision is Decision.ACCEPTED
        assert len(resolved.facts["list"]) == wanted


@given(st.integers(1, 60), st.data())
def test_a_target_is_met_exactly_at_its_share(size: int, data: st.DataObject) -> None:
    women = data.draw(st.integers(0, size))
    found = judge_structure(Composition(size, women=women), DISTRICT)
    assert (found.decision is Decision.ACCEPTED) == (women * 100 >= 15 * size)
    if found.decision is Decision.WARNED:
        enough = found.parts[0].facts["enough"]
        assert (enough - 1) * 100 < 15 * size <= enough * 100


def test_the_wider_meeting_comes_before_the_committee() -> None:
    """P-050: in the procedure for appointing officials the leadership introduces first."""
    assert [step.convened for step in FIVE.steps] == [
        "ban thường vụ",
        "cán bộ chủ chốt",
        "ban chấp hành",
        "ban thường vụ",
        "ban chấp hành",
    ]
    assert FIVE.rounds == (Round.RE_ELECTED, Round.FIRST_TIME)
    assert FIVE.step(2).ballot is Ballot.SECRET
    assert FIVE.step(4).is_sure(Round.FIRST_TIME) is Certainty.UNCONFIRMED


def test_a_procedure_runs_through_its_steps_in_order() -> None:
    finished: list[tuple[Round, int]] = []
    for round_ in FIVE.rounds:
        for step in FIVE.steps:
            later = [each for each in FIVE.steps if each.number > step.number]
            for each in later:
                early = steps.may_begin(FIVE, each.number, round_, finished=finished)
                assert early.decision is Decision.REFUSED
            now = steps.may_begin(FIVE, step.number, round_, finished=finished)
            assert now.decision is Decision.ACCEPTED
            finished.append((round_, step.number))


def test_a_round_for_which_there_is_nobody_is_over() -> None:
    found = steps.may_begin(FIVE, 1, Round.FIRST_TIME, empty=[Round.RE_ELECTED])
    assert found.decision is Decision.ACCEPTED


def test_a_cell_has_no_standing_committee() -> None:
    """P-060: nothing of the five steps is copied."""
    cell = steps.procedure_for(CELL)
    assert all("thường vụ" not in step.convened for step in cell.steps)
    assert [step.number for step in cell.steps if step.ballot is Ballot.SECRET] == [2]


def test_an_own_pipeline_needs_a_paper_and_a_base_for_its_ballots() -> None:
    cell = steps.procedure_for(CELL)
    row = {"title": "Họp", "convened": "chi bộ", "ballot": "secret", "counted_on": "none"}
    with pytest.raises(ValueError, match="phiếu tính trên số nào"):
        steps.configured(cell, [row], paper="7-HD/ĐU")
    with pytest.raises(ValueError, match="ít nhất một bước"):
        steps.configured(cell, [], paper="7-HD/ĐU")
    with pytest.raises(ValueError, match="do Trung ương quy định"):
        steps.configured(FIVE, [row], paper="7-HD/ĐU")
    own = steps.configured(cell, [{**row, "counted_on": "convened"}], paper="7-HD/ĐU")
    assert [step.counted_on for step in own.steps] == [CountedOn.CONVENED]


def test_a_step_without_a_ballot_counts_nothing() -> None:
    with pytest.raises(ValueError, match="has no ballot"):
        introduction.introduce(steps.procedure_for(CELL).step(1), CELL, Ballots(5, 5))


@pytest.mark.parametrize(
    ("ballots", "said"),
    [
        (Ballots(10, 11), "có mặt 11, nhiều hơn triệu tập 10"),
        (Ballots(10, 9, issued=10), "phát ra 10 phiếu, nhiều hơn 9 người có mặt"),
        (Ballots(10, 9, issued=9, returned=10), "thu về 10 phiếu, nhiều hơn phát ra 9"),
        (Ballots(10, 9, {"An": 9}, invalid=1), "An có 9 phiếu, nhiều hơn 8 phiếu hợp lệ"),
        (Ballots(10, 9, {"An": -1}), "có số âm"),
    ],
)
def test_sums_that_cannot_be_are_refused(ballots: Ballots, said: str) -> None:
    found = introduction.introduce(THIRD, DISTRICT, ballots)
    assert found.decision is Decision.REFUSED
    assert said in found.reason
    assert found.facts == {"on": [], "out": []}
