"""Terms of the committee, the series of numbers in them, and the number a paper would get."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.organizations.models import Organization, OrganizationKind
from daihoi.organizations.queries.organizations import get_organization
from daihoi.registry.models import RegisterEntry, Series, Term
from daihoi.rules.papers import SeriesKind, numbering
from daihoi.rules.papers.numbering import CongressDays, Problem
from daihoi.vietnamese.dates import DateStyle, format_date

CELLS = (OrganizationKind.CELL, OrganizationKind.GRASSROOTS_CELL)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The series a paper takes, as it stands now. ``series`` None: its first paper opens it.

    ``kind`` None: a paper without number. ``problems`` stand against giving the next number.
    """

    kind: SeriesKind | None
    type: str
    on: date  # the day of the paper
    body: str  # "CB"; "" where nobody has said yet
    term: Term | None
    series: Series | None
    last: RegisterEntry | None
    problems: tuple[Problem, ...]

    @property
    def next_number(self) -> int:
        return (self.series.last_number if self.series else 0) + 1

    @property
    def symbol(self) -> str:
        """As printed, "05-QĐ/CB"; "" for a paper without number."""
        if self.kind is None:
            return ""
        is_state = self.kind is SeriesKind.STATE
        return numbering.symbol(self.next_number, self.type, self.body, is_state=is_state)

    @property
    def refusals(self) -> list[str]:
        return [in_words(each) for each in self.problems if each.refuses]

    @property
    def warnings(self) -> list[str]:
        return [in_words(each) for each in self.problems if not each.refuses]

    def require_possible(self) -> None:
        """`RuleBroken` with everything that refuses, in words."""
        if self.kind is not None and not self.body:
            raise RuleBroken(
                _("Chưa có ký hiệu của cơ quan ban hành, nên chưa ghi được số."),
                code="no_symbol",
                advice=_("Hãy ghi ký hiệu ở ô Ký hiệu cơ quan ban hành, ví dụ CB."),
            )
        refusing = [each for each in self.problems if each.refuses]
        if refusing:
            raise RuleBroken(
                " ".join(in_words(each) for each in refusing),
                [each.finding for each in refusing],
                code=refusing[0].finding.code,
            )


def numbers_for(
    congress: Congress,
    offered: Sequence[SeriesKind],
    type_: str,
    *,
    on: date,
    subcommittee: Subcommittee | None = None,
    wanted: SeriesKind | None = None,
    of_congress: bool = True,
    body: str = "",
) -> Numbers:
    """What a paper of this type, dated ``on``, takes. ``wanted``: chosen among those offered.

    ``of_congress``: as `rules.papers.numbering.series_kind` asks it. ``body``: the symbol of who
    issues, where the one that is kept should not be taken.
    """
    organization = congress.organization
    days = congress_days(congress)
    kind = numbering.series_kind(
        offered,
        on=on,
        congress=days,
        from_subcommittee=subcommittee is not None,
        of_congress=of_congress,
    )
    if not type_:
        kind = None  # a paper without type has no symbol
    if kind is not None and wanted in offered:
        kind = wanted
    term = term_on(organization, on) if kind is SeriesKind.COMMITTEE else None
    series = _series(congress, kind, type_, term, subcommittee, on=on)
    last = last_of(series)
    problems = numbering.problems(
        kind,
        on=on,
        today=clock.today(),
        last_on=last.issued_on if last else None,
        last_symbol=last.symbol if last else "",
        congress=days,
        term_began_on=term.starts_on if term else None,
    )
    if kind is not None:
        unusual = numbering.type_problem(type_, kind, is_cell=organization.kind in CELLS)
        problems += [unusual] if unusual else []
    found = body.strip() or symbol_of(congress, kind, subcommittee)
    return Numbers(kind, type_, on, found, term, series, last, tuple(problems))


