"""The day's order changed for a reason: judged by the rules, kept with what they said; stamps by hand."""

from datetime import time

import pytest

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.conduct.actions import order, running
from daihoi.conduct.models import Change, ChangeKind
from daihoi.conduct.queries.running import conductor_page
from daihoi.elections.models import Body
from tests.conduct.days import ITEMS, Day, at
from tests.factories import SubcommitteeFactory, grant
from tests.factories.elections import BodyMemberFactory

pytestmark = pytest.mark.django_db
TITLES = [str(item["title"]) for item in ITEMS]


@pytest.fixture
def day() -> Day:
    return Day()


def move(day: Day, title: str, before: str | None, accepts: str = "") -> None:
    other = day.item(before) if before else None
    order.move_item(
        day.item(title), other, reason="Đoàn chủ tịch quyết định.", revision=day.revision,
        accepts=accepts, actor=day.boss,
    )  # fmt: skip


def test_an_item_is_moved_with_its_reason_and_the_programme_keeps_its_keys(day: Day) -> None:
    keys = {item.title: item.key for item in day.items}
    move(day, "Giải lao", "Báo cáo chính trị")
    assert day.titles()[3:5] == ["Giải lao", "Báo cáo chính trị"]
    change = Change.objects.get()
    assert (change.kind, change.reason, change.findings) == (
        ChangeKind.MOVE, "Đoàn chủ tịch quyết định.", [],
    )  # fmt: skip
    assert (change.before["place"], change.after["place"]) == (5, 4)
    assert {item.title: item.key for item in day.run.items.all()} == keys
    assert Entry.objects.get(action="conduct.move_item").after["title"] == "Giải lao"


