"""Pages of goals."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.congresses.actions import goals as actions
from daihoi.congresses.forms import goals as forms
from daihoi.congresses.queries import goals as queries
from daihoi.congresses.queries.congresses import congress_of

MANAGE = Permission.CONGRESSES_MANAGE


@login_required
def goal_add(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=MANAGE)
    form = forms.GoalForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_goal(congress, form.cleaned_data["text"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã thêm mục tiêu."))
            return redirect("congresses:congress_detail", pk=pk)
    return render(request, "congresses/goal_add.html", {"form": form, "congress": congress})


@login_required
def goal_edit(request: UserRequest, pk: int) -> HttpResponse:
    goal = queries.get_goal(pk, viewer=request.user)
    form = forms.GoalForm(request.POST or None, initial={"text": goal.text})
    if form.is_valid():
        try:
            actions.edit_goal(goal, form.cleaned_data["text"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("congresses:congress_detail", pk=goal.congress_id)
    page = {"form": form, "goal": goal, "congress": goal.congress}
    return render(request, "congresses/goal_edit.html", page)


@require_POST
@login_required
def goal_remove(request: UserRequest, pk: int) -> HttpResponse:
    goal = queries.get_goal(pk, viewer=request.user)
    actions.remove_goal(goal, actor=request.user)
    messages.success(request, _("Đã bỏ mục tiêu."))
    return redirect("congresses:congress_detail", pk=goal.congress_id)
