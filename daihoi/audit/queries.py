"""Reading the audit record and proving that nobody changed it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet

from daihoi.audit.actions import digest_of
from daihoi.audit.models import ChainHead, Entry


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a chain does not hold."""

    chain: str
    sequence: int
    reason: str  # "digest", "missing", "head"


def history_of(context: models.Model) -> QuerySet[Entry]:
    """Entries recorded with ``context``, newest first. The caller has checked the viewer."""
    return Entry.objects.filter(context=f"{context._meta.label_lower}:{context.pk}").order_by("-id")


def breaks() -> Iterator[Break]:
    """Walk every chain from its first entry; yield each place that does not hold."""
    heads = {head.chain: head for head in ChainHead.objects.all()}
    chains = set(Entry.objects.values_list("chain", flat=True).distinct()) | set(heads)
    for chain in sorted(chains):
        yield from _breaks_in(chain, heads.get(chain))


def _breaks_in(chain: str, head: ChainHead | None) -> Iterator[Break]:
    previous, expected = "", 1
    for entry in Entry.objects.filter(chain=chain).order_by("sequence").iterator(1000):
        if entry.sequence != expected:
            yield Break(chain, expected, "missing")
        elif entry.previous != previous or entry.digest != digest_of(entry):
            yield Break(chain, entry.sequence, "digest")
        previous, expected = entry.digest, entry.sequence + 1
    if head is None or (head.sequence, head.digest) != (expected - 1, previous):
        yield Break(chain, expected, "head")
