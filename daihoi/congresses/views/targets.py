"""Pages of targets of the term."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.congresses.actions import targets as actions
from daihoi.congresses.forms.targets import ResultForm, TargetForm
from daihoi.congresses.queries import targets as queries
from daihoi.congresses.queries.congresses import congress_of

MANAGE = Permission.CONGRESSES_MANAGE


@require_GET
@login_required
def target_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.target_page(pk, viewer=request.user)
    return render(request, "congresses/target_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def target_add(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=MANAGE)
    form = TargetForm(request.POST or None, congress=congress)
    if form.is_valid():
        try:
            actions.add_target(congress, form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã thêm chỉ tiêu."))
            return redirect("congresses:target_list", pk=pk)
    return render(request, "congresses/target_add.html", {"form": form, "congress": congress})


@require_http_methods(["GET", "POST"])
@login_required
def target_edit(request: UserRequest, pk: int) -> HttpResponse:
    target = queries.get_target(pk, viewer=request.user)
    form = TargetForm(request.POST or None, instance=target, congress=target.congress)
    if form.is_valid():
        try:
            actions.edit_target(target, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("congresses:target_list", pk=target.congress_id)
    page = {"form": form, "target": target, "congress": target.congress}
    return render(request, "congresses/target_edit.html", page)


@require_POST
@login_required
def target_remove(request: UserRequest, pk: int) -> HttpResponse:
    target = queries.get_target(pk, viewer=request.user)
    actions.remove_target(target, actor=request.user)
    messages.success(request, _("Đã bỏ chỉ tiêu."))
    return redirect("congresses:target_list", pk=target.congress_id)


@require_http_methods(["GET", "POST"])
@login_required
def target_follow(request: UserRequest, pk: int) -> HttpResponse:
    row = queries.target_to_follow(pk, viewer=request.user)
    target = row.target
    form = ResultForm(request.POST or None, years=row.years, to_note=row.to_note)
    if form.is_valid():
        try:
            actions.note_result(target, form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi kết quả."))
            return redirect("congresses:target_list", pk=target.congress_id)
    page = {"form": form, "target": target, "congress": target.congress}
    return render(request, "congresses/target_follow.html", page)
