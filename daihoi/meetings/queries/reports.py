"""Meetings in the status report of a day: held until then, as the record knew them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.base.clock import end_of
from daihoi.base.offers import Table
from daihoi.meetings.models import Meeting
from daihoi.meetings.queries.seen import meetings_seen

COLUMNS = (
    gettext_lazy("Ngày"),
    gettext_lazy("Loại"),
    gettext_lazy("Nội dung"),
    gettext_lazy("Tình trạng"),
)


def report_on(viewer: Any, on: date) -> Iterable[Table]:
    """Meetings planned by then, the latest first, each as it stood at the end of the day."""
    moment = end_of(on)
    known = meetings_seen(viewer).filter(created_at__lt=moment).order_by("-on", "-pk")
    rows = [(m.on, m.get_kind_display(), m.topic, _state(m, on)) for m in known]
    if rows:
        yield Table(gettext_lazy("Cuộc họp"), COLUMNS, rows, order=60)


def _state(meeting: Meeting, on: date) -> str:
    """From the times it keeps, so that the answer for a day that has passed stays."""
    moment = end_of(on)
    for at, said in (
        (meeting.cancelled_at, _("đã hủy")),
        (meeting.ended_at, _("đã họp xong")),
        (meeting.opened_at, _("đang họp")),
        (meeting.convened_at, _("đã mời họp")),
    ):
        if at is not None and at < moment:
            return said
    return _("đang chuẩn bị")
