"""Papers entered one by one or as bundles, in batches.

Nothing is recorded for a paper, no page is told of it: the record hears of a batch when it closes
(docs/adr/0009).
"""

from dataclasses import replace
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.elections.actions.counts import close_side
from daihoi.elections.actions.held import HeldRound
from daihoi.elections.actions.held_count import HeldCount
from daihoi.elections.models import Batch, Count, CountMode, Pattern
from daihoi.elections.queries.batches import (
    Accepted,
    BatchMoved,
    OpenBatch,
    clear_paper,
    is_bundle_taken,
    key_elsewhere,
    last_paper,
    open_batch,
)
from daihoi.elections.queries.judging import Seen
from daihoi.elections.queries.tallies import doubtful_of, law_of, law_of_papers
from daihoi.elections.queries.tellers import teller_of
from daihoi.rules.elections.ballots import Judgement

MOST_IN_A_BUNDLE = 9_999
SIZES = range(10, 501)


@transaction.atomic
def accept_paper(
    count: Count, seen: Seen, *, key: UUID, batch: int, papers: int, actor: User
) -> Accepted:
    """Take in one paper; a key that is in the open batch already counts once.

    ``batch`` and ``papers`` are what her page shows: `BatchMoved` if another page of hers went on.
    """
    require(actor, Permission.ELECTIONS_COUNT, at=count)
    teller_of(count.round, actor)
    held = HeldCount(count)
    held.check_open(actor)
    held.check_mode(CountMode.PAPERS)
    judgement = clear_paper(seen, law_of_papers(held.count.round))
    now = open_batch(held.count)
    if key in now.keys:
        return Accepted(judgement, now)
    target = held.batch_shown(now, batch, papers)
    _refuse_too_many(held.count, now, 1)
    if papers >= held.count.batch_size:
        raise RuleBroken(
            _("Tập %(batch)s đã đủ %(papers)s phiếu.") % {"batch": batch, "papers": papers},
            code="batch_full",
            advice=_("Hãy đóng tập rồi nhập phiếu này vào tập sau."),
        )
    try:
        target.open_papers.create(pk=key, place=now.single, **seen.fields)
    except IntegrityError as error:  # the key is that of a paper on another pile
        raise key_elsewhere() from error
    return Accepted(judgement, replace(now, batch=target, single=now.single + 1))


@transaction.atomic
def undo_paper(count: Count, *, key: UUID, actor: User) -> Seen:
    """Take the last paper out of the open batch; ``key`` is that paper's as her page knows it."""
    require(actor, Permission.ELECTIONS_COUNT, at=count)
    teller_of(count.round, actor)
    held = HeldCount(count)
    held.check_open(actor)
    last = last_paper(held.count)
    if last is None or last.pk != key:
        raise BatchMoved(open_batch(held.count))
    seen = Seen(int(last.marks, 16), frozenset(last.faults), tuple(last.written))
    batch = last.batch
    last.delete()
    held.drop_if_empty(batch)
    return seen


@transaction.atomic
def add_bundle(
    count: Count, seen: Seen, number: int, *, key: UUID, batch: int, papers: int, actor: User
) -> Judgement:
    """Take in ``number`` papers that look alike; otherwise as `accept_paper`."""
    require(actor, Permission.ELECTIONS_COUNT, at=count)
    teller_of(count.round, actor)
    held = HeldCount(count)
    held.check_open(actor)
    held.check_mode(CountMode.PAPERS)
    if not 1 <= number <= MOST_IN_A_BUNDLE:
        raise RuleBroken(_("Một bó có từ 1 phiếu trở lên."), code="bundle_size")
    judgement = clear_paper(seen, law_of(held.count.round))
    now = open_batch(held.count)
    if is_bundle_taken(key, now):
        return judgement
    target = held.batch_shown(now, batch, papers)
    _refuse_too_many(held.count, now, number)
    target.patterns.create(pk=key, papers=number, **seen.fields)
    return judgement


@transaction.atomic
def remove_bundle(count: Count, *, key: UUID, actor: User) -> None:
    """Take a bundle out of the batch while that is open."""
    require(actor, Permission.ELECTIONS_COUNT, at=count)
    teller_of(count.round, actor)
    held = HeldCount(count)
    held.check_open(actor)
    bundles = Pattern.objects.filter(batch__count=held.count, batch__is_closed=False)
    found = bundles.select_related("batch").filter(pk=key).first()
    if found is None:
        raise Conflict(
            _("Bó này không còn trong tập đang mở."),
            code="bundle_gone",
            advice=_("Tập đã đóng thì nhập lại cả tập, có lý do."),
        )
    batch = found.batch
    found.delete()
    held.drop_if_empty(batch)


@transaction.atomic
def close_batch(
    count: Count, *, batch: int, papers: int, and_side: bool = False, actor: User
) -> Batch:
    """Close the batch her page shows: from here only how many papers looked alike is known.

    ``and_side``: and with it the side; where the side cannot be closed the batch stays open.
    """
    require(actor, Permission.ELECTIONS_COUNT, at=count)
    teller_of(count.round, actor)
    if and_side:
        HeldRound(count.round)  # rounds are locked before their counts
    held = HeldCount(count)
    held.check_open(actor)
    now = open_batch(held.count)
    if now.batch is None or (now.number, now.papers) != (batch, papers):
        raise BatchMoved(now)
    closed = now.batch
    held.fold(closed)
    after = {"papers": closed.papers, "digest": closed.digest}
    record("elections.close_batch", closed, actor=actor, after=after, context=held.count.round)
    if and_side:
        close_side(count, actor=actor)
    return closed


@transaction.atomic
def resize_batches(count: Count, size: int, *, actor: User) -> Count:
    """How many papers a batch takes before it is to be closed."""
    require(actor, Permission.ELECTIONS_COUNT, at=count)
    teller_of(count.round, actor)
    held = HeldCount(count)
    held.check_open(actor)
    if size not in SIZES:
        raise RuleBroken(
            _("Một tập có từ %(least)s đến %(most)s phiếu.")
            % {"least": SIZES.start, "most": SIZES.stop - 1},
            code="batch_size",
        )
    before = {"batch_size": held.count.batch_size}
    held.count.batch_size = size
    held.count.save(update_fields=["batch_size"])
    record("elections.resize_batches", held.count, actor=actor, before=before, after={"batch_size": size}, context=held.count.round)  # fmt: skip
    return held.count


def _refuse_too_many(count: Count, now: OpenBatch, number: int) -> None:
    """No side holds more papers than came back."""
    aside = doubtful_of(count.round).count()
    returned = count.round.in_box or 0
    left = returned - now.entered - now.papers - aside
    if number > left:
        raise RuleBroken(
            _("Thu về %(returned)s phiếu, chỉ còn %(left)s phiếu chưa nhập.")
            % {"returned": returned, "left": max(left, 0)},
            code="more_than_returned",
            advice=_("Hãy xem lại số phiếu vừa ghi; nếu đếm sót thì sửa số phiếu thu về, có lý do."),
        )  # fmt: skip
