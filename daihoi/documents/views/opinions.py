"""Opinions: giving, correcting, withdrawing one's own; typing in what came on paper."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.numbers import whole_number
from daihoi.documents.actions import opinions as actions
from daihoi.documents.forms.opinions import (
    OpinionEditForm,
    OpinionForm,
    PaperOpinionForm,
    said_in,
)
from daihoi.documents.queries import contributions, rounds
from daihoi.documents.queries import opinions as queries
from daihoi.documents.queries.places import Saying, WrittenPlaces


@require_POST
@login_required
def opinion_add(request: UserRequest, pk: int) -> HttpResponse:
    page = rounds.get_round(pk, viewer=request.user)
    form = OpinionForm(request.POST, is_superior=page.document.is_superior)
    if not form.is_valid():
        return _form_again(request, page, form)
    opinion = actions.add_opinion(page.round, form.saying(), actor=request.user)
    if request.htmx:
        context = _sent(page, opinion.block_key, request)
        return render(request, "documents/opinion_sent.html", context)
    messages.success(request, _("Đã gửi ý kiến. Cảm ơn đồng chí."))
    return redirect(_place_of(pk, opinion.block_key))


@require_POST
@login_required
def opinion_agree(request: UserRequest, pk: int) -> HttpResponse:
    page = rounds.get_round(pk, viewer=request.user)
    actions.add_opinion(page.round, Saying.agreement(), actor=request.user)
    messages.success(request, _("Đã ghi nhận: đồng chí đồng ý, không có ý kiến khác."))
    return redirect("documents:round_read", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def opinion_edit(request: UserRequest, pk: int) -> HttpResponse:
    opinion = queries.get_own_opinion(pk, viewer=request.user)
    initial = said_in(opinion) | {"revision": opinion.revision}
    is_superior = opinion.round.document.is_superior
    form = OpinionEditForm(request.POST or None, initial=initial, is_superior=is_superior)
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        actions.edit_opinion(opinion, form.saying(), revision=revision, actor=request.user)
        messages.success(request, _("Đã sửa ý kiến."))
        return redirect(_place_of(opinion.round_id, opinion.block_key))
    context = {"form": form, "opinion": opinion, "document": opinion.round.document}
    return render(request, "documents/opinion_edit.html", context)


@require_POST
@login_required
def opinion_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    opinion = queries.get_own_opinion(pk, viewer=request.user)
    revision = whole_number(request.POST.get("revision", "")) or 0
    actions.withdraw_opinion(opinion, revision=revision, actor=request.user)
    messages.success(
        request, _("Đã rút ý kiến. Ý kiến được giữ trong nhật ký, không tính vào đợt.")
    )
    return redirect(_place_of(opinion.round_id, opinion.block_key))


@require_safe
@login_required
def my_opinions(request: UserRequest) -> HttpResponse:
    page = queries.my_opinions(viewer=request.user, number=request.GET.get("page", "1"))
    return render(request, "documents/my_opinions.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def paper_opinion_add(request: UserRequest, pk: int) -> HttpResponse:
    page = rounds.get_recorded_round(pk, viewer=request.user)
    people, units = contributions.people_of(page), contributions.organization_units(page)
    headings = contributions.headings_to_choose(page)
    places = WrittenPlaces(page.round.base_version)
    form = PaperOpinionForm(
        request.POST or None, people=people, units=units, headings=headings, places=places
    )
    if request.method == "POST" and form.is_valid():
        opinion = actions.record_paper_opinion(
            page.round,
            form.saying(places),
            contributor=form.contributor(),
            actor=request.user,
            **form.dated(),
        )
        text = _("Đã nhập ý kiến của %(name)s (%(place)s).")
        said = {"name": opinion.contributor, "place": opinion.place_label}
        messages.success(request, text % said)
        return redirect("documents:paper_opinion_add", pk=pk)
    context = {"form": form, "page": page, "document": page.document}
    return render(request, "documents/paper_opinion_add.html", context)


def _form_again(request: UserRequest, page: rounds.RoundPage, form: OpinionForm) -> HttpResponse:
    """The form with its errors: alone for htmx, else in the reading page with what was written."""
    if request.htmx:
        context = {"form": form, "page": page}
        return render(request, "documents/opinion_fields.html", context, status=422)
    key = form.cleaned_data.get("block")
    found = queries.reading_of(page, viewer=request.user, block=key)
    context = {"page": page, "found": found, "form": form, "document": page.document}
    context["place"] = queries.place_of(page, key)
    return render(request, "documents/round_read.html", context, status=422)


def _sent(page: rounds.RoundPage, key: UUID | None, request: UserRequest) -> dict[str, object]:
    own = queries.own_in_round(page.round, viewer=request.user)
    return {
        "page": page,
        "form": OpinionForm(is_superior=page.document.is_superior),
        "key": key.hex if key else "",
        "extra": queries.block_extra(page.round, key, viewer=request.user) if key else None,
        "own": own,
        "own_whole": [opinion for opinion in own if opinion.block_key is None],
    }


def _place_of(round_pk: int, key: UUID | None) -> str:
    """The reading page at the block spoken of."""
    url = reverse("documents:round_read", kwargs={"pk": round_pk})
    return f"{url}?doan={key.hex}#b-{key.hex}" if key else url
