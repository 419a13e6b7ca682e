"""What a congress votes on of its resolution, and what targets came to."""

from datetime import date
from fractions import Fraction

import pytest

from daihoi.rules.papers import CATALOGUE
from daihoi.rules.resolutions import (
    TargetsVoted,
    Votes,
    awaited,
    may_vote_on,
    missing_for_adoption,
    results_due,
    share_reached,
    years_followed,
)


def test_of_all_papers_only_the_action_programme_is_not_voted() -> None:
    """C3."""
    refused = [code for code in CATALOGUE if may_vote_on(code) is not None]
    assert refused == ["CTHD"]
    found = may_vote_on("CTHD")
    assert found is not None
    assert str(found.basis).startswith("Công văn 11977-CV/VPTW")


@pytest.mark.parametrize(
    ("how", "votes", "open_amendments", "missing"),
    [
        (TargetsVoted.WHOLE, Votes(whole=True, targets=False), 0, []),
        (TargetsVoted.WHOLE, Votes(whole=False, targets=True), 0, ["whole_not_voted"]),
        (TargetsVoted.WHOLE, Votes(whole=True, targets=False), 2, ["open_amendments"]),
        (TargetsVoted.TOGETHER, Votes(whole=True, targets=False), 0, ["targets_not_voted"]),
        (TargetsVoted.TOGETHER, Votes(whole=True, targets=True), 0, []),
        (
            TargetsVoted.SINGLY,
            Votes(whole=True, targets=True, singly=frozenset("a")),
            0,
            ["some_targets_not_voted"],
        ),
        (TargetsVoted.SINGLY, Votes(whole=True, targets=False, singly=frozenset("ab")), 0, []),
    ],
)
def test_an_adoption_needs_what_the_congress_chose(
    how: TargetsVoted, votes: Votes, open_amendments: int, missing: list[str]
) -> None:
    found = missing_for_adoption(votes, ["a", "b"], how=how, open_amendments=open_amendments)
    assert [each.code for each in found] == missing


def test_a_resolution_without_targets_asks_no_vote_on_them() -> None:
    found = missing_for_adoption(
        Votes(whole=True, targets=False), [], how=TargetsVoted.TOGETHER, open_amendments=0
    )
    assert found == []


@pytest.mark.parametrize(
    ("amount", "value", "share"),
    [
        ("≥ 85 %", "68 %", Fraction(4, 5)),
        ("từ 1.250 việc", "1.250,5 việc", Fraction(12505, 12500)),
        ("80", "82,5 %", Fraction(825, 800)),
        ("0", "3", None),
        ("xuất sắc", "xuất sắc", None),
        ("05 người", "không có", None),
    ],
)
def test_a_share_is_of_the_first_numbers(amount: str, value: str, share: Fraction | None) -> None:
    assert share_reached(amount, value) == share


def test_a_target_is_followed_in_its_year_or_to_the_end_of_the_term() -> None:
    assert list(years_followed(2022, begins=2020, term_end=2025)) == [2022]
    assert list(years_followed(None, begins=2023, term_end=2025)) == [2023, 2024, 2025]
    assert list(years_followed(None, begins=2026, term_end=2025)) == [2026]


def test_a_result_is_awaited_from_thirty_days_before_the_end_of_its_year() -> None:
    assert results_due(2020) == date(2020, 12, 31)
    years = range(2020, 2023)
    assert awaited(years, [], today=date(2020, 11, 30)) == []
    assert awaited(years, [], today=date(2020, 12, 1)) == [2020]
    assert awaited(years, [2020], today=date(2021, 1, 1)) == []
    assert awaited(years, [2021], today=date(2022, 12, 1)) == [2020, 2022]
