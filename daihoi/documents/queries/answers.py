"""The answering page: the list of opinions, the text around one of them, what can be done.

Reads pages by key, never by counting, so that 100,000 opinions are as quick as a hundred.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.models import User
from daihoi.base.errors import Conflict, NotFound, NotPermitted
from daihoi.base.numbers import whole_number
from daihoi.documents.models import Answer, Change, Opinion
from daihoi.documents.queries import opinions, proposals, rounds
from daihoi.documents.queries.passages import Passage, passage_of
from daihoi.rules.documents import AnswerResult

PER_PAGE = 40
ABOVE = 3  # rows shown above an opinion that was opened by its address
SHOWN_ALIKE = 30
SHOWN_CHANGES = 15
SHOWN_RIVALS = 3
RESULT_WORDS = {
    AnswerResult.ACCEPTED.value: ("done", gettext_lazy("tiếp thu")),
    AnswerResult.PARTLY.value: ("done", gettext_lazy("một phần")),
    AnswerResult.NOT_ACCEPTED.value: ("neutral", gettext_lazy("không")),
    AnswerResult.NOTED.value: ("note", gettext_lazy("ghi nhận")),
    AnswerResult.TRANSFERRED.value: ("note", gettext_lazy("đã chuyển")),
}

Key = tuple[int, int]  # place_order and pk: where an opinion stands in reading order


@dataclass(frozen=True, slots=True)
class Walk:
    """In which order, and which of them, one works through the opinions of a round."""

    grouped: bool = False
    everything: bool = False  # answered ones too
    start: Key | None = None  # the list shows what comes after it

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Read from an address; what makes no sense is left out."""
        order, pk = map(whole_number, query.get("from", "").partition("-")[::2])
        start = (order, pk) if order is not None and pk is not None else None
        return cls(query.get("order") == "groups", query.get("show") == "all", start)

    def query(self, **changed: object) -> str:
        """As the tail of an address."""
        said: dict[str, object] = {}
        if self.grouped:
            said["order"] = "groups"
        if self.everything:
            said["show"] = "all"
        if self.start:
            said["from"] = "-".join(map(str, self.start))
        said |= {name: value for name, value in changed.items() if value}
        return f"?{urlencode(said)}" if said else ""

    def opinions(self, page: rounds.RoundPage) -> QuerySet[Opinion]:
        found = page.round.opinions.filter(withdrawn_at__isnull=True)
        if self.grouped:
            found = found.filter(lead__isnull=True)
        if not self.everything:
            found = found.filter(answer__isnull=True)
        return found


