"""Comments on a superior's draft documents, put together as they were said (documents, 7.3).

Grouped by document and heading, in the order of the text; alike opinions stand together. Nothing
is answered, weighed or shortened.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can, within_reach
from daihoi.base import clock
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.congresses.models import Congress, HigherCongress
from daihoi.documents.models import Block, Document, Opinion, OpinionRound
from daihoi.documents.models.documents import DocumentKind
from daihoi.documents.queries import documents
from daihoi.documents.queries.rounds import SCOPE as ROUND_SCOPE
from daihoi.documents.queries.rounds import holds
from daihoi.papers.outline import BlockKind
from daihoi.registry.models import Paper
from daihoi.rules.documents import OpinionKind, RoundState, may_make_table
from daihoi.rules.superior import ReportRule, report_rule_on
from daihoi.vietnamese.text import fold

REPORT = "BCGY"  # its code in the catalogue of papers
_WHOLE = -1  # before every heading
_PART = re.compile(r"phan (thu )?(\d+|[ivx]+|nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi)\b")


@dataclass(frozen=True, slots=True)
class Said:
    """Another opinion than agreement; ``contributor`` is empty where the round hides names."""

    opinion: Opinion
    contributor: str
    alike: int  # how many say the same, this one included

    @property
    def is_remarkable(self) -> bool:
        """An individual opinion with its argument: nobody else says the same."""
        return self.alike == 1 and bool(self.opinion.argument)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading or question with what was said under it; contributors count once each."""

    title: str  # "" for the whole document
    agreeing: int
    differing: int
    said: list[Said]  # groups of alike opinions together, in the order of their first
    part: str = ""  # the part (phần) of the document it stands in

    @property
    def name(self) -> str:
        """Told apart from one of the same words in another part; "" for the whole document."""
        return " – ".join(filter(None, (self.part, self.title)))

    @property
    def depth(self) -> int:
        """How many rows of a table it takes."""
        return max(len(self.said), 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """General figures of one round: people and units asked, and how many of them answered."""

    round: OpinionRound
    asked: int
    answered: int
    units: int  # of those asked; the others are party members

    @property
    def who(self) -> str:
        """Whom it asked, in words that papers use too: "43 đảng viên, 2 đơn vị"."""
        known = [(self.asked - self.units, "đảng viên"), (self.units, "đơn vị")]
        return ", ".join(f"{n} {name}" for n, name in known if n) or "0 đảng viên"


@dataclass(frozen=True, slots=True)
class Section:
    """One superior document (O6)."""

    document: Document
    rounds: list[Asked]
    headings: list[Heading]

    @property
    def remarkable(self) -> list[tuple[Heading, Said]]:
        return [(each, said) for each in self.headings for said in each.said if said.is_remarkable]


@dataclass(frozen=True, slots=True)
class Report:
    """The one report of a committee; ``sections`` are documents with recorded opinions."""

    congress: Congress
    sections: list[Section]
    silent: list[Document]  # no opinion is recorded, or none may be read yet
    is_open: bool  # a round still takes opinions
    rule: ReportRule
    can_import: bool = False  # bring in a superior's draft
    can_deposit: bool = False  # put it into the paper that is sent

    @property
    def due_on(self) -> date:
        """The last day for sending it to the direct superior (O7)."""
        return self.rule.due_on(self.congress.target_on)


def superior_report(pk: int, *, viewer: User) -> Report:
    """The report of a congress as far as the viewer may read opinions today."""
    congress = Congress.objects.select_related("organization").filter(pk=pk).first()
    if congress is None:
        raise NotFound(_("Không tìm thấy đại hội này."))
    found = [
        each
        for each in superior_documents(congress)
        if can(viewer, Permission.DOCUMENTS_VIEW, at=each)
    ]
    owners = documents.owners_in(congress, viewer=viewer)
    if not found and not owners and not can(viewer, Permission.DOCUMENTS_VIEW, at=congress):
        raise NotFound(_("Không tìm thấy đại hội này."))
    today = clock.today()
    rounds = [
        each
        for each in _rounds(found)
        if each.state_on(today) is not RoundState.OPEN or _works_on(each.document, viewer)
    ]
    report = _report(congress, found, rounds, today)
    writes = can(viewer, Permission.REGISTRY_WRITE, at=congress)
    return replace(report, can_import=bool(owners), can_deposit=writes and bool(report.sections))


def report_for_file(pk: int, *, viewer: User) -> Report:
    """The report as a file holds it; one of nothing is refused (O3)."""
    report = superior_report(pk, viewer=viewer)
    check_report(report)
    return report


@dataclass(frozen=True, slots=True)
class ReportDue:
    """A report that opinions are recorded for and no paper is issued of."""

    congress: Congress
    due_on: date
    documents: int
    opinions: int


@dataclass(frozen=True, slots=True)
class AttachedDraft:
    """A draft of a congress above, and how many opinions on it were given here."""

    document: Document
    opinions: int
    due_on: date | None


def drafts_of(higher: HigherCongress, *, viewer: User) -> list[AttachedDraft]:
    """Drafts that belong to a congress above, as far as the viewer reads them."""
    return [
        AttachedDraft(each, said, each.superior_request.due_on)
        for each, said in _drafts_above(higher.congress)
        if each.superior_request.higher_id == higher.pk
        and can(viewer, Permission.DOCUMENTS_VIEW, at=each)
    ]


def _drafts_above(congress: Congress) -> list[tuple[Document, int]]:
    """Drafts for congresses above with their opinions, read once for a congress object."""
    found: list[tuple[Document, int]] | None = congress.__dict__.get("drafts_above")
    if found is None:
        rows = (
            Document.objects.filter(congress=congress, superior_request__higher__isnull=False)
            .select_related(documents.SCOPE, "congress__organization", "superior_request")
            .annotate(said=Count("rounds__opinions", filter=Q(rounds__opinions__withdrawn_at=None)))
            .order_by("pk")
        )
        found = [(row, row.said) for row in rows]
        congress.__dict__["drafts_above"] = found
    return found


def reports_due(*, viewer: User) -> list[ReportDue]:
    """Reports the viewer is to put together: every round has ended, and nothing is issued yet."""
    if not holds(viewer, Permission.DOCUMENTS_MANAGE):
        return []
    reach = within_reach(
        viewer, Permission.DOCUMENTS_MANAGE, field="document__congress__organization__path"
    )
    issued = Paper.objects.filter(
        congress=OuterRef("document__congress"), kind=REPORT, entry__cancelled_at__isnull=True
    )
    rounds = OpinionRound.objects.filter(
        reach, document__kind=DocumentKind.SUPERIOR, opinions_count__gt=0
    ).exclude(Exists(issued.filter(entry__isnull=False)))
    today, by_congress = clock.today(), dict[Congress, list[OpinionRound]]()
    for each in rounds.select_related(ROUND_SCOPE, "document__congress__organization").order_by(
        "pk"
    ):
        if can(viewer, Permission.DOCUMENTS_MANAGE, at=each):
            by_congress.setdefault(each.document.congress, []).append(each)
    return [
        ReportDue(
            congress,
            report_rule_on(congress.target_on).due_on(congress.target_on),
            len({each.document_id for each in found}),
            sum(each.opinions_count for each in found),
        )
        for congress, found in by_congress.items()
        if all(each.state_on(today) is not RoundState.OPEN for each in found)
    ]


def whole_report(congress: Congress) -> Report:
    """Everything recorded so far, for a paper of the congress; asks no permission."""
    found = superior_documents(congress)
    return _report(congress, found, _rounds(found), clock.today())


def check_report(report: Report) -> None:
    """`RuleBroken` where no opinion is recorded."""
    if findings := may_make_table(sum(len(each.headings) for each in report.sections)):
        raise RuleBroken(
            _("Chưa có ý kiến nào được ghi nhận nên không lập được báo cáo tổng hợp."),
            findings,
            advice=_("Báo cáo chỉ được lập từ những ý kiến có thật đã ghi nhận trong đợt."),
        )


def superior_documents(congress: Congress) -> list[Document]:
    """A congress's drafts of superiors, in the order they came."""
    found = Document.objects.filter(congress=congress, kind=DocumentKind.SUPERIOR)
    related = (documents.SCOPE, "congress__organization", "superior_request")
    return list(found.select_related(*related).order_by("pk"))


def _works_on(document: Document, viewer: User) -> bool:
    """Who collects opinions reads them while the round is open."""
    return can(viewer, Permission.DOCUMENTS_ANSWER, at=document) or can(
        viewer, Permission.DOCUMENTS_RECORD_OPINIONS, at=document
    )


def _rounds(found: Sequence[Document]) -> Sequence[OpinionRound]:
    by_pk = {each.pk: each for each in found}
    rounds = list(
        OpinionRound.objects.filter(document__in=found)
        .annotate(
            asked=Count("participants"),
            units=Count("participants", filter=Q(participants__person__isnull=True)),
            replied=Count("participants", filter=Q(participants__answered_at__isnull=False)),
        )
        .order_by("document", "number")
    )
    for each in rounds:
        each.document = by_pk[each.document_id]
    return rounds


def _report(
    congress: Congress,
    found: Sequence[Document],
    rounds: Sequence[OpinionRound],
    today: date,
) -> Report:
    opinions = Opinion.objects.filter(round__in=rounds, withdrawn_at__isnull=True)
    by_document: dict[int, list[Opinion]] = {}
    by_pk = {each.pk: each for each in rounds}
    for opinion in opinions.order_by("place_order", "pk"):
        opinion.round = by_pk[opinion.round_id]
        by_document.setdefault(opinion.round.document_id, []).append(opinion)
    titles = _titles(rounds)
    sections = [
        Section(
            document=each,
            rounds=[
                Asked(
                    own,
                    getattr(own, "asked", 0),
                    getattr(own, "replied", 0),
                    getattr(own, "units", 0),
                )
                for own in rounds
                if own.document_id == each.pk
            ],
            headings=_headings(by_document[each.pk], titles.get(each.pk, [])),
        )
        for each in found
        if each.pk in by_document
    ]
    return Report(
        congress=congress,
        sections=sections,
        silent=[each for each in found if each.pk not in by_document],
        is_open=any(each.state_on(today) is RoundState.OPEN for each in rounds),
        rule=report_rule_on(congress.target_on),
    )


def _titles(rounds: Iterable[OpinionRound]) -> dict[int, list[tuple[int, str]]]:
    """Position and words of each heading people were asked about, by document."""
    versions = {each.base_version_id: each.document_id for each in rounds}
    rows = Block.objects.filter(version__in=versions, kind=BlockKind.HEADING.value)
    titles: dict[int, dict[int, str]] = {}
    for version, position, text in rows.order_by("version", "position").values_list(
        "version_id", "position", "text"
    ):
        titles.setdefault(versions[version], {})[position] = " ".join(text.split())
    return {document: sorted(found.items()) for document, found in titles.items()}


def _headings(opinions: Sequence[Opinion], titles: Sequence[tuple[int, str]]) -> list[Heading]:
    """What was said, under the heading it stands below; headings without a word are left out."""
    under: dict[int, list[Opinion]] = {}
    for opinion in opinions:
        above = [position for position, _title in titles if position <= opinion.place_order]
        at = above[-1] if above and opinion.block_key else _WHOLE
        under.setdefault(at, []).append(opinion)
    words, parts = dict(titles), _parts(titles)
    return [
        replace(_heading(words.get(at, ""), under[at]), part=parts.get(at, ""))
        for at in sorted(under)
    ]


def _parts(titles: Sequence[tuple[int, str]]) -> dict[int, str]:
    """The part each heading stands in, by position; a part stands in none."""
    found, part = dict[int, str](), ""
    for position, words in titles:
        is_part = bool(_PART.match(fold(words)))
        found[position] = "" if is_part else part
        part = words if is_part else part
    return found


def _heading(title: str, opinions: Sequence[Opinion]) -> Heading:
    agree = [each for each in opinions if each.kind == OpinionKind.AGREE]
    other = [each for each in opinions if each.kind != OpinionKind.AGREE]
    groups: dict[int, list[Opinion]] = {}
    for each in other:
        groups.setdefault(each.lead_id or each.pk, []).append(each)
    said = [
        Said(each, each.contributor if each.round.names_shown else "", len(group))
        for group in groups.values()
        for each in group
    ]
    return Heading(title, _contributors(agree), _contributors(other), said)


def _contributors(opinions: Iterable[Opinion]) -> int:
    """How many persons, units or meetings said these."""
    return len({(each.source, each.person_id, each.unit_id, each.contributor) for each in opinions})
