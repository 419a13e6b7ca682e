"""Opinions: whose words the viewer may see, and the counts everybody may."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.base.numbers import whole_number
from daihoi.documents.models import Block, Opinion, OpinionRound
from daihoi.documents.queries import rounds, texts
from daihoi.documents.queries.places import text_of
from daihoi.rules.documents import RoundState, may_change_opinion

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class BlockOpinions:
    """One page of the opinions on one block, oldest first; ``next_after`` leads to the next."""

    block: Block
    label: str
    count: int
    rows: list[Opinion]
    next_after: int | None
    names_shown: bool


@dataclass(slots=True)
class BlockExtra:
    """What a reading page hangs on one block."""

    own: list[Opinion] = field(default_factory=list)
    others: int = 0
    concerns_me: bool = False

    def __getitem__(self, name: str) -> str:
        """The template of a block asks for ``extra.class``."""
        if name == "class":
            return "is-marked" if self.concerns_me else ""
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class RoundReading:
    """The base version of a round as its viewer reads it; ``mine``: headings of her unit."""

    reading: texts.Reading
    own: list[Opinion]
    own_whole: list[Opinion]
    mine: list[texts.Entry]


def opinions_visible_to(viewer: User, round_: OpinionRound) -> QuerySet[Opinion]:
    """The opinions of a round whose words the viewer may read.

    Her own always, withdrawn ones too. Others' only for those who answer or type them in, until
    the round has ended; then for everybody who may read the document.
    """
    own = own_condition(viewer)
    if not can(viewer, Permission.DOCUMENTS_VIEW, at=round_):
        return round_.opinions.filter(own)
    works_on_it = any(
        can(viewer, permission, at=round_)
        for permission in (Permission.DOCUMENTS_ANSWER, Permission.DOCUMENTS_RECORD_OPINIONS)
    )
    if works_on_it or round_.state_on(clock.today()) is not RoundState.OPEN:
        return round_.opinions.filter(Q(withdrawn_at__isnull=True) | own)
    return round_.opinions.filter(own)


def own_condition(viewer: User) -> Q:
    """Opinions the viewer gave as a person, or in the name of a unit she is responsible for."""
    condition = Q(pk__in=[])
    person = rounds.person_of(viewer)
    if person is not None:
        condition |= Q(source=Opinion.Source.PERSON, person=person)
    units = rounds.units_of(viewer)
    if units:
        condition |= Q(source=Opinion.Source.UNIT, unit__in=units)
    return condition


def get_opinion(pk: int, *, viewer: User) -> Opinion:
    """An opinion whose words the viewer may read; another's is absent."""
    found = _loaded().filter(pk=pk).first()
    visible = found and opinions_visible_to(viewer, found.round).filter(pk=pk).exists()
    if found is None or not visible:
        raise NotFound(_("Không tìm thấy ý kiến này."))
    return found


