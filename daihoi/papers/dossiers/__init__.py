"""Papers that go together: bound into one PDF, printed in sets, sealed in an archive anyone can check."""

from daihoi.papers.dossiers.binding import Bound, Leaf, bind, print_sets
from daihoi.papers.dossiers.sealing import (
    Broken,
    CheckedFile,
    Fault,
    Manifest,
    Report,
    SealedPaper,
    check,
    seal,
)

__all__ = [
    "Bound",
    "Broken",
    "CheckedFile",
    "Fault",
    "Leaf",
    "Manifest",
    "Report",
    "SealedPaper",
    "bind",
    "check",
    "print_sets",
    "seal",
]
