"""Pages of the library of boilerplate passages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.registry.actions import boilerplate as actions
from daihoi.registry.forms import boilerplate as forms
from daihoi.registry.models import Passage
from daihoi.registry.queries import boilerplate as queries


@require_safe
@login_required
def passage_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.library(pk, request.GET.get("dung-cho", ""), viewer=request.user)
    tabs = [
        {
            "label": purpose.label,
            "url": f"?dung-cho={purpose.value}",
            "count": count,
            "current": purpose == page.purpose,
        }
        for purpose, count in page.counts
    ]
    return render(request, "registry/passage_list.html", {"page": page, "tabs": tabs})


@login_required
def passage_add(request: UserRequest, pk: int) -> HttpResponse:
    organization = queries.keeper(pk, viewer=request.user)
    source = request.POST.get("source") or request.GET.get("tu") or ""
    taken = queries.passage(organization, source) if source else None
    first = forms.first_values(taken) if taken else {"purpose": request.GET.get("dung-cho")}
    form = forms.PassageForm(request.POST or None, initial=first)
    if form.is_valid():
        source = form.cleaned_data["source"]
        try:
            made = actions.add_passage(
                organization, form.cleaned_data, source=source, actor=request.user
            )
        except DomainError as refusal:
            form.tell(refusal, Passage())
        else:
            messages.success(request, _("Đã lưu câu mẫu của tổ chức."))
            return redirect(_list(made))
    page = {"form": form, "organization": organization, "taken": taken}
    return render(request, "registry/passage_add.html", page, status=_status(form))


@login_required
def passage_edit(request: UserRequest, pk: int) -> HttpResponse:
    passage = queries.get_passage(pk, viewer=request.user)
    form = forms.PassageForm(request.POST or None, initial=forms.first_values(passage))
    if form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            kept = actions.edit_passage(
                passage, form.cleaned_data, revision=revision, actor=request.user
            )
        except DomainError as refusal:
            form.tell(refusal, passage)
        else:
            messages.success(request, _("Đã lưu câu mẫu."))
            return redirect(_list(kept))
    page = {"form": form, "passage": passage, "organization": passage.organization}
    return render(request, "registry/passage_edit.html", page, status=_status(form))


@require_POST
@login_required
def passage_publish(request: UserRequest, pk: int) -> HttpResponse:
    passage = queries.get_passage(pk, viewer=request.user)
    actions.publish_passage(passage, actor=request.user)
    messages.success(request, _("Đã công bố: các tổ chức cấp dưới dùng được câu mẫu này."))
    return redirect(_list(passage))


@require_POST
@login_required
def passage_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    passage = queries.get_passage(pk, viewer=request.user)
    actions.withdraw_passage(passage, actor=request.user)
    messages.success(request, _("Đã thu hồi; văn bản đã dùng câu này vẫn giữ nguyên."))
    return redirect(_list(passage))


@require_POST
@login_required
def passage_remove(request: UserRequest, pk: int) -> HttpResponse:
    passage = queries.get_passage(pk, viewer=request.user)
    actions.remove_passage(passage, actor=request.user)
    messages.success(request, _("Đã xóa câu mẫu; văn bản đã dùng câu này vẫn giữ nguyên."))
    return redirect(_list(passage))


def _list(passage: Passage) -> str:
    url = reverse("registry:passage_list", args=[passage.organization_id])
    return f"{url}?dung-cho={passage.purpose}"


def _status(form: BaseForm) -> int:
    return 422 if form.errors else 200
