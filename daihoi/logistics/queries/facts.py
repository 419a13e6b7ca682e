"""What papers may name of logistics: the checklist (DMKT) and the limits in force (PAYT)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from daihoi.base.language import said
from daihoi.base.offers import Fact
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.facts import short_day, table
from daihoi.logistics.queries.checklists import ItemRow, grouped, rows_of
from daihoi.logistics.queries.health import HealthCard, health_card, metres
from daihoi.organizations.queries.facts import counted, items
from daihoi.papers.outline import Block, BlockKind, Run
from daihoi.rules.checklists import Standing
from daihoi.rules.health import Effect

IN_FORCE = "quy định phòng, chống dịch đang áp dụng"

FACTS = (
    Fact(
        "bảng kiểm khánh tiết, hậu cần",
        "từng nhóm việc: bảng TT, nội dung, phụ trách, hạn, kết quả",
    ),
    Fact("bảng kiểm y tế", "từng nhóm việc y tế: bảng TT, nội dung, phụ trách, hạn, kết quả"),
    Fact(IN_FORCE, "79-CV/TW, 29-1-2020"),
    Fact("căn cứ phòng, chống dịch", "79-CV/TW, 29-1-2020 của Ban Bí thư Trung ương Đảng"),
    Fact("số người tối đa một phòng", "20 người"),
    Fact("số người dự kiến có mặt", "46 (đảng viên 34, phục vụ 8, khách mời 4)"),
    Fact("khoảng cách tối thiểu", "2 m"),
    Fact("phân công phòng, chống dịch", "- Đo thân nhiệt từng người: đồng chí Nguyễn Văn An;"),
)
_WIDTHS = (654, 4000, 2000, 1300, 1400)
_HEAD = ("TT", "Nội dung", "Người phụ trách", "Thời hạn", "Kết quả")


def facts_of(thing: Any, on: date) -> Mapping[str, Any]:
    """Facts of a congress as known on a day; a limit that nothing sets is said to be none."""
    if not isinstance(thing, Congress):
        return {}
    card = health_card(thing, on)
    rows = rows_of(thing, viewer=None)
    found = {
        "bảng kiểm khánh tiết, hậu cần": _tables(rows, is_health=False),
        "bảng kiểm y tế": _tables(rows, is_health=True),
        "số người dự kiến có mặt": _attendance(card),
        "phân công phòng, chống dịch": _duties(rows),
    } | _limits(card)
    return {name: value for name, value in found.items() if value}


def papers_in_force(card: HealthCard) -> str:
    """The papers that bind or advise on day D, by number and date; "" for none."""
    held = [each.title for each in card.measures if each.effect is not Effect.RESUMED]
    return "; ".join(held)


def _limits(card: HealthCard) -> dict[str, str]:
    if not (papers := papers_in_force(card)):
        return {}
    judged = card.judgement
    held = [each for each in card.measures if each.effect is not Effect.RESUMED]
    room, apart = judged.max_per_room, judged.min_distance_cm
    return {
        IN_FORCE: papers,
        "căn cứ phòng, chống dịch": "; ".join(f"{each.title} của {each.issuer}" for each in held),
        "số người tối đa một phòng": f"{counted(room)} người" if room else "chưa có quy định",
        "khoảng cách tối thiểu": f"{metres(apart)} m" if apart else "chưa có quy định",
    }


def _attendance(card: HealthCard) -> str:
    people = card.attendance
    return (
        f"{counted(people.total)} ({said('đảng viên')} {counted(people.members)}, phục vụ"
        f" {counted(people.staff)}, khách mời {counted(people.guests)})"
    )


def _tables(rows: Sequence[ItemRow], *, is_health: bool) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for group in grouped(rows):
        if group.is_health is is_health:
            lines = [_line(number, row) for number, row in enumerate(group.rows, 1)]
            blocks.append(Block(BlockKind.HEADING, (Run(group.name),), level=3))
            blocks += table(_WIDTHS, _HEAD, *lines)
    return tuple(blocks)


def _line(number: int, row: ItemRow) -> tuple[str, ...]:
    item = row.item
    due = short_day(item.due_on) if item.due_on else ""
    return (str(number), item.text, item.owned_by, due, _result(row))


def _result(row: ItemRow) -> str:
    if row.standing is Standing.DONE and row.item.done_at:
        return f"Xong {short_day(row.item.done_at.date())}"
    return f"Không làm: {row.item.drop_reason}" if row.standing is Standing.DROPPED else ""


def _duties(rows: Sequence[ItemRow]) -> Any:
    given = [
        f"{row.item.text}: {'đồng chí ' if row.item.owner else ''}{row.item.owned_by}"
        for group in grouped(rows)
        if group.is_health
        for row in group.rows
        if row.item.owned_by and row.standing is not Standing.DROPPED
    ]
    return items(given)
