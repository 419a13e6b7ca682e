"""What congress minutes offer: their page, who has to sign, signatures of a person."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.base.offers import NavEntry, Offers, Reference, Row, register
from daihoi.closing.actions import merging
from daihoi.closing.help.minutes import PAGES
from daihoi.closing.queries.refusals import signed_stamps
from daihoi.closing.queries.waiting import Step, shown_congress, waiting_for
from daihoi.conduct.queries import stamps


def _navigation(user: Any) -> Iterable[NavEntry]:
    congress = shown_congress(user)
    if congress is not None:
        url = reverse("closing:minutes_detail", args=[congress.pk])
        group = gettext_lazy("Phục vụ đại hội")
        label = gettext_lazy("Biên bản đại hội")
        yield NavEntry(label, url, 450, group, pages=("closing:minutes_",))


def _waiting(user: Any) -> Iterable[Row]:
    found = waiting_for(user)
    if found is None:
        return
    title, action = {
        Step.READ: (_("Xem, đọc lại biên bản đại hội"), _("Mở biên bản")),
        Step.SIGN: (_("Ký biên bản đại hội"), _("Xem và ký")),
        Step.DEPOSIT: (_("Đưa biên bản đại hội vào văn bản để phát hành"), _("Mở biên bản")),
    }[found.step]
    url = reverse("closing:minutes_detail", args=[found.congress.pk])
    yield Row(title, str(found.congress), url, action, urgent=found.step is Step.SIGN)


stamps.register("closing.minutes", signed_stamps)
register(
    Offers(
        navigation=_navigation,
        waiting=_waiting,
        help=PAGES,
        references=(
            Reference(
                gettext_lazy("Chữ ký biên bản đại hội"),
                ("closing.MinutesSignature.person",),
                merging.move_signatures,
                hold=merging.HeldSignatures,
            ),
        ),
    )
)
