"""Papers of a congress: who reads which, and the set that a congress needs (S38)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, NotFound
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.congresses.models.congresses import CongressForm
from daihoi.congresses.queries.congresses import congress_of
from daihoi.organizations.queries.organizations import home_of
from daihoi.papers.official import OfficialPaper
from daihoi.papers.profiles import PROFILES, Profile, printed
from daihoi.registry.models import IncomingPaper, Paper, RegisterEntry
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
)
from daihoi.registry.queries.incoming import incoming_seen
from daihoi.registry.queries.register import reads_restricted
from daihoi.registry.queries.signers import SignerChoice, signer_choices, signer_key
from daihoi.rules.papers import CATALOGUE, Condition, Need, PaperKind, Phase
from daihoi.rules.papers import DossierPart as Part

PHASE_LABELS = {
    Phase.PREPARATION: gettext_lazy("Chuẩn bị đại hội"),
    Phase.MEETING: gettext_lazy("Cuộc họp"),
    Phase.DAY: gettext_lazy("Ngày đại hội"),
    Phase.AFTER: gettext_lazy("Sau đại hội"),
}
NEED_LABELS = {
    Need.REQUIRED: gettext_lazy("bắt buộc"),
    Need.OPTIONAL: gettext_lazy("tùy chọn"),
    Need.CONDITIONAL: gettext_lazy("khi có điều kiện"),
}
CONDITION_LABELS = {
    Condition.DELEGATES: gettext_lazy("chỉ đại hội đại biểu"),
    Condition.HEALTH: gettext_lazy("khi kế hoạch có bước phòng, chống dịch"),
}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper that was begun; ``gaps`` is None for what was issued."""

    paper: Paper
    entry: RegisterEntry | None
    gaps: int | None

    @property
    def kind(self) -> str:
        """Of the badge."""
        if self.entry:
            return "late" if self.entry.cancelled_at else "done"
        return "waiting" if self.gaps else "note"

    @property
    def state(self) -> str:
        if self.entry:
            if self.entry.cancelled_at:
                return _("đã hủy")
            number = self.entry.symbol
            return _("đã ban hành %(number)s") % {"number": number} if number else _("đã ban hành")
        facts = {"draft": self.paper.draft, "gaps": self.gaps}
        if self.gaps:
            return _("dự thảo lần %(draft)s, còn %(gaps)s chỗ trống") % facts
        return _("dự thảo lần %(draft)s, đủ nội dung") % facts


@dataclass(frozen=True, slots=True)
class NeededRow:
    """One kind of paper that the congress needs, and how far it is."""

    kind: PaperKind
    need: str
    is_applicable: bool
    writer: str
    due_on: date | None
    papers: list[PaperRow]
    incoming: list[IncomingPaper]
    outside: list[RegisterEntry]  # written elsewhere, with a number of the register
    can_make: bool
    is_hidden: bool = False  # begun, but not this viewer's to read
    is_overdue: bool = False  # its day is over, in a congress that goes on

    @property
    def is_covered(self) -> bool:
        """As many as needed are issued, or have come in."""
        issued = [row for row in self.papers if row.entry and not row.entry.cancelled_at]
        return len(issued) + len(self.incoming) + len(self.outside) >= self.kind.at_least

    @property
    def is_late(self) -> bool:
        return self.is_overdue and self.is_missing and not self.is_hidden

    @property
    def is_empty(self) -> bool:
        return not (self.papers or self.incoming or self.outside)

    @property
    def is_missing(self) -> bool:
        return self.is_applicable and self.kind.need is not Need.OPTIONAL and not self.is_covered

    @property
    def in_dossier(self) -> bool:
        return self.kind.dossier is not Part.NONE


@dataclass(frozen=True, slots=True)
class NeededGroup:
    phase: Phase
    label: str
    rows: list[NeededRow]


