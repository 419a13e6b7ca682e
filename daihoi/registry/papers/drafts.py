"""A paper that is still written, as Word and as PDF: with its draft mark and yellow gaps."""

import re

from daihoi.base.language import in_vietnamese
from daihoi.papers.official import OfficialPaper
from daihoi.papers.writing import write_official_word
from daihoi.registry.models import Paper
from daihoi.registry.papers.printing import printed_pdf
from daihoi.registry.queries.filling import official_paper, profile_of
from daihoi.rules.papers import CATALOGUE
from daihoi.vietnamese.text import tidy

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def draft_word(paper: Paper) -> bytes:
    return write_official_word(_built(paper), profile_of(paper))


def draft_pdf(paper: Paper) -> bytes:
    return printed_pdf(_built(paper), profile_of(paper))


def file_name(paper: Paper, ending: str) -> str:
    """As in "BCCT - Báo cáo chính trị - dự thảo 2.docx"."""
    name = _NOT_IN_NAMES.sub(" ", CATALOGUE[paper.kind].name)
    return f"{paper.kind} - {tidy(name)} - dự thảo {paper.draft}.{ending}"


def _built(paper: Paper) -> OfficialPaper:
    with in_vietnamese():
        return official_paper(paper)
