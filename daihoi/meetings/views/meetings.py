"""Pages of meetings: the list, one meeting, calling, opening, ending."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base import clock
from daihoi.base.downloads import download
from daihoi.base.errors import DomainError
from daihoi.congresses.forms.reasons import ReasonForm
from daihoi.meetings.actions import meetings as actions
from daihoi.meetings.forms.meetings import MeetingForm
from daihoi.meetings.forms.roll import ReplyForm
from daihoi.meetings.papers.calendar import CALENDAR, meeting_file
from daihoi.meetings.queries import meetings as queries
from daihoi.meetings.queries.adding import first_values, home_to_add
from daihoi.meetings.queries.seen import get_meeting
from daihoi.organizations.queries.organizations import home_of

MANAGE, RECORD = Permission.MEETINGS_MANAGE, Permission.MEETINGS_RECORD


@require_GET
@login_required
def meeting_list(request: UserRequest) -> HttpResponse:
    home, number = home_of(request.user), request.GET.get("page")
    page = queries.meeting_list(viewer=request.user, organization=home, number=number)
    return render(request, "meetings/meeting_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def meeting_add(request: UserRequest) -> HttpResponse:
    organization = home_to_add(viewer=request.user)
    initial = first_values(organization, request.GET, viewer=request.user)
    form = MeetingForm(
        request.POST or None, organization=organization, viewer=request.user, initial=initial
    )
    if form.is_valid():
        try:
            made = actions.add_meeting(organization, form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã lập cuộc họp. Hãy thêm chương trình rồi mời họp."))
            return redirect("meetings:meeting_detail", pk=made.pk)
    return render(request, "meetings/meeting_add.html", {"form": form})


@require_GET
@login_required
def meeting_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.meeting_page(pk, viewer=request.user)
    template = "meetings/meeting_detail.html" + ("#news" if request.htmx else "")
    return render(request, template, {"page": page, "reply": ReplyForm()})


@require_http_methods(["GET", "POST"])
@login_required
def meeting_edit(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user, to=MANAGE)
    form = MeetingForm(
        request.POST or None,
        instance=meeting,
        organization=meeting.organization,
        viewer=request.user,
    )
    if form.is_valid():
        try:
            actions.edit_meeting(meeting, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("meetings:meeting_detail", pk=pk)
    return render(request, "meetings/meeting_edit.html", {"form": form, "meeting": meeting})


@require_POST
@login_required
def meeting_convene(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user, to=MANAGE)
    meeting = actions.convene_meeting(meeting, actor=request.user)
    said = _("Đã mời họp: mọi người trong danh sách được báo.")
    if meeting.is_written:
        said = _("Đã gửi lấy ý kiến: mọi người trong danh sách được báo.")
    messages.success(request, said)
    return redirect("meetings:meeting_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def meeting_recall(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user, to=MANAGE)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.recall_meeting(meeting, form.cleaned_data["reason"], actor=request.user)
        messages.success(request, _("Đã rút lời mời; người được mời đã được báo."))
        return redirect("meetings:meeting_detail", pk=pk)
    return render(request, "meetings/meeting_recall.html", {"form": form, "meeting": meeting})


@require_http_methods(["GET", "POST"])
@login_required
def meeting_cancel(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user, to=MANAGE)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.cancel_meeting(meeting, form.cleaned_data["reason"], actor=request.user)
        messages.success(request, _("Đã hủy cuộc họp; người được mời đã được báo."))
        return redirect("meetings:meeting_detail", pk=pk)
    return render(request, "meetings/meeting_cancel.html", {"form": form, "meeting": meeting})


@require_POST
@login_required
def meeting_open(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user)
    actions.open_meeting(meeting, actor=request.user)
    messages.success(request, _("Cuộc họp đã khai mạc; danh sách đã chốt."))
    return redirect("meetings:meeting_detail", pk=pk)


@require_POST
@login_required
def meeting_end(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user)
    actions.end_meeting(meeting, actor=request.user)
    messages.success(request, _("Đã ghi cuộc họp kết thúc."))
    return redirect("meetings:meeting_detail", pk=pk)


@require_GET
@login_required
def meeting_calendar(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user)
    address = request.build_absolute_uri(meeting_path(meeting.pk))
    host = request.get_host()
    content = meeting_file(meeting, host=host, address=address, now=clock.now())
    return download(content, f"cuoc-hop-{meeting.on.isoformat()}.ics", CALENDAR)


def meeting_path(pk: int) -> str:
    """The address of a meeting's page within the house."""
    return str(redirect("meetings:meeting_detail", pk=pk)["Location"])
