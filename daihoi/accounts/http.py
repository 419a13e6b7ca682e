"""Requests as the type checker should see them."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from daihoi.accounts.models import User


class UserRequest(HttpRequest):
    """A request of somebody who signed in."""

    user: User
    htmx: HtmxDetails
