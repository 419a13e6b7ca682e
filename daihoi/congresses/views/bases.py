"""Pages of the register of basis documents."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.downloads import download
from daihoi.base.errors import DomainError
from daihoi.congresses.actions import bases as actions
from daihoi.congresses.forms import bases as forms
from daihoi.congresses.queries import bases as queries
from daihoi.congresses.queries.congresses import congress_of, organization_for_congress

MANAGE = Permission.CONGRESSES_MANAGE


@login_required
def basis_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.register_page(pk, viewer=request.user)
    return render(request, "congresses/basis_list.html", {"page": page})


@login_required
def basis_add(request: UserRequest, pk: int) -> HttpResponse:
    organization = organization_for_congress(pk, viewer=request.user)
    form = forms.BasisForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            actions.add_basis(organization, form.values, **form.file, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi vào sổ căn cứ."))
            return redirect("congresses:basis_list", pk=pk)
    page = {"form": form, "organization": organization}
    return render(request, "congresses/basis_add.html", page)


@login_required
def basis_edit(request: UserRequest, pk: int) -> HttpResponse:
    basis = queries.get_basis(pk, viewer=request.user)
    form = forms.BasisForm(request.POST or None, request.FILES or None, instance=basis)
    if form.is_valid():
        try:
            actions.edit_basis(
                basis, form.values, **form.file, seen=form.seen_state, actor=request.user
            )
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("congresses:basis_list", pk=basis.organization_id)
    page = {"form": form, "basis": basis, "organization": basis.organization}
    return render(request, "congresses/basis_edit.html", page)


@login_required
def basis_file(request: UserRequest, pk: int) -> HttpResponse:
    content, name = queries.basis_file(pk, viewer=request.user)
    return download(content, name, "application/octet-stream")


@login_required
def basis_cite(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=MANAGE)
    data = request.POST if request.method == "POST" else None
    form = forms.CiteForm(data, congress=congress)
    if form.is_valid():
        actions.cite_bases(congress, form.cleaned_data["bases"], actor=request.user)
        messages.success(request, _("Đã lưu căn cứ của đại hội."))
        return redirect("congresses:congress_detail", pk=pk)
    return render(request, "congresses/basis_cite.html", {"form": form, "congress": congress})
