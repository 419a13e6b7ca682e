"""Pages of attendance: by list, by the code at the door, by the code on an invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest, site_of
from daihoi.accounts.permissions import Permission
from daihoi.base.downloads import SHEET, download
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.meetings.actions import attendance as actions
from daihoi.meetings.forms.roll import MarkForm
from daihoi.meetings.models import Means, Presence
from daihoi.meetings.papers.sheets import book_sheet
from daihoi.meetings.queries.books import attendance_book
from daihoi.meetings.queries.places import own_place
from daihoi.meetings.queries.roll_page import (
    first_mark,
    get_invitee,
    invitee_with,
    narrowed,
    own_line,
    roll_page,
)
from daihoi.meetings.queries.seen import get_meeting
from daihoi.organizations.queries.organizations import get_organization

RECORD = Permission.MEETINGS_RECORD


@require_GET
@login_required
def attendance(request: UserRequest, pk: int) -> HttpResponse:
    page = roll_page(pk, viewer=request.user, to=RECORD)
    words = request.GET.get("q", "")
    template = "meetings/attendance.html" + ("#roll" if request.htmx else "")
    return render(request, template, {"page": narrowed(page, words), "words": words})


@require_http_methods(["GET", "POST"])
@login_required
def invitee_mark(request: UserRequest, pk: int) -> HttpResponse:
    row = get_invitee(pk, viewer=request.user, to=RECORD)
    form = MarkForm(request.POST or None, initial=first_mark(row))
    form.show(row)
    if form.is_valid():
        try:
            actions.mark(row, **form.values(row.meeting), actor=request.user)
        except DomainError as refusal:
            if request.htmx:
                raise
            form.tell(refusal)
        else:
            if request.htmx:
                page = roll_page(row.meeting_id, viewer=request.user, to=RECORD)
                context = {"page": page, "words": ""}
                return render(request, "meetings/attendance.html#roll", context)
            return redirect("meetings:attendance", pk=row.meeting_id)
    context = {"form": form, "row": row, "meeting": row.meeting}
    return render(
        request, "meetings/invitee_mark.html", context, status=422 if form.errors else 200
    )


@require_POST
@login_required
def check_in_open(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user, to=RECORD)
    actions.open_check_in(meeting, actor=request.user)
    messages.success(request, _("Đã mở điểm danh bằng mã ở cửa."))
    return redirect("meetings:attendance", pk=pk)


@require_POST
@login_required
def check_in_close(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user, to=RECORD)
    actions.close_check_in(meeting, actor=request.user)
    messages.success(request, _("Đã đóng điểm danh bằng mã."))
    return redirect("meetings:attendance", pk=pk)


@require_GET
@login_required
def check_in_poster(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user, to=RECORD)
    address, seats = (
        site_of(request) + reverse(f"meetings:{page}", args=[meeting.check_in_code])
        for page in ("check_in", "seat_find")
    )
    context = {"meeting": meeting, "address": address, "seats": seats}
    return render(request, "meetings/check_in_poster.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def check_in(request: UserRequest, code: str) -> HttpResponse:
    meeting, row = own_line(code, viewer=request.user)
    refusal: DomainError | None = None
    if request.method == "POST" and row is not None:
        try:
            row = actions.check_in(row, actor=request.user)
        except DomainError as error:
            refusal = error
        else:
            return redirect("meetings:check_in", code=code)
    place = own_place(row, meeting)
    page = {"meeting": meeting, "row": row, "refusal": refusal, "place": place}
    status = refusal.status if refusal else 200
    return render(request, "meetings/check_in.html", page, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def invitation_scan(request: UserRequest, code: str) -> HttpResponse:
    row = invitee_with(code, viewer=request.user)
    if row.person is not None and row.person.user_id == request.user.pk:
        if row.meeting.is_checking_in:
            return redirect("meetings:check_in", code=row.meeting.check_in_code)
        return redirect("meetings:invitee_invitation", pk=row.pk)
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            row = actions.mark(row, Presence.PRESENT, means=Means.CLERK, actor=request.user)
        except DomainError as error:
            refusal = error
    page = {"row": row, "meeting": row.meeting, "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "meetings/invitation_scan.html", page, status=status)


@require_GET
@login_required
def attendance_book_list(request: UserRequest, pk: int) -> HttpResponse:
    organization = get_organization(pk, viewer=request.user)
    year = whole_number(request.GET.get("nam", ""))
    book = attendance_book(organization, year, viewer=request.user)
    return render(request, "meetings/attendance_book_list.html", {"book": book})


@require_GET
@login_required
def attendance_book_export(request: UserRequest, pk: int) -> HttpResponse:
    organization = get_organization(pk, viewer=request.user)
    year = whole_number(request.GET.get("nam", ""))
    book = attendance_book(organization, year, viewer=request.user)
    return download(book_sheet(book), f"so-diem-danh-{book.year}.xlsx", SHEET)
