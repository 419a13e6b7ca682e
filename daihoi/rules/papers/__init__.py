"""Kinds of papers (`catalogue`) and their numbers (`numbering`)."""

from daihoi.rules.papers.catalogue import (
    CATALOGUE,
    TYPES,
    Condition,
    DossierPart,
    Issuer,
    Need,
    PaperKind,
    PaperType,
    Phase,
    SeriesKind,
)

__all__ = [
    "CATALOGUE",
    "TYPES",
    "Condition",
    "DossierPart",
    "Issuer",
    "Need",
    "PaperKind",
    "PaperType",
    "Phase",
    "SeriesKind",
]
