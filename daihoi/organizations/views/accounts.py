"""Giving accounts; passwords are on the answer to the POST and nowhere else."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.accounts.queries import suggest_username
from daihoi.base.errors import DomainError
from daihoi.organizations import forms
from daihoi.organizations.actions import accounts as actions
from daihoi.organizations.actions.accounts import Slip
from daihoi.organizations.models import Organization
from daihoi.organizations.queries import organizations, people

MANAGE = Permission.ORGANIZATIONS_MANAGE


@login_required
def account_list(request: UserRequest, pk: int) -> HttpResponse:
    organization = organizations.get_organization(pk, viewer=request.user, to=MANAGE)
    waiting = people.without_account(organization, viewer=request.user)
    page = {
        "organization": organization,
        "people": waiting[: actions.MOST_AT_ONCE],
        "count": waiting.count(),
        "most": actions.MOST_AT_ONCE,
        "given": people.with_account_count(organization),
    }
    return render(request, "organizations/account_list.html", page)


@never_cache
@require_POST
@login_required
def account_give_all(request: UserRequest, pk: int) -> HttpResponse:
    organization = organizations.get_organization(pk, viewer=request.user, to=MANAGE)
    chosen = people.chosen_without_account(
        organization, request.POST.getlist("person"), viewer=request.user
    )
    slips = actions.give_accounts(organization, chosen, actor=request.user)
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
@require_POST
@login_required
def account_reset(request: UserRequest, pk: int) -> HttpResponse:
    person = people.get_person(pk, viewer=request.user, to=MANAGE)
    slip = actions.reset_account(person, actor=request.user)
    return _slips(request, person.organization, [slip])


def _slips(request: UserRequest, organization: Organization, slips: list[Slip]) -> HttpResponse:
    page = {
        "organization": organization,
        "slips": slips,
        "address": request.build_absolute_uri("/"),
    }
    return render(request, "organizations/account_slips.html", page)
