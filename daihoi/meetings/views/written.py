"""Pages of a meeting in writing (P43)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.meetings.actions import written as actions
from daihoi.meetings.forms.roll import AnswerForm, PaperAnswerForm
from daihoi.meetings.models import WrittenChoice
from daihoi.meetings.queries.agenda import get_item
from daihoi.meetings.queries.roll_page import get_invitee
from daihoi.meetings.queries.seen import get_meeting
from daihoi.meetings.queries.written import answer_sheets, own_row, paper_choices, written_page

RECORD = Permission.MEETINGS_RECORD


@require_http_methods(["GET"])
@login_required
def written_detail(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user)
    page = written_page(meeting, viewer=request.user)
    return render(request, "meetings/written_detail.html", {"page": page, "sheets": answer_sheets(page, AnswerForm)})  # fmt: skip


@require_http_methods(["GET", "POST"])
@login_required
def written_answer(request: UserRequest, pk: int) -> HttpResponse:
    item = get_item(pk, viewer=request.user)
    if request.method == "GET":  # a reload or a shared link after a refusal
        return redirect("meetings:written_detail", pk=item.meeting_id)
    form = AnswerForm(request.POST, prefix=f"i{item.pk}")
    if form.is_valid():
        row = own_row(item.meeting, viewer=request.user)
        told = form.cleaned_data
        actions.answer(item, row, WrittenChoice(told["choice"]), told["text"], actor=request.user)
        messages.success(request, _("Đã gửi ý kiến; sửa được đến hết hạn."))
        return redirect("meetings:written_detail", pk=item.meeting_id)
    page = written_page(item.meeting, viewer=request.user)
    sheets = answer_sheets(page, AnswerForm, bound={item.pk: form})
    context = {"page": page, "sheets": sheets}
    return render(request, "meetings/written_detail.html", context, status=422)


@require_http_methods(["GET", "POST"])
@login_required
def written_record(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user, to=RECORD)
    items, people = paper_choices(meeting)
    form = PaperAnswerForm(request.POST or None, items=items, people=people)
    if form.is_valid():
        told = form.cleaned_data
        item = get_item(told["item"], viewer=request.user)
        row = get_invitee(told["invitee"], viewer=request.user)
        choice, on = WrittenChoice(told["choice"]), told["answered_on"]
        try:
            actions.record_answer(item, row, choice, told["text"], on, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã nhập phiếu của %(name)s.") % {"name": row.name})
            return redirect("meetings:written_record", pk=pk)
    return render(request, "meetings/written_record.html", {"form": form, "meeting": meeting})


@require_POST
@login_required
def written_remind(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(pk, viewer=request.user, to=RECORD)
    count = actions.remind(meeting, actor=request.user)
    messages.success(request, _("Đã nhắc %(n)s đồng chí.") % {"n": count})
    return redirect("meetings:written_detail", pk=pk)
