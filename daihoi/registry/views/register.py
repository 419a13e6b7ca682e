"""Pages of the register of issued papers, and the page on which one is issued."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from daihoi.accounts.http import UserRequest
from daihoi.accounts.permissions import Permission
from daihoi.base import clock
from daihoi.base.downloads import WORD, download
from daihoi.base.errors import DomainError
from daihoi.registry.actions import register as actions
from daihoi.registry.forms import register as forms
from daihoi.registry.papers.printing import marked_if_cancelled
from daihoi.registry.queries import issuing
from daihoi.registry.queries import register as queries
from daihoi.registry.queries.register import Filters
from daihoi.registry.queries.terms import congress_to_number

ORIGINAL = "goc"  # in the address: the file as it was issued

PER_PAGE = 50


@login_required
def paper_issue(request: UserRequest, pk: int) -> HttpResponse:
    """What number the paper would get and what stands against it; a second press issues it."""
    paper = issuing.paper_to_issue(pk, viewer=request.user)
    choice = forms.first_choice(paper, clock.today())
    page = issuing.issue_page(paper, choice)
    form = forms.IssueForm(request.POST or None, page=page, initial=choice)
    if form.is_valid():
        page = issuing.issue_page(paper, form.choice)
        try:
            if "look" in request.POST:  # only the number for what was chosen is wanted
                form.now_shows(page)
            else:
                site = settings.DAIHOI_URL or request.build_absolute_uri("/").removesuffix("/")
                entry = actions.issue(
                    paper, form.choice, site=site, **form.shown, actor=request.user
                )
                messages.success(request, _("Đã ban hành: %(paper)s.") % {"paper": entry})
                return redirect("registry:register_detail", pk=entry.pk)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
            page = issuing.issue_page(paper, form.choice)
            form.now_shows(page)
    return render(request, "registry/paper_issue.html", {"page": page, "form": form})


@require_safe
@login_required
def register_list(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.register_page(pk, Filters.of(request.GET), viewer=request.user)
    shown = Paginator(page.entries, PER_PAGE).get_page(request.GET.get("page"))
    lines = page.lines(list(shown))
    context = {"page": page, "lines": lines, "shown": shown}
    return render(request, "registry/register_list.html", context)


@require_safe
@login_required
def register_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.entry_page(pk, viewer=request.user)
    return render(request, "registry/register_detail.html", {"page": page})


@require_safe
@login_required
def register_word(request: UserRequest, pk: int) -> HttpResponse:
    content, name = queries.entry_file(pk, "word", viewer=request.user)
    return download(content, name, WORD)


@require_safe
@login_required
def register_pdf(request: UserRequest, pk: int) -> HttpResponse:
    """A cancelled paper comes marked; ``?ban=goc`` gives the file as it was issued."""
    content, name = queries.entry_file(pk, "pdf", viewer=request.user)
    if request.GET.get("ban") != ORIGINAL:
        entry = queries.get_entry(pk, viewer=request.user)
        content = marked_if_cancelled(entry, content)
    return download(content, name, "application/pdf")


@login_required
def register_cancel(request: UserRequest, pk: int) -> HttpResponse:
    entry = queries.get_entry(pk, viewer=request.user, to=Permission.REGISTRY_ISSUE)
    form = forms.CancelForm(request.POST or None)
    if form.is_valid():
        try:
            actions.cancel(entry, form.cleaned_data["reason"], actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã hủy; số và dòng trong sổ vẫn còn."))
            return redirect("registry:register_detail", pk=pk)
    return render(request, "registry/register_cancel.html", {"form": form, "entry": entry})


@login_required
def register_add(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_to_number(pk, viewer=request.user)
    form = forms.OutsideForm(request.POST or None, request.FILES or None, congress=congress)
    if form.is_valid():
        try:
            entry = actions.enter_outside(congress, **form.entered, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(
                request, _("Văn bản được cấp số %(symbol)s.") % {"symbol": entry.symbol}
            )
            return redirect("registry:register_list", pk=congress.organization_id)
    return render(request, "registry/register_add.html", {"form": form, "congress": congress})