@dataclass(frozen=True, slots=True)
class NeededPage:
    """``done`` of ``needed`` kinds are issued or have come in; ``gone`` are papers of other kinds."""

    congress: Congress
    groups: list[NeededGroup]
    done: int
    needed: int
    can_keep_templates: bool
    can_keep_dossiers: bool


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
    entry: RegisterEntry | None
    can: PaperCan
    is_restricted: bool
    signers: list[SignerChoice]
    signer: str  # key of the one it bears
    left_out: list[str]  # of a deposited text: what the paper has of its own
    newer: str  # what a text taken from its source today would be called, if not as its own
    sources: Sources = field(repr=False)

    @property
    def gap_links(self) -> dict[str, str]:
        """Where each missing field is filled in; without links for who only reads."""
        url = reverse("registry:paper_fill", args=[self.paper.pk]) if self.can.write else ""
        return {name: url and f"{url}#id_f{n}" for n, name in enumerate(self.missing)}


def writes_in(viewer: Any, congress: Congress) -> bool:
    """Whether the viewer writes papers in this congress, for the committee or one of its bodies."""
    if can(viewer, Permission.REGISTRY_WRITE, at=congress):
        return True
    return bool(_own_bodies(viewer, congress))


def papers_seen(congress: Congress, *, viewer: Any) -> QuerySet[Paper]:
    """Papers of a congress whose text the viewer reads: drafts are for those who write (S41)."""
    papers = Paper.objects.filter(congress=congress).select_related("entry", "subcommittee")
    if not writes_in(viewer, congress):
        papers = papers.filter(entry__isnull=False)
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


def needed_page(pk: int, *, viewer: Any) -> NeededPage:
    """The set of papers a congress needs with the state of each."""
    congress = congress_of(pk, viewer=viewer, to=Permission.REGISTRY_VIEW)
    papers = list(papers_seen(congress, viewer=viewer))
    sources = sources_of(congress) if any(not _entry(paper) for paper in papers) else None
    rows: dict[str, list[PaperRow]] = {}
    for paper in papers:
        rows.setdefault(paper.kind, []).append(_row(paper, congress, sources))
    incoming: dict[str, list[IncomingPaper]] = {}
    came_in = incoming_seen(viewer).filter(congress=congress).exclude(kind="")
    for each in came_in.order_by("received_on", "pk"):
        incoming.setdefault(each.kind, []).append(each)
    bodies = list(congress.subcommittees.order_by("pk"))
    due = _due(congress)
    may_read = reads_restricted(viewer, congress)
    outside = _outside(congress, may_read=may_read)
    found = [
        _needed(
            kind,
            congress,
            rows.get(kind.code, []),
            incoming.get(kind.code, []),
            outside.get(kind.code, []),
            bodies=bodies,
            due_on=due.get(kind.code),
            may_read=may_read or not kind.is_restricted,
            viewer=viewer,
        )
        for kind in CATALOGUE.values()
    ]
    counted = [row for row in found if row.is_applicable and row.kind.need is not Need.OPTIONAL]
    return NeededPage(
        congress,
        [
            NeededGroup(phase, str(label), [row for row in found if row.kind.phases[0] is phase])
            for phase, label in PHASE_LABELS.items()
        ],
        done=sum(row.is_covered for row in counted),
        needed=len(counted),
        can_keep_templates=can(viewer, Permission.REGISTRY_TEMPLATES, at=congress.organization),
        can_keep_dossiers=can(viewer, Permission.REGISTRY_WRITE, at=congress),
    )


def paper_page(pk: int, *, viewer: Any) -> PaperPage:
    """One paper with its gaps; `NotFound` for who does not read it."""
    paper = get_paper(pk, viewer=viewer)
    sources = sources_of(paper.congress, paper.dated_on)
    entry = _entry(paper)
    writes = entry is None and can(viewer, Permission.REGISTRY_WRITE, at=paper)
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
        entry,
        PaperCan(writes, issues),
        is_restricted(paper),
        signers,
        signer_key(paper, signers),
        left_out_of(paper),
        _newer(paper) if entry is None else "",
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
    if to is not Permission.REGISTRY_VIEW and not can(viewer, to, at=paper):
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
    congress = congress_of(pk, viewer=viewer, to=Permission.REGISTRY_VIEW)
    kind = CATALOGUE.get(code)
    if kind is None or kind.is_incoming or not makers_of(congress, kind, viewer=viewer):
        raise NotFound
    return congress, kind