def symbol_of(
    congress: Congress, kind: SeriesKind | None, subcommittee: Subcommittee | None
) -> str:
    """The symbol of who issues, as far as it is kept (N8, N9, N10)."""
    if kind is SeriesKind.CONGRESS:
        return numbering.CONGRESS
    if kind is SeriesKind.SUBCOMMITTEE:
        return subcommittee.symbol if subcommittee else ""
    organization = congress.organization
    if kind is SeriesKind.STATE and not organization.family.is_state_layout:
        return ""  # of an agency, not of the Party body: who issues says it
    if organization.symbol:
        return organization.symbol
    usual = {
        OrganizationKind.CELL: numbering.CELL,
        OrganizationKind.GRASSROOTS_CELL: numbering.CELL,
        OrganizationKind.GRASSROOTS_COMMITTEE: numbering.GRASSROOTS_COMMITTEE,
    }
    return usual.get(OrganizationKind(organization.kind), "")


def congress_days(congress: Congress) -> CongressDays | None:
    """The days told for its series, else the day it is planned for; None while postponed."""
    series = Series.objects.filter(congress=congress).first()
    if series is not None and series.opens_on is not None and series.closes_on is not None:
        return CongressDays(series.opens_on, series.closes_on)
    if congress.is_postponed:
        return None
    confirmed = congress.day_confirmed_at is not None
    return CongressDays(congress.target_on, congress.target_on, confirmed=confirmed)


def term_on(organization: Organization, day: date) -> Term | None:
    """The committee's term on a day; None before the first is opened."""
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return organization.committee_terms.filter(begun, not_over).order_by("-pk").first()


def last_of(series: Series | None) -> RegisterEntry | None:
    """The paper with the highest number, cancelled or not."""
    return series.entries.order_by("-number").first() if series else None


def first_term_name(congress: Congress) -> str:
    """What the term before a congress is called: "2015-2020"."""
    before = congress.organization.congresses.filter(ordinal__lt=congress.ordinal)
    last = before.order_by("-ordinal").first()
    length = congress.term_end - congress.term_start
    return last.term if last else f"{congress.term_start - length}-{congress.term_start}"


def in_words(problem: Problem) -> str:
    """What stands against a number, what to do, and which rule says so."""
    facts = {
        name: format_date(value, DateStyle.DASHED) if isinstance(value, date) else value
        for name, value in problem.finding.facts.items()
    }
    facts["days"] = " – ".join(
        dict.fromkeys(str(facts[end]) for end in ("opens_on", "closes_on") if end in facts)
    )
    said = {
        "in_future": _("Ngày văn bản ở sau hôm nay (%(today)s); số chỉ cấp khi ký ban hành."),
        "before_last": _(
            "Ngày văn bản sớm hơn ngày %(last_on)s của số đã cấp gần nhất (%(last)s); số và ngày"
            " phải tăng cùng nhau, không chèn số, không lùi ngày."
        ),
        "outside_congress": _(
            "Ngày văn bản ở ngoài những ngày đại hội (%(days)s), trong khi"
            " dãy số của đại hội chỉ chạy từ khai mạc đến hết ngày bế mạc. Nếu ngày đại hội khác,"
            " hãy ghi lại ở trang Nhiệm kỳ và dãy số."
        ),
        "term_over": _(
            "Đại hội bế mạc ngày %(closes_on)s: văn bản của cấp ủy mới thuộc nhiệm kỳ mới và bắt"
            " đầu lại từ số 01. Hãy mở nhiệm kỳ mới ở trang Nhiệm kỳ và dãy số trước."
        ),
        "type_not_issued": _(
            "Theo tài liệu hướng dẫn (nguồn thứ cấp), cấp này không ban hành loại %(type)s;"
            " hãy hỏi cấp trên nếu chưa chắc."
        ),
    }[problem.finding.code]
    return f"{said % facts} ({problem.finding.basis.source})"


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One series as the page of terms shows it."""

    series: Series
    label: str
    last: RegisterEntry | None

    @property
    def note(self) -> str:
        """Which of its numbers were given before, and why."""
        if not self.series.used_before:
            return ""
        facts = {"number": self.series.used_before, "reason": self.series.used_before_reason}
        return _("Đến số %(number)s cấp trước khi dùng phần mềm: %(reason)s") % facts


@dataclass(frozen=True, slots=True)
class TermRow:
    term: Term
    rows: list[SeriesRow]


@dataclass(frozen=True, slots=True)
class TermPage:
    """Terms, the latest first, each with its series; congresses with theirs; subcommittees'."""

    organization: Organization
    terms: list[TermRow]
    others: list[SeriesRow]
    congress: Congress | None
    days: CongressDays | None
    can_issue: bool


