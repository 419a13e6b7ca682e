"""Giving accounts; the codes of slips are on the answer to the POST and nowhere else."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from daihoi.accounts.http import UserRequest, site_of
from daihoi.accounts.permissions import Permission
from daihoi.accounts.queries import suggest_username
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.organizations import forms
from daihoi.organizations.actions import accounts as actions
from daihoi.organizations.actions.accounts import Slip
from daihoi.organizations.models import Organization
from daihoi.organizations.queries import accounts, organizations, people

MANAGE = Permission.ORGANIZATIONS_MANAGE


@login_required
def account_list(request: UserRequest, pk: int) -> HttpResponse:
    organization = organizations.get_organization(pk, viewer=request.user, to=MANAGE)
    lines = accounts.account_lines(organization, viewer=request.user)
    page = {
        "organization": organization,
        "waiting": [line for line in lines if line.waits],
        "in_use": [line for line in lines if not line.waits],
        "most": actions.MOST_AT_ONCE,
        "days": settings.DAIHOI_SLIP_DAYS,
        "newest": accounts.newest_slip(organization),
    }
    return render(request, "organizations/account_list.html", page)


@never_cache
@login_required
def account_give_all(request: UserRequest, pk: int) -> HttpResponse:
    organization = organizations.get_organization(pk, viewer=request.user, to=MANAGE)
    back = reverse("organizations:account_list", args=[pk])
    if request.method != "POST":
        return redirect(back)
    numbers = request.POST.getlist("person")
    chosen = accounts.chosen_people(organization, numbers, viewer=request.user)
    seen = whole_number(request.POST.get("seen", ""))
    try:
        slips = actions.give_accounts(organization, chosen, actor=request.user, seen=seen)
    except actions.SlipsMade as refusal:
        return _made_already(request, refusal, back)
    return _slips(request, organization, slips)


@never_cache
@login_required
def account_give(request: UserRequest, pk: int) -> HttpResponse:
    person = people.get_person(pk, viewer=request.user, to=MANAGE)
    suggestion = {"username": suggest_username(person.full_name)}
    form = forms.AccountForm(request.POST or None, initial=suggestion)
    if form.is_valid():
        try:
            slip = actions.give_account(person, actor=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error.message))
        else:
            return _slips(request, person.organization, [slip])
    return render(request, "organizations/account_give.html", {"form": form, "person": person})


@never_cache
@login_required
def account_reset(request: UserRequest, pk: int) -> HttpResponse:
    person = people.get_person(pk, viewer=request.user, to=MANAGE)
    back = reverse("organizations:person_detail", args=[pk])
    if request.method != "POST":
        return redirect(back)
    seen = whole_number(request.POST.get("seen", ""))
    try:
        slip = actions.reset_account(person, actor=request.user, seen=seen)
    except actions.SlipsMade as refusal:
        return _made_already(request, refusal, back)
    return _slips(request, person.organization, [slip])


@require_POST
@login_required
def account_revoke(request: UserRequest, pk: int) -> HttpResponse:
    person = people.get_person(pk, viewer=request.user, to=MANAGE)
    organization = person.organization
    revoked = actions.revoke_account_slips(organization, [person], actor=request.user)
    return _revoked(request, organization, revoked)


@require_POST
@login_required
def account_revoke_all(request: UserRequest, pk: int) -> HttpResponse:
    organization = organizations.get_organization(pk, viewer=request.user, to=MANAGE)
    revoked = actions.revoke_account_slips(organization, actor=request.user)
    return _revoked(request, organization, revoked)


@require_POST
@login_required
def account_remove_factor(request: UserRequest, pk: int) -> HttpResponse:
    person = people.get_person(pk, viewer=request.user, to=MANAGE)
    actions.remove_second_factor(person, actor=request.user)
    said = _("Đã gỡ bước xác nhận thứ hai của %(name)s.") % {"name": person.full_name}
    messages.success(request, said)
    return redirect("organizations:person_detail", pk=person.pk)


def _revoked(request: UserRequest, organization: Organization, revoked: int) -> HttpResponse:
    if revoked:
        said = ngettext("Đã thu hồi %(number)d phiếu.", "Đã thu hồi %(number)d phiếu.", revoked)
        messages.success(request, said % {"number": revoked})
    else:
        messages.info(request, _("Không có phiếu nào chưa dùng để thu hồi."))
    return redirect("organizations:account_list", pk=organization.pk)


def _made_already(request: UserRequest, refusal: actions.SlipsMade, back: str) -> HttpResponse:
    page = {
        "title": _("Phiếu đã được lập"),
        "error": refusal,
        "back_url": back,
        "back_label": _("Mở lại trang cấp phiếu"),
    }
    return render(request, "ui/refusal.html", page, status=refusal.status)


def _slips(request: UserRequest, organization: Organization, slips: list[Slip]) -> HttpResponse:
    size = accounts.SLIPS_A_PAGE
    host = site_of(request)
    page = {
        "organization": organization,
        "slips": slips,
        "sheets": [slips[at : at + size] for at in range(0, len(slips), size)],
        "host": host,
        "only_here": urlsplit(host).hostname in {"localhost", "127.0.0.1"},
    }
    return render(request, "organizations/account_slips.html", page)
