"""What a search finds in documents: titles and texts, opinions and answers the viewer may read."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission
from daihoi.base import clock
from daihoi.base.word_index import newest_with_words, with_words
from daihoi.documents.models import Answer, Block, Document, Opinion, OpinionRound, Version
from daihoi.documents.queries import rounds
from daihoi.documents.queries.opinions import own_condition
from daihoi.rules.documents import RoundState

PLACES = 3  # shown of one document
SHOWN = (
    # and what names its round
    *("text", "proposed_text", "argument", "contributor", "place_label"),
    *("round__number", "round__document__kind", "round__document__title"),
)


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document with the words in its title or in its newest frozen text, there in ``blocks``."""

    document: Document
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class FoundOpinion:
    """``contributor`` is empty where the round hides names from the viewer."""

    opinion: Opinion
    contributor: str


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """An answer, and an opinion it was given to that the viewer may read."""

    answer: Answer
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Reach:
    """Rounds whose opinions the viewer reads, and those among them where she sees all names."""

    rounds: frozenset[int]
    with_names: frozenset[int]
    own: Q

    @property
    def opinions(self) -> Q:
        return self.own | Q(round__in=self.rounds, withdrawn_at__isnull=True)


def documents_found(words: str, *, viewer: User, start: int, stop: int) -> list[FoundDocument]:
    """Each document once: those with the words in their title first, the newest on top."""
    readable = Document.objects.filter(
        subcommittee__in=rounds.subcommittees_where(viewer, Permission.DOCUMENTS_VIEW)
    )
    latest = dict(
        Version.objects.filter(document__in=readable, frozen_at__isnull=False)
        .values_list("document")
        .annotate(newest=Max("pk"))
        .values_list("newest", "document")
    )
    blocks = with_words(Block.objects.filter(version__in=list(latest)), words)
    titled = set(with_words(readable, words).values_list("pk", flat=True))
    inside = {latest[pk] for pk in blocks.order_by().values_list("version", flat=True).distinct()}
    ordered = sorted(titled | inside, key=lambda pk: (pk not in titled, -pk))[start:stop]
    places = _places(blocks, [version for version, pk in latest.items() if pk in ordered])
    documents = Document.objects.in_bulk(ordered)
    return [FoundDocument(documents[pk], places[pk]) for pk in ordered]


def opinions_found(words: str, *, viewer: User, start: int, stop: int) -> list[FoundOpinion]:
    """Opinions whose words the viewer may read, newest first, under the rules of their pages."""
    reach = reach_of(viewer)
    rows = Opinion.objects.filter(reach.opinions)
    found = newest_with_words(
        rows, words, start=start, stop=stop, related=["round__document"], fields=SHOWN
    )
    own = _own_among(found, reach)
    return [
        FoundOpinion(
            each,
            each.contributor if each.round_id in reach.with_names or each.pk in own else "",
        )
        for each in found
    ]


def answers_found(words: str, *, viewer: User, start: int, stop: int) -> list[FoundAnswer]:
    """Answers to opinions the viewer may read, newest first, each with the first of these."""
    reach = reach_of(viewer)
    answered = Opinion.objects.filter(reach.own, answer__isnull=False)
    rows = Answer.objects.filter(Q(round__in=reach.rounds) | Q(pk__in=answered.values("answer")))
    related = ["round__document"]
    found = newest_with_words(rows, words, start=start, stop=stop, related=related)
    read = Opinion.objects.filter(reach.opinions, answer__in=found)
    first = {each.answer_id: each for each in read.order_by("-pk")}
    return [FoundAnswer(each, first[each.pk]) for each in found if each.pk in first]


def _places(blocks: QuerySet[Block], versions: list[int]) -> dict[int, list[Block]]:
    """The first places of each version in reading order, by document."""
    ordered = Window(RowNumber(), partition_by=F("version"), order_by=("position", "pk"))
    rows = (
        blocks.filter(version__in=versions)
        .annotate(place=ordered)
        .filter(place__lte=PLACES)
        .select_related("version")
        .defer("content", "folded_text")
        .order_by("version", "place")
    )
    found: dict[int, list[Block]] = defaultdict(list)
    for block in rows:
        found[block.version.document_id].append(block)
    return found


def reach_of(viewer: User) -> Reach:
    """As `opinions.opinions_visible_to` has it for one round, for all rounds at once.

    Read once a request: it hangs on the user.
    """
    known: Reach | None = vars(viewer).get("search_reach")
    if known is None:
        reads, works_on = _places_of(viewer)
        over = ~Q(state=RoundState.OPEN.value) | Q(closes_on__lt=clock.today())
        found = list(
            OpinionRound.objects.filter(
                Q(document__subcommittee__in=works_on & reads)
                | Q(document__subcommittee__in=reads) & over
            ).values_list("pk", "names_shown", "document__subcommittee")
        )
        known = Reach(
            rounds=frozenset(pk for pk, _, _ in found),
            with_names=frozenset(pk for pk, shown, place in found if shown or place in works_on),
            own=own_condition(viewer),
        )
        vars(viewer)["search_reach"] = known
    return known


def _places_of(viewer: User) -> tuple[set[int], set[int]]:
    """Subcommittees whose documents the viewer reads, and those whose opinions she works on."""
    reads = set(rounds.subcommittees_where(viewer, Permission.DOCUMENTS_VIEW))
    works = (Permission.DOCUMENTS_ANSWER, Permission.DOCUMENTS_RECORD_OPINIONS)
    held = [permission for permission in works if rounds.holds(viewer, permission)]
    works_on = [rounds.subcommittees_where(viewer, permission) for permission in held]
    return reads, set().union(*works_on)


def _own_among(found: list[Opinion], reach: Reach) -> set[int]:
    hidden = [each.pk for each in found if each.round_id not in reach.with_names]
    own = Opinion.objects.filter(reach.own, pk__in=hidden)
    return set(own.values_list("pk", flat=True)) if hidden else set()
