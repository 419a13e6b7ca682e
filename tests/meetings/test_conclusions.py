"""What the chair concludes becomes tasks, requirements and reminders, followed to the end."""

from datetime import date

import pytest

from daihoi.accounts.permissions import Role
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.congresses.actions.tasks import accept_task
from daihoi.congresses.models import OutsideBody, Task
from daihoi.meetings.actions import conclusions as actions
from daihoi.meetings.actions.preparation import handle_preparation
from daihoi.meetings.models import Conclusion
from daihoi.meetings.queries.conclusions import followed
from daihoi.meetings.queries.preparation import recipients_of
from daihoi.meetings.queries.record import record_of
from daihoi.notifications.models import Notice
from tests.factories import grant
from tests.meetings.taking import Sitting, sitting

__all__ = ["sitting"]
DUE = date(2020, 3, 28)


def body_of(sitting: Sitting) -> str:
    return f"subcommittee:{sitting.round.document.subcommittee_id}"


def test_conclusions_become_tasks_for_a_body_everybody_and_an_outside_board(
    sitting: Sitting,
) -> None:
    outside = OutsideBody.objects.create(
        organization=sitting.meeting.organization, name="Ban chỉ đạo phòng, chống dịch"
    )
    sitting.conclude("Chỉnh sửa lần cuối.", kind="task", recipient=body_of(sitting), due_on=DUE)
    sitting.conclude("Nêu cao trách nhiệm.", kind="requirement", recipient="members")
    sitting.conclude(
        "Đo thân nhiệt.", kind="task", recipient=f"outside:{outside.pk}", due_on=DUE, is_urgent=True
    )
    sitting.conclude("Cuộc họp thống nhất cao.")
    given = actions.give_conclusions(sitting.meeting, actor=sitting.chair)
    assert [(t.title, t.assignee, t.is_urgent, t.is_requirement, t.due_on) for t in given] == [
        ("Chỉnh sửa lần cuối", "subcommittee", False, False, DUE),
        ("Nêu cao trách nhiệm", "members", False, True, None),
        ("Đo thân nhiệt", "outside", True, False, DUE),
    ]
    assert {task.source for task in given} == {"Kết luận sinh hoạt chuyên đề 25-3-2020"}
    assert sitting.marks("give_conclusions")[0].after["tasks"] == [task.title for task in given]
    assert actions.give_conclusions(sitting.meeting, actor=sitting.chair) == []
    assert Task.objects.count() == 3


def test_the_page_follows_each_to_its_end(sitting: Sitting) -> None:
    sitting.conclude("Chỉnh sửa lần cuối.", kind="task", recipient=body_of(sitting), due_on=DUE)
    sitting.conclude("Nêu cao trách nhiệm.", kind="requirement", recipient="members")

    def labels() -> list[str]:
        record = record_of(sitting.meeting, viewer=sitting.chair)
        return [each.label for each in followed(record, viewer=sitting.chair)]

    assert labels() == ["chưa giao", "chưa giao"]
    [task, _requirement] = actions.give_conclusions(sitting.meeting, actor=sitting.chair)
    assert labels() == ["sắp đến hạn", "đang làm"]
    accept_task(task, actor=sitting.chair)
    assert labels() == ["đã xong", "đang làm"]
    record = record_of(sitting.meeting, viewer=sitting.chair)
    assert "0/4 người đã xác nhận" in followed(record, viewer=sitting.chair)[1].note


def test_the_minute_taker_writes_and_who_leads_gives(sitting: Sitting) -> None:
    sitting.conclude("Chỉnh sửa.", kind="task", recipient=body_of(sitting), due_on=DUE)
    with pytest.raises(NotPermitted):
        actions.give_conclusions(sitting.meeting, actor=sitting.taker)
    assert not Task.objects.exists()


def test_one_that_cannot_be_given_stops_all(sitting: Sitting) -> None:
    sitting.conclude("Trước.", kind="task", recipient="committee", due_on=DUE)
    sitting.conclude("Sau.", kind="task", recipient=body_of(sitting), due_on=DUE)
    body = sitting.round.document.subcommittee
    body.decision_number, body.decision_on = "", None
    body.save()
    with pytest.raises((RuleBroken, Conflict)):
        actions.give_conclusions(sitting.meeting, actor=sitting.chair)
    assert not Conclusion.objects.filter(task__isnull=False).exists()


