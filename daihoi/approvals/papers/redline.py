"""What changed in a paper between two submissions, as a Word file with tracked changes."""

import re

from django.utils import timezone

from daihoi.approvals.models import SubmissionItem
from daihoi.approvals.queries.changes import ItemComparison, blocks_of
from daihoi.base.language import in_vietnamese
from daihoi.papers.hands import Hand
from daihoi.papers.outline import Outline
from daihoi.papers.writing.redline import write_redline

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def redline_word(found: ItemComparison) -> tuple[bytes, str]:
    """Accepting all changes gives what was sent now, rejecting all what was sent before."""
    sent_at = timezone.make_naive(found.new.submission.submitted_at)
    organization = found.new.submission.congress.organization
    with in_vietnamese():
        content = write_redline(
            _outline(found.old), _outline(found.new), hand=Hand(organization.short_name, sent_at)
        )
    numbers = f"lần {found.old.submission.number} sang lần {found.new.submission.number}"
    name = _NOT_IN_NAMES.sub(" ", found.new.title)[:100].strip()
    return content, f"{name}, {numbers}.docx"


def _outline(item: SubmissionItem) -> Outline:
    return Outline(blocks=blocks_of(item), title=item.title)
