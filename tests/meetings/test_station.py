"""Doors on the day: what is pressed is kept once, the earlier hour stands, nothing is lost."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import NotPermitted
from daihoi.meetings.actions import attendance, groups, meetings
from daihoi.meetings.actions.doors import take_presses
from daihoi.meetings.actions.roll import add_guest
from daihoi.meetings.models import DoorPress, Invitee, Means, Meeting, Presence
from daihoi.meetings.queries.groups import spread
from daihoi.meetings.queries.station import Answer, Press
from daihoi.organizations.models import Person
from tests.congresses.preparing import user_of
from tests.meetings.calling import Calling

pytestmark = pytest.mark.django_db
MINUTE = 60_000


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2020, 3, 26, hour, minute, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.standing_at(at(8)):
        yield


@pytest.fixture
def case() -> Calling:
    return Calling()


def press(
    case: Calling,
    meeting: Meeting,
    person: Person,
    *,
    door: str = "Cửa chính",
    ago: int = 0,
    key: UUID | None = None,
    means: Means = Means.LIST,
) -> Answer:
    """Press at a door ``ago`` minutes before it is sent."""
    row = meeting.invitees.get(person=person)
    sent = Press(key or uuid4(), row.pk, means, door, ago * MINUTE)
    return take_presses(meeting, [sent], actor=case.boss)[0]


def line(case: Calling, meeting: Meeting) -> Invitee:
    return case.line(meeting, case.two)


def test_who_is_received_is_there_and_the_record_says_at_which_door(case: Calling) -> None:
    meeting = case.called()
    answer = press(case, meeting, case.two, means=Means.CLERK)
    row = line(case, meeting)
    assert (answer.said, answer.is_kept) == ("", True)
    assert (row.presence, row.door, row.means) == ("present", "Cửa chính", "clerk")
    assert (row.arrived_at, row.marked_by) == (at(8), case.boss)
    entry = Entry.objects.get(action="meetings.take_presses")
    assert (entry.before["presence"], entry.before["door"]) == ("unknown", "")
    assert (entry.after["presence"], entry.after["door"], entry.after["outcome"]) == (
        "present", "Cửa chính", "kept",
    )  # fmt: skip


def test_a_press_sent_again_is_kept_once(case: Calling) -> None:
    meeting, key = case.called(), uuid4()
    first = press(case, meeting, case.two, key=key)
    again = press(case, meeting, case.two, key=key)
    assert first == again == Answer(key)
    assert DoorPress.objects.count() == Entry.objects.filter(action="meetings.take_presses").count()
    assert DoorPress.objects.count() == 1


def test_a_press_sent_again_does_not_undo_what_was_put_right_since(case: Calling) -> None:
    meeting, key = case.called(), uuid4()
    press(case, meeting, case.two, key=key)
    attendance.mark(line(case, meeting), Presence.UNKNOWN, actor=case.boss)  # the wrong person
    assert press(case, meeting, case.two, key=key).is_kept
    assert line(case, meeting).presence == "unknown"


def test_at_two_doors_the_first_hour_stands_and_the_second_is_told_which_door(
    case: Calling,
) -> None:
    meeting = case.called()
    press(case, meeting, case.two, door="Cửa Đông")
    with clock.standing_at(at(8, 5)):
        answer = press(case, meeting, case.two, door="Cửa Tây")
    assert answer.is_kept
    assert answer.said == "Nông Thị Hai đã được điểm danh lúc 8:00 ở Cửa Đông; giữ giờ đó."
    assert (line(case, meeting).arrived_at, line(case, meeting).door) == (at(8), "Cửa Đông")
    assert list(DoorPress.objects.values_list("door", "outcome")) == [
        ("Cửa Đông", "kept"),
        ("Cửa Tây", "twice"),
    ]


def test_a_door_whose_line_was_broken_brings_the_earlier_hour(case: Calling) -> None:
    meeting = case.called()
    press(case, meeting, case.two, door="Cửa Tây")
    with clock.standing_at(at(8, 10)):
        answer = press(case, meeting, case.two, door="Cửa Đông", ago=15)
    assert answer.said == (
        "Nông Thị Hai: Cửa Tây ghi lúc 8:00, muộn hơn ở đây; nay ghi giờ đến 7:55."
    )
    row = line(case, meeting)
    assert (row.arrived_at, row.door, row.presence) == (at(7, 55), "Cửa Đông", "present")


def test_who_checked_in_herself_came_when_the_door_saw_her(case: Calling) -> None:
    meeting = attendance.open_check_in(case.called(), actor=case.boss)
    attendance.check_in(line(case, meeting), actor=user_of(case.two))
    answer = press(case, meeting, case.two, ago=5)
    assert "muộn hơn ở nơi khác; nay ghi giờ đến 7:55" in answer.said
    assert line(case, meeting).arrived_at == at(7, 55)


def test_an_hour_that_somebody_typed_is_not_moved_by_a_late_press(case: Calling) -> None:
    meeting = case.called()
    attendance.mark(line(case, meeting), Presence.PRESENT, at=at(7, 50), actor=case.boss)
    answer = press(case, meeting, case.two, ago=20)
    assert answer.said == "Nông Thị Hai đã được điểm danh lúc 7:50 (theo danh sách); giữ giờ đó."
    assert line(case, meeting).arrived_at == at(7, 50)


def test_presses_count_in_the_order_they_were_pressed_not_sent(case: Calling) -> None:
    meeting = case.called()
    row = line(case, meeting)
    later, earlier = uuid4(), uuid4()
    answers = take_presses(
        meeting,
        [
            Press(later, row.pk, Means.LIST, "B", 1 * MINUTE),
            Press(earlier, row.pk, Means.LIST, "A", 9 * MINUTE),
        ],
        actor=case.boss,
    )
    assert [each.key for each in answers] == [earlier, later]
    assert (line(case, meeting).arrived_at, line(case, meeting).door) == (at(7, 51), "A")
    assert "ở A" in answers[1].said


def test_what_was_decided_after_the_press_stays(case: Calling) -> None:
    meeting = case.called()
    with clock.standing_at(at(8, 20)):
        attendance.mark(
            line(case, meeting), Presence.EXCUSED, reason="Về vì việc gia đình", actor=case.boss
        )
    with clock.standing_at(at(8, 30)):
        answer = press(case, meeting, case.two, ago=20)
    assert "giữ như vậy" in answer.said
    assert line(case, meeting).reason == "Về vì việc gia đình"


def test_who_had_asked_off_and_comes_is_there(case: Calling) -> None:
    meeting = case.called()
    attendance.mark(line(case, meeting), Presence.EXCUSED, reason="Ốm", actor=case.boss)
    with clock.standing_at(at(8, 1)):
        assert press(case, meeting, case.two).said == ""
    assert (line(case, meeting).presence, line(case, meeting).reason) == ("present", "")


def test_a_press_that_arrives_after_the_end_still_counts(case: Calling) -> None:
    meeting = meetings.end_meeting(case.opened(), actor=case.boss)
    assert line(case, meeting).presence == "absent"
    with clock.standing_at(at(11)):
        assert press(case, meeting, case.two, ago=180).is_kept
    assert (line(case, meeting).presence, line(case, meeting).arrived_at) == ("present", at(8))


def test_one_press_that_cannot_be_kept_does_not_lose_the_others(case: Calling) -> None:
    meeting = case.called()
    guest = add_guest(meeting, {"guest_name": "Vi Đức Trọng"}, actor=case.boss)
    gone, kept = uuid4(), uuid4()
    sent = [Press(gone, 10**9, Means.LIST), Press(kept, guest.pk, Means.LIST)]
    answers = {each.key: each for each in take_presses(meeting, sent, actor=case.boss)}
    assert not answers[gone].is_kept
    assert "vừa được bỏ khỏi danh sách" in answers[gone].said
    assert answers[kept] == Answer(kept)
    guest.refresh_from_db()
    assert guest.presence == "present"


def test_before_the_day_a_press_is_answered_with_the_reason_and_nothing_is_written(
    case: Calling,
) -> None:
    meeting = case.called(on=date(2020, 3, 27))
    answer = press(case, meeting, case.two)
    assert not answer.is_kept
    assert answer.said.startswith("Nông Thị Hai: Chưa đến ngày họp")
    assert not DoorPress.objects.exists()
    assert line(case, meeting).presence == "unknown"


@pytest.mark.parametrize("ago", [-5, 9 * 60])
def test_a_device_whose_clock_was_moved_counts_as_of_now(case: Calling, ago: int) -> None:
    meeting = case.called()
    assert press(case, meeting, case.two, ago=ago).is_kept
    assert line(case, meeting).arrived_at == at(8)


def test_only_who_records_the_meeting_presses(case: Calling) -> None:
    meeting = case.called()
    sent = Press(uuid4(), line(case, meeting).pk, Means.LIST)
    with pytest.raises(NotPermitted):
        take_presses(meeting, [sent], actor=user_of(case.two))
    assert not DoorPress.objects.exists()


def test_another_meetings_line_is_not_pressed_from_here(case: Calling) -> None:
    meeting, other = case.called(), case.called(topic="Việc khác")
    sent = Press(uuid4(), other.invitees.get(person=case.two).pk, Means.LIST)
    assert not take_presses(meeting, [sent], actor=case.boss)[0].is_kept
    assert case.line(other, case.two).presence == "unknown"


def test_groups_are_spread_evenly_by_unit_and_put_right_one_by_one(case: Calling) -> None:
    meeting = case.called()
    add_guest(meeting, {"guest_name": "Vi Đức Trọng"}, actor=case.boss)
    rows = list(meeting.invitees.select_related("person__unit"))
    shared = spread(rows, 2)
    sizes = sorted(list(shared.values()).count(name) for name in ("Tổ 1", "Tổ 2"))
    assert sizes == [2, 3]  # five members, and the guest in none
    assert groups.set_groups(meeting, shared, actor=case.boss) == 5
    row = line(case, meeting)
    assert groups.set_groups(meeting, {row.pk: "Tổ 9"}, actor=case.boss) == 1
    assert line(case, meeting).discussion_group == "Tổ 9"
    entry = Entry.objects.filter(action="meetings.set_groups").latest("pk")
    assert entry.after == {"group": "Tổ 9"}
    with pytest.raises(NotPermitted):
        groups.set_groups(meeting, {row.pk: "Tổ 1"}, actor=user_of(case.two))
