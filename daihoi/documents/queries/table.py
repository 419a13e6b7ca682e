"""The opinion table of a document: one row for each recorded opinion, in reading order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.base.numbers import whole_number
from daihoi.documents.models import Document, Opinion, OpinionRound, Participant
from daihoi.documents.models.opinions import RESULT_LABELS
from daihoi.documents.models.rounds import MEANS_LABELS
from daihoi.documents.queries import documents, rounds
from daihoi.documents.queries.rounds import RoundPage
from daihoi.organizations.models import Unit
from daihoi.rules.documents import AnswerResult, Means, RoundState, may_make_table
from daihoi.vietnamese.text import fold, tidy

PER_PAGE = 50
UNANSWERED = "unanswered"

Key = tuple[int, int, int]  # round, place_order, pk: where a row stands


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the table is shown; ``after`` and ``number`` lead to a later page of it."""

    round: int | None = None  # the round's number
    unit: int | None = None
    result: str = ""  # a value of `AnswerResult`, or "unanswered"
    words: str = ""  # of a contributor's name
    after: Key | None = None
    number: int = 0  # rows before this page

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Read from an address; what makes no sense is left out."""
        result = query.get("result", "")
        parts = [whole_number(part) for part in query.get("after", "").split("-")]
        known = [part for part in parts if part is not None]
        is_key = len(known) == len(parts) == 3
        return cls(
            round=whole_number(query.get("round", "")),
            unit=whole_number(query.get("unit", "")),
            result=result if result in {UNANSWERED, *AnswerResult} else "",
            words=tidy(query.get("q", "")),
            after=(known[0], known[1], known[2]) if is_key else None,
            number=(whole_number(query.get("number", "")) or 0) if is_key else 0,
        )

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Values of ``result`` with their words."""
        known = [(result.value, str(label)) for result, label in RESULT_LABELS.items()]
        return [*known, (UNANSWERED, _("Chưa trả lời"))]

    def query(self) -> str:
        """As the tail of an address."""
        after = "-".join(map(str, self.after)) if self.after else ""
        said = {"round": self.round, "unit": self.unit, "result": self.result, "q": self.words}
        said |= {"after": after, "number": self.number}
        kept = {name: value for name, value in said.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    def condition(self) -> Q:
        found = Q(withdrawn_at__isnull=True)
        if self.unit:
            found &= Q(unit=self.unit) | Q(person__unit=self.unit)
        if self.result == UNANSWERED:
            found &= Q(answer__isnull=True)
        elif self.result:
            found &= Q(answer__result=self.result)
        if self.words:
            found &= Q(person__folded_name__contains=fold(self.words)) | Q(
                contributor__icontains=self.words
            )
        return found


@dataclass(frozen=True, slots=True)
class Summary:
    """The line a table has for each round (documents domain, 7.1)."""

    round: OpinionRound
    consulted: int
    answered: int  # how many of them gave an opinion or said they agree
    results: Mapping[str, int]  # by value of `AnswerResult`
    can_approve: bool = False

    @property
    def rate(self) -> Fraction:
        """The share of those consulted who answered."""
        return Fraction(self.answered, self.consulted) if self.consulted else Fraction(0)

    @property
    def accepted(self) -> int:
        return self.results.get(AnswerResult.ACCEPTED.value, 0)

    @property
    def partly(self) -> int:
        return self.results.get(AnswerResult.PARTLY.value, 0)

    @property
    def not_accepted(self) -> int:
        return self.results.get(AnswerResult.NOT_ACCEPTED.value, 0)

    @property
    def noted(self) -> int:
        return self.results.get(AnswerResult.NOTED.value, 0)

    @property
    def transferred(self) -> int:
        return self.results.get(AnswerResult.TRANSFERRED.value, 0)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One opinion; ``number`` counts from 1. ``contributor`` is empty where names are hidden."""

    number: int
    opinion: Opinion
    contributor: str
    alike: int  # others that say the same
    can_answer: bool

    @property
    def means_label(self) -> str:
        return str(MEANS_LABELS[Means(self.opinion.means)]).lower()


@dataclass(frozen=True, slots=True)
class TablePage:
    document: Document
    rounds: list[OpinionRound]
    units: list[Unit]
    filters: Filters
    summaries: list[Summary]
    rows: list[TableRow]
    first_url: str
    later_url: str
    names_searchable: bool
    is_empty: bool  # no opinion was recorded at all: there is no table (O3)
    can_deposit: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table for a file; ``rows`` may be read once."""

    document: Document
    summaries: list[Summary]
    rows: Iterator[TableRow]
    numbers_alike: Mapping[int, list[int]]  # lead's pk → numbers of the rows of its group


def table_page(pk: int, filters: Filters, *, viewer: User) -> TablePage:
    """One page of the table on the screen, with the summary line of each round."""
    document = documents.get_document(pk, viewer=viewer)
    pages = _readable(document, viewer)
    chosen = [page for page in pages if filters.round in {None, page.round.number}]
    found = list(_after(_loaded(_opinions(chosen, filters)), filters.after)[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    later = ""
    if len(found) > PER_PAGE:
        last = shown[-1]
        after = (last.round_id, last.place_order, last.pk)
        later = _url(document, replace(filters, after=after, number=filters.number + PER_PAGE))
    return TablePage(
        document=document,
        rounds=[page.round for page in pages],
        units=_units(document),
        filters=filters,
        summaries=_summaries(chosen, document, viewer),
        rows=list(_numbered(shown, chosen, filters.number)),
        first_url=_url(document, replace(filters, after=None, number=0)) if filters.after else "",
        later_url=later,
        names_searchable=all(page.can.see_contributors for page in chosen),
        is_empty=not any(page.round.opinions_count for page in chosen),
        can_deposit=documents.document_can(document, viewer=viewer).deposit,
    )


def table_for_file(pk: int, filters: Filters, *, viewer: User) -> Table:
    """The table as a file holds it: every row of the filters; a table of nothing is refused."""
    document = documents.get_document(pk, viewer=viewer)
    filters = replace(filters, after=None, number=0)
    chosen = [
        page for page in _readable(document, viewer) if filters.round in {None, page.round.number}
    ]
    findings = may_make_table(sum(page.round.opinions_count for page in chosen))
    if findings:
        raise RuleBroken(
            _("Đợt lấy ý kiến chưa có ý kiến nào nên không lập được bảng tổng hợp."),
            findings,
            advice=_("Bảng chỉ được lập từ những ý kiến có thật đã ghi nhận."),
        )
    found = _opinions(chosen, filters).order_by("round_id", "place_order", "pk")
    groups: dict[int, list[int]] = {}
    for number, (own, lead) in enumerate(found.values_list("pk", "lead_id"), 1):
        groups.setdefault(lead or own, []).append(number)
    return Table(
        document=document,
        summaries=_summaries(chosen, document, viewer),
        rows=_numbered(_loaded(found).iterator(chunk_size=2000), chosen, 0),
        numbers_alike=groups,
    )


def _readable(document: Document, viewer: User) -> list[RoundPage]:
    """The rounds whose opinions the viewer may read, the first on top."""
    found = document.rounds.select_related(rounds.SCOPE, "base_version", "approved_by")
    if document.is_superior:
        raise Conflict(
            _("Ý kiến góp ý vào văn kiện của cấp trên không có bảng tiếp thu, giải trình."),
            advice=_("Hãy mở báo cáo tổng hợp ý kiến góp ý văn kiện cấp trên."),
        )
    pages = [rounds.round_page(each, viewer=viewer) for each in found.order_by("number")]
    readable = [page for page in pages if page.can.see_opinions]
    if pages and not readable:
        raise NotPermitted(
            _("Bảng tổng hợp ý kiến được mở sau khi đợt lấy ý kiến kết thúc."),
            advice=_("Đồng chí xem ý kiến của mình trong mục “Ý kiến của tôi”."),
        )
    return readable


def _opinions(pages: list[RoundPage], filters: Filters) -> QuerySet[Opinion]:
    if not all(page.can.see_contributors for page in pages):
        filters = replace(filters, words="", unit=None)  # a search would tell the hidden names
    found = Opinion.objects.filter(round__in=[page.round.pk for page in pages])
    return found.filter(filters.condition())


def _loaded(found: QuerySet[Opinion]) -> QuerySet[Opinion]:
    return found.select_related(
        "answer__answered_by", "answer__version", "lead", "unit", "person__unit"
    ).order_by("round_id", "place_order", "pk")


def _after(found: QuerySet[Opinion], key: Key | None) -> QuerySet[Opinion]:
    if key is None:
        return found
    round_, order, pk = key
    in_round = Q(round_id=round_, place_order__gt=order) | Q(
        round_id=round_, place_order=order, pk__gt=pk
    )
    return found.filter(Q(round_id__gt=round_) | in_round, round_id__gte=round_)


def _numbered(
    found: Iterator[Opinion] | list[Opinion], pages: list[RoundPage], before: int
) -> Iterator[TableRow]:
    by_round = {page.round.pk: page for page in pages}
    for number, opinion in enumerate(found, before + 1):
        page = by_round[opinion.round_id]
        opinion.round = page.round
        yield TableRow(
            number=number,
            opinion=opinion,
            contributor=opinion.contributor if page.can.see_contributors else "",
            alike=(opinion.lead or opinion).alike_count,
            can_answer=page.can.answer,
        )


def _summaries(pages: list[RoundPage], document: Document, viewer: User) -> list[Summary]:
    ids = [page.round.pk for page in pages]
    asked = {
        row["round_id"]: row
        for row in Participant.objects.filter(round__in=ids)
        .values("round_id")
        .annotate(all=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False)))
        .order_by("round_id")
    }
    results: dict[int, dict[str, int]] = {}
    counted = (
        Opinion.objects.filter(round__in=ids, withdrawn_at__isnull=True, answer__isnull=False)
        .values("round_id", "answer__result")
        .annotate(n=Count("pk"))
        .order_by("round_id")
    )
    for row in counted:
        results.setdefault(row["round_id"], {})[row["answer__result"]] = row["n"]
    approves = can(viewer, Permission.DOCUMENTS_APPROVE_TABLE, at=document)
    return [
        _summary(page, asked.get(page.round.pk, {}), results, approves=approves) for page in pages
    ]


def _summary(
    page: RoundPage,
    asked: Mapping[str, Any],
    results: Mapping[int, Mapping[str, int]],
    *,
    approves: bool,
) -> Summary:
    round_ = page.round
    is_whole = round_.opinions_count > 0 and round_.unanswered_count == 0
    is_due = round_.approved_at is None and page.state is not RoundState.OPEN
    return Summary(
        round=round_,
        consulted=asked.get("all", 0),
        answered=asked.get("answered", 0),
        results=results.get(round_.pk, {}),
        can_approve=approves and is_whole and is_due,
    )


def _units(document: Document) -> list[Unit]:
    organization = document.congress.organization_id
    return list(Unit.objects.filter(organization=organization).order_by("position", "name"))


def _url(document: Document, filters: Filters) -> str:
    return reverse("documents:opinion_table", args=[document.pk]) + filters.query()
