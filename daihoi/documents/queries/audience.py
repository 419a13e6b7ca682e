"""Who is asked in a round: members by their status of the day, the committee, chosen people."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.models import User
from daihoi.base import clock
from daihoi.documents.models import Document, OpinionRound
from daihoi.organizations.models import Membership, Office, OfficeKind, Organization, Person, Unit
from daihoi.papers.outline import BlockKind
from daihoi.rules.documents import in_audience
from daihoi.rules.members import MembershipStatus

STATUS_LABELS = {
    MembershipStatus.OFFICIAL: _("chính thức"),
    MembershipStatus.PROBATIONARY: _("dự bị"),
    MembershipStatus.EXEMPTED: _("được miễn sinh hoạt"),
    MembershipStatus.AWAY: _("tạm chuyển sinh hoạt đi"),
    MembershipStatus.INCOMING_TEMPORARY: _("tạm chuyển sinh hoạt đến"),
    MembershipStatus.SUSPENDED: _("bị đình chỉ sinh hoạt"),
}
COMMITTEE = (OfficeKind.SECRETARY, OfficeKind.DEPUTY_SECRETARY, OfficeKind.COMMITTEE_MEMBER)


class AudienceKind(StrEnum):
    MEMBERS = "members"  # đảng viên, by their status
    COMMITTEE = "committee"  # chi ủy
    CHOSEN = "chosen"  # những người được chọn
    NOBODY = "nobody"  # only units


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom to ask; ``persons`` matters for chosen people only, ``units`` always."""

    kind: AudienceKind = AudienceKind.MEMBERS
    persons: frozenset[int] = field(default_factory=frozenset)
    units: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the organization with her status; ``asked`` is what the rule says of it."""

    person: Person
    status: MembershipStatus
    asked: bool

    @property
    def status_label(self) -> str:
        return str(STATUS_LABELS[self.status])


@dataclass(frozen=True, slots=True)
class OpeningChoices:
    """What can be chosen when a round is opened on a document."""

    members: list[Member]
    units: list[Unit]
    headings: list[tuple[str, str]]  # key and words, of the text people will be asked about
    today: date
    number: int  # of the round to be opened


def opening_choices(document: Document) -> OpeningChoices:
    """The choices for the next round; the caller has asked for the document."""
    organization = document.congress.organization
    latest = document.versions.order_by("-number").first()
    headings = latest.blocks.filter(kind=BlockKind.HEADING.value) if latest else None
    today = clock.today()
    return OpeningChoices(
        members=members_on(organization, today),
        units=list(organization.units.order_by("position", "name")),
        headings=[
            (key.hex, " ".join(text.split())[:90])
            for key, text in headings.order_by("position").values_list("key", "text")
        ]
        if headings is not None
        else [],
        today=today,
        number=document.rounds.count() + 1,
    )


def members_on(organization: Organization, day: date) -> list[Member]:
    """All who are members on ``day``, by given name; those who are not are never asked."""
    rows = (
        Membership.objects.filter(_in_force(day), person__organization=organization)
        .select_related("person__unit")
        .order_by("person__name_key", "person_id", "pk")
    )
    latest = {row.person_id: row for row in rows}
    return [
        Member(row.person, status, asked=in_audience(status))
        for row in latest.values()
        for status in [MembershipStatus(row.status)]
    ]


def people_asked(organization: Organization, audience: Audience, day: date) -> list[Person]:
    """The people a round asks, frozen when it opens."""
    members = members_on(organization, day)
    if audience.kind is AudienceKind.NOBODY:
        return []
    if audience.kind is AudienceKind.COMMITTEE:
        chosen = set(_committee(organization, day).values_list("person_id", flat=True))
    elif audience.kind is AudienceKind.CHOSEN:
        chosen = set(audience.persons)
    else:
        return [member.person for member in members if member.asked]
    return [
        member.person
        for member in members
        if in_audience(member.status, override=member.person.pk in chosen)
    ]


def accounts_of(people: Iterable[Person]) -> list[User]:
    """The accounts of some people; who has none is told by other ways."""
    return list(User.objects.filter(person__in=list(people), is_active=True).order_by("pk"))


def unit_accounts(units: Iterable[int], day: date) -> list[User]:
    """The accounts of those responsible for some units on ``day``."""
    offices = Office.objects.filter(_in_force(day), kind=OfficeKind.UNIT_HEAD, unit__in=list(units))
    return list(
        User.objects.filter(person__offices__in=offices, is_active=True).distinct().order_by("pk")
    )


def accounts_yet_to_answer(round_: OpinionRound, day: date) -> list[User]:
    """The accounts of all who were asked and have not answered, units through their heads."""
    missing = list(
        round_.participants.filter(answered_at__isnull=True).values_list("person_id", "unit_id")
    )
    people = User.objects.filter(person__in=[p for p, _u in missing if p], is_active=True)
    heads = unit_accounts([u for p, u in missing if u and not p], day)
    return list({user.pk: user for user in [*people.order_by("pk"), *heads]}.values())


def _committee(organization: Organization, day: date) -> QuerySet[Office]:
    return Office.objects.filter(
        _in_force(day), kind__in=COMMITTEE, person__organization=organization
    )


def _in_force(day: date) -> Q:
    return (Q(starts_on__isnull=True) | Q(starts_on__lte=day)) & (
        Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    )
