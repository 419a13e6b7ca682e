"""The set of papers that a congress needs, and how far each of them is (S38)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.congresses.models.congresses import CongressForm
from daihoi.congresses.queries.congresses import congress_of
from daihoi.registry.models import IncomingPaper, Paper, RegisterEntry
from daihoi.registry.queries.filling import Sources, fields_of, missing_fields, sources_of
from daihoi.registry.queries.incoming import incoming_seen
from daihoi.registry.queries.papers import draft_mark, entry_of, makers_among, papers_seen
from daihoi.registry.queries.register import reads_restricted
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
    def title(self) -> str:
        return f"{self.paper.subject} {draft_mark(self.paper)}".strip()

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


def needed_page(pk: int, *, viewer: Any) -> NeededPage:
    """The set of papers a congress needs with the state of each."""
    congress = congress_of(pk, viewer=viewer, to=Permission.REGISTRY_VIEW)
    papers = list(papers_seen(congress, viewer=viewer))
    drafts = [paper for paper in papers if not entry_of(paper)]
    sources = sources_of(congress, wanted=fields_of(drafts)) if drafts else None
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


def _row(paper: Paper, congress: Congress, sources: Sources | None) -> PaperRow:
    paper.congress = congress
    entry = entry_of(paper)
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
    makes = may_read and not kind.is_incoming and bool(makers_among(congress, kind, bodies, viewer))
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


def _due(congress: Congress) -> dict[str, date]:
    """The first open milestone that leads to each kind."""
    due: dict[str, date] = {}
    steps = congress.milestones.filter(dropped_at__isnull=True).exclude(output="")
    for output, day in steps.order_by("planned_on").values_list("output", "planned_on"):
        for code in output.split(","):
            due.setdefault(code.strip(), day)
    return due
