"""The agenda of a meeting: its matters and their order."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, NotFound
from daihoi.base.language import in_vietnamese
from daihoi.base.revisions import require_seen
from daihoi.meetings.actions.held import HeldMeeting
from daihoi.meetings.actions.recording import HeldMinutes
from daihoi.meetings.models import AgendaItem, Meeting, MeetingState
from daihoi.meetings.queries.seen import records
from daihoi.meetings.queries.wording import when

OPEN = (MeetingState.PLANNED, MeetingState.CONVENED, MeetingState.OPEN)


@transaction.atomic
def add_item(meeting: Meeting, values: Mapping[str, Any], *, actor: User) -> AgendaItem:
    """Put a matter at the end of the agenda; during the meeting its minute-taker may too."""
    if not records(meeting, actor):
        require(actor, Permission.MEETINGS_MANAGE, at=meeting)
    held = _held(meeting)
    _check(held.meeting, values)
    last = held.meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(meeting=held.meeting, position=last + 1, **values)
    record("meetings.add_item", item, actor=actor, after=_told(values), context=held.meeting)
    _tell(held, f"Thêm “{item.title}”.", actor)
    return item


@transaction.atomic
def edit_item(
    item: AgendaItem, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> AgendaItem:
    """Change a matter, its time, who presents it, or what it is about.

    ``seen`` is the fingerprint of what her page showed: `Outdated` if another changed it since.
    """
    if not records(item.meeting, actor):
        require(actor, Permission.MEETINGS_MANAGE, at=item.meeting)
    held = _held(item.meeting)
    _check(held.meeting, values)
    locked = _item(item)
    require_seen(locked, values, seen)
    changed = {name: value for name, value in values.items() if getattr(locked, name) != value}
    before = {name: getattr(locked, name) for name in changed}
    for name, value in changed.items():
        setattr(locked, name, value)
    if changed:
        locked.save(update_fields=[*changed])
        record(
            "meetings.edit_item",
            locked,
            actor=actor,
            before=_told(before),
            after=_told(changed),
            context=held.meeting,
        )
        title = before.get("title", locked.title)
        _tell(held, f"“{title}”: {'; '.join(_changes(locked, changed))}.", actor)
    return locked


@transaction.atomic
def remove_item(item: AgendaItem, *, actor: User) -> None:
    """Take a matter off the agenda; `Conflict` once the meeting has begun or something was said."""
    require(actor, Permission.MEETINGS_MANAGE, at=item.meeting)
    held = _held(item.meeting)
    held.check_before_opening()
    locked = _item(item)
    record(
        "meetings.remove_item", locked, actor=actor, before={"title": locked.title},
        context=held.meeting,
    )  # fmt: skip
    try:
        locked.delete()
    except ProtectedError:
        raise Conflict(
            _("Nội dung này đã có ý kiến được ghi nên không bỏ được."), code="item_in_use"
        ) from None
    _tell(held, f"Bỏ “{item.title}”.", actor)


@transaction.atomic
def move_item(item: AgendaItem, to: int, *, actor: User) -> None:
    """Put a matter at a place of the agenda, counted from 1; the others close up."""
    if not records(item.meeting, actor):
        require(actor, Permission.MEETINGS_MANAGE, at=item.meeting)
    held = _held(item.meeting)
    items = list(held.meeting.items.select_for_update().order_by("position", "pk"))
    moved = next((each for each in items if each.pk == item.pk), None)
    if moved is None:
        raise _gone()
    items.remove(moved)
    items.insert(min(max(to, 1), len(items) + 1) - 1, moved)
    changed = [each for place, each in enumerate(items, 1) if each.position != place]
    for place, each in enumerate(items, 1):
        each.position = place
    if not changed:
        return
    AgendaItem.objects.bulk_update(changed, ["position"])
    after = {"position": moved.position}
    record("meetings.move_item", moved, actor=actor, after=after, context=held.meeting)
    _tell(held, f"“{moved.title}” thành nội dung thứ {moved.position}.", actor)


def _held(meeting: Meeting) -> HeldMeeting:
    held = HeldMeeting(meeting)
    if held.meeting.state not in OPEN:
        raise Conflict(
            _("Cuộc họp đã xong hoặc đã hủy nên chương trình không đổi được nữa."),
            code="meeting_over",
        )
    HeldMinutes(held.meeting).count_change()
    return held


def _tell(held: HeldMeeting, change: str, actor: User) -> None:
    """Who was called hears of another agenda, and calendars take it up; in the room all see it."""
    meeting = held.meeting
    is_called = meeting.state == MeetingState.CONVENED or (
        meeting.is_written and meeting.state == MeetingState.OPEN
    )
    if not is_called:
        held.bump()
        return
    meeting.revision += 1
    meeting.save(update_fields=["revision"])
    said = f"Đổi chương trình: {meeting.topic}, {when(meeting)}"
    held.tell(said, but=actor, body=change, grows=True)


def _changes(item: AgendaItem, changed: Iterable[str]) -> list[str]:
    with in_vietnamese():
        words = _words_of(item)
    return list(dict.fromkeys(words[name] for name in changed))


def _words_of(item: AgendaItem) -> dict[str, str]:
    presented = f"{item.presented_by or 'chưa phân công người'} trình bày"
    return {
        "title": f"đổi thành “{item.title}”",
        "minutes": f"{item.minutes} phút" if item.minutes else "không định số phút",
        "presenter": presented,
        "presenter_name": presented,
        "document": f"tài liệu: {item.document}" if item.document else "bỏ văn kiện kèm theo",
        "paper": f"tài liệu: {item.paper}" if item.paper else "bỏ văn bản kèm theo",
    }


def _item(item: AgendaItem) -> AgendaItem:
    locked = AgendaItem.objects.select_for_update().filter(pk=item.pk).first()
    if locked is None:
        raise _gone()
    locked.meeting = item.meeting
    return locked


def _gone() -> Conflict:
    return Conflict(
        _("Nội dung này vừa được bỏ khỏi chương trình."),
        code="item_gone",
        advice=_("Hãy tải lại chương trình."),
    )


def _check(meeting: Meeting, values: Mapping[str, Any]) -> None:
    """Documents and papers are of the meeting's congress, presenters of its organization."""
    presenter = values.get("presenter")
    if presenter is not None and presenter.organization_id != meeting.organization_id:
        raise NotFound
    for thing in (values.get("document"), values.get("paper")):
        if thing is not None and thing.congress_id != meeting.congress_id:
            raise NotFound


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    plain = (str, int, type(None))
    return {name: v if isinstance(v, plain) else str(v) for name, v in values.items()}
