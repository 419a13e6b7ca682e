"""Pages of the checklist template of an organization."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.logistics.actions import own_rows as actions
from daihoi.logistics.forms.checklists import OwnRowForm
from daihoi.logistics.models import OwnRow
from daihoi.logistics.queries import own_rows as queries
from daihoi.logistics.queries.places import MANAGE


@require_GET
@login_required
def own_row_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.template_page(pk, viewer=request.user)
    return render(request, "logistics/own_row_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def own_row_add(request: UserRequest, pk: int) -> HttpResponse:
    organization = queries.organization_of(pk, viewer=request.user, to=MANAGE)
    form = OwnRowForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_own_row(organization, form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã thêm mục vào mẫu."))
            return redirect("logistics:own_row_list", pk=pk)
    page = {"form": form, "organization": organization, "title": _("Thêm mục vào mẫu bảng kiểm")}
    return render(request, "logistics/own_row_form.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def own_row_change(request: UserRequest, pk: int, code: str) -> HttpResponse:
    """The organization's own words for one of the house's items."""
    organization = queries.organization_of(pk, viewer=request.user, to=MANAGE)
    row = queries.house_row(code, organization)
    begun = OwnRow(organization=organization, code=code, group=row.group, text=row.text, days=row.days, needs_photo=row.needs_photo)  # fmt: skip
    form = OwnRowForm(request.POST or None, instance=begun)
    if form.is_valid():
        try:
            actions.add_own_row(organization, form.values, code=code, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã sửa mục này trong mẫu của tổ chức."))
            return redirect("logistics:own_row_list", pk=pk)
    page = {"form": form, "organization": organization, "title": _("Sửa mục ghi sẵn")}
    return render(request, "logistics/own_row_form.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def own_row_edit(request: UserRequest, pk: int) -> HttpResponse:
    row = queries.get_own_row(pk, viewer=request.user)
    form = OwnRowForm(request.POST or None, instance=row)
    if form.is_valid():
        try:
            actions.edit_own_row(row, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("logistics:own_row_list", pk=row.organization_id)
    page = {"form": form, "organization": row.organization, "title": _("Sửa mục của tổ chức")}
    return render(request, "logistics/own_row_form.html", page)


@require_POST
@login_required
def own_row_remove(request: UserRequest, pk: int) -> HttpResponse:
    row = queries.get_own_row(pk, viewer=request.user)
    actions.remove_own_row(row, actor=request.user)
    messages.success(request, _("Đã bỏ phần sửa của tổ chức."))
    return redirect("logistics:own_row_list", pk=row.organization_id)
