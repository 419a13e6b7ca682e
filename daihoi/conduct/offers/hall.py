"""What the hall offers: the member's page on the day, what the code of a screen opens."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.base.offers import NavEntry, Offers, Part, Row, register
from daihoi.conduct.help.hall import PAGES
from daihoi.conduct.queries.hall import congress_of_today, part_followed, run_of_today
from daihoi.conduct.queries.screens import part_of_code


def _navigation(user: Any) -> Iterable[NavEntry]:
    """Around the day only: at other times there is nothing to follow."""
    congress = congress_of_today(user)
    if congress is not None:
        url = reverse("conduct:hall_follow", args=[congress.pk])
        group = gettext_lazy("Phục vụ đại hội")
        yield NavEntry(gettext_lazy("Tại hội trường"), url, 404, group)


def _waiting(user: Any) -> Iterable[Row]:
    """While the day goes on."""
    run = run_of_today(user)
    if run is not None:
        url = reverse("conduct:hall_follow", args=[run.congress_id])
        detail = _("Mục đang làm, văn bản, chỗ ngồi, người phát biểu.")
        yield Row(_("Theo dõi đại hội tại hội trường"), detail, url, _("Mở"))


def _part(user: Any, topic: str) -> Part | None:
    return part_of_code(topic) or part_followed(user, topic)


register(Offers(navigation=_navigation, waiting=_waiting, part=_part, help=PAGES))
