"""Texts: reading, comparing, exporting, and editing the working version block by block."""

from collections.abc import Callable
from typing import Any, TypeAlias
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import WORD, download
from daihoi.base.errors import NotFound
from daihoi.base.numbers import whole_number
from daihoi.documents.actions import texts as actions
from daihoi.documents.forms import texts as forms
from daihoi.documents.models import Change, Version
from daihoi.documents.papers.texts import version_paper
from daihoi.documents.queries import documents, editing, history, texts
from daihoi.documents.queries.comparison import compare_versions
from daihoi.documents.queries.spelling import spelling_page

COMPARED_ROWS = 600
SPELLING_ROWS = 200

Asked: TypeAlias = dict[str, Any]
Act: TypeAlias = Callable[[Version, Asked, int], Change]


@require_safe
@login_required
def version_detail(request: UserRequest, pk: int) -> HttpResponse:
    version = documents.get_version(pk, viewer=request.user)
    reading = texts.read(
        version, part=whole_number(request.GET.get("phan", "")), block=request.GET.get("block")
    )
    context = {
        "version": version,
        "document": version.document,
        "reading": reading,
        "can": documents.document_can(version.document, viewer=request.user),
    }
    return render(request, "documents/version_detail.html", context)


@require_safe
@login_required
def version_file(request: UserRequest, pk: int) -> HttpResponse:
    version = documents.get_version(pk, viewer=request.user)
    if version.file is None:
        raise NotFound(_("Bản này không nhập từ tệp Word."))
    return download(version.file.read(), version.file_name, WORD)


@require_safe
@login_required
def version_docx(request: UserRequest, pk: int) -> HttpResponse:
    version = documents.get_version(pk, viewer=request.user)
    paper = version_paper(version)
    return download(paper.content, paper.file_name, WORD)


@require_safe
@login_required
def version_compare(request: UserRequest, pk: int) -> HttpResponse:
    document = documents.get_document(pk, viewer=request.user)
    old, new, versions = documents.get_versions(
        document,
        request.GET.get("old", ""),
        request.GET.get("new", ""),
        viewer=request.user,
    )
    comparison = compare_versions(old, new)
    only_changes = request.GET.get("view") != "all"
    rows = comparison.changed_rows if only_changes else comparison.rows
    context = {
        "document": document,
        "old": old,
        "new": new,
        "comparison": comparison,
        "versions": versions,
        "only_changes": only_changes,
        "page": Paginator(rows, COMPARED_ROWS).get_page(request.GET.get("page")),
    }
    return render(request, "documents/version_compare.html", context)


@require_safe
@login_required
def version_spelling(request: UserRequest, pk: int) -> HttpResponse:
    found = spelling_page(pk, viewer=request.user)
    page = Paginator(found.rows, SPELLING_ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "version": found.version}
    return render(request, "documents/version_spelling.html", context)


@require_safe
@login_required
def version_edit(request: UserRequest, pk: int) -> HttpResponse:
    version = documents.get_working(pk, viewer=request.user)
    page = editing.edit_page(
        version,
        viewer=request.user,
        part=whole_number(request.GET.get("phan", "")),
        block=request.GET.get("block"),
    )
    return render(request, "documents/version_edit.html", {"page": page, "version": version})


@require_safe
@login_required
def version_news(request: UserRequest, pk: int) -> HttpResponse:
    """What others did since the editing page was read; asked for when the live topic moves."""
    version = documents.get_working(pk, viewer=request.user)
    since = whole_number(request.GET.get("since", "")) or 0
    changes = editing.news_of(version, viewer=request.user, since=since)
    context = {"changes": changes, "version": version}
    return render(request, "documents/version_news.html", context)


