"""Pages of incoming papers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base import clock
from daihoi.base.downloads import download
from daihoi.base.errors import DomainError
from daihoi.registry.actions import incoming as actions
from daihoi.registry.forms.incoming import IncomingForm
from daihoi.registry.queries import incoming as queries
from daihoi.registry.queries.register import Filters

PER_PAGE = 50


@require_safe
@login_required
def incoming_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.incoming_page(pk, Filters.of(request.GET), viewer=request.user)
    shown = Paginator(page.papers, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": page.lines(list(shown)), "shown": shown}
    return render(request, "registry/incoming_list.html", context)


@require_safe
@login_required
def incoming_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.incoming_entry(pk, viewer=request.user)
    return render(request, "registry/incoming_detail.html", {"page": page})


@login_required
def incoming_add(request: UserRequest, pk: int) -> HttpResponse:
    organization = queries.organization_to_enter(pk, viewer=request.user)
    form = IncomingForm(
        request.POST or None,
        request.FILES or None,
        organization=organization,
        initial={
            "received_on": clock.today(),
            "congress": queries.congress_for(organization).first(),
        },
    )
    if form.is_valid():
        try:
            made = actions.add_incoming(organization, form.values, **form.file, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            number = {"number": made.arrival_number}
            messages.success(request, _("Đã vào sổ văn bản đến, số %(number)s.") % number)
            return redirect("registry:incoming_list", pk=pk)
    page = {"form": form, "organization": organization}
    return render(request, "registry/incoming_add.html", page)


@login_required
def incoming_basis(request: UserRequest, pk: int) -> HttpResponse:
    """A direction of the register of bases enters the book; only its day of arrival is asked."""
    basis = queries.basis_to_enter(pk, viewer=request.user)
    form = IncomingForm(
        request.POST or None,
        request.FILES or None,
        organization=basis.organization,
        initial=queries.entry_of(basis),
    )
    if form.is_valid():
        try:
            actions.add_incoming(
                basis.organization, form.values, **form.file, basis=basis, actor=request.user
            )
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã vào sổ văn bản đến."))
            return redirect("registry:incoming_list", pk=basis.organization_id)
    page = {"form": form, "organization": basis.organization, "basis": basis}
    return render(request, "registry/incoming_basis.html", page)


@login_required
def incoming_edit(request: UserRequest, pk: int) -> HttpResponse:
    paper = queries.get_incoming(pk, viewer=request.user, to=Permission.REGISTRY_WRITE)
    form = IncomingForm(
        request.POST or None,
        request.FILES or None,
        instance=paper,
        organization=paper.organization,
    )
    if form.is_valid():
        try:
            actions.edit_incoming(
                paper, form.values, **form.file, seen=form.seen_state, actor=request.user
            )
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("registry:incoming_list", pk=paper.organization_id)
    return render(request, "registry/incoming_edit.html", {"form": form, "paper": paper})


@require_safe
@login_required
def incoming_file(request: UserRequest, pk: int) -> HttpResponse:
    content, name = queries.incoming_file(pk, viewer=request.user)
    return download(content, name, "application/octet-stream")


@require_POST
@login_required
def incoming_cite(request: UserRequest, pk: int) -> HttpResponse:
    paper = queries.get_incoming(pk, viewer=request.user)
    actions.cite_incoming(paper, actor=request.user)
    messages.success(request, _("Đã đưa vào sổ căn cứ; kế hoạch và văn bản viện dẫn được."))
    return redirect("registry:incoming_list", pk=paper.organization_id)
