"""The propaganda plan as .xlsx."""

from collections.abc import Iterable

from daihoi.news.models import PropagandaItem
from daihoi.news.queries.propaganda import PropagandaPlan, PropagandaRow
from daihoi.papers.sheets import Column, write_sheet

COLUMNS = [
    Column("TT", 6), Column("Kênh", 24), Column("Nội dung", 60), Column("Thời hạn", 14),
    Column("Phụ trách", 28), Column("Tình trạng", 16), Column("Ngày xong", 14),
    Column("Đã làm", 70),
]  # fmt: skip


def plan_sheet(plan: PropagandaPlan) -> bytes:
    """A row for each item, days as days; what was done stands in one cell, oldest first."""
    congress = plan.congress
    heads = [congress.organization.name.upper(), "KẾ HOẠCH TUYÊN TRUYỀN", str(congress)]
    done = _done(congress.propaganda_items.prefetch_related("entries").all())
    rows = [
        (
            number,
            row.item.channel,
            row.item.content,
            row.item.due_on,
            row.owner,
            state_words(row),
            row.item.done_on,
            done.get(row.item.pk, ""),
        )
        for number, row in enumerate(plan.rows, 1)
    ]
    return write_sheet(heads, COLUMNS, rows, name="Kế hoạch tuyên truyền")


def state_words(row: PropagandaRow) -> str:
    if row.item.done_on:
        return "Đã xong"
    if row.item.dropped_at:
        return "Không làm"
    return "Trễ hạn" if row.is_late else "Chưa xong"


def _done(items: Iterable[PropagandaItem]) -> dict[int, str]:
    said: dict[int, str] = {}
    for item in items:
        entries = sorted(item.entries.all(), key=lambda entry: (entry.on, entry.pk))
        lines = (
            " ".join(filter(None, [f"{entry.on:%d-%m-%Y}:", entry.text, entry.link]))
            for entry in entries
        )
        said[item.pk] = "\n".join(lines)
    return said
