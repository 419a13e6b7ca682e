"""Numbers of one paper that must fit each other."""

import pytest

from daihoi.rules.papers.counts import (
    AGAINST,
    CALLED,
    EXCUSED,
    FOR,
    OTHER,
    PRESENT,
    SHARE,
    UNEXCUSED,
    VOTING,
    misfits,
)

ROOM = {CALLED: "43", PRESENT: "39", VOTING: "36"}


def codes(values: dict[str, str]) -> list[str]:
    return [each.code for each in misfits(values)]


@pytest.mark.parametrize(
    "values",
    [
        {},
        ROOM,
        ROOM | {FOR: "35", AGAINST: "00", OTHER: "01", SHARE: "97,2"},
        # The base leaves out who is excused, here 40: neither called nor present (E-044).
        ROOM | {FOR: "35", AGAINST: "00", OTHER: "01", SHARE: "87,5 %"},
        ROOM | {FOR: "toàn thể"},
        {FOR: "60"},
        ROOM | {EXCUSED: "03", UNEXCUSED: "01"},
        {"số phiếu phát ra": "36", "số phiếu thu về": "36", "số phiếu hợp lệ": "35"},
    ],
)
def test_numbers_that_fit_say_nothing(values: dict[str, str]) -> None:
    assert codes(values) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (ROOM | {PRESENT: "44"}, "more"),
        (ROOM | {VOTING: "40"}, "more"),
        (ROOM | {FOR: "37"}, "more"),
        (ROOM | {FOR: "35", AGAINST: "01", OTHER: "01"}, "more"),
        ({CALLED: "43", FOR: "44"}, "more"),
        (ROOM | {FOR: "35", AGAINST: "00", OTHER: "01", SHARE: "79,2"}, "share"),
        (ROOM | {FOR: "35", AGAINST: "00", OTHER: "01", SHARE: "100"}, "share"),
        (ROOM | {EXCUSED: "02", UNEXCUSED: "01"}, "apart"),
        (ROOM | {"số phiếu phát ra": "37"}, "more"),
        ({"số phiếu phát ra": "36", "số phiếu thu về": "37"}, "more"),
        (
            {
                "số phiếu thu về": "36",
                "số phiếu hợp lệ": "35",
                "số phiếu không hợp lệ": "02",
            },
            "apart",
        ),
    ],
)
def test_numbers_that_cannot_stand_together_are_told(values: dict[str, str], code: str) -> None:
    assert codes(values) == [code]


def test_a_misfit_tells_what_was_written() -> None:
    (found,) = misfits(ROOM | {FOR: "40", AGAINST: "02"})
    assert found.parts == ((FOR, "40"), (AGAINST, "02"))
    assert found.limits == ((VOTING, "36"),)
