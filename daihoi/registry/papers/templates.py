"""A template as a Word file whose named fields stand visible in it."""

import re

from daihoi.papers.writing import write_official_word
from daihoi.registry.models import PaperTemplate
from daihoi.registry.queries.template_pages import layout_of
from daihoi.registry.queries.templates import paper_of_template
from daihoi.vietnamese.text import tidy

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def template_word(template: PaperTemplate) -> bytes:
    """It may be changed in Word and uploaded again: boxes are known by their styles."""
    return write_official_word(paper_of_template(template), layout_of(template.organization))


def file_name(template: PaperTemplate) -> str:
    return f"Mẫu {template.kind} {tidy(_NOT_IN_NAMES.sub(' ', template.name))}.docx"
