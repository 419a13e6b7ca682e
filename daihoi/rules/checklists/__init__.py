"""Checklists (bảng kiểm) of hall, decoration and health as dated data, and what is no item of one."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from daihoi.rules.certainty import Certainty
from daihoi.rules.findings import Basis, Finding

FILE = Path(__file__).parent / "rows.toml"
DEFAULT = "Mặc định của phần mềm"
# P33, late April 2020 as the press reported; before it thrift is the house's own demand.
ECONOMY, ECONOMY_FROM = "Chỉ đạo của Ban Bí thư cuối tháng 4-2020, theo báo chí", date(2020, 4, 28)
SOON_DAYS = 2

# P33: no song-and-dance welcome, no feast; gifts are of the same kind (default).
_LUXURY = re.compile(
    r"\b(?:liên hoan|tiệc|chiêu đãi|yến tiệc|ăn trưa|ăn tối|cơm trưa|cơm tối|rượu|bia|văn nghệ|ca nhạc"
    r"|ca múa|múa hát|hát múa|biểu diễn|quà tặng|tặng quà|pháo hoa)\b"
)
_DENIED = re.compile(r"\bkhông (?:tổ chức |có |mua |bố trí )?$")


class Standing(StrEnum):
    """How an item stands on a day."""

    LATE = "late"  # trễ hạn
    SOON = "soon"  # sắp đến hạn
    OPEN = "open"  # chưa làm
    DONE = "done"  # đã xong
    DROPPED = "dropped"  # không làm


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    name: str
    is_health: bool


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """One item of a template; ``days`` from day D, before it negative."""

    code: str
    group: str
    text: str
    days: int
    needs_photo: bool
    basis: str
    certainty: Certainty
    family: str = ""  # "" for all
    starts_on: date = date.min  # days D it is meant for
    ends_on: date = date.max
    basis_from: date = date.min  # when the paper that it rests on was there

    def known_on(self, day: date) -> "ChecklistRow":
        """As it stood on a day: what a later paper asks was the house's own demand before."""
        if self.basis_from <= day:
            return self
        return replace(self, basis=_later(self.basis), certainty=Certainty.DEFAULT)


@cache
def groups() -> tuple[Group, ...]:
    """In the order of the page."""
    return tuple(
        Group(each["code"], each["name"], each.get("health", False)) for each in _told()["groups"]
    )


def rows_on(
    day: date, *, family: str, known_on: date, is_health: bool | None = None
) -> list[ChecklistRow]:
    """The items of the template in force on day D, with what they rest on as known on a day.

    Of the health part, of the other, or of both.
    """
    wanted = {g.code for g in groups() if is_health is None or g.is_health is is_health}
    return [
        row.known_on(known_on)
        for row in _rows()
        if row.group in wanted
        and row.family in {"", family}
        and row.starts_on <= day <= row.ends_on
    ]


def due_on(target_on: date, days: int) -> date:
    return target_on + timedelta(days=days)


def standing(*, is_done: bool, is_dropped: bool, due: date | None, on: date) -> Standing:
    """Late from the day after it was due; ``due`` None while the congress is postponed."""
    if is_dropped:
        return Standing.DROPPED
    if is_done:
        return Standing.DONE
    if due is None:
        return Standing.OPEN
    left = (due - on).days
    if left < 0:
        return Standing.LATE
    return Standing.SOON if left <= SOON_DAYS else Standing.OPEN


def check_economy(text: str, *, on: date) -> list[Finding]:
    """Feasts, song and dance, gifts: refused unless a reason is given (P33); ``on`` is today."""
    said = " ".join(text.lower().split())
    found = [
        match.group()
        for match in _LUXURY.finditer(said)
        if not _DENIED.search(said[: match.start()])
    ]
    basis = Basis(ECONOMY if on >= ECONOMY_FROM else _later(ECONOMY))
    return [Finding("luxury", basis, {"word": found[0]})] if found else []


def _later(paper: str) -> str:
    return f"{DEFAULT}; về sau có {paper[:1].lower()}{paper[1:]}"


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _rows() -> tuple[ChecklistRow, ...]:
    return tuple(
        ChecklistRow(
            code=code,
            group=group.code,
            text=row["text"],
            days=row["days"],
            needs_photo=row.get("photo", False),
            basis=row.get("basis", DEFAULT),
            certainty=Certainty(row.get("certainty", "D")),
            family=row.get("family", ""),
            starts_on=row.get("from", date.min),
            ends_on=row.get("until", date.max),
            basis_from=row.get("basis_from", date.min),
        )
        for group in groups()
        for code, row in _told()["rows"][group.code].items()
    )
