"""A paper as it is sent: its words and its files, of an issued one as they were issued."""

import re
from dataclasses import dataclass
from typing import Any

from daihoi.approvals.queries.lines import Chosen
from daihoi.base.language import in_vietnamese
from daihoi.papers.writing import write_official_word
from daihoi.registry.models import Paper
from daihoi.registry.papers.drafts import file_name
from daihoi.registry.papers.printing import printed_pdf
from daihoi.registry.queries.filling import official_paper, profile_of

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_NAME_LETTERS = 120


@dataclass(frozen=True, slots=True)
class Frozen:
    """``content`` is the paper as plain values, None for one written elsewhere; names and bytes."""

    content: dict[str, Any] | None
    files: list[tuple[str, bytes]]


def freeze(chosen: Chosen) -> Frozen:
    """Draft or issued, as it stands now."""
    paper, entry = chosen.paper, chosen.entry
    if entry is None:
        assert paper is not None  # noqa: S101 - one of the two is there
        return _draft(paper)
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
    return Frozen(content, files)


def _draft(paper: Paper) -> Frozen:
    with in_vietnamese():
        official, profile = official_paper(paper), profile_of(paper)
        files = [
            (file_name(paper, "pdf"), printed_pdf(official, profile)),
            (file_name(paper, "docx"), write_official_word(official, profile)),
        ]
    return Frozen(official.to_json(), files)
