"""The default programme, its clock, the checks of P58, the short variant, differences, speeches."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from daihoi.rules.certainty import Certainty
from daihoi.rules.papers import CATALOGUE
from daihoi.rules.programme.checks import (
    ACTION_PROGRAMME,
    CERTAINTY,
    Called,
    TextState,
    UsedText,
    basis_in,
    check,
    check_order,
    differs_from_call,
    findings_in,
)
from daihoi.rules.programme.defaults import (
    default_item,
    default_programme,
    epidemic,
    minutes_limits,
    on_the_day,
    shortened,
    speech_measure,
)
from daihoi.rules.programme.differences import Change, differences, is_material
from daihoi.rules.programme.finalising import may_finalise
from daihoi.rules.programme.items import (
    Block,
    Does,
    Item,
    Session,
    clock_times,
    length_between,
    running_order,
    shown_session,
)
from daihoi.rules.programme.speeches import (
    SpeechEvent,
    SpeechState,
    after,
    events_in,
    minutes_needed,
    words_in,
)

DEFAULT = list(default_programme().items)
# Section 8 of the preparation: code, clock, minutes, votes.
SECTION_8 = """
0 07:30 15|A1 07:45 5|A2 07:50 5 HH|A3 07:55 5 HH|A4 08:00 8 H|A5 08:08 7 H|A6 08:15 15 H|B1 08:30 5
B2 08:35 5|B3 08:40 1|B4 08:41 8|B5 08:49 5 H|B6 08:54 20|B7 09:14 12|B8 09:26 5|B9 09:31 34
B10 10:05 10|B11 10:15 3|B12 10:18 10|B13 10:28 8 H|B14 10:36 12 H|B15 10:48 12 HS|B16 11:00 13
B17 11:13 15 S|B18 11:28 15 HS|B19 11:43 3|B20 11:46 8 H|B21 11:54 4|B22 11:58 2
""".replace("\n", "|").strip("|")


def test_outside_the_party_no_paper_of_the_party_is_cited() -> None:
    found = check_order(changed("A1", does=frozenset()) + changed("B9", votes="H"))
    assert {each.code for each in found} >= {"no_quorum", "action_programme_voted"}
    assert findings_in("vn-party", found) == found
    assert {each.basis.source for each in findings_in("vn-trade-union", found)} <= {
        "Thông lệ tổ chức đại hội",
        "Mặc định của phần mềm",
    }
    assert basis_in("general", epidemic().basis).article == ""


def by_code(code: str) -> Item:
    return next(item for item in DEFAULT if item.code == code)


def without(code: str) -> list[Item]:
    return [item for item in DEFAULT if item.code != code]


def changed(code: str, **values: object) -> list[Item]:
    return [replace(i, **values) if i.code == code else i for i in DEFAULT]  # type: ignore[arg-type]  # names of fields


def final(items: list[Item]) -> dict[str, UsedText]:
    return {ref: UsedText(ref, ref, TextState.FINAL) for item in items for ref in item.uses}


def codes(items: list[Item], planned: int | None = None) -> list[str]:
    total = sum(item.minutes for item in items) if planned is None else planned
    return [each.code for each in check(items, final(items), planned_minutes=total)]


def test_the_default_is_section_8_to_the_minute() -> None:
    default = default_programme()
    times = clock_times(default.starts_at, [item.minutes for item in DEFAULT])
    told = [
        " ".join(filter(None, (item.code, f"{at:%H:%M}", str(item.minutes), item.votes)))
        for item, at in zip(DEFAULT, times, strict=False)
    ]
    assert told == SECTION_8.split("|")
    assert times[-1] == default.ends_at == time(12)
    lengths = {s: sum(i.minutes for i in DEFAULT if i.session is s) for s in Session}
    assert list(lengths.values()) == [15, 45, 210]
    assert default.minutes_certainty is Certainty.DEFAULT


def test_every_paper_of_the_default_is_in_the_catalogue() -> None:
    named = {ref.removeprefix("kind:") for item in DEFAULT for ref in item.uses}
    assert named | set(on_the_day()) <= set(CATALOGUE)
    assert default_item("B6") == by_code("B6")
    assert default_item("ZZ") is None
    assert minutes_limits() == (1, 240)


def test_the_default_keeps_every_rule() -> None:
    assert codes(DEFAULT, length_between(time(7, 30), time(12))) == []


@pytest.mark.parametrize(
    ("items", "code"),
    [
        (changed("B9", performed=" "), "no_performer"),
        (without("A1"), "no_quorum"),
        ([*without("A1"), by_code("A1")], "no_quorum"),
        (without("A2"), "presidium_late"),
        ([by_code("B4"), *without("B4")], "presidium_late"),
        (changed("B15", does=frozenset()), "tellers_late"),
        (changed("B15", votes="SH"), "tellers_late"),
        (changed("B14", votes=""), "list_late"),
        (without("B14"), "list_late"),
        (without("B20"), "no_resolution"),
        ([*without("B19"), by_code("B19")], "resolution_not_last"),
        (changed("B9", votes="H"), "action_programme_voted"),
    ],
)
def test_one_thing_wrong_is_found(items: list[Item], code: str) -> None:
    assert code in codes(items)


def test_every_item_of_a_presidium_not_yet_elected_is_found() -> None:
    items = without("A2")
    asked = [i.key for i in items if "đoàn chủ tịch" in i.introduced.lower()]
    found = check(items, final(items), planned_minutes=sum(i.minutes for i in items))
    assert [f.facts["key"] for f in found if f.code == "presidium_late"] == asked
    assert len(asked) > 1


def test_a_sum_that_does_not_fit_says_by_how_much() -> None:
    over, under = (check(DEFAULT, final(DEFAULT), planned_minutes=n)[0] for n in (240, 300))
    assert (over.code, over.facts["minutes"]) == ("over_run", 30)
    assert (under.code, under.facts["minutes"]) == ("under_run", 30)


def test_papers_must_be_there_and_final() -> None:
    texts = final(DEFAULT)
    texts["kind:BCCT"] = UsedText("kind:BCCT", "Báo cáo chính trị", TextState.DRAFT)
    texts["kind:DTNQ"] = UsedText("kind:DTNQ", "Dự thảo nghị quyết", TextState.MISSING)
    texts["kind:BBKP"] = UsedText("kind:BBKP", "Biên bản kiểm phiếu", TextState.ON_THE_DAY)
    found = check(DEFAULT, texts, planned_minutes=270)
    assert [(each.code, each.facts["ref"]) for each in found] == [
        ("paper_draft", "kind:BCCT"),
        ("paper_missing", "kind:DTNQ"),
    ]


def test_an_action_programme_is_discussed_never_voted() -> None:
    item = Item("x", "Thảo luận Chương trình hành động", Session.OFFICIAL, 5, performed="Đảng viên")
    place = DEFAULT.index(by_code("B20"))
    fine = [*DEFAULT[:place], item, *DEFAULT[place:]]
    voted = [*DEFAULT[:place], replace(item, votes="H"), *DEFAULT[place:]]
    assert codes(fine) == []
    found = check(voted, final(voted), planned_minutes=275)
    assert [(each.code, each.basis) for each in found] == [
        ("action_programme_voted", ACTION_PROGRAMME)
    ]


def test_every_basis_says_how_sure_it_is() -> None:
    broken = [*without("A1"), by_code("A1")]
    found = check(changed("B9", votes="H", performed=""), {}, planned_minutes=1)
    found += check(broken, {}, planned_minutes=1)
    assert {each.basis for each in found} <= set(CERTAINTY)


def test_a_programme_without_votes_needs_no_quorum() -> None:
    item = Item("x", "Nói chuyện chuyên đề", Session.OFFICIAL, 30, performed="Khách mời")
    last = Item(
        "y",
        "Nghị quyết",
        Session.OFFICIAL,
        5,
        performed="Thư ký",
        does=frozenset({Does.RESOLUTION}),
    )
    assert codes([item, last]) == []


def test_business_left_out_takes_its_items_along() -> None:
    kept = running_order(DEFAULT, left_out=[Block.ELECTIONS])
    assert {item.code for item in DEFAULT} - {item.code for item in kept} == {
        "A5", "B13", "B14", "B15", "B16", "B17", "B18", "B19",
    }  # fmt: skip
    assert codes(kept) == []


def test_without_a_preparatory_session_its_items_come_first_in_the_official_one() -> None:
    shown = [
        shown_session(item.session, has_preparatory=False)
        for item in running_order(reversed(DEFAULT))
    ]
    assert shown == [Session.RECEPTION, *[Session.OFFICIAL] * 28]
    order = [item.code for item in running_order(DEFAULT)]
    assert order.index("A6") < order.index("B1")


def test_the_short_variant_is_about_150_minutes() -> None:
    cut = epidemic()
    short = [each for item in DEFAULT if (each := shortened(item))]
    total = sum(item.minutes for item in short)
    assert abs(total - 150) <= 5
    assert {item.code for item in DEFAULT} - {item.code for item in short} == {"0", "B12"}
    assert Session.RECEPTION not in {item.session for item in short}
    assert "đo thân nhiệt" in next(item for item in short if item.code == "A1").note
    assert next(item for item in short if item.code == "B6").minutes == 10
    assert cut.notes["B15"] in next(item for item in short if item.code == "B15").note
    assert codes(short) == []
    assert cut.certainty is Certainty.DEFAULT


def test_what_is_short_already_grows_no_longer_and_own_items_stay() -> None:
    own = Item("x", "Trao Huy hiệu Đảng", Session.OFFICIAL, 6, performed="Cấp trên")
    assert shortened(own) == own
    short = shortened(replace(by_code("B6"), minutes=8))
    assert short is not None
    assert short.minutes == 8
    assert shortened(short) == short


def test_the_fewest_moves_are_told() -> None:
    order = [*DEFAULT[:5], *DEFAULT[6:10], DEFAULT[5], *DEFAULT[10:]]
    found = differences(DEFAULT, order)
    assert [(each.key, each.change, each.old, each.new) for each in found] == [
        (DEFAULT[5].key, Change.MOVED, "6", "10")
    ]


def test_differences_are_told_item_by_item() -> None:
    added = Item("neu", "Chúc mừng của đoàn thể", Session.OFFICIAL, 5, performed="Công đoàn")
    new = [added if item.code == "B3" else item for item in changed("B9", minutes=30, note="gọn")]
    found = differences(DEFAULT, new)
    assert [(each.title, each.change, each.field, each.old, each.new) for each in found] == [
        (added.title, Change.ADDED, "", "", added.title),
        (by_code("B9").title, Change.FIELD, "minutes", "34", "30"),
        (by_code("B9").title, Change.FIELD, "note", "", "gọn"),
        (by_code("B3").title, Change.REMOVED, "", by_code("B3").title, ""),
    ]
    assert differences(DEFAULT, DEFAULT) == []


@pytest.mark.parametrize(
    ("values", "material"),
    [({"note": "x"}, False), ({"performed": "Chi ủy viên Vinh"}, False), ({"minutes": 30}, True), ({"votes": "H"}, True)],
)  # fmt: skip
def test_only_what_was_approved_asks_for_a_new_approval(
    values: dict[str, object], material: bool
) -> None:
    assert is_material(differences(DEFAULT, changed("B8", **values))) is material


def test_a_script_is_final_after_the_approval_and_in_line() -> None:
    def found(*, approved: bool = True, holds: bool = True, left: int = 0) -> list[str]:
        return [
            each.code
            for each in may_finalise(is_approved=approved, still_holds=holds, differences=left)
        ]

    assert found() == []
    assert found(approved=False, holds=False) == ["not_approved"]
    assert found(holds=False) == ["not_holding"]
    assert found(left=2) == ["differences"]


def test_speeches_go_through_their_states() -> None:
    assert events_in(SpeechState.REGISTERED) == [SpeechEvent.WRITE]
    assert after(SpeechState.DRAFT, SpeechEvent.REVIEW) is SpeechState.REVIEWED
    assert after(SpeechState.REVIEWED, SpeechEvent.APPROVE) is SpeechState.APPROVED
    assert after(SpeechState.APPROVED, SpeechEvent.REOPEN) is SpeechState.RETURNED
    with pytest.raises(ValueError, match="cannot happen"):
        after(SpeechState.APPROVED, SpeechEvent.WRITE)


def test_words_are_held_against_minutes() -> None:
    pace = speech_measure().words_per_minute
    assert words_in("Kính thưa đại hội! Chi bộ, 12 đảng viên.") == 9
    assert [minutes_needed(n) for n in (0, 1, pace, pace + 1)] == [0, 1, 1, 2]
    assert speech_measure().certainty is Certainty.UNCONFIRMED


def test_what_no_paper_says_is_the_house_s_own() -> None:
    house = "Mặc định của phần mềm"
    bare = changed("B9", performed="")
    found = check(bare, final(bare), planned_minutes=270)
    assert [str(each.basis) for each in found] == [house]
    assert epidemic().basis.source == house
    default = default_programme()
    assert str(default.basis) == "Chương trình mẫu đại hội chi bộ; Hướng dẫn 01-HD/TW, mục 14"
    (late,) = may_finalise(is_approved=False, still_holds=True, differences=0)
    assert str(late.basis) == (
        "Thông lệ tổ chức đại hội, kịch bản hoàn thiện sau khi chương trình được duyệt"
    )


@pytest.mark.parametrize(
    ("called", "found"),
    [
        ({}, []),
        ({"on": date(2020, 4, 6)}, [("other_day", "6-4-2020", "3-4-2020")]),
        ({"starts_at": time(8, 30)}, []),  # the hour of a later session
        ({"starts_at": time(8)}, [("other_hour", "08:00", "07:30")]),
        ({"starts_at": None}, []),
        (
            {"place": "Hội trường tầng 3"},
            [("other_place", "Hội trường tầng 3", "Hội trường tầng 2")],
        ),
        ({"place": ""}, []),
    ],
)
def test_who_was_called_comes_when_and_where_the_programme_runs(
    called: dict[str, Any], found: list[tuple[str, str, str]]
) -> None:
    told = {"on": date(2020, 4, 3), "starts_at": time(7, 30), "place": "hội trường tầng 2, Cục"}
    calling = Called(meeting=8, **(told | called))
    starts = (time(8, 30), time(7, 30))
    given = differs_from_call(calling, on=date(2020, 4, 3), starts=starts, hall="Hội trường tầng 2")
    assert [(f.code, f.facts["called"], f.facts["planned"]) for f in given] == found
    assert all(f.facts["meeting"] == 8 for f in given)


def test_an_approximate_day_is_no_other_day() -> None:
    calling = Called(8, date(2020, 4, 6), None, "")
    assert differs_from_call(calling, on=None, starts=(), hall="") == []
