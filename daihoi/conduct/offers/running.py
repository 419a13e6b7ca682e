"""What the running script offers: its page, what waits on the day, who may follow it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.base.numbers import whole_number
from daihoi.base.offers import NavEntry, Offers, Row, register
from daihoi.conduct.help.running import PAGES
from daihoi.conduct.queries.first_page import conducted, work_of
from daihoi.conduct.queries.seen import may_follow

OWN_PAGES = tuple(
    f"conduct:{noun}"
    for noun in (
        "conductor",
        "run_",
        "item_",
        "keys_",
        "question_",
        "turn_",
        "rehearsal",
        "screen_",
    )
)


def _navigation(user: Any) -> Iterable[NavEntry]:
    congress = conducted(user)
    if congress is not None:
        url = reverse("conduct:conductor", args=[congress.pk])
        group = gettext_lazy("Phục vụ đại hội")
        yield NavEntry(gettext_lazy("Điều hành"), url, 405, group, pages=OWN_PAGES)


def _waiting(user: Any) -> Iterable[Row]:
    """On the day itself: begin, or what runs."""
    work = work_of(user)
    if work is None:
        return
    url = reverse("conduct:conductor", args=[work.congress.pk])
    if not work.is_begun:
        detail = _("Kịch bản đã hoàn thiện; hôm nay là ngày đại hội.")
        yield Row(_("Bắt đầu điều hành đại hội"), detail, url, _("Mở"), urgent=True)
    else:
        detail = work.now or _("Chưa có mục nào đang làm.")
        title = _("Đại hội đang diễn ra")
        yield Row(title, detail, url, _("Mở điều hành"), urgent=True, alarm=True)


def _topics(user: Any, topic: str) -> bool:
    """Who may follow ``conduct.congress:3``."""
    name, _colon, number = topic.partition(":")
    pk = whole_number(number)
    return name == "conduct.congress" and pk is not None and may_follow(pk, viewer=user)


register(Offers(navigation=_navigation, waiting=_waiting, topics=_topics, help=PAGES))
