"""What was written down in a meeting: entries of each matter in their order, and who may change them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.errors import NotFound
from daihoi.documents.models import Document, OpinionRound, Version
from daihoi.documents.queries.places import WrittenPlaces, text_of
from daihoi.meetings.models import (
    AgendaItem,
    Conclusion,
    HandVote,
    Meeting,
    Minutes,
    Presence,
    Statement,
)
from daihoi.meetings.queries.attendance import invitees_of, told_apart
from daihoi.meetings.queries.seen import get_meeting, records
from daihoi.rules.documents import RoundState
from daihoi.rules.meetings.minutes import RECORDED_IN
from daihoi.rules.meetings.states import MeetingState
from daihoi.vietnamese.text import find_words

SPOKEN = (
    "invitee__person__unit",
    "opinion__round__base_version",
    "document",
    "recorded_by",
    "item",
)
EXCERPT_LETTERS = 90
W = TypeVar("W", Statement, HandVote, Conclusion)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the record: a statement, a vote or a conclusion, by ``kind``."""

    kind: str
    row: Any
    can_change: bool = False

    @property
    def key(self) -> str:
        """Its place on pages: "statement-12"."""
        return f"{self.kind}-{self.row.pk}"

    @property
    def order(self) -> tuple[int, int]:
        return self.row.order, self.row.pk


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """A matter with what was said, voted and concluded on it."""

    item: AgendaItem
    number: int
    entries: list[Entry] = field(default_factory=list)

    def of(self, kind: str) -> list[Any]:
        return [entry.row for entry in self.entries if entry.kind == kind]

    @property
    def statements(self) -> list[Statement]:
        return self.of("statement")

    @property
    def votes(self) -> list[HandVote]:
        return self.of("vote")

    @property
    def conclusions(self) -> list[Conclusion]:
        return self.of("conclusion")


@dataclass(frozen=True, slots=True)
class Record:
    """Everything written down in a meeting, as it stands; ``change`` numbers its last change."""

    meeting: Meeting
    minutes: Minutes
    items: list[ItemRecord]
    can_write: bool = False
    can_give: bool = False

    @property
    def change(self) -> int:
        return self.minutes.change_count

    @property
    def statements(self) -> int:
        return sum(len(item.statements) for item in self.items)

    @property
    def waiting(self) -> list[Conclusion]:
        """Conclusions not given yet to whom they ask."""
        return [row for item in self.items for row in item.conclusions if row.waits]

    @property
    def held_back(self) -> list[Statement]:
        """Statements about a document that are in no round of opinions."""
        return [row for item in self.items for row in item.statements if row.is_held_back]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom the minute-taker may choose: ``folded`` is what two letters are looked up in."""

    pk: int
    name: str
    note: str
    folded: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A paragraph or section of a document's text, to be spoken of."""

    key: str
    label: str
    text: str


def record_of(meeting: Meeting, *, viewer: Any) -> Record:
    """The record of a meeting the viewer has been let see."""
    minutes = Minutes.objects.filter(meeting=meeting).first() or Minutes(meeting=meeting)
    writes = may_write(meeting, minutes, viewer)
    items = [
        ItemRecord(item, number)
        for number, item in enumerate(meeting.items.select_related("presenter", "document"), 1)
    ]
    by_item = {each.item.pk: each for each in items}
    for entry in _entries(meeting, Q(removed_at__isnull=True), writes=writes):
        by_item[entry.row.item_id].entries.append(entry)
    gives = meeting.congress is not None and can(viewer, Permission.CONGRESSES_ASSIGN, at=meeting)
    return Record(meeting, minutes, items, writes, gives)


def record_to_write(pk: int, *, viewer: Any) -> Record:
    """The record for who writes it; refused for all others."""
    meeting = get_meeting(pk, viewer=viewer, to=Permission.MEETINGS_RECORD)
    return record_of(meeting, viewer=viewer)


def may_write(meeting: Meeting, minutes: Minutes, viewer: Any) -> bool:
    """Whether entries may be written now, and by the viewer."""
    open_ = MeetingState(meeting.state) in RECORDED_IN and not minutes.is_begun
    return open_ and records(meeting, viewer)


def changes_since(pk: int, change: int, *, viewer: Any) -> tuple[Record, list[Entry]]:
    """Entries that changed after a page was made, struck out ones among them."""
    meeting = get_meeting(pk, viewer=viewer, to=Permission.MEETINGS_RECORD)
    minutes = Minutes.objects.filter(meeting=meeting).first() or Minutes(meeting=meeting)
    writes = may_write(meeting, minutes, viewer)
    found = _entries(meeting, Q(change__gt=change), writes=writes)
    return Record(meeting, minutes, [], writes), found


