"""Pages of the rules that hold for a congress, and of what papers of the superior set in them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.congresses.actions import local_rules as actions
from daihoi.congresses.forms.local_rules import LocalRuleForm
from daihoi.congresses.queries import rule_book as queries


@require_GET
@login_required
def rule_book(request: UserRequest, pk: int) -> HttpResponse:
    page = queries.rule_book_page(
        pk,
        book=request.GET.get("so", ""),
        only=request.GET.get("loc", ""),
        viewer=request.user,
    )
    return render(request, "congresses/rule_book.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def local_rule_set(request: UserRequest, pk: int, book: str, parameter: str) -> HttpResponse:
    page = queries.setting_page(pk, book, parameter, viewer=request.user)
    form = LocalRuleForm(request.POST or None, page=page)
    if form.is_valid():
        try:
            actions.set_local_rule(
                page.congress, page.book, parameter, form.value, **form.paper, actor=request.user
            )
        except DomainError as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.success(request, _("Đã ghi quy định theo văn bản cấp trên."))
            return HttpResponseRedirect(queries.address_of(page.congress, page.book))
    return render(request, "congresses/local_rule_set.html", {"form": form, "page": page})


@require_POST
@login_required
def local_rule_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    rule = queries.get_local_rule(pk, viewer=request.user)
    address = queries.address_of(rule.congress, rule.book)
    actions.withdraw_local_rule(rule, actor=request.user)
    messages.success(request, _("Đã bỏ; quy định chung được dùng lại."))
    return HttpResponseRedirect(address)
