"""The opinion table: on the screen, as Word, as a sheet; and its approval."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import SHEET, WORD, download
from daihoi.documents.actions import closing
from daihoi.documents.papers.opinion_table import table_sheet, table_word
from daihoi.documents.queries import rounds
from daihoi.documents.queries import table as queries
from daihoi.documents.queries.table import Filters


@require_safe
@login_required
def opinion_table(request: UserRequest, pk: int) -> HttpResponse:
    table = queries.table_page(pk, Filters.of(request.GET), viewer=request.user)
    return render(request, "documents/opinion_table.html", {"table": table})


@require_safe
@login_required
def opinion_table_docx(request: UserRequest, pk: int) -> HttpResponse:
    table = queries.table_for_file(pk, Filters.of(request.GET), viewer=request.user)
    paper = table_word(table)
    return download(paper.content, paper.file_name, WORD)


@require_safe
@login_required
def opinion_table_xlsx(request: UserRequest, pk: int) -> HttpResponse:
    table = queries.table_for_file(pk, Filters.of(request.GET), viewer=request.user)
    paper = table_sheet(table)
    return download(paper.content, paper.file_name, SHEET)


@require_POST
@login_required
def table_approve(request: UserRequest, pk: int) -> HttpResponse:
    page = rounds.get_round(pk, viewer=request.user)
    approved = closing.approve_table(page.round, actor=request.user)
    messages.success(request, _("Đã duyệt bảng tổng hợp ý kiến."))
    return redirect("documents:opinion_table", pk=approved.document_id)
