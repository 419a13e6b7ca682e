"""Pages of the programme and its versions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.programme.actions import conductors as conductor_actions
from daihoi.programme.actions import programmes as actions
from daihoi.programme.forms import programmes as forms
from daihoi.programme.queries import comparison, conductors
from daihoi.programme.queries import programmes as queries
from daihoi.programme.queries.seen import get_congress, get_congress_to_write

WRITE = Permission.PROGRAMME_WRITE


@require_safe
@login_required
def programme_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.programme_page(pk, viewer=request.user)
    context = {
        "page": page,
        "congress": page.congress,
        "cut": queries.cut_facts(page.sheet, page.congress),
    }
    return render(request, "programme/programme_detail.html", context)


@require_safe
@login_required
def programme_print(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.version_page(pk, viewer=request.user)
    context = {"page": page, "congress": page.congress}
    return render(request, "programme/programme_print.html", context)


@require_POST
@login_required
def programme_begin(request: UserRequest, pk: int) -> HttpResponse:
    congress = get_congress_to_write(pk, viewer=request.user)
    is_empty = "empty" in request.POST
    actions.begin_programme(congress, with_default=not is_empty, actor=request.user)
    messages.success(request, _("Đã lập chương trình; nay sửa từng mục, đổi thứ tự được."))
    return redirect("programme:programme_detail", pk=pk)


@login_required
def programme_frame(request: UserRequest, pk: int) -> HttpResponse:
    programme = queries.get_programme(pk, viewer=request.user, to=WRITE)
    form = forms.FrameForm(request.POST or None, instance=programme)
    if form.is_valid():
        try:
            actions.set_frame(programme, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu giờ giấc và các phiên."))
            return redirect("programme:programme_detail", pk=programme.congress_id)
    context = {"form": form, "programme": programme, "congress": programme.congress}
    status = 422 if form.errors else 200
    return render(request, "programme/programme_frame.html", context, status=status)


@require_POST
@login_required
def programme_cut(request: UserRequest, pk: int) -> HttpResponse:
    programme = queries.get_programme(pk, viewer=request.user, to=WRITE)
    actions.cut_short(programme, actor=request.user)
    messages.success(
        request, _("Đã rút gọn theo phương án phòng dịch. Bản đầy đủ vẫn giữ ở “Các bản”.")
    )
    return redirect("programme:programme_detail", pk=programme.congress_id)


@require_POST
@login_required
def version_continue(request: UserRequest, pk: int) -> HttpResponse:
    version = queries.get_programme(pk, viewer=request.user, to=WRITE)
    made = actions.go_on_from(version, actor=request.user)
    facts = {"new": made.number, "old": version.number}
    messages.success(request, _("Đã lập bản %(new)s từ bản %(old)s.") % facts)
    return redirect("programme:programme_detail", pk=version.congress_id)


@login_required
def programme_deposit(request: UserRequest, pk: int) -> HttpResponse:
    programme = queries.get_programme(pk, viewer=request.user, to=WRITE)
    page = queries.programme_page(programme.congress_id, viewer=request.user)
    first = {"revision": programme.revision, "note": programme.note}
    asks = page.approval is not None
    form = forms.DepositForm(request.POST or None, asks_materiality=asks, initial=first)
    if form.is_valid():
        try:
            actions.deposit_programme(programme, **form.values, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã chốt và gửi vào văn bản “Chương trình đại hội”."))
            return redirect("programme:programme_detail", pk=programme.congress_id)
    changes = comparison.since_approval(programme, page.approval)
    context = {"form": form, "page": page, "congress": page.congress, "changes": changes}
    status = 422 if form.errors else 200
    return render(request, "programme/programme_deposit.html", context, status=status)


@require_safe
@login_required
def version_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.programme_page(pk, viewer=request.user)
    context = {"page": page, "congress": page.congress}
    return render(request, "programme/version_list.html", context)


@require_safe
@login_required
def version_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.version_page(pk, viewer=request.user)
    context = {"page": page, "congress": page.congress}
    return render(request, "programme/version_detail.html", context)


@require_safe
@login_required
def version_compare(request: UserRequest, pk: int) -> HttpResponse:
    against = whole_number(request.GET.get("voi", ""))
    page = comparison.compare(pk, against, viewer=request.user)
    context = {"page": page, "congress": page.new.congress}
    return render(request, "programme/version_compare.html", context)


@require_safe
@login_required
def conductor_list(request: UserRequest, pk: int) -> HttpResponse:
    congress = get_congress(pk, viewer=request.user)
    rows = conductors.conductor_page(pk, viewer=request.user)[1]
    page = queries.programme_page(pk, viewer=request.user)
    context = {"congress": congress, "rows": rows, "page": page}
    return render(request, "programme/conductor_list.html", context)


@login_required
def conductor_edit(request: UserRequest, pk: int) -> HttpResponse:
    congress = conductors.conductors_to_write(pk, viewer=request.user)
    form = forms.ConductorForm(
        request.POST or None,
        people=conductors.people_to_choose(congress),
        conductors=conductors.conductors_of(congress),
    )
    if form.is_valid():
        parts, seen = form.parts(), form.seen_state
        try:
            conductor_actions.set_conductors(congress, parts, seen=seen, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal, conductors.conductors_of(congress))
        else:
            messages.success(request, _("Đã lưu phân công điều hành."))
            return redirect("programme:conductor_list", pk=pk)
    context = {"form": form, "congress": congress}
    status = 422 if form.errors else 200
    return render(request, "programme/conductor_edit.html", context, status=status)
