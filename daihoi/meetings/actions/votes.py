"""Votes by raised hands (biểu quyết giơ tay)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.meetings.actions.recording import HeldRecord
from daihoi.meetings.models import AgendaItem, HandVote, Meeting
from daihoi.meetings.queries.hands import voters_there
from daihoi.meetings.queries.seen import records
from daihoi.rules.findings import Finding
from daihoi.rules.meetings.minutes import Hands, hands_wrong, has_passed


@transaction.atomic
def record_vote(
    item: AgendaItem,
    subject: str,
    counted: tuple[int, int, int],
    *,
    client_key: UUID,
    typed_at: int | None = None,
    actor: User,
) -> HandVote:
    """Keep a count of hands: for, against, other; refused when more than have a vote and are there."""
    meeting: Meeting = item.meeting
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldRecord(meeting)
    if sent := held.sent_before(HandVote, client_key):
        return sent
    held.check_open()
    if not subject.strip():
        raise RuleBroken(_("Chưa ghi biểu quyết về việc gì."), code="no_subject")
    if min(counted) < 0:
        raise NotFound
    hands = Hands(*counted, present=voters_there(held.meeting))
    if findings := hands_wrong(hands):
        raise _refusal(findings[0])
    made = HandVote.objects.create(
        item=item,
        client_key=client_key,
        subject=subject.strip()[:300],
        votes_for=hands.votes_for,
        votes_against=hands.votes_against,
        votes_other=hands.votes_other,
        present=hands.present,
        passed=has_passed(hands),
        **held.new(typed_at, actor=actor),
    )
    after = {"subject": made.subject, "for": made.votes_for, "against": made.votes_against,
             "other": made.votes_other, "present": made.present, "passed": made.passed}  # fmt: skip
    record("meetings.record_vote", made, actor=actor, after=after, context=held.meeting)
    return made


@transaction.atomic
def withdraw_vote(vote: HandVote, *, actor: User) -> HandVote:
    """Strike a count out, to be counted again."""
    meeting = vote.item.meeting
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_RECORD, at=meeting)
    held = HeldRecord(meeting)
    held.check_open()
    locked = held.entry(HandVote, vote.pk)
    held.strike(locked, actor=actor)
    before = {"subject": locked.subject, "for": locked.votes_for}
    record("meetings.withdraw_vote", locked, actor=actor, before=before, context=held.meeting)
    return locked


def _refusal(finding: Finding) -> RuleBroken:
    if finding.code == "nobody_present":
        return RuleBroken(
            _("Chưa điểm danh ai có quyền biểu quyết nên chưa ghi được kết quả."),
            [finding],
            code=finding.code,
            advice=_("Hãy điểm danh rồi ghi lại; số đã nhập vẫn được giữ."),
        )
    if finding.code == "no_hand":
        return RuleBroken(
            _("Chưa nhập số người giơ tay."),
            [finding],
            code=finding.code,
            advice=_("Hãy nhập số đồng ý, không đồng ý, ý kiến khác."),
        )
    return RuleBroken(
        _(
            "%(for)s đồng ý + %(against)s không đồng ý + %(other)s ý kiến khác = %(raised)s,"
            " nhiều hơn %(present)s người có quyền biểu quyết đang có mặt."
        )
        % finding.facts,
        [finding],
        code=finding.code,
        advice=_("Hãy đếm lại, hoặc điểm danh người đến sau; kết quả này chưa được ghi."),
    )
