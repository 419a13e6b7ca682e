"""Photos of drafts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import download
from daihoi.base.errors import DomainError
from daihoi.news.actions import photos as actions
from daihoi.news.forms.articles import PhotoEditForm, PhotoForm
from daihoi.news.queries.articles import get_article, get_photo


@login_required
def photo_add(request: UserRequest, pk: int) -> HttpResponse:
    article, revision = get_article(pk, viewer=request.user)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        said = form.cleaned_data
        told = {name: said[name] for name in ("caption", "description")}
        try:
            actions.add_photo(article, form.photo, **told, actor=request.user)
        except DomainError as refusal:
            form.add_error("file", refusal.in_full)
        else:
            messages.success(
                request, _("Đã thêm ảnh; nơi chụp ghi trong tệp không còn ở ảnh đăng.")
            )
            return redirect("news:article_detail", pk=pk)
    page = {"form": form, "article": article, "revision": revision}
    return render(request, "news/photo_add.html", page)


@login_required
def photo_edit(request: UserRequest, pk: int) -> HttpResponse:
    photo = get_photo(pk, viewer=request.user)
    form = PhotoEditForm(request.POST or None, photo=photo)
    if form.is_valid():
        try:
            actions.edit_photo(photo, **form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            return redirect("news:article_detail", pk=photo.revision.article_id)
    page = {"form": form, "photo": photo, "article": photo.revision.article}
    return render(request, "news/photo_edit.html", page)


@require_POST
@login_required
def photo_remove(request: UserRequest, pk: int) -> HttpResponse:
    photo = get_photo(pk, viewer=request.user)
    actions.remove_photo(photo, actor=request.user)
    messages.success(request, _("Đã bỏ ảnh."))
    return redirect("news:article_detail", pk=photo.revision.article_id)


@require_GET
@login_required
def photo_detail(request: UserRequest, pk: int) -> HttpResponse:
    photo = get_photo(pk, viewer=request.user)
    return HttpResponse(photo.medium.read(), content_type="image/jpeg")


@require_GET
@login_required
def photo_original(request: UserRequest, pk: int) -> HttpResponse:
    photo = get_photo(pk, viewer=request.user)
    return download(photo.original.read(), photo.file_name, "application/octet-stream")
