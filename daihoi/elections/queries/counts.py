"""The tellers' page of a ballot, and one version of a count; numbers are for tellers, and theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.base.errors import Conflict, NotFound, NotPermitted
from daihoi.elections.models import (
    AGREED,
    UNDER_COUNT,
    Count,
    DoubtfulPaper,
    Recount,
    Round,
    RoundState,
)
from daihoi.elections.queries.agreement import confirmed_by, may_confirm, obstacles
from daihoi.elections.queries.judging import bundle_of, judged
from daihoi.elections.queries.law import kept, title_of
from daihoi.elections.queries.tallies import (
    Found,
    Law,
    both_closed,
    doubtful_papers,
    flow_answer,
    found_differences,
    invalid_rows,
    law_of,
    own_tally,
    piles_that_differ,
    ruling_of,
    sides_of,
)
from daihoi.elections.queries.tellers import is_teller, teller_names, teller_of
from daihoi.rules.elections.counting import Tally
from daihoi.rules.elections.kinds import TWO_SIDED

RECOUNTABLE = UNDER_COUNT | AGREED
AFTER_ANNOUNCEMENT = gettext_lazy(
    "Kết quả đã công bố thì giữ nguyên. Có khiếu nại thì đoàn chủ tịch hoặc đại hội, sau đại hội là"
    " cấp trên, quyết định kiểm lại; đoàn chủ tịch ghi quyết định ấy ở trang kết quả của lượt bầu."
)
RELATED = ("election__congress__organization", "roll")


@dataclass(frozen=True, slots=True)
class Side:
    """One side as the viewer may know it."""

    number: int
    count: Count | None
    is_mine: bool
    can_take: bool
    can_take_over: bool


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name, or a sum of papers, with what each side counted."""

    name: str
    votes: tuple[int, int]
    against: tuple[int, int] | None = None

    @property
    def differs(self) -> bool:
        return len(set(self.votes)) > 1 or len(set(self.against or ())) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides beside each other, once both are closed."""

    rows: list[NameRow]
    sums: list[NameRow]
    found: list[Found]
    piles: list[int] | None  # batches that differ; None where the piles are not the same
    two_sided: bool


@dataclass(frozen=True, slots=True)
class AsidePaper:
    """A doubtful paper, and what it counts for once decided."""

    paper: DoubtfulPaper
    words: str
    articles: str


@dataclass(frozen=True, slots=True)
class CountCan:
    agree: bool = False
    put_aside: bool = False
    rule: bool = False
    recount: bool = False


@dataclass(frozen=True, slots=True)
class CountPage:
    """What a viewer sees of a count; for everybody but tellers only that it goes on."""

    round: Round
    title: str
    tellers: list[str]
    is_teller: bool = False
    sides: Sequence[Side] = ()
    flow: dict[str, Any] | None = None
    aside: Sequence[AsidePaper] = ()
    comparison: Comparison | None = None
    obstacles: Sequence[str] = ()
    versions: Sequence[Count] = ()
    recounts: Sequence[Recount] = ()
    confirmed: Sequence[str] = ()
    can: CountCan = CountCan()

    @property
    def mine(self) -> Side | None:
        return next((each for each in self.sides if each.is_mine), None)

    @property
    def free_side(self) -> int | None:
        """The side that the viewer is asked to take."""
        return next((each.number for each in self.sides if each.can_take), None)

    @property
    def told_already(self) -> str:
        """What to do about a complaint once the result was told; "" before."""
        return str(AFTER_ANNOUNCEMENT) if self.round.state == RoundState.ANNOUNCED else ""

    @property
    def is_counting(self) -> bool:
        return self.round.state in UNDER_COUNT

    @property
    def undecided(self) -> int:
        return sum(each.paper.is_valid is None for each in self.aside)


def get_round_counted(pk: int, *, viewer: Any) -> Round:
    """A round for its tellers; `NotPermitted` for others with a part in the organization."""
    found = _round(pk)
    require(viewer, Permission.ELECTIONS_COUNT, at=found)
    teller_of(found, viewer)
    return found


def get_round_to_recount(pk: int, *, viewer: Any) -> Round:
    """A round for its tellers while counting anew is still theirs to begin; `Conflict` afterwards."""
    found = get_round_counted(pk, viewer=viewer)
    if found.state not in RECOUNTABLE:
        raise Conflict(
            _("Lượt bầu đang ở tình trạng “%(state)s” nên không kiểm lại ở đây.")
            % {"state": found.get_state_display()},
            code="round_state",
            advice=AFTER_ANNOUNCEMENT,
        )
    return found


def follow_round(pk: int, *, viewer: Any) -> Round:
    """A round whose changes the viewer may hear of: for all who see elections."""
    found = _round(pk)
    require(viewer, Permission.ELECTIONS_VIEW, at=found)
    return found


def get_count(pk: int, *, viewer: Any) -> Count:
    """One side's version for who counts in its organization; actions and pages ask `teller_of`."""
    rows = Count.objects.select_related(*(f"round__{each}" for each in RELATED), "teller")
    return _count(rows, pk, viewer)


