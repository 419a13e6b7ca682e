"""Reading the audit record and proving that nobody changed it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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


def last_moment() -> datetime | None:
    """The moment of the entry that was written last; none while the record is empty."""
    return Entry.objects.order_by("-id").values_list("at", flat=True).first()


@dataclass(frozen=True, slots=True)
class Standing:
    """What the record knew of one thing: what had happened to it, and all it was said to be."""

    pk: int
    label: str  # as the thing was called then
    actions: tuple[str, ...]  # of its entries; the last may tell that it is gone
    facts: dict[str, Any]  # values as JSON has them: days are "2020-04-03"


def standing_at(
    moment: datetime, *kinds: type[models.Model], contexts: Iterable[models.Model]
) -> dict[type[models.Model], list[Standing]]:
    """Things of these ``kinds`` as the record knew them before ``moment``, in their order of entry.

    Each entry's ``after`` is laid over those before it. Entries are never changed, so the answer
    for a moment that has passed is the same for ever. One query; the caller has checked the viewer.
    """
    by_label = {kind._meta.label_lower: kind for kind in kinds}
    entries = Entry.objects.filter(
        context__in=[f"{each._meta.label_lower}:{each.pk}" for each in contexts],
        subject_type__in=by_label,
        at__lt=moment,
    ).order_by("id")
    found: dict[tuple[str, str], Standing] = {}
    told = ("subject_type", "subject_id", "subject_label", "action", "after")
    for kind, pk, label, action, after in entries.values_list(*told).iterator(1000):
        earlier = found.get((kind, pk), Standing(int(pk), label, (), {}))
        actions, facts = (*earlier.actions, action), {**earlier.facts, **after}
        found[kind, pk] = Standing(int(pk), label, actions, facts)
    standings: dict[type[models.Model], list[Standing]] = {kind: [] for kind in kinds}
    for (kind, _pk), standing in found.items():
        standings[by_label[kind]].append(standing)
    return standings


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
