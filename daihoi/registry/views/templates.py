"""Pages of templates of papers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import WORD, download
from daihoi.base.errors import DomainError
from daihoi.registry.actions import templates as actions
from daihoi.registry.forms import templates as forms
from daihoi.registry.papers.templates import file_name, template_word
from daihoi.registry.queries import template_pages as pages
from daihoi.registry.queries import templates as queries


@require_safe
@login_required
def template_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.template_list(pk, viewer=request.user)
    return render(request, "registry/template_list.html", {"page": page})


@require_safe
@login_required
def field_list(request: UserRequest, pk: int) -> HttpResponse:
    organization = queries.keeper(pk, viewer=request.user)
    page = {"organization": organization, "fields": queries.field_rows()}
    return render(request, "registry/field_list.html", page)


@require_safe
@login_required
def template_read(request: UserRequest, pk: int, code: str, key: str) -> HttpResponse:
    page = pages.reading(pk, code, key, viewer=request.user)
    return render(request, "registry/template_read.html", {"page": page})


@login_required
def template_add(request: UserRequest, pk: int, code: str) -> HttpResponse:
    organization, kind, choices = pages.to_copy(pk, code, viewer=request.user)
    first = {"source": request.GET.get("tu") or choices[0].key}
    form = forms.CopyForm(request.POST or None, choices=choices, initial=first)
    if form.is_valid():
        name, paper = form.cleaned_data["name"], form.choice.paper
        try:
            made = actions.add_paper_template(organization, kind, name, paper, actor=request.user)
        except DomainError as refusal:
            form.add_error("name", refusal.in_full)
        else:
            return redirect("registry:template_detail", pk=made.pk)
    page = {"form": form, "organization": organization, "kind": kind}
    return render(request, "registry/template_add.html", page, status=_status(form))


@require_safe
@login_required
def template_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = pages.template_page(pk, viewer=request.user)
    context = {"page": page, "template": page.template}
    return render(request, "registry/template_detail.html", context)


@login_required
def template_edit(request: UserRequest, pk: int) -> HttpResponse:
    template = queries.get_template(pk, viewer=request.user)
    form = forms.TemplateTextsForm(request.POST or None, template=template)
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.edit_paper_template(template, form.texts, revision=revision, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal, queries.paper_of_template(template), template.revision)
        else:
            messages.success(request, _("Đã lưu mẫu."))
            return redirect("registry:template_detail", pk=pk)
    page = {"form": form, "template": template}
    return render(request, "registry/template_edit.html", page, status=_status(form))


@require_safe
@login_required
def template_word_file(request: UserRequest, pk: int) -> HttpResponse:
    template = queries.get_template(pk, viewer=request.user)
    return download(template_word(template), file_name(template), WORD)


@login_required
def template_upload(request: UserRequest, pk: int) -> HttpResponse:
    template = queries.get_template(pk, viewer=request.user)
    first = {"revision": template.revision}
    form = forms.TemplateUploadForm(request.POST or None, request.FILES or None, initial=first)
    read = None
    if form.is_valid():
        file, revision = form.cleaned_data["file"], form.cleaned_data["revision"]
        content = file.read()
        try:
            read = pages.read_upload(template, content, file.name)
            if not read.needs_review or form.cleaned_data["reviewed"]:
                actions.replace_paper_template(
                    template, read.paper, content, file.name, revision=revision, actor=request.user
                )
                return redirect("registry:template_detail", pk=pk)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
    page = {"form": form, "template": template, "read": read}
    status = 422 if form.errors or read else 200
    return render(request, "registry/template_upload.html", page, status=status)


@require_POST
@login_required
def template_publish(request: UserRequest, pk: int) -> HttpResponse:
    template = queries.get_template(pk, viewer=request.user)
    actions.publish_paper_template(template, actor=request.user)
    messages.success(request, _("Đã công bố: các tổ chức cấp dưới dùng được mẫu này."))
    return redirect("registry:template_detail", pk=pk)


@require_POST
@login_required
def template_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    template = queries.get_template(pk, viewer=request.user)
    actions.withdraw_paper_template(template, actor=request.user)
    messages.success(request, _("Đã thu hồi; văn bản đã lập từ mẫu này vẫn giữ nguyên."))
    return redirect("registry:template_detail", pk=pk)


@require_POST
@login_required
def template_remove(request: UserRequest, pk: int) -> HttpResponse:
    template = queries.get_template(pk, viewer=request.user)
    actions.remove_paper_template(template, actor=request.user)
    messages.success(request, _("Đã xóa mẫu; văn bản đã lập từ mẫu này vẫn giữ nguyên."))
    return redirect("registry:template_list", pk=template.organization_id)


def _status(form: BaseForm) -> int:
    return 422 if form.errors else 200