@dataclass(frozen=True, slots=True)
class Row:
    """An opinion in the list."""

    opinion: Opinion
    url: str
    is_current: bool
    collides: bool  # with another proposal on this page of the list

    @property
    def badge(self) -> tuple[str, str]:
        answer = self.opinion.answer
        if answer is None:
            return "waiting", _("chưa")
        kind, word = RESULT_WORDS[answer.result]
        return kind, str(word)


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The opinion that is being answered, with what is needed to answer it."""

    opinion: Opinion
    alike: list[Opinion]  # the others of its group, as many as are shown
    group_size: int
    passage: Passage
    proposes: bool  # says which words it wants, or that words should go
    rivals: list[Opinion]  # others that propose different words for the same place
    changes: list[Change]  # edits of the working version that an answer may name
    seen: str
    can_apply: bool
    next_url: str


@dataclass(frozen=True, slots=True)
class AnsweringPage:
    page: rounds.RoundPage
    walk: Walk
    rows: list[Row]
    tabs: list[Tab]
    filters: list[Tab]
    earlier_url: str
    later_url: str
    chosen: Chosen | None = field(default=None)


def get_round(pk: int, *, viewer: User) -> rounds.RoundPage:
    """A round whose opinions the viewer answers."""
    page = rounds.get_round(pk, viewer=viewer)
    if page.is_closed and page.can.see_opinions:
        raise Conflict(
            _("Đợt lấy ý kiến đã đóng."),
            code="round_closed",
            advice=_("Hãy xem bảng tổng hợp ý kiến của đợt."),
        )
    if not page.can.answer:
        raise NotPermitted
    return page


def get_opinion(pk: int, *, viewer: User) -> Opinion:
    """An opinion that the viewer may answer."""
    opinion = opinions.get_opinion(pk, viewer=viewer)
    get_round(opinion.round_id, viewer=viewer)
    return opinion


def state_of(opinion: Opinion) -> str:
    """What a page saw of an opinion, its group and its answer; differs once any of them changes."""
    lead = opinion.lead or opinion
    answer = opinion.answer
    numbers = [opinion.revision, lead.pk, lead.alike_count]
    numbers += [answer.pk, answer.revision] if answer else []
    return "-".join(map(str, numbers))


def answering_page(
    page: rounds.RoundPage, walk: Walk, opinion_pk: int | None = None
) -> AnsweringPage:
    """The list, and beside it the opinion asked for or the first of the list."""
    opinion = _opinion(page, opinion_pk) if opinion_pk else None
    if walk.start is None and opinion is not None:
        walk = replace(walk, start=_start_above(page, walk, opinion))
    listed = list(_after(_loaded(walk.opinions(page)), walk.start)[: PER_PAGE + 1])
    shown = listed[:PER_PAGE]
    if opinion is None and shown:
        opinion = shown[0]
    return AnsweringPage(
        page=page,
        walk=walk,
        rows=_rows(page, walk, shown, opinion),
        tabs=_tabs(page, walk),
        filters=_filters(page, walk),
        earlier_url=_earlier_url(page, walk),
        later_url=address(page, replace(walk, start=_key(shown[-1]))) if listed[PER_PAGE:] else "",
        chosen=_chosen(page, walk, opinion) if opinion else None,
    )


def address(page: rounds.RoundPage, walk: Walk, **changed: object) -> str:
    """Where the page shows the opinions of a walk; ``opinion`` names the one to answer."""
    return reverse("documents:round_answer", args=[page.round.pk]) + walk.query(**changed)


def next_url(page: rounds.RoundPage, walk: Walk, opinion: Opinion) -> str:
    """Where the next unanswered opinion is; the first one again after the last."""
    return address(page, walk, opinion=_next_pk(page, walk, opinion))


def get_change(page: rounds.RoundPage, pk: int) -> Change:
    """A change of the document's text that an answer may name."""
    found = Change.objects.select_related("version").filter(
        version__document_id=page.round.document_id, pk=pk
    )
    change = found.first()
    if change is None:
        raise NotFound(_("Không tìm thấy thay đổi này của văn bản."))
    return change


def unanswered_of(page: rounds.RoundPage) -> list[Opinion]:
    """The first unanswered opinions of a round, for the page that closes it."""
    return list(Walk().opinions(page).order_by("place_order", "pk")[:PER_PAGE])


def opponents(answer: Answer | None) -> list[Opinion]:
    """The opinions an answer was given to, as many as are shown."""
    return list(answer.opinions.order_by("place_order", "pk")[:SHOWN_RIVALS]) if answer else []


def _key(opinion: Opinion) -> Key:
    return opinion.place_order, opinion.pk


def _loaded(found: QuerySet[Opinion]) -> QuerySet[Opinion]:
    return found.select_related("answer", "lead", "unit").order_by("place_order", "pk")


def _after(found: QuerySet[Opinion], key: Key | None) -> QuerySet[Opinion]:
    """What comes after a key; the plain bound lets the index find the beginning."""
    if key is None:
        return found
    order, pk = key
    return found.filter(place_order__gte=order).exclude(place_order=order, pk__lte=pk)


def _before(found: QuerySet[Opinion], key: Key) -> QuerySet[Opinion]:
    """What comes before a key, the nearest first."""
    order, pk = key
    return (
        found.filter(place_order__lte=order)
        .exclude(place_order=order, pk__gte=pk)
        .order_by("-place_order", "-pk")
    )


def _opinion(page: rounds.RoundPage, pk: int) -> Opinion:
    found = page.round.opinions.filter(withdrawn_at__isnull=True, pk=pk)
    opinion = found.select_related("answer__answered_by", "lead", "unit").first()
    if opinion is None:
        raise NotFound(_("Không tìm thấy ý kiến này."))
    return opinion