def makers_of(congress: Congress, kind: PaperKind, *, viewer: Any) -> list[Subcommittee | None]:
    """The bodies for which the viewer may begin a paper of a kind, the usual one first.

    None is the committee. Papers on personnel are begun by the committee and their own body.
    """
    if kind.is_restricted and not reads_restricted(viewer, congress):
        return []
    bodies = list(congress.subcommittees.order_by("pk"))
    return _makers(congress, kind, bodies, viewer)


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
    own = can(viewer, Permission.REGISTRY_WRITE, at=paper)
    if is_restricted(paper) and not own and not reads_restricted(viewer, congress):
        return False
    return _entry(paper) is not None or writes_in(viewer, congress)


def _own_bodies(viewer: Any, congress: Congress) -> list[int]:
    """The subcommittees for which the viewer writes papers."""
    return [
        pk
        for pk in congress.subcommittees.values_list("pk", flat=True)
        if can(viewer, Permission.REGISTRY_WRITE, at=Subcommittee(pk=pk, congress=congress))
    ]


def _entry(paper: Paper) -> RegisterEntry | None:
    return getattr(paper, "entry", None)


def _row(paper: Paper, congress: Congress, sources: Sources | None) -> PaperRow:
    paper.congress = congress
    entry = _entry(paper)
    gaps = None if entry or sources is None else len(missing_fields(paper, sources))
    return PaperRow(paper, entry, gaps)


def _needed(
    kind: PaperKind,
    congress: Congress,
    papers: list[PaperRow],
    incoming: list[IncomingPaper],
    outside: list[RegisterEntry],
    *,
    bodies: Sequence[Subcommittee],
    due_on: date | None,
    may_read: bool,
    viewer: Any,
) -> NeededRow:
    writer = next((body.name for body in bodies if body.purpose == kind.writer), "")
    makes = may_read and not kind.is_incoming and bool(_makers(congress, kind, bodies, viewer))
    return NeededRow(
        kind,
        str(CONDITION_LABELS.get(kind.condition, NEED_LABELS[kind.need])),
        _is_applicable(kind, congress, is_planned=due_on is not None or bool(papers or outside)),
        _("cấp trên") if kind.is_incoming else writer or _("chi ủy"),
        due_on,
        papers,
        incoming,
        outside,
        makes,
        is_hidden=not may_read,
        is_overdue=due_on is not None and due_on < clock.today() and not congress.is_postponed,
    )


def _is_applicable(kind: PaperKind, congress: Congress, *, is_planned: bool) -> bool:
    """Whether the condition of a kind holds here.

    Rules against an epidemic are no data of ours: they hold where the plan has kept its step for
    that paper, or where somebody has begun one.
    """
    if kind.condition is Condition.DELEGATES:
        return congress.form == CongressForm.DELEGATES
    return kind.condition is not Condition.HEALTH or is_planned


def _outside(congress: Congress, *, may_read: bool) -> dict[str, list[RegisterEntry]]:
    """Entries in force of papers written elsewhere, by kind."""
    entries = congress.register_entries.filter(paper__isnull=True, cancelled_at__isnull=True)
    if not may_read:
        entries = entries.filter(is_restricted=False)
    found: dict[str, list[RegisterEntry]] = {}
    for entry in entries.exclude(kind="").order_by("issued_on", "pk"):
        found.setdefault(entry.kind, []).append(entry)
    return found


def _makers(
    congress: Congress, kind: PaperKind, bodies: Sequence[Subcommittee], viewer: Any
) -> list[Subcommittee | None]:
    found: list[Subcommittee | None] = []
    for body in bodies:
        body.congress = congress
        if can(viewer, Permission.REGISTRY_WRITE, at=body):
            found.append(body)
    if can(viewer, Permission.REGISTRY_WRITE, at=congress):
        found.append(None)
    return sorted(found, key=lambda body: (body.purpose if body else "") != kind.writer)


def _due(congress: Congress) -> dict[str, date]:
    """The first open milestone that leads to each kind."""
    due: dict[str, date] = {}
    steps = congress.milestones.filter(dropped_at__isnull=True).exclude(output="")
    for output, day in steps.order_by("planned_on").values_list("output", "planned_on"):
        for code in output.split(","):
            due.setdefault(code.strip(), day)
    return due
