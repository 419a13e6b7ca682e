"""Results: of one ballot, of all offices, on the wall of the hall; announced, void, sealed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.elections.actions import results as actions
from daihoi.elections.actions import sealing
from daihoi.elections.forms.decisions import VoidForm
from daihoi.elections.forms.results import SealForm
from daihoi.elections.models import RoundState
from daihoi.elections.queries import results as queries
from daihoi.elections.queries import titles
from daihoi.elections.queries.decisions import CHANGE_OF_LIST, deciders_of_void
from daihoi.elections.queries.hall import hall as hall_now
from daihoi.elections.queries.sealing import kept_until


@require_safe
@login_required
def result_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.result_list(pk, viewer=request.user)
    context = {"page": page, "congress": page.congress}
    return render(request, "elections/result_list.html", context)


@require_safe
@login_required
def result_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.result_page(pk, viewer=request.user)
    return render(request, "elections/result_detail.html", {"page": page})


@require_POST
@login_required
def result_announce(request: UserRequest, pk: int) -> HttpResponse:
    round_ = queries.get_round(pk, viewer=request.user)
    actions.announce_result(round_, actor=request.user)
    messages.success(request, _("Đã công bố kết quả; màn hình hội trường hiện ngay."))
    return redirect("elections:result_detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def result_void(request: UserRequest, pk: int) -> HttpResponse:
    round_ = queries.get_round(pk, viewer=request.user, to=Permission.ELECTIONS_PREPARE)
    form = VoidForm(request.POST or None, deciders=deciders_of_void(round_))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            found = actions.void_round(round_, reason, form.decision, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            done = _("Đã bỏ lượt bầu; hãy chuẩn bị lượt bầu lại.")
            kept = _("Đại hội không thông qua; đã ghi biểu quyết, lượt bầu giữ nguyên.")
            messages.success(request, done if found.state == RoundState.VOID else kept)
            return redirect("elections:result_detail", pk=pk)
    context = {
        "form": form,
        "round": round_,
        "change": CHANGE_OF_LIST,
        "title": titles.office_of(round_),
    }
    return render(request, "elections/result_void.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def result_seal(request: UserRequest, pk: int) -> HttpResponse:
    round_ = queries.get_round(pk, viewer=request.user)
    form = SealForm(request.POST or None, initial={"note": round_.seal_note})
    if form.is_valid():
        try:
            sealing.seal_ballots(round_, form.cleaned_data["note"], actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã ghi niêm phong; biên bản có luôn lời này."))
            return redirect("elections:result_detail", pk=pk)
    until = kept_until(round_)
    context = {"form": form, "round": round_, "title": titles.office_of(round_), "until": until}
    return render(request, "elections/result_seal.html", context, status=_status(form))


@require_safe
@login_required
def hall(request: UserRequest, pk: int) -> HttpResponse:
    part = "#now" if request.htmx else ""
    screen = hall_now(pk, viewer=request.user)
    return render(request, f"elections/hall.html{part}", {"hall": screen})


def _status(form: SealForm | VoidForm) -> int:
    return 422 if form.is_bound and form.errors else 200
