"""Pages of health: what holds on day D, papers of the place, declarations."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.logistics.actions import health as actions
from daihoi.logistics.forms import health as forms
from daihoi.logistics.queries import declarations, health
from daihoi.logistics.queries.health import measures_url
from daihoi.logistics.queries.own_rows import organization_of
from daihoi.logistics.queries.places import HEALTH, MANAGE, WORK, congress_of
from daihoi.meetings.models import Invitee


@require_GET
@login_required
def health_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = health.health_page(pk, viewer=request.user)
    return render(request, "logistics/health_detail.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def health_attendance(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=WORK)
    form = forms.AttendanceForm(request.POST or None, instance=health.plan_of(congress))
    if form.is_valid():
        try:
            actions.set_attendance(congress, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu; kết quả so với quy định đã tính lại."))
            return redirect("logistics:health_detail", pk=pk)
    page = {"form": form, "congress": congress}
    return render(request, "logistics/health_attendance.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def measure_add(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user)
    organization = organization_of(congress.organization_id, viewer=request.user, to=MANAGE)
    form = forms.MeasureForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_measure(organization, form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi văn bản của địa phương."))
            return redirect("logistics:health_detail", pk=pk)
    return render(request, "logistics/measure_add.html", {"form": form, "congress": congress})


@require_POST
@login_required
def measure_remove(request: UserRequest, pk: int) -> HttpResponse:
    measure = health.get_measure(pk, viewer=request.user)
    actions.remove_measure(measure, actor=request.user)
    messages.success(request, _("Đã bỏ văn bản %(number)s.") % {"number": measure.number})
    return redirect(measures_url(measure))


@require_GET
@login_required
def declaration_list(request: UserRequest, pk: int) -> HttpResponse:
    page = declarations.declaration_page(pk, viewer=request.user)
    return render(request, "logistics/declaration_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def declaration_give(request: UserRequest, pk: int) -> HttpResponse:
    invitee = declarations.get_invitee(pk, viewer=request.user)
    form = forms.DeclarationForm(
        request.POST or None, instance=declarations.declaration_of(invitee)
    )
    if form.is_valid():
        actions.declare(invitee, form.cleaned_data, actor=request.user)
        messages.success(request, _("Đã lưu khai báo y tế."))
        return redirect("logistics:declaration_give", pk=pk)
    return _declare(request, invitee, declare=form)


@require_http_methods(["GET", "POST"])
@login_required
def declaration_measure(request: UserRequest, pk: int) -> HttpResponse:
    invitee = declarations.get_invitee(pk, viewer=request.user)
    if request.method == "GET":  # a reload or a shared link after a refusal
        return redirect("logistics:declaration_give", pk=pk)
    form = forms.TemperatureForm(request.POST)
    if form.is_valid():
        try:
            degrees = form.cleaned_data["temperature"]
            actions.measure_temperature(invitee, degrees, actor=request.user)
        except DomainError as refusal:
            form.add_error("temperature", refusal.in_full)
        else:
            messages.success(request, _("Đã ghi thân nhiệt."))
            return redirect("logistics:declaration_list", pk=invitee.meeting.congress_id)
    return _declare(request, invitee, measure=form)


@require_http_methods(["GET", "POST"])
@login_required
def declaration_remove_all(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=HEALTH)
    if request.method == "GET":
        return redirect("logistics:declaration_list", pk=pk)
    count = actions.remove_declarations(congress, actor=request.user)
    said = ngettext("Đã xóa %(n)s khai báo y tế.", "Đã xóa %(n)s khai báo y tế.", count)
    messages.success(request, said % {"n": count})
    return redirect("logistics:declaration_list", pk=pk)


def _declare(request: UserRequest, invitee: Invitee, **bound: BaseForm) -> HttpResponse:
    """One person's page; a form that was refused keeps what was typed."""
    page = {
        "declare": forms.DeclarationForm(instance=declarations.declaration_of(invitee)),
        "measure": forms.TemperatureForm(),
        "page": declarations.declare_page(invitee, viewer=request.user),
    }
    is_refused = any(form.is_bound and not form.is_valid() for form in bound.values())
    return render(
        request, "logistics/declaration_give.html", page | bound, status=422 if is_refused else 200
    )
