"""Deciding (S51): a dossier goes back, is approved with its paper, or results are confirmed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.approvals.actions.held import HeldSubmission
from daihoi.approvals.actions.plan_steps import note_steps
from daihoi.approvals.models import ConfirmedPost, Decision, Submission
from daihoi.approvals.queries.items import title_for
from daihoi.approvals.queries.reach import seat
from daihoi.approvals.queries.submissions import conclusions_for
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.registry.models import IncomingPaper
from daihoi.rules.approvals import ItemResult, SubmissionEvent, SubmissionState, check_approval

_PAPER = ("paper_number", "paper_on", "signer", "remarks")
_VALID = ("valid_on", "valid_precision", "valid_form", "valid_people")
_TOLD = {
    SubmissionState.RETURNED: gettext_lazy("Cấp trên trả lại: %(what)s"),
    SubmissionState.APPROVED: gettext_lazy("Cấp trên đã phê duyệt: %(what)s"),
    SubmissionState.CONFIRMED: gettext_lazy("Cấp trên đã chuẩn y: %(what)s"),
    SubmissionState.REFUSED: gettext_lazy("Cấp trên không công nhận kết quả: %(what)s"),
}


@transaction.atomic
def return_submission(
    submission: Submission,
    values: Mapping[str, Any],
    *,
    incoming: IncomingPaper | None = None,
    actor: User,
) -> Decision:
    """Send the dossier back with what is to be changed; the next one goes with a new number."""
    permission, place = seat(actor, submission, Permission.APPROVALS_DECIDE)
    require(actor, permission, at=place)
    held = _held(submission, SubmissionEvent.RETURN, permission, incoming)
    asked = any(held.submission.items.exclude(remark="").values_list("remark", flat=True))
    if not values["remarks"].strip() and not asked and not held.submission.appraisal.changes:
        raise RuleBroken(_("Hãy ghi tổ chức phải sửa, bổ sung gì."), code="no_reason")
    decision = _decide(held, SubmissionEvent.RETURN, values, incoming, actor)
    record("approvals.return_submission", held.submission, actor=actor, after=_facts(decision), context=held.submission.congress)  # fmt: skip
    return decision


@transaction.atomic
def approve_submission(
    submission: Submission,
    values: Mapping[str, Any],
    *,
    incoming: IncomingPaper | None = None,
    actor: User,
) -> Decision:
    """Approve (phê duyệt): number, day, signer, and for which day, form and size it holds (P47).

    Refused on an older submission, on one with a line that goes back, and on one with a paper
    that was cancelled since it was sent.
    """
    permission, place = seat(actor, submission, Permission.APPROVALS_DECIDE)
    require(actor, permission, at=place)
    held = _held(submission, SubmissionEvent.APPROVE, permission, incoming)
    _refuse_returned(held.submission, actor)
    _refuse_cancelled(held.submission, actor)
    decision = _decide(held, SubmissionEvent.APPROVE, values, incoming, actor)
    record("approvals.approve_submission", held.submission, actor=actor, after=_facts(decision), context=held.submission.congress)  # fmt: skip
    note_steps(held.submission, actor=actor)
    return decision


@transaction.atomic
def confirm_results(
    submission: Submission,
    values: Mapping[str, Any],
    *,
    refused: Mapping[int, str],
    incoming: IncomingPaper | None = None,
    actor: User,
) -> Decision:
    """Confirm who was elected (chuẩn y), but for single posts: by their keys, each with its reason.

    `RuleBroken` if no post is left: that is not to recognise the results (`refuse_results`).
    """
    permission, place = seat(actor, submission, Permission.APPROVALS_DECIDE)
    require(actor, permission, at=place)
    held = _held(submission, SubmissionEvent.CONFIRM, permission, incoming)
    posts = list(held.submission.posts.order_by("position"))
    _judge_posts(posts, refused)
    decision = _decide(held, SubmissionEvent.CONFIRM, values, incoming, actor)
    ConfirmedPost.objects.bulk_update(posts, ["is_confirmed", "reason"])
    after = _facts(decision) | {"refused": [f"{p}: {p.reason}" for p in posts if not p.is_confirmed]}  # fmt: skip
    record("approvals.confirm_results", held.submission, actor=actor, after=after, context=held.submission.congress)  # fmt: skip
    note_steps(held.submission, actor=actor)
    return decision


@transaction.atomic
def refuse_results(
    submission: Submission,
    values: Mapping[str, Any],
    *,
    incoming: IncomingPaper | None = None,
    actor: User,
) -> Decision:
    """Not recognise the results, with the reason: standards, principles or procedure broken (P73)."""
    permission, place = seat(actor, submission, Permission.APPROVALS_DECIDE)
    require(actor, permission, at=place)
    held = _held(submission, SubmissionEvent.REFUSE, permission, incoming)
    if not values["remarks"].strip():
        raise RuleBroken(_("Hãy ghi lý do không công nhận kết quả."), code="no_reason")
    decision = _decide(held, SubmissionEvent.REFUSE, values, incoming, actor)
    posts = list(held.submission.posts.order_by("position"))
    for post in posts:
        post.is_confirmed, post.reason = False, values["remarks"].strip()[:400]
    ConfirmedPost.objects.bulk_update(posts, ["is_confirmed", "reason"])
    record("approvals.refuse_results", held.submission, actor=actor, after=_facts(decision), context=held.submission.congress)  # fmt: skip
    return decision


def _held(
    submission: Submission,
    event: SubmissionEvent,
    permission: Permission,
    incoming: IncomingPaper | None,
) -> HeldSubmission:
    """The submission, if this may be decided on it now and by whoever sits there."""
    held = HeldSubmission(submission)
    held.check(event)
    held.check_current()
    held.check_seat(permission)
    agrees = event in {SubmissionEvent.APPROVE, SubmissionEvent.CONFIRM}
    if incoming:
        usable = conclusions_for(held.submission, agrees=agrees)
        if not usable.filter(pk=incoming.pk).exists():
            raise NotFound
    if permission is Permission.REGISTRY_ISSUE and incoming is None:
        raise RuleBroken(
            _("Ghi theo giấy thì phải chỉ văn bản của cấp trên trong sổ văn bản đến."),
            code="no_incoming",
            advice=_("Hãy vào sổ văn bản đến thông báo kết luận đó trước, rồi chọn ở đây."),
        )
    return held


def _decide(
    held: HeldSubmission,
    event: SubmissionEvent,
    values: Mapping[str, Any],
    incoming: IncomingPaper | None,
    actor: User,
) -> Decision:
    """Keep the decision and move the submission; the people at home are told."""
    if values["paper_on"] > clock.today():
        raise RuleBroken(_("Ngày văn bản ở sau hôm nay."), code="in_future")
    held.move(event)
    submission = held.submission
    wanted = _PAPER + (_VALID if event is SubmissionEvent.APPROVE else ())
    decision = Decision.objects.create(
        submission=submission,
        result=submission.state,
        incoming=incoming,
        decided_at=clock.now(),
        decided_by=actor,
        **{name: values[name] for name in wanted if name in values},
    )
    held.tell(
        held.followers(actor), _TOLD[SubmissionState(submission.state)], decision.remarks[:300]
    )
    held.bump()
    return decision


def _refuse_returned(submission: Submission, actor: User) -> None:
    items = submission.items.order_by("position").defer("content")
    findings = check_approval(
        [(title_for(item, viewer=actor), ItemResult(item.result)) for item in items]
    )
    if findings:
        raise RuleBroken(
            _("Còn văn bản phải trả lại nên chưa phê duyệt được: %(titles)s.")
            % dict(findings[0].facts),
            findings,
            code="line_returned",
            advice=_("Hãy trả lại hồ sơ, hoặc thẩm định lại các văn bản đó."),
        )


def _refuse_cancelled(submission: Submission, actor: User) -> None:
    gone = [
        title_for(item, viewer=actor)
        for item in submission.items.select_related("entry", "paper__entry").defer("content")
        if (entry := item.entry or getattr(item.paper, "entry", None)) and entry.cancelled_at
    ]
    if gone:
        raise RuleBroken(
            _("Hồ sơ có văn bản đã bị hủy sau khi trình: %(titles)s.")
            % {"titles": "; ".join(gone)},
            code="cancelled_paper",
            advice=_("Hãy trả lại để tổ chức trình lại với bản thay thế."),
        )


def _judge_posts(posts: list[ConfirmedPost], refused: Mapping[int, str]) -> None:
    for post in posts:
        post.is_confirmed = post.pk not in refused
        post.reason = refused.get(post.pk, "").strip()[:400]
        if not post.is_confirmed and not post.reason:
            raise RuleBroken(
                _("Hãy ghi lý do không chuẩn y %(post)s.") % {"post": post}, code="no_reason"
            )
    if posts and not any(post.is_confirmed for post in posts):
        raise RuleBroken(
            _("Không chuẩn y chức danh nào là không công nhận kết quả bầu cử."),
            code="none_confirmed",
            advice=_("Hãy chọn “Không công nhận kết quả” và ghi lý do."),
        )


def _facts(decision: Decision) -> dict[str, Any]:
    submission = decision.submission
    told: dict[str, Any] = {name: getattr(decision, name) for name in (*_PAPER, *_VALID)}
    known = {name: value for name, value in told.items() if value not in {"", None}}
    incoming = {"incoming": decision.incoming_id} if decision.incoming_id else {}
    state = {"state": submission.state, "number": submission.number, "kind": submission.kind}
    return state | known | incoming
