"""How documents and their rounds stood at the end of a day, as the record knew it then (S40).

From the record, and from rows and times that are written once: what is done later, or dated
earlier, changes no report of a day that has passed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.audit.models import Entry
from daihoi.audit.queries import Standing, standing_at
from daihoi.base import clock
from daihoi.base.offers import Table
from daihoi.congresses.queries.reports import congress_on
from daihoi.documents.models import Answer, Document, Opinion, OpinionRound, Participant, Version
from daihoi.documents.models.documents import STATE_LABELS
from daihoi.documents.models.rounds import ROUND_STATE_LABELS
from daihoi.rules.documents import DocumentState, RoundState, round_state_on

ANSWERING = (
    "documents.answer_opinions",
    "documents.take_back_answer",
    "documents.edit_opinion",
    "documents.withdraw_opinion",
)


@dataclass(frozen=True, slots=True)
class RoundThen:
    """A round as it was known; people and units ``asked``, of whom so many had ``responded``."""

    document: Document
    number: int
    state: RoundState
    asked: int
    responded: int
    opinions: int
    answered: int


def report_on(viewer: Any, day: date) -> Iterable[Table]:
    """Documents with state and version, and every round; nothing if she may not see them."""
    congress = congress_on(day, viewer=viewer)
    if congress is None:
        return
    moment = clock.end_of(day)
    there = Document.objects.filter(congress=congress, created_at__lt=moment).select_related(
        "subcommittee__congress__organization"
    )
    documents = [
        each for each in there.order_by("pk") if can(viewer, Permission.DOCUMENTS_VIEW, at=each)
    ]
    if not documents:
        return
    known = standing_at(moment, Document, OpinionRound, contexts=documents)
    rounds = _rounds(documents, known[OpinionRound], day, moment)
    yield _document_table(documents, known[Document], rounds, moment)
    if rounds:
        yield _round_table(rounds)


def _document_table(
    documents: Sequence[Document],
    moved: Sequence[Standing],
    rounds: Sequence[RoundThen],
    moment: datetime,
) -> Table:
    facts = {each.pk: each.facts for each in moved}
    versions = Version.objects.filter(document__in=documents, frozen_at__lt=moment)
    latest = dict(versions.order_by().values_list("document").annotate(Max("number")))
    rows = []
    for document in documents:
        own = [each for each in rounds if each.document == document]
        state = _state(facts.get(document.pk, {}), own)
        due_on = facts.get(document.pk, {}).get("last_revision_due_on")
        if state is not DocumentState.LAST_REVISION:
            due_on = None
        rows.append(
            (
                document.title,
                document.get_kind_display(),
                str(STATE_LABELS[state]),
                latest.get(document.pk),
                date.fromisoformat(due_on) if due_on else None,
            )
        )
    columns = (
        _("Văn kiện"),
        _("Loại"),
        _("Tình trạng"),
        _("Bản mới nhất"),
        _("Hạn chỉnh sửa lần cuối"),
    )
    return Table(_("Văn kiện"), columns, rows, order=40)


def _state(facts: dict[str, Any], rounds: Sequence[RoundThen]) -> DocumentState:
    """A round not closed is the state; a closed one gave back the state it was opened from."""
    if any(each.state is not RoundState.CLOSED for each in rounds):
        return DocumentState.UNDER_COMMENT
    return DocumentState(facts.get("state", DocumentState.DRAFT))


def _rounds(
    documents: Sequence[Document], known: Sequence[Standing], day: date, moment: datetime
) -> list[RoundThen]:
    if not known:
        return []
    numbers = [each.pk for each in known]
    by_round = dict(OpinionRound.objects.filter(pk__in=numbers).values_list("pk", "document_id"))
    by_pk = {document.pk: document for document in documents}
    live = _live(numbers, moment)
    opinions = dict(live.order_by().values_list("round").annotate(Count("pk")))
    responded, answered = _responded(numbers, live), _answered(documents, moment)
    return [
        RoundThen(
            document=by_pk[by_round[each.pk]],
            number=each.facts["number"],
            state=round_state_on(
                RoundState(each.facts.get("state", RoundState.OPEN)),
                day,
                closes_on=date.fromisoformat(each.facts["closes_on"]),
            ),
            asked=each.facts.get("participants", each.facts["asked"]),
            responded=responded.get(each.pk, 0),
            opinions=opinions.get(each.pk, 0),
            answered=answered[each.pk],
        )
        for each in known
    ]


def _live(rounds: Sequence[int], moment: datetime) -> QuerySet[Opinion]:
    """Opinions that had come by then and were not withdrawn by then."""
    there = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=moment)
    return Opinion.objects.filter(there, round__in=rounds, recorded_at__lt=moment)


def _responded(rounds: Sequence[int], live: QuerySet[Opinion]) -> dict[int, int]:
    """How many of those asked had said something, by round."""
    said = live.filter(round=OuterRef("round"))
    unit = said.filter(source=Opinion.Source.UNIT, unit=OuterRef("unit"))
    asked = Participant.objects.filter(
        Q(Exists(said.filter(person=OuterRef("person")))) | Q(Exists(unit), person__isnull=True),
        round__in=rounds,
    )
    return dict(asked.order_by().values_list("round").annotate(Count("pk")))


def _answered(documents: Sequence[Document], moment: datetime) -> Counter[int]:
    """How many opinions had an answer that counted, by round: answers come, go and come again."""
    entries = Entry.objects.filter(
        context__in=[f"documents.document:{document.pk}" for document in documents],
        action__in=ANSWERING,
        at__lt=moment,
    ).order_by("id")
    told = ("action", "subject_id", "after__opinions", "before__opinions")
    answer_of: dict[int, int] = {}
    for action, subject, given, taken in entries.values_list(*told).iterator(1000):
        if action == "documents.answer_opinions":
            answer_of.update(dict.fromkeys(given, int(subject)))
            continue
        for opinion in taken if action == "documents.take_back_answer" else [int(subject)]:
            answer_of.pop(opinion, None)
    rounds = dict(
        Answer.objects.filter(round__document__in=documents).values_list("pk", "round_id")
    )
    return Counter(rounds[answer] for answer in answer_of.values())


def _round_table(rounds: Sequence[RoundThen]) -> Table:
    columns = (
        _("Văn kiện"),
        _("Lần"),
        _("Tình trạng"),
        _("Người, đơn vị được hỏi"),
        _("Người, đơn vị đã góp ý"),
        _("Ý kiến"),
        _("Đã trả lời"),
    )
    rows = [
        (
            each.document.title,
            each.number,
            str(ROUND_STATE_LABELS[each.state]),
            each.asked,
            each.responded,
            each.opinions,
            "–" if each.document.is_superior else each.answered,  # put together, never answered
        )
        for each in sorted(rounds, key=lambda each: (each.document.pk, each.number))
    ]
    return Table(_("Các đợt lấy ý kiến"), columns, rows, order=41)
