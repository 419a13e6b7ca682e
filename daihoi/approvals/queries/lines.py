"""The dossier while it is put together: each line, what stands for it, and what is missing (P45)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.approvals.models import Attachment, DossierLine
from daihoi.approvals.queries.reach import own_place, reads_here
from daihoi.base import clock, offers
from daihoi.base.errors import NotFound
from daihoi.base.language import said
from daihoi.congresses.models import Congress
from daihoi.organizations.queries.memberships import members_count
from daihoi.registry.models import Paper, RegisterEntry
from daihoi.registry.queries.filling import (
    Sources,
    fields_of,
    is_restricted,
    missing_fields,
    sources_of,
)
from daihoi.registry.queries.papers import makers_of
from daihoi.registry.queries.register import reads_restricted
from daihoi.rules.approvals import DossierRow, RowCondition, SubmissionKind, dossier_rows
from daihoi.rules.papers import CATALOGUE, PaperKind

HEALTH_FACT = "quy định phòng, chống dịch đang áp dụng"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A paper as it would be sent: written here (``paper``), or only entered in the register."""

    paper: Paper | None
    entry: RegisterEntry | None
    gaps: int
    newer: str  # how its text would be called if it were taken today, where that is another
    is_restricted: bool
    goes_issued: bool = False  # this dossier takes no drafts

    @property
    def title(self) -> str:
        found = self.entry or self.paper
        return found.subject if found else ""

    @property
    def version(self) -> tuple[int | None, int | None]:
        """What would be frozen: the paper and its revision, or the entry without one."""
        if self.paper:
            return self.paper.pk, self.paper.revision
        return (self.entry.pk if self.entry else None), None

    @property
    def symbol(self) -> str:
        return self.entry.symbol if self.entry else ""

    @property
    def dated_on(self) -> date | None:
        return self.entry.issued_on if self.entry else None

    @property
    def tells_on(self) -> date | None:
        """The day a report tells of (S40), as its source has it; None for any other paper."""
        day = self.paper.source.rpartition(":")[2] if self.paper else ""
        return date.fromisoformat(day) if _ISO_DAY.fullmatch(day) else None

    @property
    def is_of_earlier_day(self) -> bool:
        return self.tells_on is not None and self.tells_on < clock.today()

    @property
    def is_unissued(self) -> bool:
        """Still a draft where what goes ought to be signed and numbered."""
        return self.goes_issued and self.entry is None

    @property
    def is_cancelled(self) -> bool:
        return self.entry is not None and self.entry.cancelled_at is not None

    @property
    def has_files(self) -> bool:
        """A paper written elsewhere may have been entered without its file."""
        entry = self.entry
        return self.paper is not None or (entry is not None and bool(entry.pdf_id or entry.word_id))

    @property
    def state(self) -> str:
        if self.is_cancelled:
            return _("đã hủy")
        if self.entry:
            return _("đã ban hành %(symbol)s") % {"symbol": self.symbol} if self.symbol else _("đã ban hành")  # fmt: skip
        draft = {"draft": self.paper.draft if self.paper else 1, "gaps": self.gaps}
        said = _("dự thảo lần %(draft)s, còn %(gaps)s chỗ trống") if self.gaps else _("dự thảo lần %(draft)s")  # fmt: skip
        return f"{said % draft}{_(', chưa ban hành') if self.is_unissued else ''}"

    @property
    def badge(self) -> str:
        if self.is_cancelled:
            return "late"
        if self.entry:
            return "done"
        return "waiting" if self.gaps or self.is_unissued else "note"

    @property
    def url(self) -> str:
        if self.paper:
            return reverse("registry:paper_detail", args=[self.paper.pk])
        return reverse("registry:register_detail", args=[self.entry.pk]) if self.entry else ""


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the dossier as this viewer sees it."""

    row: DossierRow
    kind: PaperKind | None  # None: not in the catalogue
    line: DossierLine | None
    usual: bool  # required unless somebody says otherwise
    chosen: list[Chosen]
    others: int  # further papers of the kind, one of which could be sent instead
    attachments: list[Attachment]
    is_hidden: bool
    make_url: str

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def name(self) -> str:
        return said(self.kind.name) if self.kind else self.code

    @property
    def is_required(self) -> bool:
        told = self.line.is_required if self.line else None
        return self.usual if told is None else told

    @property
    def is_overridden(self) -> bool:
        return self.line is not None and self.line.is_required is not None

    @property
    def is_empty(self) -> bool:
        return not (self.chosen or self.attachments)

    @property
    def is_missing(self) -> bool:
        return self.is_required and self.is_empty and not self.is_hidden

    @property
    def cancelled(self) -> list[Chosen]:
        return [each for each in self.chosen if each.is_cancelled]

    @property
    def unissued(self) -> list[Chosen]:
        return [each for each in self.chosen if each.is_unissued]

    @property
    def state(self) -> str:
        if self.is_hidden:
            return _("chi ủy chuẩn bị")
        if len(self.chosen) > 1 and not self.cancelled:
            return self._state_of_many
        if self.chosen:
            return [*self.cancelled, *self.chosen][0].state
        if self.attachments:
            return _("có tệp kèm theo")
        return _("còn thiếu") if self.is_required else _("không có")

    @property
    def badge(self) -> str:
        if self.is_hidden or (self.is_empty and not self.is_required):
            return "neutral"
        if self.chosen:
            return [*self.cancelled, *self.unissued, *self.chosen][0].badge
        return "done" if self.attachments else "late"

    @property
    def _state_of_many(self) -> str:
        told = {"n": len(self.unissued), "all": len(self.chosen)}
        if self.unissued:
            return _("%(n)s trên %(all)s chưa ban hành") % told
        return _("đã ban hành cả %(all)s") % told


def lines_of(congress: Congress, kind: SubmissionKind, *, viewer: Any) -> list[LineRow]:
    """Every line of the dossier in its order. The caller has checked that she sees the dossier."""
    family = congress.organization.family.code
    rows = dossier_rows(kind, family=family, on=congress.target_on).rows
    lines = {
        each.code: each
        for each in DossierLine.objects.filter(congress=congress, kind=kind).prefetch_related(
            "attachments__file"
        )
    }
    papers = _papers(congress, [row.code for row in rows])
    outside = _outside(congress, [row.code for row in rows])
    drafts = [paper for own in papers.values() for paper in own]
    sources = sources_of(congress, wanted={HEALTH_FACT, *fields_of(drafts)})
    conditions = conditions_of(congress, sources)
    may_read = reads_restricted(viewer, congress)
    after = kind is SubmissionKind.CONFIRMATION
    found = []
    for row in rows:
        line = lines.get(row.code)
        own, written = papers.get(row.code, []), outside.get(row.code, [])
        if not may_read:
            own = [paper for paper in own if not is_restricted(paper)]
            written = [entry for entry in written if not entry.is_restricted]
        kept = CATALOGUE.get(row.code)
        hidden = kept is not None and kept.is_restricted and not may_read
        chosen = _chosen(row, line, own, written, sources, goes_issued=after)
        found.append(
            LineRow(
                row,
                kept,
                line,
                row.is_required(conditions),
                chosen,
                max(len(own) + len(written) - len(chosen), 0),
                [] if hidden or line is None else list(line.attachments.all()),
                hidden,
                _make_url(congress, kept, viewer) if not chosen and not hidden else "",
            )
        )
    return found


def conditions_of(congress: Congress, sources: Sources) -> dict[RowCondition, bool]:
    """A rule on epidemics is in force where an app tells so, or the plan has kept its step."""
    told = bool(sources.facts.get(HEALTH_FACT))
    planned = congress.milestones.filter(dropped_at__isnull=True, output__contains="PAYT").exists()
    return {RowCondition.HEALTH: told or planned}


def fingerprint(congress: Congress, rows: Sequence[LineRow]) -> str:
    """Equal while the same versions would be sent for the same day."""
    day = "" if congress.is_postponed else (congress.target_on, congress.target_precision)
    told = [
        (
            row.code,
            row.is_required,
            [
                (
                    each.paper.pk if each.paper else 0,
                    each.paper.revision if each.paper else 0,
                    each.entry.pk if each.entry else 0,
                    each.is_cancelled,
                )
                for each in row.chosen
            ],
            [each.pk for each in row.attachments],
        )
        for row in rows
    ]
    return sha256(repr((day, told)).encode()).hexdigest()[:20]


def line_to_change(congress: Congress, kind: SubmissionKind, code: str, *, viewer: Any) -> LineRow:
    """A line the viewer prepares; `NotFound` for one she does not read."""
    place = own_place(viewer, congress, Permission.APPROVALS_PREPARE)
    require(viewer, Permission.APPROVALS_PREPARE, at=place)
    rows = lines_of(congress, kind, viewer=viewer)
    row = next((each for each in rows if each.code == code), None)
    if row is None or row.is_hidden:
        raise NotFound
    return row


def papers_for(congress: Congress, code: str, *, viewer: Any) -> list[Paper]:
    """The papers that could stand for a line, the newest first."""
    papers = _papers(congress, [code]).get(code, [])
    if reads_restricted(viewer, congress):
        return papers
    return [paper for paper in papers if not is_restricted(paper)]


def get_attachment(pk: int, *, viewer: Any, to: Permission) -> Attachment:
    """A file kept with a line; `NotFound` for who does not read the line."""
    rows = Attachment.objects.select_related("line__congress__organization", "file")
    found = rows.filter(pk=pk).first()
    if found is None or not reads_here(viewer, found.line.congress):
        raise NotFound
    congress = found.line.congress
    kind = CATALOGUE.get(found.line.code)
    if kind is not None and kind.is_restricted and not reads_restricted(viewer, congress):
        raise NotFound
    require(viewer, to, at=own_place(viewer, congress, to))
    return found


def people_of(congress: Congress) -> int:
    """How many would attend: who is convened as far as that is known, else all members."""
    return offers.attending([congress]).get(congress) or members_count(congress.organization)


def _papers(congress: Congress, codes: Sequence[str]) -> dict[str, list[Paper]]:
    """By kind; issued ones in force first, then drafts, then cancelled ones, the newest first."""
    papers = Paper.objects.filter(congress=congress, kind__in=codes)
    found: dict[str, list[Paper]] = {}
    for paper in papers.select_related("entry", "subcommittee").order_by("-pk"):
        paper.congress = congress
        found.setdefault(paper.kind, []).append(paper)
    for own in found.values():
        own.sort(key=_rank)
    return found


def _rank(paper: Paper) -> int:
    entry = getattr(paper, "entry", None)
    if entry is None:
        return 1
    return 2 if entry.cancelled_at else 0


def _outside(congress: Congress, codes: Sequence[str]) -> dict[str, list[RegisterEntry]]:
    """Papers written elsewhere that have a number here, by kind, the newest first."""
    entries = congress.register_entries.filter(
        paper__isnull=True, kind__in=codes, cancelled_at__isnull=True
    )
    found: dict[str, list[RegisterEntry]] = {}
    for entry in entries.order_by("-issued_on", "-pk"):
        found.setdefault(entry.kind, []).append(entry)
    return found


def _chosen(
    row: DossierRow,
    line: DossierLine | None,
    papers: list[Paper],
    outside: list[RegisterEntry],
    sources: Sources,
    *,
    goes_issued: bool,
) -> list[Chosen]:
    wanted = [paper for paper in papers if line and paper.pk == line.paper_id]
    if not wanted and row.many:
        wanted = _as_held([paper for paper in papers if _rank(paper) < 2])
    if not wanted:
        wanted = papers[:1]
    issued = [paper for paper in wanted if _rank(paper) == 0]
    entered = outside if row.many else ([] if issued or (line and line.paper_id) else outside[:1])
    if entered and not row.many:
        wanted = []
    return [
        *(_of_paper(paper, sources, goes_issued=goes_issued) for paper in wanted),
        *(Chosen(None, entry, 0, "", entry.is_restricted) for entry in entered),
    ]


def _as_held(papers: list[Paper]) -> list[Paper]:
    """Minutes in the order of what they are of, as the apps they come from tell it; others after them."""
    order = offers.source_order([paper.source for paper in papers if paper.source])
    return sorted(papers, key=lambda paper: (paper.source not in order, order.get(paper.source, 0), paper.pk))  # fmt: skip


def _of_paper(paper: Paper, sources: Sources, *, goes_issued: bool) -> Chosen:
    entry = getattr(paper, "entry", None)
    today = offers.source_label(paper.source)[:200] if paper.source else ""
    return Chosen(
        paper,
        entry,
        0 if entry else len(missing_fields(paper, sources)),
        today if today and today != paper.source_label else "",
        is_restricted(paper) or bool(entry and entry.is_restricted),
        goes_issued,
    )


def _make_url(congress: Congress, kind: PaperKind | None, viewer: Any) -> str:
    if kind is None or kind.is_incoming or not makers_of(congress, kind, viewer=viewer):
        return ""
    return reverse("registry:paper_make", args=[congress.pk, kind.code])


def may_prepare(congress: Congress, *, viewer: Any) -> bool:
    place = own_place(viewer, congress, Permission.APPROVALS_PREPARE)
    return can(viewer, Permission.APPROVALS_PREPARE, at=place)
