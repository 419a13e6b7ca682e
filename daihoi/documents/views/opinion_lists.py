"""Importing a list of opinions: upload, preview, confirm, the rows left out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import SHEET, download
from daihoi.base.errors import BadFile
from daihoi.base.numbers import whole_number
from daihoi.documents.actions import opinion_lists as actions
from daihoi.documents.forms.opinions import OpinionImportForm
from daihoi.documents.papers.rejected import rejected_rows
from daihoi.documents.queries import opinion_lists as queries
from daihoi.documents.queries import rounds


@require_http_methods(["GET", "POST"])
@login_required
def opinion_import(request: UserRequest, pk: int) -> HttpResponse:
    page = rounds.get_recorded_round(pk, viewer=request.user)
    form = OpinionImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            uploaded = actions.upload_list(
                page.round, file.read(), file_name=file.name, actor=request.user
            )
            return redirect("documents:opinion_import_detail", pk=uploaded.pk)
        except BadFile as error:
            form.add_error("file", f"{error.message} {error.advice}".strip())
    context = {"form": form, "page": page, "document": page.document}
    return render(request, "documents/opinion_import.html", context)


@require_safe
@login_required
def opinion_import_detail(request: UserRequest, pk: int) -> HttpResponse:
    uploaded = queries.get_import(pk, viewer=request.user)
    preview = queries.preview(uploaded)
    context = {"upload": uploaded, "preview": preview, "document": uploaded.round.document}
    return render(request, "documents/opinion_import_detail.html", context)


@require_POST
@login_required
def opinion_import_confirm(request: UserRequest, pk: int) -> HttpResponse:
    uploaded = queries.get_import(pk, viewer=request.user)
    expected = whole_number(request.POST.get("expected", "")) or 0
    done = actions.confirm_list(uploaded, expected=expected, actor=request.user)
    messages.success(request, _("Đã nhập %(n)s ý kiến.") % {"n": done.result["taken"]})
    return redirect("documents:opinion_import_detail", pk=pk)


@require_safe
@login_required
def opinion_import_rejected(request: UserRequest, pk: int) -> HttpResponse:
    uploaded = queries.get_import(pk, viewer=request.user)
    content = rejected_rows(uploaded, queries.preview(uploaded))
    return download(content, "dong-chua-nhap.xlsx", SHEET)
