"""A text on its way: handed in, checked, returned, published, corrected, taken off."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.news.actions import review as actions
from daihoi.news.forms.articles import KeepForm, PublishForm, RemarkForm
from daihoi.news.queries.articles import get_article, left_in, obstacle_to

WRITE, CHECK, PUBLISH = Permission.NEWS_WRITE, Permission.NEWS_CHECK, Permission.NEWS_PUBLISH


@require_http_methods(["GET", "POST"])
@login_required
def article_submit(request: UserRequest, pk: int) -> HttpResponse:
    """A text that differs from the records is shown once more: one press goes on."""
    left = left_in(pk, "submit", viewer=request.user, to=WRITE)
    if request.method == "POST" and (not left.differs or "seen" in request.POST):
        actions.submit_article(left.article, actor=request.user)
        messages.success(request, _("Đã gửi kiểm tra; người kiểm tra nhận được thông báo."))
        return redirect("news:article_detail", pk=pk)
    return render(request, "news/article_submit.html", {"left": left})


@require_http_methods(["GET", "POST"])
@login_required
def article_check(request: UserRequest, pk: int) -> HttpResponse:
    left = left_in(pk, "check", viewer=request.user, to=CHECK)
    form = KeepForm(request.POST if request.method == "POST" else None, differs=left.differs)
    if form.is_valid():
        try:
            actions.check_article(left.article, keeps=form.reason, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã xác nhận kiểm tra; bài chờ đăng."))
            return redirect("news:article_detail", pk=pk)
    return render(request, "news/article_check.html", {"form": form, "left": left})


@require_http_methods(["GET", "POST"])
@login_required
def article_publish(request: UserRequest, pk: int) -> HttpResponse:
    left = left_in(pk, "publish", viewer=request.user, to=PUBLISH)
    form = PublishForm(request.POST if request.method == "POST" else None, differs=left.differs)
    if form.is_valid():
        try:
            actions.publish_article(
                left.article, at=form.moment, keeps=form.reason, actor=request.user
            )
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã đăng."))
            return redirect("news:article_detail", pk=pk)
    return render(request, "news/article_publish.html", {"form": form, "left": left})


@require_http_methods(["GET", "POST"])
@login_required
def article_return(request: UserRequest, pk: int) -> HttpResponse:
    label = gettext_lazy("Cần sửa điều gì")
    return _with_remark(
        request, pk, WRITE, "send_back", label, actions.return_article, "article_return"
    )


@require_http_methods(["GET", "POST"])
@login_required
def article_correct(request: UserRequest, pk: int) -> HttpResponse:
    label = gettext_lazy("Đính chính điều gì, vì sao")
    return _with_remark(
        request, pk, WRITE, "correct", label, actions.start_correction, "article_correct"
    )


@require_http_methods(["GET", "POST"])
@login_required
def article_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    label = gettext_lazy("Vì sao gỡ bài")
    return _with_remark(
        request, pk, PUBLISH, "withdraw", label, actions.withdraw_article, "article_withdraw"
    )


@require_http_methods(["GET", "POST"])
@login_required
def article_restore(request: UserRequest, pk: int) -> HttpResponse:
    label = gettext_lazy("Vì sao đưa bài lên lại")
    return _with_remark(
        request, pk, PUBLISH, "restore", label, actions.restore_article, "article_restore"
    )


def _with_remark(  # noqa: PLR0917 - called by position in this module only
    request: UserRequest,
    pk: int,
    to: Permission,
    what: str,
    label: Any,
    action: Callable[..., object],
    page: str,
) -> HttpResponse:
    """Ask why, then do it."""
    article, revision = get_article(pk, viewer=request.user, to=to)
    form = RemarkForm(request.POST or None, label=label)
    if form.is_valid():
        try:
            action(article, form.cleaned_data["reason"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("news:article_detail", pk=pk)
    shown: dict[str, Any] = {"form": form, "article": article, "revision": revision}
    if request.method != "POST":
        shown["obstacle"] = obstacle_to(article, revision, what, request.user)
    return render(request, f"news/{page}.html", shown)
