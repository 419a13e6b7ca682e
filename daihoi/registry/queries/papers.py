"""Papers of a congress: who reads which, who begins them, and the page of one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.base import offers
from daihoi.base.errors import Conflict, NotFound
from daihoi.base.offers import Row
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.congresses.queries.congresses import congress_of
from daihoi.organizations.queries.organizations import home_of
from daihoi.papers.official import OfficialPaper
from daihoi.papers.profiles import PROFILES, Profile, printed
from daihoi.registry.models import Paper, RegisterEntry
from daihoi.registry.queries.counts import misfits_of, wanted_of
from daihoi.registry.queries.filling import (
    Sources,
    is_on_personnel,
    is_restricted,
    left_out_of,
    missing_fields,
    official_paper,
    on_personnel,
    profile_of,
    secret,
    sources_of,
    typed_fields_left,
)
from daihoi.registry.queries.register import reads_restricted
from daihoi.registry.queries.signers import SignerChoice, signer_choices, signer_key
from daihoi.rules.papers import CATALOGUE, PaperKind

_OF_CONGRESS = [code for code, kind in CATALOGUE.items() if kind.is_of_congress]


@dataclass(frozen=True, slots=True)
class PaperCan:
    write: bool
    issue: bool


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One paper as it stands today."""

    paper: Paper
    kind: PaperKind
    official: OfficialPaper
    profile: Profile
    missing: list[str]
    typed: list[str]  # what somebody typed and may change
    misfits: list[str]  # numbers that cannot stand beside each other
    entry: RegisterEntry | None
    can: PaperCan
    is_restricted: bool
    signers: list[SignerChoice]
    signer: str  # key of the one it bears
    left_out: list[str]  # of a deposited text: what the paper has of its own
    newer: str  # what a text taken from its source today would be called, if not as its own
    attached: list[Row]  # what higher apps say of it while it is written
    sources: Sources = field(repr=False)

    @property
    def draft_mark(self) -> str:
        return draft_mark(self.paper)

    @property
    def gap_links(self) -> dict[str, str]:
        """Where each missing field is filled in; without links for who only reads."""
        url = reverse("registry:paper_fill", args=[self.paper.pk]) if self.can.write else ""
        return {name: url and f"{url}#id_f{n}" for n, name in enumerate(self.missing)}


def draft_mark(paper: Paper) -> str:
    """What stands behind the title of a paper that is no more than a draft; "" where it says so."""
    says_so = CATALOGUE[paper.kind].name.startswith("Dự thảo")
    return "" if says_so or entry_of(paper) is not None else _("(DỰ THẢO)")


def writing(kind: PaperKind) -> Permission:
    """What writing a paper of a kind asks for: the secretariat drafts what the congress issues (B6)."""
    return Permission.REGISTRY_DRAFT if kind.is_of_congress else Permission.REGISTRY_WRITE


def writes_in(viewer: Any, congress: Congress) -> bool:
    """Whether the viewer writes papers in this congress, for the committee or one of its bodies."""
    if can(viewer, Permission.REGISTRY_WRITE, at=congress):
        return True
    return bool(_own_bodies(viewer, congress))


def papers_seen(congress: Congress, *, viewer: Any) -> QuerySet[Paper]:
    """Papers of a congress whose text the viewer reads: drafts are for those who write (S41)."""
    papers = Paper.objects.filter(congress=congress).select_related("entry", "subcommittee")
    if not writes_in(viewer, congress):
        seen = Q(entry__isnull=False)
        if can(viewer, Permission.REGISTRY_DRAFT, at=congress):
            seen |= Q(kind__in=_OF_CONGRESS)
        papers = papers.filter(seen)
    if not reads_restricted(viewer, congress):
        papers = papers.exclude(on_personnel())
        papers = papers.exclude(secret() & ~Q(subcommittee__in=_own_bodies(viewer, congress)))
    return papers.order_by("pk")


def drafts_seen(viewer: Any) -> QuerySet[Paper]:
    """Papers still written that the viewer reads, of the congresses of her organization."""
    home = home_of(viewer)
    wanted = Q(pk__in=[])
    for congress in home.congresses.all() if home else ():
        if can(viewer, Permission.REGISTRY_VIEW, at=congress):
            wanted |= Q(pk__in=papers_seen(congress, viewer=viewer).order_by().values("pk"))
    return Paper.objects.filter(wanted, entry__isnull=True)


def paper_page(pk: int, *, viewer: Any) -> PaperPage:
    """One paper with its gaps; `NotFound` for who does not read it."""
    paper = get_paper(pk, viewer=viewer)
    sources = sources_of(paper.congress, paper.dated_on, wanted=wanted_of(paper))
    entry = entry_of(paper)
    writes = entry is None and can(viewer, writing(CATALOGUE[paper.kind]), at=paper)
    issues = entry is None and can(viewer, Permission.REGISTRY_ISSUE, at=paper.congress)
    if entry is None:
        official = official_paper(paper, sources=sources)
    else:
        official = official_paper(
            paper,
            number=entry.symbol,
            dated_on=entry.issued_on,
            is_issued=True,
            sources=sources,
        )
    profile = profile_of(paper)
    signers = signer_choices(paper) if writes else []
    return PaperPage(
        paper,
        CATALOGUE[paper.kind],
        printed(official, profile),
        profile,
        missing_fields(paper, sources) if entry is None else [],
        typed_fields_left(paper, sources) if entry is None else [],
        misfits_of(paper, sources) if entry is None else [],
        entry,
        PaperCan(writes, issues),
        is_restricted(paper),
        signers,
        signer_key(paper, signers),
        left_out_of(paper),
        _newer(paper) if entry is None else "",
        offers.attached(viewer, paper) if entry is None else [],
        sources,
    )


