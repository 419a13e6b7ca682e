"""Documents as pages show them: what may be seen, what may be done, what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can, require, within_reach
from daihoi.base.errors import Conflict, NotFound
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.documents.models import Document, OpinionRound, Version
from daihoi.documents.queries.skeletons import sections_for
from daihoi.documents.queries.standing import next_step, standing
from daihoi.rules.documents import (
    DocumentEvent,
    RoundState,
    events_in,
    may_finalise,
)
from daihoi.rules.findings import Finding
from daihoi.rules.papers import CATALOGUE

SCOPE = "subcommittee__congress__organization"


@dataclass(frozen=True, slots=True)
class Can:
    """What the viewer may do with a document now."""

    manage: bool = False
    edit: bool = False  # change the working version, import another from Word
    complete: bool = False
    start_last_revision: bool = False
    finalise: bool = False
    reopen: bool = False
    open_round: bool = False
    receive: bool = False  # take in Word files that others sent back
    deposit: bool = False  # make a frozen text or the opinion table an official paper


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list: its newest frozen version, its round in progress, its totals."""

    document: Document
    latest: Version | None
    round: OpinionRound | None
    rounds_count: int
    opinions_count: int
    unanswered_count: int


@dataclass(frozen=True, slots=True)
class CongressGroup:
    congress: Congress
    rows: list[DocumentRow]
    can_import: bool

    @property
    def has_superior(self) -> bool:
        """Whether a superior's draft is among them: there is a report to make."""
        return any(row.document.is_superior for row in self.rows)


@dataclass(frozen=True, slots=True)
class DocumentPage:
    document: Document
    can: Can
    versions: Sequence[Version]  # newest first, the working version on top
    working: Version | None
    latest: Version | None  # newest frozen
    rounds: list[OpinionRound]  # newest first
    missing: list[str]  # what keeps it from its final state
    step: str  # what comes next for who does it; for others how far it is
    has_skeleton: bool  # sections to compare it with are known

    @property
    def to_spell(self) -> Version | None:
        """The version whose spelling those who write it look through: the one they work on."""
        return self.working or (self.latest if self.can.manage else None)


def documents_by_congress(*, viewer: User) -> list[CongressGroup]:
    """All documents within the viewer's reach, by congress, the latest congress first."""
    reach = within_reach(viewer, Permission.DOCUMENTS_VIEW, field="organization__path")
    congresses = list(
        Congress.objects.filter(reach)
        .select_related("organization")
        .prefetch_related(Prefetch("subcommittees", Subcommittee.objects.order_by("pk")))
        .order_by("organization__name", "-ordinal")
    )
    rows = _rows(Document.objects.filter(congress__in=congresses))
    readable = [row for row in rows if can(viewer, Permission.DOCUMENTS_VIEW, at=row.document)]
    return [
        CongressGroup(
            congress=congress,
            rows=[row for row in readable if row.document.congress_id == congress.pk],
            can_import=bool(_owners(congress, viewer)),
        )
        for congress in congresses
    ]


def states_within_reach(*, viewer: User) -> list[DocumentRow]:
    """What a superior sees of the documents below: states, dates, counts, never a text."""
    reach = within_reach(
        viewer, Permission.DOCUMENTS_VIEW_STATES, field="congress__organization__path"
    )
    return _rows(Document.objects.filter(reach))


def get_congress(pk: int, *, viewer: User) -> Congress:
    """A congress for which the viewer may import documents."""
    congress = Congress.objects.select_related("organization").filter(pk=pk).first()
    if congress is None or not _owners(congress, viewer):
        raise NotFound
    return congress


def owners_in(congress: Congress, *, viewer: User) -> list[Subcommittee]:
    """Subcommittees whose documents the viewer manages, the documents one first."""
    return _owners(congress, viewer)


def get_document(pk: int, *, viewer: User) -> Document:
    """A document whose text the viewer may read; another's is absent."""
    document = (
        Document.objects.select_related(SCOPE, "congress__organization").filter(pk=pk).first()
    )
    if document is None or not can(viewer, Permission.DOCUMENTS_VIEW, at=document):
        raise NotFound(_("Không tìm thấy văn kiện này."))
    return document


def get_version(pk: int, *, viewer: User) -> Version:
    """A version whose text the viewer may read; the working one is its editors' alone."""
    version = (
        Version.objects.select_related(f"document__{SCOPE}", "created_by", "file")
        .filter(pk=pk)
        .first()
    )
    if version is None or not can(viewer, _to_read(version), at=version):
        raise NotFound(_("Không tìm thấy bản này."))
    return version


def get_managed(pk: int, *, viewer: User) -> Document:
    """A document the viewer manages; readers are told that they may not."""
    document = get_document(pk, viewer=viewer)
    require(viewer, Permission.DOCUMENTS_MANAGE, at=document)
    return document


def document_can(document: Document, *, viewer: User) -> Can:
    """What the viewer may do with a document now, for other pages of it."""
    return _allowed(document, viewer)


