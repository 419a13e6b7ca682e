"""The calendar of working days: Tết and holidays of 2019 to 2031, and years nobody knows yet."""

from datetime import date, timedelta

import pytest

from daihoi.accounts.permissions import Role
from daihoi.base.errors import RuleBroken
from daihoi.congresses.actions.plans import make_plan
from daihoi.congresses.queries.calendar import not_announced, public_holidays
from daihoi.congresses.queries.congresses import congress_page
from daihoi.congresses.queries.days import check_target
from daihoi.congresses.queries.milestones import milestone_page
from daihoi.rules.plans import built_in_templates
from tests.congresses.preparing import on
from tests.factories import CongressFactory, grant

# First day of the lunar year, and the day of the Hùng Kings (10th of the third lunar month).
LUNAR = {
    2019: (date(2019, 2, 5), date(2019, 4, 14)),
    2020: (date(2020, 1, 25), date(2020, 4, 2)),
    2021: (date(2021, 2, 12), date(2021, 4, 21)),
    2022: (date(2022, 2, 1), date(2022, 4, 10)),
    2023: (date(2023, 1, 22), date(2023, 4, 29)),
    2024: (date(2024, 2, 10), date(2024, 4, 18)),
    2025: (date(2025, 1, 29), date(2025, 4, 7)),
    2026: (date(2026, 2, 17), date(2026, 4, 26)),
    2027: (date(2027, 2, 6), date(2027, 4, 16)),
    2028: (date(2028, 1, 26), date(2028, 4, 4)),
    2029: (date(2029, 2, 13), date(2029, 4, 23)),
    2030: (date(2030, 2, 2), date(2030, 4, 12)),
    2031: (date(2031, 1, 23), date(2031, 4, 1)),
}


@pytest.mark.parametrize("year", LUNAR)
def test_each_year_has_its_lunar_days_and_those_of_the_law(year: int) -> None:
    new_year, kings = LUNAR[year]
    found = public_holidays([year])
    assert found[new_year] == "Tết Nguyên Đán"
    assert found[kings] == "Ngày Giỗ Tổ Hùng Vương"
    tet = [new_year + timedelta(days=n) for n in range(-1, 4)]
    fixed = [date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)]
    assert {*tet, *fixed} <= set(found)
    # from 2021 National Day has a second day (Bộ luật Lao động 2019, Điều 112)
    beside = {date(year, 9, 1), date(year, 9, 3)} & set(found)
    assert bool(beside) == (year >= 2021)


@pytest.mark.parametrize(
    "moved",
    [date(2019, 4, 29), date(2024, 4, 29), date(2025, 5, 2), date(2026, 1, 2), date(2026, 8, 31)],
)
def test_days_the_government_moved_are_days_off(moved: date) -> None:
    assert public_holidays([moved.year])[moved].startswith("Ngày nghỉ (thay cho ngày")


def test_years_not_announced_are_named() -> None:
    assert not_announced([date(2020, 4, 14), date(2026, 12, 31)]) == ""
    said = not_announced([date(2028, 1, 3), date(2027, 12, 31), date(2027, 6, 1)])
    assert said.startswith("Chưa có lịch nghỉ hoán đổi năm 2027, 2028: ")


@pytest.mark.parametrize("year", [1994, 2100, 2202])
def test_a_year_without_a_calendar_is_refused(year: int) -> None:
    with on(date(1990, 1, 1)), pytest.raises(RuleBroken) as refused:
        check_target(date(year, 6, 15), "day")
    assert (refused.value.code, refused.value.message) == (
        "no_calendar",
        f"Phần mềm không có lịch nghỉ lễ của năm {year}.",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "warned"), [(date(2026, 4, 3), False), (date(2027, 4, 2), True)])
def test_pages_say_that_working_days_are_not_announced(day: date, *, warned: bool) -> None:
    congress = CongressFactory.create(target_on=day, target_precision="day")
    secretary = grant(Role.SECRETARY, congress.organization)
    short = next(each for each in built_in_templates() if each.key == "vn-party-short")
    with on(date(2026, 1, 5)):
        make_plan(congress, short.rows, actor=secretary)
        page = congress_page(congress.pk, viewer=secretary)
        report = congress.milestones.get(code="M33")
        words = milestone_page(report.pk, viewer=secretary).offset
    notes = [each for each in page.day.warnings if each.startswith("Chưa có lịch nghỉ")]
    assert bool(notes) == warned
    assert words.startswith("7 ngày làm việc sau ngày đại hội")
    assert words.endswith("Nhà nước công bố.") == warned
