"""What of a congress's documents no longer fits once its day has moved, or is not ready to be sent."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.base.offers import Check
from daihoi.congresses.models import Congress
from daihoi.documents.models import Document, OpinionRound
from daihoi.documents.models.documents import DocumentKind
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


def readiness_of(_user: Any, thing: Any) -> Iterable[Check]:
    """Every opinion on its own documents is answered before they go to the superior (P24)."""
    if not isinstance(thing, Congress):
        return
    rounds = OpinionRound.objects.filter(document__congress=thing)
    own = rounds.exclude(document__kind=DocumentKind.SUPERIOR)
    open_ = own.aggregate(n=Sum(F("opinions_count") - F("answered_count"), default=0))["n"]
    named = _("Còn %(n)s ý kiến chưa trả lời.") % {"n": open_} if open_ else ""
    url = reverse("documents:document_list") if open_ else ""
    yield Check(_("Mọi ý kiến góp ý đã được trả lời"), not open_, named, url)
