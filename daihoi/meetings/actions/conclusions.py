"""What the chair concludes: written down, given to whom it asks, followed to the end (S59–S61)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.tasks import edit_task, give_task
from daihoi.congresses.models import Task
from daihoi.congresses.queries.recipients import Reach, target_of
from daihoi.meetings.actions.held import tell_people
from daihoi.meetings.actions.recording import HeldRecord
from daihoi.meetings.models import Conclusion, ConclusionKind, Meeting
from daihoi.meetings.queries.preparation import check_inside
from daihoi.meetings.queries.record import plain
from daihoi.meetings.queries.seen import records
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.text import nfc

TERMS = ("item", "text", "kind", "recipient", "recipient_name", "due_on", "is_urgent")
TITLE_LETTERS = 200
TEXT_LETTERS = 4_000


@transaction.atomic
def add_conclusion(
    meeting: Meeting,
    values: Mapping[str, Any],
    *,
    client_key: UUID,
    typed_at: int | None = None,
    actor: User,
) -> Conclusion:
    """Write down one item of the chair's conclusion; it is given out by `give_conclusions`."""
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldRecord(meeting)
    if sent := held.sent_before(Conclusion, client_key):
        return sent
    held.check_open()
    fields = _checked(held.meeting, values)
    _refuse_twice(fields)
    made = Conclusion.objects.create(
        client_key=client_key, **fields, **held.new(typed_at, actor=actor)
    )
    record("meetings.add_conclusion", made, actor=actor, after=plain(fields), context=held.meeting)
    return made


