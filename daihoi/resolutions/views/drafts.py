"""Pages of the draft: the resolution, its clauses, what the hall is shown."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError, NotFound
from daihoi.base.numbers import whole_number
from daihoi.resolutions.actions import drafts as actions
from daihoi.resolutions.forms.drafts import BeginForm, ClauseForm, KindForm
from daihoi.resolutions.models import ClauseKind, TargetsVote
from daihoi.resolutions.queries import seen
from daihoi.resolutions.queries.resolutions import resolution_page
from daihoi.resolutions.queries.taken import default_title, draft_versions


@require_safe
@login_required
def resolution_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = resolution_page(pk, viewer=request.user)
    context = {"page": page, "resolution": page.resolution, "congress": page.congress}
    name = "resolutions/resolution_detail.html"
    return render(request, f"{name}#now" if request.htmx else name, context)


@login_required
def resolution_begin(request: UserRequest, pk: int) -> HttpResponse:
    congress = seen.get_congress_to_write(pk, viewer=request.user)
    sources = draft_versions(congress, viewer=request.user)
    first = {"title": default_title(congress)}
    form = BeginForm(request.POST or None, sources=sources, initial=first)
    if form.is_valid():
        title, version = form.cleaned_data["title"], form.version
        try:
            actions.begin_resolution(congress, title, version=version, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã lập dự thảo nghị quyết để làm việc tại đại hội."))
            return redirect("resolutions:resolution_detail", pk=pk)
    context = {"form": form, "congress": congress}
    return render(request, "resolutions/resolution_begin.html", context, status=_status(form))


@require_POST
@login_required
def resolution_retake(request: UserRequest, pk: int) -> HttpResponse:
    page = resolution_page(pk, viewer=request.user)
    if page.resolution is None or page.newer is None:
        raise NotFound
    actions.retake_resolution(page.resolution, page.newer, actor=request.user)
    messages.success(request, _("Đã lấy nội dung bản mới nhất."))
    return redirect("resolutions:resolution_detail", pk=pk)


@login_required
def clause_add(request: UserRequest, pk: int) -> HttpResponse:
    resolution = seen.get_resolution_to_write(pk, viewer=request.user)
    asked = KindForm(request.GET)
    kind = asked.cleaned_data["kind"] if asked.is_valid() else ClauseKind.TEXT.value
    after = seen.clause_behind(resolution, request.GET.get("after", ""))
    form = ClauseForm(request.POST or None, congress=resolution.congress, kind=kind)
    if form.is_valid():
        try:
            actions.add_clause(
                resolution, ClauseKind(kind), form.values, after=after, actor=request.user
            )
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã thêm điều khoản."))
            return redirect("resolutions:resolution_detail", pk=pk)
    context = {"form": form, "congress": resolution.congress, "kind": kind, "after": after}
    return render(request, "resolutions/clause_add.html", context, status=_status(form))


@login_required
def clause_edit(request: UserRequest, pk: int) -> HttpResponse:
    clause = seen.get_clause(pk, viewer=request.user)
    congress = clause.resolution.congress
    form = ClauseForm(request.POST or None, instance=clause, congress=congress, kind=clause.kind)
    if form.is_valid():
        try:
            actions.edit_clause(clause, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu điều khoản."))
            return redirect("resolutions:resolution_detail", pk=congress.pk)
    context = {"form": form, "clause": clause, "congress": congress}
    return render(request, "resolutions/clause_edit.html", context, status=_status(form))


@require_POST
@login_required
def clause_turn(request: UserRequest, pk: int) -> HttpResponse:
    clause = seen.get_clause(pk, viewer=request.user)
    actions.turn_clause(clause, actor=request.user)
    messages.success(request, _("Đã chuyển loại; đồng chí xem lại nội dung."))
    return redirect("resolutions:clause_edit", pk=pk)


@require_POST
@login_required
def clause_remove(request: UserRequest, pk: int) -> HttpResponse:
    clause = seen.get_clause(pk, viewer=request.user)
    actions.remove_clause(clause, actor=request.user)
    messages.success(request, _("Đã bỏ điều khoản khỏi dự thảo; có thể đưa lại."))
    return redirect("resolutions:resolution_detail", pk=clause.resolution.congress_id)


@require_POST
@login_required
def clause_restore(request: UserRequest, pk: int) -> HttpResponse:
    clause = seen.get_clause(pk, viewer=request.user)
    actions.restore_clause(clause, actor=request.user)
    messages.success(request, _("Đã đưa điều khoản trở lại dự thảo."))
    return redirect("resolutions:resolution_detail", pk=clause.resolution.congress_id)


@require_POST
@login_required
def clause_show(request: UserRequest, pk: int) -> HttpResponse:
    resolution = seen.get_resolution_to_write(pk, viewer=request.user)
    clause, amendment = None, None
    if number := whole_number(request.POST.get("amendment", "")):
        amendment = seen.get_amendment(number, viewer=request.user)
        clause = amendment.clause
    elif number := whole_number(request.POST.get("clause", "")):
        clause = seen.get_clause(number, viewer=request.user)
    actions.show_clause(resolution, clause, amendment=amendment, actor=request.user)
    messages.success(request, _("Màn hình nghị quyết đã đổi."))
    return redirect("resolutions:resolution_detail", pk=pk)


@require_POST
@login_required
def voting_set(request: UserRequest, pk: int) -> HttpResponse:
    resolution = seen.get_resolution_to_write(pk, viewer=request.user)
    how = request.POST.get("how", "")
    if how not in TargetsVote.values:
        raise NotFound
    actions.set_voting(resolution, TargetsVote(how), actor=request.user)
    messages.success(request, _("Đã ghi cách biểu quyết chỉ tiêu."))
    return redirect("resolutions:resolution_detail", pk=pk)


def _status(form: object) -> int:
    return 422 if getattr(form, "errors", None) else 200
