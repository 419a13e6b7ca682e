"""Pages and buttons of single items: changes show the whole table again, with its clock times."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError, RuleBroken
from daihoi.base.numbers import whole_number
from daihoi.programme.actions import items as actions
from daihoi.programme.forms.programmes import ItemForm, MinutesForm
from daihoi.programme.models import ProgrammeItem
from daihoi.programme.queries import programmes as queries
from daihoi.programme.queries.texts import UsedTexts

STEPS = {"up": -1, "down": 1}


@login_required
def item_add(request: UserRequest, pk: int) -> HttpResponse:
    programme = queries.get_programme(pk, viewer=request.user, to=Permission.PROGRAMME_WRITE)
    form = ItemForm(
        request.POST or None,
        instance=ProgrammeItem(programme=programme, session="official"),
        congress=programme.congress,
        uses=UsedTexts(programme.congress).choices(),
    )
    if form.is_valid():
        try:
            actions.add_item(programme, form.values, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã thêm mục vào chương trình."))
            return redirect("programme:programme_detail", pk=programme.congress_id)
    context = {"form": form, "congress": programme.congress}
    return render(request, "programme/item_add.html", context, status=_status(form))


@login_required
def item_edit(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    congress = item.programme.congress
    uses = UsedTexts(congress).choices()
    form = ItemForm(request.POST or None, instance=item, congress=congress, uses=uses)
    if form.is_valid():
        try:
            actions.edit_item(item, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu mục “%(title)s”.") % {"title": item.title})
            return redirect("programme:programme_detail", pk=congress.pk)
    context = {"form": form, "item": item, "congress": congress}
    return render(request, "programme/item_edit.html", context, status=_status(form))


@require_POST
@login_required
def item_move(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    step = STEPS.get(request.POST.get("to", ""), 0)
    before = whole_number(request.POST.get("before", ""))
    actions.move_item(item, by=step, before=None if step else before, actor=request.user)
    return _table(request, item)


@require_POST
@login_required
def item_time(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    form = MinutesForm(request.POST)
    if not form.is_valid():
        said = " ".join(map(str, form.errors["minutes"]))
        raise RuleBroken(f"“{item.title}”: {said}", code="minutes")
    actions.edit_item(item, {"minutes": form.cleaned_data["minutes"]}, actor=request.user)
    return _table(request, item)


@require_POST
@login_required
def item_remove(request: UserRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    actions.remove_item(item, actor=request.user)
    messages.success(request, _("Đã bỏ mục “%(title)s”.") % {"title": item.title})
    return redirect("programme:programme_detail", pk=item.programme.congress_id)


def _table(request: UserRequest, item: ProgrammeItem) -> HttpResponse:
    """The table alone for a page that asked for it, else the page."""
    congress = item.programme.congress
    if not request.htmx:
        return redirect("programme:programme_detail", pk=congress.pk)
    page = queries.programme_page(congress.pk, viewer=request.user)
    context = {
        "page": page,
        "congress": congress,
        "cut": queries.cut_facts(page.sheet, page.congress),
        "moved": item,
    }
    return render(request, "programme/programme_detail.html#sheet", context)


def _status(form: ItemForm) -> int:
    return 422 if form.errors else 200