def _count(rows: QuerySet[Count], pk: int, viewer: Any) -> Count:
    found = rows.filter(pk=pk).order_by().first()
    if found is None:
        raise NotFound(_("Không tìm thấy bản kiểm phiếu này."))
    require(viewer, Permission.ELECTIONS_COUNT, at=found)
    return found


def get_own_count(pk: int, *, viewer: Any) -> Count:
    """The viewer's own version; the other side's numbers are not hers to see."""
    rows = Count.objects.select_related("round__election__congress__organization")
    found = _count(rows, pk, viewer)  # asked for every paper
    if found.teller_id != viewer.pk:
        raise NotPermitted(
            _("Bên kiểm này do người khác nhập."),
            code="not_her_side",
            advice=_("Số của bên kia chỉ hiện khi cả hai bên đã đóng."),
        )
    found.teller = viewer
    return found


def get_count_to_take_over(pk: int, *, viewer: Any) -> Count:
    """Another's side, of which a teller sees no number by this."""
    found = get_count(pk, viewer=viewer)
    teller_of(found.round, viewer)
    return found


def get_aside(pk: UUID, *, viewer: Any) -> DoubtfulPaper:
    rows = DoubtfulPaper.objects.select_related(*(f"round__{each}" for each in RELATED))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy phiếu để riêng này."))
    require(viewer, Permission.ELECTIONS_COUNT, at=found)
    teller_of(found.round, viewer)
    return found


def count_page(pk: int, *, viewer: Any) -> CountPage:
    """The page of a count; `NotFound` before the box is opened for who has no part in it."""
    found = follow_round(pk, viewer=viewer)
    law = law_of(found) if found.style else None
    title = title_of(found.election, law.rules) if law else str(found.election)
    tellers = teller_names(found)
    if law is None or not is_teller(found, viewer):
        return CountPage(found, title, tellers)
    sides = sides_of(found)
    counting = found.state in UNDER_COUNT
    waits = obstacles(found) if counting else []
    agrees = counting and not waits
    confirmed = confirmed_by(found) if agrees else []
    return CountPage(
        round=found,
        title=title,
        tellers=tellers,
        is_teller=True,
        sides=_sides(sides, viewer, counting=counting),
        flow=kept(flow_answer(found, law)),
        aside=[_aside(each, law) for each in doubtful_papers(found)],
        comparison=compare(sides[1], sides[2], law) if both_closed(sides) else None,
        obstacles=waits,
        versions=_readable(found, sides, viewer),
        recounts=list(found.recounts.order_by("attempt")),
        confirmed=[str(each) for each in User.objects.filter(pk__in=confirmed)],
        can=CountCan(
            agree=agrees
            and viewer.pk not in confirmed
            and may_confirm(found, teller_of(found, viewer), viewer),
            put_aside=counting,
            rule=counting,
            recount=bool(sides) and found.state in RECOUNTABLE,
        ),
    )


