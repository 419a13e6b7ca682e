"""Pages of the agenda."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.meetings.actions import agenda as actions
from daihoi.meetings.forms.meetings import ItemForm
from daihoi.meetings.queries.agenda import get_item, meeting_to_arrange


@require_http_methods(["GET", "POST"])
@login_required
def item_add(request: UserRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_arrange(pk, viewer=request.user)
    form = ItemForm(request.POST or None, meeting=meeting, viewer=request.user)
    if form.is_valid():
        try:
            actions.add_item(meeting, form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã thêm vào chương trình."))
            again = "meetings:item_add" if "again" in request.POST else "meetings:meeting_detail"
            return redirect(again, pk=pk)
    return render(request, "meetings/item_add.html", {"form": form, "meeting": meeting})


@require_http_methods(["GET", "POST"])
@login_required
def item_edit(request: UserRequest, pk: int) -> HttpResponse:
    item = get_item(pk, viewer=request.user)
    meeting = meeting_to_arrange(item.meeting_id, viewer=request.user)
    form = ItemForm(request.POST or None, instance=item, meeting=meeting, viewer=request.user)
    if form.is_valid():
        try:
            actions.edit_item(item, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("meetings:meeting_detail", pk=meeting.pk)
    return render(
        request, "meetings/item_edit.html", {"form": form, "item": item, "meeting": meeting}
    )


@require_POST
@login_required
def item_remove(request: UserRequest, pk: int) -> HttpResponse:
    item = get_item(pk, viewer=request.user)
    actions.remove_item(item, actor=request.user)
    messages.success(request, _("Đã bỏ khỏi chương trình."))
    return redirect("meetings:meeting_detail", pk=item.meeting_id)


@require_POST
@login_required
def item_move(request: UserRequest, pk: int) -> HttpResponse:
    item = get_item(pk, viewer=request.user)
    to = whole_number(request.POST.get("to", ""))
    actions.move_item(item, to or item.position, actor=request.user)
    return redirect("meetings:meeting_detail", pk=item.meeting_id)
