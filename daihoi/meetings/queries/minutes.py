"""Minutes as pages show them: the text, what it wants before it is signed, who signs, the book."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import ExtractYear, RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.base.errors import NotFound
from daihoi.meetings.models import (
    ConclusionKind,
    Meeting,
    MeetingKind,
    MeetingState,
    Minutes,
    MinutesAddition,
    Presence,
)
from daihoi.meetings.queries.attendance import Attendance, leaders_away, summary
from daihoi.meetings.queries.conclusions import Followed, followed
from daihoi.meetings.queries.record import Record, record_of
from daihoi.meetings.queries.seen import get_meeting, meetings_seen, records
from daihoi.meetings.queries.written import results_of
from daihoi.organizations.queries.people import person_of
from daihoi.rules.findings import Finding
from daihoi.rules.meetings.minutes import Reading, may_sign
from daihoi.rules.meetings.states import MeetingState as State

BOOK_LINES = 50
THERE = (Presence.PRESENT, Presence.LEFT)


@dataclass(frozen=True, slots=True)
class MinutesText:
    """All that the minutes say; ``answers``: of a meeting in writing, lines of each matter."""

    record: Record
    attendance: Attendance
    answers: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Want:
    """Something to look at before signing; ``url``: where it is put right."""

    text: str
    url: str = ""
    stops: bool = False  # it cannot be signed so


@dataclass(frozen=True, slots=True)
class MinutesCan:
    """What the viewer may do with the minutes now."""

    write: bool = False
    read_back: bool = False
    sign_as: str = ""  # "chair", "taker" or "both"
    reopen: bool = False
    deposit: bool = False
    make_papers: bool = False  # notice of conclusions, resolution
    add: bool = False
    give: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """An addition as the viewer sees it."""

    addition: MinutesAddition
    may_sign: bool  # hers is still wanted


@dataclass(frozen=True, slots=True)
class MinutesPage:
    text: MinutesText
    wants: list[Want]
    can: MinutesCan
    additions: list[Added] = field(default_factory=list)
    followed: list[Followed] = field(default_factory=list)

    @property
    def meeting(self) -> Meeting:
        return self.text.record.meeting

    @property
    def minutes(self) -> Minutes:
        return self.text.record.minutes

    @property
    def stops(self) -> list[Want]:
        return [want for want in self.wants if want.stops]


@dataclass(frozen=True, slots=True)
class BookRow:
    """A line of the minute book (sổ biên bản)."""

    meeting: Meeting
    number: int
    minutes: Minutes | None

    @property
    def is_signed(self) -> bool:
        return self.minutes is not None and self.minutes.is_signed


@dataclass(frozen=True, slots=True)
class MinuteBook:
    """A page of the book; ``shown`` is what its lines stand on."""

    rows: list[BookRow]
    shown: Page[Any]


def minutes_page(pk: int, *, viewer: Any) -> MinutesPage:
    """The minutes of a meeting the viewer may read."""
    meeting = get_meeting(pk, viewer=viewer)
    record = record_of(meeting, viewer=viewer)
    text = minutes_text(record)
    added = MinutesAddition.objects.filter(minutes__meeting=meeting).select_related(
        "written_by", "chair_signed_by", "taker_signed_by"
    )
    person = person_of(viewer)
    roles = signs_as(meeting, person.pk if person else None)
    writes = records(meeting, viewer)
    return MinutesPage(
        text,
        _wants(text, opens=writes and not record.minutes.is_begun) if roles or writes else [],
        minutes_can(record, viewer=viewer),
        additions=[Added(each, _wants_signature(each, roles)) for each in added],
        followed=followed(record, viewer=viewer),
    )


def minutes_text(record: Record) -> MinutesText:
    """What the minutes say of a record as it stands."""
    meeting = record.meeting
    answers = _answers(record) if meeting.is_written else {}
    return MinutesText(record, summary(meeting), answers)


def minutes_can(record: Record, *, viewer: Any) -> MinutesCan:
    meeting, minutes = record.meeting, record.minutes
    person = person_of(viewer)
    ended = meeting.state == MeetingState.ENDED
    lasts = meeting.state in {MeetingState.OPEN, MeetingState.ENDED}
    files = minutes.is_signed and can(viewer, Permission.REGISTRY_WRITE, at=meeting)
    of_congress = meeting.congress_id is not None
    signs = _signs_as(meeting, minutes, person.pk if person else None) if ended else ""
    return MinutesCan(
        write=record.can_write,
        read_back=lasts
        and not meeting.is_written
        and not minutes.is_begun
        and records(meeting, viewer),
        sign_as=signs,
        reopen=ended and minutes.is_begun and (bool(signs) or records(meeting, viewer)),
        deposit=files
        and of_congress
        and meeting.kind != MeetingKind.CONGRESS
        and minutes.paper_id is None,
        make_papers=of_congress
        and meeting.state in {MeetingState.ENDED, MeetingState.SIGNED}
        and can(viewer, Permission.REGISTRY_WRITE, at=meeting),
        add=minutes.is_signed and records(meeting, viewer),
        give=record.can_give and bool(record.waiting),
    )


def signs_as(meeting: Meeting, person_pk: int | None) -> list[str]:
    """Whose signature hers is: of the chair, of the minute-taker, or of both at once."""
    if person_pk is None:
        return []
    roles = {"chair": meeting.chair_id, "taker": meeting.minute_taker_id}
    return [role for role, pk in roles.items() if pk == person_pk]


def findings_before_signing(meeting: Meeting, minutes: Minutes) -> list[Finding]:
    """What the rules refuse a signature for."""
    return may_sign(
        Reading(
            State(meeting.state),
            minutes.words_change,
            minutes.read_back_change,
            is_written=meeting.is_written,
        )
    )


def words_of(finding: Finding) -> tuple[str, str]:
    """A finding of `may_sign` and what to do."""
    return {
        "not_ended": (
            _("Cuộc họp chưa kết thúc nên chưa ký biên bản được."),
            _("Hãy bấm kết thúc ở trang cuộc họp."),
        ),
        "already_signed": (_("Biên bản đã được hai bên ký."), _("Hãy ghi thành bổ sung biên bản.")),
        "not_read_back": (
            _("Biên bản chưa được đọc lại trước cuộc họp."),
            _("Hãy mở trang đọc lại và xác nhận đã đọc."),
        ),
        "changed_since_reading": (
            _("Biên bản đã sửa sau khi đọc lại."),
            _("Hãy đọc lại những chỗ mới sửa rồi xác nhận lần nữa."),
        ),
    }[finding.code]


def text_digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of a text as it is kept: two are equal when their words and boxes are."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return sha256(written.encode()).hexdigest()


def get_addition(pk: int, *, viewer: Any) -> MinutesAddition:
    rows = MinutesAddition.objects.select_related("minutes")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy bổ sung này."))
    found.minutes.meeting = get_meeting(found.minutes.meeting_id, viewer=viewer)
    return found


def minute_book(number: str | None = None, *, viewer: Any) -> MinuteBook:
    """A page of the meetings that were held, numbered within their year; the latest first."""
    held = meetings_seen(viewer).filter(state__in=[MeetingState.ENDED, MeetingState.SIGNED])
    numbered = held.annotate(
        book_number=Window(
            RowNumber(),
            partition_by=[ExtractYear("on")],
            order_by=[F("on").asc(), F("opened_at").asc(), F("pk").asc()],
        )
    )
    latest = numbered.select_related("minutes").order_by("-on", "-opened_at", "-pk")
    page = Paginator(latest, BOOK_LINES).get_page(number)
    rows = [
        BookRow(each, each.book_number, getattr(each, "minutes", None))  # type: ignore[attr-defined]  # annotated
        for each in page
    ]
    return MinuteBook(rows, page)


def unsigned(*, viewer: Any) -> QuerySet[Meeting]:
    """Meetings that ended and whose minutes wait for the viewer's own signature."""
    person = person_of(viewer)
    meetings = meetings_seen(viewer).filter(state=MeetingState.ENDED).order_by("on", "pk")
    if person is None:
        return meetings.none()
    as_chair = meetings.filter(chair=person, minutes__chair_signed_at__isnull=True)
    as_taker = meetings.filter(minute_taker=person, minutes__taker_signed_at__isnull=True)
    return as_chair | as_taker


