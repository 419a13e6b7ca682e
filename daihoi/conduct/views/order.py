"""Forms that change the day's order, and stamps by hand."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.conduct.actions import order as actions
from daihoi.conduct.forms.running import AddForm, MinutesForm, OrderForm, PlaceForm, StampForm
from daihoi.conduct.queries.seen import ahead_of, get_item, get_run, item_in
from daihoi.conduct.views.trying import revision_in, took


@require_http_methods(["GET", "POST"])
@login_required
def item_move(request: UserRequest, pk: int) -> HttpResponse:
    item = get_item(pk, viewer=request.user)
    ahead = ahead_of(item.run, but=item)
    form = PlaceForm(request.POST or None, ahead=ahead, initial={"revision": item.run.revision})
    if took(
        form,
        item.run,
        lambda: actions.move_item(
            item, item_in(item.run, form.cleaned_data["before"]),
            reason=form.cleaned_data["reason"], revision=form.cleaned_data["revision"],
            accepts=form.cleaned_data["accepts"], actor=request.user,
        ),
    ):  # fmt: skip
        messages.success(request, _("Đã đổi thứ tự."))
        return redirect("conduct:conductor", pk=item.run.congress_id)
    page = {"form": form, "item": item, "congress": item.run.congress}
    return render(request, "conduct/item_move.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def item_add(request: UserRequest, pk: int) -> HttpResponse:
    run = get_run(pk, viewer=request.user)
    form = AddForm(request.POST or None, ahead=ahead_of(run), initial={"revision": run.revision})
    if took(
        form,
        run,
        lambda: actions.add_item(
            run, form.cleaned_data, item_in(run, form.cleaned_data["before"]),
            reason=form.cleaned_data["reason"], revision=form.cleaned_data["revision"],
            accepts=form.cleaned_data["accepts"], actor=request.user,
        ),
    ):  # fmt: skip
        messages.success(request, _("Đã thêm mục vào chương trình hôm nay."))
        return redirect("conduct:conductor", pk=pk)
    return render(request, "conduct/item_add.html", {"form": form, "congress": run.congress})


@require_http_methods(["GET", "POST"])
@login_required
def item_skip(request: UserRequest, pk: int) -> HttpResponse:
    item = get_item(pk, viewer=request.user)
    form = OrderForm(request.POST or None, initial={"revision": item.run.revision})
    if took(form, item.run, lambda: actions.skip_item(item, **form.values, actor=request.user)):
        messages.success(request, _("Đã bỏ mục “%(title)s”.") % {"title": item.title})
        return redirect("conduct:conductor", pk=item.run.congress_id)
    page = {"form": form, "item": item, "congress": item.run.congress}
    return render(request, "conduct/item_skip.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def item_restore(request: UserRequest, pk: int) -> HttpResponse:
    item = get_item(pk, viewer=request.user)
    form = OrderForm(request.POST or None, initial={"revision": item.run.revision})
    if took(form, item.run, lambda: actions.restore_item(item, **form.values, actor=request.user)):
        messages.success(request, _("Đã đưa mục “%(title)s” trở lại.") % {"title": item.title})
        return redirect("conduct:conductor", pk=item.run.congress_id)
    page = {"form": form, "item": item, "congress": item.run.congress}
    return render(request, "conduct/item_restore.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def item_minutes(request: UserRequest, pk: int) -> HttpResponse:
    item = get_item(pk, viewer=request.user)
    shown = {"revision": item.run.revision, "minutes": item.minutes_given}
    form = MinutesForm(request.POST or None, initial=shown)
    if took(
        form,
        item.run,
        lambda: actions.change_minutes(item, **form.cleaned_data, actor=request.user),
    ):
        messages.success(request, _("Đã đổi thời lượng; giờ các mục sau đã tính lại."))
        return redirect("conduct:conductor", pk=item.run.congress_id)
    page = {"form": form, "item": item, "congress": item.run.congress}
    return render(request, "conduct/item_minutes.html", page)


@require_POST
@login_required
def item_cut(request: UserRequest, pk: int) -> HttpResponse:
    item = get_item(pk, viewer=request.user)
    actions.cut_item(item, revision=revision_in(request), actor=request.user)
    return redirect("conduct:conductor", pk=item.run.congress_id)


@require_http_methods(["GET", "POST"])
@login_required
def item_stamp(request: UserRequest, pk: int) -> HttpResponse:
    item = get_item(pk, viewer=request.user)
    shown = {
        "revision": item.run.revision,
        "started": timezone.localtime(item.started_at) if item.started_at else None,
        "ended": timezone.localtime(item.ended_at) if item.ended_at else None,
    }
    form = StampForm(request.POST or None, initial=shown)
    if took(
        form,
        item.run,
        lambda: actions.correct_stamp(item, **form.cleaned_data, actor=request.user),
    ):
        messages.success(request, _("Đã ghi lại giờ của mục “%(title)s”.") % {"title": item.title})
        return redirect("conduct:conductor", pk=item.run.congress_id)
    page = {"form": form, "item": item, "congress": item.run.congress}
    return render(request, "conduct/item_stamp.html", page)
