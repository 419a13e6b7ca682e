"""Saying beforehand whether one comes."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import RuleBroken
from daihoi.live.topics import bump
from daihoi.meetings.actions.held import HeldLine, tell_people
from daihoi.meetings.models import Invitee, MeetingState, Reply
from daihoi.meetings.queries.wording import topic_of


@transaction.atomic
def reply(row: Invitee, answer: Reply, reason: str = "", *, actor: User) -> Invitee:
    """Say that one comes, or asks off with a reason; who records the meeting says it for others.

    Until the meeting begins; whoever chairs hears of each who asks off.
    """
    if row.person is None or row.person.user_id != actor.pk:
        require(actor, Permission.MEETINGS_RECORD, at=row.meeting)
    locked = HeldLine(row).row
    meeting = locked.meeting
    if meeting.state != MeetingState.CONVENED:
        raise RuleBroken(
            _("Cuộc họp không còn chờ xác nhận dự họp."),
            code="meeting_state",
            advice=_("Nếu không dự được, đồng chí báo trực tiếp người chủ trì."),
        )
    if answer == Reply.NOT_COMING and not reason.strip():
        raise RuleBroken(_("Xin vắng thì phải ghi lý do."), code="no_reason")
    before = {"reply": locked.reply, "reason": locked.reply_reason}
    locked.reply = answer
    locked.reply_reason = reason.strip()[:300] if answer == Reply.NOT_COMING else ""
    locked.replied_at = clock.now()
    locked.save(update_fields=["reply", "reply_reason", "replied_at"])
    after = {"name": locked.name, "reply": answer, "reason": locked.reply_reason}
    record("meetings.reply", locked, actor=actor, before=before, after=after, context=row.meeting)
    user = meeting.chair.user if meeting.chair else None
    if answer == Reply.NOT_COMING and user is not None:
        said = f"{locked.name} xin vắng: {meeting.topic}"
        tell_people(meeting, [user], said, but=actor, body=locked.reply_reason)
    bump(topic_of(row.meeting))
    return locked