def _newer(paper: Paper) -> str:
    today = offers.source_label(paper.source)[:200] if paper.source else ""
    return today if today != paper.source_label else ""


def page_to_write(pk: int, *, viewer: Any) -> PaperPage:
    """The page of a paper that the viewer may change; `NotFound` else."""
    page = paper_page(pk, viewer=viewer)
    if not page.can.write:
        raise NotFound
    return page


def get_paper(pk: int, *, viewer: Any, to: Permission = Permission.REGISTRY_VIEW) -> Paper:
    """A paper the viewer reads; absent and not hers are the same. ``to``: what she is about to do."""
    found = Paper.objects.select_related("congress__organization__parent", "subcommittee", "entry")
    paper = found.filter(pk=pk).first()
    if paper is None or not _reads(paper, viewer):
        raise NotFound
    needed = writing(CATALOGUE[paper.kind]) if to is Permission.REGISTRY_WRITE else to
    if to is not Permission.REGISTRY_VIEW and not can(viewer, needed, at=paper):
        raise NotFound
    if to is Permission.REGISTRY_WRITE and hasattr(paper, "entry"):
        raise Conflict(
            _("Văn bản đã ban hành nên không sửa được."),
            code="issued",
            advice=_("Cần sửa thì lập văn bản mới thay thế."),
        )
    return paper


def kind_to_make(pk: int, code: str, *, viewer: Any) -> tuple[Congress, PaperKind]:
    """The congress and the kind of a paper the viewer may begin."""
    kind = CATALOGUE.get(code)
    if kind is not None and kind.is_restricted:
        _require_personnel(pk, viewer)
    congress = congress_of(pk, viewer=viewer, to=Permission.REGISTRY_VIEW)
    if kind is None or kind.is_incoming or not makers_of(congress, kind, viewer=viewer):
        raise NotFound
    return congress, kind


def _require_personnel(pk: int, viewer: Any) -> None:
    """Papers on personnel are not there for who does not read them, also within the organization."""
    congress = Congress.objects.select_related("organization").filter(pk=pk).first()
    if congress is None or not reads_restricted(viewer, congress):
        raise NotFound


def makers_of(congress: Congress, kind: PaperKind, *, viewer: Any) -> list[Subcommittee | None]:
    """The bodies for which the viewer may begin a paper of a kind, the usual one first.

    None is the committee. Papers on personnel are begun by the committee and their own body.
    """
    if kind.is_restricted and not reads_restricted(viewer, congress):
        return []
    bodies = list(congress.subcommittees.order_by("pk"))
    return makers_among(congress, kind, bodies, viewer)


def profile_choices() -> list[tuple[str, str]]:
    """Every layout as a choice; "" leaves it to the day and to who issues (D2)."""
    bodies = {False: _("Đảng"), True: _("cơ quan nhà nước")}
    named = [(code, f"{bodies[each.is_state]}: {each.source}") for code, each in PROFILES.items()]
    return [("", _("theo ngày và cơ quan ban hành")), *named]


def _reads(paper: Paper, viewer: Any) -> bool:
    congress = paper.congress
    if not can(viewer, Permission.REGISTRY_VIEW, at=congress):
        body = paper.subcommittee
        if body is None or not can(viewer, Permission.REGISTRY_VIEW, at=body):
            return False
    if is_on_personnel(paper) and not reads_restricted(viewer, congress):
        return False
    kind = CATALOGUE[paper.kind]
    own = can(viewer, writing(kind), at=paper)
    if is_restricted(paper) and not own and not reads_restricted(viewer, congress):
        return False
    drafts = kind.is_of_congress and can(viewer, Permission.REGISTRY_DRAFT, at=congress)
    return entry_of(paper) is not None or drafts or writes_in(viewer, congress)


def _own_bodies(viewer: Any, congress: Congress) -> list[int]:
    """The subcommittees for which the viewer writes papers."""
    return [
        pk
        for pk in congress.subcommittees.values_list("pk", flat=True)
        if can(viewer, Permission.REGISTRY_WRITE, at=Subcommittee(pk=pk, congress=congress))
    ]


def entry_of(paper: Paper) -> RegisterEntry | None:
    """Its line of the register, if it is issued."""
    return getattr(paper, "entry", None)


def makers_among(
    congress: Congress, kind: PaperKind, bodies: Sequence[Subcommittee], viewer: Any
) -> list[Subcommittee | None]:
    """As `makers_of`, of bodies that were read before; whether the kind is hers to read was asked."""
    found: list[Subcommittee | None] = []
    for body in bodies:
        body.congress = congress
        if can(viewer, writing(kind), at=body):
            found.append(body)
    if can(viewer, writing(kind), at=congress):
        found.append(None)
    return sorted(found, key=lambda body: (body.purpose if body else "") != kind.writer)
