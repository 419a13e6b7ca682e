"""Planning a meeting, calling people to it, opening and ending it."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.live.topics import bump
from daihoi.meetings.actions.attendance import clear_attendance, settle_unmarked
from daihoi.meetings.actions.held import HeldMeeting
from daihoi.meetings.actions.recording import HeldMinutes
from daihoi.meetings.actions.roll import fill_roll, restate_roll
from daihoi.meetings.models import Meeting, MeetingKind, MeetingState, Presence
from daihoi.meetings.queries.attendance import quorum_of
from daihoi.meetings.queries.congress_day import other_day
from daihoi.meetings.queries.seen import records
from daihoi.meetings.queries.wording import changes_told, day, when
from daihoi.organizations.models import Organization
from daihoi.rules.meetings.states import BEFORE_OPENING, MeetingEvent

# What those called must hear of when it changes.
TOLD = ("on", "half_day", "starts_at", "place", "form", "answers_due_on")
# What still changes once the meeting has begun.
LATER = ("chair", "minute_taker", "ends_at")
NAMED_IN_MINUTES = ("chair", "minute_taker")


@transaction.atomic
def add_meeting(organization: Organization, values: Mapping[str, Any], *, actor: User) -> Meeting:
    """Plan a meeting and put those on its roll whom its kind calls.

    ``values``: fields of `Meeting` that its form has. A congress is planned once, unless cancelled.
    """
    now = clock.now()
    meeting = Meeting(
        organization=organization,
        check_in_code=secrets.token_urlsafe(12),
        created_by=actor,
        created_at=now,
        updated_at=now,
        **values,
    )
    require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    _check(meeting)
    if meeting.kind == MeetingKind.CONGRESS:
        _refuse_second_congress(meeting)
    meeting.save()
    fill_roll(meeting, actor=actor)
    record("meetings.add_meeting", meeting, actor=actor, after=_told(values), context=meeting)
    bump(f"meetings.list:{organization.pk}")
    return meeting


@transaction.atomic
def edit_meeting(
    meeting: Meeting, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> Meeting:
    """Change a meeting; who was called hears of another day, hour or place and is asked anew.

    Once it has begun only those who lead and write it, and its end, change. `Outdated` if somebody
    changed it since her page was opened.
    """
    require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    held = HeldMeeting(meeting)
    held.check_not_over()
    locked = held.meeting
    require_seen(locked, values, seen)
    changed = {name: value for name, value in values.items() if getattr(locked, name) != value}
    if held.state not in BEFORE_OPENING and set(changed) - set(LATER):
        held.check_before_opening()
    if set(changed) & set(NAMED_IN_MINUTES):
        HeldMinutes(locked).count_change()
    before = {name: getattr(locked, name) for name in changed}
    for name, value in changed.items():
        setattr(locked, name, value)
    require(actor, Permission.MEETINGS_MANAGE, at=locked)
    _check(locked)
    if not changed:
        return locked
    locked.revision += 1
    locked.updated_at = clock.now()
    locked.save(update_fields=[*changed, "revision", "updated_at"])
    record(
        "meetings.edit_meeting",
        locked,
        actor=actor,
        before=_told(before),
        after=_told(changed),
        context=locked,
    )
    if "on" in changed and held.state in BEFORE_OPENING:
        restate_roll(locked, actor=actor)
        clear_attendance(locked, actor=actor)
    if locked.state == MeetingState.CONVENED and set(changed) & set(TOLD):
        _tell_of_move(held, before, actor)
    held.bump()
    return locked


@transaction.atomic
def convene_meeting(meeting: Meeting, *, actor: User) -> Meeting:
    """Call everybody on the roll; answers in writing are taken from then on (P43).

    `RuleBroken` says what the invitation still lacks, or that the congress has another day.
    """
    require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    held = HeldMeeting(meeting)
    _refuse_other_day(held.meeting)
    held.move(MeetingEvent.CONVENE)
    locked = held.meeting
    _require_complete(locked)
    now = clock.now()
    locked.convened_at, locked.convened_by = now, actor
    fields = ["state", "convened_at", "convened_by"]
    if locked.is_written:
        held.move(MeetingEvent.OPEN)
        locked.opened_at, locked.opened_by = now, actor
        fields += ["opened_at", "opened_by"]
    locked.save(update_fields=fields)
    count = locked.invitees.count()
    record("meetings.convene_meeting", locked, actor=actor, after={"called": count}, context=locked)
    if locked.is_written:
        said = f"Mời đồng chí cho ý kiến bằng văn bản: {locked.topic}"
        body = f"Hạn gửi ý kiến: {day(_due(locked))}."
    else:
        said = f"Mời họp {when(locked)}: {locked.topic}"
        body = f"Tại {locked.place}. Đồng chí xem chương trình, tài liệu và báo dự hay vắng."
    held.tell(said, but=actor, body=body)
    return locked


@transaction.atomic
def recall_meeting(meeting: Meeting, reason: str, *, actor: User) -> Meeting:
    """Take the invitation back and prepare anew; who was called hears why (P32)."""
    require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    held = HeldMeeting(meeting)
    held.move(MeetingEvent.RECALL)
    locked = held.meeting
    _require_reason(reason)
    locked.convened_at = locked.convened_by = None
    locked.revision += 1
    locked.updated_at = clock.now()
    locked.save(update_fields=["state", "convened_at", "convened_by", "revision", "updated_at"])
    clear_attendance(locked, actor=actor)
    locked.invitees.update(reply="", reply_reason="", replied_at=None)
    record("meetings.recall_meeting", locked, actor=actor, after={"reason": reason}, context=locked)
    said = f"Rút lời mời họp {when(locked)}: {locked.topic}"
    held.tell(said, but=actor, body=reason)
    return locked


@transaction.atomic
def cancel_meeting(meeting: Meeting, reason: str, *, actor: User) -> Meeting:
    """The meeting will not be; who was called hears why. Papers issued for it stay to be cancelled."""
    require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    held = HeldMeeting(meeting)
    locked = held.meeting
    was_called = locked.state == MeetingState.CONVENED
    held.move(MeetingEvent.CANCEL)
    _require_reason(reason)
    locked.cancelled_at, locked.cancelled_by = clock.now(), actor
    locked.cancel_reason = reason[:400]
    locked.revision += 1
    locked.check_in_closed_at = locked.cancelled_at if locked.is_checking_in else None
    locked.save(
        update_fields=[
            "state", "cancelled_at", "cancelled_by", "cancel_reason", "revision",
            "check_in_closed_at",
        ]
    )  # fmt: skip
    record("meetings.cancel_meeting", locked, actor=actor, after={"reason": reason}, context=locked)
    if was_called:
        facts = {"when": when(locked), "topic": locked.topic}
        held.tell("Hủy cuộc họp {when}: {topic}".format(**facts), but=actor, body=reason)
    held.bump()
    return locked


@transaction.atomic
def open_meeting(meeting: Meeting, *, actor: User) -> Meeting:
    """The meeting begins: its roll stands. A congress without its quorum does not begin (P6)."""
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    held = HeldMeeting(meeting)
    _refuse_other_day(held.meeting)
    held.move(MeetingEvent.OPEN)
    locked = held.meeting
    if locked.on > clock.today():
        raise RuleBroken(
            _("Chưa đến ngày họp: %(day)s.") % {"day": day(locked.on)},
            code="too_early",
            advice=_("Nếu họp sớm hơn, hãy sửa ngày họp trước để mọi người được báo."),
        )
    if locked.chair is None or locked.minute_taker is None:
        raise RuleBroken(
            _("Cuộc họp phải có người chủ trì và người ghi biên bản (S58)."),
            code="no_minute_taker",
            advice=_("Hãy bấm “Sửa” và chọn đủ hai người."),
        )
    _require_quorum(locked)
    locked.opened_at, locked.opened_by = clock.now(), actor
    locked.save(update_fields=["state", "opened_at", "opened_by"])
    counts = {"roll": locked.invitees.count(), "present": locked.invitees.filter(presence=Presence.PRESENT).count()}  # fmt: skip
    record("meetings.open_meeting", locked, actor=actor, after=counts, context=locked)
    held.bump()
    return locked


@transaction.atomic
def end_meeting(meeting: Meeting, *, actor: User) -> Meeting:
    """The meeting, or the taking of answers, is over; nobody on the roll stays unmarked.

    Who had asked off is absent for her reason, others for none known; both can be put right until the
    minutes are signed.
    """
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    held = HeldMeeting(meeting)
    held.move(MeetingEvent.END)
    locked = held.meeting
    now = clock.now()
    locked.ended_at, locked.ended_by = now, actor
    if locked.is_checking_in:
        locked.check_in_closed_at = now
    locked.save(update_fields=["state", "ended_at", "ended_by", "check_in_closed_at"])
    settled = settle_unmarked(locked, actor=actor)
    record("meetings.end_meeting", locked, actor=actor, after=settled, context=locked)
    held.bump()
    return locked


def _check(meeting: Meeting) -> None:
    """What belongs together does; hours and days can be."""
    congress, body = meeting.congress, meeting.subcommittee
    if congress is not None and congress.organization_id != meeting.organization_id:
        raise NotFound
    if body is not None and (congress is None or body.congress_id != congress.pk):
        raise NotFound
    for person in (meeting.chair, meeting.minute_taker):
        if person is not None and person.organization_id != meeting.organization_id:
            raise NotFound(_("Người chủ trì, người ghi biên bản phải thuộc chi bộ."))
    if meeting.kind == MeetingKind.SUBCOMMITTEE and body is None:
        raise RuleBroken(_("Họp tiểu ban thì phải chọn tiểu ban."), code="no_subcommittee")
    if meeting.kind == MeetingKind.CONGRESS and congress is None:
        raise RuleBroken(_("Hãy chọn đại hội mà cuộc họp này là."), code="no_congress")
    if meeting.ends_at and (meeting.starts_at is None or meeting.ends_at <= meeting.starts_at):
        raise RuleBroken(_("Giờ kết thúc phải sau giờ bắt đầu."), code="ends_before_start")
    if meeting.is_written and (
        meeting.answers_due_on is None or meeting.answers_due_on < meeting.on
    ):
        raise RuleBroken(
            _("Lấy ý kiến bằng văn bản phải có hạn gửi ý kiến, từ ngày gửi tài liệu trở đi."),
            code="no_due_day",
        )
    _check_own_quorum(meeting)


def _check_own_quorum(meeting: Meeting) -> None:
    share = (meeting.quorum_numerator, meeting.quorum_denominator)
    told = [share[0] is not None, share[1] is not None, bool(meeting.quorum_source)]
    if any(told) and not all(told):
        raise RuleBroken(
            _("Tỷ lệ phải có mặt theo quy định riêng cần đủ tử số, mẫu số và tên quy định."),
            code="quorum_incomplete",
        )
    if share[0] is not None and share[1] is not None and not 0 < share[0] <= share[1]:
        raise RuleBroken(_("Tỷ lệ phải có mặt là một phần, như 1/2 hay 2/3."), code="quorum_share")


def _refuse_second_congress(meeting: Meeting) -> None:
    same = Meeting.objects.filter(congress=meeting.congress, kind=MeetingKind.CONGRESS)
    if same.exclude(state=MeetingState.CANCELLED).exists():
        raise Conflict(
            _("Phiên họp đại hội này đã được lập."),
            code="second_congress",
            advice=_("Hãy mở cuộc họp đã lập và sửa ngày, giờ ở đó."),
        )


def _refuse_other_day(meeting: Meeting) -> None:
    if (found := other_day(meeting)) is not None:
        raise RuleBroken(found.said, code=found.code, advice=found.advice)


def _require_complete(meeting: Meeting) -> None:
    missing = [
        words
        for is_missing, words in (
            (meeting.chair is None, _("người chủ trì")),
            (not meeting.is_written and not meeting.place, _("địa điểm")),
            (
                not meeting.is_written and not (meeting.half_day or meeting.starts_at),
                _("buổi hoặc giờ họp"),
            ),
            (
                meeting.is_written and not meeting.items.exists(),
                _("nội dung lấy ý kiến, ít nhất một"),
            ),
            (not meeting.invitees.exists(), _("người được mời")),
        )
        if is_missing
    ]
    if missing:
        raise RuleBroken(
            _("Chưa mời họp được, còn thiếu: %(missing)s.") % {"missing": "; ".join(missing)},
            code="incomplete",
            advice=_("Hãy bổ sung rồi mời họp."),
        )
    last = _due(meeting) if meeting.is_written else meeting.on
    if last < clock.today():
        raise RuleBroken(
            _("Ngày %(day)s đã qua.") % {"day": day(last)},
            code="in_the_past",
            advice=_("Hãy sửa ngày rồi mời họp."),
        )


def _require_quorum(meeting: Meeting) -> None:
    """Only a rule that has a source holds a meeting back; others warn on the page."""
    quorum = quorum_of(meeting)
    if quorum is None or quorum.is_met or not quorum.rule.certainty.is_told:
        return
    raise RuleBroken(
        _("Mới có %(present)s trên %(counted)s đảng viên được tính; cần ít nhất %(needed)s (%(basis)s).")
        % {
            "present": quorum.present,
            "counted": quorum.counted,
            "needed": quorum.needed,
            "basis": quorum.rule.basis,
        },
        code="no_quorum",
        advice=_("Hãy điểm danh đủ rồi khai mạc."),
    )  # fmt: skip


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleBroken(_("Hãy ghi lý do để báo cho người đã mời."), code="no_reason")


def _tell_of_move(held: HeldMeeting, before: Mapping[str, Any], actor: User) -> None:
    meeting = held.meeting
    meeting.invitees.update(reply="", reply_reason="", replied_at=None)
    said = f"Đổi lịch họp: {meeting.topic}, {when(meeting)}"
    told = [f"{each}." for each in changes_told(meeting, before)]
    held.tell(said, but=actor, body=" ".join([*told, "Đồng chí báo lại dự hay vắng."]))


def _due(meeting: Meeting) -> date:
    return meeting.answers_due_on or meeting.on


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """For the record: people and bodies by name."""
    plain = (str, int, date, bool, type(None))
    return {
        name: value if isinstance(value, plain) or hasattr(value, "hour") else str(value)
        for name, value in values.items()
    }
