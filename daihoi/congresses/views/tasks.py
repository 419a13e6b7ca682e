"""Pages of tasks: giving them, working on them, ending them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.downloads import download
from daihoi.base.errors import DomainError
from daihoi.congresses.actions import evidence as evidence_actions
from daihoi.congresses.actions import tasks as actions
from daihoi.congresses.forms import tasks as forms
from daihoi.congresses.forms.reasons import ReasonForm
from daihoi.congresses.models import Task
from daihoi.congresses.queries import recipients
from daihoi.congresses.queries import tasks as queries

BYTES = "application/octet-stream"
ASSIGN, COMPLETE = Permission.CONGRESSES_ASSIGN, Permission.CONGRESSES_COMPLETE


@require_http_methods(["GET", "POST"])
@login_required
def task_give(request: UserRequest, pk: int) -> HttpResponse:
    congress = recipients.congress_to_give_in(pk, viewer=request.user)
    initial = recipients.asked_in(congress, request.GET)
    form = forms.TaskForm(
        request.POST or None, congress=congress, viewer=request.user, initial=initial
    )
    if form.is_valid():
        try:
            task = actions.give_task(congress, form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã giao việc: %(task)s.") % {"task": task.title})
            return redirect("congresses:task_detail", pk=task.pk)
    page = {"form": form, "congress": congress}
    return render(request, "congresses/task_give.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def task_edit(request: UserRequest, pk: int) -> HttpResponse:
    task = queries.get_task(pk, viewer=request.user, to=ASSIGN)
    form = forms.TaskForm(
        request.POST or None, instance=task, congress=task.congress, viewer=request.user
    )
    if form.is_valid():
        try:
            actions.edit_task(task, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("congresses:task_detail", pk=pk)
    return render(request, "congresses/task_edit.html", {"form": form, "task": task})


@require_GET
@login_required
def task_detail(request: UserRequest, pk: int) -> HttpResponse:
    task = queries.get_task(pk, viewer=request.user)
    return _detail(request, task)


@require_http_methods(["GET", "POST"])
@login_required
def task_note(request: UserRequest, pk: int) -> HttpResponse:
    task = queries.get_task(pk, viewer=request.user)
    if request.method == "GET":  # a reload or a shared link after a refusal
        return redirect("congresses:task_detail", pk=pk)
    form = forms.ProgressForm(request.POST)
    if not form.is_valid():
        return _detail(request, task, progress=form)
    actions.note_progress(task, **form.cleaned_data, actor=request.user)
    messages.success(request, _("Đã ghi tiến độ."))
    return redirect("congresses:task_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def task_report(request: UserRequest, pk: int) -> HttpResponse:
    task = queries.get_task(pk, viewer=request.user)
    if request.method == "GET":  # a reload or a shared link after a refusal
        return redirect("congresses:task_detail", pk=pk)
    form = forms.ReportForm(request.POST)
    if not form.is_valid():
        return _detail(request, task, report=form)
    actions.report_task(task, text=form.cleaned_data["text"], actor=request.user)
    messages.success(request, _("Đã báo xong; người giao việc sẽ xác nhận."))
    return redirect("congresses:task_detail", pk=pk)


@require_POST
@login_required
def task_accept(request: UserRequest, pk: int) -> HttpResponse:
    task = queries.get_task(pk, viewer=request.user)
    actions.accept_task(task, actor=request.user)
    messages.success(request, _("Đã xác nhận xong."))
    return redirect("congresses:task_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def task_return(request: UserRequest, pk: int) -> HttpResponse:
    task = queries.get_task(pk, viewer=request.user, to=COMPLETE)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.return_task(task, form.cleaned_data["reason"], actor=request.user)
        messages.success(request, _("Đã trả lại để làm tiếp."))
        return redirect("congresses:task_detail", pk=pk)
    return render(request, "congresses/task_return.html", {"form": form, "task": task})


@require_http_methods(["GET", "POST"])
@login_required
def task_drop(request: UserRequest, pk: int) -> HttpResponse:
    task = queries.get_task(pk, viewer=request.user, to=ASSIGN)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.drop_task(task, form.cleaned_data["reason"], actor=request.user)
        messages.success(request, _("Đã ghi không làm nữa."))
        return redirect("congresses:task_detail", pk=pk)
    return render(request, "congresses/task_drop.html", {"form": form, "task": task})


@require_http_methods(["GET", "POST"])
@login_required
def task_reopen(request: UserRequest, pk: int) -> HttpResponse:
    task = queries.get_task(pk, viewer=request.user, to=COMPLETE)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.reopen_task(task, form.cleaned_data["reason"], actor=request.user)
        messages.success(request, _("Đã mở lại công việc."))
        return redirect("congresses:task_detail", pk=pk)
    return render(request, "congresses/task_reopen.html", {"form": form, "task": task})


@require_POST
@login_required
def task_acknowledge(request: UserRequest, pk: int) -> HttpResponse:
    task = queries.get_task(pk, viewer=request.user)
    person = recipients.person_asked(task, request.POST.get("person", ""), viewer=request.user)
    evidence_actions.acknowledge(task, person, actor=request.user)
    messages.success(request, _("Đã ghi nhận: %(name)s đã biết.") % {"name": person.full_name})
    return redirect("congresses:task_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def evidence_add(request: UserRequest, pk: int) -> HttpResponse:
    task = queries.get_task(pk, viewer=request.user)
    if request.method == "GET":  # a reload or a shared link after a refusal
        return redirect("congresses:task_detail", pk=pk)
    form = forms.EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        return _detail(request, task, evidence=form)
    file = form.cleaned_data["file"]
    evidence_actions.add_evidence(task, file.read(), file.name, actor=request.user)
    messages.success(request, _("Đã đính kèm %(name)s.") % {"name": file.name})
    return redirect("congresses:task_detail", pk=pk)


@require_POST
@login_required
def evidence_remove(request: UserRequest, pk: int) -> HttpResponse:
    evidence = queries.get_evidence(pk, viewer=request.user)
    evidence_actions.remove_evidence(evidence, actor=request.user)
    messages.success(request, _("Đã bỏ tệp đính kèm."))
    return redirect("congresses:task_detail", pk=evidence.task_id)


@require_GET
@login_required
def evidence_file(request: UserRequest, pk: int) -> HttpResponse:
    evidence = queries.get_evidence(pk, viewer=request.user)
    return download(evidence.file.read(), evidence.file_name, BYTES)


def _detail(request: UserRequest, task: Task, **bound: Form) -> HttpResponse:
    """The page of a task; a form that was refused keeps what was typed."""
    page: dict[str, Any] = {
        "progress": forms.ProgressForm(),
        "report": forms.ReportForm(auto_id="report_%s"),
        "evidence": forms.EvidenceForm(),
        "page": queries.task_page(task, viewer=request.user),
    }
    status = 422 if bound else 200
    return render(request, "congresses/task_detail.html", page | bound, status=status)
