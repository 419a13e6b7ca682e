"""Requests as the type checker should see them, and by which address others reach the house."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from daihoi.accounts.models import User

_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")


class UserRequest(HttpRequest):
    """A request of somebody who signed in."""

    user: User
    htmx: HtmxDetails


def inner_address(request: HttpRequest, wish: str) -> str:
    """Where a form was asked to lead to, if that is in this house; else ""."""
    inside = url_has_allowed_host_and_scheme(
        wish, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wish if inside else ""


def site_of(request: HttpRequest) -> str:
    """For links and codes on paper, as "http://192.168.1.5:8000", without a slash at its end.

    The address by which the request came; of a laptop that serves a hall and asks itself, the one
    that phones know: "localhost" on a phone is the phone.
    """
    own = request.build_absolute_uri("/").removesuffix("/")
    host = request.get_host()
    is_own = any(host == name or host.startswith(f"{name}:") for name in _THIS_MACHINE)
    return settings.DAIHOI_LAN[0] if is_own and settings.DAIHOI_LAN else own
