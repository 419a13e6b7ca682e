"""How a meeting in writing stands: what was answered on each matter, and by whom not yet."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.meetings.models import (
    AgendaItem,
    Invitee,
    InviteeCategory,
    Meeting,
    MeetingState,
    WrittenAnswer,
    WrittenChoice,
)
from daihoi.meetings.queries.attendance import invitees_of
from daihoi.meetings.queries.seen import invitation_of, records


@dataclass(frozen=True, slots=True)
class ItemResult:
    """Answers on one matter; ``counted`` are those of members who count, as a vote does."""

    item: AgendaItem
    agree: int
    disagree: int
    other: int
    missing: int  # counted members who have not answered
    counted: int
    answers: list[WrittenAnswer] = field(default_factory=list)
    own: WrittenAnswer | None = None

    @property
    def is_agreed(self) -> bool:
        """More than half of all who count agree (the Statute's share for resolutions, article 9)."""
        return self.agree * 2 > self.counted


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """The answers to a meeting in writing as the viewer may see them."""

    meeting: Meeting
    results: list[ItemResult]
    missing: list[Invitee]  # who has not answered every matter; for who records
    people: list[Invitee]  # for whom paper answers may be entered
    own: Invitee | None
    can_record: bool
    can_answer: bool
    due_on: date
    today: date

    @property
    def is_answered(self) -> bool:
        """The viewer has answered every matter."""
        return all(result.own is not None for result in self.results)

    @property
    def is_late(self) -> bool:
        return self.today > self.due_on


def written_page(meeting: Meeting, *, viewer: Any) -> WrittenPage:
    """The caller has checked that the viewer reads the meeting. Others' words are for who records."""
    if not meeting.is_written:
        raise NotFound
    today = clock.today()
    takes = records(meeting, viewer)
    own = invitation_of(meeting, viewer)
    rows = [row for row in invitees_of(meeting) if row.category != InviteeCategory.GUEST]
    results = results_of(meeting, own=own)
    answered: Counter[int] = Counter(
        answer.invitee_id for result in results for answer in result.answers
    )
    is_open = meeting.state == MeetingState.OPEN
    due_on = meeting.answers_due_on or meeting.on
    return WrittenPage(
        meeting,
        results,
        [row for row in rows if row.is_counted and answered[row.pk] < len(results)],
        rows if takes else [],
        own,
        can_record=takes and is_open,
        can_answer=is_open and own is not None and not own.is_guest and today <= due_on,
        due_on=due_on,
        today=today,
    )


def results_of(meeting: Meeting, *, own: Invitee | None = None) -> list[ItemResult]:
    """The result of each matter, in the agenda's order; minutes read it too. Three queries."""
    counted = meeting.invitees.filter(is_counted=True).count()
    answers = WrittenAnswer.objects.filter(item__meeting=meeting)
    by_item: dict[int, list[WrittenAnswer]] = {}
    ordered = answers.select_related("invitee__person").order_by("invitee__name_key", "pk")
    for answer in ordered:
        by_item.setdefault(answer.item_id, []).append(answer)
    return [
        _result(item, by_item.get(item.pk, []), counted, own)
        for item in meeting.items.select_related("document", "paper").order_by("position", "pk")
    ]


def _result(
    item: AgendaItem, answers: list[WrittenAnswer], counted: int, own: Invitee | None
) -> ItemResult:
    of_counted = [answer for answer in answers if answer.invitee.is_counted]
    choices = Counter(answer.choice for answer in of_counted)
    return ItemResult(
        item,
        choices[WrittenChoice.AGREE],
        choices[WrittenChoice.DISAGREE],
        choices[WrittenChoice.OTHER],
        counted - len(of_counted),
        counted,
        answers,
        next((each for each in answers if own and each.invitee_id == own.pk), None),
    )


def own_row(meeting: Meeting, *, viewer: Any) -> Invitee:
    """The viewer's line of the roll; `NotFound` where she is not on it."""
    row = invitation_of(meeting, viewer)
    if row is None:
        raise NotFound(_("Đồng chí không có trong danh sách lấy ý kiến."))
    row.meeting = meeting
    return row


def answer_sheets(
    page: WrittenPage, form: type[Form], *, bound: Mapping[int, Form] | None = None
) -> list[tuple[ItemResult, Form | None]]:
    """Each matter with a form that begins with what the viewer answered; None: no answers taken."""
    found: list[tuple[ItemResult, Form | None]] = []
    for result in page.results:
        own = result.own
        initial = {"choice": own.choice, "text": own.text} if own else {}
        fresh = form(prefix=f"i{result.item.pk}", initial=initial)
        sheet = (bound or {}).get(result.item.pk, fresh)
        is_settled = own is not None and own.is_paper
        found.append((result, sheet if page.can_answer and not is_settled else None))
    return found


def paper_choices(meeting: Meeting) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Matters and people, as the form for answers on paper offers them."""
    items = [(item.pk, item.title) for item in meeting.items.order_by("position", "pk")]
    rows = invitees_of(meeting).exclude(category=InviteeCategory.GUEST)
    return items, [(row.pk, row.name) for row in rows]
