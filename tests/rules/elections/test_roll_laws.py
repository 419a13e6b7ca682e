"""Laws of the roll, the base, the list and the limits that hold for every input."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.rules.certainty import Certainty
from daihoi.rules.editions import EDITIONS
from daihoi.rules.elections import closing
from daihoi.rules.elections.kinds import (
    Attendance,
    Deduction,
    Form,
    Level,
    Office,
    Situation,
    Standing,
)
from daihoi.rules.elections.loading import rule_set
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
