"""Matters put to a show of hands: opened, counted, dropped."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.conduct.actions import questions as actions
from daihoi.conduct.forms.running import QuestionForm
from daihoi.conduct.queries.matters import proposed
from daihoi.conduct.queries.seen import get_item, get_question
from daihoi.conduct.views.trying import took
from daihoi.congresses.forms.reasons import ReasonForm
from daihoi.elections.forms.hands import HandsForm
from daihoi.elections.queries.first_steps import voting


@require_http_methods(["GET", "POST"])
@login_required
def question_open(request: UserRequest, pk: int) -> HttpResponse:
    item = get_item(pk, viewer=request.user)
    begins = proposed(item)
    shown = {"revision": item.run.revision, "matter": begins.matter, "subject": begins.subject}
    form = QuestionForm(request.POST or None, initial=shown)
    if took(
        form,
        item.run,
        lambda: actions.open_question(item, **form.cleaned_data, actor=request.user),
    ):
        return redirect("conduct:conductor", pk=item.run.congress_id)
    page = {"form": form, "item": item, "congress": item.run.congress}
    return render(request, "conduct/question_open.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def question_count(request: UserRequest, pk: int) -> HttpResponse:
    question = get_question(pk, viewer=request.user)
    form = HandsForm(request.POST or None)
    if form.is_valid():
        try:
            vote = actions.count_question(question, form.hands, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, vote.decided["words"])
            return redirect("conduct:conductor", pk=question.run.congress_id)
    page = {"form": form, "question": question, "congress": question.run.congress}
    page["voting"] = voting(question.run.congress)
    return render(request, "conduct/question_count.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def question_drop(request: UserRequest, pk: int) -> HttpResponse:
    question = get_question(pk, viewer=request.user)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.drop_question(question, reason=form.cleaned_data["reason"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã thôi biểu quyết nội dung này."))
            return redirect("conduct:conductor", pk=question.run.congress_id)
    page = {"form": form, "question": question, "congress": question.run.congress}
    return render(request, "conduct/question_drop.html", page)
