"""Checklists: dated items, when they are late, and what economy speaks against."""

from datetime import date

import pytest

from daihoi.rules.certainty import Certainty
from daihoi.rules.checklists import (
    Standing,
    check_economy,
    due_on,
    groups,
    rows_on,
    standing,
)

D = date(2020, 4, 3)


def codes(day: date, family: str = "vn-party") -> set[str]:
    return {row.code for row in rows_on(day, family=family, known_on=day)}


def test_the_flags_follow_the_rules_of_day_d() -> None:
    assert {"ST03", "ST04"} & codes(date(2022, 12, 31)) == {"ST03"}
    assert {"ST03", "ST04"} & codes(date(2023, 1, 1)) == {"ST04"}
    assert {"ST03", "ST04", "ST05", "ST08"} & codes(D, "general") == {"ST08"}


def test_hall_and_health_are_two_lists() -> None:
    hall, health = (
        rows_on(D, family="vn-party", known_on=D, is_health=each) for each in (False, True)
    )
    assert {row.code for row in hall} | {row.code for row in health} == codes(D)
    assert {row.group[:6] for row in health} == {"health"}
    assert not any(row.group.startswith("health") for row in hall)
    assert len([group for group in groups() if group.is_health]) == 4


def test_codes_are_once_and_every_row_has_a_basis() -> None:
    rows = [
        row for family in ("vn-party", "general") for row in rows_on(D, family=family, known_on=D)
    ]
    assert all(row.basis for row in rows)
    for family in ("vn-party", "general"):
        listed = [row.code for row in rows_on(D, family=family, known_on=D)]
        assert len(listed) == len(set(listed))
    fever = next(row for row in rows if row.code == "HE01")
    assert fever.certainty is Certainty.UNCONFIRMED


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2020, 3, 29), Standing.OPEN),
        (date(2020, 3, 30), Standing.SOON),
        (date(2020, 4, 1), Standing.SOON),
        (date(2020, 4, 2), Standing.LATE),
    ],
)
def test_late_from_the_day_after(on: date, expected: Standing) -> None:
    due = due_on(D, -2)
    assert standing(is_done=False, is_dropped=False, due=due, on=on) is expected
    assert standing(is_done=True, is_dropped=False, due=due, on=on) is Standing.DONE
    assert standing(is_done=False, is_dropped=True, due=due, on=on) is Standing.DROPPED


def test_nothing_is_late_while_the_congress_is_postponed() -> None:
    assert standing(is_done=False, is_dropped=False, due=None, on=D) is Standing.OPEN


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Tiết mục văn nghệ chào mừng", "văn nghệ"),
        ("Liên hoan sau đại hội", "liên hoan"),
        ("Cơm trưa cho đại biểu", "cơm trưa"),
        ("Nước uống (không tổ chức tiệc)", ""),
        ("Nước uống, hoa, cây cảnh", ""),
        ("Kiểm tra biển tên", ""),
    ],
)
def test_feasts_song_and_gifts_are_noticed(text: str, word: str) -> None:
    findings = check_economy(text, on=D)
    assert [finding.facts["word"] for finding in findings] == ([word] if word else [])


def test_none_of_the_house_s_own_rows_is_a_feast() -> None:
    rows = [
        row for family in ("vn-party", "general") for row in rows_on(D, family=family, known_on=D)
    ]
    assert [row.text for row in rows if check_economy(row.text, on=D)] == []


LETTER = "Chỉ đạo của Ban Bí thư cuối tháng 4-2020, theo báo chí"
LATER = "Mặc định của phần mềm; về sau có chỉ đạo của Ban Bí thư cuối tháng 4-2020, theo báo chí"


@pytest.mark.parametrize(("on", "basis"), [(date(2020, 4, 27), LATER), (date(2020, 4, 28), LETTER)])
def test_thrift_rests_on_a_paper_only_once_it_is_there(on: date, basis: str) -> None:
    (finding,) = check_economy("Tiệc chào mừng", on=on)
    assert str(finding.basis) == basis
    rows = {row.code: row for row in rows_on(D, family="vn-party", known_on=on)}
    assert rows["RE02"].basis == basis


def test_no_row_rests_on_a_paper_that_is_not_there_yet() -> None:
    known = date(2020, 3, 26)
    rows = {row.code: row for row in rows_on(D, family="vn-party", known_on=known)}
    handbook = "Mặc định của phần mềm; về sau có sổ tay kèm 3888/QĐ-BYT, 8-9-2020"
    assert (rows["HB01"].basis, rows["HB01"].certainty) == (handbook, Certainty.DEFAULT)
    assert rows["HD05"].certainty is Certainty.DEFAULT
    assert rows["ST05"].basis == "03-HD/BTCTW, 29-12-2006"
    later = {row.code: row for row in rows_on(D, family="vn-party", known_on=date(2020, 9, 8))}
    assert (later["HB01"].basis, later["HB01"].certainty) == (
        "Sổ tay kèm 3888/QĐ-BYT, 8-9-2020",
        Certainty.SECONDARY,
    )
    unsure = rows["HE01"]
    assert (unsure.basis, unsure.certainty) == (
        "Ngưỡng chưa có nguồn xác nhận",
        Certainty.UNCONFIRMED,
    )
