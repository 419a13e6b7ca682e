"""A template as a Word file whose named fields stand visible in it."""

import re

from daihoi.base import clock
from daihoi.papers.profiles import profile_on
from daihoi.papers.writing import write_official_word
from daihoi.registry.models import PaperTemplate
from daihoi.registry.queries.templates import paper_of_template
from daihoi.vietnamese.text import tidy

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def template_word(template: PaperTemplate) -> bytes:
    """It may be changed in Word and uploaded again: boxes are known by their styles."""
    profile = profile_on(clock.today(), is_state=False)
    return write_official_word(paper_of_template(template), profile)


def file_name(template: PaperTemplate) -> str:
    return f"Mẫu {template.kind} {tidy(_NOT_IN_NAMES.sub(' ', template.name))}.docx"
