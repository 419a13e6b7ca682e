"""Writing the audit record. Called by every other action, inside its transaction."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from daihoi.audit.models import ChainHead, Entry
from daihoi.base import clock

HOUSE = "/"  # the chain of what belongs to no organization


class Actor(Protocol):
    """Whoever does something: has a number and a name."""

    @property
    def pk(self) -> Any: ...


def record(
    action: str,
    subject: models.Model,
    *,
    actor: Actor | None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    context: models.Model | None = None,
) -> Entry:
    """Append one entry to the chain of the subject's organization.

    The organization is read from ``subject.scope`` (see `accounts.permissions`), else from
    ``context.scope``. The caller's transaction holds the chain's lock until it ends, so the
    order of entries is the order of commits. ``actor`` is None for the house itself.
    """
    return record_many([(subject, before, after)], action=action, actor=actor, context=context)[0]


@transaction.atomic
def record_many(
    rows: Sequence[tuple[models.Model, Mapping[str, Any] | None, Mapping[str, Any] | None]],
    *,
    action: str,
    actor: Actor | None,
    context: models.Model | None = None,
) -> list[Entry]:
    """Append entries ``(subject, before, after)`` that are one action on one organization."""
    if not rows:
        return []
    chain = _chain(rows[0][0], context)
    ChainHead.objects.get_or_create(chain=chain)
    head = ChainHead.objects.select_for_update().get(chain=chain)
    now = clock.now()
    entries = []
    for subject, before, after in rows:
        entry = Entry(
            chain=chain,
            sequence=head.sequence + 1,
            at=now,
            actor_id=actor.pk if actor else None,
            actor_label=str(actor)[:200] if actor else "",
            action=action,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            subject_label=str(subject)[:300],
            context=f"{context._meta.label_lower}:{context.pk}" if context else "",
            before=plain(before or {}),
            after=plain(after or {}),
            previous=head.digest,
        )
        entry.digest = digest_of(entry)
        head.sequence, head.digest = entry.sequence, entry.digest
        entries.append(entry)
    Entry.objects.bulk_create(entries, batch_size=500)
    head.save(update_fields=["sequence", "digest"])
    return entries


def digest_of(entry: Entry) -> str:
    """SHA-256 over everything the entry says and the digest before it, hexadecimal."""
    said = [
        entry.previous,
        entry.chain,
        entry.sequence,
        entry.at.timestamp(),
        entry.actor_id,
        entry.actor_label,
        entry.action,
        entry.subject_type,
        entry.subject_id,
        entry.subject_label,
        entry.context,
        entry.before,
        entry.after,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON gives them back, so that a digest can be made again."""
    result: dict[str, Any] = json.loads(json.dumps(dict(values), cls=DjangoJSONEncoder))
    return result


def _chain(subject: models.Model, context: models.Model | None) -> str:
    for thing in (subject, context):
        scope = getattr(thing, "scope", None)
        if scope is not None:
            return str(scope.organization)
    return HOUSE
