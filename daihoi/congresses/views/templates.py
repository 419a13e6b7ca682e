"""Pages of an organization's own templates of plans."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import SHEET, download
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.congresses.actions import templates as actions
from daihoi.congresses.forms import templates as forms
from daihoi.congresses.queries import template_pages as queries
from daihoi.congresses.queries.template_rows import SheetOfRows, rows_from_sheet, rows_sheet
from daihoi.congresses.queries.templates import all_templates_of, get_template


@require_GET
@login_required
def template_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.template_list(pk, viewer=request.user)
    return render(request, "congresses/template_list.html", {"page": page})


@login_required
def template_add(request: UserRequest, pk: int) -> HttpResponse:
    organization = queries.keeper(pk, viewer=request.user)
    choices = all_templates_of(organization)
    first = {"source": request.GET.get("tu", "")}
    form = forms.CopyForm(
        request.POST or None, organization=organization, choices=choices, initial=first
    )
    if form.is_valid():
        try:
            made = actions.add_template(organization, form.values, form.rows, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lập mẫu; sửa từng mốc ở dưới."))
            return redirect("congresses:template_detail", pk=made.pk)
    page = {"form": form, "organization": organization}
    return render(request, "congresses/template_add.html", page, status=_status(form))


@require_GET
@login_required
def template_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.template_page(pk, viewer=request.user)
    context = {"page": page, "template": page.template}
    return render(request, "congresses/template_detail.html", context)


@require_GET
@login_required
def template_read(request: UserRequest, pk: int, key: str) -> HttpResponse:
    page = queries.template_reading(pk, key, viewer=request.user)
    return render(request, "congresses/template_read.html", {"page": page})


@login_required
def template_edit(request: UserRequest, pk: int) -> HttpResponse:
    template = get_template(pk, viewer=request.user)
    form = forms.TemplateEditForm(
        request.POST or None, instance=template, organization=template.organization
    )
    if form.is_valid():
        try:
            actions.edit_template(template, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("congresses:template_detail", pk=pk)
    page = {"form": form, "template": template}
    return render(request, "congresses/template_edit.html", page, status=_status(form))


@login_required
def template_row_add(request: UserRequest, pk: int) -> HttpResponse:
    template = get_template(pk, viewer=request.user)
    form = forms.RowForm(request.POST or None, template=template)
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.put_template_row(template, form.row, revision=revision, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã thêm %(code)s.") % {"code": form.row.code})
            return redirect("congresses:template_detail", pk=pk)
    page = {"form": form, "template": template}
    return render(request, "congresses/template_row_add.html", page, status=_status(form))


@login_required
def template_row_edit(request: UserRequest, pk: int, row: int) -> HttpResponse:
    template = get_template(pk, viewer=request.user)
    found = queries.template_row(template, row)
    form = forms.RowForm(request.POST or None, template=template, row=found)
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.put_template_row(
                template, form.row, number=row, revision=revision, actor=request.user
            )
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("congresses:template_detail", pk=pk)
    page = {"form": form, "template": template, "row": found}
    return render(request, "congresses/template_row_edit.html", page, status=_status(form))


@require_POST
@login_required
def template_row_remove(request: UserRequest, pk: int, row: int) -> HttpResponse:
    template = get_template(pk, viewer=request.user)
    revision = whole_number(request.POST.get("revision", "")) or 0
    actions.remove_template_row(template, row, revision=revision, actor=request.user)
    messages.success(request, _("Đã bỏ mốc khỏi mẫu."))
    return redirect("congresses:template_detail", pk=pk)


@require_GET
@login_required
def template_sheet(request: UserRequest, pk: int) -> HttpResponse:
    template = get_template(pk, viewer=request.user)
    return download(rows_sheet(template), f"{template.name}.xlsx", SHEET)


@login_required
def template_upload(request: UserRequest, pk: int) -> HttpResponse:
    template = get_template(pk, viewer=request.user)
    form = forms.RowsUploadForm(
        request.POST or None, request.FILES or None, initial={"revision": template.revision}
    )
    sheet = SheetOfRows([], [])
    if form.is_valid():
        file, revision = form.cleaned_data["file"], form.cleaned_data["revision"]
        try:
            sheet = rows_from_sheet(file.read(), file.name)
            if not sheet.problems:
                actions.replace_template_rows(
                    template, sheet.rows, revision=revision, actor=request.user
                )
                messages.success(
                    request, _("Đã thay các mốc bằng %(n)s mốc của tệp.") % {"n": len(sheet.rows)}
                )
                return redirect("congresses:template_detail", pk=pk)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
    page = {"form": form, "template": template, "problems": sheet.problems}
    status = 422 if form.errors or sheet.problems else 200
    return render(request, "congresses/template_upload.html", page, status=status)


@require_POST
@login_required
def template_publish(request: UserRequest, pk: int) -> HttpResponse:
    template = get_template(pk, viewer=request.user)
    actions.publish_template(template, actor=request.user)
    messages.success(request, _("Đã công bố: các tổ chức cấp dưới dùng được mẫu này."))
    return redirect("congresses:template_detail", pk=pk)


@require_POST
@login_required
def template_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    template = get_template(pk, viewer=request.user)
    actions.withdraw_template(template, actor=request.user)
    messages.success(request, _("Đã thu hồi; kế hoạch đã lập từ mẫu này vẫn giữ nguyên."))
    return redirect("congresses:template_detail", pk=pk)


def _status(form: BaseForm) -> int:
    return 422 if form.errors else 200
