"""The record of a meeting held for one transaction: what every entry of it must keep true."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound
from daihoi.live.topics import bump
from daihoi.meetings.actions.held import HeldMeeting
from daihoi.meetings.models import AgendaItem, Meeting, Minutes
from daihoi.meetings.models.statements import Written
from daihoi.rules.meetings.minutes import may_record
from daihoi.rules.meetings.states import MeetingEvent, MeetingState

E = TypeVar("E", bound=Written)


class HeldMinutes:
    """The minutes of a meeting, held while something else changes that they tell of."""

    def __init__(self, meeting: Meeting) -> None:
        rows = Minutes.objects.select_for_update(of=("self",))
        self._minutes = rows.filter(meeting=meeting).first()

    def count_change(self) -> None:
        """What was read back is read again; `Conflict` once somebody signed."""
        minutes = self._minutes
        if minutes is not None and minutes.is_begun:
            raise _signed_already()
        if minutes is not None and minutes.read_back_at is not None:
            minutes.change_count += 1
            minutes.words_change = minutes.change_count
            minutes.save(update_fields=["change_count", "words_change"])


class HeldRecord:
    """The meeting's row and its minutes, held: two who write take their turns."""

    def __init__(self, meeting: Meeting) -> None:
        self._held = HeldMeeting(meeting)
        self.meeting = self._held.meeting
        self.minutes = Minutes.objects.get_or_create(meeting=self.meeting)[0]
        self.now = clock.now()

    def check_open(self) -> None:
        """Refuse an entry before the opening, and once somebody signed."""
        findings = may_record(MeetingState(self.meeting.state))
        if self.minutes.is_begun or (findings and findings[0].code == "fixed"):
            raise _signed_already()
        if findings:
            raise Conflict(
                _("Cuộc họp chưa khai mạc nên chưa ghi biên bản được."),
                code="not_opened",
                advice=_("Hãy bấm khai mạc ở trang cuộc họp; điều đã viết vẫn được giữ."),
            )

    def entry(self, model: type[E], pk: int) -> E:
        """One entry of this meeting, locked; refused once it was struck out."""
        rows = model._default_manager.select_for_update(of=("self",))  # noqa: SLF001 - Django's name for it
        found = rows.filter(pk=pk, item__meeting=self.meeting).first()
        if found is None:
            raise NotFound(_("Không tìm thấy dòng ghi này."))
        if found.is_removed:
            raise Conflict(
                _("Dòng này vừa được người khác bỏ."),
                code="removed",
                advice=_(
                    "Điều đồng chí viết vẫn còn trên màn hình; hãy ghi thành dòng mới nếu cần."
                ),
            )
        return found

    def sent_before(self, model: type[E], key: UUID) -> E | None:
        """What this key brought already: the answer to it was lost on the way."""
        found = model._default_manager.filter(client_key=key).first()  # noqa: SLF001 - as above
        if found is None:
            return None
        item: AgendaItem = found.item  # type: ignore[attr-defined]  # of every entry
        if item.meeting_id != self.meeting.pk:
            raise Conflict(_("Mã của dòng này đã dùng cho cuộc họp khác."), code="key_elsewhere")
        return found

    def new(self, typed_at: int | None, *, actor: User) -> dict[str, Any]:
        """Fields of a new entry; ``typed_at`` in milliseconds counts while the meeting lasts."""
        now = _milliseconds(self.now)
        opened = _milliseconds(self.meeting.opened_at or self.now)
        order = typed_at if typed_at is not None and opened <= typed_at <= now else now
        return {
            "order": order,
            "change": self.next_change(),
            "recorded_at": self.now,
            "recorded_by": actor,
        }

    def next_change(self, *, of_words: bool = True) -> int:
        """Number one more change, and let open pages fetch it; ``of_words``: the minutes read otherwise."""
        self.minutes.change_count += 1
        if of_words:
            self.minutes.words_change = self.minutes.change_count
        self.minutes.save(update_fields=["change_count", "words_change"])
        bump(f"meetings.minutes:{self.meeting.pk}")
        return self.minutes.change_count

    def strike(self, entry: Written, *, actor: User) -> None:
        """It stays in the record and leaves the minutes."""
        entry.removed_at, entry.removed_by = self.now, actor
        entry.change = self.next_change()
        entry.save(update_fields=["removed_at", "removed_by", "change"])

    def change(
        self, entry: Written, values: Mapping[str, Any], *, of_words: bool = True
    ) -> dict[str, Any]:
        """Give an entry other values; answers those it had."""
        before = {name: getattr(entry, name) for name in values}
        for name, value in values.items():
            setattr(entry, name, value)
        entry.change = self.next_change(of_words=of_words)
        entry.save(update_fields=[*values, "change"])
        return before

    def sign(self) -> None:
        """The meeting has signed minutes from now on."""
        self._held.move(MeetingEvent.SIGN)
        self.meeting.save(update_fields=["state"])
        self._held.bump()


def _signed_already() -> Conflict:
    return Conflict(
        _("Biên bản cuộc họp này đã có chữ ký nên không ghi, sửa được nữa."),
        code="minutes_fixed",
        advice=_("Hãy ghi thành bổ sung biên bản, hoặc mở lại nếu mới một người ký."),
    )


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
