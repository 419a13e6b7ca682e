"""One turn to speak: given, ended, moved, taken back, minuted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.conduct.actions import speaking as actions
from daihoi.conduct.forms.speaking import HoursForm, SummaryForm, TurnForm
from daihoi.conduct.models import Turn
from daihoi.conduct.queries.speaking import get_turn, get_turn_to_run


@require_POST
@login_required
def turn_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    return _back(actions.withdraw_turn(get_turn(pk, viewer=request.user), actor=request.user))


@require_POST
@login_required
def turn_restore(request: UserRequest, pk: int) -> HttpResponse:
    return _back(actions.restore_turn(get_turn_to_run(pk, viewer=request.user), actor=request.user))


@require_POST
@login_required
def turn_move(request: UserRequest, pk: int) -> HttpResponse:
    turn = get_turn_to_run(pk, viewer=request.user)
    return _back(actions.move_turn(turn, request.POST.get("where", ""), actor=request.user))


@require_POST
@login_required
def turn_start(request: UserRequest, pk: int) -> HttpResponse:
    return _back(actions.start_turn(get_turn_to_run(pk, viewer=request.user), actor=request.user))


@require_POST
@login_required
def turn_end(request: UserRequest, pk: int) -> HttpResponse:
    return _back(actions.end_turn(get_turn_to_run(pk, viewer=request.user), actor=request.user))


@require_POST
@login_required
def turn_return(request: UserRequest, pk: int) -> HttpResponse:
    return _back(actions.return_turn(get_turn_to_run(pk, viewer=request.user), actor=request.user))


@require_POST
@login_required
def turn_more(request: UserRequest, pk: int) -> HttpResponse:
    return _back(actions.give_minute(get_turn_to_run(pk, viewer=request.user), actor=request.user))


@require_http_methods(["GET", "POST"])
@login_required
def turn_edit(request: UserRequest, pk: int) -> HttpResponse:
    turn = get_turn_to_run(pk, viewer=request.user)
    shown = {"revision": turn.revision, "topic": turn.topic, "minutes": turn.minutes}
    form = TurnForm(request.POST or None, initial=shown)
    if form.is_valid():
        try:
            actions.edit_turn(turn, **form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal, turn.revision)
        else:
            return _back(turn)
    page = {"form": form, "turn": turn, "congress": turn.run.congress}
    return render(request, "conduct/speaking_edit.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def turn_minute(request: UserRequest, pk: int) -> HttpResponse:
    turn = get_turn_to_run(pk, viewer=request.user)
    form = SummaryForm(
        request.POST or None, initial={"summary": turn.summary, "seen": turn.summary}
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.minute_turn(turn, told["summary"], seen=told["seen"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
            form.show_kept(turn.summary)
        else:
            return _back(turn)
    page = {"form": form, "turn": turn, "congress": turn.run.congress}
    return render(request, "conduct/speaking_minute.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def turn_correct(request: UserRequest, pk: int) -> HttpResponse:
    turn = get_turn_to_run(pk, viewer=request.user)
    shown = {
        "revision": turn.revision,
        "started": timezone.localtime(turn.started_at) if turn.started_at else None,
        "ended": timezone.localtime(turn.ended_at) if turn.ended_at else None,
    }
    form = HoursForm(request.POST or None, initial=shown)
    if form.is_valid():
        try:
            actions.correct_turn(turn, **form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal, turn.revision)
        else:
            messages.success(request, _("Đã ghi lại giờ của %(who)s.") % {"who": turn.speaker})
            return _back(turn)
    page = {"form": form, "turn": turn, "congress": turn.run.congress}
    return render(request, "conduct/speaking_correct.html", page)


def _back(turn: Turn) -> HttpResponse:
    return redirect("conduct:turn_list", pk=turn.run.congress_id)
