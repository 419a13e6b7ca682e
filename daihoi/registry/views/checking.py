"""The check page: open to everybody, it says that a paper exists, never what it says."""

from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from daihoi.accounts.queries import tidy_code
from daihoi.base.errors import NotFound
from daihoi.registry.forms.checking import CheckCodeForm, CompareForm
from daihoi.registry.queries import checking as queries

# Wrong codes only: a hall reads one code from behind one address.
_WRONG_CODES: dict[str, Any] = {
    "app": "daihoi.registry",
    "action": "check",
    "config": {"check": "60/m/ip,600/h/ip"},
    "key": "",
}


@never_cache
def check_enter(request: HttpRequest) -> HttpResponse:
    """Where the code under a QR code is typed."""
    form = CheckCodeForm(request.POST or None)
    if form.is_valid():
        code = tidy_code(form.cleaned_data["code"])
        if code:
            return redirect("check_paper", code=code)
        form.add_error("code", _("Mã chỉ gồm chữ và số."))
    return render(request, "registry/check_enter.html", {"form": form})


@never_cache
def check_paper(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of the paper; a file sent along is compared and forgotten."""
    if not ratelimit.consume(request, **_WRONG_CODES, limit_get=True, dry_run=True):
        return render(request, "429.html", status=429)
    try:
        page = queries.check_page(code)
    except NotFound as refusal:
        ratelimit.consume(request, **_WRONG_CODES, limit_get=True)
        context = {"refusal": refusal, "form": CheckCodeForm(initial={"code": code})}
        return render(request, "registry/check_enter.html", context, status=404)
    form = CompareForm(request.POST or None, request.FILES or None)
    result = None
    if form.is_valid():
        upload = form.cleaned_data["upload"]
        result = page.matches(upload.read()) or "other"
    context = {"page": page, "form": form, "result": result}
    return render(request, "registry/check_paper.html", context)
