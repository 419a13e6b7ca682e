"""Dossiers, told who looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.congresses.queries.congresses import congress_of
from daihoi.organizations.models import Person
from daihoi.organizations.queries.namesakes import names_apart
from daihoi.registry.models import Dossier, DossierItem, IncomingPaper, Paper
from daihoi.registry.queries.register import reads_restricted
from daihoi.rules.papers import CATALOGUE, DossierPart


@dataclass(frozen=True, slots=True)
class DossierList:
    """The dossiers of a congress, the newest first."""

    congress: Congress
    dossiers: list[Dossier]  # each with ``item_count``


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One paper of a dossier; ``state`` says whether it is issued, a draft or incoming."""

    item: DossierItem
    number: int
    state: str
    kind: str  # of a badge

    @property
    def last_page(self) -> int | None:
        """Of the bound file; None while it is not sealed or cannot be bound."""
        item = self.item
        return item.first_page + item.pages - 1 if item.first_page and item.pages else None


@dataclass(frozen=True, slots=True)
class DossierPage:
    dossier: Dossier
    rows: list[ItemRow]
    faults: list[str]  # what keeps it from being sealed
    drafts: int
    missing: list[str]  # kinds the approval dossier usually holds, none of which is in it
    can_change: bool
    can_seal: bool

    @property
    def is_sealed(self) -> bool:
        return self.dossier.sealed_at is not None


def dossier_list(pk: int, *, viewer: Any) -> DossierList:
    """Dossiers of one congress, without those that hold papers the viewer may not read."""
    congress = congress_of(pk, viewer=viewer, to=Permission.REGISTRY_WRITE)
    dossiers = _readable(congress.dossiers.all(), congress, viewer)
    counted = dossiers.annotate(item_count=Count("items", distinct=True))
    return DossierList(congress, list(counted.order_by("-created_at", "-pk")))


def get_dossier(pk: int, *, viewer: Any) -> Dossier:
    """One dossier; `NotFound` for who may not read every paper of it."""
    rows = Dossier.objects.select_related("congress__organization__parent", "pdf", "archive")
    dossier = rows.filter(pk=pk).first()
    if dossier is None:
        raise NotFound
    require(viewer, Permission.REGISTRY_WRITE, at=dossier)
    if not _readable(Dossier.objects.filter(pk=pk), dossier.congress, viewer).exists():
        raise NotFound
    return dossier


def get_item(pk: int, *, viewer: Any) -> DossierItem:
    """One paper of a dossier, by the dossier's permission."""
    item = DossierItem.objects.filter(pk=pk).first()
    if item is None:
        raise NotFound
    dossier = get_dossier(item.dossier_id, viewer=viewer)
    return items_of(dossier).get(pk=pk)


def items_of(dossier: Dossier) -> QuerySet[DossierItem]:
    """Its papers in their order; the caller has checked the viewer."""
    items = dossier.items.select_related(
        "dossier__congress__organization__parent",
        "paper__entry__pdf",
        "paper__entry__word",
        "paper__congress__organization__parent",
        "paper__subcommittee",
        "incoming__file",
    )
    return items.order_by("position", "pk")


def dossier_page(pk: int, *, viewer: Any) -> DossierPage:
    """A dossier with its papers, what stands in the way of sealing it, and what may be done."""
    dossier = get_dossier(pk, viewer=viewer)
    items = list(items_of(dossier))
    rows = [_row(item, number) for number, item in enumerate(items, 1)]
    is_open = dossier.sealed_at is None
    return DossierPage(
        dossier=dossier,
        rows=rows,
        faults=faults_of(items) if is_open else [],
        drafts=sum(row.kind == "waiting" for row in rows),
        missing=_missing(items) if is_open else [],
        can_change=is_open and can(viewer, Permission.REGISTRY_WRITE, at=dossier),
        can_seal=is_open and can(viewer, Permission.REGISTRY_ISSUE, at=dossier),
    )


def faults_of(items: Sequence[DossierItem]) -> list[str]:
    """Why these papers cannot be sealed, in words; [] if they can."""
    if not items:
        return [_("Hồ sơ chưa có văn bản nào.")]
    found = []
    for item in items:
        entry = getattr(item.paper, "entry", None)
        if entry and entry.cancelled_at:
            found.append(_("“%(title)s” đã bị hủy trong sổ văn bản.") % {"title": item.title})
        if item.incoming and item.incoming.file is None:
            found.append(_("“%(title)s” chưa có tệp kèm theo.") % {"title": item.title})
    return found


