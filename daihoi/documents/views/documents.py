"""Documents: lists, one document, its states and history, files on their way in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import BadFile
from daihoi.documents.actions import documents as actions
from daihoi.documents.actions import drafts, texts
from daihoi.documents.forms.texts import DocumentImportForm, LastRevisionForm, VersionImportForm
from daihoi.documents.queries import documents as queries
from daihoi.documents.queries import drafts as draft_queries
from daihoi.documents.queries import history


@require_safe
@login_required
def document_list(request: UserRequest) -> HttpResponse:
    groups = queries.documents_by_congress(viewer=request.user)
    below = queries.states_within_reach(viewer=request.user)
    if below and not groups:
        return redirect("documents:document_states")
    return render(request, "documents/document_list.html", {"groups": groups, "below": below})


@require_safe
@login_required
def document_states(request: UserRequest) -> HttpResponse:
    rows = queries.states_within_reach(viewer=request.user)
    return render(request, "documents/document_states.html", {"rows": rows})


@require_safe
@login_required
def document_detail(request: UserRequest, pk: int) -> HttpResponse:
    document = queries.get_document(pk, viewer=request.user)
    page = queries.document_page(document, viewer=request.user)
    return render(request, "documents/document_detail.html", {"page": page, "document": document})


@require_safe
@login_required
def document_history(request: UserRequest, pk: int) -> HttpResponse:
    document = queries.get_document(pk, viewer=request.user)
    rows = history.history_page(document, viewer=request.user, page=request.GET.get("page", "1"))
    return render(request, "documents/document_history.html", {"document": document, "page": rows})


@require_http_methods(["GET", "POST"])
@login_required
def document_import(request: UserRequest, congress_pk: int) -> HttpResponse:
    congress = queries.get_congress(congress_pk, viewer=request.user)
    owners = queries.owners_in(congress, viewer=request.user)
    form = DocumentImportForm(request.POST or None, request.FILES or None, owners=owners)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data.pop("file")
        try:
            draft = drafts.import_document(
                congress,
                content=file.read(),
                file_name=file.name,
                actor=request.user,
                **form.cleaned_data,
            )
            return redirect("documents:draft_detail", pk=draft.pk)
        except BadFile as error:
            form.add_error("file", str(error.message))
    context = {"form": form, "congress": congress}
    return render(request, "documents/document_import.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def version_import(request: UserRequest, pk: int) -> HttpResponse:
    document = queries.get_managed(pk, viewer=request.user)
    form = VersionImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, note = form.cleaned_data["file"], form.cleaned_data["note"]
        try:
            draft = drafts.import_version(
                document,
                note=note,
                content=file.read(),
                file_name=file.name,
                actor=request.user,
            )
            return redirect("documents:draft_detail", pk=draft.pk)
        except BadFile as error:
            form.add_error("file", str(error.message))
    return render(request, "documents/version_import.html", {"form": form, "document": document})


@require_safe
@login_required
def draft_detail(request: UserRequest, pk: int) -> HttpResponse:
    draft = draft_queries.get_draft(pk, viewer=request.user)
    if draft.version_id:
        return redirect("documents:version_detail", pk=draft.version_id)
    page = draft_queries.draft_page(draft)
    return render(request, "documents/draft_detail.html", {"page": page, "draft": draft})


@require_POST
@login_required
def draft_confirm(request: UserRequest, pk: int) -> HttpResponse:
    draft = draft_queries.get_draft(pk, viewer=request.user)
    version = drafts.confirm_draft(draft, base=request.POST.get("base", ""), actor=request.user)
    messages.success(request, _("Đã nhập bản %(number)s.") % {"number": version.number})
    return redirect("documents:document_detail", pk=version.document_id)


@require_POST
@login_required
def draft_discard(request: UserRequest, pk: int) -> HttpResponse:
    draft = draft_queries.get_draft(pk, viewer=request.user)
    drafts.discard_draft(draft, actor=request.user)
    messages.info(request, _("Đã bỏ tệp, không có gì thay đổi."))
    if draft.document_id:
        return redirect("documents:document_detail", pk=draft.document_id)
    return redirect("documents:document_list")


@require_POST
@login_required
def document_complete(request: UserRequest, pk: int) -> HttpResponse:
    document = queries.get_document(pk, viewer=request.user)
    actions.complete(document, actor=request.user)
    messages.success(request, _("Đã xác nhận dự thảo hoàn thành; văn bản vẫn sửa được."))
    return redirect("documents:document_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def document_start_last_revision(request: UserRequest, pk: int) -> HttpResponse:
    document = queries.get_managed(pk, viewer=request.user)
    form = LastRevisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.start_last_revision(
            document, due_on=form.cleaned_data["due_on"], actor=request.user
        )
        messages.success(request, _("Đã giao chỉnh sửa lần cuối."))
        return redirect("documents:document_detail", pk=pk)
    context = {"form": form, "document": document}
    return render(request, "documents/document_start_last_revision.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def document_finalise(request: UserRequest, pk: int) -> HttpResponse:
    document = queries.get_managed(pk, viewer=request.user)
    if request.method == "POST":
        actions.finalise(document, actor=request.user)
        messages.success(request, _("Văn kiện đã là bản cuối."))
        return redirect("documents:document_detail", pk=pk)
    page = queries.document_page(document, viewer=request.user)
    context = {"page": page, "document": document}
    return render(request, "documents/document_finalise.html", context)


@require_POST
@login_required
def document_reopen(request: UserRequest, pk: int) -> HttpResponse:
    document = queries.get_document(pk, viewer=request.user)
    actions.reopen(document, actor=request.user)
    messages.success(request, _("Văn kiện trở lại là dự thảo."))
    return redirect("documents:document_detail", pk=pk)


@require_POST
@login_required
def version_start(request: UserRequest, pk: int) -> HttpResponse:
    document = queries.get_document(pk, viewer=request.user)
    version = texts.start_working(document, actor=request.user)
    return redirect("documents:version_edit", pk=version.pk)
