"""Reading the audit record and proving that nobody changed it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models, transaction
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
    """Walk every chain from its first entry; yield each place that does not hold.

    What only somebody with the whole database in hand can do stays unseen: cutting off the last
    entries, or writing the chain anew, together with its head. Heads kept elsewhere tell.
    """
    chains = set(Entry.objects.values_list("chain", flat=True).distinct())
    chains.update(ChainHead.objects.values_list("chain", flat=True))
    for chain in sorted(chains):
        yield from _breaks_in(chain)


def _breaks_in(chain: str) -> list[Break]:
    entries = Entry.objects.filter(chain=chain)
    found, number, digest = _walk(entries, chain, 0, "")
    with transaction.atomic():  # what was written meanwhile, and the head: nobody writes now
        head = ChainHead.objects.select_for_update().filter(chain=chain).first()
        later, number, digest = _walk(entries.filter(sequence__gt=number), chain, number, digest)
    found += later
    if head is None or (head.sequence, head.digest) != (number, digest):
        found.append(Break(chain, number + 1, "head"))
    return found


def _walk(
    entries: QuerySet[Entry], chain: str, number: int, digest: str
) -> tuple[list[Break], int, str]:
    """The breaks among the entries that follow ``number``, and where the walk has come to."""
    found = []
    for entry in entries.order_by("sequence").iterator(1000):
        follows = entry.sequence == number + 1
        if not follows:
            found.append(Break(chain, number + 1, "missing"))
        if entry.digest != digest_of(entry) or (follows and entry.previous != digest):
            found.append(Break(chain, entry.sequence, "digest"))
        number, digest = entry.sequence, entry.digest
    return found, number, digest
