"""Age and service left: the formula, the published limits, the retirement timetable."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.rules.personnel import service
from daihoi.rules.personnel.answers import Decision, Month
from daihoi.rules.personnel.directives import Level, rulebook_on
from daihoi.rules.personnel.service import Birth, Candidacy, Person, Post, Sex

MONTHS = st.builds(Month, st.integers(1950, 1990), st.integers(1, 12))
IN_2020 = date(2020, 7, 20)


def month_at(index: int) -> Month:
    return Month((index - 1) // 12, (index - 1) % 12 + 1)


@pytest.mark.parametrize("level", [Level.ABOVE_GRASSROOTS, Level.CENTRAL_DIRECT])
@pytest.mark.parametrize("candidacy", Candidacy)
@pytest.mark.parametrize("sex", Sex)
def test_the_formula_gives_the_eight_published_limits(
    level: Level, candidacy: Candidacy, sex: Sex
) -> None:
    """P-014 reproduces P-016: who is born in the month passes, the month before does not."""
    rules = rulebook_on(IN_2020, level=level)
    published = service.published_limit(rules, candidacy=candidacy, sex=sex)
    assert published is not None
    limit = published[0]
    before = month_at(limit.index - 1)

    def decided(born: Month) -> Decision:
        person = Person(candidacy, sex, Birth(born.year, born.month))
        return service.judge_service(person, rules).decision

    assert (decided(limit), decided(before)) == (Decision.ACCEPTED, Decision.REFUSED)


@pytest.mark.parametrize(("sex", "limit"), [(Sex.MALE, "9/1963"), (Sex.FEMALE, "9/1968")])
def test_the_limit_of_state_bodies_is_data_because_the_formula_does_not_give_it(
    sex: Sex, limit: str
) -> None:
    """P-016: by 26-HD the month is 5/2021, which would be 11/1963 and 11/1968."""
    rules = rulebook_on(IN_2020, level=Level.ABOVE_GRASSROOTS)
    published = service.published_limit(
        rules, candidacy=Candidacy.RE_ELECTED, sex=sex, post=Post.STATE_BODY
    )
    assert published is not None
    assert str(published[0]) == limit
    months = service.retirement_months("before-2021", sex=sex, born=published[0])
    born = Birth(published[0].year, published[0].month)
    assert service.months_left(born, months, Month(2021, 5)) == 28


def naive_retirement(sex: Sex, born: Month) -> int:
    """Year by year, as the law of 2019 words it, written apart from the table."""
    first, step, last, old = (723, 3, 744, 720) if sex is Sex.MALE else (664, 4, 720, 660)
    if month_at(born.index + old).year < 2021:
        return old
    for year in range(2021, 2060):
        age = min(first + step * (year - 2021), last)
        if month_at(born.index + age).year == year:
            return age
    raise AssertionError(born)


@given(st.sampled_from(Sex), st.builds(Month, st.integers(1960, 1990), st.integers(1, 12)))
def test_the_timetable_by_birth_month_is_the_one_by_year(sex: Sex, born: Month) -> None:
    assert service.retirement_months("from-2021", sex=sex, born=born) == naive_retirement(sex, born)


@given(st.sampled_from(["before-2021", "from-2021"]), st.sampled_from(Sex), MONTHS)
def test_who_is_born_later_never_retires_earlier(table: str, sex: Sex, born: Month) -> None:
    after = month_at(born.index + 1)
    first = born.index + service.retirement_months(table, sex=sex, born=born)
    second = after.index + service.retirement_months(table, sex=sex, born=after)
    assert first < second


@given(MONTHS, st.sampled_from(Sex), st.sampled_from(Candidacy), st.sampled_from(Level))
def test_a_year_alone_is_read_as_its_january(
    born: Month, sex: Sex, candidacy: Candidacy, level: Level
) -> None:
    """P-013: the reading least favourable to the person, so it never lets in who would be out."""
    rules = rulebook_on(IN_2020, level=level)
    year = service.judge_service(Person(candidacy, sex, Birth(born.year)), rules)
    exact = service.judge_service(Person(candidacy, sex, Birth(born.year, born.month)), rules)
    january = service.judge_service(Person(candidacy, sex, Birth(born.year, 1)), rules)
    assert year.decision is january.decision
    assert not (year.decision is Decision.ACCEPTED and exact.decision is Decision.REFUSED)


def test_what_is_needed_must_be_given() -> None:
    rules = rulebook_on(IN_2020, level=Level.CELL)
    with pytest.raises(ValueError, match="birth and sex"):
        service.judge_service(Person(Candidacy.RE_ELECTED), rules)
    with pytest.raises(ValueError, match="treats somebody apart"):
        service.judge_service(
            Person(Candidacy.RE_ELECTED, months_left=50, special="somebody"), rules
        )
    with pytest.raises(ValueError, match="no month"):
        Birth(1965, 13)
