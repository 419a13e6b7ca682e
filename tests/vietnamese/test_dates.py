from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.vietnamese.dates import (
    DateError,
    DateStyle,
    PartialDate,
    Precision,
    format_date,
    parse_date,
    weekday_name,
)

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
partial_dates = st.builds(
    lambda day, size: PartialDate(*(day.year, day.month, day.day)[:size]), days, st.integers(1, 3)
)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("30-5-2019", "2019-05-30"),
        ("26-03-2020", "2020-03-26"),
        ("25/3/2020", "2020-03-25"),
        ("25.3.2020", "2020-03-25"),
        (" 05 / 9 / 1978 ", "1978-09-05"),
        ("tháng 4/2020", "2020-04"),
        ("03/1984", "1984-03"),
        ("8/1981", "1981-08"),
        ("1976", "1976"),
        (1971, "1971"),
        (1971.0, "1971"),
        ("năm 1971", "1971"),
        ("ngày 25 tháng 3 năm 2020", "2020-03-25"),
        ("Lạng Sơn, ngày 05 tháng 02 năm 2020", "2020-02-05"),
        ("2020-03-25", "2020-03-25"),
        ("2020-03-25 00:00:00", "2020-03-25"),
        (date(2020, 3, 25), "2020-03-25"),
        (datetime(2020, 3, 25, 7, 30), "2020-03-25"),  # noqa: DTZ001 - spreadsheets know no zone
    ],
)
def test_office_styles_are_read_day_first(written, iso) -> None:
    assert parse_date(written).to_iso() == iso


@pytest.mark.parametrize(
    ("written", "code", "suggestion"),
    [
        ("31/02/1980", "no_such_day", None),
        ("0/5/1980", "no_such_day", None),
        ("12/25/2012", "no_such_month", "25/12/2012"),
        ("31/13/2012", "no_such_month", None),
        ("2/30/2012", "no_such_month", None),
        ("13/2012", "no_such_month", None),
        ("Nữ", "not_a_date", None),
        ("", "not_a_date", None),
        ("5/9", "not_a_date", None),
        ("5/9-1978", "not_a_date", None),
        (1971.5, "not_a_date", None),
        (float("nan"), "not_a_date", None),
        (float("inf"), "not_a_date", None),
        (True, "not_a_date", None),
        (26081, "year_out_of_range", None),
        ("5/9/78", "year_out_of_range", None),
        ("5/9/1878", "year_out_of_range", None),
    ],
)
def test_what_is_no_date_says_why(written, code, suggestion) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(written)
    assert caught.value.code == code
    assert caught.value.value == str(written)
    assert (caught.value.suggestion and str(caught.value.suggestion)) == suggestion


@given(partial_dates, st.sampled_from(DateStyle))
def test_every_style_reads_back(known, style) -> None:
    assert parse_date(format_date(known, style)) == known


@given(partial_dates)
def test_iso_reads_back(known) -> None:
    assert PartialDate.from_iso(known.to_iso()) == known == parse_date(known.to_iso())
    assert known.first_day().isoformat().startswith(known.to_iso())
    assert known.last_day().isoformat().startswith(known.to_iso())
    following = known.last_day() + timedelta(days=1)
    assert not following.isoformat().startswith(known.to_iso())


def test_as_much_is_shown_as_is_known() -> None:
    assert [str(PartialDate(*parts)) for parts in ([1976], [1981, 8], [1978, 9, 5])] == [
        "1976",
        "8/1981",
        "5/9/1978",
    ]
    assert [PartialDate(*parts).precision for parts in ([1976], [1981, 8], [1978, 9, 5])] == list(
        Precision
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 2, 5), "ngày 05 tháng 02 năm 2020"),
        (date(2020, 3, 25), "ngày 25 tháng 3 năm 2020"),
        (date(2019, 10, 9), "ngày 09 tháng 10 năm 2019"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_a_zero(day, words) -> None:
    assert format_date(day, DateStyle.LONG) == words


def test_weekdays() -> None:
    assert weekday_name(date(2020, 3, 26)) == "thứ Năm"
    assert weekday_name(date(2020, 3, 29)) == "Chủ nhật"
    assert weekday_name(date(2020, 3, 30)) == "thứ Hai"


@pytest.mark.parametrize("text", ["1978-9-5", "5/9/1978", "", "1978-09-05-01", "1978-02-30"])
def test_other_forms_are_not_iso(text) -> None:
    with pytest.raises(ValueError, match=r"ISO|no_such"):
        PartialDate.from_iso(text)


def test_a_day_needs_its_month() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(1978, None, 5)
