"""Pages of congresses: the list, one of them, setting one up, closing its preparation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.congresses.actions import congresses as actions
from daihoi.congresses.forms import congresses as forms
from daihoi.congresses.forms.goals import ClosingForm
from daihoi.congresses.forms.preparation import CongressWizard
from daihoi.congresses.forms.reasons import ReasonForm
from daihoi.congresses.queries import congresses as queries
from daihoi.congresses.queries.goals import goals_of, open_until_day

MANAGE = Permission.CONGRESSES_MANAGE


@login_required
def congress_list(request: UserRequest) -> HttpResponse:
    page = {"list": queries.congress_list(request.user)}
    return render(request, "congresses/congress_list.html", page)


@login_required
def congress_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.congress_page(pk, viewer=request.user)
    return render(request, "congresses/congress_detail.html", {"page": page})


@login_required
def congress_add(request: UserRequest, pk: int) -> HttpResponse:
    organization = queries.organization_for_congress(pk, viewer=request.user)
    data = request.POST if request.method == "POST" else request.GET
    wizard = CongressWizard(data, organization=organization, viewer=request.user)
    if request.method == "POST" and wizard.is_ready:
        try:
            congress = actions.prepare_congress(
                organization, wizard.preparation, actor=request.user
            )
        except DomainError as refusal:
            wizard.tell(refusal)
        else:
            messages.success(request, _("Đã lập đại hội."))
            return redirect("congresses:congress_detail", pk=congress.pk)
    page = {"wizard": wizard, "organization": organization}
    return render(request, "congresses/congress_add.html", page)


@login_required
def congress_edit(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.congress_of(pk, viewer=request.user, to=MANAGE)
    form = forms.CongressForm(request.POST or None, instance=congress)
    if form.is_valid():
        try:
            actions.edit_congress(congress, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("congresses:congress_detail", pk=pk)
    recorded = queries.recorded_in(congress)
    page = {"form": form, "congress": congress, "recorded": recorded}
    return render(request, "congresses/congress_edit.html", page)


@require_POST
@login_required
def congress_remove(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.congress_of(pk, viewer=request.user, to=MANAGE)
    actions.remove_congress(congress, actor=request.user)
    messages.success(request, _("Đã xóa đại hội."))
    return redirect("congresses:congress_list")


@login_required
def congress_close(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.congress_of(pk, viewer=request.user, to=MANAGE)
    form = ClosingForm(request.POST or None, goals=goals_of(congress, viewer=request.user))
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_preparation(congress, form.judgements, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã đóng công tác chuẩn bị."))
            return redirect("congresses:congress_detail", pk=pk)
    page = {"form": form, "congress": congress, "open": open_until_day(congress)}
    return render(request, "congresses/congress_close.html", page)


@login_required
def congress_reopen(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.congress_of(pk, viewer=request.user, to=MANAGE)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.reopen_preparation(congress, form.cleaned_data["reason"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã mở lại công tác chuẩn bị."))
            return redirect("congresses:congress_detail", pk=pk)
    return render(request, "congresses/congress_reopen.html", {"form": form, "congress": congress})
