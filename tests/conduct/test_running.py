"""The script runs: begun by its rules, one key, two conductors, a clock that moved, the day's end."""

import pytest
from django.utils import timezone

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.conduct.actions import running
from daihoi.conduct.models import Change, Question, Run, RunItem
from daihoi.conduct.queries.running import conductor_page
from daihoi.elections.models import Round
from daihoi.programme.actions.scripts import finalise_script
from tests.conduct.days import Day, at
from tests.elections.holding import Holding
from tests.factories import CongressFactory, SubcommitteeFactory, UserFactory, grant
from tests.factories import programme as make
from tests.factories.conduct import TurnFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def day() -> Day:
    return Day()


def with_script(case: Holding, *, final: bool = True) -> None:
    make.deposited(make.programme_of(case.congress, actor=case.boss), actor=case.boss)
    script = make.script_of(case.congress, actor=case.boss)
    if final:
        finalise_script(script, revision=script.revision, reason="Kịp ngày.", actor=case.boss)


def test_a_run_takes_the_lines_of_the_final_script_with_what_they_are_for() -> None:
    case = Holding(5)
    with_script(case)
    with clock.standing_at(at(0)):
        run = running.start_run(case.congress, actor=case.boss)
    items = list(run.items.order_by("position"))
    assert [item.code for item in items[:4]] == ["0", "A1", "A2", "A3"]
    assert (items[2].does, items[2].votes, items[2].session) == (["presidium"], "HH", "preparatory")
    assert items[6].words
    assert (run.conductor, run.started_at, run.start_reason) == (case.boss, at(0), "")
    assert not any(item.started_at for item in items)
    entry = Entry.objects.get(action="conduct.start_run")
    assert entry.after == {"script": 1, "items": len(items), "reason": ""}
    with pytest.raises(Conflict) as refused:
        running.start_run(case.congress, actor=case.boss)
    assert refused.value.code == "started"


def test_without_a_final_script_or_on_another_day_only_a_reason_begins() -> None:
    case = Holding(5)
    with pytest.raises(RuleBroken) as refused:
        running.start_run(case.congress, actor=case.boss)
    assert refused.value.code == "no_script"
    with_script(case, final=False)
    with clock.standing_at(at(0)), pytest.raises(RuleBroken) as refused:
        running.start_run(case.congress, actor=case.boss)
    assert refused.value.code == "script_open"
    with clock.standing_at(at(-24 * 60)), pytest.raises(RuleBroken, match="không phải ngày"):
        running.start_run(case.congress, actor=case.boss)
    assert Run.objects.count() == 0
    with clock.standing_at(at(0)):
        run = running.start_run(case.congress, reason=" Họp  ngay. ", actor=case.boss)
    assert run.start_reason == "Họp ngay."
    assert all(item.words for item in run.items.all())


def test_staff_begin_on_the_day_but_never_without_a_final_script() -> None:
    case = Holding(5)
    body = SubcommitteeFactory.create(congress=case.congress, purpose="staff")
    staff = grant(Role.SUPPORTING_STAFF, body)
    with_script(case, final=False)
    with clock.standing_at(at(0)), pytest.raises(NotPermitted):
        running.start_run(case.congress, reason="Vội.", actor=staff)
    script = case.congress.scripts.get()
    finalise_script(script, revision=script.revision, reason="Kịp ngày.", actor=case.boss)
    with clock.standing_at(at(0)):
        assert running.start_run(case.congress, actor=staff).conductor == staff


def test_the_key_stamps_the_end_and_the_next_start_at_once(day: Day) -> None:
    with clock.standing_at(at(1)):
        day.press()
    with clock.standing_at(at(9)):
        day.press()
    first, second, third = day.run.items.all()[:3]
    assert (first.started_at, first.ended_at, first.ended_by) == (at(1), at(9), day.boss)
    assert (second.started_at, second.ended_at) == (at(9), None)
    assert third.started_at is None
    entry = Entry.objects.filter(action="conduct.next_item").latest("pk")
    assert set(entry.after) == {str(first.pk), str(second.pk)}
    assert entry.before[str(first.pk)]["to"] is None


def test_who_only_reads_and_who_is_strange_press_nothing(day: Day) -> None:
    with pytest.raises(NotPermitted):
        running.next_item(day.run, revision=1, actor=grant(Role.MEMBER, day.cell))
    with pytest.raises(NotFound):
        running.next_item(day.run, revision=1, actor=UserFactory.create())
    assert not RunItem.objects.filter(started_at__isnull=False).exists()