def get_working(pk: int, *, viewer: User) -> Version:
    """The working version, for one who may change it."""
    version = get_version(pk, viewer=viewer)
    require(viewer, Permission.DOCUMENTS_MANAGE, at=version)
    if not (version.is_working and version.document.is_editable):
        raise Conflict(
            _("Bản %(number)s đã chốt nên không sửa được.") % {"number": version.number},
            advice=_("Hãy mở trang văn kiện rồi bấm “Sửa văn bản”."),
        )
    return version


def get_versions(
    document: Document, old: str, new: str, *, viewer: User
) -> tuple[Version, Version, list[Version]]:
    """Two versions of a document by number, and all to choose from.

    By default the newest and the one before it.
    """
    found = _readable(document.versions.order_by("number"), document, viewer)
    versions = {str(version.number): version for version in found}
    if not versions:
        raise NotFound(_("Văn kiện chưa có bản nào."))
    numbers = list(versions)
    new = new or numbers[-1]
    old = old or numbers[max(numbers.index(new) - 1, 0) if new in versions else 0]
    if old not in versions or new not in versions:
        raise NotFound(_("Văn kiện không có bản này."))
    return versions[old], versions[new], found


def document_page(document: Document, *, viewer: User) -> DocumentPage:
    """Everything the page of a document shows."""
    found = document.versions.select_related("created_by", "based_on").order_by("-number")
    versions = _readable(found, document, viewer)
    rounds = list(document.rounds.order_by("-number"))
    allowed = _allowed(document, viewer)
    return DocumentPage(
        document=document,
        can=allowed,
        versions=versions,
        working=next((version for version in versions if version.is_working), None),
        latest=next((version for version in versions if not version.is_working), None),
        rounds=rounds,
        missing=_said(finalising_findings(document)),
        step=next_step(document, rounds) if allowed.manage else standing(document, rounds),
        has_skeleton=bool(sections_for(document)),
    )


def finalising_findings(document: Document) -> list[Finding]:
    """What keeps a document from its final state: rounds not closed, opinions unanswered."""
    sums = document.rounds.aggregate(
        open_rounds=Count("pk", filter=~Q(state=RoundState.CLOSED.value)),
        opinions=Sum("opinions_count", default=0),
        answered=Sum("answered_count", default=0),
    )
    return may_finalise(
        open_rounds=sums["open_rounds"], unanswered=sums["opinions"] - sums["answered"]
    )


def _to_read(version: Version) -> Permission:
    """What it takes to read a version."""
    return Permission.DOCUMENTS_MANAGE if version.is_working else Permission.DOCUMENTS_VIEW


def _readable(versions: Iterable[Version], document: Document, viewer: User) -> list[Version]:
    readable = []
    for version in versions:
        version.document = document  # its scope without another query
        if can(viewer, _to_read(version), at=version):
            readable.append(version)
    return readable


def _rows(documents: QuerySet[Document]) -> list[DocumentRow]:
    found = list(
        documents.select_related(SCOPE, "congress__organization").order_by(
            "congress__organization__name", "-congress__ordinal", "pk"
        )
    )
    versions = Version.objects.filter(document__in=found, frozen_at__isnull=False)
    latest = {version.document_id: version for version in versions.order_by("number")}
    rounds = list(OpinionRound.objects.filter(document__in=found))
    return [_row(document, latest.get(document.pk), rounds) for document in found]


def _row(document: Document, latest: Version | None, rounds: Iterable[OpinionRound]) -> DocumentRow:
    own = [each for each in rounds if each.document_id == document.pk]
    return DocumentRow(
        document=document,
        latest=latest,
        round=next((each for each in own if each.state != RoundState.CLOSED.value), None),
        rounds_count=len(own),
        opinions_count=sum(each.opinions_count for each in own),
        unanswered_count=0 if document.is_superior else sum(each.unanswered_count for each in own),
    )


def _owners(congress: Congress, viewer: User) -> list[Subcommittee]:
    managed = []
    for subcommittee in congress.subcommittees.all():
        subcommittee.congress = congress  # its scope without another query
        if can(viewer, Permission.DOCUMENTS_MANAGE, at=subcommittee):
            managed.append(subcommittee)
    documents = Subcommittee.Purpose.DOCUMENTS
    return sorted(managed, key=lambda owner: (owner.purpose != documents, owner.pk))


def _allowed(document: Document, viewer: User) -> Can:
    receives = can(viewer, Permission.DOCUMENTS_RECORD_OPINIONS, at=document)
    if not can(viewer, Permission.DOCUMENTS_MANAGE, at=document):
        return Can(receive=receives)
    events = events_in(document.state_value, is_superior=document.is_superior)
    return Can(
        manage=True,
        edit=document.is_editable,
        complete=DocumentEvent.COMPLETE in events,
        start_last_revision=DocumentEvent.START_LAST_REVISION in events,
        finalise=DocumentEvent.FINALISE in events,
        reopen=DocumentEvent.REOPEN in events,
        open_round=DocumentEvent.OPEN_ROUND in events,
        receive=True,
        deposit=not document.is_superior and document.kind in CATALOGUE,
    )


def _said(findings: Iterable[Finding]) -> list[str]:
    words = {
        "rounds_not_closed": _("%(count)s đợt lấy ý kiến chưa đóng"),
        "opinions_unanswered": _("%(count)s ý kiến chưa được trả lời"),
    }
    return [words[finding.code] % dict(finding.facts) for finding in findings]
