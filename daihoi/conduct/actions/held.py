"""A run held for a change: locked, its items in order; whoever presses saw what stands there now."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.conduct.models import Run, RunItem
from daihoi.conduct.queries.halves import halves_of, halves_words
from daihoi.conduct.queries.happenings import last_happening
from daihoi.conduct.queries.seen import OF_RUN, items_of
from daihoi.conduct.queries.stamps import against_correcting
from daihoi.conduct.queries.topics import congress_topic
from daihoi.live.topics import bump
from daihoi.rules.programme.running import (
    Line,
    Phase,
    clock_behind,
    closes_session,
    last_stamp,
    place_of,
)


class HeldRun:
    """Locks the run; inside a transaction only. ``now`` is the one reading of the clock."""

    def __init__(self, run: Run) -> None:
        rows = Run.objects.select_for_update(of=("self",)).select_related(*OF_RUN)
        found = rows.filter(pk=run.pk).first()
        if found is None:
            raise NotFound
        self.run = found
        self.items = items_of(found)
        self.now = clock.now()

    @property
    def lines(self) -> list[Line]:
        return [item.as_line() for item in self.items]

    def place(self, item: RunItem) -> int:
        """Where an item stands now."""
        found = [n for n, each in enumerate(self.items) if each.pk == item.pk]
        if not found:
            raise NotFound
        return found[0]

    def check_seen(self, revision: int) -> None:
        """`Conflict` for a press from a page that is behind; it says what was done meanwhile."""
        if self.run.revision != revision:
            raise Conflict(
                _("Trang đồng chí đang mở đã cũ, nên lần bấm này chưa ghi gì. %(what)s")
                % {"what": last_happening(self.run)},
                code="outdated",
                advice=_("Hãy xem lại trang điều hành rồi bấm nếu vẫn cần."),
            )

    def check_keys(self, actor: User) -> None:
        """`Conflict` unless the actor holds the keys."""
        if self.run.conductor_id != actor.pk:
            raise Conflict(
                _("%(who)s đang giữ phím điều hành.") % {"who": self.run.conductor},
                code="not_conductor",
                advice=_("Nếu đồng chí điều hành thay, hãy bấm “Nhận phím” trước."),
            )

    def check_open(self) -> None:
        """`Conflict` once the day is over."""
        if self.run.is_over:
            raise Conflict(
                _("Đại hội đã được ghi kết thúc nên không đổi được nữa."), code="run_over"
            )

    def check_correctable(self) -> None:
        """Refused once what was stamped stands in minutes that are signed."""
        if refusal := against_correcting(self.run.congress):
            raise refusal

    def check_clock(self) -> None:
        """Refused while the server's clock is behind what has been stamped."""
        lines = self.lines
        if clock_behind(lines, self.now) is None:
            return
        facts = {"now": _hour(self.now), "last": _hour(last_stamp(lines))}
        raise RuleBroken(
            _("Đồng hồ máy chủ chỉ %(now)s, sớm hơn lần ghi gần nhất lúc %(last)s.") % facts,
            code="clock_behind",
            advice=_(
                "Hãy chỉnh đồng hồ máy chủ. Nếu giờ đã ghi mới là sai, hoặc chưa chỉnh được đồng hồ,"
                " hãy dùng “Sửa giờ” ở mục ấy và ghi giờ bằng tay."
            ),
        )

    def check_closing(self) -> None:
        """What runs is not ended over an open vote, nor as the last of a session over a ballot."""
        place = place_of(self.lines, Phase.NOW)
        if place is None:
            return
        open_ones = self.items[place].questions.filter(vote=None, dropped_at=None)
        if question := open_ones.first():
            raise RuleBroken(
                _("Đang biểu quyết “%(subject)s”, chưa ghi kết quả.")
                % {"subject": question.subject},
                code="question_open",
                advice=_("Hãy ghi số người giơ tay, hoặc thôi biểu quyết nội dung này."),
            )
        if closes_session(self.lines, place):
            self.check_halves()

    def check_halves(self) -> None:
        """Refused while a ballot is out, under count or not announced; says which."""
        if halves := halves_of(self.run.congress):
            raise RuleBroken(
                _("Chưa kết thúc phiên được, còn cuộc bầu chưa xong: %(which)s.")
                % {"which": halves_words(halves)},
                code="election_half",
                advice=_(
                    "Hãy kiểm phiếu và công bố kết quả, hoặc quyết định bỏ lượt bầu, ở trang Bầu cử."
                ),
            )

    def keep_stamps(self, after: Sequence[Line], actor: User) -> list[RunItem]:
        """Write the lines as they stand ``after``; which items that changed."""
        changed = [
            item
            for item, was, line in zip(self.items, self.lines, after, strict=True)
            if _set(item, was, line, actor)
        ]
        # One runs at a time, at every moment: what ends is written before what begins.
        for item in sorted(changed, key=lambda each: each.is_running):
            item.save(update_fields=["started_at", "started_by", "ended_at", "ended_by"])
        return changed

    @staticmethod
    def told(items: Sequence[RunItem]) -> dict[str, Any]:
        """Stamps of items for the record."""
        return {
            str(item.pk): {"title": item.title, "from": item.started_at, "to": item.ended_at}
            for item in items
        }

    @staticmethod
    def said(reason: str) -> str:
        """A reason as it is kept; refused when there is none."""
        words = " ".join(reason.split())[:300]
        if not words:
            raise RuleBroken(_("Hãy ghi lý do."), code="no_reason")
        return words

    def changed(self, *fields: str) -> None:
        """Something of the day changed; open pages look again."""
        self.run.revision += 1
        self.run.updated_at = self.now
        self.run.save(update_fields=[*fields, "revision", "updated_at"])
        bump(congress_topic(self.run.congress))


def _set(item: RunItem, was: Line, line: Line, actor: User) -> bool:
    if was == line:
        return False
    if line.started_at != was.started_at:
        item.started_at = line.started_at
        item.started_by = actor if line.started_at else None
    if line.ended_at != was.ended_at:
        item.ended_at = line.ended_at
        item.ended_by = actor if line.ended_at else None
    return True


def _hour(moment: Any) -> str:
    return f"{timezone.localtime(moment):%H:%M}"
