"""The page where the public page is set up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.news.actions import sites as actions
from daihoi.news.forms.sites import SiteForm
from daihoi.news.queries.sites import site_to_set


@login_required
def site_edit(request: UserRequest, pk: int) -> HttpResponse:
    site = site_to_set(pk, viewer=request.user)
    form = SiteForm(request.POST or None, instance=site)
    if form.is_valid():
        try:
            actions.set_site(site.organization, form.values, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("news:site_edit", pk=pk)
    address = request.build_absolute_uri(site.address) if site.pk else ""
    page = {"form": form, "site": site, "address": address}
    return render(request, "news/site_edit.html", page)


@require_POST
@login_required
def site_open(request: UserRequest, pk: int) -> HttpResponse:
    actions.open_site(site_to_set(pk, viewer=request.user), actor=request.user)
    messages.success(request, _("Trang tin đã mở: ai cũng đọc được bài đã đăng."))
    return redirect("news:site_edit", pk=pk)


@require_POST
@login_required
def site_close(request: UserRequest, pk: int) -> HttpResponse:
    actions.close_site(site_to_set(pk, viewer=request.user), actor=request.user)
    messages.success(request, _("Đã đóng trang tin; bài giữ nguyên, người ngoài không đọc được."))
    return redirect("news:site_edit", pk=pk)
