"""Pages of proposals from the hall."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.elections.queries.first_steps import voting
from daihoi.resolutions.actions import amendments as actions
from daihoi.resolutions.forms.amendments import (
    AcceptForm,
    AmendmentForm,
    AmendmentVoteForm,
    ReopenForm,
    WithdrawForm,
)
from daihoi.resolutions.queries import seen
from daihoi.resolutions.queries.amendments import AmendmentPage, amendment_page, page_to_vote


@login_required
def amendment_add(request: UserRequest, pk: int) -> HttpResponse:
    clause = seen.get_clause(pk, viewer=request.user)
    congress = clause.resolution.congress
    first = {**clause.told, "kind": "change"}
    form = AmendmentForm(
        request.POST or None, congress=congress, is_target=clause.is_target, initial=first
    )
    if form.is_valid():
        try:
            made = actions.add_amendment(
                clause, proposed=form.words, **form.proposal, actor=request.user
            )
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi đề nghị sửa đổi."))
            return redirect("resolutions:amendment_detail", pk=made.pk)
    context = {"form": form, "clause": clause, "congress": congress}
    return render(request, "resolutions/amendment_add.html", context, status=_status(form))


@require_safe
@login_required
def amendment_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = amendment_page(pk, viewer=request.user)
    return _detail(request, page, AcceptForm(page=page), 200)


@require_POST
@login_required
def amendment_accept(request: UserRequest, pk: int) -> HttpResponse:
    page = amendment_page(pk, viewer=request.user)
    form = AcceptForm(request.POST, page=page)
    if form.is_valid():
        revision, note = form.cleaned_data["revision"], form.cleaned_data["note"]
        try:
            actions.accept_amendment(
                page.row.amendment, form.words, revision=revision, note=note, actor=request.user
            )
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã đưa lời tiếp thu vào dự thảo nghị quyết."))
            return redirect("resolutions:amendment_detail", pk=pk)
    return _detail(request, page, form, 422)


@require_POST
@login_required
def amendment_ask(request: UserRequest, pk: int) -> HttpResponse:
    page = page_to_vote(pk, viewer=request.user)
    actions.ask_amendment(page.row.amendment, actor=request.user)
    return redirect("resolutions:amendment_vote", pk=pk)


@login_required
def amendment_vote(request: UserRequest, pk: int) -> HttpResponse:
    page = page_to_vote(pk, viewer=request.user)
    form = AmendmentVoteForm(request.POST or None, page=page)
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.vote_amendment(
                page.row.amendment, form.words, form.hands, revision=revision, actor=request.user
            )
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã ghi kết quả biểu quyết đề nghị."))
            return redirect("resolutions:amendment_detail", pk=pk)
    congress = page.row.amendment.resolution.congress
    context = {"page": page, "form": form, "congress": congress, "voting": voting(congress)}
    return render(request, "resolutions/amendment_vote.html", context, status=_status(form))


@require_POST
@login_required
def amendment_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    page = amendment_page(pk, viewer=request.user)
    form = WithdrawForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    actions.withdraw_amendment(page.row.amendment, note=note, actor=request.user)
    messages.success(request, _("Đã ghi người đề nghị rút đề nghị."))
    return redirect("resolutions:amendment_detail", pk=pk)


@require_POST
@login_required
def amendment_reopen(request: UserRequest, pk: int) -> HttpResponse:
    page = amendment_page(pk, viewer=request.user)
    form = ReopenForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    actions.reopen_amendment(page.row.amendment, reason=reason, actor=request.user)
    messages.success(request, _("Đề nghị được mở lại để quyết định."))
    return redirect("resolutions:amendment_detail", pk=pk)


def _detail(
    request: UserRequest, page: AmendmentPage, form: AcceptForm, status: int
) -> HttpResponse:
    amendment = page.row.amendment
    context = {
        "page": page, "amendment": amendment, "congress": amendment.resolution.congress,
        "form": form, "withdraw": WithdrawForm(auto_id="withdraw_%s"), "reopen": ReopenForm(),
    }  # fmt: skip
    return render(request, "resolutions/amendment_detail.html", context, status=status)


def _status(form: object) -> int:
    return 422 if getattr(form, "errors", None) else 200
