"""Results as pages show them: of one ballot with why and what follows, of all elections at a glance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.approvals.queries.confirmations import Confirmation, confirmation_of
from daihoi.base import clock, offers
from daihoi.base.errors import NotFound, NotPermitted
from daihoi.congresses.models import Congress
from daihoi.elections.models import (
    TOLD,
    Election,
    ElectionState,
    ListedName,
    Recount,
    Round,
    RoundState,
)
from daihoi.elections.queries.announcing import is_of_presidium, knows_result, may_announce
from daihoi.elections.queries.deadlines import deadlines_of
from daihoi.elections.queries.elected import Elected, elected_by_election, elections_of
from daihoi.elections.queries.first_meeting import opener_of
from daihoi.elections.queries.law import rules_of, title_of
from daihoi.elections.queries.name_rows import (
    NameRow,
    elected_first,
    name_rows,
    others_after,
    percent_of,
)
from daihoi.elections.queries.next_steps import NextSteps, last_that_counts, next_steps
from daihoi.elections.queries.open_places import OpenPlace, open_places
from daihoi.elections.queries.ordered_anew import OrderedAnew, ordered_anew
from daihoi.elections.queries.recounting import (
    as_recounted,
    get_recounted,
    is_over,
    knows_anew,
    may_order,
    officers_unseated,
    running_recount,
)
from daihoi.elections.queries.signing import lacking
from daihoi.elections.queries.titles import ballot_words, minutes_label, source_of
from daihoi.registry.models import Paper, RegisterEntry
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.kinds import Office

PLACE = "địa điểm đại hội"
KNOWN = frozenset({RoundState.COUNTED, *TOLD})  # there is a result
OUT = frozenset({RoundState.LISTED, RoundState.ISSUED, RoundState.COUNTING, RoundState.COUNTED})


@dataclass(frozen=True, slots=True)
class ResultCan:
    """What the viewer may do about a ballot's result now."""

    know: bool = False
    announce: bool = False
    void: bool = False
    prepare: bool = False
    seal: bool = False
    deposit: bool = False
    recount: bool = False  # what was told
    drop: bool = False  # its recount


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One ballot; ``outcome`` and names only for who may know."""

    round: Round
    title: str
    can: ResultCan
    steps: NextSteps
    outcome: Mapping[str, Any] = field(default_factory=dict)
    elected: Sequence[NameRow] = ()
    others: Sequence[NameRow] = ()
    paper: Paper | None = None
    lacking: str = ""  # of the minutes
    rounds: Sequence[Round] = ()
    recount: Recount | None = None  # under way
    anew: Round | None = None  # what it came to, for who may know before it is told
    anew_elected: Sequence[NameRow] = ()
    anew_others: Sequence[NameRow] = ()
    before: Sequence[Recount] = ()  # results that were replaced, or may be
    refused: Sequence[ListedName] = ()  # whom the superior did not recognise
    unseated: Sequence[str] = ()  # officers who are of the committee no more

    @property
    def is_old_paper(self) -> bool:
        """Whether the minutes among papers are of an earlier count."""
        return self.paper is not None and self.paper.source_label != minutes_label(self.round)

    @property
    def issued(self) -> RegisterEntry | None:
        """The minutes in the register: they change no more, and are of the count that is told."""
        entry = getattr(self.paper, "entry", None)
        stands = entry is not None and entry.cancelled_at is None and not self.is_old_paper
        return entry if stands else None

    @property
    def seal_note(self) -> str:
        """A sentence, whether or not it was typed with its full stop."""
        return f"{self.round.seal_note.rstrip('.')}."

    @property
    def election(self) -> Election:
        return self.round.election

    @property
    def congress(self) -> Congress:
        return self.round.election.congress

    @property
    def ballot(self) -> str:
        return ballot_words(self.round)

    @property
    def invalid(self) -> int:
        return sum((self.round.tally or {}).get("invalid", {}).values())

    @property
    def reasons(self) -> list[tuple[str, int]]:
        return list((self.round.tally or {}).get("reasons", {}).items())

    @property
    def percent_of(self) -> str:
        return percent_of(self.outcome)

    @property
    def is_no_result(self) -> bool:
        return self.outcome.get("decision") == "no_result"


@dataclass(frozen=True, slots=True)
class ElectionRow:
    """One office of the congress: how far it is, and who was elected."""

    election: Election
    title: str
    elected: Sequence[Elected]
    rounds: Sequence[Round]
    steps: NextSteps
    anew: OrderedAnew | None = None  # by the superior, where that has not begun

    @property
    def is_committee(self) -> bool:
        return self.election.office == Office.COMMITTEE

    @property
    def shown(self) -> list[Round]:
        """Ballots that people know of: their lists are closed."""
        return [each for each in self.rounds if each.state != RoundState.PREPARING]

    @property
    def seats(self) -> int:
        return self.election.seats or self.election.planned_seats

    @property
    def badge(self) -> tuple[str, str]:
        """Kind of badge and words."""
        if any(each.is_recounted for each in self.rounds):
            return "late", _("đang kiểm lại")
        if self.anew is not None:
            return "late", _("phải bầu lại")
        if self.election.state == ElectionState.FINISHED:
            return "done", _("đã bầu xong")
        running = next((each for each in self.rounds if each.state in OUT), None)
        if running is not None:
            is_counted = running.state == RoundState.COUNTED
            return "waiting", _("đang kiểm phiếu") if is_counted else running.get_state_display()
        if self.steps.step is not None:
            return "waiting", self.steps.words
        return "neutral", self.election.get_state_display()


def get_round(pk: int, *, viewer: Any, to: Permission = Permission.ELECTIONS_VIEW) -> Round:
    """One ballot with its election; `NotFound` for strangers. ``to``: what she is about to do."""
    rows = Round.objects.select_related("election__congress__organization__parent", "roll")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, to, at=found)
    return found


def get_election(pk: int, *, viewer: Any, to: Permission = Permission.ELECTIONS_VIEW) -> Election:
    rows = Election.objects.select_related("congress__organization__parent")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, to, at=found)
    return found


def get_congress(pk: int, *, viewer: Any) -> Congress:
    rows = Congress.objects.select_related("organization__parent")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.ELECTIONS_VIEW, at=found)
    return found


def get_known_round(pk: int, *, viewer: Any, anew: bool = False) -> Round:
    """One whose result the viewer may know; before the announcement only who counts or announces.

    ``anew``: as the recount of a told result has it.
    """
    round_ = get_round(pk, viewer=viewer)
    if anew:
        return get_recounted(round_, viewer=viewer)
    if round_.state not in KNOWN or not knows_result(round_, viewer):
        raise NotPermitted(
            _("Kết quả lượt bầu này chưa được công bố."),
            code="not_announced",
            advice=_("Hãy chờ trưởng ban kiểm phiếu hoặc đoàn chủ tịch công bố."),
        )
    return round_


def result_page(pk: int, *, viewer: Any) -> ResultPage:
    round_ = get_round(pk, viewer=viewer)
    election = round_.election
    rules = rules_of(election.congress)
    title = title_of(election, rules)
    may = _allowed(round_, viewer)
    rounds = list(election.rounds.order_by("number").prefetch_related("votes"))
    last = last_that_counts(rounds)
    is_last = last is not None and last.pk == round_.pk
    page = ResultPage(
        round_,
        title,
        may,
        next_steps(election, rules, rounds=rounds) if is_last else NextSteps(None),
        rounds=rounds if len(rounds) > 1 else (),
        before=_before(round_, viewer),
    )
    if not may.know:
        return page
    page = _with_recount(page, viewer)
    rows = name_rows(round_.outcome or {})
    papers = Paper.objects.filter(source=source_of(round_)).select_related("entry")
    paper = papers.order_by("-pk").first()
    return replace(
        page,
        outcome=round_.outcome or {},
        elected=elected_first(rows),
        others=others_after(rows),
        refused=list(round_.names.exclude(refused_by="").order_by("position")),
        paper=paper if may.deposit else None,
        lacking=_lacking(round_) if may.deposit or may.seal else "",
    )


def _before(round_: Round, viewer: Any) -> list[Recount]:
    """Results that a recount replaced; those never told only for who counts or announces."""
    if round_.attempt == 1:
        return []
    found = round_.recounts.exclude(settled={}).filter(attempt__lte=round_.told_attempt)
    kept = list(found.filter(dropped_at__isnull=True).order_by("attempt"))
    sees_all = all(each.was_told for each in kept) or knows_anew(round_, viewer)
    return [each for each in kept if each.was_told or sees_all]


def _with_recount(page: ResultPage, viewer: Any) -> ResultPage:
    """Where its told result is counted anew, or was and took a seat from an officer."""
    round_ = page.round
    if round_.state == RoundState.ANNOUNCED and page.before:
        return replace(page, unseated=officers_unseated(page.congress))
    if not round_.is_recounted:
        return page
    page = replace(page, recount=running_recount(round_))
    if round_.state != RoundState.RECOUNTED or not knows_anew(round_, viewer):
        return page
    made = as_recounted(round_)
    rows = name_rows(made.outcome or {})
    return replace(
        page, anew=made, anew_elected=elected_first(rows), anew_others=others_after(rows)
    )


def _lacking(round_: Round) -> str:
    """What the minutes lack, in words; "" for nothing."""
    place = offers.facts_of(round_.election.congress, clock.today(), wanted={PLACE}).get(PLACE, "")
    found = lacking(round_, place=str(place))
    return "" if found.decision == "complete" else found.words


@dataclass(frozen=True, slots=True)
class ResultList:
    """All offices of a congress.

    ``due``: by when the results are reported; ``opener``: who opens the committee's first meeting.
    """

    congress: Congress
    rows: Sequence[ElectionRow]
    due: Answer | None
    opener: Answer | None
    may_prepare: bool
    may_send: bool
    open_places: Sequence[OpenPlace] = ()
    confirmation: Confirmation | None = None  # once the results were sent up

    @property
    def committee(self) -> str:
        """What the organization calls the committee that was elected."""
        return next((row.title for row in self.rows if row.is_committee), "")

    @property
    def has_elected(self) -> bool:
        return any(row.elected for row in self.rows)

    @property
    def is_done(self) -> bool:
        return bool(self.rows) and all(
            row.election.state == ElectionState.FINISHED for row in self.rows
        )

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due.facts.get("day", date.max) < clock.today()


def result_list(pk: int, *, viewer: Any) -> ResultList:
    """Every office of a congress in its order; only what was announced is told."""
    congress = get_congress(pk, viewer=viewer)
    confirmation = confirmation_of(congress)
    anew = ordered_anew(congress, confirmation=confirmation) if confirmation else {}
    rows = [replace(row, anew=anew.get(row.election.pk)) for row in election_rows(congress)]
    committee = next((row.elected for row in rows if row.is_committee), ())
    prepares = can(viewer, Permission.ELECTIONS_PREPARE, at=congress)
    return ResultList(
        congress,
        rows,
        deadlines_of(congress),
        opener_of(congress, committee),
        prepares,
        can(viewer, Permission.APPROVALS_VIEW, at=congress),
        open_places(
            congress,
            elected={row.election.pk: row.elected for row in rows},
            may_prepare=prepares,
        ),
        confirmation,
    )


def election_rows(congress: Congress) -> list[ElectionRow]:
    elections = elections_of(congress)
    rules = rules_of(congress)
    elected = elected_by_election(elections)
    rounds: dict[int, list[Round]] = {each.pk: [] for each in elections}
    of_congress = Round.objects.filter(election__in=elections).prefetch_related("votes")
    for each in of_congress.order_by("number"):
        rounds[each.election_id].append(each)
    return [
        ElectionRow(
            each,
            title_of(each, rules),
            elected[each.pk],
            rounds[each.pk],
            next_steps(each, rules, rounds=rounds[each.pk]),
        )
        for each in elections
    ]


def _allowed(round_: Round, viewer: Any) -> ResultCan:
    knows = round_.state in KNOWN and knows_result(round_, viewer)
    prepares = can(viewer, Permission.ELECTIONS_PREPARE, at=round_)
    counts = can(viewer, Permission.ELECTIONS_COUNT, at=round_)
    is_told = round_.state == RoundState.ANNOUNCED
    has_result = round_.state == RoundState.COUNTED and not _has_no_result(round_)
    presides = prepares and is_of_presidium(round_, viewer)
    is_void_possible = round_.state in OUT and not has_result
    if round_.state == RoundState.PREPARING:
        is_void_possible = round_.number > 1
    is_recounting = round_.state == RoundState.RECOUNTING
    enters_recount = is_recounting and (presides or (prepares and is_over(round_)))
    return ResultCan(
        know=knows,
        announce=(has_result or round_.state == RoundState.RECOUNTED)
        and may_announce(round_, viewer),
        void=(is_void_possible and presides) or enters_recount,
        recount=may_order(round_, viewer),
        drop=enters_recount,
        prepare=prepares,
        seal=(is_told or round_.state == RoundState.VOID) and (prepares or counts),
        deposit=knows and can(viewer, Permission.REGISTRY_DRAFT, at=round_.election.congress),
    )


def _has_no_result(round_: Round) -> bool:
    return (round_.outcome or {}).get("decision") == "no_result"
