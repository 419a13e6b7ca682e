"""Which votes stand for the words of now, and what is still missing before the adoption."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from daihoi.resolutions.models import (
    AmendmentState,
    Clause,
    Matter,
    Resolution,
    ResolutionVote,
)
from daihoi.resolutions.models.amendments import DecidedHow
from daihoi.resolutions.queries.texts import digest_of, whole_of
from daihoi.rules.findings import Finding
from daihoi.rules.resolutions import TargetsVoted, Votes, missing_for_adoption


def standing(resolution: Resolution, matter: Matter) -> list[ResolutionVote]:
    """Votes on a matter that were not struck out, the oldest first."""
    found = resolution.votes.filter(matter=matter, vote__withdrawn_at__isnull=True)
    return list(found.select_related("vote").order_by("pk"))


def vote_on_whole(resolution: Resolution, clauses: Sequence[Clause]) -> ResolutionVote | None:
    """The vote that adopts exactly these words."""
    digest = digest_of(whole_of(resolution, clauses))
    rows = [each for each in standing(resolution, Matter.WHOLE) if each.digest == digest]
    return next((each for each in reversed(rows) if each.vote.passed), None)


def missing_words(
    resolution: Resolution, clauses: Sequence[Clause], *, but_whole: bool = False
) -> list[str]:
    """What keeps it from being adopted, in sentences; ``but_whole``: before the vote on the whole."""
    rows = _all(resolution)
    amendments = list(resolution.amendments.all())
    found = missing_for_adoption(
        _votes(resolution, clauses, rows),
        [each.key.hex for each in clauses if each.is_target],
        how=TargetsVoted(resolution.targets_vote),
        open_amendments=sum(each.is_open for each in amendments),
    )
    said = [_said(each) for each in found if not (but_whole and each.code == "whole_not_voted")]
    counted = {row.amendment_id for row in rows if row.matter == Matter.AMENDMENT}
    struck = [
        each.number
        for each in amendments
        if each.state in {AmendmentState.ACCEPTED, AmendmentState.REJECTED}
        and each.decided_how == DecidedHow.VOTE
        and each.pk not in counted
    ]
    if struck:
        numbers = ", ".join(map(str, struck))
        said.append(
            _("Biểu quyết về đề nghị số %(numbers)s đã bị gạch; hãy mở lại đề nghị và quyết định lại.")
            % {"numbers": numbers}
        )  # fmt: skip
    return said


def singly_passed(resolution: Resolution, clauses: Sequence[Clause]) -> frozenset[str]:
    """Keys of the targets that passed by themselves in the words that stand now."""
    return _votes(resolution, clauses, _all(resolution)).singly


def _all(resolution: Resolution) -> list[ResolutionVote]:
    found = resolution.votes.filter(vote__withdrawn_at__isnull=True)
    return list(found.select_related("vote").order_by("pk"))


def _votes(
    resolution: Resolution, clauses: Sequence[Clause], rows: Sequence[ResolutionVote]
) -> Votes:
    passed = {(row.matter, row.clause_id, row.digest) for row in rows if row.vote.passed}
    targets = [each for each in clauses if each.is_target]
    all_targets = digest_of([each.told for each in targets])
    return Votes(
        whole=(Matter.WHOLE, None, digest_of(whole_of(resolution, clauses))) in passed,
        targets=(Matter.TARGETS, None, all_targets) in passed,
        singly=frozenset(
            each.key.hex
            for each in targets
            if (Matter.TARGET, each.pk, digest_of(each.told)) in passed
        ),
    )


def _said(finding: Finding) -> str:
    return {
        "open_amendments": _("Còn %(count)s đề nghị sửa đổi chưa quyết định."),
        "targets_not_voted": _("Các chỉ tiêu chưa được biểu quyết thông qua theo lời đang có."),
        "some_targets_not_voted": _("Còn %(count)s chỉ tiêu chưa được biểu quyết thông qua."),
        "whole_not_voted": _("Toàn văn chưa được biểu quyết thông qua theo lời đang có."),
    }[finding.code] % finding.facts
