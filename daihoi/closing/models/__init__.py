"""What remains of a congress: its minutes, what follows it."""

from daihoi.closing.models.aftermath import ArchivePart, HandOver, TermEnd
from daihoi.closing.models.minutes import (
    CongressMinutes,
    MinutesAddition,
    MinutesSignature,
    Part,
    SectionText,
)

__all__ = [
    "ArchivePart",
    "CongressMinutes",
    "HandOver",
    "MinutesAddition",
    "MinutesSignature",
    "Part",
    "SectionText",
    "TermEnd",
]
