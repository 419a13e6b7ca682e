"""Every number has a source; the table of parameters is whole in every directive (section 10)."""

import tomllib
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.rules.certainty import Certainty
from daihoi.rules.parameters import Override, OverrideError, Shape
from daihoi.rules.personnel import directives as rules
from daihoi.rules.personnel.answers import Month, percent
from daihoi.rules.personnel.directives import Level, rulebook_on

EVERYWHERE = {
    "min_months.first_time", "min_months.re_elected", "birth_unknown_day_month", "age_limit_mode",
    "ref_month", "retirement_table", "women.min", "renewal.min", "structure.severity",
    "surplus.prepared.min", "surplus.prepared.max", "surplus.max", "surplus.small.seats",
    "surplus.small.max", "procedure", "procedure.threshold", "procedure.key_cadres_base",
    "procedure.quorum", "intro_tie", "open_places", "posts_not_elected",
}  # fmt: skip
PROVINCE = {
    "file.working_days",
    "file.health_months",
    "band.under_40.min",
    "band.40_50.min",
    "band.40_50.max",
    "young.min",
    "young.below",
}
CELL = {"cell.committee_from", "cell.committee_max", "cell.committee_min", "cell.deputies_max"}


@pytest.mark.parametrize("directive", rules.directives(), ids=lambda each: each.code)
@pytest.mark.parametrize("level", Level)
def test_the_parameters_are_whole(directive: rules.Directive, level: Level) -> None:
    found = rulebook_on(directive.issued_on, level=level)
    has_bands = level in {Level.ABOVE_GRASSROOTS, Level.CENTRAL_DIRECT}
    assert set(found.parameters) >= EVERYWHERE
    assert (set(found.parameters) >= PROVINCE) == has_bands
    assert (set(found.parameters) >= CELL) == (level is Level.CELL)
    assert ("committee_size.rule" in found.parameters) == (level is not Level.CELL)


@pytest.mark.parametrize("directive", rules.directives(), ids=lambda each: each.code)
def test_every_value_is_cited(directive: rules.Directive) -> None:
    for level in Level:
        for each in rulebook_on(directive.issued_on, level=level).parameters.values():
            assert each.label
            assert each.basis.source
            assert each.basis.article[:2] in {"P-", "E-"}
            by_default = each.basis.source == "Mặc định của phần mềm"
            assert not (by_default and each.certainty in {Certainty.SOURCED, Certainty.SECONDARY})


def test_every_unconfirmed_value_says_so_with_its_default() -> None:
    for directive in rules.directives():
        for level in Level:
            found = rulebook_on(directive.issued_on, level=level)
            assert found.unconfirmed
            for each in found.unconfirmed:
                assert each.note == f"{each.label}: chưa có nguồn xác nhận; mặc định {each.told}"


def test_the_file_names_only_known_parameters_levels_sources_and_words() -> None:
    told = tomllib.loads(rules.FILE.read_text(encoding="utf-8"))
    levels = {each.value for each in Level}
    used = set()
    for directive in told["directives"]:
        assert set(directive["values"]) <= set(told["parameters"])
        for rows in directive["values"].values():
            used |= {row["source"] for row in rows}
            named = [level for row in rows for level in row.get("levels", levels)]
            assert set(named) <= levels
            assert len(named) == len(set(named))
    assert used <= set(told["sources"])
    words = {
        word
        for row in told["parameters"].values()
        for word in row.get("words", ())
        if row["unit"] == "word"
    }
    assert words - {"1-1"} <= set(told["words"])


def test_directives_are_told_apart_by_number_and_date() -> None:
    titles = [each.title for each in rules.directives()]
    assert titles == [
        "Chỉ thị 35-CT/TW, 30-5-2019",
        "Chỉ thị 35-CT/TW, 14-6-2024",
        "Chỉ thị 45-CT/TW, 14-4-2025",
    ]


@given(st.dates(date(2019, 5, 30), date(2035, 1, 1)))
def test_the_directive_of_a_day_is_the_last_one_issued(day: date) -> None:
    found = rules.directive_on(day)
    assert found.issued_on <= day
    assert all(
        each.issued_on > day or each.issued_on <= found.issued_on for each in rules.directives()
    )


def test_an_override_is_seen_in_place_of_what_it_replaced() -> None:
    paper = Override("women.min", "20 %", "9-HD/ĐU", date(2020, 2, 1), "Đảng ủy Khối")
    found = rulebook_on(date(2020, 4, 5), level=Level.CELL, overrides=[paper])
    women = found.need("women.min")
    assert (women.value, women.replaced) == (Fraction(1, 5), Fraction(3, 20))
    assert women.certainty is Certainty.SOURCED
    assert found.overridden == (women,)
    assert women.note == (
        "Tỷ lệ nữ, ít nhất: 20 % theo 9-HD/ĐU, 1-2-2020 của Đảng ủy Khối, thay cho 15 %"
    )


@pytest.mark.parametrize("name", rules.parameter_names())
def test_every_parameter_can_be_set_by_the_superior(name: str) -> None:
    row = tomllib.loads(rules.FILE.read_text(encoding="utf-8"))["parameters"][name]
    value = {"share": "15 %", "month": "5/2020", "word": (row.get("words") or [""])[0]}
    paper = Override(name, value.get(row["unit"], 7), "9-HD/ĐU", date(2020, 2, 1))
    found = rulebook_on(date(2020, 4, 5), level=Level.CELL, overrides=[paper]).need(name)
    assert found.override == paper


def test_a_least_share_above_the_most_is_refused() -> None:
    paper = Override("surplus.prepared.min", "25 %", "9-HD/ĐU", date(2020, 2, 1))
    with pytest.raises(OverrideError, match=r"từ \(25 %\) không được lớn hơn .* \(15 %\)"):
        rulebook_on(date(2020, 4, 5), level=Level.CELL, overrides=[paper])


@pytest.mark.parametrize("level", Level)
def test_groups_hold_every_parameter_once_and_read_back_what_they_write(level: Level) -> None:
    book = rulebook_on(date(2020, 4, 5), level=level)
    found = [each for group in book.groups for each in group.parameters]
    assert tuple(each.name for each in found) == rules.parameter_names()
    for each in found:
        if each.value is None:
            assert each.told == "không quy định"
        else:
            assert each.read(each.written) == each.value
        assert (each.asked.shape is Shape.ONE) == bool(each.asked.choices)


def test_a_day_after_the_opening_is_too_late_for_an_override() -> None:
    opens_on = date(2020, 4, 5)
    late = Override("women.min", "20 %", "9-HD/ĐU", opens_on + timedelta(days=1))
    with pytest.raises(OverrideError, match="ra sau ngày khai mạc"):
        rulebook_on(opens_on, level=Level.CELL, overrides=[late])


@given(st.integers(0, 400), st.integers(1, 400))
def test_percent_is_the_nearest_tenth(part: int, whole: int) -> None:
    share = Fraction(part, whole)
    said = Fraction(percent(share).removesuffix(" %").replace(",", "."))
    assert abs(said - share * 100) <= Fraction(1, 20)


def test_a_month_is_one_of_twelve() -> None:
    with pytest.raises(ValueError, match="no month"):
        Month(2020, 13)
