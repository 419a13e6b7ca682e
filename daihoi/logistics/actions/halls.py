"""The hall and who sits where: arranged at once, then moved by hand."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress
from daihoi.live.topics import bump
from daihoi.logistics.models import Hall, Seat
from daihoi.logistics.queries.places import body_of, place_of
from daihoi.logistics.queries.seating import distance_of, sitters_of, usable_in
from daihoi.meetings.models import Invitee
from daihoi.rules.seating import Spot, arrange

FIELDS = (
    "name",
    "rows",
    "seats",
    "aisles",
    "front_rows",
    "min_distance_cm",
    "seat_pitch_cm",
    "row_pitch_cm",
    "group_by",
)


@transaction.atomic
def set_hall(
    congress: Congress, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> Hall:
    """Say how large the hall is; refused while somebody sits on a seat that would be gone."""
    require(actor, Permission.LOGISTICS_WORK, at=place_of(congress))
    locked = HeldCongress.to_change(congress)
    hall = Hall.objects.filter(congress=locked).first()
    if hall is None:
        hall = Hall(congress=locked, subcommittee=body_of(locked), created_at=clock.now())
    require_seen(hall, FIELDS, seen)
    before = {name: getattr(hall, name) for name in FIELDS}
    for name in FIELDS:
        setattr(hall, name, values.get(name, getattr(hall, name)))
    _check_hall(hall)
    hall.revision += 1
    hall.updated_at = clock.now()
    hall.save()
    after = {name: getattr(hall, name) for name in FIELDS}
    record("logistics.set_hall", hall, actor=actor, before=before, after=after, context=locked)
    bump(f"logistics.hall:{locked.pk}")
    return hall


@transaction.atomic
def arrange_seats(hall: Hall, *, actor: User) -> int:
    """Give everybody on the roll a seat anew (P68); how many found none.

    Guests in front, then the others by unit, apart as the measure in force asks.
    """
    require(actor, Permission.LOGISTICS_WORK, at=hall)
    locked = _held(hall)
    sitters = sitters_of(locked)
    if not sitters:
        raise RuleBroken(
            _("Chưa có danh sách người dự đại hội nên chưa xếp chỗ được."),
            code="nobody",
            advice=_("Hãy lập cuộc họp “Đại hội” ở mục Cuộc họp và thêm người dự trước."),
        )
    seated, left = arrange(locked.plan, sitters, usable_in(locked, distance_of(locked)))
    before = {"seated": locked.taken.count()}
    locked.taken.all().delete()
    Seat.objects.bulk_create(
        Seat(hall=locked, row=spot.row, number=spot.number, invitee_id=key)
        for spot, key in seated.items()
    )
    after = {"seated": len(seated), "left": len(left)}
    record("logistics.arrange_seats", locked, actor=actor, before=before, after=after, context=locked.congress)  # fmt: skip
    bump(f"logistics.hall:{locked.congress_id}")
    return len(left)


@transaction.atomic
def place_invitee(hall: Hall, invitee: Invitee, spot: Spot, *, actor: User) -> Seat:
    """Seat somebody; who sits there already takes the seat that is left, or stands up."""
    require(actor, Permission.LOGISTICS_WORK, at=hall)
    locked = _held(hall)
    if spot not in locked.plan.spots():
        raise NotFound(_("Hội trường không có chỗ này."))
    if invitee.meeting.congress_id != locked.congress_id:
        raise NotFound
    old = Seat.objects.filter(hall=locked, invitee=invitee).first()
    there = Seat.objects.filter(hall=locked, row=spot.row, number=spot.number).first()
    if there is not None and there.invitee_id == invitee.pk:
        raise Conflict(_("Đồng chí ấy đang ngồi chỗ này rồi."), code="seated_there")
    before = {"from": str(old or ""), "there": there.invitee_id if there else None}
    Seat.objects.filter(pk__in=[each.pk for each in (old, there) if each]).delete()
    made = Seat.objects.create(hall=locked, row=spot.row, number=spot.number, invitee=invitee)
    if there is not None and old is not None:
        Seat.objects.create(
            hall=locked, row=old.row, number=old.number, invitee_id=there.invitee_id
        )
    after = {"invitee": invitee.pk, "seat": str(made)}
    record("logistics.place_invitee", made, actor=actor, before=before, after=after, context=locked.congress)  # fmt: skip
    bump(f"logistics.hall:{locked.congress_id}")
    return made


@transaction.atomic
def clear_seat(seat: Seat, *, actor: User) -> None:
    """Let somebody stand up: her seat is free."""
    require(actor, Permission.LOGISTICS_WORK, at=seat.hall)
    locked = _held(seat.hall)
    before = {"invitee": seat.invitee_id, "seat": str(seat)}
    record("logistics.clear_seat", locked, actor=actor, before=before, context=locked.congress)
    Seat.objects.filter(pk=seat.pk).delete()
    bump(f"logistics.hall:{locked.congress_id}")


def _held(hall: Hall) -> Hall:
    held = Hall.objects.select_for_update(of=("self",))
    locked = held.select_related("congress__organization", "subcommittee").get(pk=hall.pk)
    if locked.subcommittee:
        locked.subcommittee.congress = locked.congress
    return locked


def _check_hall(hall: Hall) -> None:
    outside = [
        seat
        for seat in (hall.taken.all() if hall.pk else [])
        if seat.row > hall.rows or seat.number > hall.seats
    ]
    if outside:
        count = {"n": len(outside)}
        raise RuleBroken(
            ngettext(
                "Còn %(n)s người ngồi ở chỗ sẽ không còn.",
                "Còn %(n)s người ngồi ở chỗ sẽ không còn.",
                len(outside),
            )
            % count,
            code="seats_taken",
            advice=_("Hãy chuyển những người ấy sang chỗ khác trước."),
        )
