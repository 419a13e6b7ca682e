"""Pages of news items while they are written and seen through."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import download
from daihoi.base.errors import DomainError, RuleBroken
from daihoi.news.actions import articles as actions
from daihoi.news.actions.papers import make_paper_of_article
from daihoi.news.forms import articles as forms
from daihoi.news.queries import articles as queries
from daihoi.news.queries.desk import desk_of
from daihoi.news.queries.filling import field_choices
from daihoi.news.queries.sources import pasted_for, read_source, source_of
from daihoi.registry.queries.boilerplate import passage


@require_GET
@login_required
def article_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.article_list(pk, request.GET.get("page"), viewer=request.user)
    return render(request, "news/article_list.html", {"page": page})


@login_required
def article_add(request: UserRequest, pk: int) -> HttpResponse:
    desk = desk_of(pk, viewer=request.user)
    initial = queries.new_texts(desk, viewer=request.user)
    form = forms.ArticleForm(request.POST or None, initial=initial)
    if form.is_valid():
        texts = form.texts
        try:
            made = actions.start_article(desk, texts.pop("kind"), texts, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            _tell_dropped(request, form)
            return redirect("news:article_detail", pk=made.pk)
    page = {"form": form, "desk": desk, "fields": field_choices(desk.congress, queries.today())}
    return render(request, "news/article_add.html", page)


@login_required
def article_import(request: UserRequest, pk: int) -> HttpResponse:
    desk = desk_of(pk, viewer=request.user)
    form = forms.ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        content, name = form.source
        kind = form.cleaned_data["kind"]
        try:
            text = read_source(content, name=name, is_word=form.is_word)
            made = actions.import_article(
                desk, kind, text, content=content, file_name=name, actor=request.user
            )
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã nhập bài; bản nguồn được giữ nguyên từng chữ."))
            return redirect("news:article_detail", pk=made.pk)
    return render(request, "news/article_import.html", {"form": form, "desk": desk})


@require_GET
@login_required
def article_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.article_page(pk, viewer=request.user)
    return render(request, "news/article_detail.html", {"page": page})


@login_required
def article_edit(request: UserRequest, pk: int) -> HttpResponse:
    article, revision = queries.get_article(pk, viewer=request.user)
    form = forms.ArticleForm(request.POST or None, revision=revision)
    outdated = None
    if form.is_valid():
        try:
            edit = form.cleaned_data["edit"]
            actions.edit_article(article, form.texts, edit=edit, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
            outdated = revision if refusal.code == "outdated" else None
            form.data = {**form.data.dict(), "edit": revision.edit}  # type: ignore[attr-defined]  # a QueryDict
        else:
            messages.success(request, _("Đã lưu."))
            _tell_dropped(request, form)
            return redirect("news:article_detail", pk=pk)
    page = {"form": form, "article": article, "revision": revision, "outdated": outdated}
    fields = field_choices(article.congress, queries.today())
    return render(request, "news/article_edit.html", {**page, "fields": fields})


@require_GET
@login_required
def article_source(request: UserRequest, pk: int) -> HttpResponse:
    page = {"source": source_of(pk, viewer=request.user)}
    return render(request, "news/article_source.html", page)


@require_GET
@login_required
def source_file(request: UserRequest, pk: int) -> HttpResponse:
    source = source_of(pk, viewer=request.user)
    return download(source.content, source.name, "application/octet-stream")


@require_GET
@login_required
def revision_detail(request: UserRequest, pk: int, number: int) -> HttpResponse:
    page = queries.revision_page(pk, number, viewer=request.user)
    return render(request, "news/revision_detail.html", {"page": page})


@require_POST
@login_required
def article_remove(request: UserRequest, pk: int) -> HttpResponse:
    article, _revision = queries.get_article(pk, viewer=request.user)
    organization = article.organization_id
    actions.remove_article(article, actor=request.user)
    messages.success(request, _("Đã xóa bài nháp."))
    return redirect("news:article_list", pk=organization)


@require_POST
@login_required
def slip_accept(request: UserRequest, pk: int) -> HttpResponse:
    article, _revision = queries.get_article(pk, viewer=request.user)
    form = forms.SlipForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        actions.accept_slip(
            article, said["field"], said["start"], said["found"], said["suggestion"],
            actor=request.user,
        )  # fmt: skip
        messages.success(request, _("Đã sửa một chỗ."))
    return redirect("news:article_detail", pk=pk)


@require_POST
@login_required
def passage_add(request: UserRequest, pk: int) -> HttpResponse:
    article, _revision = queries.get_article(pk, viewer=request.user)
    form = forms.PassageForm(request.POST)
    if form.is_valid():
        chosen = passage(article.organization, form.cleaned_data["passage"])
        actions.add_passage(article, chosen, actor=request.user)
        messages.success(
            request, _("Đã thêm đoạn “%(title)s” vào cuối bài.") % {"title": chosen.title}
        )
    return redirect("news:article_detail", pk=pk)


@require_POST
@login_required
def related_choose(request: UserRequest, pk: int) -> HttpResponse:
    article, _revision = queries.get_article(pk, viewer=request.user)
    form = forms.RelatedForm(request.POST, article=article)
    if form.is_valid():
        actions.choose_related(article, list(form.cleaned_data["related"]), actor=request.user)
        messages.success(request, _("Đã lưu tin liên quan."))
    return redirect("news:article_detail", pk=pk)


@require_POST
@login_required
def article_paper(request: UserRequest, pk: int) -> HttpResponse:
    article, _revision = queries.get_article(pk, viewer=request.user)
    paper = make_paper_of_article(article, actor=request.user)
    messages.success(request, _("Đã lập văn bản từ bài; in hoặc tải Word, PDF tại đây."))
    return redirect("registry:paper_detail", pk=paper.pk)


@require_POST
@login_required
def text_clean(request: UserRequest) -> HttpResponse:
    """What is pasted into a body comes back as typed text; nothing is kept."""
    form = forms.PastedForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"text": "", "dropped": ""}, status=422)
    try:
        pasted = pasted_for(request.user, form.cleaned_data["html"])
    except RuleBroken:
        return JsonResponse({"text": "", "dropped": ""}, status=422)
    return JsonResponse({"text": pasted.text, "dropped": _dropped(pasted.dropped)})


def _dropped(parts: Any) -> str:
    return _("Đã bỏ: %(parts)s. Chữ được giữ đủ.") % {"parts": ", ".join(parts)} if parts else ""


def _tell_dropped(request: UserRequest, form: forms.ArticleForm) -> None:
    if form.dropped:
        messages.info(request, _dropped(form.dropped))
