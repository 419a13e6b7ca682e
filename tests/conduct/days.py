"""A cell on its congress's day: members in the room, a roll, a script of a few items that runs."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.conduct.actions import running
from daihoi.conduct.models import Run, RunItem
from tests.elections.holding import DAY, Holding
from tests.factories import UserFactory, grant
from tests.factories.conduct import RunFactory, RunItemFactory

ITEMS: Sequence[dict[str, Any]] = (
    {"title": "Ổn định tổ chức", "session": "preparatory", "does": ["quorum"], "minutes": 5,
     "introduced": "Người dẫn chương trình"},
    {"title": "Bầu đoàn chủ tịch", "session": "preparatory", "does": ["presidium"], "votes": "HH",
     "introduced": "Người dẫn chương trình", "minutes": 10},
    {"title": "Thông qua chương trình", "session": "preparatory", "votes": "H", "minutes": 10},
    {"title": "Báo cáo chính trị", "code": "B6", "minutes": 20},
    {"title": "Giải lao", "code": "B12", "minutes": 10},
    {"title": "Danh sách bầu cử", "does": ["list"], "votes": "H", "minutes": 10},
    {"title": "Bầu ban kiểm phiếu, bỏ phiếu", "does": ["tellers"], "votes": "HS", "minutes": 20},
    {"title": "Thông qua nghị quyết", "does": ["resolution"], "votes": "H", "minutes": 10},
    {"title": "Bế mạc", "does": ["closing"], "minutes": 5},
)  # fmt: skip
EIGHT = timezone.make_aware(datetime.combine(DAY, time(8)))


def at(minutes: float) -> datetime:
    """So long after eight on the day."""
    return EIGHT + timedelta(minutes=minutes)


class Day(Holding):
    """``boss`` holds the keys; planned from eight to a quarter to ten, a hundred minutes of items."""

    def __init__(self, members: int = 20) -> None:
        super().__init__(members)
        self.run: Run = RunFactory.create(
            congress=self.congress, started_by=self.boss, started_at=EIGHT,
            script__programme__starts_at=EIGHT.time(), script__programme__ends_at=at(100).time(),
        )  # fmt: skip
        self.items: list[RunItem] = [
            RunItemFactory.create(run=self.run, position=place, **values)
            for place, values in enumerate(ITEMS)
        ]

    def other(self) -> User:
        """Another of the committee."""
        user = UserFactory.create(full_name="Lê Thị Hà")
        return grant(Role.COMMITTEE_MEMBER, self.cell, user)

    def item(self, title: str) -> RunItem:
        return RunItem.objects.select_related("run").get(run=self.run, title=title)

    @property
    def revision(self) -> int:
        self.run.refresh_from_db()
        return self.run.revision

    def press(self, times: int = 1) -> None:
        for _time in range(times):
            running.next_item(self.run, revision=self.revision, actor=self.boss)

    def titles(self) -> list[str]:
        return [item.title for item in RunItem.objects.filter(run=self.run).order_by("position")]
