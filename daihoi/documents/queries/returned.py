"""Word files that came back: whose they are, what they were made from, what they hold."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, Scope, can
from daihoi.base import clock
from daihoi.base.errors import BadFile, NotFound, NotPermitted
from daihoi.base.numbers import whole_number
from daihoi.documents.models import (
    Decision,
    Document,
    OpinionRound,
    ReturnedCopy,
    ReturnedPoint,
    Version,
)
from daihoi.documents.models.returned import PointKind
from daihoi.documents.queries import documents, returned_places, rounds
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.returned_points import points_with_hands
from daihoi.documents.queries.texts import blocks_of
from daihoi.organizations.models import Person, Unit
from daihoi.papers.intake import Refused, check_upload
from daihoi.papers.properties import read_properties
from daihoi.papers.reading.losses import Loss
from daihoi.papers.revisions import Returned, read_returned
from daihoi.papers.revisions.edits import EditKind
from daihoi.rules.documents import RoundState

MARK = "daihoi-ban"  # the property of a Word file that names its document and version
SHOWN_PLACES = 60
_DRAFT_MARK = re.compile(r"Dự thảo lần \d+")
SCOPE = "base__document__subcommittee__congress__organization"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file says it was made from."""

    version: Version
    revision: int


@dataclass(frozen=True, slots=True)
class Sending:
    """For whom the viewer may send a copy to a round: herself, her units."""

    round: OpinionRound
    person: Person | None
    units: list[Unit]

    def __bool__(self) -> bool:
        return bool(self.person or self.units)


@dataclass(frozen=True, slots=True)
class AuthorCount:
    author: str
    edits: int
    comments: int


@dataclass(frozen=True, slots=True)
class CopyCan:
    confirm: bool = False  # and discard
    review: bool = False
    take_opinions: bool = False


@dataclass(frozen=True, slots=True)
class CopyPage:
    """The preview of a copy, or what was confirmed."""

    copy: ReturnedCopy
    authors: list[AuthorCount]
    kinds: list[tuple[str, int]]
    edits: int
    comments: int
    opinions: int  # how many opinions confirming, or taking, would give
    losses: list[dict[str, object]]
    is_tracked: bool
    is_base_known: bool
    groups: list[returned_places.BlockGroup]
    more: int  # places after those shown
    same_as: ReturnedCopy | None  # the same bytes, sent before
    can: CopyCan


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


def get_receiving(pk: int, *, viewer: User) -> Document:
    """A document for which the viewer takes in what others sent; readers are told they may not."""
    document = documents.get_document(pk, viewer=viewer)
    if not takes_in(document, viewer=viewer):
        raise NotPermitted
    return document


def takes_in(thing: Document | Version, *, viewer: User) -> bool:
    """Whether the viewer takes in copies that others sent."""
    works = (Permission.DOCUMENTS_RECORD_OPINIONS, Permission.DOCUMENTS_MANAGE)
    return any(can(viewer, permission, at=thing) for permission in works)


def sending_to(page: rounds.RoundPage, *, viewer: User) -> Sending:
    """For whom the viewer may send a copy to a round today."""
    if not page.is_open or page.today < page.round.opens_on:
        return Sending(page.round, None, [])
    gives = can(viewer, Permission.DOCUMENTS_GIVE_OPINION, at=page.round)
    person = page.participant.person if page.participant and gives else None
    return Sending(page.round, person, [task.unit for task in page.units])


def get_copy(pk: int, *, viewer: User) -> ReturnedCopy:
    """A copy, for those who take copies in and for its sender; absent to others."""
    found = (
        ReturnedCopy.objects.select_related(SCOPE, "file", "round", "person", "unit__organization")
        .filter(pk=pk)
        .first()
    )
    if found is None or not (takes_in(found.base, viewer=viewer) or is_sender(found, viewer)):
        raise NotFound(_("Không tìm thấy bản Word này; có thể đã được bỏ."))
    return found


def is_sender(copy: ReturnedCopy, viewer: User) -> bool:
    """Whether the viewer sent the copy to a round herself and may still read the document."""
    own = copy.round_id is not None and copy.created_by_id == viewer.pk
    return own and can(viewer, Permission.DOCUMENTS_VIEW, at=copy.base)


def needed(copy: ReturnedCopy) -> tuple[Permission, Scope]:
    """What it takes to confirm or discard a copy."""
    if copy.round is None:
        return Permission.DOCUMENTS_RECORD_OPINIONS, copy.base.scope
    if copy.unit is not None:
        return Permission.DOCUMENTS_GIVE_FOR_UNIT, copy.unit.scope
    return Permission.DOCUMENTS_GIVE_OPINION, copy.round.scope


def contributor_of(copy: ReturnedCopy) -> Contributor:
    return Contributor(name=copy.sender, person=copy.person, unit=copy.unit)


