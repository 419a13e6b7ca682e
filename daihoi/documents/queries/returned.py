"""Word files that came back: what they were made from, and the lists they stand in."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission
from daihoi.base import clock
from daihoi.base.errors import BadFile, NotFound
from daihoi.base.numbers import whole_number
from daihoi.documents.models import (
    Decision,
    Document,
    OpinionRound,
    ReturnedCopy,
    ReturnedPoint,
    Version,
)
from daihoi.documents.queries import documents, rounds
from daihoi.documents.queries.texts import blocks_of
from daihoi.organizations.models import Person, Unit
from daihoi.papers.intake import Refused, check_upload
from daihoi.papers.properties import read_properties
from daihoi.papers.revisions import Returned, read_returned
from daihoi.rules.documents import RoundState

MARK = "daihoi-ban"  # the property of a Word file that names its document and version


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file says it was made from."""

    version: Version
    revision: int


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy in a list: how much it holds and how much of it is undecided."""

    copy: ReturnedCopy
    points: int
    undecided: int


@dataclass(frozen=True, slots=True)
class BaseGroup:
    """The copies of one base version; ``points`` of all of them merged."""

    base: Version
    rows: list[CopyRow]
    points: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version whose copies wait to be looked at."""

    base: Version
    copies: int
    points: int


def mark_of(version: Version) -> dict[str, str]:
    """The properties a version's Word file carries."""
    return {MARK: f"{version.document_id}/{version.number}/{version.revision}"}


def origin_of(content: bytes, document: Document, *, name: str) -> Origin | None:
    """The version of ``document`` a file was made from; None if it does not tell."""
    try:
        package = check_upload(content, expected="docx", name=name)
        said = read_properties(package).get(MARK, "").split("/")
    except Refused as refusal:
        raise BadFile(refusal.message, code=refusal.code) from refusal
    numbers = [whole_number(part) for part in said]
    whole = [number for number in numbers if number is not None]
    if len(whole) != len(numbers) or len(whole) != 3 or whole[0] != document.pk:
        return None
    version = document.versions.filter(number=whole[1]).first()
    return Origin(version, whole[2]) if version else None


def read_copy(content: bytes, base: Version, *, name: str) -> Returned:
    """What a file changes in ``base``; `BadFile` says why it is not taken and what to do."""
    try:
        return read_returned(content, blocks_of(base), name=name)
    except Refused as refusal:
        raise BadFile(refusal.message, code=refusal.code) from refusal


def bases_of(document: Document, *, viewer: User) -> list[Version]:
    """The versions a copy can have been made from, newest first.

    A working version without changes is left out: it is the version it was made from.
    """
    found = documents.document_page(document, viewer=viewer).versions
    return [each for each in found if not each.is_working or each.changes.exists()]


def open_round_on(base: Version) -> OpinionRound | None:
    """The round on this version that is not closed: what a copy says can be its opinions."""
    return base.rounds.exclude(state=RoundState.CLOSED.value).first()


def given_on(copy: ReturnedCopy) -> date:
    """The day proposed for the opinions of a copy: today, or the last day of an ended round."""
    found = open_round_on(copy.base)
    return min(clock.today(), found.closes_on) if found else clock.today()


def copies_by_base(document: Document) -> list[BaseGroup]:
    """All copies of a document, newest base first; not those senders have yet to confirm."""
    copies = (
        ReturnedCopy.objects.filter(base__document=document)
        .exclude(round__isnull=False, confirmed_at__isnull=True)
        .select_related("created_by")
        .annotate(
            points=Count("hands"),
            undecided=Count("hands", filter=Q(hands__point__decision="")),
        )
        .order_by("pk")
    )
    rows: dict[int, list[CopyRow]] = {}
    for copy in copies:
        rows.setdefault(copy.base_id, []).append(CopyRow(copy, copy.points, copy.undecided))
    bases = Version.objects.filter(pk__in=rows).annotate(
        points=Count("returned_points"),
        undecided=Count("returned_points", filter=Q(returned_points__decision="")),
    )
    return [
        BaseGroup(base, rows[base.pk], base.points, base.undecided)
        for base in bases.order_by("-number")
    ]


def own_copies(round_: OpinionRound, *, viewer: User) -> list[ReturnedCopy]:
    """Copies the viewer sent to a round."""
    return list(round_.returned_copies.filter(created_by=viewer).order_by("-pk"))


def waiting_bases(*, viewer: User) -> list[Waiting]:
    """Versions with undecided points, for who decides them."""
    managed = rounds.subcommittees_where(viewer, Permission.DOCUMENTS_MANAGE)
    if not managed:
        return []
    undecided = Q(returned_points__decision="", document__subcommittee__in=managed)
    found = Version.objects.filter(undecided).annotate(
        points=Count("returned_points", distinct=True),
        copies=Count("returned_points__hands__copy", distinct=True),
    )
    bases = found.select_related("document").order_by("pk")
    return [Waiting(base, base.copies, base.points) for base in bases]


def accepted_of(base: Version) -> QuerySet[ReturnedPoint]:
    """Accepted points that are not in any text yet, in reading order."""
    waiting = base.returned_points.filter(decision=Decision.ACCEPTED.value, change__isnull=True)
    return waiting.order_by("place", "pk")


def likely_base(document: Document) -> Version:
    """What a file that does not tell was probably made from."""
    current = document.rounds.exclude(state=RoundState.CLOSED.value).first()
    if current is not None:
        return current.base_version
    frozen = document.versions.filter(frozen_at__isnull=False).order_by("-number").first()
    if frozen is None:
        raise NotFound(_("Văn kiện chưa có bản nào."))
    return frozen


def people_of(document: Document) -> QuerySet[Person]:
    """Who may have sent a copy: the organization's people, by given name."""
    organization = document.congress.organization
    return Person.objects.filter(organization=organization).order_by("name_key", "pk")


def units_in(document: Document) -> QuerySet[Unit]:
    organization = document.congress.organization
    return Unit.objects.filter(organization=organization).order_by("position", "name")
