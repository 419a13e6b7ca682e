"""Answering opinions, what became of one, and closing a round."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.numbers import whole_number
from daihoi.documents.actions import answers as actions
from daihoi.documents.actions import closing, groups
from daihoi.documents.forms.answers import AnswerForm
from daihoi.documents.models import Opinion
from daihoi.documents.queries import answers as queries
from daihoi.documents.queries import fates
from daihoi.documents.queries.answers import AnsweringPage, Chosen, Walk
from daihoi.rules.documents import AnswerResult


@require_safe
@login_required
def round_answer(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.get_round(pk, viewer=request.user)
    opinion = whole_number(request.GET.get("opinion", ""))
    answering = queries.answering_page(page, Walk.of(request.GET), opinion)
    form = AnswerForm(chosen=answering.chosen) if answering.chosen else None
    return _shown(request, answering, form)


@require_POST
@login_required
def opinion_answer(request: UserRequest, pk: int) -> HttpResponse:
    opinion = queries.get_opinion(pk, viewer=request.user)
    page = queries.get_round(opinion.round_id, viewer=request.user)
    walk = Walk.of(request.GET)
    answering = queries.answering_page(page, walk, opinion.pk)
    chosen = answering.chosen
    if chosen is None:
        return redirect(queries.next_url(page, walk, opinion))
    form = AnswerForm(request.POST, chosen=chosen)
    if not form.is_valid():
        return _shown(request, answering, form, status=422)
    try:
        _give(request, answering, opinion, form)
    except (actions.AnsweredMeanwhile, actions.Collision) as refusal:
        return _shown(request, answering, form, status=409, refusal=refusal)
    except RuleBroken as refusal:
        form.add_error(None, f"{refusal.message} {refusal.advice}".strip())
        return _shown(request, answering, form, status=422)
    only_this = form.cleaned_data.get("only_this", False)
    messages.success(request, _answered(chosen, only_this=only_this))
    return redirect(queries.next_url(page, walk, opinion))


@require_POST
@login_required
def groups_propose(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.get_round(pk, viewer=request.user)
    count = groups.propose_groups(page.round, actor=request.user)
    found = ngettext(
        "Đã đề xuất %(n)s nhóm ý kiến giống nhau.",
        "Đã đề xuất %(n)s nhóm ý kiến giống nhau.",
        count,
    )
    messages.success(
        request, found % {"n": count} if count else _("Không có ý kiến nào giống nhau.")
    )
    return redirect(queries.address(page, Walk(grouped=True)))


@require_POST
@login_required
def opinion_ungroup(request: UserRequest, pk: int) -> HttpResponse:
    opinion = queries.get_opinion(pk, viewer=request.user)
    groups.ungroup(opinion, actor=request.user)
    messages.success(request, _("Đã tách ý kiến khỏi nhóm."))
    page = queries.get_round(opinion.round_id, viewer=request.user)
    return redirect(queries.address(page, Walk.of(request.GET), opinion=opinion.pk))


@require_http_methods(["GET", "POST"])
@login_required
def round_close(request: UserRequest, pk: int) -> HttpResponse:
    closing_page = fates.closing_page(pk, viewer=request.user)
    if request.method == "POST":
        closed = closing.close_round(closing_page.page.round, actor=request.user)
        messages.success(request, _("Đã đóng đợt lấy ý kiến. Người góp ý đã được báo."))
        return redirect("documents:opinion_table", pk=closed.document_id)
    return render(request, "documents/round_close.html", {"closing": closing_page})


@require_safe
@login_required
def opinion_detail(request: UserRequest, pk: int) -> HttpResponse:
    fate = fates.fate_of(pk, viewer=request.user)
    return render(request, "documents/opinion_detail.html", {"fate": fate})


def _give(
    request: UserRequest, answering: AnsweringPage, opinion: Opinion, form: AnswerForm
) -> None:
    data = form.cleaned_data
    change = queries.get_change(answering.page, int(data["change"])) if data.get("change") else None
    actions.answer_opinions(
        opinion,
        actions.Reply(
            AnswerResult(data["result"]),
            explanation=data["explanation"],
            text_after=data["text_after"],
            transferred_to=data["transferred_to"],
        ),
        actor=request.user,
        seen=data["seen"],
        only_this=data.get("only_this", False),
        apply=bool(data["apply"]),
        replace_other=data["apply"] == "replace",
        change=change,
        revision=data["revision"],
    )


def _shown(
    request: UserRequest,
    answering: AnsweringPage,
    form: AnswerForm | None,
    *,
    status: int = 200,
    refusal: Conflict | None = None,
) -> HttpResponse:
    """The page; htmx swaps a refusal only when its status is 422."""
    context: dict[str, Any] = {"answering": answering, "form": form, "refusal": refusal}
    if refusal is not None:
        other = getattr(refusal, "other", None) or getattr(refusal, "answer", None)
        context |= {"other": other, "opponents": queries.opponents(other)}
        context["is_collision"] = isinstance(refusal, actions.Collision)
    if status == 409 and request.htmx:
        status = 422
    response = render(request, "documents/round_answer.html", context, status=status)
    if status != 200:
        response["HX-Push-Url"] = "false"  # the address of a form cannot be loaded again
    return response


def _answered(chosen: Chosen, *, only_this: bool) -> str:
    count = 1 if only_this else chosen.group_size
    said = ngettext("Đã trả lời %(n)s ý kiến.", "Đã trả lời %(n)s ý kiến.", count)
    return said % {"n": count}
