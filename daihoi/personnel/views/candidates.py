"""Pages of one person in a plan, and of the papers in her file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import download
from daihoi.base.errors import DomainError
from daihoi.personnel.actions import candidates as actions
from daihoi.personnel.actions import files as file_actions
from daihoi.personnel.forms import candidates as forms
from daihoi.personnel.queries.candidates import candidate_page
from daihoi.personnel.queries.seen import get_candidate, get_file, get_plan

BYTES = "application/octet-stream"


@require_safe
@login_required
def candidate_detail(request: UserRequest, pk: int) -> HttpResponse:
    return _detail(request, pk)


@login_required
def candidate_add(request: UserRequest, pk: int) -> HttpResponse:
    plan = get_plan(pk, viewer=request.user)
    form = forms.CandidateAddForm(request.POST or None, plan=plan, viewer=request.user)
    if form.is_valid():
        person = form.cleaned_data["person"]
        try:
            made = actions.add_candidate(plan, person, form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã đưa vào đề án."))
            if "again" in request.POST:
                return redirect("personnel:candidate_add", pk=pk)
            return redirect("personnel:candidate_detail", pk=made.pk)
    context = {"form": form, "congress": plan.congress}
    status = 422 if form.errors else 200
    return render(request, "personnel/candidate_add.html", context, status=status)


@login_required
def candidate_edit(request: UserRequest, pk: int) -> HttpResponse:
    candidate = get_candidate(pk, viewer=request.user)
    form = forms.CandidateForm(request.POST or None, instance=candidate)
    if form.is_valid():
        try:
            actions.set_candidate(candidate, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("personnel:candidate_detail", pk=pk)
    context = {"form": form, "candidate": candidate, "congress": candidate.plan.congress}
    status = 422 if form.errors else 200
    return render(request, "personnel/candidate_edit.html", context, status=status)


@login_required
def candidate_drop(request: UserRequest, pk: int) -> HttpResponse:
    candidate = get_candidate(pk, viewer=request.user)
    form = forms.DropForm(request.POST or None)
    if form.is_valid():
        try:
            actions.drop_candidate(candidate, form.cleaned_data["reason"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi không giới thiệu, kèm lý do."))
            return redirect("personnel:candidate_detail", pk=pk)
    context = {"form": form, "candidate": candidate, "congress": candidate.plan.congress}
    status = 422 if form.errors else 200
    return render(request, "personnel/candidate_drop.html", context, status=status)


@require_POST
@login_required
def candidate_take_back(request: UserRequest, pk: int) -> HttpResponse:
    candidate = get_candidate(pk, viewer=request.user)
    actions.take_back_candidate(candidate, actor=request.user)
    messages.success(request, _("Đã đưa lại vào danh sách xem xét."))
    return redirect("personnel:candidate_detail", pk=pk)


@login_required
def file_add(request: UserRequest, pk: int) -> HttpResponse:
    candidate = get_candidate(pk, viewer=request.user)
    if request.method != "POST":
        return redirect("personnel:candidate_detail", pk=pk)
    form = forms.FileForm(request.POST, request.FILES, candidate=candidate)
    if not form.is_valid():
        return _detail(request, pk, form=form)
    said = form.cleaned_data
    try:
        file_actions.add_file(
            candidate,
            said["code"],
            said["signed_on"],
            said["file"].read(),
            said["file"].name,
            actor=request.user,
        )
    except DomainError as refusal:
        form.add_error(None, refusal.in_full)
        return _detail(request, pk, form=form)
    messages.success(request, _("Đã thêm vào hồ sơ."))
    return redirect("personnel:candidate_detail", pk=pk)


@require_safe
@login_required
def file_download(request: UserRequest, pk: int) -> HttpResponse:
    found = get_file(pk, viewer=request.user)
    return download(found.file.read(), found.file_name, BYTES)


@require_POST
@login_required
def file_remove(request: UserRequest, pk: int) -> HttpResponse:
    found = get_file(pk, viewer=request.user)
    file_actions.remove_file(found, actor=request.user)
    messages.success(request, _("Đã bỏ giấy tờ khỏi hồ sơ."))
    return redirect("personnel:candidate_detail", pk=found.candidate_id)


def _detail(request: UserRequest, pk: int, form: forms.FileForm | None = None) -> HttpResponse:
    page = candidate_page(pk, viewer=request.user)
    form = form or forms.FileForm(candidate=page.candidate)
    context = {"page": page, "form": form, "congress": page.candidate.plan.congress}
    status = 422 if form.errors else 200
    return render(request, "personnel/candidate_detail.html", context, status=status)
