"""Elections (bầu cử): roll, lists, ballots, counts, results."""

from daihoi.elections.models.bodies import Body, BodyMember
from daihoi.elections.models.counts import (
    Batch,
    Count,
    CountMode,
    DoubtfulPaper,
    Marked,
    OpenPaper,
    Pattern,
    Recount,
)
from daihoi.elections.models.elections import (
    Election,
    ElectionState,
    Nomination,
    NominationSource,
    NominationState,
    Poll,
    Vote,
)
from daihoi.elections.models.rolls import Roll, RollEntry
from daihoi.elections.models.rounds import (
    AGREED,
    TOLD,
    UNDER_COUNT,
    Appointment,
    Decider,
    ListedName,
    Round,
    RoundState,
    Sheet,
)

__all__ = [
    "AGREED",
    "TOLD",
    "UNDER_COUNT",
    "Appointment",
    "Batch",
    "Body",
    "BodyMember",
    "Count",
    "CountMode",
    "Decider",
    "DoubtfulPaper",
    "Election",
    "ElectionState",
    "ListedName",
    "Marked",
    "Nomination",
    "NominationSource",
    "NominationState",
    "OpenPaper",
    "Pattern",
    "Poll",
    "Recount",
    "Roll",
    "RollEntry",
    "Round",
    "RoundState",
    "Sheet",
    "Vote",
]
