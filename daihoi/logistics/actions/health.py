"""Health: planned attendance, papers of the place, what people declare and the door measures."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress
from daihoi.logistics.models import AttendancePlan, Declaration, LocalMeasure
from daihoi.logistics.queries.health import guessed_area
from daihoi.logistics.queries.places import body_of, place_of
from daihoi.meetings.models import Invitee, MeetingKind
from daihoi.organizations.models import Organization

ATTENDANCE = ("area", "members", "staff", "guests", "rooms", "has_secret_ballot")
MEASURE = (
    "number",
    "issuer",
    "issued_on",
    "starts_on",
    "ends_on",
    "effect",
    "max_per_room",
    "min_distance_cm",
    "mask",
    "summary",
)
ANSWERS = ("has_fever", "has_cough", "has_short_breath", "is_isolated", "note")
COLDEST, HOTTEST = Decimal("34.0"), Decimal("43.0")


@transaction.atomic
def set_attendance(
    congress: Congress, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> AttendancePlan:
    """Say how many are expected, in which province, in how many rooms, and whether they ballot."""
    require(actor, Permission.LOGISTICS_WORK, at=place_of(congress))
    locked = HeldCongress.to_change(congress)
    plan = AttendancePlan.objects.filter(congress=locked).first()
    if plan is None:
        plan = AttendancePlan(
            congress=locked,
            subcommittee=body_of(locked),
            area=guessed_area(congress.organization),
            created_at=clock.now(),
        )
    require_seen(plan, ATTENDANCE, seen)
    before = {name: getattr(plan, name) for name in ATTENDANCE}
    for name in ATTENDANCE:
        setattr(plan, name, values.get(name, getattr(plan, name)))
    plan.revision += 1
    plan.updated_at = clock.now()
    plan.save()
    after = {name: getattr(plan, name) for name in ATTENDANCE}
    record("logistics.set_attendance", plan, actor=actor, before=before, after=after, context=locked)  # fmt: skip
    return plan


@transaction.atomic
def add_measure(
    organization: Organization, values: Mapping[str, Any], *, actor: User
) -> LocalMeasure:
    """Enter a paper of the place or the agency, with its number and its date."""
    require(actor, Permission.LOGISTICS_MANAGE, at=organization)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    number = " ".join(values["number"].split())
    there = organization.health_measures.filter(removed_at__isnull=True)
    if there.filter(number=number, issued_on=values["issued_on"]).exists():
        raise Conflict(_("Văn bản %(number)s đã được ghi.") % {"number": number}, code="twice")
    if values["issued_on"] > clock.today():
        raise RuleBroken(_("Ngày văn bản còn ở phía trước."), code="not_issued")
    made = LocalMeasure.objects.create(
        organization=organization,
        added_at=clock.now(),
        added_by=actor,
        **{name: values[name] for name in MEASURE if name in values} | {"number": number},
    )
    record("logistics.add_measure", made, actor=actor, after=_told(made), context=organization)
    return made


@transaction.atomic
def remove_measure(measure: LocalMeasure, *, actor: User) -> LocalMeasure:
    """Take back a paper entered by mistake, or one that holds no longer."""
    require(actor, Permission.LOGISTICS_MANAGE, at=measure)
    locked = LocalMeasure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    if locked.removed_at is not None:
        raise Conflict(_("Văn bản này đã được bỏ."), code="removed_already")
    locked.removed_at, locked.removed_by = clock.now(), actor
    locked.save(update_fields=["removed_at", "removed_by"])
    record("logistics.remove_measure", locked, actor=actor, before=_told(locked), context=measure.organization)  # fmt: skip
    return locked


@transaction.atomic
def declare(invitee: Invitee, answers: Mapping[str, Any], *, actor: User) -> Declaration:
    """Keep what somebody says of her health: she herself, or who takes it down at the door.

    The record says that she did, never what.
    """
    if invitee.person is None or invitee.person.user_id != actor.pk:
        require(actor, Permission.LOGISTICS_HEALTH, at=_place(invitee))
    declaration = _held(invitee)
    for name in ANSWERS:
        setattr(declaration, name, answers.get(name, getattr(declaration, name)))
    declaration.declared_at, declaration.declared_by = clock.now(), actor
    declaration.save()
    record("logistics.declare", declaration, actor=actor, context=_congress(invitee))
    return declaration


@transaction.atomic
def measure_temperature(invitee: Invitee, degrees: Decimal, *, actor: User) -> Declaration:
    """Keep the temperature taken at the door; the record says that it was, never what."""
    require(actor, Permission.LOGISTICS_HEALTH, at=_place(invitee))
    if not COLDEST <= degrees <= HOTTEST:
        raise RuleBroken(
            _("Thân nhiệt ghi từ %(low)s đến %(high)s độ C.") % {"low": "34", "high": "43"},
            code="no_temperature",
            advice=_("Hãy xem lại số vừa nhập, ví dụ 36,6."),
        )
    declaration = _held(invitee)
    declaration.temperature = degrees
    declaration.measured_at, declaration.measured_by = clock.now(), actor
    declaration.save()
    record("logistics.measure_temperature", declaration, actor=actor, context=_congress(invitee))
    return declaration


@transaction.atomic
def remove_declarations(congress: Congress, *, actor: User) -> int:
    """Throw away all health declarations of a congress that is over; how many there were."""
    require(actor, Permission.LOGISTICS_HEALTH, at=place_of(congress))
    locked = HeldCongress(congress).congress
    if clock.today() <= locked.target_on:
        raise Conflict(
            _("Đại hội chưa diễn ra nên chưa xóa khai báo y tế."),
            code="before_congress",
        )
    found = Declaration.objects.filter(invitee__meeting__congress=locked)
    count = found.count()
    found.delete()
    record("logistics.remove_declarations", locked, actor=actor, before={"declarations": count})
    return count


def _held(invitee: Invitee) -> Declaration:
    """The declaration of somebody on the roll of a congress, locked with her row."""
    Invitee.objects.select_for_update(of=("self",), no_key=True).get(pk=invitee.pk)
    if invitee.meeting.kind != MeetingKind.CONGRESS:
        raise NotFound
    found = Declaration.objects.filter(invitee=invitee).first()
    if found is None:
        congress = _congress(invitee)
        found = Declaration(invitee=invitee, subcommittee=body_of(congress))
    return found


def _congress(invitee: Invitee) -> Congress:
    congress = invitee.meeting.congress
    if congress is None:
        raise NotFound
    return congress


def _place(invitee: Invitee) -> Any:
    return place_of(_congress(invitee))


def _told(measure: LocalMeasure) -> dict[str, Any]:
    return {name: getattr(measure, name) for name in MEASURE}
