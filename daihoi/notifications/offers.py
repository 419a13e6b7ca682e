"""What the shell shows of the inbox."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.models import User
from daihoi.base.offers import NavEntry, Offers, Viewer, register
from daihoi.notifications import queries


def _navigation(user: User) -> list[NavEntry]:
    count = queries.unread_count(user) or None
    return [NavEntry(_("Hộp thư"), reverse("notifications:inbox"), order=900, count=count)]


def _viewer(user: User) -> Viewer:
    return Viewer(unread=queries.unread_count(user))


register(Offers(navigation=_navigation, viewer=_viewer))
