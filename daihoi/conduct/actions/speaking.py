"""Who speaks: speeches put on the list, hands and phones, one turn after the other, and its minute."""

from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.conduct.actions.held_turns import HeldTurns
from daihoi.conduct.models import Run, Turn, TurnSource
from daihoi.conduct.queries.clashes import clash_words
from daihoi.conduct.queries.speaking import on_the_roll, speeches_to_load
from daihoi.meetings.models import Invitee
from daihoi.meetings.queries.attendance import congress_meeting
from daihoi.organizations.queries.people import person_of
from daihoi.rules.programme.speaking import FREE_MINUTES, clash_of

PLACES = ("first", "up", "down", "last")
MOST_MINUTES = 60


@transaction.atomic
def load_speeches(run: Run, *, actor: User) -> list[Turn]:
    """Put the approved speeches on the list in their order, before those who asked; which are new.

    One that was taken off the list does not come back by this: `restore_turn` brings it back.
    """
    require(actor, Permission.CONDUCT_RUN, at=run)
    held = HeldTurns(run)
    held.check_open()
    speeches = speeches_to_load(held.run)
    if not speeches:
        raise Conflict(
            _("Không có tham luận đã duyệt nào ngoài danh sách."),
            code="nothing_to_load",
            advice=_("Tham luận được duyệt ở trang Tham luận của chương trình."),
        )
    made = []
    for place, speech in enumerate(speeches):
        turn = held.new(
            TurnSource.PREPARED, uuid4(), actor, person=speech.person, speech=speech,
            speaker_name=speech.speaker_name, unit_name=speech.unit, topic=speech.topic,
            minutes=speech.minutes,
        )  # fmt: skip
        turn.position += place
        turn.save()
        made.append(turn)
    waiting = held.waiting
    prepared = [n for n, turn in enumerate(waiting, 1) if turn.speech_id is not None]
    cut = max(prepared, default=0)
    held.put_in_order([*waiting[:cut], *made, *waiting[cut:]])
    held.tell()
    after = {"speeches": [turn.topic for turn in made]}
    record("conduct.load_speeches", held.run, actor=actor, after=after, context=held.run)
    return made


@transaction.atomic
def ask_turn(run: Run, *, client_key: UUID, topic: str = "", actor: User) -> Turn:
    """Ask to speak, for oneself; sent twice with one key it is kept once. It waits in any item."""
    require(actor, Permission.CONDUCT_VIEW, at=run.congress)
    held = HeldTurns(run)
    if sent := held.sent_before(client_key, actor):
        return sent
    held.check_open()
    person = person_of(actor)
    if person is None:
        raise RuleBroken(
            _("Tài khoản này chưa gắn với đảng viên nào nên chưa đăng ký phát biểu được."),
            code="no_person",
            advice=_("Hãy giơ tay, thư ký ghi giúp đồng chí."),
        )
    if not on_the_roll(held.run.congress, person):
        raise RuleBroken(
            _("Đồng chí không có trong danh sách dự đại hội này."),
            code="not_called",
            advice=_("Nếu danh sách thiếu, hãy báo bàn đón tiếp."),
        )
    held.check_once(person)
    unit = person.unit.name if person.unit else ""
    made = held.new(
        TurnSource.PHONE, client_key, actor, person=person, unit_name=unit, topic=_words(topic),
        minutes=FREE_MINUTES,
    )  # fmt: skip
    made.save()
    held.tell()
    record("conduct.ask_turn", made, actor=actor, after={"topic": made.topic}, context=held.run)
    return made


