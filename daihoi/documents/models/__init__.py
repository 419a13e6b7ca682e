"""Congress documents (văn kiện): texts and versions, rounds of opinions, opinions and answers."""

from daihoi.documents.models.documents import Block, Change, Document, Draft, Version
from daihoi.documents.models.opinions import (
    Answer,
    Contribution,
    ContributionItem,
    Opinion,
    OpinionImport,
)
from daihoi.documents.models.rounds import OpinionRound, Participant, RoundSection

__all__ = [
    "Answer",
    "Block",
    "Change",
    "Contribution",
    "ContributionItem",
    "Document",
    "Draft",
    "Opinion",
    "OpinionImport",
    "OpinionRound",
    "Participant",
    "RoundSection",
    "Version",
]