def to_give(*, viewer: Any) -> list[tuple[Meeting, int]]:
    """Meetings that ended whose conclusions the viewer may give out, and how many wait."""
    asked = [ConclusionKind.TASK, ConclusionKind.REQUIREMENT]
    waiting = Q(
        items__conclusions__kind__in=asked,
        items__conclusions__task__isnull=True,
        items__conclusions__removed_at__isnull=True,
    )
    meetings = meetings_seen(viewer).filter(
        state__in=[MeetingState.ENDED, MeetingState.SIGNED], congress__isnull=False
    )
    counted = meetings.annotate(waiting=Count("items__conclusions", filter=waiting, distinct=True))
    return [
        (meeting, meeting.waiting)
        for meeting in counted.filter(waiting__gt=0).order_by("on", "pk")
        if can(viewer, Permission.CONGRESSES_ASSIGN, at=meeting)
    ]


def _signs_as(meeting: Meeting, minutes: Minutes, person_pk: int | None) -> str:
    signed = {"chair": minutes.chair_signed_at, "taker": minutes.taker_signed_at}
    left = [role for role in signs_as(meeting, person_pk) if signed[role] is None]
    return "both" if len(left) == 2 else "".join(left)


def _wants_signature(addition: MinutesAddition, roles: Sequence[str]) -> bool:
    return any(getattr(addition, f"{role}_signed_at") is None for role in roles)