@transaction.atomic
def edit_conclusion(
    conclusion: Conclusion, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> Conclusion:
    """Put a conclusion right; what was given already changes with it."""
    meeting = conclusion.item.meeting
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldRecord(meeting)
    locked = held.entry(Conclusion, conclusion.pk)
    require_seen(locked, values, seen)
    held.check_open()
    fields = _checked(held.meeting, {name: getattr(locked, name) for name in TERMS} | dict(values))
    if locked.task is not None:
        if fields["kind"] != locked.kind:
            raise Conflict(
                _("Kết luận này đã giao thành công việc nên không đổi loại được."),
                code="given",
                advice=_("Hãy ghi không làm nữa ở trang công việc, rồi ghi một kết luận mới."),
            )
        edit_task(locked.task, _task_terms(fields, meeting), actor=actor)
    before = held.change(locked, fields)
    record("meetings.edit_conclusion", locked, actor=actor, before=plain(before), after=plain(fields), context=held.meeting)  # fmt: skip
    return locked


@transaction.atomic
def withdraw_conclusion(conclusion: Conclusion, *, actor: User) -> Conclusion:
    """Strike a conclusion out; one that was given is dropped where its task stands."""
    meeting = conclusion.item.meeting
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldRecord(meeting)
    held.check_open()
    locked = held.entry(Conclusion, conclusion.pk)
    if locked.task_id is not None:
        raise Conflict(
            _("Kết luận này đã giao thành công việc nên không bỏ được."),
            code="given",
            advice=_("Hãy ghi không làm nữa ở trang công việc."),
        )
    held.strike(locked, actor=actor)
    record("meetings.withdraw_conclusion", locked, actor=actor, before={"text": locked.text}, context=held.meeting)  # fmt: skip
    return locked


@transaction.atomic
def give_conclusions(meeting: Meeting, *, actor: User) -> list[Task]:
    """Give every conclusion that asks for something to whom it asks; remind those it reminds.

    All of them or none: the first that cannot be given says why.
    """
    require(actor, Permission.CONGRESSES_ASSIGN, at=meeting)
    held = HeldRecord(meeting)
    if held.meeting.congress is None:
        raise RuleBroken(
            _("Cuộc họp này không thuộc kỳ đại hội nào nên kết luận chỉ để nhắc việc."),
            code="no_congress",
        )
    rows = Conclusion.objects.filter(item__meeting=meeting, removed_at__isnull=True)
    given = []
    for row in rows.order_by("item__position", "order", "pk").select_for_update(of=("self",)):
        if not row.waits:
            continue
        terms = _task_terms({name: getattr(row, name) for name in TERMS}, held.meeting)
        row.task = give_task(held.meeting.congress, terms, actor=actor)
        held.change(row, {"task": row.task}, of_words=False)
        given.append(row.task)
    after = {"tasks": [task.title for task in given]}
    record("meetings.give_conclusions", held.meeting, actor=actor, after=after)
    return given


@transaction.atomic
def settle_reminder(conclusion: Conclusion, *, actor: User) -> Conclusion:
    """Say that what was reminded of is done."""
    meeting = conclusion.item.meeting
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldRecord(meeting)
    locked = held.entry(Conclusion, conclusion.pk)
    if locked.kind != ConclusionKind.REMINDER:
        raise NotFound
    if locked.settled_at is not None:
        return locked
    held.change(locked, {"settled_at": held.now, "settled_by": actor}, of_words=False)
    after = {"settled_at": held.now}
    record("meetings.settle_reminder", locked, actor=actor, after=after, context=held.meeting)
    return locked


@transaction.atomic
def remind(conclusion: Conclusion, *, actor: User) -> int:
    """Put a reminder into the inbox of everybody it is for; answers how many that are."""
    meeting = conclusion.item.meeting
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    if conclusion.kind != ConclusionKind.REMINDER or not conclusion.recipient:
        raise RuleBroken(
            _("Lưu ý này chưa ghi gửi cho ai có tài khoản."),
            code="nobody_to_remind",
            advice=_("Hãy sửa kết luận, chọn nơi nhận."),
        )
    assert meeting.congress is not None  # noqa: S101 - a recipient is of its congress
    target = target_of(meeting.congress, conclusion.recipient)
    reach = Reach(meeting.organization, clock.today())
    people = reach.accounts_of([Task(congress=meeting.congress, **target.fields)])
    tell_people(meeting, people, "Lưu ý theo kết luận cuộc họp", but=actor, body=conclusion.text)
    after = {"to": conclusion.recipient_name, "people": len(people)}
    record("meetings.remind", conclusion, actor=actor, after=after, context=meeting)
    return len(people)


def _refuse_twice(fields: Mapping[str, Any]) -> None:
    """The same words once on a matter: two who write, or one who sends a correction as new."""
    words = _key(fields["text"])
    kept = Conclusion.objects.filter(item=fields["item"], removed_at__isnull=True)
    same = next((each for each in kept if _key(each.text) == words), None)
    if same is not None:
        at = timezone.localtime(same.recorded_at)
        raise Conflict(
            _("Kết luận này đã được ghi ở nội dung ấy lúc %(at)s.") % {"at": f"{at:%H:%M}"},
            code="concluded_already",
            advice=_("Muốn đổi lời, nơi nhận hay hạn, hãy bấm “Sửa” ở dòng đã ghi."),
        )


def _key(text: str) -> str:
    """Of two that differ in marks at their end, in case or in spaces the same."""
    return " ".join(nfc(text).casefold().split()).rstrip(".;, ")


def _checked(meeting: Meeting, values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a conclusion; a task or a requirement names who is asked."""
    fields = {name: values.get(name) for name in TERMS}
    if fields["item"] is None or fields["item"].meeting_id != meeting.pk:
        raise NotFound(_("Cuộc họp này không có nội dung ấy."))
    text = nfc(fields["text"] or "").strip()
    if not text:
        raise RuleBroken(_("Chưa ghi nội dung kết luận."), code="no_text")
    if len(text) > TEXT_LETTERS:
        raise RuleBroken(
            _("Kết luận dài %(letters)s chữ cái, quá %(limit)s.")
            % {"letters": len(text), "limit": TEXT_LETTERS},
            code="too_long",
            advice=_("Hãy tách thành nhiều kết luận, mỗi việc một kết luận."),
        )
    kind = ConclusionKind(fields["kind"] or ConclusionKind.NOTE)
    if kind is ConclusionKind.NOTE:
        nothing = {"recipient": "", "recipient_name": "", "due_on": None, "is_urgent": False}
        return fields | {"text": text, "kind": kind.value} | nothing
    recipient, name = fields["recipient"] or "", (fields["recipient_name"] or "").strip()
    if meeting.congress is None:
        recipient, kind = "", ConclusionKind.REMINDER
    elif recipient:
        check_inside(meeting, recipient)
        with in_vietnamese():
            target = target_of(meeting.congress, recipient)
            name = Task(congress=meeting.congress, **target.fields).given_to
    elif kind is not ConclusionKind.REMINDER:
        raise RuleBroken(
            _("Chưa chọn giao cho ai."),
            code="no_recipient",
            advice=_("Hãy chọn nơi nhận, hoặc ghi thành lưu ý."),
        )
    _check_due(fields["due_on"], meeting, kind)
    return fields | {
        "text": text,
        "kind": kind.value,
        "recipient": recipient,
        "recipient_name": name[:200],
        "is_urgent": bool(fields["is_urgent"]),
    }


def _check_due(due_on: Any, meeting: Meeting, kind: ConclusionKind) -> None:
    if due_on is not None and due_on < meeting.on:
        raise RuleBroken(_("Hạn phải từ ngày họp trở đi."), code="due_before_meeting")
    if due_on is None and kind is ConclusionKind.TASK:
        raise RuleBroken(
            _("Chưa ghi hạn của việc được giao."),
            code="no_due_day",
            advice=_("Hãy ghi hạn, hoặc ghi thành lưu ý nếu không có hạn."),
        )


def _task_terms(fields: Mapping[str, Any], meeting: Meeting) -> dict[str, Any]:
    """A conclusion as the terms of a task; a long one has its first words for a title."""
    text: str = fields["text"]
    title, _dot, rest = text.partition("\n")
    if len(title) > TITLE_LETTERS:
        title, rest = f"{title[: TITLE_LETTERS - 1].rsplit(' ', 1)[0]}…", text
    day = format_date(meeting.on, DateStyle.DASHED)
    with in_vietnamese():
        source = f"Kết luận {str(meeting.get_kind_display()).lower()} {day}"
    return {
        "recipient": fields["recipient"],
        "title": title.strip().rstrip("."),
        "details": rest.strip(),
        "due_on": fields["due_on"],
        "is_urgent": fields["is_urgent"],
        "is_requirement": fields["kind"] == ConclusionKind.REQUIREMENT,
        "source": source,
    }