def get_own_opinion(pk: int, *, viewer: User) -> Opinion:
    """An opinion the viewer may correct: her own, her unit's, or one she typed in from paper."""
    own = own_condition(viewer) | Q(recorded_by=viewer)
    found = _loaded().filter(own, pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy ý kiến này."))
    return found


def own_in_round(round_: OpinionRound, *, viewer: User) -> list[Opinion]:
    """The viewer's own opinions in a round, in reading order; withdrawn ones left out."""
    own = round_.opinions.filter(own_condition(viewer), withdrawn_at__isnull=True)
    return list(own.order_by("place_order", "pk"))


def others_by_block(round_: OpinionRound, *, viewer: User) -> dict[str, int]:
    """How many opinions others gave on each block (hexadecimal key); counts only, no words.

    All are counted from an index alone, and the viewer's few taken away: 100,000 are quick.
    """
    live = round_.opinions.filter(withdrawn_at__isnull=True)
    on_blocks = live.filter(block_key__isnull=False).order_by("block_key")
    own = Counter(live.filter(own_condition(viewer)).values_list("block_key", flat=True))
    counted = on_blocks.values_list("block_key").annotate(n=Count("pk"))
    return {key.hex: n - own[key] for key, n in counted if key and n > own[key]}


def others_on_block(round_: OpinionRound, key: UUID | None, *, viewer: User) -> int:
    """How many opinions others gave on one block."""
    others = round_.opinions.filter(withdrawn_at__isnull=True, block_key=key)
    return others.exclude(own_condition(viewer)).count()


def opinions_of_block(page: rounds.RoundPage, key: UUID, *, after: int = 0) -> BlockOpinions:
    """One page of a block's opinions that come after opinion ``after``, by key not by counting."""
    if not page.can.see_opinions:
        raise NotFound(_("Ý kiến của người khác được xem sau khi đợt lấy ý kiến kết thúc."))
    text = text_of(page.round.base_version)
    block = text.blocks.get(key)
    if block is None:
        raise NotFound
    live = page.round.opinions.filter(withdrawn_at__isnull=True, block_key=key)
    rows = list(
        live.filter(pk__gt=after).select_related("unit", "answer").order_by("pk")[: PER_PAGE + 1]
    )
    shown = rows[:PER_PAGE]
    return BlockOpinions(
        block=block,
        label=text.places.label(key),
        count=live.count(),
        rows=shown,
        next_after=shown[-1].pk if len(rows) > PER_PAGE else None,
        names_shown=page.can.see_contributors,
    )


def my_opinions(*, viewer: User, number: str) -> Page[Opinion]:
    """The viewer's opinions over all rounds, newest first."""
    own = _loaded().filter(own_condition(viewer)).order_by("-pk")
    return Paginator(own, PER_PAGE).get_page(number)


def can_change(opinion: Opinion) -> bool:
    """Whether its author may still correct or withdraw it today."""
    round_ = opinion.round
    findings = may_change_opinion(
        RoundState(round_.state), today=clock.today(), closes_on=round_.closes_on
    )
    return opinion.withdrawn_at is None and not findings


def reading_of(
    page: rounds.RoundPage, *, viewer: User, part: int | None = None, block: UUID | None = None
) -> RoundReading:
    """The base version of a round, with what the viewer said and how much others did."""
    own = own_in_round(page.round, viewer=viewer)
    sections = rounds.my_sections(page.round, viewer=viewer)
    extras: dict[str, BlockExtra] = defaultdict(BlockExtra)
    for key, count in others_by_block(page.round, viewer=viewer).items():
        extras[key].others = count
    for opinion in own:
        if opinion.block_key:
            extras[opinion.block_key.hex].own.append(opinion)
    for key in sections:
        extras[key].concerns_me = True
    reading = texts.read(page.round.base_version, part=part, block=block, extras=extras)
    return RoundReading(
        reading=reading,
        own=own,
        own_whole=[opinion for opinion in own if opinion.block_key is None],
        mine=[entry for entry in reading.contents if entry.anchor.removeprefix("b-") in sections],
    )


def plain_reading(page: rounds.RoundPage, *, part: str = "") -> texts.Reading:
    """The base version of a round without anybody's opinions."""
    return texts.read(page.round.base_version, part=whole_number(part))


def place_of(page: rounds.RoundPage, key: UUID | str | None) -> str:
    """What people call the block a form stands at ("đoạn 41"); "" for the whole text."""
    places = text_of(page.round.base_version).places
    return places[key].label if key and key in places else ""


def block_extra(round_: OpinionRound, key: UUID, *, viewer: User) -> BlockExtra:
    """What one block shows after the viewer gave or changed an opinion on it."""
    own = [each for each in own_in_round(round_, viewer=viewer) if each.block_key == key]
    return BlockExtra(own, others_on_block(round_, key, viewer=viewer))


def _loaded() -> QuerySet[Opinion]:
    return Opinion.objects.select_related(
        f"round__{rounds.SCOPE}", "round__base_version", "answer", "unit"
    )
