"""Pages of the script, its words, its differences from the programme, the compère's cards."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import Conflict, DomainError
from daihoi.base.numbers import whole_number
from daihoi.programme.actions import scripts as actions
from daihoi.programme.forms import scripts as forms
from daihoi.programme.queries import scripts as queries
from daihoi.programme.queries.seen import get_congress_to_write


@require_safe
@login_required
def script_detail(request: UserRequest, pk: int) -> HttpResponse:
    number = whole_number(request.GET.get("ban", ""))
    page = queries.script_page(pk, viewer=request.user, number=number)
    return render(request, "programme/script_detail.html", _context(page))


@require_safe
@login_required
def script_print(request: UserRequest, pk: int) -> HttpResponse:
    script = queries.get_script(pk, viewer=request.user)
    page = queries.script_page(script.congress_id, viewer=request.user, number=script.number)
    return render(request, "programme/script_print.html", _context(page))


@require_safe
@login_required
def script_cards(request: UserRequest, pk: int) -> HttpResponse:
    """One item in large letters at a time, for who leads through the programme."""
    script = queries.get_script(pk, viewer=request.user)
    page = queries.script_page(script.congress_id, viewer=request.user, number=script.number)
    wanted = whole_number(request.GET.get("muc", "")) or 1
    context = {**_context(page), "card": queries.card_of(page, wanted)}
    return render(request, "programme/script_cards.html", context)


@require_POST
@login_required
def script_build(request: UserRequest, pk: int) -> HttpResponse:
    congress = get_congress_to_write(pk, viewer=request.user)
    script = actions.build_script(congress, actor=request.user)
    messages.success(
        request, _("Kịch bản bản %(n)s đã theo đúng chương trình.") % {"n": script.number}
    )
    return redirect("programme:script_detail", pk=pk)


@login_required
def line_edit(request: UserRequest, pk: int) -> HttpResponse:
    line = queries.get_line(pk, viewer=request.user)
    form = forms.LineForm(request.POST or None, instance=line)
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.edit_line(line, form.values, revision=revision, actor=request.user)
        except Conflict as refusal:
            form.tell_outdated(refusal.in_full, queries.get_line(pk, viewer=request.user))
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã lưu lời của mục “%(title)s”.") % {"title": line.title})
            return redirect("programme:script_detail", pk=line.script.congress_id)
    context = {"form": form, "line": line, "congress": line.script.congress}
    status = 422 if form.errors else 200
    return render(request, "programme/line_edit.html", context, status=status)


@require_POST
@login_required
def difference_take(request: UserRequest, pk: int) -> HttpResponse:
    script = queries.get_script(pk, viewer=request.user)
    actions.take_difference(script, *_named(request), actor=request.user)
    messages.success(request, _("Đã lấy theo chương trình."))
    return redirect("programme:script_detail", pk=script.congress_id)


@login_required
def difference_keep(request: UserRequest, pk: int) -> HttpResponse:
    script = queries.get_script(pk, viewer=request.user)
    row = queries.difference_row(script, *_named(request), viewer=request.user)
    form = forms.KeepForm(request.POST or None)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.keep_difference(script, *_named(request), reason, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi lý do giữ khác chương trình."))
            return redirect("programme:script_detail", pk=script.congress_id)
    context = {"form": form, "script": script, "row": row, "congress": script.congress}
    status = 422 if form.errors else 200
    return render(request, "programme/difference_keep.html", context, status=status)


@login_required
def script_finalise(request: UserRequest, pk: int) -> HttpResponse:
    script = queries.get_script(pk, viewer=request.user)
    page = queries.script_page(script.congress_id, viewer=request.user, number=script.number)
    form = forms.FinaliseForm(
        request.POST or None,
        asks_reason=page.asks_reason,
        initial={"revision": script.revision},
    )
    if form.is_valid():
        try:
            actions.finalise_script(script, **form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Kịch bản đã hoàn thiện; nội dung được giữ nguyên."))
            return redirect("programme:script_detail", pk=script.congress_id)
    context = {**_context(page), "form": form}
    status = 422 if form.errors else 200
    return render(request, "programme/script_finalise.html", context, status=status)


@require_POST
@login_required
def script_deposit(request: UserRequest, pk: int) -> HttpResponse:
    script = queries.get_script(pk, viewer=request.user)
    paper, _words = actions.deposit_script(script, actor=request.user)
    messages.success(request, _("Đã lập văn bản kịch bản và lời dẫn; tải Word, PDF tại đây."))
    return redirect("registry:paper_detail", pk=paper.pk)


def _named(request: UserRequest) -> tuple[str, str, str]:
    """Which difference is meant: item, change, field."""
    told = request.POST if "key" in request.POST else request.GET
    return told.get("key", ""), told.get("change", ""), told.get("field", "")


def _context(page: queries.ScriptPage) -> dict[str, Any]:
    return {"page": page, "script": page.script, "congress": page.congress}