def entry_of(row: Statement | HandVote | Conclusion, *, viewer: Any) -> Entry:
    """One entry that was just written, as pages show it."""
    kinds = {Statement: "statement", HandVote: "vote", Conclusion: "conclusion"}
    return Entry(kinds[type(row)], row, can_change=records(row.item.meeting, viewer))


def get_statement(pk: int, *, viewer: Any) -> Statement:
    """A statement for who writes the record."""
    rows = Statement.objects.select_related(*SPOKEN)
    return _of_meeting(rows.filter(pk=pk).first(), viewer)


def get_vote(pk: int, *, viewer: Any) -> HandVote:
    return _of_meeting(HandVote.objects.select_related("item").filter(pk=pk).first(), viewer)


def get_conclusion(pk: int, *, viewer: Any) -> Conclusion:
    rows = Conclusion.objects.select_related("item", "task")
    return _of_meeting(rows.filter(pk=pk).first(), viewer)


def speakers(meeting: Meeting) -> list[Speaker]:
    """Everybody on the roll: who is in the room first, then by given name."""
    rows = list(invitees_of(meeting))
    names = told_apart(rows)
    found = [
        Speaker(
            row.pk,
            names[row.pk],
            " · ".join(
                filter(None, [row.post or row.unit, _("khách mời") if row.is_guest else ""])
            ),
            row.folded_name,
            row.presence == Presence.PRESENT,
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: not each.is_there)


def documents_to_speak_of(meeting: Meeting, *, viewer: Any) -> list[Document]:
    """Documents of the meeting's congress that the viewer reads."""
    if meeting.congress_id is None:
        return []
    rows = Document.objects.filter(congress=meeting.congress_id).order_by("pk")
    related = rows.select_related("subcommittee__congress__organization")
    return [row for row in related if can(viewer, Permission.DOCUMENTS_VIEW, at=row)]


def places_in(pk: int, document_pk: int, *, viewer: Any) -> list[PlaceChoice]:
    """Paragraphs of the text that takes opinions now; none where no round does."""
    meeting = get_meeting(pk, viewer=viewer, to=Permission.MEETINGS_RECORD)
    found = Document.objects.select_related("subcommittee__congress__organization")
    document = found.filter(pk=document_pk, congress=meeting.congress_id).first()
    if document is None:
        raise NotFound(_("Không tìm thấy văn kiện này."))
    require(viewer, Permission.DOCUMENTS_VIEW, at=document)
    round_ = round_taking(document)
    if round_ is None:
        return []
    text = text_of(round_.base_version)
    return [
        PlaceChoice(key.hex, text.places.label(key), block.text[:EXCERPT_LETTERS])
        for key, block in text.blocks.items()
        if block.text.strip()
    ]


def place_named(version: Version, written: str) -> UUID | None:
    """The block a place names by its number, or by words that stand in one block only."""
    block = WrittenPlaces(version).block(written)
    if block is not None or not written.strip():
        return block
    rows = text_of(version).blocks.items()
    found = [key for key, row in rows if find_words(row.text, written)]
    return found[0] if len(found) == 1 else None


def round_taking(document: Document) -> OpinionRound | None:
    """The round that may still take what is said on paper."""
    rounds = OpinionRound.objects.filter(document=document).select_related("base_version")
    return rounds.exclude(state=RoundState.CLOSED.value).first()


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the record keeps them: things by their names."""
    return {
        name: value if isinstance(value, (str, int, bool, type(None))) else str(value)
        for name, value in values.items()
    }


def _entries(meeting: Meeting, condition: Q, *, writes: bool) -> list[Entry]:
    """Statements, votes and conclusions of one meeting in their order."""
    here = Q(item__meeting=meeting) & condition
    statements = Statement.objects.filter(here).select_related(*SPOKEN, "handling")
    rows: Iterable[tuple[str, QuerySet[Any]]] = (
        ("statement", statements),
        ("vote", HandVote.objects.filter(here).select_related("recorded_by", "item")),
        (
            "conclusion",
            Conclusion.objects.filter(here).select_related("recorded_by", "task", "item"),
        ),
    )
    found = [Entry(kind, row, writes) for kind, several in rows for row in several]
    return sorted(found, key=lambda entry: entry.order)


def _of_meeting(row: W | None, viewer: Any) -> W:
    if row is None:
        raise NotFound(_("Không tìm thấy dòng ghi này."))
    row.item.meeting = get_meeting(
        row.item.meeting_id, viewer=viewer, to=Permission.MEETINGS_RECORD
    )
    return row