def term_page(pk: int, *, viewer: Any) -> TermPage:
    organization = get_organization(pk, viewer=viewer, to=Permission.REGISTRY_VIEW)
    related = ("term", "congress__organization", "subcommittee")
    every = list(organization.series.select_related(*related).order_by("type", "pk"))
    newest = RegisterEntry.objects.filter(series__in=every, number=F("series__last_number"))
    last = {entry.series_id: entry for entry in newest}
    rows = [SeriesRow(each, _label(each), last.get(each.pk)) for each in every]
    congress = organization.congresses.select_related("organization").order_by("-ordinal").first()
    terms = organization.committee_terms.order_by("-pk")
    return TermPage(
        organization=organization,
        terms=[
            TermRow(term, [row for row in rows if row.series.term_id == term.pk]) for term in terms
        ],
        others=[row for row in rows if row.series.term_id is None],
        congress=congress,
        days=congress_days(congress) if congress else None,
        can_issue=can(viewer, Permission.REGISTRY_ISSUE, at=organization),
    )


def organization_to_number(pk: int, *, viewer: Any) -> Organization:
    """An organization in whose register the viewer gives numbers."""
    return get_organization(pk, viewer=viewer, to=Permission.REGISTRY_ISSUE)


def congress_to_number(pk: int, *, viewer: Any) -> Congress:
    """A congress whose papers the viewer numbers."""
    found = Congress.objects.select_related("organization").filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.REGISTRY_ISSUE, at=found.organization)
    return found


def _label(series: Series) -> str:
    if series.congress_id is not None:
        return str(series.congress)
    if series.year is not None:
        return _("%(type)s · thể thức nhà nước, năm %(year)s") % {
            "type": series.type,
            "year": series.year,
        }
    return f"{series.type} · {series.subcommittee}" if series.subcommittee else series.type


def _series(
    congress: Congress,
    kind: SeriesKind | None,
    type_: str,
    term: Term | None,
    subcommittee: Subcommittee | None,
    *,
    on: date,
) -> Series | None:
    if kind is None or (kind is SeriesKind.COMMITTEE and term is None):
        return None
    fields = series_fields(congress, kind, type_, term, subcommittee, on=on)
    return Series.objects.filter(**fields).first()


def series_fields(
    congress: Congress,
    kind: SeriesKind,
    type_: str,
    term: Term | None,
    subcommittee: Subcommittee | None,
    *,
    on: date,
) -> dict[str, Any]:
    """What tells the series from all others: its fields (N2, N3); ``on`` is the day of the paper."""
    if kind is SeriesKind.SUBCOMMITTEE and subcommittee is None:
        raise RuleBroken(
            _("Dãy số của tiểu ban cần biết tiểu ban nào ban hành."), code="no_subcommittee"
        )
    lead = {
        SeriesKind.CONGRESS: numbering.CONGRESS,
        SeriesKind.SUBCOMMITTEE: subcommittee.symbol if subcommittee else "",
    }.get(kind, congress.organization.symbol)
    if kind is SeriesKind.STATE:
        key = numbering.state_series_key(type=type_, body=lead, on=on)
    else:
        period = str(term or congress.pk)
        key = numbering.series_key(kind, type=type_, period=period, lead_body=lead)
    return {
        "organization_id": congress.organization_id,
        "term": term if kind is SeriesKind.COMMITTEE else None,
        "congress": congress if kind is SeriesKind.CONGRESS else None,
        "subcommittee": subcommittee if kind is SeriesKind.SUBCOMMITTEE else None,
        "year": on.year if kind is SeriesKind.STATE else None,
        "type": key.type,
    }
