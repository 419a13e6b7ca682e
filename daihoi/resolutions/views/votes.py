"""Pages on which the resolution is voted, adopted, and made a paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.resolutions.actions import votes as actions
from daihoi.resolutions.forms.amendments import VoteForm
from daihoi.resolutions.models import ResolutionVote
from daihoi.resolutions.queries import resolutions as queries
from daihoi.resolutions.queries import seen


@login_required
def target_vote(request: UserRequest, pk: int) -> HttpResponse:
    clause = seen.get_clause_to_vote(pk, viewer=request.user)
    page = queries.vote_page(clause.resolution, clause=clause)
    form = VoteForm(request.POST or None, initial={"revision": clause.revision})
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            made = actions.vote_target(clause, form.hands, revision=revision, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            return _voted(request, made)
    return _page(request, page, form, "target_vote")


@login_required
def targets_vote(request: UserRequest, pk: int) -> HttpResponse:
    resolution = seen.get_resolution_to_vote(pk, viewer=request.user)
    page = queries.targets_to_vote(queries.vote_page(resolution))
    form = VoteForm(request.POST or None, initial={"revision": resolution.revision})
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            made = actions.vote_targets(
                resolution, form.hands, revision=revision, actor=request.user
            )
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            return _voted(request, made)
    return _page(request, page, form, "targets_vote")


@login_required
def whole_vote(request: UserRequest, pk: int) -> HttpResponse:
    resolution = seen.get_resolution_to_vote(pk, viewer=request.user)
    page = queries.before_whole(queries.vote_page(resolution))
    form = VoteForm(request.POST or None, initial={"revision": resolution.revision})
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            made = actions.vote_whole(resolution, form.hands, revision=revision, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            return _voted(request, made)
    return _page(request, page, form, "whole_vote")


@require_POST
@login_required
def resolution_adopt(request: UserRequest, pk: int) -> HttpResponse:
    resolution = seen.get_resolution_to_vote(pk, viewer=request.user)
    form = VoteForm(request.POST)
    form.full_clean()
    revision = form.cleaned_data.get("revision") or 0
    actions.adopt_resolution(resolution, revision=revision, actor=request.user)
    messages.success(request, _("Nghị quyết đã được thông qua; từ nay không sửa được nội dung."))
    return redirect("resolutions:resolution_detail", pk=pk)


@require_POST
@login_required
def resolution_deposit(request: UserRequest, pk: int) -> HttpResponse:
    resolution = seen.get_resolution(pk, viewer=request.user)
    paper = actions.deposit_resolution(resolution, actor=request.user)
    messages.success(request, _("Đã lập văn bản nghị quyết để ban hành."))
    return redirect("registry:paper_detail", pk=paper.pk)


def _voted(request: UserRequest, made: ResolutionVote) -> HttpResponse:
    if made.vote.passed:
        messages.success(request, _("Đại hội đã thông qua."))
    else:
        messages.warning(request, _("Không đủ số phiếu đồng ý nên chưa được thông qua."))
    return redirect("resolutions:resolution_detail", pk=made.resolution.congress_id)


def _page(request: UserRequest, page: queries.VotePage, form: VoteForm, name: str) -> HttpResponse:
    context = {"page": page, "form": form, "congress": page.resolution.congress}
    status = 422 if form.errors else 200
    return render(request, f"resolutions/{name}.html", context, status=status)
