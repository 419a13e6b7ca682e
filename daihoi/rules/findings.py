"""What a rule answers with: findings as values, each with the article it comes from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

REFERENCE = "Tham chiếu nghiệp vụ"
REFERENCE_CASE = "Trường hợp tham chiếu, 26-3-2020"  # no paper: how one congress did it
CUSTOM = "Thông lệ tổ chức đại hội"
GUIDANCE = "hướng dẫn của cấp trên"
_SEED = re.compile(r"S\d{1,2}[a-z]?")
_CODE = r"[EP]-\d{3}[a-z]?"
_CODES = re.compile(rf"\b{_CODE}\b")
_IN_BRACKETS = re.compile(rf" \({_CODE}(?:, {_CODE})*\)")


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a rule is written."""

    source: str  # name of the paper, never a file
    article: str = ""  # article, clause or number inside it

    def __str__(self) -> str:
        """As people read it: what stands in no paper is custom, without our numbers of it."""
        source = told_source(self.source)
        article = "" if _SEED.fullmatch(self.article) else self.article
        return f"{source}, {article}" if article else source


def told_source(source: str) -> str:
    """The name of a source as people read it."""
    return CUSTOM if source.startswith(REFERENCE_CASE) else source


def told_bases(bases: Iterable[Basis]) -> tuple[str, ...]:
    """Papers and articles as people read them, each once.

    Numbers of statements ("P-051", "E-161") and the reference they stand in are for who works on
    the rules: what rests on them alone names the superior's guidance, no article.
    """
    found = []
    for each in bases:
        parts = [_CODES.sub("", part).strip() for part in each.article.split(",")]
        article = ", ".join(filter(None, parts))
        if article.startswith("(") and article.endswith(")"):
            article = article[1:-1]  # of "P-053 (Hướng dẫn …)" the paper alone
        source = "" if each.source.startswith(REFERENCE) else told_source(each.source)
        found.append(", ".join(filter(None, (source, article))))
    told = tuple(dict.fromkeys(filter(None, found)))
    return told or ((GUIDANCE,) if found else ())


def without_codes(words: str) -> str:
    """A sentence without the numbers of statements in brackets."""
    return _IN_BRACKETS.sub("", words)


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that is not kept. ``code`` is stable; the words for people belong to the apps."""

    code: str
    basis: Basis
    facts: Mapping[str, str | int | date] = field(default_factory=dict)