@transaction.atomic
def add_turn(
    run: Run,
    invitee: Invitee | None = None,
    *,
    client_key: UUID,
    name: str = "",
    unit: str = "",
    topic: str = "",
    minutes: int = FREE_MINUTES,
    actor: User,
) -> Turn:
    """Note a raised hand: somebody on the congress's roll, or another by ``name`` and ``unit``."""
    require(actor, Permission.CONDUCT_RUN, at=run)
    held = HeldTurns(run)
    if sent := held.sent_before(client_key, actor):
        return sent
    held.check_open()
    person = None
    if invitee is not None:
        meeting = congress_meeting(held.run.congress)
        if meeting is None or invitee.meeting_id != meeting.pk:
            raise NotFound
        person, unit = invitee.person, invitee.unit
        name = invitee.guest_name
    name, unit = _words(name, 160), _words(unit, 200)
    if person is None and not name:
        raise RuleBroken(_("Chưa ghi ai xin phát biểu."), code="no_speaker")
    held.check_once(person, name, unit)
    made = held.new(
        TurnSource.HAND, client_key, actor, person=person, speaker_name=name, unit_name=unit,
        topic=_words(topic), minutes=_checked(minutes),
    )  # fmt: skip
    made.save()
    held.tell()
    after = {"speaker": made.speaker, "topic": made.topic, "minutes": made.minutes}
    record("conduct.add_turn", made, actor=actor, after=after, context=held.run)
    return made


@transaction.atomic
def withdraw_turn(turn: Turn, *, actor: User) -> Turn:
    """Take a turn off the list: who asked takes her own back, who runs the day any."""
    own = person_of(actor)
    if own is not None and turn.speech_id is None and turn.person_id == own.pk:
        require(actor, Permission.CONDUCT_VIEW, at=turn.run.congress)
    else:
        require(actor, Permission.CONDUCT_RUN, at=turn)
    held = HeldTurns(turn.run)
    locked = held.turn(turn)
    if locked.withdrawn_at is not None:
        return locked
    held.check_waits(locked)
    locked.withdrawn_at, locked.withdrawn_by = held.now, actor
    held.keep(locked, "withdrawn_at", "withdrawn_by")
    after = {"speaker": locked.speaker}
    record("conduct.withdraw_turn", locked, actor=actor, after=after, context=held.run)
    return locked


@transaction.atomic
def restore_turn(turn: Turn, *, actor: User) -> Turn:
    """Put a turn that was taken off back on the list, last."""
    require(actor, Permission.CONDUCT_RUN, at=turn)
    held = HeldTurns(turn.run)
    held.check_open()
    locked = held.turn(turn)
    if locked.withdrawn_at is None:
        return locked
    if locked.speech_id is None:
        held.check_once(locked.person, locked.speaker_name, locked.unit_name)
    locked.withdrawn_at = locked.withdrawn_by = None
    locked.position = held.last_position + 1
    held.keep(locked, "withdrawn_at", "withdrawn_by", "position")
    after = {"speaker": locked.speaker}
    record("conduct.restore_turn", locked, actor=actor, after=after, context=held.run)
    return locked


@transaction.atomic
def move_turn(turn: Turn, where: str, *, actor: User) -> Turn:
    """Move somebody who waits: one of `PLACES`, "first" to the top of the list."""
    require(actor, Permission.CONDUCT_RUN, at=turn)
    held = HeldTurns(turn.run)
    held.check_open()
    locked = held.turn(turn)
    held.check_waits(locked)
    if where not in PLACES:
        raise NotFound
    waiting = held.waiting
    place = waiting.index(locked)
    to = {"first": 0, "up": place - 1, "down": place + 1, "last": len(waiting) - 1}[where]
    to = min(max(to, 0), len(waiting) - 1)
    if to == place:
        return locked
    waiting.insert(to, waiting.pop(place))
    held.put_in_order(waiting)
    held.tell()
    after = {"speaker": locked.speaker, "place": to + 1}
    before = {"place": place + 1}
    record("conduct.move_turn", locked, actor=actor, before=before, after=after, context=held.run)
    return locked


