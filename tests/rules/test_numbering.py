"""Numbers and symbols, N1 to N13: cases a clerk can read, and laws for every input."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from daihoi.rules.certainty import Certainty
from daihoi.rules.papers import CATALOGUE, SeriesKind
from daihoi.rules.papers import numbering as rules
from daihoi.rules.papers.numbering import CongressDays

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "rules" / "numbering.yaml").read_text(encoding="utf-8")
)
CONGRESS = CongressDays(date(2020, 4, 3), date(2020, 4, 4))
days = st.dates(date(2020, 3, 20), date(2020, 4, 20))
kinds = st.lists(st.sampled_from(SeriesKind), min_size=1, unique=True)


def told(case: dict[str, Any]) -> dict[str, Any]:
    if "print" in case:
        state = case["print"].get("is_state", False)
        symbol = rules.symbol(**case["print"])
        return {"symbol": symbol, "line": rules.number_line(symbol, is_state=state)}
    if "kind" in case:
        asked = {**case["kind"], "offered": [SeriesKind(k) for k in case["kind"]["offered"]]}
        return {"kind": rules.series_kind(asked.pop("offered"), congress=CONGRESS, **asked)}
    if "term" in case:
        return {"begins": rules.term_begins_on(**case["term"])}
    if "ask" in case:
        asked = dict(case["ask"])
        asked["kind"] = SeriesKind(asked["kind"]) if asked["kind"] else None
        confirmed = asked.pop("confirmed", True)
        held = CongressDays(CONGRESS.opens_on, CONGRESS.closes_on, confirmed=confirmed)
        found = rules.problems(asked.pop("kind"), congress=held, **asked)
        return {
            "refuses": [each.finding.code for each in found if each.refuses],
            "warns": [each.finding.code for each in found if not each.refuses],
        }
    asked = {**case["type"], "kind": SeriesKind(case["type"]["kind"])}
    return {"warns": rules.type_problem(**asked) is not None}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    assert told(case) == case["expect"]


def test_every_rule_has_a_case() -> None:
    named = " ".join(case["name"] for case in CASES)
    # N5 and N6 are the tests below; they speak of several papers.
    assert [n for n in range(1, 14) if f"N{n}" not in named] == [5, 6]


def issue(*papers: tuple[str, str, str]) -> list[str]:
    """Symbols of papers (type, kind of series, period) given one after another."""
    given: dict[rules.SeriesKey, int] = {}
    symbols = []
    for type_, kind, period in papers:
        body = "ĐH" if kind == "congress" else "CB"
        key = rules.series_key(SeriesKind(kind), type=type_, period=period, lead_body=body)
        given[key] = given.get(key, 0) + 1
        symbols.append(rules.symbol(given[key], type_, body))
    return symbols


def test_n5_a_december_and_january_are_one_series() -> None:
    """The term is what a series runs through, so a year is nowhere in it."""
    assert issue(("BC", "committee", "2015-2020"), ("BC", "committee", "2015-2020")) == [
        "01-BC/CB",
        "02-BC/CB",
    ]


def test_n5_b_the_first_report_after_the_closing_day_is_01() -> None:
    assert issue(("BC", "committee", "2015-2020"), ("BC", "committee", "2020-2025")) == [
        "01-BC/CB",
        "01-BC/CB",
    ]


def test_n5_c_resolution_minutes_and_rules_of_one_congress_share_a_series() -> None:
    papers = [(type_, "congress", "XX") for type_ in ("NQ", "BB", "QC")]
    assert issue(*papers) == ["01-NQ/ĐH", "02-BB/ĐH", "03-QC/ĐH"]


def test_n3_types_of_a_committee_run_apart() -> None:
    papers = [("NQ", "committee", "a"), ("BC", "committee", "a"), ("NQ", "committee", "a")]
    assert issue(*papers) == ["01-NQ/CB", "01-BC/CB", "02-NQ/CB"]


def test_quy_dinh_and_quyet_dinh_print_alike_so_they_share_a_series() -> None:
    """Two papers that would both read "01-QĐ/CB" cannot be told apart."""
    papers = [("QĐ", "committee", "a"), ("QĐ-quy-dinh", "committee", "a")]
    assert issue(*papers) == ["01-QĐ/CB", "02-QĐ/CB"]


@given(st.lists(st.sampled_from(["CĐ", "ĐTN"]), max_size=2), st.booleans())
def test_n6_joint_and_secret_papers_take_the_series_of_who_leads(
    others: list[str], is_secret: bool
) -> None:
    alone = rules.series_key(SeriesKind.COMMITTEE, type="BC", period="a", lead_body="CB")
    joint = rules.series_key(
        SeriesKind.COMMITTEE,
        type="BC",
        period="a",
        lead_body="CB",
        joint_bodies=others,
        is_secret=is_secret,
    )
    assert joint == alone


def test_a_state_body_counts_by_year() -> None:
    december = rules.state_series_key(type="QĐ", body="UBND", on=date(2020, 12, 31))
    january = rules.state_series_key(type="QĐ", body="UBND", on=date(2021, 1, 1))
    assert december != january


@given(kinds, days, st.booleans())
def test_a_series_is_one_of_those_offered(
    offered: list[SeriesKind], on: date, from_subcommittee: bool
) -> None:
    found = rules.series_kind(
        offered, on=on, congress=CONGRESS, from_subcommittee=from_subcommittee
    )
    if set(offered) == {SeriesKind.EXTERNAL}:
        assert found is None
    else:
        assert found in set(offered) - {SeriesKind.EXTERNAL}


@given(days)
def test_a_number_can_be_given_for_the_first_paper_of_the_right_day(on: date) -> None:
    """Old committee, congress, new committee: one of them issues, and nothing stands against it."""
    today = date(2020, 5, 1)
    begun = rules.term_begins_on(CONGRESS.closes_on)
    kind = rules.series_kind([SeriesKind.CONGRESS, SeriesKind.COMMITTEE], on=on, congress=CONGRESS)
    term = begun if on >= begun else None
    found = rules.problems(kind, on=on, today=today, congress=CONGRESS, term_began_on=term)
    assert found == []
    assert (kind is SeriesKind.CONGRESS) == (on in CONGRESS)


@given(st.integers(1, 5000))
def test_numbers_never_read_alike(number: int) -> None:
    assert int(rules.printed_number(number)) == number
    assert len(rules.printed_number(number)) >= 2


def test_what_is_no_number_is_not_printed() -> None:
    with pytest.raises(ValueError, match="begin at 1"):
        rules.printed_number(0)
    with pytest.raises(ValueError, match="type and a body"):
        rules.symbol(1, "", "CB")
    with pytest.raises(ValueError, match="type and a body"):
        rules.symbol(1, "BC", "")


def test_a_conference_after_the_congress_begins_no_term() -> None:
    late = CONGRESS.closes_on + timedelta(days=1)
    with pytest.raises(ValueError, match="during"):
        rules.term_begins_on(CONGRESS.closes_on, first_conference_on=late)


def test_what_is_known_at_second_hand_warns_and_says_so() -> None:
    found = rules.type_problem("HD", SeriesKind.COMMITTEE, is_cell=True)
    assert found is not None
    assert (found.refuses, found.certainty) == (False, Certainty.SECONDARY)
    assert str(found.finding.basis).endswith("N13")
    assert found.finding.facts == {"type": "Hướng dẫn"}


def test_every_numbered_kind_of_the_catalogue_gets_a_symbol() -> None:
    numbered = [kind for kind in CATALOGUE.values() if kind.type and not kind.is_incoming]
    assert len(numbered) > 20
    for kind in numbered:
        for type_ in kind.types:
            assert rules.symbol(1, type_, "CB").startswith("01-")