def compare(first: Count, second: Count, law: Law) -> Comparison:
    """Name by name, then the sums."""
    one, two = own_tally(first, law), own_tally(second, law)
    two_sided = law.ballot.style in TWO_SIDED
    rows = [
        NameRow(
            name,
            (one.votes[at], two.votes[at]),
            (one.against[at], two.against[at]) if two_sided else None,
        )
        for at, name in enumerate(law.ballot.names)
    ]
    found = found_differences(first, second, law)
    piles = piles_that_differ(first, second, law) if found else None
    return Comparison(rows, _sums(one, two), found, piles, two_sided)


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version of one side, as it was closed or stands."""

    count: Count
    names: list[tuple[str, int, int]]
    sums: list[tuple[str, int]]
    batches: list[tuple[int, int]]
    two_sided: bool

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [(name, f"{number}") for name, number in self.sums]


def version_page(pk: int, *, viewer: Any) -> VersionPage:
    """A version to read: one's own, and the other side's while both are closed or it is past."""
    count = get_count(pk, viewer=viewer)
    teller_of(count.round, viewer)
    if count.pk not in {each.pk for each in _readable(count.round, sides_of(count.round), viewer)}:
        raise NotPermitted(
            _("Bản kiểm của bên kia chưa xem được."),
            code="other_side",
            advice=_("Số của bên kia chỉ hiện khi cả hai bên đã đóng."),
        )
    return _version(count)


def own_version(pk: int, *, viewer: Any) -> VersionPage:
    """The viewer's own version as it stands, open or closed."""
    count = get_own_count(pk, viewer=viewer)
    teller_of(count.round, viewer)
    return _version(count)


def _version(count: Count) -> VersionPage:
    law = law_of(count.round)
    counted = own_tally(count, law)
    return VersionPage(
        count=count,
        names=list(zip(counted.names, counted.votes, counted.against, strict=True)),
        sums=_told(counted),
        batches=list(
            count.batches.filter(is_closed=True).order_by("number").values_list("number", "papers")
        ),
        two_sided=law.ballot.style in TWO_SIDED,
    )


def _round(pk: int) -> Round:
    found = Round.objects.select_related(*RELATED).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy lượt bầu này."))
    return found


def _sides(sides: dict[int, Count], viewer: Any, *, counting: bool) -> list[Side]:
    counts_already = {side for side, count in sides.items() if count.teller_id == viewer.pk}
    found = []
    for number in (1, 2):
        count = sides.get(number)
        free = counting and not counts_already
        found.append(
            Side(
                number,
                count,
                is_mine=number in counts_already,
                can_take=free and count is None,
                can_take_over=free and count is not None,
            )
        )
    return found


def _readable(round_: Round, sides: dict[int, Count], viewer: Any) -> list[Count]:
    """Versions the viewer may read now, oldest first."""
    rows = Count.objects.filter(round=round_, is_closed=True).select_related("teller")
    ordered = list(rows.order_by("attempt", "side", "version"))
    if both_closed(sides) or round_.state not in UNDER_COUNT:
        return ordered
    return [
        each for each in ordered if each.teller_id == viewer.pk or each.attempt < round_.attempt
    ]


def _aside(paper: DoubtfulPaper, law: Law) -> AsidePaper:
    told = judged(bundle_of(paper, ruling=ruling_of(paper)), law.ballot, law.rules)
    return AsidePaper(paper, told["words"], told["articles"])


def _sums(one: Tally, two: Tally) -> list[NameRow]:
    first, second = dict(_told(one)), dict(_told(two))
    words = dict.fromkeys([*first, *second])
    return [NameRow(word, (first.get(word, 0), second.get(word, 0))) for word in words]


def _told(counted: Tally) -> list[tuple[str, int]]:
    rows = [(_("Phiếu đã kiểm"), counted.returned), (_("Phiếu hợp lệ"), counted.valid)]
    rows.append((_("Phiếu không hợp lệ"), counted.invalid_papers))
    rows += [(f"– {reason}", papers) for reason, papers in invalid_rows(counted)]
    if counted.blank:
        rows.append((_("Phiếu trắng"), counted.blank))
    return [*rows, *((_("Ngoài danh sách: %s") % name, n) for name, n in counted.written.items())]
