"""Two versions as one Word file with real tracked changes, opinions as its comments."""

from daihoi.accounts.models import User
from daihoi.base.language import in_vietnamese
from daihoi.documents.papers.texts import Paper, saved_as
from daihoi.documents.queries.exports import ExportPage, export_of
from daihoi.papers.outline import Outline
from daihoi.papers.writing.redline import write_redline


def export_paper(page: ExportPage, *, viewer: User) -> Paper:
    """Accepting all changes in Word gives the newer version, rejecting all the older one."""
    title = page.document.title
    with in_vietnamese():
        found = export_of(page, viewer=viewer)
        content = write_redline(
            Outline(blocks=tuple(found.old), title=title),
            Outline(blocks=tuple(found.new), title=title),
            hand=found.hand,
            hands=found.hands,
            steps=found.steps,
            comments=found.comments,
        )
    ending = f"bản {page.old.number} sang bản {page.new.number}"
    return Paper(content, saved_as(title, ending))
