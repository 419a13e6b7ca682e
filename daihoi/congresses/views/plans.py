"""The page of a plan, and making it from a template."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.congresses.actions import plans as actions
from daihoi.congresses.queries import plans as queries
from daihoi.congresses.queries.congresses import congress_of
from daihoi.congresses.queries.templates import template_choice


@require_GET
@login_required
def plan(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.plan_page(pk, viewer=request.user)
    return render(request, "congresses/plan.html", {"page": page, "congress": page.congress})


@require_POST
@login_required
def plan_make(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=Permission.CONGRESSES_MANAGE)
    choice = template_choice(
        request.POST.get("template", ""),
        congress.organization,
        congress.target_on,
        viewer=request.user,
    )
    made = actions.make_plan(congress, choice.rows, actor=request.user)
    messages.success(request, _("Đã lập kế hoạch gồm %(count)s mốc.") % {"count": len(made)})
    return redirect("congresses:plan", pk=pk)
