"""Congress documents (văn kiện): texts and versions, rounds of opinions, opinions and answers."""

from daihoi.documents.models.documents import Block, Change, Document, Draft, Version
from daihoi.documents.models.opinions import (
    Answer,
    Contribution,
    ContributionItem,
    Opinion,
    OpinionImport,
)
from daihoi.documents.models.returned import (
    Decision,
    PointKind,
    ReturnedCopy,
    ReturnedHand,
    ReturnedPoint,
)
from daihoi.documents.models.rounds import OpinionRound, Participant, RoundSection
from daihoi.documents.models.sections import SectionOwner
from daihoi.documents.models.superior import SuperiorRequest

__all__ = [
    "Answer",
    "Block",
    "Change",
    "Contribution",
    "ContributionItem",
    "Decision",
    "Document",
    "Draft",
    "Opinion",
    "OpinionImport",
    "OpinionRound",
    "Participant",
    "PointKind",
    "ReturnedCopy",
    "ReturnedHand",
    "ReturnedPoint",
    "RoundSection",
    "SectionOwner",
    "SuperiorRequest",
    "Version",
]
