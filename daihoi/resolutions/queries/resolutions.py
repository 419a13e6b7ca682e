"""The resolution as its pages show it: clauses, what is proposed on each, votes, what is missing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from daihoi.accounts.permissions import Permission, can
from daihoi.congresses.models import Congress
from daihoi.documents.models import Version
from daihoi.elections.models import Vote
from daihoi.elections.queries.first_steps import Voting, voting
from daihoi.resolutions.models import Amendment, Clause, ClauseKind, Resolution, TargetsVote
from daihoi.resolutions.queries.amendments import AmendmentRow, amendment_row
from daihoi.resolutions.queries.seen import (
    ResolutionCan,
    allowed,
    get_congress,
    resolution_of,
    scope_of,
)
from daihoi.resolutions.queries.taken import draft_versions, newer_than
from daihoi.resolutions.queries.texts import clauses_of, digest_of
from daihoi.resolutions.queries.votes import missing_words, singly_passed, vote_on_whole
from daihoi.rules.outcomes import Outcome, without_target
from daihoi.rules.programme.checks import ACTION_PROGRAMME, basis_in


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """``number`` counts clauses that are no headings, from 1; 0 of a heading."""

    clause: Clause
    number: int
    amendments: Sequence[AmendmentRow]
    is_shown: bool
    is_passed: bool  # a target, by a vote of its own

    @property
    def open_count(self) -> int:
        return sum(row.amendment.is_open for row in self.amendments)

    @property
    def tag(self) -> str:
        """The page's own title is h1 and that of the card h2."""
        return f"h{min(self.clause.level + 2, 6)}"


@dataclass(frozen=True, slots=True)
class ResolutionPage:
    """``resolution`` None: there is none yet, ``sources`` are the texts it may be taken from."""

    congress: Congress
    resolution: Resolution | None
    can_begin: bool
    sources: Sequence[Version] = ()
    can: ResolutionCan | None = None
    rows: Sequence[ClauseRow] = ()
    elsewhere: Sequence[AmendmentRow] = ()  # on clauses that were taken out
    removed: Sequence[Clause] = ()
    missing: Sequence[str] = ()
    votes: Sequence[Vote] = ()
    newer: Version | None = None
    without: Sequence[Outcome] = ()  # hopes of closing words that no target of the draft answers
    can_adopt: bool = False
    can_retake: bool = False
    can_deposit: bool = False
    is_intact: bool = True  # an adopted text is the one its digest names
    is_struck: bool = False  # the vote that adopted it was struck out since
    shows_title: bool = False

    @property
    def never_voted_source(self) -> str:
        """Where it is written that the action programme is not put to the vote."""
        return basis_in(self.congress.organization.family.code, ACTION_PROGRAMME).source

    @property
    def open_amendments(self) -> int:
        return sum(row.open_count for row in self.rows) + sum(
            each.amendment.is_open for each in self.elsewhere
        )

    @property
    def targets(self) -> int:
        return sum(row.clause.is_target for row in self.rows)

    @property
    def asks_singly(self) -> bool:
        return self.resolution is not None and self.resolution.targets_vote == TargetsVote.SINGLY

    @property
    def asks_together(self) -> bool:
        return self.resolution is not None and self.resolution.targets_vote == TargetsVote.TOGETHER


@dataclass(frozen=True, slots=True)
class VotePage:
    """Before hands are raised: what is read out, and what they are measured against."""

    resolution: Resolution
    clauses: Sequence[Clause]
    voting: Voting
    missing: Sequence[str] = ()


def resolution_page(pk: int, *, viewer: Any) -> ResolutionPage:
    """The resolution of a congress; before there is one, what it may be begun from."""
    congress = get_congress(pk, viewer=viewer)
    resolution = resolution_of(congress)
    if resolution is None:
        writes = can(viewer, Permission.RESOLUTIONS_WRITE, at=scope_of(congress))
        sources = draft_versions(congress, viewer=viewer) if writes else ()
        return ResolutionPage(congress, None, writes, sources)
    clauses = clauses_of(resolution)
    may = allowed(resolution, viewer=viewer)
    amendments = _amendments(resolution)
    missing = [] if resolution.is_adopted else missing_words(resolution, clauses)
    votes = resolution.votes.select_related("vote__recorded_by").order_by("-pk")
    newer = newer_than(resolution.version) if may.write else None
    untouched = not (amendments or any(each.changed_at for each in clauses))
    return ResolutionPage(
        congress=congress,
        resolution=resolution,
        can_begin=False,
        can=may,
        rows=_rows(resolution, clauses, amendments),
        elsewhere=amendments.get(None, []),
        removed=list(resolution.clauses.filter(removed_at__isnull=False)) if may.write else [],
        missing=missing,
        votes=[each.vote for each in votes],
        newer=newer,
        without=without_target(
            {each.group for each in clauses if each.is_target}, congress.organization.family.code
        ),
        can_adopt=may.vote and bool(clauses) and not missing,
        can_retake=newer is not None and untouched and not votes,
        can_deposit=resolution.is_adopted and can(viewer, Permission.REGISTRY_DRAFT, at=congress),
        is_intact=not resolution.is_adopted or digest_of(resolution.adopted) == resolution.digest,
        is_struck=resolution.is_adopted and vote_on_whole(resolution, clauses) is None,
        shows_title=resolution.shown_key is None and resolution.shown_amendment_id is None,
    )


def vote_page(resolution: Resolution, *, clause: Clause | None = None) -> VotePage:
    """What a vote is on: one target, or the clauses of now. The caller has checked the viewer."""
    clauses = [clause] if clause else clauses_of(resolution)
    return VotePage(resolution, clauses, voting(resolution.congress))


def targets_to_vote(page: VotePage) -> VotePage:
    """Only the targets of it."""
    targets = [each for each in page.clauses if each.is_target]
    return VotePage(page.resolution, targets, page.voting)


def before_whole(page: VotePage) -> VotePage:
    """With what has to be done before the whole is voted."""
    missing = missing_words(page.resolution, page.clauses, but_whole=True)
    return VotePage(page.resolution, page.clauses, page.voting, missing)


def _rows(
    resolution: Resolution,
    clauses: Sequence[Clause],
    amendments: dict[int | None, list[AmendmentRow]],
) -> list[ClauseRow]:
    passed = singly_passed(resolution, clauses)
    rows, number = [], 0
    for each in clauses:
        is_heading = each.kind == ClauseKind.HEADING
        number += not is_heading
        rows.append(
            ClauseRow(
                each,
                0 if is_heading else number,
                amendments.get(each.pk, []),
                each.key == resolution.shown_key,
                each.key.hex in passed,
            )
        )
    return rows


def _amendments(resolution: Resolution) -> dict[int | None, list[AmendmentRow]]:
    """By the clause they are on; None: it was taken out."""
    found: dict[int | None, list[AmendmentRow]] = defaultdict(list)
    rows = Amendment.objects.filter(resolution=resolution).select_related("person", "clause")
    for each in rows.order_by("number"):
        gone = each.clause.removed_at is not None
        found[None if gone else each.clause_id].append(amendment_row(each))
    return found