@require_safe
@login_required
def version_changes(request: UserRequest, pk: int) -> HttpResponse:
    version = documents.get_version(pk, viewer=request.user)
    page = history.changes_page(version, page=request.GET.get("page", "1"))
    context = {"page": page, "version": version, "document": version.document}
    return render(request, "documents/version_changes.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def version_freeze(request: UserRequest, pk: int) -> HttpResponse:
    version = documents.get_working(pk, viewer=request.user)
    form = forms.FreezeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.freeze(version, form.cleaned_data["note"], actor=request.user)
        messages.success(request, _("Đã chốt bản %(number)s.") % {"number": version.number})
        return redirect("documents:document_detail", pk=version.document_id)
    return render(request, "documents/version_freeze.html", {"form": form, "version": version})


@require_http_methods(["GET", "POST"])
@login_required
def block_edit(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    version = documents.get_working(pk, viewer=request.user)
    form = forms.BlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _saved(request, version, key, form)
        except actions.StaleBlock:
            return _conflict(request, version, key, form.cleaned_data["text"])
        return _shown(request, version, key)
    page = editing.block_page(version, key)
    form = form if form.is_bound else forms.BlockForm(initial=page.initial)
    template = "documents/block_edit.html" + ("#editor" if request.htmx else "")
    context = {"page": page, "version": version, "form": form, "styles": forms.STYLES}
    return render(request, template, context)


@require_safe
@login_required
def block_detail(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    """One block as it stands, for a page that closes its editor."""
    version = documents.get_working(pk, viewer=request.user)
    return _shown(request, version, key)


@require_http_methods(["GET", "POST"])
@login_required
def block_cell(request: UserRequest, pk: int, key: UUID, row: int, column: int) -> HttpResponse:
    version = documents.get_working(pk, viewer=request.user)
    page = editing.cell_page(version, key, row, column)
    form = forms.BlockForm(request.POST or None, initial=page.initial)
    if request.method == "POST" and form.is_valid():
        text, revision = form.cleaned_data["text"], form.cleaned_data["revision"]
        try:
            actions.change_cell(
                version, key, row, column, text, revision=revision, actor=request.user
            )
        except actions.StaleBlock:
            return _conflict(request, version, key, text, cell=(row, column))
        except actions.Unchanged:
            pass
        return redirect("documents:block_edit", pk=pk, key=key)
    context = {"page": page, "version": version, "form": form}
    return render(request, "documents/block_cell.html", context)


@require_POST
@login_required
def block_split(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    def split(version: Version, asked: Asked, revision: int) -> Change:
        return actions.split_block(version, key, asked["at"], revision=revision, actor=request.user)

    return _change(request, pk, key, forms.SplitForm(request.POST), split)


@require_POST
@login_required
def block_join(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    def join(version: Version, _asked: Asked, revision: int) -> Change:
        return actions.join_block(version, key, revision=revision, actor=request.user)

    return _change(request, pk, key, forms.RevisionForm(request.POST), join)


@require_POST
@login_required
def block_style(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    form = forms.StyleForm(request.POST)

    def style(version: Version, _asked: Asked, revision: int) -> Change:
        return actions.style_block(
            version, key, form.kind(), form.level(), revision=revision, actor=request.user
        )

    return _change(request, pk, key, form, style)


@require_POST
@login_required
def block_mark(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    def mark(version: Version, asked: Asked, revision: int) -> Change:
        start, end = asked["start"], asked["end"]
        return actions.mark_words(
            version, key, start, end, asked["mark"], revision=revision, actor=request.user
        )

    return _change(request, pk, key, forms.MarkForm(request.POST), mark)


@require_POST
@login_required
def block_move(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    def move(version: Version, asked: Asked, revision: int) -> Change:
        after = texts.move_target(version, key, asked["where"])
        return actions.move_block(version, key, after=after, revision=revision, actor=request.user)

    return _change(request, pk, key, forms.MoveForm(request.POST), move)


@require_POST
@login_required
def block_remove(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    def remove(version: Version, _asked: Asked, revision: int) -> Change:
        change = actions.remove_block(version, key, revision=revision, actor=request.user)
        messages.success(request, _("Đã bỏ đoạn. Bấm “Hoàn tác” nếu bỏ nhầm."))
        return change

    return _change(request, pk, key, forms.RemoveForm(request.POST), remove)


@require_http_methods(["GET", "POST"])
@login_required
def block_add(request: UserRequest, pk: int) -> HttpResponse:
    version = documents.get_working(pk, viewer=request.user)
    form = forms.AddForm(request.POST or None, initial={"after": request.GET.get("after")})
    if request.method == "POST" and form.is_valid():
        change = actions.add_block(
            version,
            form.cleaned_data["text"],
            after=form.cleaned_data["after"],
            kind=form.kind(),
            level=form.level(),
            actor=request.user,
        )
        return _back(version, change.key)
    return render(request, "documents/block_add.html", {"form": form, "version": version})


@require_POST
@login_required
def change_undo(request: UserRequest, pk: int) -> HttpResponse:
    change = history.get_change(pk, viewer=request.user)
    actions.undo_change(change, actor=request.user)
    messages.success(request, _("Đã hoàn tác."))
    return _back(change.version, change.key)


def _change(
    request: UserRequest, pk: int, key: UUID, form: forms.RevisionForm, act: Act
) -> HttpResponse:
    """Save the words that were being written, then do what was asked."""
    version = documents.get_working(pk, viewer=request.user)
    if not form.is_valid():
        messages.error(request, _("Chưa làm được: hãy chọn lại rồi bấm nút."))
        return redirect("documents:block_edit", pk=pk, key=key)
    asked = form.cleaned_data
    try:
        revision = asked["revision"] + _saved(request, version, key, form)
        return _back(version, act(version, asked, revision).key)
    except actions.StaleBlock:
        if not _has_words(form):
            raise
        return _conflict(request, version, key, asked["text"])
    except actions.Unchanged:
        return _back(version, key)


def _saved(
    request: UserRequest, version: Version, key: UUID, form: forms.RevisionForm | forms.BlockForm
) -> bool:
    """Whether the posted words were other than those that stood, and are saved now."""
    if not _has_words(form):
        return False
    text, revision = form.cleaned_data["text"], form.cleaned_data["revision"]
    try:
        actions.change_block(version, key, text, revision=revision, actor=request.user)
    except actions.Unchanged:
        return False
    return True


def _has_words(form: forms.RevisionForm | forms.BlockForm) -> bool:
    """Whether words were being written that must not be lost."""
    return "text" in form.data and "text" in form.fields


def _shown(request: UserRequest, version: Version, key: UUID) -> HttpResponse:
    """The block as it stands: alone for htmx, else on its page."""
    if not request.htmx:
        return _back(version, key)
    page = editing.block_page(version, key)
    context = {
        "read": page.read,
        "version": version,
        "extra_template": "documents/block_tools.html",
    }
    return render(request, "documents/version_block.html", context)


def _conflict(
    request: UserRequest,
    version: Version,
    key: UUID,
    text: str,
    *,
    cell: tuple[int, int] | None = None,
) -> HttpResponse:
    page = editing.conflict_page(version, key, text, cell=cell)
    context = {"page": page, "version": version, "key": key, "cell": cell}
    if request.htmx:  # 422 is what the pages swap in
        return render(request, "documents/block_conflict.html#both", context, status=422)
    return render(request, "documents/block_conflict.html", context, status=409)


def _back(version: Version, key: UUID) -> HttpResponse:
    address = reverse("documents:version_edit", args=[version.pk])
    return redirect(f"{address}?block={key.hex}#b-{key.hex}")
