"""What holds for every page: whose language, whose eyes, and what must be done first."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from ipaddress import ip_address
from typing import Any, cast

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.utils import translation

from daihoi.accounts import queries
from daihoi.accounts.actions.sessions import note_session
from daihoi.base import clock, offers
from daihoi.base.language import is_vietnamese

_SEEN_SECONDS = 300  # how exact "last seen" is: one write a session in this time
_SINCE = "signed_in_at"
_DIALECT = "dialect"
Handler = Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]


class chosen_language(LocaleMiddleware):  # noqa: N801 - reads as a word in MIDDLEWARE
    """Vietnamese unless the person chose otherwise; the browser's own language does not count.

    Many offices run browsers in English, and still read and write Vietnamese.
    """

    def process_request(self, request: HttpRequest) -> None:
        wish = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wish if wish in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language

    def process_response(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        response: HttpResponseBase,
    ) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", translation.get_language() or "vi")
        return response


class private_pages:  # noqa: N801
    """Browsers keep no page: on a shared laptop the back button shows nothing after sign-out."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.is_async = bool(iscoroutinefunction(get_response))
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self.is_async:
            return self._later(request)
        return _kept_by_nobody(cast("HttpResponseBase", self.get_response(request)))

    async def _later(self, request: HttpRequest) -> HttpResponseBase:
        return _kept_by_nobody(
            await cast("Awaitable[HttpResponseBase]", self.get_response(request))
        )


class first_things_first:  # noqa: N801
    """An empty place leads to its first administrator, a temporary password to a new one."""

    sync_capable = True
    async_capable = True

    _ALWAYS_OPEN = frozenset(
        {
            "accounts:first_administrator",
            "accounts:set_language",
            "account_change_password",
            "account_set_password",
            "account_logout",
            "slip_use",
        }
    )

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.is_inhabited = False  # once somebody has an account, somebody always has
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        if getattr(view, "is_public", False):
            return None  # the same for everybody: who asks is not even looked at
        if request.user.is_authenticated:
            note_whereabouts(request)
            speak_dialect(request)
        if request.resolver_match and request.resolver_match.view_name in self._ALWAYS_OPEN:
            return None
        if request.user.is_authenticated:
            if request.user.has_temporary_password:
                own = request.user.has_usable_password()
                return redirect("account_change_password" if own else "account_set_password")
        elif not self.is_inhabited:
            self.is_inhabited = not queries.is_empty_place()
            if not self.is_inhabited:
                return redirect("accounts:first_administrator")
        return None


def note_whereabouts(request: HttpRequest) -> None:
    """Note now and then where the session is; a password change gives it another key."""
    session = request.session
    if not session.session_key:
        session.create()
    if not cache.add(f"accounts.seen:{session.session_key}", "", timeout=_SEEN_SECONDS):
        return
    said = session.setdefault(_SINCE, clock.now().isoformat())
    note_session(
        cast("Any", request.user),
        str(session.session_key),
        device=request.META.get("HTTP_USER_AGENT", ""),
        address=address_of(request) or None,
        since=datetime.fromisoformat(said),
    )


def note_dialect(request: HttpRequest) -> None:
    """Keep for the session which words the user's organization has; asked once, at sign-in."""
    if dialect := offers.dialect(request.user):
        request.session[_DIALECT] = dialect


def speak_dialect(request: HttpRequest) -> None:
    """Let Vietnamese pages speak the words kept for the session; other languages have none."""
    dialect = request.session.get(_DIALECT)
    if dialect and is_vietnamese(translation.get_language()):
        translation.activate(dialect)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; "" through a socket without an address."""
    try:
        return str(ip_address(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return ""


def _kept_by_nobody(response: HttpResponseBase) -> HttpResponseBase:
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response
