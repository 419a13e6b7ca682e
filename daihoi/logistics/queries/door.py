"""What logistics tells a door on the day: where people sit, and the health rules in force."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import can
from daihoi.base.offers import AtTheDoor, DoorNote, Row
from daihoi.logistics.models import Seat
from daihoi.logistics.queries.declarations import DeclarationRow, row_of
from daihoi.logistics.queries.health import health_card, measure_words
from daihoi.logistics.queries.places import HEALTH, place_of
from daihoi.meetings.models import Meeting, MeetingKind
from daihoi.meetings.queries.attendance import invitees_of


def seats_of(meeting: Any) -> dict[int, str]:
    """By the key of a line of the roll: "Hàng 3, ghế 5"."""
    if not isinstance(meeting, Meeting) or meeting.kind != MeetingKind.CONGRESS:
        return {}
    seats = Seat.objects.filter(invitee__meeting=meeting)
    return {
        key: _("Hàng %(row)s, ghế %(number)s") % {"row": row, "number": number}
        for key, row, number in seats.values_list("invitee", "row", "number")
    }


def at_the_door(viewer: Any, meeting: Any) -> AtTheDoor:
    """Measures that bind on the congress's day; of single people only for who watches over health."""
    if not isinstance(meeting, Meeting) or meeting.kind != MeetingKind.CONGRESS:
        return AtTheDoor()
    congress = meeting.congress
    card = health_card(congress) if congress and congress.target_on == meeting.on else None
    binding = [each for each in card.measures if each.binds] if card else []
    if congress is None or not binding:
        return AtTheDoor()
    watches = can(viewer, HEALTH, at=place_of(congress))
    advice = (
        _("Hỏi khai báo y tế của từng người trước khi vào.")
        if watches
        else _("Mời người vào qua bàn y tế trước; khai báo chỉ người phụ trách y tế xem được.")
    )
    url = reverse("logistics:health_detail", args=[congress.pk])
    notices = tuple(
        Row(str(each.basis), f"{limits}. {advice}" if limits else advice, url, _("Xem quy định"))
        for each in binding
        for limits in [measure_words(each)]
    )
    if not watches:
        return AtTheDoor(notices)
    rows = [row_of(each) for each in invitees_of(meeting).select_related("declaration")]
    notes = {row.invitee.pk: note for row in rows if (note := _note(row))}
    return AtTheDoor(notices, notes)


def _note(row: DeclarationRow) -> tuple[DoorNote, ...]:
    url = reverse("logistics:declaration_give", args=[row.invitee.pk])
    if row.keeps_away:
        return (DoorNote(_("có dấu hiệu: chưa vào hội trường"), "late", url),)
    if not row.has_declared:
        return (DoorNote(_("hỏi khai báo y tế"), "waiting", url),)
    return ()
