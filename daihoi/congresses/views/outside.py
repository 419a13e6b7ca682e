"""Pages of the register of bodies outside the organization."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.congresses.actions import outside as actions
from daihoi.congresses.forms.outside import OutsideForm
from daihoi.congresses.queries import outside as queries


@require_GET
@login_required
def outside_list(request: UserRequest, pk: int) -> HttpResponse:
    organization = queries.organization_with_outside(pk, viewer=request.user)
    page = {"organization": organization, "bodies": queries.outside_bodies_of(organization)}
    return render(request, "congresses/outside_list.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def outside_add(request: UserRequest, pk: int) -> HttpResponse:
    organization = queries.organization_with_outside(pk, viewer=request.user)
    form = OutsideForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.add_outside(organization, form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": made.name})
            return redirect("congresses:outside_list", pk=pk)
    page = {"form": form, "organization": organization}
    return render(request, "congresses/outside_add.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def outside_edit(request: UserRequest, pk: int) -> HttpResponse:
    body = queries.get_outside(pk, viewer=request.user)
    form = OutsideForm(request.POST or None, instance=body)
    if form.is_valid():
        try:
            actions.edit_outside(body, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("congresses:outside_list", pk=body.organization_id)
    return render(request, "congresses/outside_edit.html", {"form": form, "body": body})