def test_of_two_conductors_the_second_press_does_nothing_and_says_what_happened(day: Day) -> None:
    seen = day.revision
    with clock.standing_at(at(1)):
        running.next_item(day.run, revision=seen, actor=day.boss)
        with pytest.raises(Conflict) as refused:
            running.next_item(day.run, revision=seen, actor=day.boss)
    assert refused.value.code == "outdated"
    assert f"08:01, {day.boss} đã bắt đầu “Ổn định tổ chức”" in str(refused.value.message)
    assert RunItem.objects.filter(started_at__isnull=False).count() == 1


def test_the_keys_are_taken_with_one_press_and_only_their_holder_stamps(day: Day) -> None:
    other = day.other()
    with pytest.raises(Conflict) as refused:
        running.next_item(day.run, revision=day.revision, actor=other)
    assert refused.value.code == "not_conductor"
    assert str(day.boss) in str(refused.value.message)
    seen = day.revision
    running.take_keys(day.run, actor=other)
    assert Entry.objects.get(action="conduct.take_keys").after == {"conductor": str(other)}
    with pytest.raises(Conflict) as refused:
        running.next_item(day.run, revision=seen, actor=day.boss)
    assert refused.value.code == "outdated"
    assert f"{other} giữ phím" in str(refused.value.message)
    running.next_item(day.run, revision=day.revision, actor=other)
    assert day.item("Ổn định tổ chức").started_by == other
    running.take_keys(day.run, actor=other)
    assert Entry.objects.filter(action="conduct.take_keys").count() == 1


def test_a_clock_that_was_set_back_stamps_nothing(day: Day) -> None:
    with clock.standing_at(at(30)):
        day.press(2)
    with clock.standing_at(at(10)):
        for act in (running.next_item, running.stop_item):
            with pytest.raises(RuleBroken) as refused:
                act(day.run, revision=day.revision, actor=day.boss)
            assert refused.value.code == "clock_behind"
            assert "08:10" in str(refused.value.message)
            assert "08:30" in str(refused.value.message)
        codes = [each.code for each in conductor_page(day.congress.pk, viewer=day.boss).warnings]
    assert "clock_behind" in codes
    assert day.item("Bầu đoàn chủ tịch").ended_at is None


def test_a_pause_ends_one_item_and_begins_none(day: Day) -> None:
    with clock.standing_at(at(0)):
        day.press()
    with clock.standing_at(at(4)):
        running.stop_item(day.run, revision=day.revision, actor=day.boss)
        with pytest.raises(Conflict) as refused:
            running.stop_item(day.run, revision=day.revision, actor=day.boss)
    assert refused.value.code == "nothing_runs"
    assert day.item("Ổn định tổ chức").ended_at == at(4)
    assert not RunItem.objects.filter(started_at__isnull=False, ended_at__isnull=True).exists()


def test_a_press_by_mistake_is_taken_back_unless_something_was_noted(day: Day) -> None:
    with clock.standing_at(at(0)):
        day.press()
    with clock.standing_at(at(5)):
        day.press()
        running.step_back(day.run, revision=day.revision, actor=day.boss)
    first = day.item("Ổn định tổ chức")
    assert (first.started_at, first.ended_at, first.ended_by) == (at(0), None, None)
    assert day.item("Bầu đoàn chủ tịch").started_at is None
    assert Entry.objects.filter(action="conduct.step_back").count() == 1
    with clock.standing_at(at(6)):
        day.press()
    second = day.item("Bầu đoàn chủ tịch")
    TurnFactory.create(
        run=day.run, item=second, started_at=timezone.now(), started_by=day.boss, asked_by=day.boss
    )
    with pytest.raises(Conflict) as refused:
        running.step_back(day.run, revision=day.revision, actor=day.boss)
    assert refused.value.code == "item_used"


def test_an_item_out_of_turn_is_a_change_of_the_order_with_its_reason(day: Day) -> None:
    with clock.standing_at(at(0)):
        day.press(4)  # the report runs
    late = day.item("Danh sách bầu cử")
    with pytest.raises(RuleBroken) as refused:
        running.start_item(late, revision=day.revision, actor=day.boss)
    assert refused.value.code == "no_reason"
    assert day.item("Báo cáo chính trị").ended_at is None
    with clock.standing_at(at(9)):
        running.start_item(late, revision=day.revision, reason="Chờ báo cáo.", actor=day.boss)
    assert day.titles()[3:6] == ["Báo cáo chính trị", "Danh sách bầu cử", "Giải lao"]
    assert (
        day.item("Báo cáo chính trị").ended_at == day.item("Danh sách bầu cử").started_at == at(9)
    )
    change = Change.objects.get()
    assert (change.kind, change.reason) == ("move", "Chờ báo cáo.")
    assert (change.before, change.after) == ({"place": 6}, {"place": 5})
    with pytest.raises(Conflict):
        running.start_item(late, revision=day.revision, reason="Lại.", actor=day.boss)
    vote = day.item("Thông qua nghị quyết")
    with clock.standing_at(at(12)), pytest.raises(RuleBroken) as refused:
        running.start_item(vote, revision=day.revision, reason="Vội.", actor=day.boss)
    assert refused.value.code == "to_accept"
    assert day.item("Danh sách bầu cử").is_running


