"""What the first page needs of documents."""

from typing import Any

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.documents.models import Document, OpinionRound, Version
from daihoi.documents.queries import rounds
from daihoi.rules.documents import DocumentState

SCOPE = "subcommittee__congress__organization"


def reads_documents(viewer: User) -> bool:
    """Whether there is any place whose documents or states the viewer may see."""
    seen = (Permission.DOCUMENTS_VIEW, Permission.DOCUMENTS_VIEW_STATES)
    return any(rounds.holds(viewer, permission) for permission in seen)


def gives_opinions(viewer: User) -> bool:
    """Whether the viewer is a person whose opinion may be asked somewhere."""
    asked = rounds.holds(viewer, Permission.DOCUMENTS_GIVE_OPINION)
    return asked and rounds.person_of(viewer) is not None


def open_rounds(*, viewer: Any) -> list[OpinionRound]:
    """The rounds not yet closed; read once a request, for the navigation and the first page."""
    if not hasattr(viewer, "open_rounds_found"):
        viewer.open_rounds_found = rounds.unclosed_rounds(viewer=viewer)
    found: list[OpinionRound] = viewer.open_rounds_found
    return found


def pages(*, viewer: Any) -> list[rounds.RoundPage]:
    """The rounds not yet closed, each as the viewer sees it today.

    Read once a request: they hang on the user.
    """
    if not hasattr(viewer, "first_page_rounds"):
        found = open_rounds(viewer=viewer)
        viewer.first_page_rounds = [rounds.round_page(each, viewer=viewer) for each in found]
    shown: list[rounds.RoundPage] = viewer.first_page_rounds
    return shown


def overdue_revisions(*, viewer: User) -> list[Document]:
    """Documents whose last revision is past its due date, for those who make it.

    One that was given as a task is late among the tasks.
    """
    managed = rounds.subcommittees_where(viewer, Permission.DOCUMENTS_MANAGE)
    if not managed:
        return []
    return list(
        Document.objects.filter(
            subcommittee__in=managed,
            state=DocumentState.LAST_REVISION.value,
            last_revision_task=None,
            last_revision_due_on__lt=clock.today(),
        ).order_by("last_revision_due_on", "pk")
    )


def reads_version(pk: int, *, viewer: User) -> bool:
    found = Version.objects.select_related(f"document__{SCOPE}").filter(pk=pk).first()
    return found is not None and can(viewer, Permission.DOCUMENTS_VIEW, at=found)
