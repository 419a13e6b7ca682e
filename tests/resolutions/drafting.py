"""Clauses and hands, as tests of the resolution ask for them."""

from typing import Any

from daihoi.elections.queries.hands import Hands
from daihoi.papers.outline import Block, BlockKind, Cell, Run, Table
from daihoi.resolutions.actions import votes
from daihoi.resolutions.models import Clause, Resolution
from tests.elections.holding import Holding

ROWS = (
    ("TT", "Chỉ tiêu", "Đơn vị", "Mức", "Năm"),
    ("1", "Tỷ lệ thi hành xong về việc", "%", "80", "2020"),
    ("2", "Kết nạp đảng viên", "người", "05", "cả nhiệm kỳ"),
    ("3", "Công đoàn cơ sở vững mạnh", "mức", "xuất sắc", "hằng năm"),
)


def table_of(*rows: tuple[str, ...]) -> Block:
    cells = tuple(tuple(Cell(((Run(text),),)) for text in row) for row in rows)
    return Block(BlockKind.TABLE, table=Table(cells, header_rows=1))


def target_table() -> dict[str, Any]:
    """Fields of a row of `documents.models.Block`."""
    block = table_of(*ROWS)
    return {"kind": "table", "text": block.text, "content": block.to_json()}


def lines(resolution: Resolution) -> list[str]:
    """The clauses as they stand, in order."""
    found = resolution.clauses.filter(removed_at__isnull=True).order_by("position", "pk")
    return [each.line for each in found]


def clause(resolution: Resolution, start: str) -> Clause:
    found = resolution.clauses.get(text__startswith=start)
    found.resolution = resolution
    return found


def adopted(resolution: Resolution, case: Holding) -> Resolution:
    """Voted by all, then frozen."""
    resolution.refresh_from_db()
    hands = Hands(len(case.people))
    votes.vote_whole(resolution, hands, revision=resolution.revision, actor=case.boss)
    resolution.refresh_from_db()
    return votes.adopt_resolution(resolution, revision=resolution.revision, actor=case.boss)
