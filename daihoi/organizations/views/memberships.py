"""Pages of membership over time: what happened, corrections, and the roll of a day."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.downloads import SHEET, download
from daihoi.base.errors import DomainError
from daihoi.organizations import forms
from daihoi.organizations.actions import memberships as actions
from daihoi.organizations.actions.looking import look_at_list, note_export
from daihoi.organizations.queries import memberships, organizations, people, rolls

MANAGE = Permission.ORGANIZATIONS_MANAGE
PAGE_SIZE = 200


@login_required
def membership_change(request: UserRequest, pk: int) -> HttpResponse:
    person = people.get_person(pk, viewer=request.user, to=MANAGE)
    form = forms.ChangeForm(request.POST or None, initial=forms.first_day())
    if form.is_valid():
        try:
            actions.change_membership(person, form.change, actor=request.user)
        except DomainError as error:
            form.tell(error)
        else:
            messages.success(request, _("Đã ghi: %(change)s.") % {"change": form.change.label})
            return redirect("organizations:person_detail", pk=pk)
    page = {"form": form, "person": person}
    return render(request, "organizations/membership_change.html", page)


@login_required
def membership_add(request: UserRequest, pk: int) -> HttpResponse:
    person = people.get_person(pk, viewer=request.user, to=MANAGE)
    form = forms.PeriodForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_membership(person, form.values, actor=request.user)
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.advice}")
        else:
            messages.success(request, _("Đã thêm giai đoạn."))
            return redirect("organizations:person_detail", pk=pk)
    page = {"form": form, "person": person}
    return render(request, "organizations/membership_add.html", page)


@login_required
def membership_edit(request: UserRequest, pk: int) -> HttpResponse:
    membership = memberships.get_membership(pk, viewer=request.user)
    form = forms.PeriodForm(request.POST or None, instance=membership)
    if form.is_valid():
        try:
            actions.edit_membership(
                membership, form.values, actor=request.user, seen=form.seen_state
            )
        except DomainError as error:
            form.tell(error)
        else:
            messages.success(request, _("Đã sửa giai đoạn."))
            return redirect("organizations:person_detail", pk=membership.person_id)
    page = {"form": form, "membership": membership, "person": membership.person}
    return render(request, "organizations/membership_edit.html", page)


@require_POST
@login_required
def membership_remove(request: UserRequest, pk: int) -> HttpResponse:
    membership = memberships.get_membership(pk, viewer=request.user)
    actions.remove_membership(membership, actor=request.user)
    messages.success(request, _("Đã xóa giai đoạn ghi nhầm; nhật ký còn giữ."))
    return redirect("organizations:person_detail", pk=membership.person_id)


@require_GET
@login_required
def member_roll(request: UserRequest, pk: int) -> HttpResponse:
    organization = organizations.get_organization(pk, viewer=request.user)
    form = forms.RollForm(request.GET)
    roll = rolls.roll_on(organization, form.day, viewer=request.user)
    look_at_list(organization, "roll", actor=request.user)
    counted = Paginator(roll.counted, PAGE_SIZE).get_page(request.GET.get("page"))
    page = {"organization": organization, "form": form, "roll": roll, "counted": counted}
    return render(request, "organizations/member_roll.html", page)


@require_GET
@login_required
def member_roll_export(request: UserRequest, pk: int) -> HttpResponse:
    organization = organizations.get_organization(pk, viewer=request.user, to=MANAGE)
    day = forms.RollForm(request.GET).day
    sheet = rolls.roll_sheet(organization, day, viewer=request.user)
    note_export(organization, "roll", actor=request.user)
    return download(sheet, f"dang-vien-tai-ngay-{day.isoformat()}.xlsx", SHEET)
