"""The speakers' list held for a change: its run and turns locked, those who wait in their order."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.conduct.actions.held import HeldRun
from daihoi.conduct.models import Run, RunItem, Turn
from daihoi.conduct.queries.topics import congress_topic
from daihoi.live.topics import bump
from daihoi.organizations.models import Person
from daihoi.rules.programme.speaking import last_moment
from daihoi.vietnamese.text import fold


class HeldTurns(HeldRun):
    """Inside a transaction only. The run's ``revision`` stays: asking to speak makes no press stale."""

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        rows = Turn.objects.select_for_update(of=("self",)).select_related("person", "item")
        self.turns = list(rows.filter(run=self.run).order_by("position", "pk"))
        for turn in self.turns:
            turn.run = self.run

    @property
    def waiting(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.waits]

    @property
    def speaking(self) -> Turn | None:
        return next((turn for turn in self.turns if turn.is_speaking), None)

    @property
    def item(self) -> RunItem | None:
        """The item that runs."""
        return next((item for item in self.items if item.is_running), None)

    def turn(self, turn: Turn) -> Turn:
        """A turn as it stands now."""
        found = next((each for each in self.turns if each.pk == turn.pk), None)
        if found is None:
            raise NotFound
        return found

    def sent_before(self, client_key: UUID, actor: User) -> Turn | None:
        """What was kept under this key already; a key of somebody else's is refused."""
        found = Turn.objects.filter(client_key=client_key).first()
        if found is None:
            return None
        if found.run_id != self.run.pk or found.asked_by_id != actor.pk:
            raise Conflict(
                _("Lần gửi này trùng với một lần gửi khác nên chưa ghi."),
                code="key_taken",
                advice=_("Hãy tải lại trang rồi gửi lại."),
            )
        return self.turn(found)

    def check_waits(self, turn: Turn) -> None:
        """`Conflict` that says what became of a turn that no longer waits."""
        if turn.waits:
            return
        if turn.withdrawn_at is not None:
            words = _("%(who)s đã được đưa khỏi danh sách lúc %(at)s.")
            raise Conflict(words % _facts(turn, turn.withdrawn_at), code="withdrawn")
        words = _("%(who)s đã được mời phát biểu lúc %(at)s.")
        raise Conflict(words % _facts(turn, turn.started_at), code="started")

    def check_begun(self, turn: Turn) -> None:
        if turn.started_at is None:
            raise Conflict(_("%(who)s chưa phát biểu.") % {"who": turn.speaker}, code="not_started")

    def check_speaking(self, turn: Turn) -> None:
        """`Conflict` that says what became of a turn that is not being given."""
        if turn.is_speaking:
            return
        self.check_begun(turn)
        words = _("Lượt của %(who)s đã kết thúc lúc %(at)s.")
        raise Conflict(words % _facts(turn, turn.ended_at), code="ended")

    def check_free(self) -> None:
        """`Conflict` while somebody speaks."""
        if speaking := self.speaking:
            raise Conflict(
                _("%(who)s đang phát biểu từ %(at)s.") % _facts(speaking, speaking.started_at),
                code="two_at_once",
                advice=_("Hãy ghi kết thúc lượt ấy rồi mời người sau."),
            )

    def check_once(self, person: Person | None, name: str = "", unit: str = "") -> None:
        """`Conflict` for who stands on the list already; a prepared speech does not count."""
        for number, turn in enumerate(self.waiting, 1):
            if turn.speech_id is not None:
                continue
            if person is not None and turn.person_id == person.pk:
                is_same = True
            else:
                told = (turn.speaker_name, turn.unit_name)
                is_same = person is None and _folded(*told) == _folded(name, unit)
            if is_same:
                raise Conflict(
                    _("%(who)s đã có trong danh sách, thứ %(n)s.")
                    % {"who": turn.speaker, "n": number},
                    code="asked_twice",
                    advice=_("Không cần đăng ký lần nữa."),
                )

    def check_turn_clock(self) -> None:
        """Refused while the server's clock is behind what has been stamped."""
        self.check_clock()
        last = last_moment(self.stamps())
        if last is not None and self.now < last:
            facts = {
                "now": f"{timezone.localtime(self.now):%H:%M}",
                "last": f"{timezone.localtime(last):%H:%M}",
            }
            raise RuleBroken(
                _("Đồng hồ máy chủ chỉ %(now)s, sớm hơn lượt phát biểu gần nhất lúc %(last)s.")
                % facts,
                code="clock_behind",
                advice=_("Hãy chỉnh đồng hồ máy chủ, hoặc dùng “Sửa giờ” ở lượt ấy."),
            )

    def stamps(self, but: Turn | None = None) -> list[tuple[Any, Any]]:
        """From when to when others spoke."""
        return [
            (turn.started_at, turn.ended_at)
            for turn in self.turns
            if turn.started_at is not None and (but is None or turn.pk != but.pk)
        ]

    def new(self, source: str, client_key: UUID, actor: User, **values: Any) -> Turn:
        """A turn that is asked for now, not saved, last on the list."""
        return Turn(
            run=self.run,
            client_key=client_key,
            source=source,
            position=self.last_position + 1,
            asked_at=self.now,
            asked_by=actor,
            **values,
        )

    @property
    def last_position(self) -> int:
        return max((turn.position for turn in self.turns), default=0)

    def put_in_order(self, waiting: Sequence[Turn]) -> None:
        """Those who wait in this order, in the places that they hold together."""
        places = sorted(turn.position for turn in waiting)
        for place, turn in zip(_increasing(places), waiting, strict=True):
            if turn.position != place:
                turn.position = place
                turn.save(update_fields=["position"])

    def keep(self, turn: Turn, *fields: str) -> None:
        """Save these fields; open pages look again."""
        turn.revision += 1
        turn.save(update_fields=[*fields, "revision"])
        self.tell()

    def tell(self) -> None:
        """Open pages look again."""
        bump(congress_topic(self.run.congress))


def _increasing(places: Sequence[int]) -> list[int]:
    """Places of which no two are the same."""
    found: list[int] = []
    for place in places:
        found.append(max(place, found[-1] + 1) if found else place)
    return found


def _facts(turn: Turn, moment: Any) -> dict[str, str]:
    return {"who": turn.speaker, "at": f"{timezone.localtime(moment):%H:%M}"}


def _folded(name: str, unit: str) -> tuple[str, str]:
    return fold(name), fold(unit)
