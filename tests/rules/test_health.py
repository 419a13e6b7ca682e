"""Health measures: what holds where, as known on which day, and what it means for a congress."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from daihoi.rules.certainty import Certainty
from daihoi.rules.health import (
    Answer,
    Attendance,
    Effect,
    Measure,
    areas,
    has_fever,
    judge,
    kept_until,
    known_measures,
    measures_ahead,
    measures_elsewhere,
    measures_on,
    parameters,
)

D = date(2020, 4, 3)
HOME, SAIGON = "Lạng Sơn", "Thành phố Hồ Chí Minh"


def codes(day: date, *, area: str = HOME, known_on: date) -> list[str]:
    return [each.code for each in measures_on(day, area=area, known_on=known_on)]


def limit(**values: object) -> Measure:
    facts: dict[str, object] = {
        "code": "x", "number": "1-CV", "issuer": "Tỉnh ủy", "issued_on": date(2020, 3, 1),
        "starts_on": date(2020, 3, 1), "effect": Effect.LIMITED, "summary": "", "source": "",
        "certainty": Certainty.SOURCED, "max_per_room": 20,
    }  # fmt: skip
    return Measure(**facts | values)  # type: ignore[arg-type]  # the fields above


@pytest.mark.parametrize(
    ("known_on", "expected"),
    [
        (date(2020, 1, 28), []),
        (date(2020, 1, 29), ["79-CV/TW"]),
        (date(2020, 3, 26), ["79-CV/TW"]),
        (date(2020, 3, 27), ["15/CT-TTg", "79-CV/TW"]),
        (date(2020, 3, 31), ["16/CT-TTg", "15/CT-TTg", "79-CV/TW"]),
        (date(2020, 4, 1), ["BBT-1-4-2020", "16/CT-TTg", "15/CT-TTg", "79-CV/TW"]),
    ],
)
def test_only_what_was_issued_by_a_day_is_known_that_day(
    known_on: date, expected: list[str]
) -> None:
    assert codes(D, known_on=known_on) == expected


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2020, 3, 27), False),
        (date(2020, 3, 28), True),
        (date(2020, 4, 15), True),
        (date(2020, 4, 16), False),
    ],
)
def test_a_measure_holds_from_its_first_to_its_last_day(day: date, holds: bool) -> None:
    assert ("15/CT-TTg" in codes(day, known_on=date(2020, 6, 1))) is holds


def test_a_province_has_its_own() -> None:
    known = date(2020, 3, 26)
    assert codes(D, area=SAIGON, known_on=known) == ["1633-CV/TU", "79-CV/TW"]
    assert [m.code for m in measures_elsewhere(D, area=HOME, known_on=known)] == ["1633-CV/TU"]
    assert measures_elsewhere(D, area=SAIGON, known_on=known) == []


def test_what_resumes_ends_what_postponed_from_its_day_and_where_it_holds() -> None:
    known = date(2020, 5, 10)
    assert "BBT-1-4-2020" in codes(date(2020, 4, 20), known_on=known)
    assert "BBT-1-4-2020" not in codes(date(2020, 4, 28), known_on=known)
    assert "BBT-1-4-2020" not in codes(date(2020, 4, 20), area="Đà Nẵng", known_on=known)
    assert "BBT-1-4-2020" in codes(date(2020, 5, 5), known_on=date(2020, 4, 27))


def test_what_starts_later_is_ahead() -> None:
    ahead = measures_ahead(date(2020, 3, 27), area=HOME, known_on=date(2020, 3, 27))
    assert [each.code for each in ahead] == ["15/CT-TTg"]


# What is known of each paper, with the press that told it: room limit, distance in cm, mask, asked in
# writing above so many, where it holds, how sure it is, how sure its date is.
TABLE: dict[str, tuple[object, ...]] = {
    "79-CV/TW": ("advised", None, None, False, None, ("*",), "S", None, "Thanh Niên"),
    "1633-CV/TU": ("postponed", 20, None, True, 10, (SAIGON,), "C", None, "plnn.vn"),
    "HP-27-3-2020": ("postponed", None, None, False, None, ("Hải Phòng",), "S", "U", "Bảo vệ pháp luật"),
    "15/CT-TTg": ("limited", 20, 200, False, None, ("*",), "S", None, "dkn.news"),
    "TT-31-3-2020": (
        "postponed", None, None, False, None, ("Thừa Thiên Huế", "Hải Dương", "Hà Nội"), "U", None,
        "dangcongsan.vn",
    ),
    "16/CT-TTg": ("banned", None, None, False, None, ("*",), "S", None, "dkn.news"),
    "BBT-1-4-2020": ("postponed", None, None, False, None, ("*",), "U", None, "plo.vn"),
    "4182-CV/TU": ("resumed", None, None, False, None, ("Đà Nẵng",), "S", None, "Báo Đà Nẵng"),
    "BBT-4-2020": ("resumed", None, None, False, None, ("*",), "U", None, "plo.vn"),
    "3888/QĐ-BYT": ("advised", None, None, True, None, ("*",), "S", None, "thuvienphapluat.vn"),
}  # fmt: skip


def test_measures_say_what_is_known_of_them_and_no_more() -> None:
    assert [each.code for each in known_measures()] == list(TABLE)
    for each in known_measures():
        *told, source = TABLE[each.code]
        assert [
            each.effect, each.max_per_room, each.min_distance_cm, each.mask, each.written_above,
            each.areas, each.certainty, each.issued_certainty,
        ] == told  # fmt: skip
        assert str(source) in each.source
        assert set(each.areas) <= {"*", *areas()}


# The first and the last day; those set by the house, for no paper names one, are marked.
DAYS = {
    "79-CV/TW": ("2020-01-29", "2020-06-30", True),
    "1633-CV/TU": ("2020-03-28", "None", False),
    "15/CT-TTg": ("2020-03-28", "2020-04-15", False),
    "16/CT-TTg": ("2020-04-01", "2020-04-15", False),
    "4182-CV/TU": ("2020-04-17", "2020-06-15", True),
    "BBT-4-2020": ("2020-04-28", "2020-06-30", True),
    "3888/QĐ-BYT": ("2020-09-08", "2020-12-31", True),
}


def test_a_last_day_that_no_paper_names_is_said_to_be_the_house_s() -> None:
    told = {
        each.code: (str(each.starts_on), str(each.ends_on), each.is_end_assumed)
        for each in known_measures()
    }
    assert {code: told[code] for code in DAYS} == DAYS


@pytest.mark.parametrize("area", [HOME, SAIGON, "Đà Nẵng", "Hải Phòng"])
def test_nothing_of_2020_holds_for_ever(area: str) -> None:
    for day in (date(2021, 1, 1), date(2026, 11, 1)):
        assert codes(day, area=area, known_on=day) == []
        assert measures_elsewhere(day, area=area, known_on=day) == []
        assert measures_ahead(day, area=area, known_on=day) == []


def test_what_was_ended_elsewhere_is_not_watched_any_more() -> None:
    def watched(day: date) -> list[str]:
        return [each.code for each in measures_elsewhere(day, area=HOME, known_on=day)]

    assert watched(date(2020, 4, 27)) == ["1633-CV/TU", "HP-27-3-2020", "TT-31-3-2020"]
    assert watched(date(2020, 4, 28)) == []


def test_what_was_ended_stays_so_when_the_paper_that_ended_it_is_over() -> None:
    assert codes(date(2020, 7, 1), known_on=date(2020, 7, 1)) == []
    assert codes(date(2020, 7, 1), area=SAIGON, known_on=date(2020, 7, 1)) == []


def test_an_unsure_date_is_told_as_about() -> None:
    titles = {each.code: each.title for each in known_measures()}
    assert titles["HP-27-3-2020"] == "Thành ủy Hải Phòng, khoảng 27-3-2020"
    assert titles["15/CT-TTg"] == "15/CT-TTg, 27-3-2020"


def test_advice_and_leave_to_meet_bind_nobody() -> None:
    bound = {each.code for each in known_measures() if not each.binds}
    assert bound == {"79-CV/TW", "4182-CV/TU", "BBT-4-2020", "3888/QĐ-BYT"}


@pytest.mark.parametrize(
    ("total", "answer"), [(19, Answer.ALLOWED), (20, Answer.ALLOWED), (21, Answer.POSTPONE)]
)
def test_exactly_the_limit_is_allowed(total: int, answer: Answer) -> None:
    assert judge(Attendance(total - 3, 2, 1), [limit()]).answer is answer


def test_over_the_limit_a_secret_ballot_postpones_and_says_why() -> None:
    judged = judge(Attendance(30, 4, 2, rooms=2), [limit()])
    assert (judged.answer, judged.others) == (Answer.POSTPONE, (Answer.SPLIT, Answer.ONLINE))
    assert [each.code for each in judged.findings] == ["too_many", "secret_ballot"]
    assert judged.findings[0].facts["total"] == 36
    assert str(judged.findings[0].basis) == "1-CV, 1-3-2020 (Tỉnh ủy)"
    assert str(judged.findings[1].basis) == "Mặc định của phần mềm"


@pytest.mark.parametrize(
    ("rooms", "answer"), [(1, Answer.ONLINE), (2, Answer.SPLIT), (3, Answer.SPLIT)]
)
def test_without_a_ballot_people_are_split_if_rooms_suffice(rooms: int, answer: Answer) -> None:
    attendance = Attendance(36, rooms=rooms, has_secret_ballot=False)
    assert judge(attendance, [limit()]).answer is answer


@pytest.mark.parametrize(("members", "answer"), [(10, Answer.ALLOWED), (11, Answer.WRITTEN)])
def test_a_larger_cell_is_asked_in_writing_where_that_is_ordered(
    members: int, answer: Answer
) -> None:
    ordered = limit(max_per_room=None, written_above=10)
    assert judge(Attendance(members, has_secret_ballot=False), [ordered]).answer is answer
    if answer is Answer.WRITTEN:
        assert judge(Attendance(members), [ordered]).answer is Answer.POSTPONE


@pytest.mark.parametrize("effect", [Effect.BANNED, Effect.POSTPONED])
def test_a_ban_postpones_whoever_comes(effect: Effect) -> None:
    judged = judge(Attendance(3, has_secret_ballot=False), [limit(effect=effect)])
    assert (judged.answer, judged.others) == (Answer.POSTPONE, ())
    assert [each.code for each in judged.findings] == [effect.value]


def test_advice_warns_of_nothing_but_is_named() -> None:
    judged = judge(Attendance(46), [limit(effect=Effect.ADVISED, max_per_room=None)])
    assert judged.answer is Answer.ALLOWED
    assert [each.code for each in judged.findings] == ["advised"]


def test_the_strictest_limits_count() -> None:
    judged = judge(
        Attendance(5),
        [limit(min_distance_cm=100), limit(max_per_room=10, min_distance_cm=200, mask=True)],
    )
    assert (judged.max_per_room, judged.min_distance_cm, judged.mask) == (10, 200, True)


def test_the_threshold_of_fever_is_said_to_be_unconfirmed() -> None:
    assert [has_fever(Decimal(d)) for d in ("37.4", "37.5")] == [False, True]
    assert parameters().fever_certainty is Certainty.UNCONFIRMED
    assert kept_until(D) == D + timedelta(days=parameters().retention_days)
