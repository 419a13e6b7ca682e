"""Pages of day D: set it, move it, postpone, confirm, and look at things again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.congresses.actions import days as actions
from daihoi.congresses.forms import days as forms
from daihoi.congresses.queries import days as queries
from daihoi.congresses.queries.congresses import congress_of

MANAGE = Permission.CONGRESSES_MANAGE


@login_required
def day_set(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=MANAGE)
    form = forms.SetDayForm(request.POST or None)
    if form.is_valid():
        try:
            actions.set_day(congress, form.cleaned_data["on"], actor=request.user)
        except DomainError as refusal:
            form.add_error("on", refusal.in_full)
        else:
            messages.success(request, _("Đã xác định ngày đại hội; kế hoạch đã tính lại."))
            return redirect("congresses:congress_detail", pk=pk)
    page = {"form": form, "congress": congress, "day": queries.text_of(congress)}
    return render(request, "congresses/day_set.html", page)


@login_required
def day_move(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=MANAGE)
    form = forms.MoveDayForm(request.POST or None)
    page = {"form": form, "congress": congress, "day": queries.text_of(congress)}
    if form.is_valid():
        on, precision = form.cleaned_data["target_on"], form.precision
        try:
            preview = queries.move_preview(congress, on, precision, viewer=request.user)
            if preview.asks and not form.has_looked:
                form.look()
                return render(request, "congresses/day_move.html", page | {"preview": preview})
            actions.move_day(congress, on, precision, form.grounds, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã dời ngày; kế hoạch đã tính lại."))
            return redirect("congresses:recheck_list", pk=pk)
    return render(request, "congresses/day_move.html", page)


@login_required
def day_postpone(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=MANAGE)
    proposed = forms.PostponeForm.proposed_by(request.GET)
    form = forms.PostponeForm(request.POST or None, initial=proposed)
    if form.is_valid():
        try:
            actions.postpone(congress, form.grounds, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi hoãn đại hội. Mọi việc đã làm vẫn giữ nguyên."))
            return redirect("congresses:recheck_list", pk=pk)
    page = {"form": form, "congress": congress, "day": queries.text_of(congress)}
    return render(request, "congresses/day_postpone.html", page)


@require_POST
@login_required
def day_confirm(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=MANAGE)
    try:
        actions.confirm_day(congress, actor=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.in_full)
    else:
        messages.success(request, _("Đã xác nhận ngày đại hội."))
    return redirect("congresses:congress_detail", pk=pk)


@login_required
def recheck_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.recheck_page(pk, viewer=request.user)
    return render(request, "congresses/recheck_list.html", {"page": page})


@login_required
def recheck_settle(request: UserRequest, pk: int) -> HttpResponse:
    recheck = queries.get_recheck(pk, viewer=request.user)
    congress = recheck.day_change.congress
    form = forms.RecheckForm(request.POST or None)
    if form.is_valid():
        try:
            actions.settle_recheck(recheck, form.cleaned_data["note"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi kết quả xem lại."))
            return redirect("congresses:recheck_list", pk=congress.pk)
    page = {"form": form, "recheck": recheck, "congress": congress}
    return render(request, "congresses/recheck_settle.html", page)
