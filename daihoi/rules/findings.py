"""What a rule answers with: findings as values, each with the article it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a rule is written."""

    source: str  # name of the paper, never a file
    article: str = ""  # article, clause or number inside it

    def __str__(self) -> str:
        return f"{self.source}, {self.article}" if self.article else self.source


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that is not kept. ``code`` is stable; the words for people belong to the apps."""

    code: str
    basis: Basis
    facts: Mapping[str, str | int | date] = field(default_factory=dict)
