"""A department's contribution: gather items, sign."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.base.numbers import whole_number
from daihoi.documents.actions import contributions as actions
from daihoi.documents.forms.opinions import OpinionEditForm, OpinionForm, said_in
from daihoi.documents.queries import contributions as queries
from daihoi.documents.queries import opinions, rounds


@require_http_methods(["GET", "POST"])
@login_required
def contribution_detail(request: UserRequest, pk: int, unit: int) -> HttpResponse:
    page = rounds.get_round(pk, viewer=request.user)
    asked = queries.get_unit(page, unit, viewer=request.user)
    initial = {"block": request.GET.get("block", "")}
    is_superior = page.document.is_superior
    form = OpinionForm(request.POST or None, initial=initial, is_superior=is_superior)
    if request.method == "POST" and form.is_valid():
        actions.add_item(page.round, asked, form.saying(), actor=request.user)
        messages.success(
            request, _("Đã thêm mục vào bản góp ý; bản góp ý chưa gửi cho đến khi ký.")
        )
        return redirect("documents:contribution_detail", pk=pk, unit=unit)
    context = {
        "page": page,
        "found": queries.contribution_page(page, asked),
        "reading": opinions.plain_reading(page, part=request.GET.get("phan", "")),
        "form": form,
        "place": opinions.place_of(page, form["block"].value()),
        "document": page.document,
    }
    return render(request, "documents/contribution_detail.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def contribution_item_edit(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    own = item.contribution
    initial = said_in(item) | {"revision": item.revision}
    is_superior = own.round.document.is_superior
    form = OpinionEditForm(request.POST or None, initial=initial, is_superior=is_superior)
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        actions.edit_item(item, form.saying(), revision=revision, actor=request.user)
        messages.success(request, _("Đã sửa mục góp ý."))
        return redirect("documents:contribution_detail", pk=own.round_id, unit=own.unit_id)
    context = {"form": form, "item": item, "document": own.round.document}
    return render(request, "documents/contribution_item_edit.html", context)


@require_POST
@login_required
def contribution_item_remove(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    own = item.contribution
    actions.remove_item(item, actor=request.user)
    messages.success(request, _("Đã bỏ mục khỏi bản góp ý."))
    return redirect("documents:contribution_detail", pk=own.round_id, unit=own.unit_id)


@require_POST
@login_required
def contribution_sign(request: UserRequest, pk: int) -> HttpResponse:
    own = queries.get_contribution(pk, viewer=request.user)
    items = whole_number(request.POST.get("items", "")) or 0
    actions.sign(own, items=items, actor=request.user)
    messages.success(request, _("Đã ký và gửi bản góp ý của đơn vị."))
    return redirect("documents:contribution_detail", pk=own.round_id, unit=own.unit_id)
