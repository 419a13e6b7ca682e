"""Pages of the propaganda plan."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import SHEET, download
from daihoi.base.errors import DomainError
from daihoi.congresses.forms.reasons import ReasonForm
from daihoi.news.actions import propaganda as actions
from daihoi.news.forms.propaganda import EntryForm, ItemForm
from daihoi.news.papers.propaganda import plan_sheet
from daihoi.news.queries import propaganda as queries


@require_GET
@login_required
def propaganda_plan(request: UserRequest, pk: int) -> HttpResponse:
    plan = queries.propaganda_plan(pk, viewer=request.user)
    return render(request, "news/propaganda_plan.html", {"plan": plan})


@require_GET
@login_required
def propaganda_export(request: UserRequest, pk: int) -> HttpResponse:
    plan = queries.propaganda_plan(pk, viewer=request.user)
    return download(plan_sheet(plan), "Kế hoạch tuyên truyền.xlsx", SHEET)


@login_required
def propaganda_add(request: UserRequest, pk: int) -> HttpResponse:
    congress = queries.congress_to_plan(pk, viewer=request.user)
    form = ItemForm(request.POST or None, congress=congress)
    if form.is_valid():
        try:
            actions.add_item(congress, form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã thêm vào kế hoạch tuyên truyền."))
            return redirect("news:propaganda_plan", pk=pk)
    return render(request, "news/propaganda_add.html", {"form": form, "congress": congress})


@require_GET
@login_required
def propaganda_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.propaganda_page(pk, viewer=request.user)
    return render(request, "news/propaganda_detail.html", {"page": page, "form": EntryForm()})


@login_required
def propaganda_edit(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    form = ItemForm(request.POST or None, congress=item.congress, item=item)
    if form.is_valid():
        try:
            actions.edit_item(item, form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("news:propaganda_detail", pk=pk)
    page = {"form": form, "item": item, "congress": item.congress}
    return render(request, "news/propaganda_edit.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def propaganda_log(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    form = EntryForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            actions.log_item(item, **form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi việc đã làm."))
            return redirect("news:propaganda_detail", pk=pk)
    page = {"form": form, "item": item, "congress": item.congress}
    return render(request, "news/propaganda_log.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def propaganda_drop(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.drop_item(item, form.cleaned_data["reason"], actor=request.user)
        messages.success(request, _("Đã ghi không làm nữa."))
        return redirect("news:propaganda_detail", pk=pk)
    page = {"form": form, "item": item, "congress": item.congress}
    return render(request, "news/propaganda_drop.html", page)


@require_POST
@login_required
def propaganda_reopen(request: UserRequest, pk: int) -> HttpResponse:
    actions.reopen_item(queries.get_item(pk, viewer=request.user), actor=request.user)
    messages.success(request, _("Đã mở lại mục này."))
    return redirect("news:propaganda_detail", pk=pk)


@require_GET
@login_required
def entry_photo(request: UserRequest, pk: int) -> HttpResponse:
    picture = queries.entry_picture(pk, viewer=request.user)
    return HttpResponse(picture.read(), content_type="image/jpeg")
