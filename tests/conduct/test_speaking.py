"""The speakers' list: how one gets on it, one speaks at a time, what is kept of it."""

from datetime import time
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, DomainError, NotFound, NotPermitted, RuleBroken
from daihoi.conduct.actions import merging, running, speaking
from daihoi.conduct.models import Turn
from daihoi.conduct.queries.speaking import own_waiting, speakers, turns_of
from daihoi.meetings.models import Invitee
from daihoi.organizations.models import Person
from daihoi.programme.actions.speeches import remove_speech
from daihoi.programme.models import Speech
from tests.conduct.days import Day, at
from tests.factories import PersonFactory, UserFactory, grant
from tests.factories.conduct import TurnFactory
from tests.factories.meetings import GuestFactory
from tests.factories.programme import SpeechFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def day() -> Day:
    """Its first item runs from eight."""
    made = Day(4)
    with clock.standing_at(at(0)):
        made.press()
    return made


def account_of(person: Person, day: Day) -> User:
    person.user = grant(Role.MEMBER, day.cell, UserFactory.create(full_name=person.full_name))
    person.save(update_fields=["user"])
    return person.user


def ask(day: Day, user: User, key: UUID | None = None, **values: Any) -> Turn:
    return speaking.ask_turn(day.run, client_key=key or uuid4(), actor=user, **values)


def hand(day: Day, name: str = "Nông Văn Bình", **values: Any) -> Turn:
    values = {"unit": "Chi bộ bạn", "client_key": uuid4(), "actor": day.boss, **values}
    return speaking.add_turn(day.run, name=name, **values)


def listed(day: Day) -> list[str]:
    return [row.turn.speaker for row in speakers(day.congress.pk, viewer=day.boss).waiting]


def refused(
    code: str, act: Any, *args: Any, kind: type[DomainError] = Conflict, **values: Any
) -> None:
    with pytest.raises(kind) as refusal:
        act(*args, **values)
    assert refusal.value.code == code


def test_prepared_speeches_come_on_the_list_in_their_order_with_one_press(day: Day) -> None:
    hand(day, "Giơ tay trước")
    for place, (name, state) in enumerate(
        [("Hai", "approved"), ("Ba", "draft"), ("Một", "approved")]
    ):
        position = {"Một": 0, "Hai": 1, "Ba": 2}[name]
        SpeechFactory.create(
            congress=day.congress, speaker_name=name, position=position, state=state,
            minutes=7 + place, unit_name="Phòng A",
        )  # fmt: skip
    made = speaking.load_speeches(day.run, actor=day.boss)
    assert [(turn.speaker, turn.minutes, turn.source) for turn in made] == [
        ("Một", 9, "prepared"), ("Hai", 7, "prepared"),
    ]  # fmt: skip
    assert listed(day) == ["Một", "Hai", "Giơ tay trước"]
    assert Entry.objects.filter(action="conduct.load_speeches").count() == 1
    refused("nothing_to_load", speaking.load_speeches, day.run, actor=day.boss)


def test_a_speech_on_the_list_is_not_removed_from_the_programme(day: Day) -> None:
    speech = SpeechFactory.create(congress=day.congress, speaker_name="Một", state="approved")
    speaking.load_speeches(day.run, actor=day.boss)
    Speech.objects.filter(pk=speech.pk).update(state="draft")  # the approval was taken back
    refused("on_the_list", remove_speech, speech, actor=day.boss)
    assert listed(day) == ["Một"]


def test_a_speech_taken_off_stays_off_and_later_ones_join_the_prepared(day: Day) -> None:
    first, second = (
        SpeechFactory.create(congress=day.congress, speaker_name=name, state="approved")
        for name in ("Một", "Hai")
    )
    speaking.load_speeches(day.run, actor=day.boss)
    hand(day, "Giơ tay")
    gone = Turn.objects.get(speech=second)
    speaking.withdraw_turn(gone, actor=day.boss)
    SpeechFactory.create(congress=day.congress, speaker_name="Ba", state="approved")
    assert [turn.speaker for turn in speaking.load_speeches(day.run, actor=day.boss)] == ["Ba"]
    assert listed(day) == ["Một", "Ba", "Giơ tay"]
    speaking.restore_turn(gone, actor=day.boss)
    assert listed(day) == ["Một", "Ba", "Giơ tay", "Hai"]
    assert Turn.objects.get(speech=first).unit_name == first.unit


