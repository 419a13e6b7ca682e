"""A paper as it is sent: its words and its files, of an issued one as they were issued."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from daihoi.approvals.queries.lines import Chosen
from daihoi.base import clock
from daihoi.base.language import in_vietnamese
from daihoi.papers.writing import write_official_word
from daihoi.registry.models import Paper
from daihoi.registry.papers.drafts import file_name
from daihoi.registry.papers.printing import printed_pdf
from daihoi.registry.queries.filling import (
    Sources,
    fields_of,
    official_paper,
    profile_of,
    sources_of,
)

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_NAME_LETTERS = 120


@dataclass(frozen=True, slots=True)
class Frozen:
    """``content`` is the paper as plain values, None for one written elsewhere; names and bytes."""

    chosen: Chosen
    content: dict[str, Any] | None
    files: list[tuple[str, bytes]]


class Known:
    """What is known on the days that the drafts of one dossier bear; each day is asked once."""

    def __init__(self, chosen: Iterable[Chosen]) -> None:
        self._drafts = [each.paper for each in chosen if each.paper and each.entry is None]
        self._found: dict[tuple[int, date], Sources] = {}

    def of(self, paper: Paper) -> Sources:
        day = paper.dated_on or clock.today()
        key = (paper.congress_id, day)
        if key not in self._found:
            self._found[key] = sources_of(paper.congress, day, wanted=fields_of(self._drafts))
        return self._found[key]


def freeze(chosen: Chosen, known: Known) -> Frozen:
    """Draft or issued, as it stands now."""
    paper, entry = chosen.paper, chosen.entry
    if entry is None:
        assert paper is not None  # noqa: S101 - one of the two is there
        return _draft(chosen, paper, known)
    content = None
    if paper is not None:
        with in_vietnamese():
            official = official_paper(
                paper, number=entry.symbol, dated_on=entry.issued_on, is_issued=True
            )
        content = official.to_json()
    name = _NOT_IN_NAMES.sub(" ", f"{entry.symbol.replace('/', '-')} {entry.subject}").strip()
    kept = [(entry.pdf, "pdf"), (entry.word, "docx")]
    files = [(f"{name[:_NAME_LETTERS]}.{ending}", file.read()) for file, ending in kept if file]
    return Frozen(chosen, content, files)


def _draft(chosen: Chosen, paper: Paper, known: Known) -> Frozen:
    with in_vietnamese():
        official, profile = official_paper(paper, sources=known.of(paper)), profile_of(paper)
        files = [
            (file_name(paper, "pdf"), printed_pdf(official, profile)),
            (file_name(paper, "docx"), write_official_word(official, profile)),
        ]
    return Frozen(chosen, official.to_json(), files)
