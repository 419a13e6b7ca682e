"""The inbox. Opening a notice writes, so it is a button and not a link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.notifications import actions, mail, queries
from daihoi.notifications.forms import MailForm
from daihoi.notifications.models import Frequency

PER_PAGE = 20


@login_required
def inbox(request: UserRequest) -> HttpResponse:
    only_unread = request.GET.get("loc") == "chua-doc"
    notices = queries.inbox_of(request.user, unread=only_unread)
    unread = queries.unread_count(request.user)
    here = reverse("notifications:inbox")
    context = {
        "page": Paginator(notices, PER_PAGE).get_page(request.GET.get("page")),
        "unread": unread,
        "only_unread": only_unread,
        "tabs": [
            {"label": _("Tất cả"), "url": here, "current": not only_unread},
            {"label": _("Chưa đọc"), "url": f"{here}?loc=chua-doc", "count": unread or None,
             "current": only_unread},
        ],
    }  # fmt: skip
    return render(request, "notifications/inbox.html", context)


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


@require_http_methods(["GET", "POST"])
@login_required
def mail_edit(request: UserRequest) -> HttpResponse:
    """How often and where one gets the digest."""
    setting = queries.mail_setting_of(request.user)
    can_send = not mail.missing()
    form = MailForm(request.POST or None, instance=setting)
    if request.method == "POST" and can_send and form.is_valid():
        frequency = Frequency(form.cleaned_data["frequency"])
        saved = actions.choose_mail(frequency, form.cleaned_data["address"], actor=request.user)
        if saved.frequency != Frequency.NONE and saved.confirmed_at is None:
            to = {"address": saved.address}
            messages.info(request, _("Đã gửi thư xác nhận đến %(address)s.") % to)
        else:
            messages.success(request, _("Đã lưu."))
        return redirect("notifications:mail_edit")
    missing = queries.missing_for(request.user)
    context = {"form": form, "setting": setting, "can_send": can_send, "missing": missing}
    status = 422 if request.method == "POST" else 200
    return render(request, "notifications/mail_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def mail_confirm(request: UserRequest, token: str) -> HttpResponse:
    """The owner of an address says so by a button: mail programs open links by themselves."""
    address = mail.confirmed_address(token, viewer=request.user)
    if request.method == "POST":
        actions.confirm_mail(address, actor=request.user)
        messages.success(request, _("Đã xác nhận địa chỉ thư điện tử."))
        return redirect("notifications:mail_edit")
    return render(request, "notifications/mail_confirm.html", {"address": address})


@csrf_exempt  # one click in a mail program, RFC 8058; the link itself is the proof
@require_http_methods(["GET", "POST"])
def mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """End the letters without signing in."""
    setting = mail.setting_to_stop(token)
    if request.method == "POST":
        setting = actions.stop_mail(setting, actor=setting.user)
    stopped = setting.frequency == Frequency.NONE
    return render(request, "notifications/mail_stop.html", {"stopped": stopped})