def test_a_phone_that_sends_twice_is_on_the_list_once(day: Day) -> None:
    user, key = account_of(day.people[0], day), uuid4()
    first = ask(day, user, key, topic="  Về  đầu tư công ")
    assert ask(day, user, key).pk == first.pk
    assert (first.topic, first.source, first.minutes) == ("Về đầu tư công", "phone", 5)
    assert Turn.objects.count() == 1
    assert Entry.objects.filter(action="conduct.ask_turn").count() == 1
    refused("asked_twice", ask, day, user)
    refused("key_taken", ask, day, account_of(day.people[1], day), key)
    assert Turn.objects.count() == 1


def test_asking_makes_no_press_of_the_conductor_stale(day: Day) -> None:
    revision = day.revision
    ask(day, account_of(day.people[0], day))
    assert day.revision == revision


def test_one_asks_again_after_taking_it_back(day: Day) -> None:
    user = account_of(day.people[0], day)
    turn = ask(day, user)
    waiting = own_waiting(turns_of(day.run), day.people[0])
    assert waiting is not None
    assert waiting.number == 1
    gone = speaking.withdraw_turn(turn, actor=user)
    assert (gone.withdrawn_by, gone.waits) == (user, False)
    assert speaking.withdraw_turn(turn, actor=user).pk == turn.pk
    assert own_waiting(turns_of(day.run), day.people[0]) is None
    again = ask(day, user)
    refused("asked_twice", speaking.restore_turn, turn, actor=day.boss)
    assert listed(day) == [again.speaker]


def test_nobody_takes_back_anothers_turn(day: Day) -> None:
    turn = ask(day, account_of(day.people[0], day))
    with pytest.raises(NotPermitted):
        speaking.withdraw_turn(turn, actor=account_of(day.people[1], day))
    assert speaking.withdraw_turn(turn, actor=day.boss).withdrawn_by == day.boss


def test_who_stands_on_no_roll_or_is_nobody_known_is_told_what_to_do(day: Day) -> None:
    refused("no_person", ask, day, grant(Role.MEMBER, day.cell), kind=RuleBroken)
    stranger = PersonFactory.create(organization=day.cell)
    refused("not_called", ask, day, account_of(stranger, day), kind=RuleBroken)
    with pytest.raises(NotFound):
        ask(day, UserFactory.create())


def test_a_raised_hand_is_noted_once_by_the_roll_or_by_name(day: Day) -> None:
    row = Invitee.objects.get(meeting=day.meeting, person=day.people[0])
    key = uuid4()
    turn = speaking.add_turn(day.run, row, client_key=key, actor=day.boss)
    assert (turn.person, turn.speaker_name, turn.source) == (day.people[0], "", "hand")
    assert speaking.add_turn(day.run, row, client_key=key, actor=day.boss).pk == turn.pk
    refused("asked_twice", ask, day, account_of(day.people[0], day))
    guest = GuestFactory.create(meeting=day.meeting, guest_name="Lê Thị Hà", guest_unit="Đảng ủy")
    shown = speaking.add_turn(day.run, guest, client_key=uuid4(), actor=day.boss)
    assert (shown.speaker, shown.unit_name, shown.person) == ("Lê Thị Hà", "Đảng ủy", None)
    refused("asked_twice", hand, day, "le thi ha", unit="Đảng Ủy")
    refused("no_speaker", hand, day, "  ", kind=RuleBroken)
    refused("minutes", hand, day, "Khác", minutes=0, kind=RuleBroken)
    with pytest.raises(NotFound):
        speaking.add_turn(day.run, GuestFactory.create(), client_key=uuid4(), actor=day.boss)
    with pytest.raises(NotPermitted):
        hand(day, "Khác", actor=grant(Role.MEMBER, day.cell))


@pytest.mark.parametrize(
    ("where", "order"),
    [("first", "CAB"), ("up", "ACB"), ("down", "ABC"), ("last", "ABC")],
)
def test_the_order_is_moved(day: Day, where: str, order: str) -> None:
    turns = [hand(day, name) for name in "ABC"]
    speaking.move_turn(turns[2], where, actor=day.boss)
    assert "".join(listed(day)) == order
    with pytest.raises(NotFound):
        speaking.move_turn(turns[2], "sideways", actor=day.boss)