def copy_page(copy: ReturnedCopy, *, viewer: User) -> CopyPage:
    """What a copy holds: read again from its file until it is confirmed."""
    taken_in = takes_in(copy.base, viewer=viewer)
    allowed = CopyCan(
        confirm=copy.confirmed_at is None and _may_confirm(copy, viewer),
        review=taken_in and copy.confirmed_at is not None,
        take_opinions=copy.confirmed_at is not None
        and copy.round_id is None
        and open_round_on(copy.base) is not None
        and can(viewer, Permission.DOCUMENTS_RECORD_OPINIONS, at=copy.base),
    )
    return _confirmed(copy, allowed) if copy.confirmed_at else _preview(copy, allowed)


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


def _may_confirm(copy: ReturnedCopy, viewer: User) -> bool:
    permission, place = needed(copy)
    own = copy.round_id is None or copy.created_by_id == viewer.pk
    return own and can(viewer, permission, at=place)


def _preview(copy: ReturnedCopy, allowed: CopyCan) -> CopyPage:
    found = read_copy(copy.file.read(), copy.base, name=copy.file_name)
    places = returned_places.of_copy(copy, found)
    edits = Counter(edit.hand.author for edit in found.edits)
    comments = Counter(comment.hand.author for comment in found.comments)
    return _page(
        copy,
        allowed,
        edits=edits,
        comments=comments,
        kinds=Counter(edit.kind.value for edit in found.edits),
        losses=losses_of(found),
        is_tracked=found.has_tracking,
        is_base_known=copy.is_base_known or not found.unknown_base,
        places=places,
    )


def _confirmed(copy: ReturnedCopy, allowed: CopyCan) -> CopyPage:
    hands = list(copy.hands.select_related("point").order_by("point__place", "point_id"))
    edits = Counter(hand.author for hand in hands if not hand.point.is_comment)
    comments = Counter(hand.author for hand in hands if hand.point.is_comment)
    return _page(
        copy,
        allowed,
        edits=edits,
        comments=comments,
        kinds=Counter(hand.point.kind for hand in hands if not hand.point.is_comment),
        losses=copy.losses,
        is_tracked=copy.is_tracked,
        is_base_known=copy.is_base_known,
        places=returned_places.of_points(copy.base, _points(copy)),
    )


def _points(copy: ReturnedCopy) -> QuerySet[ReturnedPoint]:
    points = ReturnedPoint.objects.filter(hands__copy=copy).order_by("place", "pk")
    return points.prefetch_related(points_with_hands())


def _page(
    copy: ReturnedCopy,
    allowed: CopyCan,
    *,
    edits: Counter[str],
    comments: Counter[str],
    kinds: Counter[str],
    losses: list[dict[str, object]],
    is_tracked: bool,
    is_base_known: bool,
    places: list[returned_places.PlaceView],
) -> CopyPage:
    names = sorted({*edits, *comments}, key=lambda name: (-edits[name] - comments[name], name))
    total, said = edits.total(), comments.total()
    return CopyPage(
        copy=copy,
        authors=[
            AuthorCount(name or _("không rõ ai"), edits[name], comments[name]) for name in names
        ],
        kinds=[(str(kind.label), kinds[kind.value]) for kind in PointKind if kinds[kind.value]],
        edits=total,
        comments=said,
        opinions=total + said - kinds[EditKind.FORMAT.value],
        losses=losses,
        is_tracked=is_tracked,
        is_base_known=is_base_known,
        groups=returned_places.grouped(places[:SHOWN_PLACES]),
        more=max(0, len(places) - SHOWN_PLACES),
        same_as=_same_file(copy),
        can=allowed,
    )


def _same_file(copy: ReturnedCopy) -> ReturnedCopy | None:
    """An earlier copy of the same document with the same bytes."""
    if copy.confirmed_at is not None:
        return None
    same = ReturnedCopy.objects.filter(
        file=copy.file, base__document=copy.base.document_id, confirmed_at__isnull=False
    )
    return same.exclude(pk=copy.pk).first()


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


def _is_draft_mark(loss: Loss) -> bool:
    """Whether it is but the header our own files have: nothing of the sender's is lost."""
    words = [each.words for each in loss.places]
    return bool(words) and all(map(_DRAFT_MARK.fullmatch, words))


def losses_of(read: Returned) -> list[dict[str, object]]:
    """What of a file cannot be kept, in words, with the places as people name them."""
    return [
        {"text": loss.description, "places": [str(each) for each in loss.places if str(each)]}
        for loss in read.losses
        if not _is_draft_mark(loss)
    ]


def people_of(document: Document) -> QuerySet[Person]:
    """Who may have sent a copy: the organization's people, by given name."""
    organization = document.congress.organization
    return Person.objects.filter(organization=organization).order_by("name_key", "pk")


def units_in(document: Document) -> QuerySet[Unit]:
    organization = document.congress.organization
    return Unit.objects.filter(organization=organization).order_by("position", "name")
