"""What people said and chairs concluded, over all meetings a viewer reads: found, told, reported."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.base.offers import Table
from daihoi.base.word_index import newest_with_words
from daihoi.meetings.models import Conclusion, Minutes, Statement
from daihoi.meetings.queries.seen import meetings_seen
from daihoi.organizations.models import Person

REPORT_LINES = 60


def statements_found(words: str, *, viewer: Any, start: int, stop: int) -> list[Statement]:
    """Newest first; struck out ones are not found."""
    rows = Statement.objects.filter(
        removed_at__isnull=True, item__meeting__in=meetings_seen(viewer)
    )
    related = ["item__meeting", "invitee__person"]
    return newest_with_words(rows, words, start=start, stop=stop, related=related)


def conclusions_found(words: str, *, viewer: Any, start: int, stop: int) -> list[Conclusion]:
    rows = Conclusion.objects.filter(
        removed_at__isnull=True, item__meeting__in=meetings_seen(viewer)
    )
    return newest_with_words(rows, words, start=start, stop=stop, related=["item__meeting"])


def about(person: Person) -> Table:
    """What is kept of her own words."""
    rows = Statement.objects.filter(invitee__person=person, removed_at__isnull=True)
    return Table(
        _("Ý kiến phát biểu trong cuộc họp"),
        (_("Cuộc họp"), _("Ngày"), _("Ghi vào"), _("Nội dung")),
        [
            (str(row.item.meeting), row.item.meeting.on, row.get_aim_display(), row.text)
            for row in rows.select_related("item__meeting").order_by("item__meeting__on", "pk")
        ],
        order=342,
    )


def report_on(viewer: Any, on: date) -> Table | None:
    """What chairs had concluded by the end of a day, and whether the minutes were signed then."""
    meetings = meetings_seen(viewer).filter(on__lte=on, ended_at__date__lte=on)
    there = Q(removed_at__isnull=True) | Q(removed_at__date__gt=on)
    concluded = Conclusion.objects.filter(
        there, item__meeting__in=meetings, recorded_at__date__lte=on
    )
    newest = concluded.select_related("item__meeting__minutes").order_by(
        "-item__meeting__on", "-item__meeting", "item__position", "order", "pk"
    )
    rows = [_line(row, on) for row in newest[:REPORT_LINES]]
    if not rows:
        return None
    return Table(
        _("Kết luận các cuộc họp"),
        (_("Ngày"), _("Cuộc họp"), _("Kết luận"), _("Giao cho"), _("Hạn"), _("Biên bản")),
        rows,
        order=340,
    )


def _line(row: Conclusion, on: date) -> tuple[Any, ...]:
    meeting = row.item.meeting
    minutes = getattr(meeting, "minutes", None)
    signed = minutes is not None and _signed_by(minutes, on)
    told = _("đã ký") if signed else _("chưa ký")
    return (meeting.on, meeting.topic, row.text, row.recipient_name, row.due_on or "", told)


def _signed_by(minutes: Minutes, on: date) -> bool:
    at = [minutes.chair_signed_at, minutes.taker_signed_at]
    return all(moment is not None and timezone.localdate(moment) <= on for moment in at)