def _start_above(page: rounds.RoundPage, walk: Walk, opinion: Opinion) -> Key | None:
    keys = _before(walk.opinions(page), _key(opinion)).values_list("place_order", "pk")
    above = list(keys[: ABOVE + 1])
    return above[ABOVE] if len(above) > ABOVE else None


def _earlier_url(page: rounds.RoundPage, walk: Walk) -> str:
    if walk.start is None:
        return ""
    order, pk = walk.start
    keys = _before(walk.opinions(page), (order, pk + 1)).values_list("place_order", "pk")
    earlier = list(keys[: PER_PAGE + 1])
    start = earlier[PER_PAGE] if len(earlier) > PER_PAGE else None
    return address(page, replace(walk, start=start)) if earlier else ""


def _rows(
    page: rounds.RoundPage, walk: Walk, shown: list[Opinion], chosen: Opinion | None
) -> list[Row]:
    return [
        Row(
            opinion=each,
            url=address(page, walk, opinion=each.pk),
            is_current=chosen is not None and each.pk == chosen.pk,
            collides=any(proposals.overlap(each, other) for other in shown if other is not each),
        )
        for each in shown
    ]


def _tabs(page: rounds.RoundPage, walk: Walk) -> list[Tab]:
    reading = replace(walk, grouped=False, start=None)
    grouped = replace(walk, grouped=True, start=None)
    return [
        Tab(_("Theo thứ tự văn bản"), address(page, reading), not walk.grouped),
        Tab(_("Theo nhóm giống nhau"), address(page, grouped), walk.grouped),
    ]


def _filters(page: rounds.RoundPage, walk: Walk) -> list[Tab]:
    left, everything = (replace(walk, everything=each, start=None) for each in (False, True))
    round_ = page.round
    return [
        Tab(_("Chưa trả lời"), address(page, left), not walk.everything, round_.unanswered_count),
        Tab(_("Tất cả"), address(page, everything), walk.everything, round_.opinions_count),
    ]


def _chosen(page: rounds.RoundPage, walk: Walk, opinion: Opinion) -> Chosen:
    opinion.round = page.round
    lead = opinion.lead or opinion
    alike = []
    if lead.alike_count:
        followers = page.round.opinions.filter(lead=lead, withdrawn_at__isnull=True)
        members = [lead, *followers.order_by("place_order", "pk")[:SHOWN_ALIKE]]
        alike = [each for each in members if each.pk != opinion.pk]
    passage = passage_of(opinion, page.round)
    changes = Change.objects.none()
    if passage.version.is_working:
        changes = passage.version.changes.order_by("-pk")[:SHOWN_CHANGES]
    return Chosen(
        opinion=opinion,
        alike=alike,
        group_size=lead.alike_count + 1,
        passage=passage,
        proposes=proposals.has_proposal(opinion),
        rivals=_rivals(opinion),
        changes=list(changes),
        seen=state_of(opinion),
        can_apply=page.document.is_editable and passage.is_applicable,
        next_url=address(page, walk, opinion=_next_pk(page, walk, opinion)),
    )


def _rivals(opinion: Opinion) -> list[Opinion]:
    if opinion.start is None or opinion.end is None or not proposals.has_proposal(opinion):
        return []
    near = opinion.round.opinions.filter(
        withdrawn_at__isnull=True,
        block_key=opinion.block_key,
        start__lt=opinion.end,
        end__gt=opinion.start,
    ).exclude(pk=opinion.pk)
    found = near.select_related("answer").order_by("pk")[: SHOWN_RIVALS * 3]
    return [each for each in found if proposals.overlap(opinion, each)][:SHOWN_RIVALS]


def _next_pk(page: rounds.RoundPage, walk: Walk, opinion: Opinion) -> int | None:
    left = replace(walk, everything=False).opinions(page).order_by("place_order", "pk")
    keys = left.exclude(pk=opinion.pk).values_list("pk", flat=True)
    following = _after(left, _key(opinion)).values_list("pk", flat=True)
    return following.first() or keys.first()