def _answers(record: Record) -> dict[int, list[str]]:
    """How each matter was answered in writing: the figures, then the opinions word for word.

    While answers come in, others' words are for who records.
    """
    meeting = record.meeting
    shows_words = record.can_write or meeting.state != MeetingState.OPEN
    found = {}
    for result in results_of(meeting):
        outcome = "quá nửa đồng ý" if result.is_agreed else "chưa quá nửa đồng ý"
        line = (
            f"Đồng ý {result.agree}/{result.counted}, không đồng ý {result.disagree}, ý kiến khác"
            f" {result.other}, chưa trả lời {result.missing}; {outcome}."
        )
        said = [(each.invitee.name, each.text) for each in result.answers if each.text]
        words = [f"- Đồng chí {name}: {text}" for name, text in said] if shows_words else []
        found[result.item.pk] = [line, *words]
    return found


def _wants(text: MinutesText, *, opens: bool) -> list[Want]:
    """Everything to be put right: first what stops a signature, then what one should look at.

    ``opens``: the viewer may open the pages where it is put right.
    """
    record, meeting = text.record, text.record.meeting
    if record.minutes.is_signed:
        return []
    take = reverse("meetings:minutes_take", args=[meeting.pk])
    roll = reverse("meetings:meeting_detail", args=[meeting.pk])
    wants = [
        Want(" ".join(words_of(each)), stops=True)
        for each in findings_before_signing(meeting, record.minutes)
    ]
    if meeting.chair is None or meeting.minute_taker is None:
        wants.append(
            Want(_("Chưa ghi chủ trì hoặc người ghi biên bản (bắt buộc)."), roll, stops=True)
        )
    for each in record.items:
        if not each.conclusions:
            said = _("Mục %(number)s chưa có kết luận của chủ trì.") % {"number": each.number}
            wants.append(Want(said, f"{take}?muc={each.item.pk}"))
    marking = reverse("meetings:attendance", args=[meeting.pk])
    wants += [Want(said, marking) for said in _roll_wants(text)]
    if record.held_back:
        said = _("%(n)s ý kiến về văn kiện chưa vào đợt lấy ý kiến nào.")
        wants.append(Want(said % {"n": len(record.held_back)}, take))
    if record.waiting:
        said = _("%(n)s kết luận chưa giao việc.") % {"n": len(record.waiting)}
        wants.append(Want(said))
    return wants if opens else [replace(want, url="") for want in wants]


def _roll_wants(text: MinutesText) -> list[str]:
    """Where the roll and the record do not agree."""
    if text.record.meeting.is_written:
        return []
    found = []
    if unexplained := sum(not each.reason for each in text.attendance.absent):
        found.append(_("%(n)s đồng chí vắng chưa rõ lý do.") % {"n": unexplained})
    spoke = {s.invitee for each in text.record.items for s in each.statements}
    if leaders := leaders_away(text.record.meeting):
        said = _("Chủ trì, người ghi biên bản chưa điểm danh có mặt: %(names)s.")
        found.append(said % {"names": ", ".join(leaders)})
    away = sorted(row.name for row in spoke if row.presence not in THERE)
    if away:
        said = _("Có phát biểu nhưng chưa điểm danh có mặt: %(names)s.")
        found.append(said % {"names": ", ".join(away)})
    return found
