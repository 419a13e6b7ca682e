"""Pages of the hall: the map of seats, moving people, place cards."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.logistics.actions import halls as actions
from daihoi.logistics.forms.halls import HallForm, PlaceForm
from daihoi.logistics.models import Hall
from daihoi.logistics.queries import halls as queries
from daihoi.logistics.queries.places import WORK, congress_of
from daihoi.rules.seating import Spot


@require_GET
@login_required
def hall_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.hall_page(pk, viewer=request.user)
    return render(request, "logistics/hall_detail.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def hall_edit(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=WORK)
    hall = queries.hall_of(congress) or Hall(congress=congress)
    form = HallForm(request.POST or None, instance=hall)
    if form.is_valid():
        try:
            actions.set_hall(congress, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu hội trường."))
            return redirect("logistics:hall_detail", pk=pk)
    return render(request, "logistics/hall_edit.html", {"form": form, "congress": congress})


@require_POST
@login_required
def hall_arrange(request: UserRequest, pk: int) -> HttpResponse:
    hall = queries.get_hall(pk, viewer=request.user)
    left = actions.arrange_seats(hall, actor=request.user)
    if left:
        said = ngettext(
            "Đã xếp chỗ; còn %(n)s người chưa có chỗ.",
            "Đã xếp chỗ; còn %(n)s người chưa có chỗ.",
            left,
        )
        messages.warning(request, said % {"n": left})
    else:
        messages.success(request, _("Đã xếp chỗ cho mọi người."))
    return redirect("logistics:hall_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def hall_place(request: UserRequest, pk: int, row: int, number: int) -> HttpResponse:
    """Who sits on one seat: somebody without a seat, or two change places."""
    hall = queries.get_hall(pk, viewer=request.user)
    page = queries.hall_page(pk, viewer=request.user)
    form = PlaceForm(request.POST or None, people=page.everybody)
    if form.is_valid():
        try:
            invitee = queries.invitee_in(hall, form.cleaned_data["invitee"])
            actions.place_invitee(hall, invitee, Spot(row, number), actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã đổi chỗ."))
            return redirect("logistics:hall_detail", pk=pk)
    cell = queries.cell_at(page, Spot(row, number))
    return render(request, "logistics/hall_place.html", {"form": form, "page": page, "cell": cell})


@require_GET
@login_required
def hall_cards(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.hall_page(pk, viewer=request.user)
    return render(request, "logistics/hall_cards.html", {"page": page})


@require_POST
@login_required
def seat_clear(request: UserRequest, pk: int) -> HttpResponse:
    seat = queries.get_seat(pk, viewer=request.user)
    actions.clear_seat(seat, actor=request.user)
    messages.success(request, _("Chỗ này đã trống."))
    return redirect("logistics:hall_detail", pk=seat.hall.congress_id)
