"""Pages of posts held from a day to a day."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.organizations import forms
from daihoi.organizations.actions import offices as actions
from daihoi.organizations.queries import people

MANAGE = Permission.ORGANIZATIONS_MANAGE


@login_required
def office_add(request: UserRequest, pk: int) -> HttpResponse:
    person = people.get_person(pk, viewer=request.user, to=MANAGE)
    form = forms.OfficeForm(
        request.POST or None, organization=person.organization, initial=forms.first_day()
    )
    if form.is_valid():
        try:
            actions.add_office(person, **form.cleaned_data, actor=request.user)
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.advice}")
        else:
            messages.success(request, _("Đã ghi chức vụ."))
            return redirect("organizations:person_detail", pk=pk)
    page = {"form": form, "person": person}
    return render(request, "organizations/office_add.html", page)


@login_required
def office_edit(request: UserRequest, pk: int) -> HttpResponse:
    office = people.get_office(pk, viewer=request.user)
    form = forms.OfficeEditForm(request.POST or None, instance=office)
    if form.is_valid():
        try:
            actions.edit_office(office, **form.values, actor=request.user, seen=form.seen_state)
        except DomainError as error:
            form.tell(error)
        else:
            messages.success(request, _("Đã sửa chức vụ."))
            return redirect("organizations:person_detail", pk=office.person_id)
    return render(request, "organizations/office_edit.html", {"form": form, "office": office})


@login_required
def office_end(request: UserRequest, pk: int) -> HttpResponse:
    office = people.get_office(pk, viewer=request.user)
    form = forms.EndForm(request.POST or None, initial=forms.first_day())
    if form.is_valid():
        try:
            actions.end_office(office, form.cleaned_data["on"], actor=request.user)
        except DomainError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Đã ghi thôi giữ chức vụ."))
            return redirect("organizations:person_detail", pk=office.person_id)
    return render(request, "organizations/office_end.html", {"form": form, "office": office})
