"""The resolution of a congress: its clauses, what was proposed and voted."""

from daihoi.resolutions.models.amendments import Amendment, AmendmentKind, AmendmentState
from daihoi.resolutions.models.resolutions import Clause, ClauseKind, Resolution, TargetsVote
from daihoi.resolutions.models.votes import Matter, ResolutionVote

__all__ = [
    "Amendment",
    "AmendmentKind",
    "AmendmentState",
    "Clause",
    "ClauseKind",
    "Matter",
    "Resolution",
    "ResolutionVote",
    "TargetsVote",
]
