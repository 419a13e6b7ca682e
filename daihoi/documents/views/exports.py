"""A Word file with tracked changes between any two versions, opinions as comments."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import WORD, download
from daihoi.documents.papers.exports import export_paper
from daihoi.documents.queries import documents, exports


@require_safe
@login_required
def version_export(request: UserRequest, pk: int) -> HttpResponse:
    document = documents.get_document(pk, viewer=request.user)
    page = exports.export_page(document, request.GET.dict(), viewer=request.user)
    context = {"page": page, "document": document}
    return render(request, "documents/version_export.html", context)


@require_safe
@login_required
def version_export_docx(request: UserRequest, pk: int) -> HttpResponse:
    document = documents.get_document(pk, viewer=request.user)
    page = exports.export_page(document, request.GET.dict(), viewer=request.user)
    paper = export_paper(page, viewer=request.user)
    return download(paper.content, paper.file_name, WORD)
