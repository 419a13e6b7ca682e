"""Pages where the superior's word is written: line by line, as a whole, and its decision."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.approvals.actions import appraisals
from daihoi.approvals.actions import decisions as actions
from daihoi.approvals.actions.held import Decided
from daihoi.approvals.forms import decisions as forms
from daihoi.approvals.models import Decision, Submission
from daihoi.approvals.queries import desk as desks
from daihoi.approvals.queries import submissions as queries
from daihoi.approvals.queries.judging import judging_page
from daihoi.approvals.queries.obstacles import Obstacle, obstacle_to
from daihoi.approvals.queries.reach import from_above
from daihoi.approvals.queries.results import superior_may_words
from daihoi.base.errors import DomainError
from daihoi.rules.elections.kinds import SuperiorMay

DETAIL = "approvals:submission_detail"
PER_PAGE = 50


@require_GET
@login_required
def desk(request: UserRequest) -> HttpResponse:
    page = desks.desk_page(desks.DeskFilters.of(request.GET), viewer=request.user)
    shown = Paginator(page.organizations, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "shown": shown, "rows": page.rows(list(shown))}
    return render(request, "approvals/desk.html", context)


@login_required
def item_judge(request: UserRequest, pk: int) -> HttpResponse:
    page = judging_page(pk, viewer=request.user)
    form = forms.JudgingForm(request.POST or None, item=page.item)
    if form.is_valid():
        try:
            appraisals.judge_item(page.item, **form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
            form.look_again(page.item)
        else:
            if page.following and "next" in request.POST:
                return redirect("approvals:item_judge", pk=page.following.pk)
            return redirect(DETAIL, pk=page.item.submission_id)
    above = from_above(page.item.submission, request.user)
    obstacle = _obstacle(request, page.item.submission, "judge")
    context = {"page": page, "form": form, "from_above": above, "obstacle": obstacle}
    return render(request, "approvals/item_judge.html", context)


@login_required
def appraisal_finish(request: UserRequest, pk: int) -> HttpResponse:
    submission = queries.submission_for(pk, "finish", viewer=request.user)
    reviewer = "" if submission.is_on_paper else request.user.full_name
    form = forms.AppraisalForm(request.POST or None, submission=submission, reviewer=reviewer)
    if form.is_valid():
        try:
            appraisals.finish_appraisal(submission, form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã kết thúc thẩm định; bước sau là quyết định."))
            return redirect(DETAIL, pk=pk)
    above = from_above(submission, request.user)
    obstacle = _obstacle(request, submission, "finish")
    context = {"submission": submission, "form": form, "from_above": above, "obstacle": obstacle}
    return render(request, "approvals/appraisal_finish.html", context)


@require_POST
@login_required
def appraisal_reopen(request: UserRequest, pk: int) -> HttpResponse:
    submission = queries.get_submission(pk, viewer=request.user)
    appraisals.reopen_appraisal(submission, actor=request.user)
    return redirect(DETAIL, pk=pk)


@require_POST
@login_required
def appraisal_keep(request: UserRequest, pk: int) -> HttpResponse:
    submission = queries.get_submission(pk, viewer=request.user)
    kept = appraisals.keep_results(submission, actor=request.user)
    said = _("Đã giữ kết quả lần trước cho %(n)s văn bản không đổi.")
    messages.success(request, said % {"n": len(kept)})
    return redirect(DETAIL, pk=pk)


@login_required
def submission_return(request: UserRequest, pk: int) -> HttpResponse:
    submission = queries.submission_for(pk, "decide", viewer=request.user)
    form = forms.ReturnForm(
        request.POST or None, submission=submission, on_paper=submission.is_on_paper
    )
    return _decided(request, submission, form, actions.return_submission, "submission_return")


@login_required
def submission_approve(request: UserRequest, pk: int) -> HttpResponse:
    submission = queries.submission_for(pk, "decide", viewer=request.user)
    form = forms.ApprovalForm(
        request.POST or None, submission=submission, on_paper=submission.is_on_paper
    )
    return _decided(request, submission, form, actions.approve_submission, "submission_approve")


@login_required
def results_confirm(request: UserRequest, pk: int) -> HttpResponse:
    submission = queries.submission_for(pk, "decide", viewer=request.user)
    form = forms.ConfirmForm(
        request.POST or None,
        submission=submission,
        on_paper=submission.is_on_paper,
        posts=queries.posts_of(submission),
    )
    grounds = superior_may_words(submission.congress, SuperiorMay.APPROVE)
    return _decided(
        request, submission, form, actions.confirm_results, "results_confirm", grounds=grounds
    )


@login_required
def results_refuse(request: UserRequest, pk: int) -> HttpResponse:
    submission = queries.submission_for(pk, "decide", viewer=request.user)
    form = forms.RefusalForm(
        request.POST or None, submission=submission, on_paper=submission.is_on_paper
    )
    grounds = superior_may_words(submission.congress, SuperiorMay.ANNUL)
    return _decided(
        request, submission, form, actions.refuse_results, "results_refuse", grounds=grounds
    )


def _obstacle(request: UserRequest, submission: Submission, what: str) -> Obstacle | None:
    """For who opens the page; who has filled in the form keeps what she wrote."""
    if request.method == "POST":
        return None
    return obstacle_to(submission, what, viewer=request.user)


def _decided(
    request: UserRequest,
    submission: Submission,
    form: forms.PaperFields,
    decide: Callable[..., Decision],
    name: str,
    *,
    grounds: str = "",
) -> HttpResponse:
    """Decide, or show the form again: beside a decision that somebody else made meanwhile."""
    other = None
    if form.is_valid():
        told: dict[str, Any] = {"incoming": form.came_in, "actor": request.user}
        if isinstance(form, forms.ConfirmForm):
            told["refused"] = form.refused
        try:
            decide(submission, form.values, **told)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
            other = refusal.decision if isinstance(refusal, Decided) else None
        else:
            messages.success(request, _("Đã ghi quyết định; tổ chức được báo."))
            return redirect(DETAIL, pk=submission.pk)
    context = {
        "submission": submission,
        "form": form,
        "other": other,
        "grounds": grounds,
        "obstacle": _obstacle(request, submission, "decide"),
        "from_above": from_above(submission, request.user),
    }
    return render(request, f"approvals/{name}.html", context, status=409 if other else 200)
