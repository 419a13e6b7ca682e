"""The conductor's page and its keys; rehearsals, which are kept in the session only."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.conduct.actions import running as actions
from daihoi.conduct.forms.running import MinuteForm, OrderForm, StartForm
from daihoi.conduct.queries.rehearsal import rehearsal_page, rehearsed
from daihoi.conduct.queries.running import conductor_page
from daihoi.conduct.queries.seen import get_item, get_run
from daihoi.conduct.views.trying import revision_in, took


@require_safe
@login_required
def conductor(request: UserRequest, pk: int) -> HttpResponse:
    page = conductor_page(pk, viewer=request.user)
    template = "conduct/conductor.html" + ("#state" if request.htmx else "")
    return render(request, template, {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def run_start(request: UserRequest, pk: int) -> HttpResponse:
    page = conductor_page(pk, viewer=request.user)
    if page.run is not None:
        return redirect("conduct:conductor", pk=pk)
    told = request.POST if request.method == "POST" else None
    form = StartForm(told, asks_reason=bool(page.against))
    if form.is_valid():
        try:
            actions.start_run(
                page.congress, reason=form.cleaned_data.get("reason", ""), actor=request.user
            )
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            return redirect("conduct:conductor", pk=pk)
    return render(request, "conduct/run_start.html", {"page": page, "form": form})


@require_POST
@login_required
def run_drop(request: UserRequest, pk: int) -> HttpResponse:
    run = get_run(pk, viewer=request.user)
    actions.drop_run(run, revision=revision_in(request), actor=request.user)
    messages.success(request, _("Đã bỏ lần bắt đầu này; chưa có mục nào được ghi."))
    return redirect("conduct:conductor", pk=pk)


@require_POST
@login_required
def item_next(request: UserRequest, pk: int) -> HttpResponse:
    run = get_run(pk, viewer=request.user)
    actions.next_item(run, revision=revision_in(request), actor=request.user)
    return redirect("conduct:conductor", pk=pk)


@require_POST
@login_required
def item_stop(request: UserRequest, pk: int) -> HttpResponse:
    run = get_run(pk, viewer=request.user)
    actions.stop_item(run, revision=revision_in(request), actor=request.user)
    return redirect("conduct:conductor", pk=pk)


@require_POST
@login_required
def item_back(request: UserRequest, pk: int) -> HttpResponse:
    run = get_run(pk, viewer=request.user)
    actions.step_back(run, revision=revision_in(request), actor=request.user)
    return redirect("conduct:conductor", pk=pk)


@require_POST
@login_required
def keys_take(request: UserRequest, pk: int) -> HttpResponse:
    actions.take_keys(get_run(pk, viewer=request.user), actor=request.user)
    return redirect("conduct:conductor", pk=pk)


@require_POST
@login_required
def run_end(request: UserRequest, pk: int) -> HttpResponse:
    run = get_run(pk, viewer=request.user)
    actions.end_run(run, revision=revision_in(request), actor=request.user)
    messages.success(request, _("Đã ghi giờ kết thúc đại hội."))
    return redirect("conduct:conductor", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def item_start(request: UserRequest, pk: int) -> HttpResponse:
    item = get_item(pk, viewer=request.user)
    form = OrderForm(request.POST or None, initial={"revision": item.run.revision})
    if took(form, item.run, lambda: actions.start_item(item, **form.values, actor=request.user)):
        return redirect("conduct:conductor", pk=item.run.congress_id)
    page = {"form": form, "item": item, "congress": item.run.congress}
    return render(request, "conduct/item_start.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def item_minute(request: UserRequest, pk: int) -> HttpResponse:
    item = get_item(pk, viewer=request.user)
    shown = {"minuted": item.minuted, "seen": item.minuted}
    form = MinuteForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.minute_item(item, told["minuted"], seen=told["seen"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
            form.show_kept(item.minuted)
        else:
            return redirect("conduct:conductor", pk=item.run.congress_id)
    page = {"form": form, "item": item, "congress": item.run.congress}
    return render(request, "conduct/item_minute.html", page)


@require_safe
@login_required
def rehearsal(request: UserRequest, pk: int) -> HttpResponse:
    page = rehearsal_page(pk, request.session.get(_kept(pk), {}), viewer=request.user)
    template = "conduct/rehearsal.html" + ("#state" if request.htmx else "")
    return render(request, template, {"page": page})


@require_POST
@login_required
def rehearsal_press(request: UserRequest, pk: int) -> HttpResponse:
    kept, press = request.session.get(_kept(pk), {}), request.POST.get("press", "")
    request.session[_kept(pk)] = rehearsed(pk, kept, press, viewer=request.user)
    return redirect("conduct:rehearsal", pk=pk)


def _kept(pk: int) -> str:
    return f"conduct.rehearsal:{pk}"
