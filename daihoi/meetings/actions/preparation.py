"""Opinions on the preparation of the congress: each is handled, none is passed over (S36, S57)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.tasks import give_task
from daihoi.congresses.models import Task
from daihoi.meetings.actions.recording import HeldRecord
from daihoi.meetings.models import HANDLED, Aim, Handling, Statement
from daihoi.meetings.queries.preparation import check_inside
from daihoi.vietnamese.dates import DateStyle, format_date

Result = Handling.Result


@transaction.atomic
def handle_preparation(
    statement: Statement,
    result: str,
    *,
    text: str = "",
    task: Mapping[str, Any] | None = None,
    seen: str | None = None,
    actor: User,
) -> Handling:
    """Say what becomes of an opinion on preparation: noted, answered in words, or made a task.

    ``task``: recipient and due day. ``seen``: what her page showed. Handling it again replaces the words; a task stays one.
    """
    meeting = statement.item.meeting
    require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    held = HeldRecord(meeting)
    locked = held.entry(Statement, statement.pk)
    if locked.aim != Aim.PREPARATION:
        raise RuleBroken(_("Ý kiến này không về việc chuẩn bị đại hội."), code="not_preparation")
    old = Handling.objects.filter(statement=locked).first()
    require_seen(old or Handling(), HANDLED, seen)
    if old is not None and old.task_id is not None:
        raise Conflict(
            _("Ý kiến này đã giao thành công việc."),
            code="given",
            advice=_("Hãy theo dõi ở trang công việc."),
        )
    if result == Result.ANSWERED and not text.strip():
        raise RuleBroken(_("Chưa viết nội dung trả lời."), code="no_answer")
    fields = {
        "result": Result(result),
        "text": text.strip(),
        "task": _given(locked, task or {}, actor=actor) if result == Result.TASK else None,
        "handled_at": held.now,
        "handled_by": actor,
    }
    before = {"result": old.result, "text": old.text} if old else None
    made, _new = Handling.objects.update_or_create(statement=locked, defaults=fields)
    held.change(locked, {}, of_words=False)
    after = {"result": made.result, "text": made.text, "task": made.task_id}
    record("meetings.handle_preparation", locked, actor=actor, before=before, after=after, context=meeting)  # fmt: skip
    return made


def _given(statement: Statement, terms: Mapping[str, Any], *, actor: User) -> Task:
    meeting = statement.item.meeting
    if meeting.congress is None:
        raise RuleBroken(
            _("Cuộc họp này không thuộc kỳ đại hội nào nên không giao việc được."),
            code="no_congress",
            advice=_("Hãy ghi nhận hoặc trả lời bằng lời."),
        )
    check_inside(meeting, terms["recipient"])
    day = format_date(meeting.on, DateStyle.DASHED)
    values = {
        "recipient": terms["recipient"],
        "title": statement.text.partition("\n")[0][:200],
        "details": statement.text,
        "due_on": terms.get("due_on"),
        "is_urgent": bool(terms.get("is_urgent")),
        "source": f"Ý kiến của đồng chí {statement.invitee.name}, cuộc họp {day}",
    }
    return give_task(meeting.congress, values, actor=actor)
