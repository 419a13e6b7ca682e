"""What the hall sees: the ballot that runs, its list without numbers, then the result once it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.utils.dateparse import parse_datetime

from daihoi.congresses.models import Congress
from daihoi.elections.models import AGREED, UNDER_COUNT, ElectionState, Recount, Round, RoundState
from daihoi.elections.queries.law import rules_of, title_of
from daihoi.elections.queries.name_rows import (
    NameRow,
    elected_first,
    name_rows,
    others_after,
    step_words,
)
from daihoi.elections.queries.next_steps import last_that_counts, standing_votes
from daihoi.elections.queries.recounting import recount_told
from daihoi.elections.queries.results import get_congress
from daihoi.elections.queries.titles import ballot_words


class Stage(StrEnum):
    WAITING = "waiting"
    LISTED = "listed"
    VOTING = "voting"
    COUNTING = "counting"
    RESULT = "result"
    VOID = "void"
    RECOUNT = "recount"


STAGES: Mapping[str, Stage] = {
    RoundState.LISTED: Stage.LISTED,
    RoundState.ISSUED: Stage.VOTING,
    RoundState.COUNTING: Stage.COUNTING,
    RoundState.COUNTED: Stage.COUNTING,  # nothing is told before it is announced
    RoundState.ANNOUNCED: Stage.RESULT,
    RoundState.VOID: Stage.VOID,
    RoundState.RECOUNTING: Stage.RECOUNT,
    RoundState.RECOUNTED: Stage.RECOUNT,
}
AT_WORK = frozenset({RoundState.ISSUED, *UNDER_COUNT, *AGREED})


@dataclass(frozen=True, slots=True)
class Hall:
    """One screen; numbers only in the stage of the result."""

    congress: Congress
    stage: Stage = Stage.WAITING
    round: Round | None = None
    title: str = ""
    ballot: str = ""
    names: Sequence[str] = ()
    elected: Sequence[NameRow] = ()
    others: Sequence[NameRow] = ()
    arithmetic: str = ""
    is_majority_waived: bool = False
    follows: str = ""
    recount: Recount | None = None  # under way, or what the result came of
    decided: str = ""  # what the congress said of the next step, or how the office ended

    @property
    def tied(self) -> list[NameRow]:
        return [row for row in self.others if row.is_tied]

    @property
    def behind(self) -> list[NameRow]:
        return [row for row in self.others if not row.is_tied]


def hall(pk: int, *, viewer: Any) -> Hall:
    """The screen of a congress for who may look at its elections."""
    return hall_of(get_congress(pk, viewer=viewer))


def hall_of(congress: Congress) -> Hall:
    """The same for a screen in the hall: no viewer is asked, it tells what everybody there hears."""
    round_ = _shown(congress)
    if round_ is None:
        return Hall(congress)
    stage = STAGES[round_.state]
    title = title_of(round_.election, rules_of(congress))
    shown = Hall(congress, stage, round_, title, ballot_words(round_), recount=recount_told(round_))
    if stage is not Stage.RESULT:
        names = round_.names.order_by("position").values_list("printed", flat=True)
        return replace(shown, names=list(names))
    outcome = round_.outcome or {}
    rows = name_rows(outcome)
    return replace(
        shown,
        elected=elected_first(rows),
        others=others_after(rows),
        arithmetic=outcome["arithmetic"].removeprefix("mẫu số "),
        is_majority_waived=outcome["is_majority_waived"],
        follows=step_words(outcome),
        decided=_decided(round_),
    )


def _decided(round_: Round) -> str:
    """The end of the office, else the vote of hands on going on; "" while nothing was decided."""
    if round_.election.outcome and (round_.outcome or {}).get("open_seats"):
        return round_.election.outcome
    votes = standing_votes(round_)
    return f"{votes[-1].subject}: {votes[-1].decided['words']}" if votes else ""


def _shown(congress: Congress) -> Round | None:
    """What is voted on or counted now; else what was told, given up or listed last."""
    rows = Round.objects.filter(election__congress=congress)
    rows = rows.exclude(state=RoundState.PREPARING)
    rows = rows.exclude(election__state=ElectionState.CANCELLED)
    rows = rows.exclude(state=RoundState.VOID, listed_at__isnull=True)  # nobody heard of it
    found = list(rows.select_related("election").order_by("election__position", "number"))
    for each in found:
        each.election.congress = congress
    last = _last_of_each(found)
    running = [each for each in last if each.state in AT_WORK]
    return max(running or last, key=_moment, default=None)


def _last_of_each(rounds: Sequence[Round]) -> list[Round]:
    """One of each office; ``rounds`` of an office stand together, in order."""
    offices = groupby(rounds, key=lambda each: each.election_id)
    lasts = (last_that_counts(list(own)) for _office, own in offices)
    return [each for each in lasts if each is not None]


def _moment(round_: Round) -> tuple[Any, ...]:
    """When it last became something else; of two at one moment the one that was told, then the later."""
    moments = (
        round_.listed_at, round_.issued_at, round_.opened_at, round_.announced_at, round_.voided_at,
    )  # fmt: skip
    ordered = parse_datetime(round_.anew.get("at", ""))
    last = max(each for each in (*moments, ordered) if each is not None)
    return last, round_.state == RoundState.ANNOUNCED, round_.election.position, round_.number
