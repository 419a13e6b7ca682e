"""How long a report usually is, and how long reading it out takes: a warning, never a bar (S42)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path

from daihoi.rules.certainty import Certainty
from daihoi.rules.findings import Basis, Finding

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class UsualLength:
    """Pages of A4 a paper of ``kind`` usually has; words are those between spaces (tiếng)."""

    kind: str
    least_pages: int
    most_pages: int
    words_a_page: int
    words_a_minute: int
    source: str
    certainty: Certainty

    def pages(self, words: int) -> int:
        """About how many pages; a begun page counts."""
        return ceil(words / self.words_a_page)

    def minutes(self, words: int) -> int:
        """About how long reading it out takes."""
        return ceil(words / self.words_a_minute)

    def check(self, words: int) -> list[Finding]:
        """``too_short`` or ``too_long``, with the pages it has; [] within the usual."""
        pages = self.pages(words)
        facts = {"pages": pages, "least": self.least_pages, "most": self.most_pages}
        if pages < self.least_pages:
            return [Finding("too_short", Basis(self.source), facts)]
        if pages > self.most_pages:
            return [Finding("too_long", Basis(self.source), facts)]
        return []


@cache
def usual_lengths() -> dict[str, UsualLength]:
    """By the kind of paper, as the file beside this one lists them."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))["lengths"]
    return {
        each["kind"]: UsualLength(**{**each, "certainty": Certainty(each["certainty"])})
        for each in told
    }
