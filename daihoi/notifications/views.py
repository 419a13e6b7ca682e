"""The inbox. Opening a notice writes, so it is a button and not a link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from daihoi.accounts.http import UserRequest
from daihoi.notifications import actions, queries


@login_required
def inbox(request: UserRequest) -> HttpResponse:
    page = Paginator(queries.inbox_of(request.user), 20).get_page(request.GET.get("page"))
    unread = queries.unread_count(request.user)
    return render(request, "notifications/inbox.html", {"page": page, "unread": unread})


@require_POST
@login_required
def notice_open(request: UserRequest, pk: int) -> HttpResponse:
    """Mark as read and go to where it can be done."""
    notice = queries.get_notice(pk, viewer=request.user)
    actions.mark_read(actor=request.user, notice=notice)
    return redirect(notice.url)


@require_POST
@login_required
def notice_read(request: UserRequest, pk: int) -> HttpResponse:
    """Mark as read and stay."""
    notice = queries.get_notice(pk, viewer=request.user)
    actions.mark_read(actor=request.user, notice=notice)
    return redirect("notifications:inbox")


@require_POST
@login_required
def inbox_read(request: UserRequest) -> HttpResponse:
    """Mark everything as read."""
    if actions.mark_read(actor=request.user):
        messages.success(request, _("Đã đánh dấu tất cả là đã đọc."))
    return redirect("notifications:inbox")