def test_the_last_item_of_a_session_waits_for_a_ballot_that_is_half_counted(day: Day) -> None:
    day.confirmed()
    with clock.standing_at(at(0)):
        day.press(9)
    round_ = day.listed(names=4)
    Round.objects.filter(pk=round_.pk).update(
        state="counting", present=20, printed=25, handed_out=20, returned=20, roll=day.congress.rolls.get(),
        issued_at=at(0), issued_by=day.boss, opened_at=at(0), opened_by=day.boss, style="strike_out",
    )  # fmt: skip
    with pytest.raises(RuleBroken) as refused:
        day.press()
    assert refused.value.code == "election_half"
    assert "đang kiểm phiếu" in str(refused.value.message)
    assert day.item("Bế mạc").ended_at is None


def test_the_day_ends_when_every_item_is_done_or_left_out(day: Day) -> None:
    with clock.standing_at(at(0)):
        day.press(9)
        with pytest.raises(RuleBroken) as refused:
            running.end_run(day.run, revision=day.revision, actor=day.boss)
        assert refused.value.code == "items_left"
        assert "Bế mạc" in str(refused.value.message)
        day.press()
    with clock.standing_at(at(101)):
        running.end_run(day.run, revision=day.revision, actor=day.boss)
    day.run.refresh_from_db()
    assert (day.run.ended_at, day.run.ended_by) == (at(101), day.boss)
    for act in (running.next_item, running.end_run, running.step_back):
        with pytest.raises(Conflict) as over:
            act(day.run, revision=day.revision, actor=day.boss)
        assert over.value.code == "run_over"


def test_the_day_does_not_end_while_somebody_speaks_or_hands_are_raised(day: Day) -> None:
    with clock.standing_at(at(0)):
        day.press(10)
    speaks = TurnFactory.create(run=day.run, item=day.items[8], started_at=at(1), started_by=day.boss)  # fmt: skip
    with clock.standing_at(at(101)):
        with pytest.raises(RuleBroken, match="còn đang phát biểu từ 08:01") as refused:
            running.end_run(day.run, revision=day.revision, actor=day.boss)
        assert refused.value.code == "turn_open"
        speaks.ended_at, speaks.ended_by = at(2), day.boss
        speaks.save()
        question = Question.objects.create(
            run=day.run, item=day.items[8], matter="agenda", subject="Nội quy", opened_at=at(1),
            opened_by=day.boss,
        )  # fmt: skip
        with pytest.raises(RuleBroken, match="chưa có kết quả"):
            running.end_run(day.run, revision=day.revision, actor=day.boss)
        question.delete()
        running.end_run(day.run, revision=day.revision, actor=day.boss)
    day.run.refresh_from_db()
    assert day.run.ended_at == at(101)


def test_a_beginning_by_mistake_goes_while_nothing_was_noted(day: Day) -> None:
    with clock.standing_at(at(0)):
        day.press()
    with pytest.raises(Conflict) as refused:
        running.drop_run(day.run, revision=day.revision, actor=day.boss)
    assert refused.value.code == "noted"
    running.step_back(day.run, revision=day.revision, actor=day.boss)
    running.drop_run(day.run, revision=day.revision, actor=day.boss)
    assert (Run.objects.count(), RunItem.objects.count()) == (0, 0)
    assert Entry.objects.filter(action="conduct.drop_run").count() == 1


def test_a_line_for_the_minutes_is_not_written_over_unseen(day: Day) -> None:
    item = day.item("Ổn định tổ chức")
    running.minute_item(item, "Có mặt 20.", seen="", actor=day.boss)
    with pytest.raises(Conflict) as refused:
        running.minute_item(item, "Có mặt 19.", seen="", actor=day.boss)
    assert "Có mặt 20." in str(refused.value.message)
    running.minute_item(item, "Có mặt 19.", seen="Có mặt 20.", actor=day.boss)
    assert day.item("Ổn định tổ chức").minuted == "Có mặt 19."


def test_another_congress_knows_nothing_of_this_run(day: Day) -> None:
    other = CongressFactory.create(organization=day.cell, ordinal=day.congress.ordinal + 1)
    assert conductor_page(other.pk, viewer=day.boss).run is None
