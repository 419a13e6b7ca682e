"""The pile a teller is entering: how far it is, and which paper is in it already."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from daihoi.base.errors import Conflict, RuleBroken
from daihoi.elections.models import Batch, Count, OpenPaper, Pattern
from daihoi.elections.queries.judging import Seen
from daihoi.elections.queries.tallies import Law
from daihoi.rules.elections.ballots import Judgement, judge
from daihoi.rules.elections.kinds import PaperClass


@dataclass(frozen=True, slots=True)
class OpenBatch:
    """The batch that takes papers now; no row yet (``batch`` None) before its first paper.

    ``keys`` are those of its single papers; ``entered`` are papers in closed batches.
    """

    batch: Batch | None
    number: int
    single: int = 0  # papers entered one by one
    bundled: int = 0
    keys: frozenset[UUID] = frozenset()
    entered: int = 0

    @property
    def papers(self) -> int:
        return self.single + self.bundled


@dataclass(frozen=True, slots=True)
class Accepted:
    """A paper that was taken in: what it is, and where its batch stands with it."""

    judgement: Judgement
    now: OpenBatch


class BatchMoved(Conflict):
    """The teller's batch stands elsewhere than her page shows: another page of hers went on."""

    code = "batch_moved"

    def __init__(self, now: OpenBatch) -> None:
        super().__init__(
            _("Tập %(number)s nay có %(papers)s phiếu: đồng chí đã nhập ở một cửa sổ khác.")
            % {"number": now.number, "papers": now.papers},
            advice=_("Việc vừa gửi chưa được nhận. Hãy xem lại tập rồi gửi lại."),
        )


def open_batch(count: Count) -> OpenBatch:
    """Asked for every paper: small questions, no joins."""
    batches = list(count.batches.all())
    entered = sum(each.papers for each in batches if each.is_closed)
    batch = next((each for each in batches if not each.is_closed), None)
    if batch is None:
        return OpenBatch(None, _next_number(batches), entered=entered)
    keys = OpenPaper.objects.filter(batch=batch).values_list("pk", flat=True)
    bundled = Pattern.objects.filter(batch=batch).values_list("papers", flat=True)
    return OpenBatch(batch, batch.number, len(keys), sum(bundled), frozenset(keys), entered)


def _next_number(batches: Sequence[Batch]) -> int:
    """What the next batch is called: the least number that no batch of the count has."""
    taken = {each.number for each in batches}
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def is_bundle_taken(key: UUID, now: OpenBatch) -> bool:
    """Whether the open batch has this bundle; `Conflict` for a key that is elsewhere."""
    place = Pattern.objects.filter(pk=key).values_list("batch_id", flat=True).first()
    if place is None:
        return False
    if now.batch is None or place != now.batch.pk:
        raise key_elsewhere()
    return True


def key_elsewhere() -> Conflict:
    return Conflict(_("Phiếu này đã được nhận ở tập khác."), code="key_elsewhere")


def last_paper(count: Count) -> OpenPaper | None:
    """The paper that undoing takes out."""
    rows = OpenPaper.objects.filter(batch__count=count, batch__is_closed=False)
    return rows.select_related("batch").order_by("-place").first()


def clear_paper(seen: Seen, law: Law) -> Judgement:
    """The judgement of a paper that needs no decision of the tellers as a body."""
    try:
        found = judge(seen.bundle(), law.ballot, law.rules)
    except ValueError as error:
        raise RuleBroken(str(error), code="marks") from error
    if found.paper is PaperClass.DOUBTFUL:
        raise RuleBroken(
            _("Phiếu chưa rõ thì không nhập ở đây."),
            code="doubtful",
            advice=_("Hãy để riêng phiếu, ghi ký hiệu; ban kiểm phiếu cùng quyết định."),
        )
    return found
