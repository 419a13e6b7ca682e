"""One side's count held for a change: locked, and found as its teller's page showed it."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base.errors import Conflict, NotPermitted
from daihoi.elections.models import UNDER_COUNT, Batch, Count, CountMode, OpenPaper, Pattern
from daihoi.elections.queries.batches import BatchMoved, OpenBatch, open_batch
from daihoi.elections.queries.tallies import count_digest, digest_of, frozen, law_of, own_tally

CLOSED = ("tally", "digest", "is_closed")
_Looks = tuple[str, str, tuple[str, ...], tuple[str, ...]]


class HeldCount:
    """Locks one side's count; inside a transaction only. Rounds are locked before their counts."""

    def __init__(self, count: Count) -> None:
        locked = Count.objects.select_for_update(of=("self",)).select_related("round")
        self.count = locked.get(pk=count.pk)
        self.count.round.election = count.round.election  # never another; read once for a paper

    def check_open(self, actor: User) -> None:
        """`Conflict` unless it is the open version of a count that goes on; it must be hers."""
        round_ = self.count.round
        if self.count.teller_id != actor.pk:
            raise NotPermitted(
                _("Bên kiểm này do người khác nhập."),
                code="not_her_side",
                advice=_("Mỗi người kiểm một bên; muốn nhập thay, hãy nhận bàn giao có lý do."),
            )
        if round_.state not in UNDER_COUNT or self.count.attempt != round_.attempt:
            raise Conflict(
                _("Lượt bầu này không còn kiểm phiếu lần %(attempt)s.")
                % {"attempt": self.count.attempt},
                code="not_counting",
                advice=_("Hãy mở lại trang kiểm phiếu."),
            )
        if self.count.is_closed:
            raise Conflict(
                _("Bản kiểm này đã đóng."),
                code="count_closed",
                advice=_("Muốn sửa, hãy mở bản tiếp theo và ghi lý do."),
            )

    def check_mode(self, mode: CountMode) -> None:
        if self.count.mode != mode:
            raise Conflict(
                _("Bên này đang nhập %(mode)s.") % {"mode": self.count.get_mode_display()},
                code="other_mode",
                advice=_("Hãy đổi cách nhập rồi làm tiếp; điều đã nhập vẫn giữ."),
            )

    def batch_shown(self, now: OpenBatch, number: int, papers: int) -> Batch:
        """The open batch if the page showed it with so many papers, made for its first one.

        `BatchMoved` where another page of the teller has gone on.
        """
        if (number, papers) != (now.number, now.papers):
            raise BatchMoved(now)
        return now.batch or Batch.objects.create(count=self.count, number=now.number)

    def drop_if_empty(self, batch: Batch) -> None:
        """An open batch that holds nothing leaves no trace."""
        if not batch.open_papers.exists() and not batch.patterns.exists():
            batch.delete()

    def fold(self, batch: Batch) -> None:
        """Close a batch: what looked alike is counted, single papers and their order are deleted."""
        alike: Counter[_Looks] = Counter()
        for row in batch.open_papers.all():
            alike[_looks(row)] += 1
        for bundle in batch.patterns.all():
            alike[_looks(bundle)] += bundle.papers
        batch.open_papers.all().delete()
        batch.patterns.all().delete()
        _fill(batch, alike)

    def end(self) -> None:
        """Close the version with what it holds, its open batch too: no order of papers is left."""
        now = open_batch(self.count)
        if now.batch is not None:
            self.fold(now.batch)
        count = self.count
        count.tally = frozen(own_tally(count, law_of(count.round)))
        count.digest, count.is_closed = count_digest(count), True
        count.save(update_fields=CLOSED)

    def next_version(self, *, reason: str, teller: User, without: Sequence[int] = ()) -> Count:
        """End this version as it stands, and go on in a copy ``without`` some batches."""
        count = self.count
        if not count.is_closed:
            self.end()
        made = Count.objects.create(
            round=count.round, attempt=count.attempt, side=count.side, version=count.version + 1,
            teller=teller, mode=count.mode, batch_size=count.batch_size, sums=count.sums,
            reason=reason,
        )  # fmt: skip
        kept = count.batches.exclude(number__in=without).order_by("number")
        for batch in kept.prefetch_related("patterns"):
            copy = Batch.objects.create(count=made, number=batch.number)
            _fill(copy, Counter({_looks(row): row.papers for row in batch.patterns.all()}))
        return made


def _fill(batch: Batch, alike: Counter[_Looks]) -> None:
    """Rows sorted by what they say, under random keys: nothing is left of any order."""
    rows = [
        Pattern(batch=batch, marks=marks, partly=partly, faults=[*faults], written=[*written],
                papers=papers)
        for (marks, partly, faults, written), papers in sorted(alike.items())
    ]  # fmt: skip
    Pattern.objects.bulk_create(rows)
    batch.papers, batch.is_closed, batch.digest = sum(alike.values()), True, digest_of(rows)
    batch.save(update_fields=["papers", "is_closed", "digest"])


def _looks(row: OpenPaper | Pattern) -> _Looks:
    return row.marks, row.partly, tuple(sorted(row.faults)), tuple(sorted(row.written))
