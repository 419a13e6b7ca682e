"""What of a congress's documents no longer fits once its day has moved. Asked by an action."""

from datetime import date

from daihoi.congresses.models import Congress
from daihoi.documents.models import Document, OpinionRound
from daihoi.rules.documents import DocumentState, RoundState


def rounds_beyond(congress: Congress, day: date) -> list[OpinionRound]:
    """Open rounds that would close on ``day`` or later."""
    rounds = OpinionRound.objects.filter(
        document__subcommittee__congress=congress,
        state=RoundState.OPEN.value,
        closes_on__gte=day,
    )
    return list(rounds.select_related("document").order_by("closes_on", "pk"))


def revisions_beyond(congress: Congress, day: date) -> list[Document]:
    """Documents whose last revision would be due on ``day`` or later."""
    documents = Document.objects.filter(
        subcommittee__congress=congress,
        state=DocumentState.LAST_REVISION.value,
        last_revision_due_on__gte=day,
    )
    return list(documents.order_by("last_revision_due_on", "pk"))
