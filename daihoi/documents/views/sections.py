"""Pages of a report's sections."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.documents.actions.sections import set_owners
from daihoi.documents.forms.sections import OwnersForm
from daihoi.documents.queries import sections as queries


@require_safe
@login_required
def document_sections(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.sections_page(pk, viewer=request.user)
    return render(request, "documents/document_sections.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def document_owners(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.owners_page(pk, viewer=request.user)
    organization = page.document.congress.organization
    form = OwnersForm(request.POST or None, organization=organization, rows=page.rows)
    if form.is_valid():
        try:
            set_owners(page.document, form.owners, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã giao các mục."))
            return redirect("documents:document_sections", pk=pk)
    return render(request, "documents/document_owners.html", {"page": page, "form": form})
