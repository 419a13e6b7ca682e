"""The speakers' list of a congress: looked at, filled by clerk, phones and prepared speeches."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError, NotFound
from daihoi.conduct.actions import speaking as actions
from daihoi.conduct.forms.speaking import AskForm, OtherForm, PickForm
from daihoi.conduct.queries.seen import get_run
from daihoi.conduct.queries.speaking import (
    find_people,
    get_run_to_follow,
    invitee_found,
    speakers,
)


@require_safe
@login_required
def turn_list(request: UserRequest, pk: int) -> HttpResponse:
    page = speakers(pk, viewer=request.user)
    template = "conduct/speaking_list.html" + ("#state" if request.htmx else "")
    return render(request, template, {"page": page})


@require_POST
@login_required
def turn_load(request: UserRequest, pk: int) -> HttpResponse:
    actions.load_speeches(get_run(pk, viewer=request.user), actor=request.user)
    return redirect("conduct:turn_list", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def turn_add(request: UserRequest, pk: int) -> HttpResponse:
    page = find_people(pk, request.GET.get("q", ""), viewer=request.user)
    form = OtherForm(request.POST or None)
    if form.is_valid():
        try:
            turn = actions.add_turn(page.run, **form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi tên %(who)s.") % {"who": turn.speaker})
            return redirect("conduct:turn_list", pk=pk)
    shown = {"page": page, "form": form, "pick": PickForm(), "congress": page.run.congress}
    template = "conduct/speaking_add.html" + ("#found" if request.htmx else "")
    return render(request, template, shown)


@require_POST
@login_required
def turn_pick(request: UserRequest, pk: int) -> HttpResponse:
    form, run = PickForm(request.POST), get_run(pk, viewer=request.user)
    if not form.is_valid():
        raise NotFound
    told = form.cleaned_data
    invitee = invitee_found(run, told["invitee"])
    turn = actions.add_turn(run, invitee, client_key=told["client_key"], actor=request.user)
    messages.success(request, _("Đã ghi tên %(who)s.") % {"who": turn.speaker})
    return redirect("conduct:turn_list", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def turn_ask(request: UserRequest, pk: int) -> HttpResponse:
    run = get_run_to_follow(pk, viewer=request.user)
    form = AskForm(request.POST or None)
    if form.is_valid():
        try:
            actions.ask_turn(run, **form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi tên đồng chí vào danh sách phát biểu."))
            return redirect("conduct:turn_list", pk=pk)
    return render(request, "conduct/speaking_ask.html", {"form": form, "congress": run.congress})
