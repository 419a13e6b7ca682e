"""Pages of the overview and of checklists."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.congresses.forms.reasons import ReasonForm
from daihoi.logistics.actions import checklists as actions
from daihoi.logistics.actions import photos as photo_actions
from daihoi.logistics.forms import checklists as forms
from daihoi.logistics.models import ChecklistItem
from daihoi.logistics.queries import checklists as queries
from daihoi.logistics.queries.overview import overview_page
from daihoi.logistics.queries.places import MANAGE, congress_of

JPEG = "image/jpeg"


@require_GET
@login_required
def overview(request: UserRequest, pk: int) -> HttpResponse:
    page = overview_page(pk, viewer=request.user)
    return render(request, "logistics/overview.html", {"page": page})


@require_GET
@login_required
def checklist(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.checklist_page(pk, viewer=request.user)
    return render(request, "logistics/checklist.html", {"page": page})


@require_POST
@login_required
def checklist_make(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user)
    is_health = request.POST.get("phan") == "y-te"
    made = actions.make_checklist(congress, is_health=is_health, actor=request.user)
    said = ngettext("Đã thêm %(n)s mục.", "Đã thêm %(n)s mục.", len(made)) % {"n": len(made)}
    messages.success(request, said)
    return redirect("logistics:checklist", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def item_add(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=MANAGE)
    form = forms.ItemForm(request.POST or None, congress=congress)
    if form.is_valid():
        try:
            item = actions.add_item(congress, form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã thêm vào bảng kiểm."))
            return redirect("logistics:item_detail", pk=item.pk)
    return render(request, "logistics/item_add.html", {"form": form, "congress": congress})


@require_GET
@login_required
def item_detail(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    return _detail(request, item)


@require_http_methods(["GET", "POST"])
@login_required
def item_edit(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user, to=MANAGE)
    form = forms.ItemForm(request.POST or None, instance=item, congress=item.congress)
    if form.is_valid():
        try:
            actions.edit_item(item, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("logistics:item_detail", pk=pk)
    return render(request, "logistics/item_edit.html", {"form": form, "item": item})


@require_http_methods(["GET", "POST"])
@login_required
def item_complete(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    if request.method == "GET":  # a reload or a shared link after a refusal
        return redirect("logistics:item_detail", pk=pk)
    lacks = queries.lacks_photo(item)
    form = forms.DoneForm(request.POST, request.FILES, lacks_photo=lacks)
    if form.is_valid():
        try:
            note = form.cleaned_data["note"]
            actions.complete_item(item, note=note, photo=form.upload, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi xong: %(item)s.") % {"item": item.text})
            return redirect("logistics:checklist", pk=item.congress_id)
    return _detail(request, item, done=form)


@require_POST
@login_required
def item_reopen(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    actions.reopen_item(item, actor=request.user)
    messages.success(request, _("Đã mở lại mục này."))
    return redirect("logistics:item_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def item_drop(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user, to=MANAGE)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.drop_item(item, form.cleaned_data["reason"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi là không làm mục này."))
            return redirect("logistics:checklist", pk=item.congress_id)
    return render(request, "logistics/item_drop.html", {"form": form, "item": item})


@require_http_methods(["GET", "POST"])
@login_required
def photo_add(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    if request.method == "GET":  # a reload or a shared link after a refusal
        return redirect("logistics:item_detail", pk=pk)
    form = forms.PhotoForm(request.POST, request.FILES, auto_id="photo_%s")
    if form.is_valid():
        try:
            caption = form.cleaned_data["caption"]
            photo_actions.add_photo(item, form.upload, caption=caption, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã thêm ảnh; thông tin nơi chụp đã được bỏ."))
            return redirect("logistics:item_detail", pk=pk)
    return _detail(request, item, photo=form)


@require_POST
@login_required
def photo_remove(request: UserRequest, pk: int) -> HttpResponse:
    photo = queries.get_photo(pk, viewer=request.user)
    photo_actions.remove_photo(photo, actor=request.user)
    messages.success(request, _("Đã bỏ ảnh."))
    return redirect("logistics:item_detail", pk=photo.item_id)


@require_GET
@login_required
def photo_file(request: UserRequest, pk: int) -> HttpResponse:
    photo = queries.get_photo(pk, viewer=request.user)
    return HttpResponse(photo.large.read(), content_type=JPEG)


@require_GET
@login_required
def photo_small(request: UserRequest, pk: int) -> HttpResponse:
    photo = queries.get_photo(pk, viewer=request.user)
    return HttpResponse(photo.small.read(), content_type=JPEG)


def _detail(request: UserRequest, item: ChecklistItem, **bound: Form) -> HttpResponse:
    """The page of an item; a form that was refused keeps what was typed."""
    page = {
        "done": forms.DoneForm(lacks_photo=queries.lacks_photo(item)),
        "photo": forms.PhotoForm(auto_id="photo_%s"),
        "page": queries.item_page(item, viewer=request.user),
    }
    status = 422 if bound else 200
    return render(request, "logistics/item_detail.html", page | bound, status=status)
