"""The archive of a congress: every issued paper in a dossier of its body, sealed (P76)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.base.offers import Fact
from daihoi.closing.models import ArchivePart
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.organizations.queries.facts import items
from daihoi.registry.models import IncomingPaper, RegisterEntry
from daihoi.registry.queries.register import reads_restricted
from daihoi.rules.papers import CATALOGUE
from daihoi.vietnamese.dates import DateStyle, format_date

INDEX = "mục lục hồ sơ"
NUMBER = "số văn bản trong hồ sơ"
FACTS = (
    Fact(INDEX, "- 01-NQ/ĐH, 03-4-2020: Nghị quyết đại hội;"),
    Fact(NUMBER, "24"),
)


@dataclass(slots=True)
class Loose:
    """Papers of one body that stand in no dossier of the archive yet."""

    subcommittee: Subcommittee | None
    is_restricted: bool
    entries: list[RegisterEntry] = field(default_factory=list)
    incoming: list[IncomingPaper] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What its dossier is called."""
        body = self.subcommittee.name if self.subcommittee else _("Đại hội và cấp ủy")
        name = _("Hồ sơ lưu trữ: %(body)s") % {"body": body}
        return _("%(name)s (hạn chế)") % {"name": name} if self.is_restricted else name

    @property
    def count(self) -> int:
        return len(self.entries) + len(self.incoming)


@dataclass(frozen=True, slots=True)
class PartRow:
    """A dossier of the archive; ``papers`` it holds."""

    part: ArchivePart
    papers: int

    @property
    def is_sealed(self) -> bool:
        return self.part.dossier.sealed_at is not None


@dataclass(frozen=True, slots=True)
class Archive:
    """``loose``: papers to be put in; ``on_paper``: how many were made elsewhere, kept as sheets.

    ``hidden``: dossiers or papers on personnel that the viewer may not read.
    """

    parts: list[PartRow]
    loose: list[Loose]
    on_paper: int
    hidden: bool
    can_gather: bool

    @property
    def loose_count(self) -> int:
        return sum(each.count for each in self.loose)

    @property
    def unsealed(self) -> int:
        return sum(not row.is_sealed for row in self.parts)

    @property
    def is_whole(self) -> bool:
        """Everything that was issued is sealed."""
        return bool(self.parts) and not self.loose_count and not self.unsealed


def archive_of(congress: Congress, *, viewer: Any) -> Archive:
    """The dossiers of the archive and what is missing in them, as far as the viewer reads it.

    The caller has checked that the viewer sees the aftermath.
    """
    reads = reads_restricted(viewer, congress)
    related = ("dossier__sealed_by", "subcommittee")
    rows = (
        ArchivePart.objects.filter(congress=congress)
        .select_related(*related)
        .annotate(papers=Count("dossier__items", distinct=True))
    )
    parts = [PartRow(each, each.papers) for each in rows.order_by("pk")]
    loose = list(loose_papers(congress))
    gathers = can(viewer, Permission.CLOSING_WRITE, at=congress) and can(
        viewer, Permission.REGISTRY_WRITE, at=congress
    )
    without = congress.register_entries.filter(paper__isnull=True, cancelled_at__isnull=True)
    return Archive(
        parts=[row for row in parts if reads or not row.part.is_restricted],
        loose=[each for each in loose if reads or not each.is_restricted],
        on_paper=without.count(),
        hidden=not reads
        and (
            any(row.part.is_restricted for row in parts)
            or any(each.is_restricted for each in loose)
        ),
        can_gather=gathers and reads,
    )


def loose_papers(congress: Congress) -> Iterable[Loose]:
    """Issued papers and those that came in with a file, in no part yet; by body, the congress first."""
    inside = ArchivePart.objects.filter(congress=congress)
    kept = set(inside.values_list("dossier__items__paper", flat=True))
    kept_too = set(inside.values_list("dossier__items__incoming", flat=True))
    found: dict[tuple[int, bool], Loose] = {}
    for entry in _issued(congress):
        assert entry.paper is not None  # noqa: S101 - asked for
        if entry.paper_id not in kept:
            body = entry.paper.subcommittee
            _of(found, body, is_restricted=_is_restricted(entry)).entries.append(entry)
    incoming = IncomingPaper.objects.filter(congress=congress, file__isnull=False)
    for paper in incoming.order_by("received_on", "pk"):
        if paper.pk not in kept_too:
            _of(found, None, is_restricted=paper.is_restricted).incoming.append(paper)
    return [found[key] for key in sorted(found)]


def open_part(congress: Congress, loose: Loose) -> ArchivePart | None:
    """The dossier of the archive that still takes papers of this body."""
    rows = ArchivePart.objects.filter(
        congress=congress,
        subcommittee=loose.subcommittee, is_restricted=loose.is_restricted,
        dossier__sealed_at__isnull=True,
    )  # fmt: skip
    return rows.select_related("dossier__congress__organization").order_by("-pk").first()


def facts_of(thing: Any, on: date) -> Mapping[str, Any]:
    """What the index of files names: every paper issued by ``on``.

    Of one on personnel only number and kind: the index is read by others too.
    """
    if not isinstance(thing, Congress):
        return {}
    issued = thing.register_entries.filter(cancelled_at__isnull=True, issued_on__lte=on)
    entries = list(issued.order_by("issued_on", "pk"))
    if not entries:
        return {}
    return {INDEX: items(_line(each) for each in entries), NUMBER: f"{len(entries):02}"}


def _line(entry: RegisterEntry) -> str:
    kind = CATALOGUE.get(entry.kind)
    named = kind.name if entry.is_restricted and kind else entry.subject
    day = format_date(entry.issued_on, DateStyle.DASHED)
    return ", ".join(filter(None, (entry.symbol, day))) + f": {named}"


def _issued(congress: Congress) -> Iterable[RegisterEntry]:
    rows = congress.register_entries.filter(paper__isnull=False, cancelled_at__isnull=True)
    return rows.select_related("paper__subcommittee").order_by("issued_on", "pk")


def _is_restricted(entry: RegisterEntry) -> bool:
    paper = entry.paper
    assert paper is not None  # noqa: S101 - asked for
    kind = CATALOGUE.get(paper.kind)
    body = paper.subcommittee
    return (
        entry.is_restricted
        or (kind is not None and kind.is_restricted)
        or (body is not None and body.is_restricted)
    )


def _of(
    found: dict[tuple[int, bool], Loose], body: Subcommittee | None, *, is_restricted: bool
) -> Loose:
    key = (body.pk if body else 0, is_restricted)
    return found.setdefault(key, Loose(body, is_restricted))
