"""A paper about to be issued: the number it would get, and everything that stands against it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import offers
from daihoi.base.errors import Conflict, NotFound, NotPermitted
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.papers.official import OfficialPaper
from daihoi.registry.models import Paper, RegisterEntry
from daihoi.registry.queries.counts import misfits_of
from daihoi.registry.queries.filling import (
    facts_for,
    fields_of,
    missing_fields,
    official_paper,
    profile_of,
    sources_of,
)
from daihoi.registry.queries.register import reads_restricted
from daihoi.registry.queries.terms import Numbers, numbers_for
from daihoi.rules.papers import CATALOGUE, SeriesKind


@dataclass(frozen=True, slots=True)
class Choice:
    """What the clerk says when issuing; "" and None leave it to the rules and the paper."""

    dated_on: date
    type: str = ""
    series: SeriesKind | None = None
    body: str = ""  # symbol of who issues
    copies: int | None = None
    note: str = ""
    replaces: RegisterEntry | None = None


@dataclass(frozen=True, slots=True)
class IssuePage:
    """A paper before it is issued: the number it would get, and everything that stands against it."""

    paper: Paper
    official: OfficialPaper
    numbers: Numbers
    types: tuple[str, ...]
    series: tuple[SeriesKind, ...]
    replaceable: QuerySet[RegisterEntry]
    signer: str
    misfits: list[str]

    @property
    def gaps(self) -> tuple[str, ...]:
        return self.official.gaps

    @property
    def is_possible(self) -> bool:
        return not self.gaps and not self.misfits and not self.numbers.refusals


def paper_to_issue(pk: int, *, viewer: Any) -> Paper:
    """A paper the viewer may issue; one with restricted content only who may read it."""
    related = ("congress__organization", "subcommittee__congress__organization")
    paper = Paper.objects.select_related(*related).filter(pk=pk).first()
    if paper is None:
        raise NotFound
    require(viewer, Permission.REGISTRY_ISSUE, at=paper.congress.organization)
    require_read(paper, viewer)
    if hasattr(paper, "entry"):
        raise Conflict(
            _("Văn bản này đã ban hành: %(paper)s.") % {"paper": paper.entry}, code="issued"
        )
    return paper


def require_read(paper: Paper, viewer: Any) -> None:
    """`NotPermitted` for a paper on personnel to who may not read such."""
    kind = CATALOGUE[paper.kind]
    body = paper.subcommittee
    restricted = kind.is_restricted or (body is not None and body.is_restricted)
    if restricted and not reads_restricted(viewer, paper.congress):
        raise NotPermitted(
            _("Văn bản này có nội dung hạn chế: bí thư trực tiếp ban hành."), code="restricted"
        )


def issue_page(paper: Paper, choice: Choice) -> IssuePage:
    """How issuing stands; the paper was got by `paper_to_issue`."""
    kind = CATALOGUE[paper.kind]
    numbers = numbers_of(paper, choice)
    number = numbers.symbol if numbers.body else ""
    official = official_paper(
        paper, number=number, dated_on=choice.dated_on, is_issued=bool(number) or not numbers.kind
    )
    same = paper.congress.register_entries.filter(kind=paper.kind).order_by("-issued_on", "-pk")
    return IssuePage(
        paper=paper,
        official=official,
        numbers=numbers,
        types=kind.types,
        series=series_offered(paper, is_state=profile_of(paper, choice.dated_on).is_state),
        replaceable=same,
        signer=signer_of(official),
        misfits=misfits_of(paper),
    )


def series_offered(paper: Paper, *, is_state: bool = False) -> tuple[SeriesKind, ...]:
    """Those its kind may take; a subcommittee's only for what a subcommittee writes.

    In the form of a state body a numbered paper takes that body's series of the year, never one
    of the Party's (D1).
    """
    if is_state:
        return (SeriesKind.STATE,) if CATALOGUE[paper.kind].series else ()
    never = {SeriesKind.EXTERNAL}
    if paper.subcommittee is None:
        never.add(SeriesKind.SUBCOMMITTEE)
    return tuple(each for each in CATALOGUE[paper.kind].series if each not in never)


def papers_to_issue(congress: Congress, *, viewer: Any) -> list[Paper]:
    """Drafts without a gap that would take a number, of those the viewer may issue."""
    if not can(viewer, Permission.REGISTRY_ISSUE, at=congress.organization):
        return []
    numbered = [code for code, kind in CATALOGUE.items() if kind.is_numbered and kind.types]
    drafts = Paper.objects.filter(congress=congress, entry__isnull=True, kind__in=numbered)
    if not reads_restricted(viewer, congress):
        restricted = [code for code, kind in CATALOGUE.items() if kind.is_restricted]
        personnel = Q(subcommittee__purpose=Subcommittee.Purpose.PERSONNEL)
        drafts = drafts.exclude(Q(kind__in=restricted) | personnel)
    found = list(drafts.select_related("subcommittee").order_by("pk"))
    if not found:
        return []
    for paper in found:
        paper.congress = congress
    answered = {fact.name for fact in offers.facts()}
    typed = sources_of(congress, wanted=())
    # What no app answers only people fill: most drafts fall out before any app is asked.
    found = [paper for paper in found if answered.issuperset(missing_fields(paper, typed))]
    if not found:
        return []
    sources = replace(typed, facts=facts_for(congress, typed.on, fields_of(found)))
    return [paper for paper in found if not missing_fields(paper, sources)]


def numbers_of(paper: Paper, choice: Choice) -> Numbers:
    """The series and number the paper takes by what the clerk chose."""
    kind = CATALOGUE[paper.kind]
    type_ = choice.type if choice.type in kind.types else kind.type
    is_state = profile_of(paper, choice.dated_on).is_state
    return numbers_for(
        paper.congress,
        series_offered(paper, is_state=is_state),
        type_,
        on=choice.dated_on,
        subcommittee=paper.subcommittee,
        wanted=choice.series,
        of_congress=kind.is_of_congress,
        body=choice.body,
    )


def signer_of(official: OfficialPaper) -> str:
    """Who signs, for the register: "Nguyễn Văn A" or two names."""
    names = ("".join(run.text for run in each.name).strip() for each in official.signatures)
    return ", ".join(name for name in names if name)[:160]


def recipients_of(official: OfficialPaper) -> str:
    lines = ("".join(run.text for run in line).strip() for line in official.recipients)
    return "\n".join(line for line in lines if line)
