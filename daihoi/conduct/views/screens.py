"""Screens: the page that tells them what to show, and the page that a projector opens by its code."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest, site_of
from daihoi.base import clock
from daihoi.base.errors import DomainError, RuleBroken
from daihoi.conduct.actions import screens as actions
from daihoi.conduct.forms.screens import ScreenForm, ShowsForm
from daihoi.conduct.models import ScreenView
from daihoi.conduct.queries import screens as queries
from daihoi.live.parts import answered, current


@require_http_methods(["GET", "POST"])
@login_required
def screen_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.screen_list(pk, site=site_of(request), viewer=request.user)
    form = ScreenForm(request.POST or None)
    if form.is_valid():
        try:
            actions.open_screen(page.congress, **form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã mở màn hình. Mở địa chỉ của nó ở máy chiếu."))
            return redirect("conduct:screen_list", pk=pk)
    context = {"page": page, "form": form, "views": ScreenView.choices}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "conduct/screen_list.html", context, status=status)


@require_POST
@login_required
def screen_set(request: UserRequest, pk: int) -> HttpResponse:
    screen, form = queries.get_screen(pk, viewer=request.user), ShowsForm(request.POST)
    if not form.is_valid():
        raise RuleBroken(_("Hãy chọn nội dung chiếu trong danh sách."), code="no_view")
    actions.set_screen(screen, form.cleaned_data["shows"], actor=request.user)
    return redirect("conduct:screen_list", pk=screen.congress_id)


@require_POST
@login_required
def screen_close(request: UserRequest, pk: int) -> HttpResponse:
    screen = queries.get_screen(pk, viewer=request.user)
    actions.close_screen(screen, actor=request.user)
    messages.success(request, _("Đã đóng màn hình; địa chỉ của nó không dùng được nữa."))
    return redirect("conduct:screen_list", pk=screen.congress_id)


@require_safe
def screen_show(request: HttpRequest, code: str) -> HttpResponseBase:
    screen = queries.screen_of(code)
    topic, part = queries.screen_topic(screen), queries.screen_part(screen)
    if request.headers.get("HX-Request"):
        return answered(request, topic, part)
    context = {
        "screen": screen,
        "topic": topic,
        "at": timezone.localtime(clock.now()),
        "shown": current(topic, part),
        "is_dark": request.GET.get("nen") == "toi",
    }
    return render(request, "conduct/screen_show.html", context)