def test_moving_down_changes_places_with_the_next_and_keeps_who_spoke_where_they_were(
    day: Day,
) -> None:
    turns = [hand(day, name) for name in "ABCD"]
    with clock.standing_at(at(1)):
        speaking.start_turn(turns[1], actor=day.boss)
    speaking.move_turn(turns[0], "down", actor=day.boss)
    assert "".join(listed(day)) == "CAD"
    refused("started", speaking.move_turn, turns[1], "up", actor=day.boss)


def test_one_speaks_at_a_time_in_the_item_that_runs(day: Day) -> None:
    first, second = hand(day, "A"), hand(day, "B")
    with clock.standing_at(at(1)):
        given = speaking.start_turn(first, actor=day.boss)
        assert (given.item, given.started_at) == (day.item("Ổn định tổ chức"), at(1))
        refused("two_at_once", speaking.start_turn, second, actor=day.boss)
        refused("started", speaking.start_turn, first, actor=day.boss)
    with clock.standing_at(at(4)):
        over = speaking.end_turn(first, actor=day.boss)
        assert (over.ended_at, over.ended_by) == (at(4), day.boss)
        refused("ended", speaking.end_turn, first, actor=day.boss)
        refused("not_started", speaking.end_turn, second, actor=day.boss)
        speaking.start_turn(second, actor=day.boss)
    assert Turn.objects.get(pk=second.pk).is_speaking
    assert Entry.objects.filter(action="conduct.start_turn").count() == 2


def test_without_an_item_that_runs_one_waits(day: Day) -> None:
    with clock.standing_at(at(2)):
        running.stop_item(day.run, revision=day.revision, actor=day.boss)
        turn = hand(day, "A")
        refused("no_item", speaking.start_turn, turn, actor=day.boss)
    assert listed(day) == ["A"]


def test_a_clock_behind_what_was_stamped_stamps_nothing(day: Day) -> None:
    first, second = hand(day, "A"), hand(day, "B")
    with clock.standing_at(at(10)):
        speaking.start_turn(first, actor=day.boss)
    with clock.standing_at(at(5)):
        refused("clock_behind", speaking.end_turn, first, actor=day.boss, kind=RuleBroken)
    with clock.standing_at(at(12)):
        speaking.end_turn(first, actor=day.boss)
    with clock.standing_at(at(11)):
        refused("clock_behind", speaking.start_turn, second, actor=day.boss, kind=RuleBroken)


def test_who_was_given_the_floor_by_mistake_goes_back_to_the_top(day: Day) -> None:
    first, second = hand(day, "A"), hand(day, "B")
    with clock.standing_at(at(1)):
        speaking.start_turn(second, actor=day.boss)
        back = speaking.return_turn(second, actor=day.boss)
    assert (back.item, back.started_at, back.started_by) == (None, None, None)
    assert listed(day) == ["B", "A"]
    with clock.standing_at(at(2)):
        speaking.start_turn(first, actor=day.boss)
        speaking.minute_turn(first, "Đồng ý.", seen="", actor=day.boss)
        refused("minuted", speaking.return_turn, first, actor=day.boss)


def test_minutes_and_subject_change_while_one_speaks(day: Day) -> None:
    turn = hand(day, "A")
    with clock.standing_at(at(1)):
        speaking.start_turn(turn, actor=day.boss)
        assert speaking.give_minute(turn, actor=day.boss).minutes == 6
        told: dict[str, Any] = {"topic": "Chuyển đổi số", "minutes": 3, "actor": day.boss}
        refused("outdated", speaking.edit_turn, turn, revision=1, **told)
        turn.refresh_from_db()
        assert speaking.edit_turn(turn, revision=turn.revision, **told).topic == "Chuyển đổi số"
        page = speakers(day.congress.pk, viewer=day.boss)
    assert page.speaking is not None
    assert page.speaking.left.due == at(4)


