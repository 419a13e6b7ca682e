"""Pages of the congresses above this one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.congresses.actions import higher as actions
from daihoi.congresses.forms.higher import HigherForm
from daihoi.congresses.queries import higher as queries
from daihoi.congresses.queries.congresses import congress_of

MANAGE = Permission.CONGRESSES_MANAGE


@require_GET
@login_required
def higher_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.chain(pk, viewer=request.user)
    return render(request, "congresses/higher_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def higher_add(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=MANAGE)
    form = HigherForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_higher(congress, form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi đại hội cấp trên."))
            return redirect("congresses:higher_list", pk=pk)
    return render(request, "congresses/higher_add.html", {"form": form, "congress": congress})


@require_http_methods(["GET", "POST"])
@login_required
def higher_edit(request: UserRequest, pk: int) -> HttpResponse:
    higher = queries.get_higher(pk, viewer=request.user)
    form = HigherForm(request.POST or None, instance=higher)
    if form.is_valid():
        try:
            actions.edit_higher(higher, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("congresses:higher_list", pk=higher.congress_id)
    page = {"form": form, "higher": higher, "congress": higher.congress}
    return render(request, "congresses/higher_edit.html", page)


@require_POST
@login_required
def higher_remove(request: UserRequest, pk: int) -> HttpResponse:
    higher = queries.get_higher(pk, viewer=request.user)
    actions.remove_higher(higher, actor=request.user)
    messages.success(request, _("Đã bỏ."))
    return redirect("congresses:higher_list", pk=higher.congress_id)
