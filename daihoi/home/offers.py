"""The first line of the navigation."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from daihoi.base.offers import NavEntry, Offers, register


def _navigation(_user: Any) -> Iterable[NavEntry]:
    yield NavEntry(_("Trang đầu"), reverse("home:first_page"), order=100)


register(Offers(navigation=_navigation))