def test_a_summary_is_kept_during_and_after_and_never_written_over(day: Day) -> None:
    turn = hand(day, "A")
    refused("not_started", speaking.minute_turn, turn, "Chưa nói.", seen="", actor=day.boss)
    with clock.standing_at(at(1)):
        speaking.start_turn(turn, actor=day.boss)
        speaking.minute_turn(turn, " Đề nghị thêm chỉ tiêu. ", seen="", actor=day.boss)
    with clock.standing_at(at(4)):
        speaking.end_turn(turn, actor=day.boss)
    refused("outdated", speaking.minute_turn, turn, "Khác.", seen="", actor=day.boss)
    seen = "Đề nghị thêm chỉ tiêu."
    kept = speaking.minute_turn(turn, "Đề nghị hai chỉ tiêu.", seen=seen, actor=day.boss)
    assert kept.summary == "Đề nghị hai chỉ tiêu."


def test_who_spoke_how_long_and_hours_put_right_by_hand(day: Day) -> None:
    first, second = hand(day, "A"), hand(day, "B", minutes=1)
    for turn, start, end in ((first, 1, 3.5), (second, 4, 6)):
        with clock.standing_at(at(start)):
            speaking.start_turn(turn, actor=day.boss)
        with clock.standing_at(at(end)):
            speaking.end_turn(turn, actor=day.boss)
    page = speakers(day.congress.pk, viewer=day.boss)
    assert [(row.turn.speaker, row.length, row.is_over) for row in page.spoken] == [
        ("A", "2:30", False), ("B", "2:00", True),
    ]  # fmt: skip
    assert page.total == "4:30"
    told: dict[str, Any] = {"reason": "Quên bấm.", "revision": 3, "actor": day.boss}
    with clock.standing_at(at(20)):
        args = (second, time(8, 3), time(8, 5))
        kept = speaking.correct_turn(*args, **told)
        assert (kept.started_at, kept.ended_at) == (at(3.5), at(5))  # where the one before ended
        told["revision"] = 4
        args = (second, time(8, 2), time(8, 5))
        refused("overlap", speaking.correct_turn, *args, kind=RuleBroken, **told)
        args = (second, time(8, 19), time(8, 40))
        refused("future", speaking.correct_turn, *args, kind=RuleBroken, **told)
        refused(
            "no_reason", speaking.correct_turn, second, time(8, 6), time(8, 7), kind=RuleBroken,
            **{**told, "reason": " "},
        )  # fmt: skip
        again = speaking.correct_turn(second, time(8, 6), None, **told)
    assert again.is_speaking
    entry = Entry.objects.filter(action="conduct.correct_turn").latest("pk")
    assert entry.after["reason"] == "Quên bấm."


def test_a_day_that_is_over_takes_no_new_turn_but_what_was_said(day: Day) -> None:
    turn, waits = hand(day, "A"), hand(day, "B")
    with clock.standing_at(at(1)):
        speaking.start_turn(turn, actor=day.boss)
    day.run.ended_at, day.run.ended_by = at(90), day.boss
    day.run.save()
    with clock.standing_at(at(91)):
        refused("run_over", hand, day, "C")
        refused("run_over", ask, day, account_of(day.people[0], day))
        refused("run_over", speaking.start_turn, waits, actor=day.boss)
        assert speaking.end_turn(turn, actor=day.boss).ended_at == at(91)
        assert speaking.minute_turn(turn, "Cảm ơn.", seen="", actor=day.boss).summary == "Cảm ơn."


def test_a_merge_hands_turns_over_and_who_waited_twice_waits_once(day: Day) -> None:
    old, new = day.people[:2]
    spoken = TurnFactory.create(
        run=day.run, person=old, speaker_name="", item=day.items[0], started_at=at(1),
        started_by=day.boss, ended_at=at(2), ended_by=day.boss,
    )  # fmt: skip
    doubled, kept = (
        TurnFactory.create(run=day.run, person=each, speaker_name="") for each in (old, new)
    )
    with CaptureQueriesContext(connection) as asked:
        merging.HeldTurnsOf(old, new)
    assert "conduct_turn" in asked[0]["sql"]
    if connection.vendor == "postgresql":
        assert "FOR UPDATE" in asked[0]["sql"]
    assert merging.move_turns(old, new, actor=day.boss) == 2
    for turn in (spoken, doubled, kept):
        turn.refresh_from_db()
        assert turn.person == new
    assert (doubled.waits, kept.waits) == (False, True)
    assert [row.turn for row in speakers(day.congress.pk, viewer=day.boss).waiting] == [kept]
    assert "conduct.Turn.person" in {name for each in offers.references() for name in each.fields}
