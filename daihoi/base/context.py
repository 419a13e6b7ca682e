"""What the page shell shows on every page."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from daihoi.base import clock, offers


def shell(request: HttpRequest) -> dict[str, Any]:
    """Navigation, heading and the demo's clock; read only if a template asks."""
    user = getattr(request, "user", None)
    always = {
        "page_help": SimpleLazyObject(lambda: _help(request)),
        "demo_clock": settings.DAIHOI_TODAY if settings.DAIHOI_DEMO else None,
    }
    if user is None or not user.is_authenticated:
        return always
    return always | {
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "heading": SimpleLazyObject(lambda: offers.heading(user) or offers.Heading("")),
        "viewer": SimpleLazyObject(lambda: offers.viewer(user)),
        "today": clock.today(),
    }


def _help(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(offers.help_for(match.view_name)) if match else ""


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Groups of entries in order, the current one marked."""
    entries = offers.navigation(request.user)
    current = _current(request, entries)
    groups: list[dict[str, Any]] = []
    ordered = sorted(entries, key=lambda entry: (entry.order // 100, str(entry.group)))
    for label, members in groupby(ordered, key=lambda entry: str(entry.group)):
        rows = [
            {"label": e.label, "url": e.url, "count": e.count, "current": e is current}
            for e in members
        ]
        groups.append({"label": label, "entries": rows})
    return groups


def _current(request: HttpRequest, entries: list[offers.NavEntry]) -> offers.NavEntry | None:
    """Who claims this page, else the longest address that begins its own."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    for entry in entries:
        if name.startswith(entry.pages):
            return entry
    root = reverse("home:first_page")  # every address begins with it: current only if exact
    begins = [
        entry
        for entry in entries
        if request.path == entry.url or (entry.url != root and request.path.startswith(entry.url))
    ]
    return max(begins, key=lambda entry: len(entry.url), default=None)
