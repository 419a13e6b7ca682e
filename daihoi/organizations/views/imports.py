"""Importing a list of people: upload, preview with choices, confirm, result; and the export."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.downloads import SHEET, download
from daihoi.base.errors import BadFile
from daihoi.organizations import forms
from daihoi.organizations.actions import imports as actions
from daihoi.organizations.actions.looking import look_at_list, note_export
from daihoi.organizations.queries import imports as queries
from daihoi.organizations.queries.organizations import get_organization

PAGE_SIZE = 50


@login_required
def member_import(request: UserRequest, pk: int) -> HttpResponse:
    organization = get_organization(pk, viewer=request.user, to=Permission.ORGANIZATIONS_MANAGE)
    form = forms.ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            started = actions.start_import(
                organization, upload.read(), upload.name, actor=request.user
            )
        except BadFile as error:
            form.add_error("file", str(error.message))
        else:
            return redirect("organizations:member_import_detail", pk=started.pk)
    page = {"form": form, "organization": organization}
    status = 422 if form.errors else 200
    return render(request, "organizations/member_import.html", page, status=status)


@login_required
def member_import_detail(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_import(pk, viewer=request.user)
    page = queries.import_page(found, viewer=request.user, tab=request.GET.get("xem", ""))
    look_at_list(found.organization, "import", actor=request.user)
    rows = Paginator(page.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"import": found, "organization": found.organization, "shown": page, "page": rows}
    return render(request, "organizations/member_import_detail.html", context)


@require_POST
@login_required
def member_import_answer(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_import(pk, viewer=request.user)
    actions.answer_import(found, _answers(request), actor=request.user)
    messages.success(request, _("Đã ghi lựa chọn; bản xem trước dưới đây tính theo đó."))
    return _back_to_preview(request, pk)


@require_POST
@login_required
def member_import_confirm(request: UserRequest, pk: int) -> HttpResponse:
    """Write the list; choices made on the page but not yet kept are kept and shown first."""
    found = queries.get_import(pk, viewer=request.user)
    answers = _answers(request)
    if queries.answers_matter(found, answers, viewer=request.user):
        actions.answer_import(found, answers, actor=request.user)
        text = _("Lựa chọn vừa đổi đã được ghi nhưng chưa nhập gì: hãy xem lại rồi xác nhận.")
        messages.warning(request, text)
        return _back_to_preview(request, pk)
    digest = request.POST.get("digest", "")
    actions.confirm_import(found, digest=digest, actor=request.user)
    return redirect("organizations:member_import_detail", pk=pk)


@login_required
def member_import_rejected(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_import(pk, viewer=request.user)
    sheet = queries.rejected_sheet(found, viewer=request.user)
    return download(sheet, "cac-dong-chua-nhap.xlsx", SHEET)


@login_required
def member_export(request: UserRequest, pk: int) -> HttpResponse:
    organization = get_organization(pk, viewer=request.user, to=Permission.ORGANIZATIONS_MANAGE)
    sheet = queries.members_sheet(organization, viewer=request.user)
    note_export(organization, "members", actor=request.user)
    return download(sheet, "danh-sach-dang-vien.xlsx", SHEET)


def _answers(request: UserRequest) -> dict[str, str]:
    return {key: str(value) for key, value in request.POST.items() if ":" in key}


def _back_to_preview(request: UserRequest, pk: int) -> HttpResponse:
    query = {name: request.POST.get(name, "") for name in ("xem", "page")}
    return redirect(reverse("organizations:member_import_detail", args=[pk], query=query))
