"""Proposals as pages show them: the words before and after, and who may decide."""

from dataclasses import dataclass, replace
from typing import Any

from daihoi.accounts.permissions import Permission, require
from daihoi.documents.queries.proposals import applied, changes_between, rebased
from daihoi.elections.models import Vote
from daihoi.papers.comparison.words import Words, words_between
from daihoi.resolutions.models import Amendment, AmendmentKind, Clause, ResolutionVote
from daihoi.resolutions.queries.hall import both_lines, line_of
from daihoi.resolutions.queries.seen import allowed, get_amendment

WORDS = ("kind", "text", "unit", "amount", "year", "group")


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """``words`` is the difference between ``before`` and ``after``, lines of the clause."""

    amendment: Amendment
    before: str
    after: str
    words: Words
    is_shown: bool = False
    is_asked: bool = False  # hands are raised on it

    @property
    def state_kind(self) -> str:
        return {"open": "waiting", "accepted": "done"}.get(self.amendment.state, "neutral")


@dataclass(frozen=True, slots=True)
class AmendmentCan:
    decide: bool
    vote: bool
    withdraw: bool
    reopen: bool
    show: bool
    strike: bool


@dataclass(frozen=True, slots=True)
class AmendmentPage:
    """``final`` are the words proposed on the clause of today; None where both change the same."""

    row: AmendmentRow
    clause: Clause | None
    now: str  # the clause of today, where it was changed since
    final: dict[str, Any]
    collides: bool
    votes: list[ResolutionVote]
    can: AmendmentCan

    @property
    def hand_votes(self) -> list[Vote]:
        return [each.vote for each in self.votes]

    @property
    def revision(self) -> int | None:
        return self.clause.revision if self.clause else None


def words_of(clause: Clause) -> dict[str, Any]:
    """What an amendment keeps of a clause."""
    names = WORDS if clause.is_target else ("kind", "text")
    return {name: getattr(clause, name) for name in names}


def amendment_row(amendment: Amendment) -> AmendmentRow:
    """How it reads; a decided one against the words it replaced."""
    if amendment.replaced:
        before = line_of(amendment.replaced)
        removed = amendment.kind == AmendmentKind.REMOVE
        after = "" if removed else line_of(amendment.proposed)
    else:
        before, after = both_lines(amendment, None)
    return AmendmentRow(amendment, before, after, words_between(before, after))


def amendment_page(pk: int, *, viewer: Any) -> AmendmentPage:
    """One proposal, for who reads the resolution; what to decide for who may."""
    amendment = get_amendment(pk, viewer=viewer)
    resolution = amendment.resolution
    may = allowed(resolution, viewer=viewer)
    clause = None if amendment.clause.removed_at else amendment.clause
    row = amendment_row(amendment)
    shown = amendment.is_open and resolution.shown_amendment_id == amendment.pk
    final, collides = _final(amendment, clause)
    now = ""
    if amendment.is_open and clause and amendment.kind == AmendmentKind.CHANGE:
        now = clause.line if words_of(clause) != amendment.before else ""
    votes = list(amendment.votes.select_related("vote").order_by("pk"))
    struck = all(each.vote.withdrawn_at is not None for each in votes)
    return AmendmentPage(
        row=replace(row, is_shown=shown, is_asked=shown and resolution.asked_at is not None),
        clause=clause,
        now=now,
        final=final,
        collides=collides,
        votes=votes,
        can=AmendmentCan(
            decide=may.vote and amendment.is_open,
            vote=may.vote and amendment.is_open,
            withdraw=may.write and amendment.is_open,
            reopen=may.vote and not amendment.is_open and struck,
            show=may.write and amendment.is_open,
            strike=may.vote,
        ),
    )


def page_to_vote(pk: int, *, viewer: Any) -> AmendmentPage:
    """The same, for who puts it to the vote."""
    page = amendment_page(pk, viewer=viewer)
    congress = page.row.amendment.resolution.congress
    require(viewer, Permission.RESOLUTIONS_WRITE, at=congress)
    require(viewer, Permission.ELECTIONS_PREPARE, at=congress)
    return page


def _final(amendment: Amendment, clause: Clause | None) -> tuple[dict[str, Any], bool]:
    """The proposed words brought onto the clause of today, and whether they collide with it."""
    wanted = dict(amendment.proposed)
    if amendment.kind != AmendmentKind.CHANGE or clause is None or not amendment.is_open:
        return wanted, False
    now, old = words_of(clause), amendment.before
    if now == old:
        return wanted, False
    collides = False
    for name, value in now.items():
        if wanted.get(name) == old.get(name):
            wanted[name] = value
        elif value != old.get(name) and value != wanted.get(name):
            moved = _moved(old["text"], wanted["text"], value) if name == "text" else None
            collides = collides or moved is None
            wanted[name] = wanted[name] if moved is None else moved
    return wanted, collides


def _moved(old: str, wanted: str, now: str) -> str | None:
    """What was proposed for the old text, done to the text of now; None where both changed the same."""
    proposals = rebased(changes_between(old, wanted), old, now)
    return None if proposals is None else applied(now, proposals)
