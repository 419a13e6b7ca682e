"""Pages of organizations and their units, and the guided set-up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.organizations import forms
from daihoi.organizations.actions import organizations as actions
from daihoi.organizations.queries import organizations as queries
from daihoi.organizations.queries import set_up as steps
from daihoi.organizations.queries.memberships import members_count

MANAGE = Permission.ORGANIZATIONS_MANAGE


@login_required
def set_up(request: UserRequest) -> HttpResponse:
    state = steps.set_up_for(request.user, wanted=request.GET.get("to-chuc", ""))
    return render(request, "organizations/set_up.html", {"set_up": state})


@login_required
def organization_list(request: UserRequest) -> HttpResponse:
    page = {
        "organizations": queries.organizations_of(request.user),
        "followed": queries.organizations_followed(request.user),
        "can_add": steps.may_set_up(request.user),
    }
    return render(request, "organizations/organization_list.html", page)


@login_required
def organization_detail(request: UserRequest, pk: int) -> HttpResponse:
    organization = queries.get_organization(pk, viewer=request.user)
    page = {
        "organization": organization,
        "facts": queries.facts_of(organization),
        "units": queries.units_of(organization),
        "members_count": members_count(organization),
        "can": queries.flags_of(organization, viewer=request.user),
    }
    return render(request, "organizations/organization_detail.html", page)


@login_required
def organization_add(request: UserRequest) -> HttpResponse:
    queries.require_adding(request.user)
    form = forms.OrganizationForm(request.POST or None, viewer=request.user)
    if form.is_valid():
        try:
            added = actions.add_organization(
                form.values, parent=form.cleaned_data["parent"], actor=request.user
            )
        except DomainError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": added.name})
            return _back_to_set_up(added.pk)
    return render(request, "organizations/organization_add.html", {"form": form})


@login_required
def organization_edit(request: UserRequest, pk: int) -> HttpResponse:
    organization = queries.get_organization(pk, viewer=request.user, to=MANAGE)
    form = forms.OrganizationForm(request.POST or None, instance=organization, viewer=request.user)
    if form.is_valid():
        try:
            actions.edit_organization(
                organization, form.values, seen=form.seen_state, actor=request.user
            )
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("organizations:organization_detail", pk=pk)
    page = {"form": form, "organization": organization}
    return render(request, "organizations/organization_edit.html", page)


@login_required
def unit_add(request: UserRequest, pk: int) -> HttpResponse:
    organization = queries.get_organization(pk, viewer=request.user, to=MANAGE)
    form = forms.UnitsForm(request.POST or None)
    if form.is_valid():
        added = actions.add_units(organization, form.cleaned_data["names"], actor=request.user)
        messages.success(request, _("Đã thêm %(count)s đơn vị.") % {"count": len(added)})
        return redirect("organizations:organization_detail", pk=pk)
    page = {"form": form, "organization": organization}
    return render(request, "organizations/unit_add.html", page)


@login_required
def unit_edit(request: UserRequest, pk: int) -> HttpResponse:
    unit = queries.get_unit(pk, viewer=request.user)
    form = forms.UnitForm(request.POST or None, initial={"name": unit.name})
    if form.is_valid():
        actions.edit_unit(unit, form.cleaned_data["name"], actor=request.user)
        messages.success(request, _("Đã lưu."))
        return redirect("organizations:organization_detail", pk=unit.organization_id)
    return render(request, "organizations/unit_edit.html", {"form": form, "unit": unit})


@require_POST
@login_required
def unit_remove(request: UserRequest, pk: int) -> HttpResponse:
    unit = queries.get_unit(pk, viewer=request.user)
    actions.remove_unit(unit, actor=request.user)
    messages.success(request, _("Đã xóa %(name)s.") % {"name": unit.name})
    return redirect("organizations:organization_detail", pk=unit.organization_id)


def _back_to_set_up(pk: int) -> HttpResponse:
    return redirect(reverse("organizations:set_up", query={"to-chuc": pk}))
