"""Pages of the roll: who is called, guests, invitations for the printer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest, site_of
from daihoi.accounts.permissions import Permission
from daihoi.base.downloads import SHEET, download
from daihoi.base.errors import DomainError
from daihoi.meetings.actions import replies
from daihoi.meetings.actions import roll as actions
from daihoi.meetings.forms.roll import GuestForm, GuestListForm, InviteeForm, ReplyForm, of_guest
from daihoi.meetings.models import Reply
from daihoi.meetings.papers.invitations import invitation_set
from daihoi.meetings.papers.sheets import guest_sheet, roll_sheet
from daihoi.meetings.queries.agenda import meeting_to_arrange
from daihoi.meetings.queries.invitations import invitation_page, invitation_pages
from daihoi.meetings.queries.roll import person_called
from daihoi.meetings.queries.roll_page import get_invitee, roll_page
from daihoi.meetings.queries.seen import get_meeting

MANAGE, RECORD = Permission.MEETINGS_MANAGE, Permission.MEETINGS_RECORD
PDF = "application/pdf"


@require_GET
@login_required
def roll_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = roll_page(pk, viewer=request.user)
    return render(request, "meetings/roll_detail.html", {"page": page})


@require_POST
@login_required
def roll_fill(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user, to=MANAGE)
    count = actions.fill_roll(meeting, actor=request.user)
    messages.success(request, _("Đã thêm %(n)s người thuộc diện mời.") % {"n": count})
    return redirect("meetings:roll_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def invitee_add(request: UserRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_arrange(pk, viewer=request.user)
    form = InviteeForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        person = person_called(meeting, form.cleaned_data["person"])
        reason = form.cleaned_data.get("reason", "")
        try:
            actions.add_invitee(meeting, person, reason=reason, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": person})
            return redirect("meetings:roll_detail", pk=pk)
    return render(request, "meetings/invitee_add.html", {"form": form, "meeting": meeting})


@require_http_methods(["GET", "POST"])
@login_required
def guest_add(request: UserRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_arrange(pk, viewer=request.user)
    form = GuestForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        try:
            row = actions.add_guest(
                meeting, form.values, reason=form.added_because, actor=request.user
            )
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã thêm khách %(name)s.") % {"name": row.name})
            again = "meetings:guest_add" if "again" in request.POST else "meetings:roll_detail"
            return redirect(again, pk=pk)
    return render(request, "meetings/guest_add.html", {"form": form, "meeting": meeting})


@require_http_methods(["GET", "POST"])
@login_required
def guest_import(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user, to=MANAGE)
    form = GuestListForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        added, known = actions.add_guests(meeting, form.cleaned_data["guests"], actor=request.user)
        said = _("Đã thêm %(added)s khách; %(known)s khách đã có trong danh sách.")
        messages.success(request, said % {"added": added, "known": known})
        return redirect("meetings:roll_detail", pk=pk)
    return render(request, "meetings/guest_import.html", {"form": form, "meeting": meeting})


@require_http_methods(["GET", "POST"])
@login_required
def guest_edit(request: UserRequest, pk: int) -> HttpResponse:
    row = get_invitee(pk, viewer=request.user, to=MANAGE)
    form = GuestForm(request.POST or None, meeting=row.meeting, initial=of_guest(row))
    if form.is_valid():
        try:
            actions.edit_guest(row, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("meetings:roll_detail", pk=row.meeting_id)
    page = {"form": form, "meeting": row.meeting, "row": row}
    return render(request, "meetings/guest_edit.html", page)


@require_POST
@login_required
def invitee_remove(request: UserRequest, pk: int) -> HttpResponse:
    row = get_invitee(pk, viewer=request.user, to=MANAGE)
    actions.remove_invitee(row, actor=request.user)
    messages.success(request, _("Đã bỏ %(name)s khỏi danh sách.") % {"name": row.name})
    return redirect("meetings:roll_detail", pk=row.meeting_id)


@require_http_methods(["GET", "POST"])
@login_required
def invitee_reply(request: UserRequest, pk: int) -> HttpResponse:
    row = get_invitee(pk, viewer=request.user)
    if request.method == "GET":  # a reload or a shared link after a refusal
        return redirect("meetings:meeting_detail", pk=row.meeting_id)
    form = ReplyForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        replies.reply(row, Reply(told["reply"]), told["reason"], actor=request.user)
        messages.success(request, _("Đã ghi câu trả lời của đồng chí."))
    return redirect("meetings:meeting_detail", pk=row.meeting_id)


@require_GET
@login_required
def invitee_invitation(request: UserRequest, pk: int) -> HttpResponse:
    row = get_invitee(pk, viewer=request.user, to=RECORD if "in" in request.GET else Permission.MEETINGS_VIEW)  # fmt: skip
    page = invitation_page(row, viewer=request.user, site=site_of(request))
    return render(request, "meetings/invitee_invitation.html", {"page": page})


@require_GET
@login_required
def roll_invitations(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user, to=RECORD)
    pages = invitation_pages(meeting, site=site_of(request))
    return render(request, "meetings/roll_invitations.html", {"page": pages, "meeting": meeting})


@require_GET
@login_required
def guest_invitations(request: UserRequest, pk: int) -> HttpResponse:
    page = roll_page(pk, viewer=request.user, to=MANAGE)
    content = invitation_set(page.meeting, [line.row for line in page.guests])
    return download(content, f"giay-moi-{page.meeting.on.isoformat()}.pdf", PDF)


@require_GET
@login_required
def roll_export(request: UserRequest, pk: int) -> HttpResponse:
    page = roll_page(pk, viewer=request.user, to=RECORD)
    return download(roll_sheet(page), f"diem-danh-{page.meeting.on.isoformat()}.xlsx", SHEET)


@require_GET
@login_required
def guest_export(request: UserRequest, pk: int) -> HttpResponse:
    page = roll_page(pk, viewer=request.user, to=RECORD)
    return download(guest_sheet(page), f"khach-moi-{page.meeting.on.isoformat()}.xlsx", SHEET)
