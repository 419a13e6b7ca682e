"""Pages of an account; signing in, passwords and second factors are allauth's, with our templates."""

import time
from math import ceil
from typing import Any, cast

from allauth.account.utils import perform_login
from allauth.core.internal import ratelimit
from allauth.socialaccount.providers.openid_connect import views as oidc_views
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from daihoi.accounts import queries
from daihoi.accounts.actions import accounts, sessions, slips
from daihoi.accounts.adapter import turned_back
from daihoi.accounts.forms import FirstAdministratorForm, SlipCodeForm
from daihoi.accounts.http import UserRequest, inner_address
from daihoi.accounts.middleware import address_of
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound
from daihoi.base.language import in_vietnamese

# Wrong codes only, for a whole hall sits behind one address. One address gives up before it has
# spent what all have together; at that rate five million open slips last for months of guessing.
_WRONG_CODES: dict[str, Any] = {
    "app": "daihoi.accounts",
    "action": "slip",
    "config": {"slip": "60/m/ip,200/h/ip,2000/h/key"},
    "key": "",
}


@sensitive_post_parameters()
def first_administrator(request: HttpRequest) -> HttpResponse:
    """The first step of setting a place up; gone once somebody has an account."""
    queries.require_empty_place()
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = accounts.create_first_administrator(
            form.cleaned_data["username"],
            form.cleaned_data["full_name"],
            form.cleaned_data["password"],
        )
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect(_next_step())
    return render(request, "accounts/first_administrator.html", {"form": form})


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Become one of the demo's invented people with one click."""
    user = queries.get_demo_user(request.POST.get("role", ""))
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    wish = inner_address(request, request.POST.get("next", ""))
    return redirect(wish or settings.LOGIN_REDIRECT_URL)


@never_cache
def slip_enter(request: HttpRequest) -> HttpResponse:
    """Where the code of a slip is typed; the next page says whose it is."""
    form = SlipCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = queries.tidy_code(form.cleaned_data["code"])
        if code:
            return redirect("slip_use", code=code)
        form.add_error("code", _("Mã chỉ gồm chữ và số."))
    return render(request, "accounts/slip_enter.html", {"form": form})


@never_cache
def slip_use(request: HttpRequest, code: str) -> HttpResponse:
    """Whose slip it is, and a button; looking uses nothing up, for links are looked at unasked."""
    if not ratelimit.consume(request, **_WRONG_CODES, limit_get=True, dry_run=True):
        return _too_many_wrong_codes(request)
    try:
        slip = queries.get_slip(code)
    except NotFound:
        ratelimit.consume(request, **_WRONG_CODES, limit_get=True)
        raise
    if request.method == "POST":
        try:
            user = slips.use_slip(code, used_from=_whereabouts(request))
        except Conflict:
            slip.refresh_from_db()
        else:
            logout(request)
            return cast("HttpResponse", perform_login(request, user))
    refusal = queries.why_spent(slip, clock.now())
    if refusal is None:
        return render(request, "accounts/slip_use.html", {"slip": slip})
    if slip.used_at is None:
        raise refusal
    page = {"slip": slip, "refusal": refusal}
    return render(request, "accounts/slip_used.html", page, status=refusal.status)


def openid_connect_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the provider of single sign-on; one that is out of reach closes no other way in."""
    try:
        return cast("HttpResponse", oidc_views.login(request, provider_id))
    except (OSError, LookupError, ValueError) as error:  # silent, or not a provider at all
        return turned_back(request, error)


@login_required
def my_account(request: UserRequest) -> HttpResponse:
    """Name, roles held, how one signs in, and language."""
    page = {
        "roles": queries.roles_of(request.user, viewer=request.user),
        "second_factor": queries.has_second_factor(request.user),
        "single_sign_on": settings.DAIHOI_OIDC_NAME if settings.DAIHOI_OIDC_URL else "",
        "links": queries.linked_accounts(viewer=request.user),
    }
    return render(request, "accounts/my_account.html", page)


@login_required
def session_list(request: UserRequest) -> HttpResponse:
    """Where one is signed in."""
    here = request.session.session_key
    page = {"sessions": queries.open_sessions(viewer=request.user, here=here)}
    return render(request, "accounts/session_list.html", page)


@require_POST
@login_required
def session_end(request: UserRequest, pk: int) -> HttpResponse:
    sessions.end_session(pk, actor=request.user)
    messages.success(request, _("Đã kết thúc phiên đó."))
    return redirect("accounts:session_list")


@require_POST
@login_required
def session_end_others(request: UserRequest) -> HttpResponse:
    sessions.end_other_sessions(actor=request.user, keep=str(request.session.session_key))
    messages.success(request, _("Đã kết thúc mọi phiên khác. Chỉ máy này còn đăng nhập."))
    return redirect("accounts:session_list")


def _too_many_wrong_codes(request: HttpRequest) -> HttpResponse:
    """How long until the oldest of the codes that fill a limit counts no more."""
    waits = [0.0]
    for rate in ratelimit.get_rates(
        app=_WRONG_CODES["app"], action="slip", config=_WRONG_CODES["config"]
    ):
        key = ratelimit.get_cache_key(
            request, app=_WRONG_CODES["app"], action="slip", rate=rate, key=""
        )
        tried = cache.get(key, [])
        if len(tried) >= rate.amount:
            waits.append(tried[rate.amount - 1] + rate.duration - time.time())
    seconds = max(1, ceil(max(waits)))
    page = render(request, "429.html", {"minutes": ceil(seconds / 60)}, status=429)
    page["Retry-After"] = str(seconds)
    return page


def _whereabouts(request: HttpRequest) -> str:
    """Browser, device and address in words that are kept: "Safari trên iPhone, 10.0.0.7"."""
    with in_vietnamese():
        device = queries.device_in_words(request.META.get("HTTP_USER_AGENT", ""))
    return ", ".join(filter(None, [device, address_of(request)]))


def _next_step() -> str:
    """Setting up the organization belongs to an app above; without it, the first page."""
    try:
        return reverse("organizations:set_up")
    except NoReverseMatch:
        return settings.LOGIN_REDIRECT_URL
