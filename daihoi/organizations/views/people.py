"""Pages of people, their membership and offices."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.organizations import forms
from daihoi.organizations.actions import people as actions
from daihoi.organizations.actions.looking import look_at_list, look_at_person
from daihoi.organizations.queries import merging, organizations, people

MANAGE = Permission.ORGANIZATIONS_MANAGE
PAGE_SIZE = 100


@login_required
def person_list(request: UserRequest, pk: int) -> HttpResponse:
    organization = organizations.get_organization(pk, viewer=request.user)
    asked = people.PeopleAsked.from_query(request.GET)
    found = people.people_of(organization, viewer=request.user, asked=asked)
    can = organizations.flags_of(organization, viewer=request.user)
    if asked.personal and can.manage:
        look_at_list(organization, "people", actor=request.user)
    listed = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    members = people.members_among(found).count()
    page = {
        "organization": organization,
        "alike": merging.alike_people(organization, viewer=request.user) if can.manage else [],
        "asked": asked,
        "page": listed,
        "members": members,
        "others": listed.paginator.count - members,
        "units": organizations.units_of(organization),
        "statuses": people.status_choices(),
        "can": can,
    }
    return render(request, "organizations/person_list.html", page)


@login_required
def person_detail(request: UserRequest, pk: int) -> HttpResponse:
    """A person's file; who looks at another's is recorded, once a day."""
    kept = people.kept_instead_of(pk, viewer=request.user)
    if kept is not None:
        messages.info(request, _("Hai bản ghi của một người đã được gộp; đây là bản còn lại."))
        return redirect("organizations:person_detail", pk=kept.pk)
    page = people.person_page(pk, viewer=request.user)
    if page.can.see_all and not page.is_own:
        look_at_person(page.person, actor=request.user)
    return render(request, "organizations/person_detail.html", {"page": page, "can": page.can})


@login_required
def person_add(request: UserRequest, pk: int) -> HttpResponse:
    organization = organizations.get_organization(pk, viewer=request.user, to=MANAGE)
    form = forms.NewPersonForm(request.POST or None, organization=organization)
    page: dict[str, Any] = {"form": form, "organization": organization}
    if form.is_valid():
        try:
            person = actions.add_person(
                organization, form.values, actor=request.user, **form.membership
            )
        except actions.SamePerson as refusal:
            form.ask_whether_another(refusal)
            page["known"] = refusal.known
        except DomainError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": person.full_name})
            return redirect("organizations:person_detail", pk=person.pk)
    return render(request, "organizations/person_add.html", page)


@login_required
def person_edit(request: UserRequest, pk: int) -> HttpResponse:
    person = people.get_person(pk, viewer=request.user, to=MANAGE)
    look_at_person(person, actor=request.user)
    form = forms.PersonForm(request.POST or None, instance=person, organization=person.organization)
    page: dict[str, Any] = {"form": form, "person": person}
    status = 200
    if form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            actions.edit_person(person, form.values, revision, actor=request.user)
        except actions.PersonChanged as changed:
            both = people.both_texts(changed.current, form.values)
            page, status = {**page, "error": changed, "both": both}, changed.status
            form.accept_revision(changed.current.version)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("organizations:person_detail", pk=pk)
    return render(request, "organizations/person_edit.html", page, status=status)
