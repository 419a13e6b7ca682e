"""Papers (văn bản) of a congress, their templates, the register of numbers, and dossiers."""

from daihoi.registry.models.dossiers import Dossier, DossierItem
from daihoi.registry.models.papers import Paper, PaperTemplate
from daihoi.registry.models.passages import Passage, Purpose
from daihoi.registry.models.register import IncomingPaper, RegisterEntry, Series, Term

__all__ = [
    "Dossier",
    "DossierItem",
    "IncomingPaper",
    "Paper",
    "PaperTemplate",
    "Passage",
    "Purpose",
    "RegisterEntry",
    "Series",
    "Term",
]
