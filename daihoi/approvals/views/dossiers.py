"""Pages of a dossier that is put together and sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.approvals.actions import lines as actions
from daihoi.approvals.actions.files import open_attachment
from daihoi.approvals.actions.submissions import submit_dossier
from daihoi.approvals.forms.lines import AttachmentForm, LineForm
from daihoi.approvals.forms.submissions import SendingForm
from daihoi.approvals.queries import dossiers as queries
from daihoi.approvals.queries.lines import get_attachment, line_to_change, papers_for
from daihoi.approvals.queries.readiness import kind_named, way_to_dossier, word_of
from daihoi.base.downloads import download
from daihoi.base.errors import DomainError
from daihoi.rules.approvals import SubmissionKind

ANY = "application/octet-stream"


@require_GET
@login_required
def dossier(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.dossier_page(pk, SubmissionKind.APPROVAL, viewer=request.user)
    return render(request, "approvals/dossier.html", {"page": page})


@require_GET
@login_required
def confirmation(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.dossier_page(pk, SubmissionKind.CONFIRMATION, viewer=request.user)
    return render(request, "approvals/confirmation.html", {"page": page})


@login_required
def dossier_submit(request: UserRequest, pk: int, kind: str) -> HttpResponse:
    page = queries.dossier_to_send(pk, kind_named(kind), viewer=request.user)
    sealed = queries.sealed_dossiers(page.congress, viewer=request.user)
    form = SendingForm(request.POST or None, page=page, sealed=sealed)
    if form.is_valid():
        try:
            made = submit_dossier(page.congress, page.kind, form.sending, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
            form.look_again(page)
        else:
            messages.success(request, _("Đã gửi hồ sơ lần %(n)s.") % {"n": made.number})
            return redirect("approvals:submission_detail", pk=made.pk)
    return render(request, "approvals/dossier_submit.html", {"page": page, "form": form})


@login_required
def line_edit(request: UserRequest, pk: int, kind: str, code: str) -> HttpResponse:
    congress, sort = queries.congress_to_read(pk, viewer=request.user), kind_named(kind)
    row = line_to_change(congress, sort, code, viewer=request.user)
    papers = papers_for(congress, code, viewer=request.user)
    form = LineForm(request.POST or None, row=row, papers=papers)
    back = way_to_dossier(congress, sort)
    if form.is_valid():
        try:
            actions.set_line(congress, sort, code, **form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã lưu dòng %(name)s.") % {"name": row.name})
            return redirect(back)
    context = {"congress": congress, "row": row, "form": form, "kind": kind, "back": back}
    return render(
        request, "approvals/line_edit.html", {**context, "attachment_form": AttachmentForm()}
    )


@require_POST
@login_required
def line_attach(request: UserRequest, pk: int, kind: str, code: str) -> HttpResponse:
    congress, sort = queries.congress_to_read(pk, viewer=request.user), kind_named(kind)
    row = line_to_change(congress, sort, code, viewer=request.user)
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["upload"]
        actions.add_attachment(congress, sort, code, file.read(), file.name, actor=request.user)
        messages.success(request, _("Đã đính kèm “%(name)s”.") % {"name": file.name})
        return redirect("approvals:line_edit", pk=pk, kind=kind, code=code)
    papers = papers_for(congress, code, viewer=request.user)
    context = {"congress": congress, "row": row, "kind": kind, "attachment_form": form}
    shown = {"form": LineForm(row=row, papers=papers), "back": way_to_dossier(congress, sort)}
    return render(request, "approvals/line_edit.html", {**context, **shown}, status=422)


@require_GET
@login_required
def attachment_file(request: UserRequest, pk: int) -> HttpResponse:
    found = get_attachment(pk, viewer=request.user, to=Permission.APPROVALS_VIEW)
    content = open_attachment(found, actor=request.user)
    return download(content, found.file_name, ANY)


@require_POST
@login_required
def attachment_remove(request: UserRequest, pk: int) -> HttpResponse:
    found = get_attachment(pk, viewer=request.user, to=Permission.APPROVALS_PREPARE)
    line = found.line
    actions.remove_attachment(found, actor=request.user)
    messages.success(request, _("Đã bỏ tệp “%(name)s”.") % {"name": found.file_name})
    return redirect(
        "approvals:line_edit", pk=line.congress_id, kind=word_of(line.kind), code=line.code
    )
