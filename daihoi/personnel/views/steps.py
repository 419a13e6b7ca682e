"""Pages of the steps: one step, its ballots, its end, corrections and minutes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import WORD, download
from daihoi.base.errors import Conflict, DomainError, RuleBroken
from daihoi.personnel.actions import assessing
from daihoi.personnel.actions import minutes as minutes_actions
from daihoi.personnel.actions import steps as actions
from daihoi.personnel.forms import steps as forms
from daihoi.personnel.papers.minutes import file_name, step_pdf, step_word
from daihoi.personnel.queries.step_page import StepPage, ballot_of, meetings_to_choose, step_page

PDF = "application/pdf"


@require_safe
@login_required
def step_detail(request: UserRequest, pk: int, word: str, number: int) -> HttpResponse:
    page = step_page(pk, word, number, viewer=request.user)
    context = {"page": page, "congress": page.plan.congress}
    return render(request, "personnel/step_detail.html", context)


@login_required
def step_edit(request: UserRequest, pk: int, word: str, number: int) -> HttpResponse:
    page = step_page(pk, word, number, viewer=request.user)
    meetings = meetings_to_choose(page.plan, viewer=request.user)
    form = forms.StepForm(request.POST or None, page=page, meetings=meetings)
    if form.is_valid():
        round_, values = page.line.round, form.values
        try:
            actions.write_step(page.plan, round_, number, values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi bước này."))
            return redirect("personnel:step_detail", pk, word, number)
    return _form(request, "personnel/step_edit.html", page, form)


@login_required
def assessment_edit(request: UserRequest, pk: int, word: str, number: int) -> HttpResponse:
    page = step_page(pk, word, number, viewer=request.user)
    if not page.can_assess:
        messages.error(request, _("Bước này hiện không ghi nhận xét được; hãy ghi bước trước."))
        return redirect("personnel:step_detail", pk, word, number)
    form = forms.AssessForm(request.POST or None, page=page)
    if form.is_valid():
        try:
            assessing.assess_people(page.held, form.judged, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi nhận xét."))
            return redirect("personnel:step_detail", pk, word, number)
    return _form(request, "personnel/assessment_edit.html", page, form)


@login_required
def ballot_edit(request: UserRequest, pk: int, word: str, number: int, ballot: int) -> HttpResponse:
    page = step_page(pk, word, number, viewer=request.user)
    if not page.can_ballot:
        messages.error(request, _("Hãy ghi số được triệu tập, số có mặt trước khi ghi phiếu."))
        return redirect("personnel:step_detail", pk, word, number)
    form = forms.BallotForm(request.POST or None, page=page, number=ballot)
    if form.is_valid():
        try:
            actions.set_ballot(page.held, ballot, form.sums, form.votes, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi kết quả phiếu."))
            return redirect("personnel:step_detail", pk, word, number)
    return _form(request, "personnel/ballot_edit.html", page, form, ballot)


@require_POST
@login_required
def ballot_remove(
    request: UserRequest, pk: int, word: str, number: int, ballot: int
) -> HttpResponse:
    page = step_page(pk, word, number, viewer=request.user)
    actions.remove_ballot(ballot_of(page, ballot), actor=request.user)
    messages.success(request, _("Đã bỏ lần bỏ phiếu ghi nhầm."))
    return redirect("personnel:step_detail", pk, word, number)


@require_POST
@login_required
def step_finish(request: UserRequest, pk: int, word: str, number: int) -> HttpResponse:
    page = step_page(pk, word, number, viewer=request.user)
    try:
        actions.finish_step(page.held, actor=request.user)
    except (Conflict, RuleBroken) as refusal:
        context = {"page": page, "congress": page.plan.congress, "refused": refusal.in_full}
        return render(request, "personnel/step_detail.html", context, status=refusal.status)
    messages.success(request, _("Đã kết thúc bước này; số liệu được giữ nguyên từ nay."))
    return redirect("personnel:step_detail", pk, word, number)


@login_required
def step_correct(request: UserRequest, pk: int, word: str, number: int) -> HttpResponse:
    page = step_page(pk, word, number, viewer=request.user)
    form = forms.CorrectForm(request.POST or None)
    if form.is_valid():
        try:
            actions.correct_step(page.held, form.cleaned_data["reason"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã mở lại bước này để đính chính."))
            return redirect("personnel:step_detail", pk, word, number)
    return _form(request, "personnel/step_correct.html", page, form)


@login_required
def step_report(request: UserRequest, pk: int, word: str, number: int) -> HttpResponse:
    page = step_page(pk, word, number, viewer=request.user)
    form = forms.ReportForm(request.POST or None, initial={"paper": page.held.reported})
    if form.is_valid():
        try:
            actions.report_difference(page.held, form.cleaned_data["paper"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi văn bản báo cáo."))
            return redirect("personnel:step_detail", pk, word, number)
    return _form(request, "personnel/step_report.html", page, form)


@require_POST
@login_required
def minutes_deposit(request: UserRequest, pk: int, word: str, number: int) -> HttpResponse:
    page = step_page(pk, word, number, viewer=request.user)
    paper = minutes_actions.deposit_minutes(page.held, actor=request.user)
    messages.success(
        request, _("Đã đưa biên bản vào văn bản; điền chỗ còn thiếu rồi ban hành để lấy số.")
    )
    return redirect("registry:paper_detail", pk=paper.pk)


@require_safe
@login_required
def minutes_word(request: UserRequest, pk: int, word: str, number: int) -> HttpResponse:
    page = step_page(pk, word, number, viewer=request.user)
    return download(step_word(page), file_name(page, "docx"), WORD)


@require_safe
@login_required
def minutes_pdf(request: UserRequest, pk: int, word: str, number: int) -> HttpResponse:
    page = step_page(pk, word, number, viewer=request.user)
    return download(step_pdf(page), file_name(page, "pdf"), PDF)


def _form(
    request: UserRequest, template: str, page: StepPage, form: BaseForm, ballot: int = 0
) -> HttpResponse:
    context = {"page": page, "form": form, "congress": page.plan.congress, "ballot": ballot}
    return render(request, template, context, status=422 if form.errors else 200)
