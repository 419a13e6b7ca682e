"""What a congress votes on of its resolution, what an adoption needs, and how targets are followed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from daihoi.rules.findings import Basis, Finding
from daihoi.rules.programme.checks import ACTION_PROGRAMME

MINUTES = Basis("Biên bản đại hội", "biểu quyết nghị quyết: từng chỉ tiêu hoặc toàn văn")
NOT_VOTED = frozenset({"CTHD"})  # kinds of the catalogue
FIRST_REMINDER_DAYS = 30  # before results are due; by the software
_NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?|\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


class TargetsVoted(StrEnum):
    """How targets are voted; values as `resolutions.models.TargetsVote` keeps them."""

    WHOLE = "whole"
    TOGETHER = "together"
    SINGLY = "singly"


@dataclass(frozen=True, slots=True)
class Votes:
    """What passed, on the words as they stand now: votes on earlier words are in none of these."""

    whole: bool
    targets: bool
    singly: frozenset[str] = frozenset()  # keys of targets


def may_vote_on(kind: str) -> Finding | None:
    """Whether a paper of that kind of the catalogue is put to the vote (C3): one finding if not.

    The action programme is discussed and completed by the new committee, never voted.
    """
    return Finding("not_voted", ACTION_PROGRAMME, {"kind": kind}) if kind in NOT_VOTED else None


def missing_for_adoption(
    votes: Votes, targets: Sequence[str], *, how: TargetsVoted, open_amendments: int
) -> list[Finding]:
    """What keeps the resolution from being adopted: ``targets`` are the keys of those in it."""
    found = []
    if open_amendments:
        found.append(Finding("open_amendments", MINUTES, {"count": open_amendments}))
    if targets and how is TargetsVoted.TOGETHER and not votes.targets:
        found.append(Finding("targets_not_voted", MINUTES))
    if how is TargetsVoted.SINGLY and (left := set(targets) - votes.singly):
        found.append(Finding("some_targets_not_voted", MINUTES, {"count": len(left)}))
    if not votes.whole:
        found.append(Finding("whole_not_voted", MINUTES))
    return found


def years_followed(year: int | None, *, begins: int, term_end: int) -> range:
    """The years a target is followed in: its own, or every one from the congress to the term's end."""
    if year is not None:
        return range(year, year + 1)
    return range(begins, max(term_end, begins) + 1)


def results_due(year: int) -> date:
    """The day by which results of the ``year`` are noted; by the software."""
    return date(year, 12, 31)


def share_reached(amount: str, value: str) -> Fraction | None:
    """How much of the amount set was reached: "≥ 85 %" and "68 %" are 4/5; None without numbers.

    The first number of each counts. Vietnamese figures: "1.250,5".
    """
    wanted, reached = first_number(amount), first_number(value)
    return reached / wanted if wanted and reached is not None else None


def first_number(text: str) -> Fraction | None:
    """The first number of a text, None without one."""
    found = _NUMBER.search(text)
    if found is None:
        return None
    figures = found.group()
    if _GROUPED.fullmatch(figures):
        figures = figures.replace(".", "")
    return Fraction(figures.replace(",", "."))


def awaited(years: Iterable[int], noted: Iterable[int], *, today: date) -> list[int]:
    """Years of a target whose result is missing and late, or due within the reminder's days."""
    told, soon = set(noted), today + timedelta(days=FIRST_REMINDER_DAYS)
    return [year for year in years if year not in told and results_due(year) <= soon]
