from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.rules.members import age_on, check_membership_dates

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(1992, 10, 10), date(2008, 2, 3), 15),
        (date(1990, 5, 19), date(2008, 5, 18), 17),
        (date(1990, 5, 19), date(2008, 5, 19), 18),
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
    ],
)
def test_age_is_counted_in_complete_years(born_on: date, day: date, age: int) -> None:
    assert age_on(day, born_on=born_on) == age


@given(days, days)
def test_age_only_grows(born_on: date, day: date) -> None:
    assert age_on(born_on, born_on=born_on) == 0
    assert age_on(max(born_on, day), born_on=born_on) >= 0


def codes(**dates: date | None) -> list[str]:
    known = {"born_on": None, "admitted_on": None, "official_on": None} | dates
    return [finding.code for finding in check_membership_dates(**known)]


def test_admitted_before_eighteen() -> None:
    born_on, admitted_on = date(1992, 10, 10), date(2008, 2, 3)
    [finding] = check_membership_dates(born_on=born_on, admitted_on=admitted_on, official_on=None)
    assert finding.code == "admitted_under_age"
    assert finding.facts == {"age": 15, "least": 18, "admitted_on": admitted_on}
    assert str(finding.basis) == "Điều lệ Đảng Cộng sản Việt Nam, Điều 1"
    assert codes(born_on=born_on, admitted_on=date(2010, 10, 9)) == ["admitted_under_age"]
    assert codes(born_on=born_on, admitted_on=date(2010, 10, 10)) == []


def test_official_before_admission() -> None:
    admitted_on = date(2010, 5, 19)
    assert codes(admitted_on=admitted_on, official_on=date(2009, 5, 19)) == [
        "official_before_admission"
    ]
    assert codes(admitted_on=admitted_on, official_on=admitted_on) == []


def test_unknown_dates_find_nothing() -> None:
    assert codes() == codes(official_on=date(2009, 5, 19)) == []
    assert codes(born_on=date(2019, 1, 1), official_on=date(2009, 5, 19)) == []
