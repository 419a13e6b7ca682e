"""Pages of the papers a congress needs, and of one paper while it is written."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.downloads import WORD, download
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.registry.actions import papers as actions
from daihoi.registry.forms import papers as forms
from daihoi.registry.forms.boilerplate import picker_for
from daihoi.registry.papers.drafts import draft_pdf, draft_word, file_name
from daihoi.registry.queries import papers as queries
from daihoi.registry.queries.filling import template_of
from daihoi.registry.queries.needed import needed_page
from daihoi.registry.queries.templates import templates_for

PDF = "application/pdf"


@require_safe
@login_required
def paper_list(request: UserRequest, pk: int) -> HttpResponse:
    page = needed_page(pk, viewer=request.user)
    return render(request, "registry/paper_list.html", {"page": page})


@login_required
def paper_make(request: UserRequest, pk: int, code: str) -> HttpResponse:
    congress, kind = queries.kind_to_make(pk, code, viewer=request.user)
    form = forms.MakeForm(
        request.POST or None,
        templates=templates_for(congress.organization, kind.code),
        makers=queries.makers_of(congress, kind, viewer=request.user),
    )
    if form.is_valid():
        try:
            made = actions.make_paper(
                congress,
                kind,
                form.template_paper,
                subcommittee=form.subcommittee,
                form_key=form.cleaned_data["form_key"],
                actor=request.user,
            )
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            return redirect("registry:paper_detail", pk=made.pk)
    page = {"form": form, "congress": congress, "kind": kind}
    return render(request, "registry/paper_make.html", page, status=_status(form))


@require_safe
@login_required
def paper_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.paper_page(pk, viewer=request.user)
    return render(request, "registry/paper_detail.html", {"page": page, "paper": page.paper})


@login_required
def paper_fill(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.page_to_write(pk, viewer=request.user)
    form = forms.FillForm(
        request.POST or None, paper=page.paper, missing=page.missing, typed=page.typed
    )
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.fill_fields(page.paper, form.values, revision=revision, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal, page.paper)
        else:
            messages.success(request, _("Đã điền vào văn bản."))
            return redirect("registry:paper_detail", pk=pk)
    context = {"form": form, "page": page, "paper": page.paper}
    return render(request, "registry/paper_fill.html", context, status=_status(form))


@login_required
def paper_edit(request: UserRequest, pk: int) -> HttpResponse:
    paper = queries.get_paper(pk, viewer=request.user, to=Permission.REGISTRY_WRITE)
    picker = picker_for(paper, request.POST or None)
    data = picker.text_data if picker else request.POST or None
    form = forms.PaperTextsForm(data, paper=paper)
    if not (picker and picker.is_asked) and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.edit_texts(paper, form.texts, revision=revision, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal, template_of(paper), paper.revision)
        else:
            messages.success(request, _("Đã lưu văn bản."))
            return redirect("registry:paper_detail", pk=pk)
    context = {"form": form, "paper": paper, "picker": picker}
    return render(request, "registry/paper_edit.html", context, status=_status(form))


@login_required
def paper_layout(request: UserRequest, pk: int) -> HttpResponse:
    paper = queries.get_paper(pk, viewer=request.user, to=Permission.REGISTRY_WRITE)
    form = forms.LayoutForm(request.POST or None, paper=paper)
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.set_form(paper, form.values, revision=revision, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã lưu thể thức."))
            if form.is_state:
                messages.warning(request, forms.STATE_WARNING)
            return redirect("registry:paper_detail", pk=pk)
    context = {"form": form, "paper": paper}
    return render(request, "registry/paper_layout.html", context, status=_status(form))


@require_POST
@login_required
def paper_sign(request: UserRequest, pk: int) -> HttpResponse:
    paper = queries.get_paper(pk, viewer=request.user, to=Permission.REGISTRY_WRITE)
    revision = whole_number(request.POST.get("revision", "")) or 0
    key = request.POST.get("signer", "")
    actions.choose_signer(paper, key, revision=revision, actor=request.user)
    messages.success(request, _("Đã chọn người ký."))
    return redirect("registry:paper_detail", pk=pk)


@require_POST
@login_required
def paper_redraft(request: UserRequest, pk: int) -> HttpResponse:
    paper = queries.get_paper(pk, viewer=request.user, to=Permission.REGISTRY_WRITE)
    raised = actions.raise_draft(paper, actor=request.user)
    messages.success(request, _("Nay là dự thảo lần %(n)s.") % {"n": raised.draft})
    return redirect("registry:paper_detail", pk=pk)


@require_POST
@login_required
def paper_remove(request: UserRequest, pk: int) -> HttpResponse:
    paper = queries.get_paper(pk, viewer=request.user, to=Permission.REGISTRY_WRITE)
    actions.remove_paper(paper, actor=request.user)
    messages.success(request, _("Đã xóa văn bản đang soạn."))
    return redirect("registry:paper_list", pk=paper.congress_id)


@require_safe
@login_required
def paper_word(request: UserRequest, pk: int) -> HttpResponse:
    paper = queries.get_paper(pk, viewer=request.user)
    return download(draft_word(paper), file_name(paper, "docx"), WORD)


@require_safe
@login_required
def paper_pdf(request: UserRequest, pk: int) -> HttpResponse:
    paper = queries.get_paper(pk, viewer=request.user)
    return download(draft_pdf(paper), file_name(paper, "pdf"), PDF)


def _status(form: BaseForm) -> int:
    return 422 if form.errors else 200
