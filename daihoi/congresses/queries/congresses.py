"""Congresses, told who looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Case, F, ProtectedError, QuerySet, When
from django.db.models.deletion import Collector
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import (
    Permission,
    can,
    require,
    within_reach,
)
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.base.offers import Row, alarms
from daihoi.congresses.models import (
    BasisDocument,
    Congress,
    DayChange,
    Goal,
    Milestone,
    SubcommitteePost,
)
from daihoi.congresses.queries.days import (
    DayCard,
    DayStep,
    day_card,
    day_history,
    day_text,
    open_rechecks,
)
from daihoi.congresses.queries.goals import goals_of
from daihoi.congresses.queries.subcommittees import SubcommitteeCard, card_of, subcommittees_of
from daihoi.organizations.models import Organization
from daihoi.organizations.queries.organizations import home_of, organizations_followed
from daihoi.organizations.queries.set_up import Step

TERM_YEARS = 5
SHOWN_MILESTONES = 3  # late ones, and those to come


@dataclass(frozen=True, slots=True)
class CongressPage:
    """A congress as its own page shows it: what is late and next, then what it is."""

    congress: Congress
    facts: list[tuple[str, str]]
    day: DayCard
    alarms: list[Row]  # what stands against the day
    milestones: list[Milestone]
    late: list[Milestone]
    coming: list[Milestone]
    bases: list[BasisDocument]
    goals: list[Goal]
    history: list[DayStep]
    open_rechecks: int
    subcommittees: list[SubcommitteeCard]
    can_manage: bool
    can_compose_personnel: bool
    has_others: bool  # congresses of the same organization
    today: date

    @property
    def can_change(self) -> bool:
        """Whether goals may be changed and the preparation closed."""
        return self.can_manage and self.congress.closed_at is None

    @property
    def can_reopen(self) -> bool:
        return self.can_manage and self.congress.closed_at is not None

    @property
    def done(self) -> int:
        return sum(milestone.actual_on is not None for milestone in self.milestones)

    @property
    def expected(self) -> int:
        """How many milestones are to be done at all."""
        return sum(milestone.dropped_at is None for milestone in self.milestones)


@dataclass(frozen=True, slots=True)
class CongressList:
    congresses: list[Congress]
    add_to: Organization | None  # where the viewer may put up another one
    follows_below: bool  # the viewer sees the states of others' congresses


def congresses_of(viewer: Any) -> QuerySet[Congress]:
    """Congresses of the organizations the viewer belongs to, the latest first."""
    reach = within_reach(viewer, Permission.CONGRESSES_VIEW, field="organization__path")
    congresses = Congress.objects.filter(reach).select_related("organization")
    return congresses.order_by("-term_start", "-ordinal", "organization__path")


def running_congress(organization: Organization) -> Congress | None:
    """The first of those whose preparation is open; where all are closed, the latest."""
    open_ordinal = Case(When(closed_at__isnull=True, then=F("ordinal")))
    congresses = organization.congresses.select_related("organization")
    return congresses.order_by(open_ordinal.asc(nulls_last=True), "-ordinal").first()


def current_congress(viewer: Any) -> Congress | None:
    """The running congress of the organization the viewer works in; read once a request."""
    if not hasattr(viewer, "current_congress_found"):
        home = home_of(viewer)
        found = running_congress(home) if home else None
        if found and not can(viewer, Permission.CONGRESSES_VIEW, at=found):
            found = None
        viewer.current_congress_found = found
    congress: Congress | None = viewer.current_congress_found
    return congress


def congress_of(pk: int, *, viewer: Any, to: Permission = Permission.CONGRESSES_VIEW) -> Congress:
    """One congress; `NotFound` for who has no part in its organization."""
    congress = Congress.objects.select_related("organization").filter(pk=pk).first()
    if congress is None:
        raise NotFound
    require(viewer, to, at=congress)
    return congress


def congress_list(viewer: Any) -> CongressList:
    """All congresses within reach, and whether one more may be put up at home."""
    home = home_of(viewer)
    adds = home is not None and can(viewer, Permission.CONGRESSES_MANAGE, at=home)
    follows = organizations_followed(viewer).exists()
    return CongressList(list(congresses_of(viewer)), home if adds else None, follows)


def congress_page(pk: int, *, viewer: Any) -> CongressPage:
    """A congress with its day, plan in short, bases, goals and subcommittees."""
    congress = congress_of(pk, viewer=viewer)
    today = clock.today()
    milestones = list(congress.milestones.order_by("planned_on", "position"))
    waiting = [milestone for milestone in milestones if milestone.is_open]
    late = [each for each in waiting if each.planned_on < today and not congress.is_postponed]
    facts = [
        (_("Tổ chức"), congress.organization.name),
        (_("Nhiệm kỳ"), congress.term),
        (_("Hình thức"), congress.get_form_display()),
    ]
    return CongressPage(
        congress=congress,
        facts=facts,
        day=day_card(congress, milestones, viewer=viewer),
        alarms=alarms(viewer, congress),
        milestones=milestones,
        late=late,
        coming=waiting[len(late) :][:SHOWN_MILESTONES],
        bases=list(congress.bases.order_by("issued_on", "number")),
        goals=list(goals_of(congress, viewer=viewer)),
        history=day_history(congress, viewer=viewer),
        open_rechecks=open_rechecks(congress),
        subcommittees=[card_of(each) for each in subcommittees_of(congress, viewer=viewer)],
        can_manage=can(viewer, Permission.CONGRESSES_MANAGE, at=congress),
        can_compose_personnel=can(viewer, Permission.PERSONNEL_DECIDE, at=congress),
        has_others=congress.organization.congresses.exclude(pk=congress.pk).exists(),
        today=today,
    )


def recorded_in(congress: Congress) -> list[str]:
    """What keeps a congress from being removed, in words; [] if it was only put up.

    The caller has checked the viewer.
    """
    bodies = congress.subcommittees
    counts = [
        (_("%(n)s công việc"), congress.tasks.count()),
        (_("%(n)s mốc đã xong"), congress.milestones.filter(actual_on__isnull=False).count()),
        (_("%(n)s tiểu ban đã có quyết định"), bodies.exclude(decision_number="").count()),
        (
            _("%(n)s nhiệm vụ ở tiểu ban"),
            SubcommitteePost.objects.filter(subcommittee__congress=congress).count(),
        ),
        (
            _("%(n)s lần dời hoặc hoãn"),
            congress.day_changes.exclude(kind=DayChange.Kind.SET).count(),
        ),
    ]
    found = [text % {"n": count} for text, count in counts if count]
    if congress.closed_at:
        found.append(_("công tác chuẩn bị đã đóng"))
    if _is_held_elsewhere(congress):
        found.append(_("văn kiện"))
    return found


def _is_held_elsewhere(congress: Congress) -> bool:
    """Whether removing it would take along, or be refused by, what another app keeps of it."""
    own = congress._meta.app_label
    collector = Collector(using=DEFAULT_DB_ALIAS, origin=congress)
    try:
        collector.collect([congress])
    except ProtectedError:
        return True
    gone = [rows for rows in collector.fast_deletes if rows.model._meta.app_label != own]
    return any(model._meta.app_label != own for model in collector.data) or any(
        rows.exists() for rows in gone
    )


def organization_for_congress(pk: int, *, viewer: Any) -> Organization:
    """The organization somebody is about to give a congress."""
    organization = Organization.objects.filter(pk=pk).first()
    if organization is None:
        raise NotFound
    require(viewer, Permission.CONGRESSES_MANAGE, at=organization)
    return organization


def next_congress(organization: Organization) -> dict[str, int]:
    """Number and term after those of the latest congress known here."""
    latest = organization.congresses.order_by("-ordinal").first()
    starts = latest.term_end if latest else clock.today().year
    return {
        "ordinal": latest.ordinal + 1 if latest else 1,
        "term_start": starts,
        "term_end": starts + (latest.term_end - latest.term_start if latest else TERM_YEARS),
    }


def ordinal_taken(organization: Organization, ordinal: int) -> bool:
    return organization.congresses.filter(ordinal=ordinal).exists()


def target_text(congress: Congress) -> str:
    """When the congress is to be: "3-4-2020", or "đầu tháng 4/2020" while it is provisional."""
    return day_text(congress.target_on, congress.target_precision)


def steps_of(viewer: Any, organization: Organization | None) -> Iterable[Step]:
    """The last steps of a set-up: the congress and who prepares it."""
    congress = organization and running_congress(organization)
    if congress:
        url = reverse("congresses:congress_detail", args=[congress.pk])
        yield Step(_("Đại hội"), target_text(congress), done=True, url=url, action=_("Xem"))
    elif organization and can(viewer, Permission.CONGRESSES_MANAGE, at=organization):
        url = reverse("congresses:congress_add", args=[organization.pk])
        detail = _("Lần thứ, nhiệm kỳ, thời gian dự kiến.")
        yield Step(_("Đại hội"), detail, done=False, url=url, action=_("Thêm đại hội"))
    else:
        yield Step(_("Đại hội"), _("Lần thứ, nhiệm kỳ, thời gian dự kiến."), done=False)
    yield _subcommittee_step(congress or None)


def _subcommittee_step(congress: Congress | None) -> Step:
    title = _("Tiểu ban")
    detail = _("Thường có ba tiểu ban: văn kiện; nhân sự; tuyên truyền, hậu cần.")
    if congress is None:
        return Step(title, detail, done=False)
    count = congress.subcommittees.count()
    url = reverse("congresses:subcommittee_add", args=[congress.pk])
    if count:
        detail = _("%(count)s tiểu ban") % {"count": count}
    return Step(title, detail, done=bool(count), url=url, action=_("Thêm tiểu ban"))
