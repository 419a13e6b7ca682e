"""Incoming papers (văn bản đến), told who looks."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require, within_reach
from daihoi.base import clock
from daihoi.base.errors import NotFound, NotPermitted
from daihoi.base.word_index import with_words
from daihoi.congresses.models import BasisDocument, Congress
from daihoi.organizations.models import Organization
from daihoi.organizations.queries.organizations import get_organization
from daihoi.registry.models import IncomingPaper
from daihoi.registry.queries.register import Filters
from daihoi.rules.papers import CATALOGUE

INCOMING_KINDS = tuple(kind for kind in CATALOGUE.values() if kind.is_incoming)


@dataclass(frozen=True, slots=True)
class IncomingLine:
    """A line as this viewer reads it; ``subject`` says only so much as she may know."""

    paper: IncomingPaper
    subject: str
    kind: str
    is_open: bool


def incoming_seen(viewer: Any) -> QuerySet[IncomingPaper]:
    """The incoming papers whose subject the viewer reads."""
    reach = within_reach(viewer, Permission.REGISTRY_VIEW, field="organization__path", whole=True)
    leads = within_reach(viewer, Permission.CONGRESSES_WORK, field="organization__path", whole=True)
    return IncomingPaper.objects.filter(reach & (Q(is_restricted=False) | leads))


def incoming_listed(organization: Organization, *, viewer: Any) -> QuerySet[IncomingPaper]:
    """One organization's book; who keeps it sees also the lines he may not read."""
    lines = organization.incoming_papers.all()
    if not can(viewer, Permission.REGISTRY_ISSUE, at=organization):
        lines = lines.filter(pk__in=incoming_seen(viewer).values("pk"))
    related = ("organization", "congress", "basis", "file", "recorded_by")
    return lines.select_related(*related).order_by("-year", "-arrival_number")


def incoming_lines(papers: list[IncomingPaper], *, viewer: Any) -> list[IncomingLine]:
    reads: dict[int, bool] = {}
    lines = []
    for paper in papers:
        is_open = True
        if paper.is_restricted:
            key = paper.organization_id
            if key not in reads:
                reads[key] = can(viewer, Permission.CONGRESSES_WORK, at=paper.organization)
            is_open = reads[key]
        kind = CATALOGUE.get(paper.kind)
        subject = paper.subject if is_open else _("Nội dung hạn chế")
        lines.append(IncomingLine(paper, subject, kind.name if kind else "", is_open))
    return lines


@dataclass(frozen=True, slots=True)
class IncomingPage:
    organization: Organization
    papers: QuerySet[IncomingPaper]
    years: list[int]
    filters: Filters
    can_write: bool
    can_cite: bool
    waiting: list[BasisDocument]  # directions in the register of bases that are not entered yet
    viewer: Any

    def lines(self, papers: list[IncomingPaper]) -> list[IncomingLine]:
        return incoming_lines(papers, viewer=self.viewer)


def incoming_page(pk: int, filters: Filters, *, viewer: Any) -> IncomingPage:
    organization = get_organization(pk, viewer=viewer, to=Permission.REGISTRY_VIEW)
    papers = incoming_listed(organization, viewer=viewer)
    years = sorted(set(papers.order_by().values_list("year", flat=True)), reverse=True)
    if filters.year:
        papers = papers.filter(year=int(filters.year))
    if filters.words:
        hits = with_words(incoming_seen(viewer).filter(organization=organization), filters.words)
        papers = papers.filter(pk__in=hits.values("pk"))
    writes = can(viewer, Permission.REGISTRY_WRITE, at=organization)
    return IncomingPage(
        organization=organization,
        papers=papers,
        years=years,
        filters=filters,
        can_write=writes,
        can_cite=can(viewer, Permission.CONGRESSES_MANAGE, at=organization),
        waiting=list(bases_to_enter(organization)) if writes else [],
        viewer=viewer,
    )


def bases_to_enter(organization: Organization) -> QuerySet[BasisDocument]:
    """Directions of the superior that are cited and not yet in the book."""
    directions = organization.basis_documents.filter(direction=True, incoming_paper__isnull=True)
    return directions.order_by("-issued_on", "number")


def get_incoming(
    pk: int, *, viewer: Any, to: Permission = Permission.REGISTRY_VIEW
) -> IncomingPaper:
    """One incoming paper the viewer may read."""
    found = (
        IncomingPaper.objects.select_related(
            "organization", "congress__organization", "file", "basis", "recorded_by"
        )
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotFound
    require(viewer, to, at=found.organization)
    if found.is_restricted and not can(viewer, Permission.CONGRESSES_WORK, at=found.organization):
        if not can(viewer, Permission.REGISTRY_ISSUE, at=found.organization):
            raise NotFound
        raise NotPermitted(
            _("Văn bản đến này có nội dung hạn chế: chỉ chi ủy đọc được."), code="restricted"
        )
    return found


@dataclass(frozen=True, slots=True)
class IncomingEntryPage:
    """One incoming paper, and what the viewer may do with it."""

    paper: IncomingPaper
    kind: str
    can_write: bool
    can_cite: bool


def incoming_entry(pk: int, *, viewer: Any) -> IncomingEntryPage:
    paper = get_incoming(pk, viewer=viewer)
    [line] = incoming_lines([paper], viewer=viewer)
    manages = can(viewer, Permission.CONGRESSES_MANAGE, at=paper.organization)
    return IncomingEntryPage(
        paper,
        line.kind,
        can(viewer, Permission.REGISTRY_WRITE, at=paper.organization),
        manages and paper.basis_id is None,
    )


def incoming_file(pk: int, *, viewer: Any) -> tuple[bytes, str]:
    """The paper as it came and its name; `NotFound` where none was attached."""
    found = get_incoming(pk, viewer=viewer)
    if found.file is None:
        raise NotFound
    return found.file.read(), found.file_name


def organization_to_enter(pk: int, *, viewer: Any) -> Organization:
    """An organization in whose book of incoming papers the viewer writes."""
    return get_organization(pk, viewer=viewer, to=Permission.REGISTRY_WRITE)


def basis_to_enter(pk: int, *, viewer: Any) -> BasisDocument:
    """A direction that is to be entered without typing it again."""
    found = BasisDocument.objects.select_related("organization", "file").filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.REGISTRY_WRITE, at=found.organization)
    if IncomingPaper.objects.filter(basis=found).exists():
        raise NotFound(_("Văn bản này đã ở trong sổ văn bản đến."))
    return found


def congress_for(organization: Organization) -> QuerySet[Congress]:
    """Congresses an incoming paper may be about, the latest first."""
    return organization.congresses.select_related("organization").order_by("-ordinal")


def entry_of(basis: BasisDocument) -> dict[str, Any]:
    """What the form says of a basis before anybody types: all but the day it came in."""
    return {
        "number": basis.number,
        "issued_on": basis.issued_on,
        "issuer": basis.issuer,
        "subject": basis.subject,
        "received_on": clock.today(),
        "congress": basis.congresses.order_by("-ordinal").first(),
    }
