"""Counting: the tellers' page, each side's entry, doubtful papers, agreement.

What is on a paper travels in the body of a request only, and is kept out of error reports.
"""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError, RuleBroken
from daihoi.elections.actions import agreement, counts, doubtful, papers_entry, recounts
from daihoi.elections.forms import counting as forms
from daihoi.elections.models import Count, CountMode, RoundState
from daihoi.elections.queries import counts as queries
from daihoi.elections.queries import entry
from daihoi.elections.queries.tallies import law_of
from daihoi.elections.queries.tellers import teller_names


@require_safe
@login_required
def count_round(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.count_page(pk, viewer=request.user)
    template = "elections/count_round.html#state" if request.htmx else "elections/count_round.html"
    return render(request, template, {"page": page})


@require_POST
@login_required
def count_take(request: UserRequest, pk: int) -> HttpResponse:
    round_ = queries.get_round_counted(pk, viewer=request.user)
    form = forms.SideForm(request.POST)
    side = form.cleaned_data["side"] if form.is_valid() else 0
    made = counts.take_side(round_, side, actor=request.user)
    return redirect("elections:count_entry", pk=made.pk)


@require_http_methods(["GET", "POST"])
@login_required
def count_take_over(request: UserRequest, pk: int) -> HttpResponse:
    count = queries.get_count_to_take_over(pk, viewer=request.user)
    form = forms.ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            made = counts.take_over(count, form.cleaned_data["reason"], actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            return redirect("elections:count_entry", pk=made.pk)
    return render(request, "elections/count_take_over.html", {"form": form, "count": count})


@require_safe
@login_required
def count_entry(request: UserRequest, pk: int) -> HttpResponse:
    page = entry.entry_page(pk, viewer=request.user)
    if _wants_json(request):
        return JsonResponse({"state": page.state, "left": page.left})
    typed = forms.SumsForm.typed_before(page.count.sums, page.law)
    sums = forms.SumsForm(law=page.law, initial=typed)
    return render(request, "elections/count_entry.html", _entry(page, sums))


@sensitive_post_parameters()
@require_POST
@login_required
def count_paper(request: UserRequest, pk: int) -> HttpResponse:
    count = queries.get_own_count(pk, viewer=request.user)
    form = forms.PaperForm(request.POST)
    if not form.is_valid():
        return _refused(request, count, RuleBroken(form.trouble, code="unreadable"))
    try:
        found = papers_entry.accept_paper(count, form.seen, **form.place, actor=request.user)
    except DomainError as refusal:
        return _refused(request, count, refusal)
    if _wants_json(request):
        return JsonResponse(entry.accepted_state(found))
    return redirect("elections:count_entry", pk=pk)


@sensitive_post_parameters()
@require_POST
@login_required
def count_undo(request: UserRequest, pk: int) -> HttpResponse:
    form = forms.KeyForm(request.POST)
    count = queries.get_own_count(pk, viewer=request.user)
    if not form.is_valid():
        return _refused(request, count, RuleBroken(form.trouble, code="unreadable"))
    undo = partial(papers_entry.undo_paper, count, key=form.cleaned_data["key"])
    return _changed(request, count, undo)


@sensitive_post_parameters()
@require_POST
@login_required
def count_bundle(request: UserRequest, pk: int) -> HttpResponse:
    form = forms.BundleForm(request.POST)
    count = queries.get_own_count(pk, viewer=request.user)
    if not form.is_valid():
        return _refused(request, count, RuleBroken(form.trouble, code="unreadable"))
    number = form.cleaned_data["number"]
    add = partial(papers_entry.add_bundle, count, form.seen, number, **form.place)
    return _changed(request, count, add)


@require_POST
@login_required
def count_bundle_remove(request: UserRequest, pk: int) -> HttpResponse:
    form = forms.KeyForm(request.POST)
    count = queries.get_own_count(pk, viewer=request.user)
    if not form.is_valid():
        return _refused(request, count, RuleBroken(form.trouble, code="unreadable"))
    remove = partial(papers_entry.remove_bundle, count, key=form.cleaned_data["key"])
    return _changed(request, count, remove)


@require_POST
@login_required
def count_batch_close(request: UserRequest, pk: int) -> HttpResponse:
    form = forms.PlaceForm(request.POST)
    count = queries.get_own_count(pk, viewer=request.user)
    if not form.is_valid():
        return _refused(request, count, RuleBroken(form.trouble, code="unreadable"))
    shown = {name: form.cleaned_data[name] for name in ("batch", "papers")}
    if "side" in request.POST:
        papers_entry.close_batch(count, **shown, and_side=True, actor=request.user)
        messages.success(request, _("Đã đóng tập và đóng bên %(side)s.") % {"side": count.side})
        return redirect("elections:count_round", pk=count.round_id)
    closed = papers_entry.close_batch(count, **shown, actor=request.user)
    said = _("Đã đóng tập %(number)s, có %(papers)s phiếu.")
    messages.success(request, said % {"number": closed.number, "papers": closed.papers})
    return redirect("elections:count_entry", pk=pk)


@require_POST
@login_required
def count_batch_size(request: UserRequest, pk: int) -> HttpResponse:
    form = forms.SizeForm(request.POST)
    count = queries.get_own_count(pk, viewer=request.user)
    if not form.is_valid():
        return _refused(request, count, RuleBroken(form.trouble, code="unreadable"))
    papers_entry.resize_batches(count, form.cleaned_data["size"], actor=request.user)
    return redirect("elections:count_entry", pk=pk)


@require_POST
@login_required
def count_mode(request: UserRequest, pk: int) -> HttpResponse:
    count = queries.get_own_count(pk, viewer=request.user)
    mode = CountMode.SUMS if request.POST.get("mode") == CountMode.SUMS else CountMode.PAPERS
    counts.switch_mode(count, mode, actor=request.user)
    return redirect("elections:count_entry", pk=pk)


@sensitive_post_parameters()
@require_POST
@login_required
def count_sums(request: UserRequest, pk: int) -> HttpResponse:
    page = entry.entry_page(pk, viewer=request.user)
    form = forms.SumsForm(request.POST, law=page.law)
    if form.is_valid():
        try:
            counts.type_sums(page.count, form.sums, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu số cộng."))
            return redirect("elections:count_entry", pk=pk)
    return render(request, "elections/count_entry.html", _entry(page, form))


@require_POST
@login_required
def count_close(request: UserRequest, pk: int) -> HttpResponse:
    count = queries.get_own_count(pk, viewer=request.user)
    counts.close_side(count, actor=request.user)
    messages.success(request, _("Đã đóng bên %(side)s.") % {"side": count.side})
    return redirect("elections:count_round", pk=count.round_id)


@require_http_methods(["GET", "POST"])
@login_required
def count_mend(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.own_version(pk, viewer=request.user)
    form = forms.MendForm(request.POST or None, batches=found.batches)
    if form.is_valid():
        try:
            made = counts.mend_side(
                found.count, form.cleaned_data["reason"], without=form.batches, actor=request.user
            )
        except DomainError as refusal:
            form.tell(refusal)
        else:
            return redirect("elections:count_entry", pk=made.pk)
    return render(request, "elections/count_mend.html", {"form": form, "count": found.count})


@require_safe
@login_required
def count_version(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.version_page(pk, viewer=request.user)
    return render(request, "elections/count_version.html", {"page": page})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@login_required
def count_aside(request: UserRequest, pk: int) -> HttpResponse:
    round_ = queries.get_round_counted(pk, viewer=request.user)
    form = forms.AsideForm(request.POST or None)
    if form.is_valid():
        try:
            doubtful.put_aside(round_, **form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            return _to_own_entry(request, pk)
    return render(request, "elections/count_aside.html", {"form": form, "round": round_})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@login_required
def count_ruling(request: UserRequest, pk: UUID) -> HttpResponse:
    paper = queries.get_aside(pk, viewer=request.user)
    form = forms.RulingForm(
        request.POST or None,
        law=law_of(paper.round),
        tellers=teller_names(paper.round),
        is_again=paper.is_valid is not None,
    )
    if form.is_valid():
        try:
            doubtful.rule_on(paper, **form.values, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            return redirect("elections:count_round", pk=paper.round_id)
    return render(request, "elections/count_ruling.html", {"form": form, "paper": paper})


@require_http_methods(["GET", "POST"])
@login_required
def count_give_back(request: UserRequest, pk: UUID) -> HttpResponse:
    paper = queries.get_aside(pk, viewer=request.user)
    form = forms.ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            doubtful.give_back(paper, form.cleaned_data["reason"], actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            return redirect("elections:count_round", pk=paper.round_id)
    return render(request, "elections/count_give_back.html", {"form": form, "paper": paper})


@require_POST
@login_required
def count_agree(request: UserRequest, pk: int) -> HttpResponse:
    round_ = queries.get_round_counted(pk, viewer=request.user)
    found = agreement.agree(round_, actor=request.user)
    said = _("Đã xác nhận; chờ người thứ hai xác nhận.")
    if found.state == RoundState.COUNTED:
        said = _("Hai bên kiểm khớp; kết quả đã được ghi, chờ công bố.")
    messages.success(request, said)
    return redirect("elections:count_round", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def count_recount(request: UserRequest, pk: int) -> HttpResponse:
    round_ = queries.get_round_to_recount(pk, viewer=request.user)
    form = forms.RecountForm(request.POST or None)
    if form.is_valid():
        try:
            recounts.recount(round_, **form.cleaned_data, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            return redirect("elections:count_round", pk=pk)
    return render(request, "elections/count_recount.html", {"form": form, "round": round_})


def _wants_json(request: UserRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _entry(page: entry.EntryPage, sums: forms.SumsForm) -> dict[str, object]:
    return {"page": page, "sums_form": sums, "keys": (forms.new_key(), forms.new_key())}


def _changed(request: UserRequest, count: Count, act: Callable[..., object]) -> HttpResponse:
    """Do it; the script hears how the batch stands now, others go back to the page."""
    try:
        act(actor=request.user)
    except DomainError as refusal:
        return _refused(request, count, refusal)
    if _wants_json(request):
        return JsonResponse({"state": entry.entry_state(count)})
    return redirect("elections:count_entry", pk=count.pk)


def _refused(request: UserRequest, count: Count, refusal: DomainError) -> HttpResponse:
    """Told to the script with how the batch stands now; for others the usual page."""
    if not _wants_json(request):
        raise refusal
    answer = {"refused": refusal.in_full, "code": refusal.code, "state": entry.entry_state(count)}
    return JsonResponse(answer, status=refusal.status)


def _to_own_entry(request: UserRequest, pk: int) -> HttpResponse:
    """Back to the viewer's own open side, where she put a paper aside; else to the count's page."""
    mine = queries.count_page(pk, viewer=request.user).mine
    if mine is not None and mine.count is not None and not mine.count.is_closed:
        return redirect("elections:count_entry", pk=mine.count.pk)
    return redirect("elections:count_round", pk=pk)
