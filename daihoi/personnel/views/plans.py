"""Pages of the plan: the overview, its settings, what settles and opens it, the presented list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import SHEET, download
from daihoi.base.errors import Conflict, DomainError, RuleBroken
from daihoi.personnel.actions import listing as listing_actions
from daihoi.personnel.actions import plans as actions
from daihoi.personnel.forms import plans as forms
from daihoi.personnel.forms.candidates import DropForm
from daihoi.personnel.papers.summary import FILE_NAME, summary_sheet
from daihoi.personnel.queries import plan_page as queries
from daihoi.personnel.queries.law import rules_of
from daihoi.personnel.queries.presented import presented_page
from daihoi.personnel.queries.presenting import opening_of
from daihoi.personnel.queries.seen import get_congress, get_plan
from daihoi.personnel.queries.steps import step_rows


@require_safe
@login_required
def plan_detail(request: UserRequest, pk: int) -> HttpResponse:
    return _detail(request, pk)


@require_POST
@login_required
def plan_begin(request: UserRequest, pk: int) -> HttpResponse:
    congress = get_congress(pk, viewer=request.user)
    actions.begin_plan(congress, actor=request.user)
    messages.success(request, _("Đã bắt đầu đề án; nay ghi số lượng, cơ cấu, mục tiêu."))
    return redirect("personnel:plan_edit", pk=pk)


@login_required
def plan_edit(request: UserRequest, pk: int) -> HttpResponse:
    plan = get_plan(pk, viewer=request.user)
    form = forms.PlanForm(request.POST or None, instance=plan, rules=rules_of(plan.congress))
    if form.is_valid():
        try:
            actions.set_plan(plan, form.settings, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu số lượng, cơ cấu, mục tiêu."))
            return redirect("personnel:plan_detail", pk=pk)
    context = {"form": form, "congress": plan.congress}
    return render(request, "personnel/plan_edit.html", context, status=_status(form))


@login_required
def steps_edit(request: UserRequest, pk: int) -> HttpResponse:
    plan = get_plan(pk, viewer=request.user)
    rows = forms.StepRows(request.POST or None, initial=step_rows(plan), prefix="buoc")
    form = forms.StepsPaperForm(request.POST or None, initial={"paper": plan.own_steps_paper})
    if form.is_valid() and rows.is_valid():
        told = [each.row for each in rows if each.row is not None]
        try:
            actions.set_steps(plan, told, paper=form.cleaned_data["paper"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã lưu quy trình."))
            return redirect("personnel:plan_detail", pk=pk)
    context = {"form": form, "rows": rows, "congress": plan.congress}
    return render(request, "personnel/steps_edit.html", context, status=_status(form))


@login_required
def plan_settle(request: UserRequest, pk: int) -> HttpResponse:
    plan = get_plan(pk, viewer=request.user)
    form = forms.SettleForm(request.POST or None)
    if form.is_valid():
        try:
            actions.settle_plan(plan, form.cleaned_data["on"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi cấp ủy thông qua đề án."))
            return redirect("personnel:plan_detail", pk=pk)
    context = {"form": form, "congress": plan.congress}
    return render(request, "personnel/plan_settle.html", context, status=_status(form))


@login_required
def plan_approve(request: UserRequest, pk: int) -> HttpResponse:
    plan = get_plan(pk, viewer=request.user)
    form = forms.ApproveForm(request.POST or None)
    if form.is_valid():
        number, on = form.cleaned_data["number"], form.cleaned_data["on"]
        try:
            actions.approve_plan(plan, number, on, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi văn bản phê duyệt."))
            return redirect("personnel:plan_detail", pk=pk)
    context = {"form": form, "congress": plan.congress}
    return render(request, "personnel/plan_approve.html", context, status=_status(form))


@login_required
def plan_present(request: UserRequest, pk: int) -> HttpResponse:
    plan = get_plan(pk, viewer=request.user)
    form = forms.PresentForm(request.POST or None)
    if form.is_valid():
        try:
            actions.present_plan(plan, form.at, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi trình đại hội; đảng viên xem được danh sách."))
            return redirect("personnel:plan_detail", pk=pk)
    context = {"form": form, "congress": plan.congress, "opening": opening_of(plan.congress)}
    return render(request, "personnel/plan_present.html", context, status=_status(form))


@login_required
def plan_reopen(request: UserRequest, pk: int) -> HttpResponse:
    plan = get_plan(pk, viewer=request.user)
    form = DropForm(request.POST or None)
    if form.is_valid():
        try:
            actions.reopen_plan(plan, form.cleaned_data["reason"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã mở lại đề án."))
            return redirect("personnel:plan_detail", pk=pk)
    context = {"form": form, "plan": plan, "congress": plan.congress}
    return render(request, "personnel/plan_reopen.html", context, status=_status(form))


@require_POST
@login_required
def list_choose(request: UserRequest, pk: int) -> HttpResponse:
    plan = get_plan(pk, viewer=request.user)
    listing = queries.page_of(plan, viewer=request.user).listing
    if listing is None:
        return _detail(request, pk, said=_("Chưa có kết quả phiếu giới thiệu để chọn."))
    form = forms.HeadChoiceForm(request.POST, listing=listing)
    if form.is_valid():
        reason, on = form.cleaned_data["reason"], form.cleaned_data["on"]
        try:
            listing_actions.choose_tied(plan, form.picked, reason=reason, on=on, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi lựa chọn của người đứng đầu cấp ủy."))
            return redirect("personnel:plan_detail", pk=pk)
    return _detail(request, pk, form=form)


@require_POST
@login_required
def list_settle(request: UserRequest, pk: int) -> HttpResponse:
    plan = get_plan(pk, viewer=request.user)
    form = forms.SettleListForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        listing_actions.settle_list(plan, reason=reason, actor=request.user)
    except (Conflict, RuleBroken) as refusal:
        return _detail(request, pk, said=refusal.in_full)
    messages.success(request, _("Đã chốt danh sách giới thiệu ra đại hội."))
    return redirect("personnel:plan_detail", pk=pk)


@require_safe
@login_required
def file_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.page_of(get_plan(pk, viewer=request.user), viewer=request.user)
    context = {"page": page, "congress": page.congress}
    return render(request, "personnel/file_list.html", context)


@require_safe
@login_required
def summary_export(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.page_of(get_plan(pk, viewer=request.user), viewer=request.user)
    return download(summary_sheet(page), FILE_NAME, SHEET)


@require_safe
@login_required
def slate_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = presented_page(pk, viewer=request.user)
    context = {"page": page, "congress": page.congress}
    return render(request, "personnel/slate_detail.html", context)


def _detail(
    request: UserRequest, pk: int, *, form: forms.HeadChoiceForm | None = None, said: str = ""
) -> HttpResponse:
    """The overview; with what was refused beside the list it is about."""
    page = queries.begin_page(pk, viewer=request.user)
    listing = getattr(page, "listing", None)
    if form is None and listing is not None and listing.needs_choice:
        form = forms.HeadChoiceForm(listing=listing)
    context = {
        "page": page,
        "congress": page.congress,
        "form": form,
        "refused": said,
        "reason_form": forms.SettleListForm(request.POST or None),
    }
    status = 422 if said or (form is not None and form.errors) else 200
    return render(request, "personnel/plan_detail.html", context, status=status)


def _status(form: object) -> int:
    return 422 if getattr(form, "errors", None) else 200
