"""Appraising (thẩm định): line by line with remarks, then as a whole (S50)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.approvals.actions.held import HeldSubmission
from daihoi.approvals.models import Appraisal, Submission, SubmissionItem
from daihoi.approvals.queries.items import seen_of, title_for
from daihoi.approvals.queries.judging import results_to_keep
from daihoi.approvals.queries.reach import seat
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.rules.approvals import ItemResult, SubmissionEvent, SubmissionState, check_appraisal

_SAID = {
    "not_judged": gettext_lazy("Chưa ghi kết quả: %(titles)s."),
    "no_remark": gettext_lazy("Cần ghi rõ phải sửa gì: %(titles)s."),
}


@transaction.atomic
def judge_item(
    item: SubmissionItem,
    result: ItemResult,
    remark: str,
    *,
    seen: str | None = None,
    actor: User,
) -> SubmissionItem:
    """Say of one paper that it is agreed to, agreed to with changes, or goes back (P46).

    ``seen``: the result and remark that the page showed; `Conflict` if another reviewer wrote
    something else meanwhile, with what she wrote.
    """
    permission, place = seat(actor, item.submission, Permission.APPROVALS_APPRAISE)
    require(actor, permission, at=place)
    held = HeldSubmission(item.submission)
    held.check_seat(permission)
    held.check_current()
    if held.state is not SubmissionState.APPRAISING:
        held.check(SubmissionEvent.APPRAISE)
    locked = held.item(item)
    if seen is not None and seen != seen_of(locked):
        raise Conflict(
            _("%(who)s vừa ghi: %(result)s. %(remark)s")
            % {
                "who": locked.judged_by or "–",
                "result": locked.get_result_display() or _("chưa thẩm định"),
                "remark": locked.remark,
            },
            code="outdated",
            advice=_("Lưu lần nữa là thay bằng điều đồng chí viết."),
        )
    remark = remark.strip()
    if result in {ItemResult.WITH_CHANGES, ItemResult.RETURNED} and not remark:
        raise RuleBroken(_("Hãy ghi rõ phải sửa gì, vì sao trả lại."), code="no_remark")
    before = {"result": locked.result, "remark": locked.remark}
    locked.result, locked.remark = result, remark
    judged = result is not ItemResult.NONE
    locked.judged_at, locked.judged_by = (clock.now(), actor) if judged else (None, None)
    locked.save(update_fields=["result", "remark", "judged_at", "judged_by"])
    after = {"code": locked.code, "result": result, "remark": remark}
    record("approvals.judge_item", locked, actor=actor, before=before, after=after, context=held.submission.congress)  # fmt: skip
    held.bump()
    return locked


@transaction.atomic
def keep_results(submission: Submission, *, actor: User) -> list[SubmissionItem]:
    """Say of every paper sent again without a change what was said the time before.

    A paper that was given back is judged anew. `RuleBroken` if there is nothing to keep.
    """
    permission, place = seat(actor, submission, Permission.APPROVALS_APPRAISE)
    require(actor, permission, at=place)
    held = HeldSubmission(submission)
    held.check_seat(permission)
    held.check_current()
    if held.state is not SubmissionState.APPRAISING:
        held.check(SubmissionEvent.APPRAISE)
    kept = []
    for row in results_to_keep(held.submission, viewer=actor):
        assert row.before is not None  # noqa: S101 - one without is not to keep
        row.item.result, row.item.remark = row.before.result, row.before.remark
        row.item.judged_at, row.item.judged_by = clock.now(), actor
        row.item.save(update_fields=["result", "remark", "judged_at", "judged_by"])
        kept.append(row.item)
    if not kept:
        raise RuleBroken(_("Không có văn bản nào giữ được kết quả lần trước."), code="nothing_kept")
    after = {"kept": [{"position": each.position, "code": each.code, "result": each.result} for each in kept]}  # fmt: skip
    record("approvals.keep_results", held.submission, actor=actor, after=after, context=held.submission.congress)  # fmt: skip
    held.bump()
    return kept


@transaction.atomic
def finish_appraisal(
    submission: Submission, values: Mapping[str, Any], *, actor: User
) -> Appraisal:
    """End the appraisal: reviewer, day, remarks, what is to be changed; the decision comes after.

    `RuleBroken` while a line has no result, or goes back without a word.
    """
    permission, place = seat(actor, submission, Permission.APPROVALS_APPRAISE)
    require(actor, permission, at=place)
    held = HeldSubmission(submission)
    held.check_seat(permission)
    held.check(SubmissionEvent.APPRAISE)
    held.check_current()
    _refuse_unfinished(held.submission, actor)
    if values["appraised_on"] > clock.today():
        raise RuleBroken(_("Ngày thẩm định ở sau hôm nay."), code="in_future")
    after = held.move(SubmissionEvent.APPRAISE)
    told = {**values, "finished_at": clock.now(), "finished_by": actor}
    made, _new = Appraisal.objects.update_or_create(submission=held.submission, defaults=told)
    record("approvals.finish_appraisal", held.submission, actor=actor, after={**after, **values}, context=held.submission.congress)  # fmt: skip
    held.tell(held.followers(actor), gettext_lazy("Đã thẩm định: %(what)s"))
    held.bump()
    return made


@transaction.atomic
def reopen_appraisal(submission: Submission, *, actor: User) -> Submission:
    """Appraise again before anything is decided; what was written stays to be corrected."""
    permission, place = seat(actor, submission, Permission.APPROVALS_APPRAISE)
    require(actor, permission, at=place)
    held = HeldSubmission(submission)
    held.check_seat(permission)
    after = held.move(SubmissionEvent.REOPEN)
    record("approvals.reopen_appraisal", held.submission, actor=actor, after=after, context=held.submission.congress)  # fmt: skip
    held.bump()
    return held.submission


def _refuse_unfinished(submission: Submission, actor: User) -> None:
    if submission.is_confirmation:  # what is decided there are posts, not papers
        return
    items = submission.items.order_by("position").defer("content")
    findings = check_appraisal(
        [(title_for(item, viewer=actor), ItemResult(item.result), item.remark) for item in items]
    )
    if findings:
        said = " ".join(str(_SAID[each.code]) % dict(each.facts) for each in findings)
        raise RuleBroken(said, findings, code=findings[0].code)
