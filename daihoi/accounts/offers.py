"""What the shell shows of the account."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from daihoi.accounts import queries
from daihoi.accounts.models import User
from daihoi.base.offers import NavEntry, Offers, Viewer, register


def _viewer(user: User) -> Viewer:
    mine = NavEntry(_("Tài khoản của tôi"), reverse("accounts:my_account"), order=10)
    return Viewer(name=str(user), role=queries.greeting_role(user), entries=(mine,))


register(Offers(viewer=_viewer))