@pytest.mark.parametrize(
    ("title", "before", "code", "basis"),
    [
        ("Thông qua chương trình", "Ổn định tổ chức", "no_quorum", "Điều lệ Đảng"),
        ("Bầu ban kiểm phiếu, bỏ phiếu", "Danh sách bầu cử", "list_late", "32-HD/TW"),
        ("Báo cáo chính trị", "Ổn định tổ chức", "official_early", "01-HD/TW"),
        ("Báo cáo chính trị", "Bầu đoàn chủ tịch", "presidium_late", "29-QĐ/TW"),
    ],
)
def test_what_the_law_forbids_changes_nothing(
    day: Day, title: str, before: str, code: str, basis: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        move(day, title, before)
    found = {each.code: str(each.basis) for each in refused.value.findings}
    assert basis in found[code]
    assert day.titles() == TITLES
    assert Change.objects.count() == 0


def test_what_was_done_in_fact_lets_its_item_go(day: Day) -> None:
    skip = {"reason": "Đã bầu.", "actor": day.boss}
    tellers = day.item("Bầu ban kiểm phiếu, bỏ phiếu")
    presidium = day.item("Bầu đoàn chủ tịch")
    with pytest.raises(RuleBroken) as refused:
        order.skip_item(presidium, revision=day.revision, **skip)
    assert "presidium_late" in {each.code for each in refused.value.findings}
    BodyMemberFactory.create(congress=day.congress, body=Body.PRESIDIUM)
    order.skip_item(presidium, revision=day.revision, **skip)
    assert day.item("Bầu đoàn chủ tịch").skip_reason == "Đã bầu."
    assert tellers.skipped_at is None


def test_a_warning_is_told_first_and_kept_once_it_is_accepted(day: Day) -> None:
    with pytest.raises(RuleBroken) as refused:
        move(day, "Báo cáo chính trị", "Bế mạc")
    assert refused.value.code == "to_accept"
    assert day.titles() == TITLES
    move(day, "Báo cáo chính trị", "Bế mạc", accepts="resolution_not_last")
    kept = Change.objects.get().findings
    assert [each["code"] for each in kept] == ["resolution_not_last"]
    assert "Báo cáo chính trị" in kept[0]["text"]
    assert kept[0]["basis"]


def test_a_union_s_order_is_not_judged_by_papers_of_the_party(day: Day) -> None:
    day.cell.kind, day.cell.rule_family = "union", "vn-trade-union"
    day.cell.save()
    told = {"title": "Chương trình hành động", "minutes": 5, "conducted": "Chủ tịch", "votes": "H"}
    before, adding = day.item("Thông qua nghị quyết"), {"reason": "Đề nghị.", "actor": day.boss}
    with pytest.raises(RuleBroken) as refused:
        order.add_item(day.run, told, before, revision=day.revision, **adding)
    assert {str(each.basis) for each in refused.value.findings} == {"Thông lệ tổ chức đại hội"}


def test_an_action_programme_is_not_added_as_a_vote(day: Day) -> None:
    told = {"title": "Chương trình hành động", "minutes": 5, "conducted": "Bí thư", "votes": "H"}
    before = day.item("Thông qua nghị quyết")
    adding = {"reason": "Đề nghị của đại biểu.", "actor": day.boss}
    with pytest.raises(RuleBroken) as refused:
        order.add_item(day.run, told, before, revision=day.revision, **adding)
    assert "11977" in str(refused.value.findings[0].basis)
    made = order.add_item(day.run, {**told, "votes": ""}, before, revision=day.revision, **adding)
    assert day.titles()[6:9] == [TITLES[6], "Chương trình hành động", TITLES[7]]
    assert (made.session, made.added_reason) == ("official", "Đề nghị của đại biểu.")
    assert Change.objects.get().kind == ChangeKind.ADD
    with pytest.raises(RuleBroken) as refused:
        order.add_item(day.run, {**told, "minutes": 0}, before, revision=day.revision, **adding)
    assert refused.value.code == "minutes"


def test_what_was_left_out_comes_back(day: Day) -> None:
    pause = day.item("Giải lao")
    with pytest.raises(RuleBroken) as refused:
        order.skip_item(pause, reason=" ", revision=day.revision, actor=day.boss)
    assert refused.value.code == "no_reason"
    order.skip_item(pause, reason="Chậm giờ.", revision=day.revision, actor=day.boss)
    with clock.standing_at(at(0)):
        day.press(5)
    assert day.item("Danh sách bầu cử").is_running  # the break was passed over
    order.restore_item(pause, reason="Đã kịp.", revision=day.revision, actor=day.boss)
    page = conductor_page(day.congress.pk, viewer=day.boss)
    assert page.sheet is not None
    assert page.sheet.next is not None
    assert page.sheet.next.item.title == "Giải lao"
    kinds = list(Change.objects.values_list("kind", flat=True))
    assert kinds == [ChangeKind.SKIP, ChangeKind.RESTORE]


def test_a_late_day_says_what_to_shorten_and_one_press_does_it(day: Day) -> None:
    with clock.standing_at(at(0)):
        day.press()
    with clock.standing_at(at(12)):
        day.press()  # seven minutes late
        page = conductor_page(day.congress.pk, viewer=day.boss)
        assert page.sheet is not None
        assert page.sheet.late == 7
        told = {each.cut.title: (each.cut.minutes, each.cut.to) for each in page.cuts}
        assert told == {"Giải lao": (10, 3), "Báo cáo chính trị": (20, 13), "Bế mạc": (5, 3)}
        order.cut_item(day.item("Giải lao"), revision=day.revision, actor=day.boss)
        assert day.item("Giải lao").minutes_given == 3
        change = Change.objects.get()
        assert (change.kind, change.before, change.after) == (
            ChangeKind.MINUTES, {"minutes": 10}, {"minutes": 3},
        )  # fmt: skip
        assert "7 phút" in change.reason
        after = conductor_page(day.congress.pk, viewer=day.boss)
        assert after.sheet is not None
        assert (after.sheet.late, after.cuts) == (0, [])
        with pytest.raises(Conflict) as refused:
            order.cut_item(day.item("Báo cáo chính trị"), revision=day.revision, actor=day.boss)
    assert refused.value.code == "no_cut"


def test_a_break_that_cannot_be_kept_is_left_out(day: Day) -> None:
    with clock.standing_at(at(0)):
        day.press()
    with clock.standing_at(at(40)):
        order.cut_item(day.item("Giải lao"), revision=day.revision, actor=day.boss)
    pause = day.item("Giải lao")
    assert pause.skipped_at == at(40)
    assert "35 phút" in pause.skip_reason


def test_only_who_directs_changes_the_order_and_only_from_the_page_of_now(day: Day) -> None:
    staff = grant(Role.SUPPORTING_STAFF, SubcommitteeFactory.create(congress=day.congress, purpose="staff"))  # fmt: skip
    item = day.item("Giải lao")
    with pytest.raises(NotPermitted):
        order.change_minutes(item, 5, reason="Vội.", revision=day.revision, actor=staff)
    presidium = grant(Role.PRESIDIUM, day.congress)
    with pytest.raises(Conflict) as refused:
        order.change_minutes(item, 5, reason="Vội.", revision=day.revision - 1, actor=presidium)
    assert refused.value.code == "outdated"
    order.change_minutes(item, 5, reason="Vội.", revision=day.revision, actor=presidium)
    assert day.item("Giải lao").minutes_given == 5
    with clock.standing_at(at(0)):
        day.press(6)
    with pytest.raises(Conflict):
        order.change_minutes(item, 9, reason="Vội.", revision=day.revision, actor=presidium)
    with pytest.raises(Conflict):
        order.skip_item(item, reason="Vội.", revision=day.revision, actor=presidium)


def stamp(day: Day, title: str, started: str, ended: str | None) -> None:
    order.correct_stamp(
        day.item(title), time.fromisoformat(started), time.fromisoformat(ended) if ended else None,
        reason="Đồng hồ chạy nhanh.", revision=day.revision, actor=day.boss,
    )  # fmt: skip


def test_wrong_stamps_are_set_by_hand_and_then_the_key_works_again(day: Day) -> None:
    with clock.standing_at(at(60)):  # the laptop ran an hour ahead
        day.press()
    with clock.standing_at(at(65)):
        day.press()
    with clock.standing_at(at(8)):
        stamp(day, "Ổn định tổ chức", "08:00", "08:05")
        with pytest.raises(RuleBroken) as refused:
            running.next_item(day.run, revision=day.revision, actor=day.boss)
        assert refused.value.code == "clock_behind"
        stamp(day, "Bầu đoàn chủ tịch", "08:05", None)
        day.press()
    first, second = day.item("Ổn định tổ chức"), day.item("Bầu đoàn chủ tịch")
    assert (first.started_at, first.ended_at) == (at(0), at(5))
    assert (second.started_at, second.ended_at) == (at(5), at(8))
    change = Change.objects.first()
    assert change is not None
    assert (change.kind, change.before, change.after) == (
        ChangeKind.STAMP, {"from": "09:00", "to": "09:05"}, {"from": "08:00", "to": "08:05"},
    )  # fmt: skip
    assert Entry.objects.filter(action="conduct.correct_stamp").count() == 2


def test_stamps_are_corrected_after_the_day_but_not_beyond_its_end(day: Day) -> None:
    with clock.standing_at(at(0)):
        day.press(9)
    with clock.standing_at(at(90)):
        day.press()
        running.end_run(day.run, revision=day.revision, actor=day.boss)
    with clock.standing_at(at(300)):
        stamp(day, "Bế mạc", "08:00", "09:28")
        with pytest.raises(RuleBroken, match="kết thúc lúc 09:30") as refused:
            stamp(day, "Bế mạc", "08:00", "09:31")
        assert refused.value.code == "after_end"
        assert conductor_page(day.congress.pk, viewer=day.boss).can_note
        with pytest.raises(Conflict):
            order.skip_item(
                day.item("Bế mạc"), reason="Vội.", revision=day.revision, actor=day.boss
            )
    assert day.item("Bế mạc").ended_at == at(88)
    assert Change.objects.get().reason == "Đồng hồ chạy nhanh."


@pytest.mark.parametrize(
    ("started", "ended", "code"),
    [
        ("08:03", "08:12", "overlaps"),
        ("08:12", "08:07", "ends_before_start"),
        ("08:06", "08:50", "in_future"),
        ("08:06", None, "no_end"),
    ],
)
def test_a_stamp_that_cannot_be_changes_nothing(
    day: Day, started: str, ended: str | None, code: str
) -> None:
    for minutes in (0, 5, 15):
        with clock.standing_at(at(minutes)):
            day.press()
    with clock.standing_at(at(20)), pytest.raises(RuleBroken) as refused:
        stamp(day, "Bầu đoàn chủ tịch", started, ended)
    assert refused.value.code == code
    assert day.item("Bầu đoàn chủ tịch").ended_at == at(15)
    assert Change.objects.count() == 0


def test_a_stamp_within_the_minute_keeps_its_seconds(day: Day) -> None:
    with clock.standing_at(at(0)):
        day.press()
    with clock.standing_at(at(5.5)):
        day.press()
    with clock.standing_at(at(20)):
        stamp(day, "Bầu đoàn chủ tịch", "08:05", "08:19")
    second = day.item("Bầu đoàn chủ tịch")
    assert (second.started_at, second.ended_at) == (at(5.5), at(19))


def test_while_the_clock_cannot_be_set_the_day_goes_on_by_hand(day: Day) -> None:
    with clock.standing_at(at(10)):
        day.press()
    with clock.standing_at(at(-60)):
        stamp(day, "Ổn định tổ chức", "08:10", "08:15")
        stamp(day, "Bầu đoàn chủ tịch", "08:15", None)
    assert day.item("Bầu đoàn chủ tịch").started_at == at(15)
    with clock.standing_at(at(-60)), pytest.raises(Conflict) as refused:
        stamp(day, "Báo cáo chính trị", "08:20", None)
    assert refused.value.code == "not_next"
