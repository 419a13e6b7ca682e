"""Pages of the stage: the drawing, its files, what is chosen."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from daihoi.accounts.http import UserRequest
from daihoi.base.downloads import download
from daihoi.base.errors import DomainError
from daihoi.logistics.actions import stages as actions
from daihoi.logistics.forms.halls import StageForm
from daihoi.logistics.queries import stages as queries
from daihoi.logistics.queries.places import MANAGE, congress_of


@require_GET
@login_required
def stage_detail(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.stage_page(pk, viewer=request.user)
    return render(request, "logistics/stage_detail.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def stage_edit(request: UserRequest, pk: int) -> HttpResponse:
    congress = congress_of(pk, viewer=request.user, to=MANAGE)
    form = StageForm(request.POST or None, instance=queries.stage_of(congress))
    if form.is_valid():
        try:
            actions.set_stage(congress, form.values, seen=form.seen_state, actor=request.user)
        except DomainError as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Đã lưu; bản vẽ đã đổi theo."))
            return redirect("logistics:stage_detail", pk=pk)
    return render(request, "logistics/stage_edit.html", {"form": form, "congress": congress})


@require_GET
@login_required
def stage_svg(request: UserRequest, pk: int) -> HttpResponse:
    drawing = queries.stage_drawing(pk, viewer=request.user)
    return download(drawing.encode(), "san-khau.svg", "image/svg+xml")


@require_GET
@login_required
def stage_pdf(request: UserRequest, pk: int) -> HttpResponse:
    sheet = queries.stage_sheet(pk, viewer=request.user)
    return download(sheet, "san-khau.pdf", "application/pdf")
