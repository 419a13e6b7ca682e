"""Pages of one submission, at home and above."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.approvals.actions import files
from daihoi.approvals.actions import submissions as actions
from daihoi.approvals.actions.plan_steps import note_steps
from daihoi.approvals.actions.validity import review_validity
from daihoi.approvals.forms.decisions import ValidityForm
from daihoi.approvals.forms.submissions import ReasonForm
from daihoi.approvals.papers.redline import redline_word
from daihoi.approvals.queries import submissions as queries
from daihoi.approvals.queries.obstacles import obstacle_to
from daihoi.approvals.queries.reach import from_above
from daihoi.base.downloads import WORD, download, shown
from daihoi.base.errors import DomainError

PDF, ZIP, ANY = "application/pdf", "application/zip", "application/octet-stream"
DETAIL = "approvals:submission_detail"


@require_GET
@login_required
def submission_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.submission_page(pk, viewer=request.user)
    return render(request, "approvals/submission_detail.html", {"page": page})


@login_required
def submission_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    submission = queries.submission_for(pk, "withdraw", viewer=request.user)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.withdraw_submission(submission, reason, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã rút hồ sơ; các văn bản vẫn còn nguyên."))
            return redirect(DETAIL, pk=pk)
    context: dict[str, Any] = {"submission": submission, "form": form}
    if request.method != "POST":
        context["obstacle"] = obstacle_to(submission, "withdraw", viewer=request.user)
    return render(request, "approvals/submission_withdraw.html", context)


@require_POST
@login_required
def submission_take_up(request: UserRequest, pk: int) -> HttpResponse:
    submission = queries.get_submission(pk, viewer=request.user)
    actions.take_up_submission(submission, actor=request.user)
    messages.success(request, _("Đã tiếp nhận; hãy thẩm định từng văn bản."))
    return redirect(DETAIL, pk=pk)


@require_POST
@login_required
def submission_on_paper(request: UserRequest, pk: int) -> HttpResponse:
    submission = queries.get_submission(pk, viewer=request.user)
    actions.answer_on_paper(submission, actor=request.user)
    messages.success(request, _("Từ bây giờ ghi ý kiến của cấp trên theo văn bản giấy."))
    return redirect(DETAIL, pk=pk)


@require_POST
@login_required
def submission_note_steps(request: UserRequest, pk: int) -> HttpResponse:
    submission = queries.get_submission(pk, viewer=request.user)
    noted = note_steps(submission, actor=request.user)
    if noted:
        names = "; ".join(str(milestone) for milestone in noted)
        messages.success(request, _("Đã ghi vào kế hoạch: %(names)s.") % {"names": names})
    else:
        messages.warning(
            request,
            _("Chưa ghi được: mốc làm trước chưa xong. Hãy mở mốc đó trong kế hoạch và ghi lý do."),
        )
    return redirect(DETAIL, pk=pk)


@login_required
def validity_review(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.page_to_review(pk, viewer=request.user)
    form = ValidityForm(request.POST or None)
    if form.is_valid() and page.decision:
        try:
            review_validity(page.decision, **form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            if form.values["holds"]:
                messages.success(request, _("Đã ghi; cấp trên được báo."))
                return redirect(DETAIL, pk=pk)
            messages.success(request, _("Đã ghi; cấp trên được báo. Hãy sửa hồ sơ rồi trình lại."))
            return redirect("approvals:dossier", pk=page.submission.congress_id)
    return render(request, "approvals/validity_review.html", {"page": page, "form": form})


@require_GET
@login_required
def item_compare(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    found = files.open_comparison(item, as_file=False, actor=request.user)
    above = from_above(item.submission, request.user)
    context = {"found": found, "item": found.new, "from_above": above}
    return render(request, "approvals/item_compare.html", context)


@require_GET
@login_required
def item_redline(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    found = files.open_comparison(item, as_file=True, actor=request.user)
    content, name = redline_word(found)
    return download(content, name, WORD)


@require_GET
@login_required
def file_open(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_file(pk, viewer=request.user)
    content = files.open_file(found, actor=request.user)
    if found.ending == "pdf" and "tai" not in request.GET:
        return shown(content, found.file_name, PDF)
    return download(content, found.file_name, ANY)


@require_GET
@login_required
def sealed_pdf(request: UserRequest, pk: int) -> HttpResponse:
    submission = queries.get_submission(pk, viewer=request.user)
    content = files.open_sealed(submission, archive=False, actor=request.user)
    return shown(content, f"{submission.sealed}.pdf", PDF)


@require_GET
@login_required
def sealed_archive(request: UserRequest, pk: int) -> HttpResponse:
    submission = queries.get_submission(pk, viewer=request.user)
    content = files.open_sealed(submission, archive=True, actor=request.user)
    return download(content, f"{submission.sealed}.zip", ZIP)