def papers_to_add(congress: Congress, *, viewer: Any) -> QuerySet[Paper]:
    """Papers of the congress that the viewer may put into a dossier."""
    papers = Paper.objects.filter(congress=congress).select_related("entry")
    papers = papers.filter(entry__cancelled_at__isnull=True)
    if not reads_restricted(viewer, congress):
        papers = papers.exclude(pk__in=Paper.objects.filter(_RESTRICTED_PAPER).values("pk"))
    return papers.order_by("kind", "subject", "pk")


def incoming_to_add(congress: Congress, *, viewer: Any) -> QuerySet[IncomingPaper]:
    """Papers that came in for this congress or for the organization, with their file."""
    require(viewer, Permission.REGISTRY_WRITE, at=congress)
    incoming = IncomingPaper.objects.filter(organization=congress.organization, file__isnull=False)
    return incoming.filter(Q(congress=congress) | Q(congress=None)).order_by("-received_on", "pk")


def may_read(item: DossierItem, congress: Congress, *, viewer: Any) -> bool:
    """Whether an item that is about to be added belongs here and may be read by the viewer."""
    if item.incoming:
        return incoming_to_add(congress, viewer=viewer).filter(pk=item.incoming.pk).exists()
    assert item.paper is not None  # noqa: S101 - a constraint of the table
    return papers_to_add(congress, viewer=viewer).filter(pk=item.paper.pk).exists()


def usual_papers(papers: Sequence[Paper]) -> list[int]:
    """Keys of those the approval dossier usually holds (documents catalogue, section 4)."""
    usual = {DossierPart.MEMBER, DossierPart.DRAFT}
    return [paper.pk for paper in papers if CATALOGUE[paper.kind].dossier in usual]


def names_for_sets(dossier: Dossier, *, viewer: Any) -> list[str]:
    """Members of the organization today, by given name, each to get a set in the hall."""
    require(viewer, Permission.REGISTRY_WRITE, at=dossier)
    people = Person.objects.filter(
        organization=dossier.congress.organization, memberships__ends_on__isnull=True
    ).filter(memberships__isnull=False)
    listed = list(people.select_related("unit").order_by("name_key", "pk").distinct())
    names = names_apart(listed, viewer=viewer)
    return [names[person.pk] for person in listed]


SUBMISSION = "TTDH"  # what makes a dossier the one sent for approval
_RESTRICTED_KINDS = [code for code, kind in CATALOGUE.items() if kind.is_restricted]
_PERSONNEL = Subcommittee.Purpose.PERSONNEL
_RESTRICTED_PAPER = (
    Q(kind__in=_RESTRICTED_KINDS)
    | Q(subcommittee__isnull=False, subcommittee__purpose=_PERSONNEL)
    | Q(entry__is_restricted=True)
)


def _readable(dossiers: QuerySet[Dossier], congress: Congress, viewer: Any) -> QuerySet[Dossier]:
    if reads_restricted(viewer, congress):
        return dossiers
    restricted = Paper.objects.filter(_RESTRICTED_PAPER, congress=congress)
    return dossiers.exclude(
        pk__in=DossierItem.objects.filter(paper__in=restricted).values("dossier")
    )


def _row(item: DossierItem, number: int) -> ItemRow:
    entry = getattr(item.paper, "entry", None)
    if item.incoming:
        return ItemRow(item, number, _("văn bản đến"), "note")
    if entry is None:
        return ItemRow(item, number, _("dự thảo"), "waiting")
    if entry.cancelled_at:
        return ItemRow(item, number, _("đã hủy"), "late")
    return ItemRow(item, number, _("đã ban hành"), "done")


def _missing(items: Sequence[DossierItem]) -> list[str]:
    inside = {item.paper.kind for item in items if item.paper}
    if SUBMISSION not in inside:  # papers for the hall are no approval dossier
        return []
    usual = {DossierPart.MEMBER, DossierPart.DRAFT}
    return [k.name for code, k in CATALOGUE.items() if k.dossier in usual and code not in inside]
