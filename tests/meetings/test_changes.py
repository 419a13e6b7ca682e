"""What those who were called hear when the meeting changes: day, place, agenda, or that it is off."""

from collections.abc import Iterator
from datetime import date, time

import pytest

from daihoi.base.errors import Conflict, RuleBroken
from daihoi.meetings.actions import agenda, meetings, replies
from daihoi.meetings.models import Reply
from daihoi.notifications.actions import mark_read
from daihoi.notifications.models import Notice
from tests.congresses.preparing import on, user_of
from tests.meetings.calling import Calling, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on():
        yield


@pytest.fixture
def case() -> Calling:
    return Calling()


def test_another_day_is_told_and_asked_about_anew(case: Calling) -> None:
    meeting = case.called(on=date(2020, 3, 28))
    replies.reply(case.line(meeting, case.two), Reply.COMING, actor=user_of(case.two))
    meetings.edit_meeting(meeting, {"on": date(2020, 3, 30)}, actor=case.boss)
    assert told(meeting)["Nông Thị Hai"] == "Đổi lịch họp: Công tác chuẩn bị đại hội, 14 giờ, ngày 30-3-2020"  # fmt: skip
    assert case.line(meeting, case.two).reply == ""
    meeting.refresh_from_db()
    assert meeting.revision == 2


def test_what_changed_is_told_with_what_it_was(case: Calling) -> None:
    meeting = case.called(on=date(2020, 3, 28))
    changes = {"place": "Phòng họp 1", "starts_at": time(8)}
    meetings.edit_meeting(meeting, changes, actor=case.boss)
    notice = Notice.objects.filter(user=user_of(case.two)).latest("pk")
    assert notice.body == (
        "Thời gian: 8 giờ, ngày 28-3-2020 (trước: 14 giờ, ngày 28-3-2020)."
        " Địa điểm: Phòng họp 1 (trước: Hội trường tầng 2). Đồng chí báo lại dự hay vắng."
    )


def test_another_agenda_is_told_once_to_who_was_called(case: Calling) -> None:
    meeting = case.plan()
    agenda.add_item(meeting, {"title": "Hậu cần"}, actor=case.boss)
    assert told(meeting) == {}
    meetings.convene_meeting(meeting, actor=case.boss)
    before = Notice.objects.count()
    added = agenda.add_item(meeting, {"title": "Khánh tiết"}, actor=case.boss)
    agenda.move_item(added, 1, actor=case.boss)
    agenda.edit_item(added, {"title": "Trang trí", "minutes": 15}, actor=case.boss)
    agenda.remove_item(meeting.items.get(title="Hậu cần"), actor=case.boss)
    assert Notice.objects.count() == before + 4  # one for each but who changed it
    notice = Notice.objects.filter(user=user_of(case.two)).latest("pk")
    assert notice.title == "Đổi chương trình: Công tác chuẩn bị đại hội, 14 giờ, ngày 26-3-2020"
    assert notice.body == (
        "Bỏ “Hậu cần”. “Khánh tiết”: đổi thành “Trang trí”; 15 phút."
        " “Khánh tiết” thành nội dung thứ 1. Thêm “Khánh tiết”."
    )
    meeting.refresh_from_db()
    assert meeting.revision == 5
    mark_read(actor=user_of(case.two))
    agenda.add_item(meeting, {"title": "Việc khác"}, actor=case.boss)
    assert Notice.objects.filter(user=user_of(case.two)).latest("pk").body == "Thêm “Việc khác”."
    assert case.line(meeting, case.two).reply == ""


def test_a_matter_added_in_the_room_is_told_to_nobody(case: Calling) -> None:
    meeting = case.opened()
    before = Notice.objects.count()
    agenda.add_item(meeting, {"title": "Việc khác"}, actor=user_of(case.one))
    assert Notice.objects.count() == before


def test_an_invitation_is_taken_back_and_sent_again(case: Calling) -> None:
    meeting = case.called()
    replies.reply(case.line(meeting, case.two), Reply.COMING, actor=user_of(case.two))
    with pytest.raises(RuleBroken):
        meetings.recall_meeting(meeting, " ", actor=case.boss)
    meetings.recall_meeting(meeting, "Cấp trên yêu cầu dừng họp", actor=case.boss)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.convened_at, meeting.revision) == ("planned", None, 2)
    assert told(meeting)["Nông Thị Hai"].startswith("Rút lời mời họp 14 giờ, ngày 26-3-2020")
    assert case.line(meeting, case.two).reply == ""
    assert meetings.convene_meeting(meeting, actor=case.boss).state == "convened"


def test_a_cancelled_meeting_tells_why_and_is_over(case: Calling) -> None:
    meeting = case.called()
    meetings.cancel_meeting(meeting, "Dịch bệnh", actor=case.boss)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancel_reason) == ("cancelled", "Dịch bệnh")
    notice = Notice.objects.filter(user=user_of(case.two)).latest("pk")
    assert (notice.title, notice.body) == (
        "Hủy cuộc họp 14 giờ, ngày 26-3-2020: Công tác chuẩn bị đại hội",
        "Dịch bệnh",
    )
    with pytest.raises(Conflict):
        meetings.convene_meeting(meeting, actor=case.boss)
