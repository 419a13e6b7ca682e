"""What the minutes say by themselves: the sections, composed of the day as it was kept.

Sentences are of the house, in the words of the organization's family; names, subjects and what
was said stand as they were taken down.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from django.utils import timezone

from daihoi.base.language import in_dialect
from daihoi.closing.queries import sections as of
from daihoi.closing.queries.composed_elections import ballots, elected, lists, tellers
from daihoi.closing.queries.day import TheDay
from daihoi.closing.queries.sections import PARTS, Section
from daihoi.closing.queries.wording import bulleted, hour, names_of, span, two, vote_line
from daihoi.conduct.models import RunItem, Turn
from daihoi.elections.models import Body, RollEntry, Vote
from daihoi.elections.queries.matters import NUMBERS
from daihoi.meetings.models import InviteeCategory
from daihoi.meetings.queries.guests import by_group, guest_words
from daihoi.resolutions.queries.texts import vote_words
from daihoi.rules.elections.kinds import Deduction, label
from daihoi.rules.programme.items import Does
from daihoi.vietnamese.dates import DateStyle, format_date

# Superior's address and reply of the usual programme, in a day that was begun before items said so.
ADDRESSED = frozenset({"B10", "B11"})
# Whom the law keeps from voting though she was called.
BARRED = frozenset(
    {Deduction.SUSPENDED, Deduction.PROSECUTED, Deduction.INDICTED, Deduction.DETAINED}
)
COPIES = 2
NOTHING, NOTHING_YET = "Không có.", "Chưa có."  # once the congress is closed; before that


def composed(day: TheDay) -> tuple[Section, ...]:
    """All sections in their order; one that nothing is known of yet has no lines."""
    with in_dialect(day.congress.organization.family.dialect):
        return tuple(
            Section(code, tuple(WRITERS[code](day)))
            for _part, rows in PARTS
            for code, _head in rows
        )


def closed_at(day: TheDay) -> datetime | None:
    """When the congress was closed: as its meeting has it, else as its script ran."""
    if day.meeting is not None and day.meeting.ended_at is not None:
        return day.meeting.ended_at
    return day.run.ended_at if day.run else None


def _opening(day: TheDay) -> Iterator[str]:
    meeting = day.meeting
    at = meeting.opened_at if meeting else None
    if at is None and day.run is not None:
        at = day.run.started_at
    if at is None:
        return
    place = f", tại {meeting.place}" if meeting and meeting.place else ""
    on = format_date(timezone.localdate(at), DateStyle.LONG)
    yield f"Đại hội khai mạc lúc {hour(at)}, {on}{place}."


def _attendance(day: TheDay) -> Iterator[str]:
    there, meeting = day.attendance, day.meeting
    if there is None or meeting is None or meeting.opened_at is None:
        return
    family = day.congress.organization.family
    official = f", trong đó {two(there.counted_present)} đảng viên chính thức"
    yield family.says(
        f"- Có mặt {two(there.members_present)} trên tổng số {two(there.members)} đảng viên được"
        f" triệu tập{'' if family.dialect else official}."
    )
    if day.roll is not None:
        yield family.says(
            f"- Số đảng viên chính thức được triệu tập làm căn cứ bầu cử: {two(day.roll.base)}."
        )
    guests = by_group(each for each in there.others if each.is_guest)
    yield f"- Khách mời: {'; '.join(map(guest_words, guests)) or 'không có'}."
    staff = sum(each.category == InviteeCategory.STAFF for each in there.others)
    if staff:
        yield f"- Cùng dự: {two(staff)} công chức, người lao động."
    yield from _absent(day)
    barred = [
        f"{row.name} ({row.note or family.says(label(Deduction(row.deduction)))})"
        for row in _barred(day)
    ]
    yield f"- Không đủ tư cách dự, biểu quyết, bầu cử: {'; '.join(barred) or 'không có'}."


def _absent(day: TheDay) -> Iterator[str]:
    absent = day.attendance.absent if day.attendance else []
    if not absent:
        yield "- Vắng mặt: không có."
        return
    said = [
        f"{each.name} ({each.reason or ('có lý do' if each.is_excused else 'chưa rõ lý do')})"
        for each in absent
    ]
    yield f"- Vắng mặt {two(len(absent))} đồng chí: {'; '.join(said)}."


def _barred(day: TheDay) -> Iterable[RollEntry]:
    if day.roll is None:
        return ()
    return day.roll.entries.filter(deduction__in=[each.value for each in BARRED]).order_by(
        "name_key", "pk"
    )


def _bodies(day: TheDay) -> Iterator[str]:
    for body, name in ((Body.PRESIDIUM, "Đoàn chủ tịch"), (Body.SECRETARIAT, "Thư ký đại hội")):
        if members := day.serving(body):
            yield f"- {name}: {names_of(members)}."
        number = next(key for key, named in NUMBERS.items() if named is body)
        yield from bulleted(map(vote_line, day.votes_on(number, body.value)))


def _course(day: TheDay) -> Iterator[str]:
    votes = day.course_votes
    placed = {vote.pk: _item_of(vote, day) for vote in votes}
    for item in day.items:
        if _is_address(item):
            continue
        if item.skipped_at is not None:
            yield f"- Không tiến hành: {item.title.rstrip('.')} ({item.skip_reason.rstrip('.')})."
            continue
        yield f"- {span(item.started_at, item.ended_at)}: {item.title.rstrip('.')}."
        yield from of.lines_of(item.minuted)
        yield from (vote_line(vote) for vote in votes if placed[vote.pk] == item.pk)
    shown = {item.pk for item in day.items if not _is_address(item)}
    yield from bulleted(vote_line(vote) for vote in votes if placed[vote.pk] not in shown)


def _is_address(item: RunItem) -> bool:
    return Does.ADDRESS in item.as_value().does or item.code in ADDRESSED


def _item_of(vote: Vote, day: TheDay) -> int | None:
    """The item the matter was put at, or in whose time hands were counted."""
    if vote.pk in day.vote_items:
        return day.vote_items[vote.pk]
    return next((item.pk for item in day.items if _covers(item, vote.recorded_at)), None)


def _covers(item: RunItem, moment: datetime) -> bool:
    if item.started_at is None or moment < item.started_at:
        return False
    return item.ended_at is None or moment <= item.ended_at


def _speeches(day: TheDay) -> Iterator[str]:
    for turn in day.turns:
        if turn.item is None or not _is_address(turn.item):
            yield from _said(turn)


def _address(day: TheDay) -> Iterator[str]:
    for item in day.items:
        if not _is_address(item) or item.started_at is None:
            continue
        yield f"- {span(item.started_at, item.ended_at)}: {item.title.rstrip('.')}."
        yield from of.lines_of(item.minuted)
        for turn in day.turns:
            if turn.item_id == item.pk:
                yield from _said(turn)


def _said(turn: Turn) -> Iterator[str]:
    unit = f" ({turn.unit_name})" if turn.unit_name else ""
    about = f", về {turn.topic.rstrip('.')}" if turn.topic else ""
    first, *rest = of.lines_of(turn.summary) or ("",)
    yield f"- {turn.speaker}{unit}{about}{': ' if first else '.'}{first}"
    yield from rest


def _resolution(day: TheDay) -> Iterator[str]:
    if day.resolution is None:
        return
    before = [each for each in day.on_resolution if each != day.on_whole]
    yield from bulleted(vote_line(each.vote) for each in before)
    if day.on_whole is not None:
        yield day.congress.organization.family.says(vote_words(day.on_whole))


def _closing(day: TheDay) -> Iterator[str]:
    ended = closed_at(day)
    if ended is None:
        return
    begun = day.meeting.on if day.meeting else None
    on = timezone.localdate(ended)
    said = "cùng ngày" if on == begun else format_date(on, DateStyle.LONG)
    yield f"Đại hội bế mạc lúc {hour(ended)} {said}."
    yield f"Biên bản lập thành {two(COPIES)} bản."


WRITERS: Mapping[str, Callable[[TheDay], Iterable[str]]] = {
    of.OPENING: _opening,
    of.ATTENDANCE: _attendance,
    of.BODIES: _bodies,
    of.COURSE: _course,
    of.SPEECHES: _speeches,
    of.ADDRESS: _address,
    of.LISTS: lists,
    of.TELLERS: tellers,
    of.BALLOTS: ballots,
    of.ELECTED: elected,
    of.RESOLUTION: _resolution,
    of.CLOSING: _closing,
}