@transaction.atomic
def start_turn(turn: Turn, *, actor: User) -> Turn:
    """Give somebody the floor, in the item that runs; one speaks at a time."""
    require(actor, Permission.CONDUCT_RUN, at=turn)
    held = HeldTurns(turn.run)
    held.check_open()
    locked = held.turn(turn)
    held.check_waits(locked)
    held.check_free()
    held.check_turn_clock()
    item = held.item
    if item is None:
        raise Conflict(
            _("Chưa có mục nào đang làm nên chưa mời phát biểu được."),
            code="no_item",
            advice=_("Hãy bắt đầu mục tham luận, thảo luận ở trang Điều hành."),
        )
    locked.item, locked.started_at, locked.started_by = item, held.now, actor
    held.keep(locked, "item", "started_at", "started_by")
    after = {"speaker": locked.speaker, "item": item.title, "from": locked.started_at}
    record("conduct.start_turn", locked, actor=actor, after=after, context=held.run)
    return locked


@transaction.atomic
def end_turn(turn: Turn, *, actor: User) -> Turn:
    """Note that somebody has finished; also after the day was noted as over."""
    require(actor, Permission.CONDUCT_RUN, at=turn)
    held = HeldTurns(turn.run)
    locked = held.turn(turn)
    held.check_speaking(locked)
    held.check_turn_clock()
    locked.ended_at, locked.ended_by = held.now, actor
    held.keep(locked, "ended_at", "ended_by")
    after = {"speaker": locked.speaker, "to": locked.ended_at}
    record("conduct.end_turn", locked, actor=actor, after=after, context=held.run)
    return locked


@transaction.atomic
def return_turn(turn: Turn, *, actor: User) -> Turn:
    """Put who was given the floor by mistake back on the list, first."""
    require(actor, Permission.CONDUCT_RUN, at=turn)
    held = HeldTurns(turn.run)
    held.check_open()
    locked = held.turn(turn)
    held.check_speaking(locked)
    if locked.summary:
        raise Conflict(
            _("Lượt của %(who)s đã có dòng ghi biên bản nên không đưa lại danh sách được.")
            % {"who": locked.speaker},
            code="minuted",
            advice=_("Hãy ghi kết thúc lượt này."),
        )
    if locked.speech_id is None:
        held.check_once(locked.person, locked.speaker_name, locked.unit_name)
    before = {"from": locked.started_at}
    locked.item = locked.started_at = locked.started_by = None
    held.put_in_order([locked, *(each for each in held.waiting if each.pk != locked.pk)])
    held.keep(locked, "item", "started_at", "started_by")
    after = {"speaker": locked.speaker}
    record("conduct.return_turn", locked, actor=actor, before=before, after=after, context=held.run)
    return locked


@transaction.atomic
def edit_turn(turn: Turn, *, topic: str, minutes: int, revision: int, actor: User) -> Turn:
    """Change what somebody speaks of, and her minutes; also while she speaks."""
    require(actor, Permission.CONDUCT_RUN, at=turn)
    held = HeldTurns(turn.run)
    locked = _seen(held, turn, revision)
    before = {"topic": locked.topic, "minutes": locked.minutes}
    locked.topic, locked.minutes = _words(topic), _checked(minutes)
    held.keep(locked, "topic", "minutes")
    after = {"topic": locked.topic, "minutes": locked.minutes}
    record("conduct.edit_turn", locked, actor=actor, before=before, after=after, context=held.run)
    return locked


@transaction.atomic
def give_minute(turn: Turn, *, actor: User) -> Turn:
    """Let who speaks go on for one more minute."""
    require(actor, Permission.CONDUCT_RUN, at=turn)
    held = HeldTurns(turn.run)
    locked = held.turn(turn)
    held.check_speaking(locked)
    before = {"minutes": locked.minutes}
    locked.minutes = _checked(locked.minutes + 1)
    held.keep(locked, "minutes")
    after = {"minutes": locked.minutes}
    record("conduct.give_minute", locked, actor=actor, before=before, after=after, context=held.run)
    return locked


