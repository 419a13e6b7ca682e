"""A superior's draft documents: bringing them in, closing a round on them, the report (BCGY)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import SHEET, WORD, download
from daihoi.base.errors import BadFile
from daihoi.documents.actions import closing
from daihoi.documents.actions.superior import deposit_report, import_superior
from daihoi.documents.forms.superior import SuperiorImportForm
from daihoi.documents.papers.superior_report import report_sheet, report_word
from daihoi.documents.queries import documents, rounds
from daihoi.documents.queries import superior as queries


@require_http_methods(["GET", "POST"])
@login_required
def superior_import(request: UserRequest, congress_pk: int) -> HttpResponse:
    congress = documents.get_congress(congress_pk, viewer=request.user)
    owners = documents.owners_in(congress, viewer=request.user)
    form = SuperiorImportForm(request.POST or None, request.FILES or None, owners=owners)
    if request.method == "POST" and form.is_valid():
        try:
            draft = import_superior(congress, actor=request.user, **form.importing())
            return redirect("documents:draft_detail", pk=draft.pk)
        except BadFile as error:
            form.add_error("file", str(error.message))
    context = {"form": form, "congress": congress}
    return render(request, "documents/superior_import.html", context)


@require_safe
@login_required
def superior_report(request: UserRequest, congress_pk: int) -> HttpResponse:
    report = queries.superior_report(congress_pk, viewer=request.user)
    return render(request, "documents/superior_report.html", {"report": report})


@require_safe
@login_required
def superior_report_docx(request: UserRequest, congress_pk: int) -> HttpResponse:
    paper = report_word(queries.report_for_file(congress_pk, viewer=request.user))
    return download(paper.content, paper.file_name, WORD)


@require_safe
@login_required
def superior_report_xlsx(request: UserRequest, congress_pk: int) -> HttpResponse:
    paper = report_sheet(queries.report_for_file(congress_pk, viewer=request.user))
    return download(paper.content, paper.file_name, SHEET)


@require_POST
@login_required
def superior_close(request: UserRequest, pk: int) -> HttpResponse:
    page = rounds.get_round(pk, viewer=request.user)
    closing.close_round(page.round, actor=request.user)
    messages.success(request, _("Đã đóng đợt. Ý kiến được tổng hợp vào báo cáo gửi cấp trên."))
    return redirect("documents:superior_report", congress_pk=page.document.congress_id)


@require_POST
@login_required
def superior_deposit(request: UserRequest, congress_pk: int) -> HttpResponse:
    report = queries.superior_report(congress_pk, viewer=request.user)
    paper = deposit_report(report.congress, actor=request.user)
    messages.success(request, _("Đã đưa tổng hợp vào báo cáo; hãy xem lại rồi trình ký."))
    return redirect("registry:paper_detail", pk=paper.pk)
