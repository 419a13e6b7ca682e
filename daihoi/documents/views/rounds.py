"""Opinion rounds: opening, the page of a round, reading in a round."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.numbers import whole_number
from daihoi.documents.actions import rounds as actions
from daihoi.documents.forms.opinions import OpinionForm
from daihoi.documents.forms.rounds import RoundExtendForm, RoundOpenForm
from daihoi.documents.queries import documents as document_queries
from daihoi.documents.queries import opinions
from daihoi.documents.queries import rounds as queries
from daihoi.documents.queries.audience import opening_choices


@require_http_methods(["GET", "POST"])
@login_required
def round_open(request: UserRequest, pk: int) -> HttpResponse:
    document = document_queries.get_managed(pk, viewer=request.user)
    choices = opening_choices(document)
    form = RoundOpenForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        opened = actions.open_round(document, actor=request.user, **form.opening())
        messages.success(
            request, _("Đã mở đợt lấy ý kiến lần %(number)s.") % {"number": opened.number}
        )
        return redirect("documents:round_detail", pk=opened.pk)
    context = {"form": form, "document": document, "choices": choices}
    return render(request, "documents/round_open.html", context)


@require_safe
@login_required
def round_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.get_round(pk, viewer=request.user)
    progress = queries.progress_of(page.round, with_names=page.can.see_names)
    context = {"page": page, "progress": progress, "document": page.document}
    if request.htmx:
        return render(request, "documents/round_detail.html#progress", context)
    return render(request, "documents/round_detail.html", context)


@require_POST
@login_required
def round_end(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.get_round(pk, viewer=request.user)
    actions.end_round(page.round, actor=request.user)
    messages.success(
        request,
        _("Đã kết thúc đợt lấy ý kiến; hãy đóng đợt rồi lập báo cáo tổng hợp.")
        if page.document.is_superior
        else _("Đã kết thúc đợt lấy ý kiến; bây giờ là lúc tiếp thu, giải trình."),
    )
    return redirect("documents:round_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def round_extend(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.get_managed_round(pk, viewer=request.user)
    form = RoundExtendForm(request.POST or None, last_day=page.round.closes_on)
    if request.method == "POST" and form.is_valid():
        actions.extend_round(page.round, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Đã gia hạn và báo cho những người chưa góp ý."))
        return redirect("documents:round_detail", pk=pk)
    context = {"form": form, "page": page, "document": page.document}
    return render(request, "documents/round_extend.html", context)


@require_POST
@login_required
def round_remind(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.get_round(pk, viewer=request.user)
    count = actions.remind(page.round, actor=request.user)
    text = ngettext("Đã nhắc %(n)s người.", "Đã nhắc %(n)s người.", count) % {"n": count}
    messages.success(request, text if count else _("Không còn tài khoản nào chưa góp ý để nhắc."))
    return redirect("documents:round_detail", pk=pk)


@require_safe
@login_required
def round_read(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.get_round(pk, viewer=request.user)
    key = request.GET.get("block", "")
    form = OpinionForm(initial={"block": key}, is_superior=page.document.is_superior)
    part, block = _asked_for(request)
    found = opinions.reading_of(page, viewer=request.user, part=part, block=block)
    context = {"page": page, "found": found, "form": form, "document": page.document}
    context["place"] = opinions.place_of(page, key)
    return render(request, "documents/round_read.html", context)


@require_safe
@login_required
def paragraph_opinions(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    page = queries.get_round(pk, viewer=request.user)
    after = whole_number(request.GET.get("sau", "")) or 0
    found = opinions.opinions_of_block(page, key, after=after)
    context = {"page": page, "found": found, "document": page.document}
    return render(request, "documents/paragraph_opinions.html", context)


def _asked_for(request: UserRequest) -> tuple[int | None, UUID | None]:
    """The part of a long text, or the block, named in the address."""
    block = request.GET.get("block", "") or request.GET.get("doan", "")
    try:
        key = UUID(block) if block else None
    except ValueError:
        key = None
    return whole_number(request.GET.get("phan", "")), key