def test_a_task_needs_somebody_and_a_day(sitting: Sitting) -> None:
    for values, code in (
        ({"kind": "task", "due_on": DUE}, "no_recipient"),
        ({"kind": "task", "recipient": "members"}, "no_due_day"),
        (
            {"kind": "task", "recipient": "members", "due_on": date(2020, 3, 24)},
            "due_before_meeting",
        ),
        ({"text": " "}, "no_text"),
        ({"text": "x" * 4_001}, "too_long"),
    ):
        with pytest.raises(RuleBroken) as refused:
            sitting.conclude(**values)
        assert refused.value.code == code
    assert not Conclusion.objects.exists()


def test_the_same_conclusion_is_kept_once_for_a_matter(sitting: Sitting) -> None:
    kept = sitting.conclude("Tiếp thu đầy đủ các ý kiến.")
    with pytest.raises(Conflict, match="đã được ghi") as refused:
        sitting.conclude("  tiếp thu đầy đủ các  ý kiến", kind="requirement", recipient="members")
    assert refused.value.code == "concluded_already"
    assert "“Sửa”" in str(refused.value.advice)
    sitting.conclude("Tiếp thu đầy đủ các ý kiến.", item=sitting.on_preparation)
    sitting.conclude("Hoàn chỉnh trước ngày 28-3.")
    actions.withdraw_conclusion(kept, actor=sitting.taker)
    sitting.conclude("Tiếp thu đầy đủ các ý kiến.")
    assert Conclusion.objects.filter(removed_at__isnull=True).count() == 3


def test_editing_what_was_given_changes_the_task(sitting: Sitting) -> None:
    made = sitting.conclude("Chỉnh sửa.", kind="task", recipient=body_of(sitting), due_on=DUE)
    [task] = actions.give_conclusions(sitting.meeting, actor=sitting.chair)
    actions.edit_conclusion(made, {"text": "Chỉnh sửa lần cuối."}, actor=sitting.chair)
    task.refresh_from_db()
    assert task.title == "Chỉnh sửa lần cuối"
    with pytest.raises(Conflict):
        actions.edit_conclusion(made, {"kind": "note"}, actor=sitting.chair)
    with pytest.raises(Conflict):
        actions.withdraw_conclusion(made, actor=sitting.chair)


def test_a_reminder_is_sent_and_settled(sitting: Sitting) -> None:
    member = grant(Role.MEMBER, sitting.meeting.organization)
    assert sitting.member.person is not None
    sitting.member.person.user = member
    sitting.member.person.save()
    made = sitting.conclude("Mang theo thẻ đảng viên.", kind="reminder", recipient="members")
    assert actions.remind(made, actor=sitting.chair) == 3
    assert Notice.objects.get(user=member).body == "Mang theo thẻ đảng viên."
    settled = actions.settle_reminder(made, actor=sitting.taker)
    assert settled.settled_by == sitting.taker
    assert actions.settle_reminder(made, actor=sitting.taker).settled_at == settled.settled_at


def test_without_a_congress_a_conclusion_stays_a_reminder(sitting: Sitting) -> None:
    sitting.meeting.congress = None
    sitting.meeting.save()
    made = sitting.conclude("Giữ vệ sinh.", kind="task", recipient_name="Văn phòng", due_on=DUE)
    assert (made.kind, made.recipient, made.recipient_name) == ("reminder", "", "Văn phòng")
    with pytest.raises(RuleBroken):
        actions.give_conclusions(sitting.meeting, actor=sitting.chair)


def test_what_the_personnel_body_concludes_stays_in_it(sitting: Sitting) -> None:
    body = sitting.round.document.subcommittee
    body.purpose = "personnel"
    body.save()
    sitting.meeting.subcommittee = body
    sitting.meeting.save()
    assert sitting.member.person is not None
    for outside in ("committee", "members", "everyone", f"person:{sitting.member.person.pk}"):
        with pytest.raises(RuleBroken) as refused:
            sitting.conclude("Thẩm tra hồ sơ.", kind="task", recipient=outside, due_on=DUE)
        assert refused.value.code == "outside_body"
    said = sitting.say(aim="preparation")
    with pytest.raises(RuleBroken):
        handle_preparation(said, "task", task={"recipient": "committee"}, actor=sitting.chair)
    offered = recipients_of(sitting.meeting, viewer=sitting.chair)
    assert [each.value for _title, of in offered for each in of] == [body_of(sitting)]
    sitting.conclude("Thẩm tra hồ sơ.", kind="task", recipient=body_of(sitting), due_on=DUE)
    [task] = actions.give_conclusions(sitting.meeting, actor=sitting.chair)
    assert task.subcommittee == body
