"""A version as a Word file."""

import re
from dataclasses import dataclass

from daihoi.documents.models import Version
from daihoi.documents.queries.returned import mark_of
from daihoi.documents.queries.texts import blocks_of
from daihoi.papers.outline import Outline
from daihoi.papers.writing import Look, write_word
from daihoi.rules.documents import DocumentState

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to hand out: its bytes and the name it is saved under."""

    content: bytes
    file_name: str


def version_paper(version: Version) -> Paper:
    """Any version as .docx, with styles; all but the final text carry the draft mark.

    The file says which version it is, so that it is known again when it comes back.
    """
    document = version.document
    is_final = (
        document.state_value in {DocumentState.FINAL, DocumentState.ADOPTED}
        and not document.versions.filter(number__gt=version.number).exists()
    )
    outline = Outline(blocks=tuple(blocks_of(version)), title=document.title)
    content = write_word(
        outline, properties=mark_of(version), look=Look(draft=0 if is_final else version.number)
    )
    ending = "bản cuối" if is_final else f"bản {version.number}"
    return Paper(content, saved_as(document.title, ending))


def saved_as(title: str, ending: str) -> str:
    """The name a document's file is saved under, without what systems do not allow."""
    return f"{_NOT_IN_NAMES.sub(' ', title).strip()} - {ending}.docx"
