"""Opinions on the preparation of a congress from all its meetings, and what became of each."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.recipients import Choices, choices_for
from daihoi.meetings.models import Aim, Handling, Meeting, Statement
from daihoi.meetings.queries.seen import get_meeting, is_restricted, meetings_seen
from daihoi.rules.tasks import Assignee

PER_PAGE = 50
IN_ORDER = ("item__meeting__on", "item__position", "order", "pk")


@dataclass(frozen=True, slots=True)
class PreparationRow:
    """An opinion on preparation; ``handling`` None: it still waits."""

    statement: Statement
    handling: Handling | None
    can_handle: bool

    @property
    def shown(self) -> Handling:
        """What its page shows: nothing yet, or how it was handled."""
        return self.handling or Handling()

    @property
    def may_change(self) -> bool:
        """What became a task is followed there."""
        return self.can_handle and (self.handling is None or self.handling.task_id is None)


@dataclass(frozen=True, slots=True)
class PreparationPage:
    """A page of them, those that wait first; ``waiting`` counts over all pages."""

    rows: list[PreparationRow]
    waiting: int
    shown: Page[Statement]

    @property
    def total(self) -> int:
        return self.shown.paginator.count


def preparation_page(number: str | None = None, *, viewer: Any) -> PreparationPage:
    """Opinions on preparation from every meeting the viewer may read; none is left out."""
    said = _said(viewer)
    is_handled = ExpressionWrapper(Q(handling__isnull=False), output_field=BooleanField())
    shown = Paginator(said.order_by(is_handled, *IN_ORDER), PER_PAGE).get_page(number)
    rows = [
        PreparationRow(
            each,
            getattr(each, "handling", None),
            can(viewer, Permission.MEETINGS_MANAGE, at=each.item.meeting),
        )
        for each in shown
    ]
    return PreparationPage(rows, said.filter(handling__isnull=True).count(), shown)


def unhandled(*, viewer: Any) -> int:
    """How many wait for the viewer."""
    waiting = _said(viewer).filter(handling__isnull=True)
    return sum(can(viewer, Permission.MEETINGS_MANAGE, at=each.item.meeting) for each in waiting)


def get_preparation(pk: int, *, viewer: Any) -> PreparationRow:
    """One, for who says what becomes of it."""
    rows = Statement.objects.select_related("item", "invitee__person", "handling__task")
    found = rows.filter(pk=pk, aim=Aim.PREPARATION, removed_at__isnull=True).first()
    if found is None:
        raise NotFound(_("Không tìm thấy ý kiến này."))
    found.item.meeting = get_meeting(found.item.meeting_id, viewer=viewer)
    require(viewer, Permission.MEETINGS_MANAGE, at=found.item.meeting)
    return PreparationRow(found, getattr(found, "handling", None), can_handle=True)


def recipients_of(meeting: Meeting, *, viewer: Any) -> Choices:
    """Whom a conclusion may name: whomever the chair may give work to."""
    congress: Congress | None = meeting.congress
    if congress is None:
        return []
    chair = meeting.chair.user if meeting.chair else None
    choices = choices_for(congress, viewer=chair or viewer)
    if not is_restricted(meeting):
        return choices
    inside = [
        (title, [each for each in of if _is_inside(meeting, each.value)]) for title, of in choices
    ]
    return [group for group in inside if group[1]]


def check_inside(meeting: Meeting, recipient: str) -> None:
    """What the body that prepares personnel concludes stays in it (S41): others would read the task."""
    if is_restricted(meeting) and not _is_inside(meeting, recipient):
        raise RuleBroken(
            _("Việc của %(body)s chỉ giao trong %(body)s.") % {"body": meeting.subcommittee},
            code="outside_body",
            advice=_("Hãy chọn tiểu ban, hoặc một đồng chí trong tiểu ban."),
        )


def _is_inside(meeting: Meeting, recipient: str) -> bool:
    body = meeting.subcommittee_id
    return recipient == f"{Assignee.SUBCOMMITTEE}:{body}" or (
        recipient.startswith(f"{Assignee.PERSON}:") and recipient.endswith(f"@{body}")
    )


def _said(viewer: Any) -> QuerySet[Statement]:
    rows = Statement.objects.filter(
        aim=Aim.PREPARATION,
        removed_at__isnull=True,
        item__meeting__in=meetings_seen(viewer),
    )
    related = rows.select_related(
        "invitee__person",
        "handling__task",
        "handling__handled_by",
        "item__meeting__organization",
        "item__meeting__congress__organization",
        "item__meeting__subcommittee__congress__organization",
    )
    return related.order_by(*IN_ORDER)
