"""A door on the day (bàn đón), and where people sit: for who receives them and for themselves."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import RuleBroken
from daihoi.meetings.actions import doors, groups
from daihoi.meetings.forms.doors import GroupsForm, PressesForm, SpreadForm
from daihoi.meetings.queries.groups import groups_page, spread
from daihoi.meetings.queries.seats import seat_search
from daihoi.meetings.queries.seen import get_meeting
from daihoi.meetings.queries.station import station_page


@require_GET
@login_required
def station(request: UserRequest, pk: int) -> HttpResponse:
    door, words = request.GET.get("cua", ""), request.GET.get("q", "")
    page = station_page(pk, door=door, words=words, viewer=request.user)
    template = "meetings/station.html" + ("#roll" if request.htmx else "")
    return render(request, template, {"page": page, "words": words})


@require_POST
@login_required
def station_send(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user, to=Permission.MEETINGS_RECORD)
    form = PressesForm(request.POST)
    if not form.is_valid():
        raise RuleBroken(form.refusal, code="unreadable")
    answers = doors.take_presses(meeting, form.values, actor=request.user)
    if request.htmx:
        return JsonResponse({"answers": [each.to_json() for each in answers]})
    for answer in answers:
        if answer.said:
            messages.warning(request, answer.said)
    door = urlencode({"cua": form.values[0].door})
    return redirect(f"{reverse('meetings:station', args=[pk])}?{door}")


@require_GET
def seat_find(request: HttpRequest, code: str) -> HttpResponse:
    search = seat_search(code, request.GET.get("ten", ""))
    return render(request, "meetings/seat_find.html", {"search": search})


@require_http_methods(["GET", "POST"])
@login_required
def group_edit(request: UserRequest, pk: int) -> HttpResponse:
    page = groups_page(pk, viewer=request.user)
    form = GroupsForm(page.rows, request.POST or None)
    if form.is_valid():
        groups.set_groups(page.meeting, form.values, actor=request.user)
        messages.success(request, _("Đã lưu tổ thảo luận."))
        return redirect("meetings:group_edit", pk=pk)
    context = {"page": page, "form": form, "spread": SpreadForm()}
    return render(request, "meetings/group_edit.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def group_spread(request: UserRequest, pk: int) -> HttpResponse:
    page = groups_page(pk, viewer=request.user)
    form = SpreadForm(request.POST)
    if not form.is_valid():
        raise RuleBroken(_("Số tổ là một số từ 1 đến 50."), code="group_count")
    shared = spread(page.rows, form.cleaned_data["count"])
    groups.set_groups(page.meeting, shared, actor=request.user)
    messages.success(request, _("Đã chia đều thành các tổ; sửa từng người ở dưới."))
    return redirect("meetings:group_edit", pk=pk)
