"""Texts that become official papers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from daihoi.accounts.http import UserRequest
from daihoi.documents.actions import deposits as actions
from daihoi.documents.queries import documents as queries


@require_POST
@login_required
def version_deposit(request: UserRequest, pk: int) -> HttpResponse:
    version = queries.get_version(pk, viewer=request.user)
    paper = actions.deposit_version(version, actor=request.user)
    messages.success(request, _("Đã lập văn bản từ bản này; điền nốt chỗ trống rồi ban hành."))
    return redirect("registry:paper_detail", pk=paper.pk)


@require_POST
@login_required
def table_deposit(request: UserRequest, pk: int) -> HttpResponse:
    document = queries.get_document(pk, viewer=request.user)
    paper = actions.deposit_table(document, actor=request.user)
    messages.success(request, _("Đã lập văn bản từ bảng tổng hợp ý kiến."))
    return redirect("registry:paper_detail", pk=paper.pk)
