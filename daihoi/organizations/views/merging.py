"""The page on which two records of one person become one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.numbers import whole_number
from daihoi.organizations.actions.looking import look_at_person
from daihoi.organizations.actions.merging import merge_people
from daihoi.organizations.queries import merging, people


@login_required
def person_merge(request: UserRequest, pk: int) -> HttpResponse:
    """Choose the second record; see both side by side; confirm exactly that."""
    asked = request.POST or request.GET
    other_pk = whole_number(asked.get("voi", ""))
    if other_pk is None:
        person = people.get_person(pk, viewer=request.user, to=Permission.ORGANIZATIONS_MANAGE)
        words = asked.get("tim", "")
        found = merging.candidates(person, words, viewer=request.user)
        page = {"person": person, "words": words, "found": found}
        return render(request, "organizations/person_merge.html", page)
    kept, other = merging.get_pair(pk, other_pk, viewer=request.user)
    if request.method == "POST" and "confirm" in request.POST:
        digest = request.POST.get("digest", "")
        merge_people(kept, other, request.POST.dict(), digest=digest, actor=request.user)
        messages.success(request, _("Đã gộp hai bản ghi của %(name)s.") % {"name": kept.full_name})
        return redirect("organizations:person_detail", pk=kept.pk)
    preview = merging.merge_preview(kept, other, asked.dict(), viewer=request.user)
    for person in (kept, other):
        look_at_person(person, actor=request.user)
    page = {"person": kept, "preview": preview}
    return render(request, "organizations/person_merge.html", page)
