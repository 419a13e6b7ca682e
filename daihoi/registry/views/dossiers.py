"""Pages of dossiers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.downloads import download
from daihoi.base.errors import DomainError, NotFound
from daihoi.congresses.queries.congresses import congress_of
from daihoi.registry.actions import dossiers as actions
from daihoi.registry.forms import dossiers as forms
from daihoi.registry.papers.dossiers import hall_sets
from daihoi.registry.queries import dossiers as queries

PDF, ZIP = "application/pdf", "application/zip"


@require_GET
@login_required
def dossier_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.dossier_list(pk, viewer=request.user)
    return render(request, "registry/dossier_list.html", {"page": page})


@login_required
def dossier_add(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=Permission.REGISTRY_WRITE)
    form = forms.DossierForm(request.POST or None, congress=congress, viewer=request.user)
    if form.is_valid():
        name = form.cleaned_data["name"]
        try:
            made = actions.make_dossier(congress, name=name, **form.chosen, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã lập hồ sơ; sắp thứ tự văn bản ở dưới."))
            return redirect("registry:dossier_detail", pk=made.pk)
    return render(request, "registry/dossier_add.html", {"form": form, "congress": congress})


@require_GET
@login_required
def dossier_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.dossier_page(pk, viewer=request.user)
    return render(request, "registry/dossier_detail.html", {"page": page, "dossier": page.dossier})


@login_required
def dossier_rename(request: UserRequest, pk: int) -> HttpResponse:
    dossier = queries.get_dossier(pk, viewer=request.user)
    form = forms.NameForm(request.POST or None, initial={"name": dossier.name})
    if form.is_valid():
        try:
            actions.rename_dossier(dossier, **form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            return redirect("registry:dossier_detail", pk=pk)
    return render(request, "registry/dossier_rename.html", {"form": form, "dossier": dossier})


@login_required
def dossier_extend(request: UserRequest, pk: int) -> HttpResponse:
    dossier = queries.get_dossier(pk, viewer=request.user)
    form = forms.PapersForm(
        request.POST or None, congress=dossier.congress, viewer=request.user, dossier=dossier
    )
    if form.is_valid():
        actions.add_items(dossier, **form.chosen, actor=request.user)
        return redirect("registry:dossier_detail", pk=pk)
    return render(request, "registry/dossier_extend.html", {"form": form, "dossier": dossier})


@require_POST
@login_required
def dossier_remove(request: UserRequest, pk: int) -> HttpResponse:
    dossier = queries.get_dossier(pk, viewer=request.user)
    actions.remove_dossier(dossier, actor=request.user)
    messages.success(request, _("Đã bỏ hồ sơ; các văn bản vẫn còn."))
    return redirect("registry:dossier_list", pk=dossier.congress_id)


@login_required
def dossier_seal(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.dossier_page(pk, viewer=request.user)
    if request.method == "POST":
        actions.seal_dossier(page.dossier, actor=request.user)
        messages.success(request, _("Đã niêm phong hồ sơ."))
        return redirect("registry:dossier_detail", pk=pk)
    return render(request, "registry/dossier_seal.html", {"page": page, "dossier": page.dossier})


@login_required
def dossier_print(request: UserRequest, pk: int) -> HttpResponse:
    dossier = queries.get_dossier(pk, viewer=request.user)
    first = {"names": "\n".join(queries.names_for_sets(dossier, viewer=request.user))}
    form = forms.SetsForm(request.POST or None, initial=first)
    if form.is_valid():
        items = list(queries.items_of(dossier))
        two_sided = form.cleaned_data["two_sided"]
        content = hall_sets(dossier, items, form.recipients, two_sided=two_sided)
        return download(content, f"{dossier.name} - {len(form.recipients)} bộ.pdf", PDF)
    page = {"form": form, "dossier": dossier, "first": first}
    return render(request, "registry/dossier_print.html", page)


@require_GET
@login_required
def dossier_pdf(request: UserRequest, pk: int) -> HttpResponse:
    dossier = queries.get_dossier(pk, viewer=request.user)
    if dossier.pdf is None:
        raise NotFound
    return download(dossier.pdf.read(), f"{dossier.name}.pdf", PDF)


@require_GET
@login_required
def dossier_archive(request: UserRequest, pk: int) -> HttpResponse:
    dossier = queries.get_dossier(pk, viewer=request.user)
    if dossier.archive is None:
        raise NotFound
    return download(dossier.archive.read(), f"{dossier.name}.zip", ZIP)


@require_POST
@login_required
def item_move(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    form = forms.PlaceForm(request.POST)
    if form.is_valid():
        actions.move_item(item, **form.cleaned_data, actor=request.user)
    return redirect("registry:dossier_detail", pk=item.dossier_id)


@require_POST
@login_required
def item_remove(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    actions.remove_item(item, actor=request.user)
    return redirect("registry:dossier_detail", pk=item.dossier_id)
