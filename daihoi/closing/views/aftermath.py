"""Pages of what follows a congress: what is due, hand-over, archive."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.closing.actions.archive import gather_archive
from daihoi.closing.actions.handovers import hand_over, strike_handover
from daihoi.closing.forms.aftermath import HandOverForm, StrikeForm
from daihoi.closing.queries import aftermath, handovers


@require_safe
@login_required
def aftermath_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = aftermath.aftermath_page(pk, viewer=request.user)
    context = {"page": page, "congress": page.congress}
    return render(request, "closing/aftermath_detail.html", context)


@login_required
def aftermath_handover(request: UserRequest, pk: int) -> HttpResponse:
    chooser = handovers.chooser(pk, viewer=request.user)
    form = HandOverForm(request.POST or None, chooser=chooser)
    if form.is_valid():
        try:
            made = hand_over(chooser.congress, form.things, **form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi bàn giao %(n)s mục.") % {"n": len(made)})
            return redirect("closing:aftermath_detail", pk=pk)
    context = {"form": form, "congress": chooser.congress}
    status = 422 if form.errors else 200
    return render(request, "closing/aftermath_handover.html", context, status=status)


@login_required
def aftermath_strike(request: UserRequest, pk: int) -> HttpResponse:
    handover = handovers.get_handover(pk, viewer=request.user)
    form = StrikeForm(request.POST or None)
    if form.is_valid():
        try:
            strike_handover(handover, form.cleaned_data["reason"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã gạch bỏ dòng bàn giao."))
            return redirect("closing:aftermath_detail", pk=handover.congress_id)
    context = {"form": form, "handover": handover, "congress": handover.congress}
    status = 422 if form.errors else 200
    return render(request, "closing/aftermath_strike.html", context, status=status)


@require_POST
@login_required
def aftermath_archive(request: UserRequest, pk: int) -> HttpResponse:
    congress = handovers.congress_to_write(pk, viewer=request.user)
    parts = gather_archive(congress, actor=request.user)
    messages.success(request, _("Đã tập hợp văn bản vào %(n)s hồ sơ.") % {"n": len(parts)})
    return redirect("closing:aftermath_detail", pk=pk)
