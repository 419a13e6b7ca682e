"""The page on which one change is made for many people."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.numbers import whole_number
from daihoi.organizations import forms
from daihoi.organizations.actions.bulk import change_people
from daihoi.organizations.actions.looking import look_at_list
from daihoi.organizations.models import Organization
from daihoi.organizations.queries import bulk, organizations, people


@login_required
def people_change(request: UserRequest, pk: int) -> HttpResponse:
    """Choose people and a change; see it for each; confirm exactly that."""
    manage = Permission.ORGANIZATIONS_MANAGE
    organization = organizations.get_organization(pk, viewer=request.user, to=manage)
    asked = request.POST or request.GET
    numbers = [whole_number(each) for each in asked.getlist("nguoi")]
    chosen = bulk.chosen_people(organization, numbers, viewer=request.user)
    what = bulk.What(asked.get("what", ""))
    form = forms.ManyForm(request.POST or None, what=what, organization=organization)
    page = {"organization": organization, "chosen": chosen, "form": form, "what": what}
    page["whats"] = forms.WHAT_CHOICES
    if not chosen:
        page |= _choosing(request, organization)
    elif form.is_valid() and "confirm" in request.POST:
        digest = request.POST.get("digest", "")
        done = change_people(organization, chosen, form.asked, digest=digest, actor=request.user)
        messages.success(request, _("Đã sửa %(n)s người.") % {"n": len(done.written)})
        return redirect("organizations:person_list", pk=pk)
    elif form.is_valid():
        page["preview"] = bulk.preview_change(chosen, form.asked)
        look_at_list(organization, "change", actor=request.user)
    return render(request, "organizations/people_change.html", page)


def _choosing(request: UserRequest, organization: Organization) -> dict[str, Any]:
    """The first step: everybody of the filter, chosen all together or not."""
    asked = request.POST or request.GET
    wanted = people.PeopleAsked.from_query(asked)
    found = people.people_of(organization, viewer=request.user, asked=wanted)
    nobody = "what" in asked
    wish = asked.get("chon", "het" if wanted.is_narrow else "")
    return {
        "people": found[: bulk.MOST],
        "most": bulk.MOST,
        "asked": wanted,
        "units": organizations.units_of(organization),
        "checked": wish == "het" and not nobody,
        "nobody": nobody,
    }
