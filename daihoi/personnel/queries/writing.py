"""What may be written of a step: days in their order, numbers that can be true, ballots that stay."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.meetings.models import Meeting
from daihoi.meetings.queries.seen import reads as reads_meeting
from daihoi.personnel.models import PersonnelPlan, StepMeeting
from daihoi.personnel.queries.attendance import expected_at
from daihoi.personnel.queries.steps import Line, Run
from daihoi.vietnamese.dates import DateStyle, format_date

TERM = 5  # years between two congresses


def require_sense(step: StepMeeting, line: Line, plan: PersonnelPlan, *, actor: User) -> None:
    """Fills what the chosen meeting tells, and refuses numbers that cannot be."""
    meeting = step.meeting
    if meeting is not None:
        _require_meeting(meeting, plan, actor)
        step.on = step.on or meeting.on
        step.place = step.place or meeting.place
        step.starts_at = step.starts_at or meeting.starts_at
        step.chair = step.chair or str(meeting.chair or "")
        step.minute_taker = step.minute_taker or str(meeting.minute_taker or "")
    if step.starts_at and step.ends_at and step.ends_at <= step.starts_at:
        raise RuleBroken(
            _("Giờ kết thúc không sau giờ bắt đầu; hãy kiểm tra lại."), code="ends_too_early"
        )
    expected = expected_at(line, plan, step.on, meeting)
    if expected is not None and expected.present is not None and step.convened is None:
        step.convened, step.present = expected.convened, expected.present
    if step.present is not None and (step.convened is None or step.present > step.convened):
        raise RuleBroken(
            _("Số có mặt nhiều hơn số được triệu tập; hãy kiểm tra lại."), code="present_too_many"
        )
    if expected is None or step.convened is None:
        return
    told = {"n": step.convened, "known": expected.convened, "source": expected.source}
    if expected.most is not None and step.convened > expected.most:
        raise RuleBroken(
            _("Triệu tập %(n)s người là không thể: %(source)s là %(known)s.") % told,
            code="convened_too_many",
            advice=_("Hãy sửa số được triệu tập, hoặc cập nhật danh sách đảng viên."),
        )
    differs = step.convened != expected.convened
    differs = differs or expected.present not in {None, step.present}
    if differs and not step.note.strip():
        raise RuleBroken(
            _("Triệu tập %(n)s người, còn %(source)s là %(known)s.") % told,
            code="convened_differs",
            advice=_("Hãy sửa số, hoặc ghi vì sao khác ở “Nội dung, kết luận”."),
        )


def require_day(step: StepMeeting, runs: list[Run], plan: PersonnelPlan) -> None:
    """Not before the step before it, not before this term; before the plan was begun only with a word why."""
    if step.on is None:
        return
    before = [
        line.held.on
        for run in runs
        for line in run.lines
        if line.held is not None
        and line.is_finished
        and line.held.on is not None
        and line.held.pk != step.pk
    ]
    told = {"on": _day(step.on)}
    if before and step.on < max(before):
        raise RuleBroken(
            _("Ngày %(on)s trước ngày của bước đã xong trước đó (%(last)s); hãy kiểm tra lại.")
            % (told | {"last": _day(max(before))}),
            code="before_the_last_step",
        )
    congress_on = plan.congress.target_on
    if step.on.year < congress_on.year - TERM:
        raise RuleBroken(
            _("Ngày %(on)s cách đại hội hơn một nhiệm kỳ; hãy kiểm tra lại năm.") % told,
            code="before_the_term",
        )
    begun = timezone.localdate(plan.created_at)
    if step.on < begun and not step.note.strip():
        raise RuleBroken(
            _("Ngày %(on)s trước ngày lập đề án (%(begun)s).") % (told | {"begun": _day(begun)}),
            code="before_the_plan",
            advice=_("Hãy sửa ngày; nếu bước đã họp trước khi lập đề án, ghi điều đó ở “Nội dung, kết luận”."),
        )  # fmt: skip


def require_same_attendance(step: StepMeeting, convened: int | None, present: int | None) -> None:
    """Ballots belong to the attendance they were counted with."""
    if (step.convened, step.present) == (convened, present) or not step.pk:
        return
    if step.ballots.exists():
        raise RuleBroken(
            _("Đã ghi phiếu với %(present)s có mặt trên %(convened)s được triệu tập nên không đổi số dự được.")
            % {"present": present, "convened": convened},
            code="ballots_recorded",
            advice=_("Hãy bỏ lần bỏ phiếu đã ghi, sửa số dự, rồi ghi lại phiếu."),
        )  # fmt: skip


def _require_meeting(meeting: Meeting, plan: PersonnelPlan, actor: User) -> None:
    """A meeting of this congress that the actor reads."""
    if meeting.congress_id != plan.congress_id or not reads_meeting(meeting, actor):
        raise NotFound


def _day(on: date) -> str:
    return format_date(on, DateStyle.DASHED)
