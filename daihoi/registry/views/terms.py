"""Pages of terms and series of numbers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.registry.actions import terms as actions
from daihoi.registry.forms import terms as forms
from daihoi.registry.queries import terms as queries


@require_safe
@login_required
def term_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.term_page(pk, viewer=request.user)
    return render(request, "registry/term_list.html", {"page": page})


@login_required
def term_start(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.congress_to_number(pk, viewer=request.user)
    form = forms.TermForm(request.POST or None)
    if form.is_valid():
        try:
            term = actions.start_term(congress, **form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(
                request, _("Đã mở nhiệm kỳ %(term)s; số chạy lại từ 01.") % {"term": term}
            )
            return redirect("registry:term_list", pk=congress.organization_id)
    page = {"form": form, "congress": congress, "days": queries.congress_days(congress)}
    return render(request, "registry/term_start.html", page)


@login_required
def term_days(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.congress_to_number(pk, viewer=request.user)
    days = queries.congress_days(congress)
    initial = {"opens_on": days.opens_on, "closes_on": days.closes_on} if days else {}
    form = forms.DaysForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.set_days(congress, **form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi ngày đại hội cho dãy số."))
            return redirect("registry:term_list", pk=congress.organization_id)
    return render(request, "registry/term_days.html", {"form": form, "congress": congress})


@login_required
def term_begin(request: UserRequest, pk: int) -> HttpResponse:
    organization = queries.organization_to_number(pk, viewer=request.user)
    form = forms.BeginForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.begin_series(
                organization, told["type"], told["used"], told["reason"], actor=request.user
            )
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi; số tiếp theo nối sau số đã dùng."))
            return redirect("registry:term_list", pk=pk)
    page = {"form": form, "organization": organization}
    return render(request, "registry/term_begin.html", page)
