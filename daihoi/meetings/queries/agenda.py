"""What a matter of the agenda can be about, and who may present it."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, require
from daihoi.base.errors import NotFound
from daihoi.documents.models import Document
from daihoi.meetings.models import AgendaItem, Meeting
from daihoi.meetings.queries.seen import get_meeting, is_restricted, records
from daihoi.organizations.models import Person
from daihoi.registry.models import Paper
from daihoi.registry.queries.papers import papers_seen


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A matter with the clock it begins at, where all before it have their minutes."""

    item: AgendaItem
    number: int
    starts_at: time | None
    is_first: bool
    is_last: bool
    round_pk: int | None = None  # an open round of its document

    @property
    def note(self) -> str:
        """When it begins, how long it takes, and who presents it."""
        minutes = self.item.minutes
        told = [
            f"{self.starts_at:%H:%M}" if self.starts_at else "",
            _("%(n)s phút") % {"n": minutes} if minutes else "",
            self.item.presented_by,
        ]
        return " · ".join(filter(None, told))

    @property
    def up(self) -> int:
        return self.number - 1

    @property
    def down(self) -> int:
        return self.number + 1


@dataclass(frozen=True, slots=True)
class Agenda:
    """The matters in order; ``minutes`` is their sum, ``allowed`` what the meeting has."""

    rows: list[ItemRow]
    minutes: int
    allowed: int | None

    @property
    def over(self) -> int:
        """Minutes too many."""
        return max(self.minutes - self.allowed, 0) if self.allowed is not None else 0


def agenda_of(meeting: Meeting) -> Agenda:
    """The agenda with its clock, in three queries."""
    items = list(
        meeting.items.select_related("presenter", "document", "paper").order_by("position", "pk")
    )
    documents = [item.document_id for item in items if item.document_id]
    open_rounds = dict(
        Document.objects.filter(pk__in=documents, rounds__state="open").values_list(
            "pk", "rounds__pk"
        )
    )
    rows, gone, is_known = [], 0, meeting.starts_at is not None
    for number, item in enumerate(items, 1):
        item.meeting = meeting
        starts = _later(meeting.starts_at, gone) if is_known and meeting.starts_at else None
        rows.append(
            ItemRow(
                item,
                number,
                starts,
                is_first=number == 1,
                is_last=number == len(items),
                round_pk=open_rounds.get(item.document_id or 0),
            )
        )
        is_known = is_known and item.minutes is not None
        gone += item.minutes or 0
    return Agenda(rows, gone, _allowed(meeting))


def get_item(pk: int, *, viewer: Any) -> AgendaItem:
    """A matter of a meeting the viewer reads."""
    found = AgendaItem.objects.select_related("presenter", "document", "paper")
    item = found.filter(pk=pk).first()
    if item is None:
        raise NotFound
    item.meeting = get_meeting(item.meeting_id, viewer=viewer)
    return item


def documents_for(meeting: Meeting) -> QuerySet[Document]:
    """Documents of the congress that the meeting may discuss, but not of the personnel body."""
    found = Document.objects.filter(congress=meeting.congress_id or 0)
    if not is_restricted(meeting):
        found = found.exclude(subcommittee__purpose="personnel")
    return found.order_by("pk")


def papers_for(meeting: Meeting, *, viewer: Any) -> QuerySet[Paper]:
    """Papers of the congress that the viewer reads; who is called may not read all of them."""
    if meeting.congress is None:
        return Paper.objects.none()
    return papers_seen(meeting.congress, viewer=viewer)


def presenters_for(meeting: Meeting) -> QuerySet[Person]:
    """Everybody of the organization, by given name."""
    return meeting.organization.people.order_by("name_key", "pk")


def _later(start: time, minutes: int) -> time | None:
    total = start.hour * 60 + start.minute + minutes
    return time(total // 60, total % 60) if total < 24 * 60 else None


def _allowed(meeting: Meeting) -> int | None:
    if meeting.starts_at is None or meeting.ends_at is None:
        return None
    start, end = meeting.starts_at, meeting.ends_at
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def meeting_to_arrange(pk: int, *, viewer: Any) -> Meeting:
    """A meeting whose agenda the viewer may change: by permission, or as its minute-taker."""
    meeting = get_meeting(pk, viewer=viewer)
    if not records(meeting, viewer):
        require(viewer, Permission.MEETINGS_MANAGE, at=meeting)
    return meeting
