"""A told result counted anew: ordered, given up; the result there was before."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.elections.actions import recounts as actions
from daihoi.elections.forms.decisions import DropRecountForm, RecountToldForm
from daihoi.elections.queries import recounting as queries
from daihoi.elections.queries.decisions import deciders_of_recount
from daihoi.elections.queries.results import get_round
from daihoi.elections.queries.titles import office_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def result_recount(request: UserRequest, pk: int) -> HttpResponse:
    round_ = get_round(pk, viewer=request.user, to=Permission.ELECTIONS_PREPARE)
    form = RecountToldForm(request.POST or None, deciders=deciders_of_recount(round_))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            made = actions.recount_told(round_, reason, form.decision, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            done = _("Đã cho kiểm lại; kết quả đã công bố giữ nguyên đến khi công bố kết quả mới.")
            kept = _("Đại hội không thông qua; đã ghi biểu quyết, kết quả giữ nguyên.")
            messages.success(request, done if made else kept)
            return redirect("elections:result_detail", pk=pk)
    bearing = queries.bearing_of(round_)
    context = {"form": form, "round": round_, "title": office_of(round_), "bearing": bearing}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "elections/result_recount.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def recount_drop(request: UserRequest, pk: int) -> HttpResponse:
    round_ = get_round(pk, viewer=request.user, to=Permission.ELECTIONS_PREPARE)
    form = DropRecountForm(request.POST or None)
    if form.is_valid():
        try:
            actions.drop_recount(round_, form.cleaned_data["reason"], actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã dừng kiểm lại; kết quả đã công bố giữ nguyên."))
            return redirect("elections:result_detail", pk=pk)
    context = {"form": form, "round": round_, "title": office_of(round_)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "elections/recount_drop.html", context, status=status)


@require_safe
@login_required
def result_before(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.result_before_page(pk, viewer=request.user)
    return render(request, "elections/result_before.html", {"page": page})
