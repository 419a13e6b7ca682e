"""Meetings in writing (P43): everybody answers on each matter, online or on paper."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.live.topics import bump
from daihoi.meetings.actions.held import HeldLine, tell_people
from daihoi.meetings.models import (
    AgendaItem,
    Invitee,
    Meeting,
    MeetingState,
    WrittenAnswer,
    WrittenChoice,
)
from daihoi.meetings.queries.seen import records
from daihoi.meetings.queries.wording import day, topic_of

FIELDS = ["choice", "text", "is_paper", "answered_on", "answered_at", "answered_by"]


@transaction.atomic
def answer(
    item: AgendaItem, row: Invitee, choice: WrittenChoice, text: str = "", *, actor: User
) -> WrittenAnswer:
    """Answer for oneself, or change one's answer, up to the last day."""
    if row.person is None or row.person.user_id != actor.pk:
        require(actor, Permission.MEETINGS_RECORD, at=row.meeting)
    locked = HeldLine(row).row
    _check(item, locked)
    if (due := locked.meeting.answers_due_on) is not None and clock.today() > due:
        raise RuleBroken(
            _("Đã hết hạn gửi ý kiến (%(day)s).") % {"day": day(due)},
            code="too_late",
            advice=_("Đồng chí gặp người ghi biên bản nếu đã gửi phiếu giấy trong hạn."),
        )
    kept, before = _keep(item, locked, choice, text, clock.today(), actor=actor, is_paper=False)
    record(
        "meetings.answer", item, actor=actor, before=before, after=_facts(kept), context=row.meeting
    )
    return kept


@transaction.atomic
def record_answer(
    item: AgendaItem,
    row: Invitee,
    choice: WrittenChoice,
    text: str,
    answered_on: date,
    *,
    actor: User,
) -> WrittenAnswer:
    """Enter what somebody answered on paper; the day on it lies within the time given."""
    if not records(row.meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=row.meeting)
    locked = HeldLine(row).row
    _check(item, locked)
    first = locked.meeting.on
    last = min(locked.meeting.answers_due_on or clock.today(), clock.today())
    if not first <= answered_on <= last:
        raise RuleBroken(
            _("Ngày trên phiếu phải từ %(first)s đến %(last)s.")
            % {"first": day(first), "last": day(last)},
            code="other_day",
        )
    kept, before = _keep(item, locked, choice, text, answered_on, actor=actor, is_paper=True)
    record(
        "meetings.answer", item, actor=actor, before=before, after=_facts(kept), context=row.meeting
    )
    return kept


@transaction.atomic
def remind(meeting: Meeting, *, actor: User) -> int:
    """Ask everybody who signs in here and has not answered everything; answers how many."""
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    _check_open(meeting)
    items = set(meeting.items.values_list("pk", flat=True))
    rows = meeting.invitees.filter(person__user__is_active=True, is_counted=True)
    late = [
        row
        for row in rows.select_related("person__user").prefetch_related("answers")
        if items - {each.item_id for each in row.answers.all()}
    ]
    users = [row.person.user for row in late if row.person and row.person.user]
    due = meeting.answers_due_on or meeting.on
    said = f"Nhắc gửi ý kiến bằng văn bản: {meeting.topic}"
    body = f"Hạn gửi ý kiến: {day(due)}."
    tell_people(meeting, users, said, but=actor, body=body)
    record("meetings.remind", meeting, actor=actor, after={"people": len(users)}, context=meeting)
    return len(users)


def _keep(
    item: AgendaItem,
    locked: Invitee,
    choice: WrittenChoice,
    text: str,
    on: date,
    *,
    actor: User,
    is_paper: bool,
) -> tuple[WrittenAnswer, dict[str, Any]]:
    """The answer as kept, and what it was before."""
    if choice == WrittenChoice.OTHER and not text.strip():
        raise RuleBroken(_("Ý kiến khác thì phải ghi nội dung."), code="no_text")
    found = WrittenAnswer.objects.filter(item=item, invitee=locked).first()
    before = {"choice": found.choice, "text": found.text} if found else {}
    kept = found or WrittenAnswer(item=item, invitee=locked)
    if found and found.is_paper and not is_paper:
        raise Conflict(
            _("Phiếu giấy của đồng chí về nội dung này đã được nhập."),
            code="paper_answer",
            advice=_("Nếu muốn đổi, đồng chí gặp người ghi biên bản."),
        )
    kept.choice, kept.text, kept.is_paper = choice, text.strip(), is_paper
    kept.answered_on, kept.answered_at, kept.answered_by = on, clock.now(), actor
    if found:
        kept.save(update_fields=FIELDS)
    else:
        kept.save()
    bump(topic_of(locked.meeting))
    return kept, before


def _facts(kept: WrittenAnswer) -> dict[str, Any]:
    return {
        "name": kept.invitee.name,
        "choice": kept.choice,
        "text": kept.text,
        "paper": kept.is_paper,
    }


def _check(item: AgendaItem, row: Invitee) -> None:
    if item.meeting_id != row.meeting_id:
        raise NotFound
    if row.is_guest:
        raise RuleBroken(_("Khách mời không cho ý kiến bằng văn bản."), code="guest")
    _check_open(row.meeting)


def _check_open(meeting: Meeting) -> None:
    if not meeting.is_written or meeting.state != MeetingState.OPEN:
        raise Conflict(_("Cuộc họp không đang lấy ý kiến bằng văn bản."), code="meeting_state")