@transaction.atomic
def minute_turn(turn: Turn, summary: str, *, seen: str, actor: User) -> Turn:
    """A line or two of what was said, for the minutes; ``seen``: as the page had it."""
    require(actor, Permission.CONDUCT_RUN, at=turn)
    held = HeldTurns(turn.run)
    locked = held.turn(turn)
    held.check_begun(locked)
    if locked.summary.split() != seen.split():
        raise Conflict(
            _("Người khác đã sửa dòng ghi này. Đang lưu: %(now)s") % {"now": locked.summary},
            code="outdated",
        )
    before = {"summary": locked.summary}
    locked.summary = summary.strip()
    held.keep(locked, "summary")
    after = {"summary": locked.summary}
    record("conduct.minute_turn", locked, actor=actor, before=before, after=after, context=held.run)
    return locked


@transaction.atomic
def correct_turn(
    turn: Turn, started: time, ended: time | None, *, reason: str, revision: int, actor: User
) -> Turn:
    """Write by hand from when to when somebody spoke, to the minute; without an end she speaks on.

    What lies within the minute of her stamp, or of the neighbour's, is that stamp.
    """
    require(actor, Permission.CONDUCT_RUN, at=turn)
    held = HeldTurns(turn.run)
    held.check_correctable()
    locked = _seen(held, turn, revision)
    held.check_begun(locked)
    if locked.started_at is None or locked.item is None or locked.item.started_at is None:
        raise NotFound
    others, day = held.stamps(but=locked), locked.started_at
    start = _moment(day, started, [locked.started_at, *(over for _began, over in others)])
    end = None
    if ended is not None:
        end = _moment(day, ended, [locked.ended_at, *(began for began, _over in others)])
    if end is None and locked.ended_at is not None:
        held.check_free()
        held.check_open()
    clash = clash_of(start, end, item_started_at=locked.item.started_at, others=others, at=held.now)
    if clash is not None:
        raise RuleBroken(clash_words(clash), code=clash.value)
    said = held.said(reason)
    before = {"from": locked.started_at, "to": locked.ended_at}
    locked.started_at, locked.ended_at = start, end
    locked.ended_by = (locked.ended_by or actor) if end else None
    held.keep(locked, "started_at", "ended_at", "ended_by")
    after: dict[str, Any] = {"from": start, "to": end, "reason": said}
    record("conduct.correct_turn", locked, actor=actor, before=before, after=after, context=held.run)  # fmt: skip
    return locked


def _seen(held: HeldTurns, turn: Turn, revision: int) -> Turn:
    """The turn as it stands now; `Conflict` for a page that is behind."""
    locked = held.turn(turn)
    if locked.revision != revision:
        raise Conflict(
            _("Lượt này vừa được người khác đổi: %(who)s, %(n)s phút, “%(topic)s”.")
            % {"who": locked.speaker, "n": locked.minutes, "topic": locked.topic},
            code="outdated",
            advice=_("Hãy xem lại rồi bấm lần nữa nếu vẫn cần."),
        )
    return locked


def _checked(minutes: int) -> int:
    if not 1 <= minutes <= MOST_MINUTES:
        raise RuleBroken(
            _("Số phút phải từ 1 đến %(most)s.") % {"most": MOST_MINUTES}, code="minutes"
        )
    return minutes


def _words(text: str, most: int = 300) -> str:
    return " ".join(text.split())[:most]


def _moment(day: datetime, told: time, near: list[datetime | None]) -> datetime:
    """``told`` on that day, or the first of the stamps ``near`` that lies within its minute."""
    minute = told.replace(second=0, microsecond=0)
    at = timezone.make_aware(datetime.combine(timezone.localdate(day), minute))
    known = (timezone.localtime(stamp) for stamp in near if stamp is not None)
    within = (stamp for stamp in known if stamp.replace(second=0, microsecond=0) == at)
    return next(within, at)
