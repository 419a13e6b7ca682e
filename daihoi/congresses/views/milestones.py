"""Pages of one milestone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base import clock
from daihoi.base.errors import DomainError
from daihoi.congresses.actions import milestones as actions
from daihoi.congresses.forms import plans as forms
from daihoi.congresses.forms.reasons import ReasonForm
from daihoi.congresses.queries import milestones as queries
from daihoi.congresses.queries.congresses import congress_of

COMPLETE, PLAN = Permission.CONGRESSES_COMPLETE, Permission.CONGRESSES_PLAN


@require_GET
@login_required
def milestone_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.milestone_page(pk, viewer=request.user)
    form = forms.CompleteForm(asks_why=page.asks_why, initial={"on": clock.today()})
    context = {"page": page, "milestone": page.milestone, "form": form}
    return render(request, "congresses/milestone_detail.html", context)


@login_required
def milestone_complete(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.milestone_page(pk, viewer=request.user)
    form = forms.CompleteForm(
        request.POST or None, asks_why=page.asks_why, initial={"on": clock.today()}
    )
    if form.is_valid():
        on, reason = form.cleaned_data["on"], form.cleaned_data.get("reason", "")
        try:
            actions.complete_milestone(page.milestone, on, reason=reason, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi xong %(name)s.") % {"name": page.milestone})
            return redirect("congresses:plan", pk=page.milestone.congress_id)
    context = {"form": form, "milestone": page.milestone, "page": page}
    return render(request, "congresses/milestone_complete.html", context, status=_status(form))


@login_required
def milestone_reopen(request: UserRequest, pk: int) -> HttpResponse:
    milestone = queries.get_milestone(pk, viewer=request.user, to=COMPLETE)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.reopen_milestone(milestone, form.cleaned_data["reason"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã bỏ ghi xong %(name)s.") % {"name": milestone})
            return redirect("congresses:milestone_detail", pk=pk)
    page = {"form": form, "milestone": milestone}
    return render(request, "congresses/milestone_reopen.html", page, status=_status(form))


@login_required
def milestone_drop(request: UserRequest, pk: int) -> HttpResponse:
    milestone = queries.get_milestone(pk, viewer=request.user, to=PLAN)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.drop_milestone(milestone, form.cleaned_data["reason"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi không thực hiện %(name)s.") % {"name": milestone})
            return redirect("congresses:milestone_detail", pk=pk)
    page = {"form": form, "milestone": milestone}
    return render(request, "congresses/milestone_drop.html", page, status=_status(form))


@require_POST
@login_required
def milestone_take_up(request: UserRequest, pk: int) -> HttpResponse:
    milestone = queries.get_milestone(pk, viewer=request.user, to=PLAN)
    actions.take_up_milestone(milestone, actor=request.user)
    messages.success(request, _("Đã đưa %(name)s trở lại kế hoạch.") % {"name": milestone})
    return redirect("congresses:milestone_detail", pk=pk)


@login_required
def milestone_add(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=PLAN)
    form = forms.NewMilestoneForm(request.POST or None, congress=congress)
    if form.is_valid():
        try:
            made = actions.add_milestone(
                congress,
                form.milestone_values,
                planned_on=form.cleaned_data["planned_on"],
                after=form.cleaned_data["after"],
                actor=request.user,
            )
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": made})
            return redirect("congresses:plan", pk=pk)
    page = {"form": form, "congress": congress}
    return render(request, "congresses/milestone_add.html", page, status=_status(form))


@login_required
def milestone_edit(request: UserRequest, pk: int) -> HttpResponse:
    milestone = queries.get_milestone(pk, viewer=request.user, to=PLAN)
    form = forms.MilestoneForm(
        request.POST or None, instance=milestone, congress=milestone.congress
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.edit_milestone(
                milestone,
                form.milestone_values,
                offset=form.offset,
                planned_on=data["planned_on"],
                after=data["after"],
                seen=form.seen_state,
                actor=request.user,
            )
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("congresses:milestone_detail", pk=pk)
    page = {"form": form, "milestone": milestone}
    return render(request, "congresses/milestone_edit.html", page, status=_status(form))


def _status(form: BaseForm) -> int:
    return 422 if form.errors else 200
