"""The programme as the text of its paper (CTDH): the columns of the catalogue of documents, 6.12."""

from daihoi.papers.outline import Align, Block, Cell
from daihoi.programme.papers.tables import across, paragraph, table, words
from daihoi.programme.queries.facts import clock_words
from daihoi.programme.queries.programmes import ItemRow, Sheet

HEAD = ("Thời gian", "Phút", "Nội dung", "Người giới thiệu", "Người thực hiện", "Văn bản")
WIDTHS = (1000, 700, 3054, 1500, 1600, 1500)  # twips


def programme_blocks(sheet: Sheet) -> tuple[Block, ...]:
    """An opening line with fields that the paper fills, then the table."""
    rows: list[tuple[Cell, ...]] = []
    for part in sheet.parts:
        rows.append(across(f"{part.label} ({part.minutes} phút)", len(HEAD)))
        rows += [_row(row) for row in part.rows]
    rows.append(across(f"{sheet.ends:%H:%M}: Kết thúc", len(HEAD)))
    opening = (
        f"Thời gian: {{{{ngày đại hội}}}}, bắt đầu lúc {clock_words(sheet.programme.starts_at)}."
    )
    return (
        paragraph(f"{opening} Địa điểm: {{{{địa điểm đại hội}}}}."),
        table(WIDTHS, HEAD, rows),
        paragraph(f"Tổng thời gian: {length_words(sheet.total)}."),
    )


def length_words(minutes: int) -> str:
    """As in "4 giờ 30 phút"."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} giờ" if hours else "", f"{rest} phút" if rest else "")))


def _row(row: ItemRow) -> tuple[Cell, ...]:
    title = f"{row.item.title} ({row.votes})" if row.item.votes else row.item.title
    note = f"\n{row.item.note}" if row.item.note else ""
    return (
        words(f"{row.starts:%H:%M}", align=Align.CENTER),
        words(str(row.item.minutes), align=Align.CENTER),
        words(f"{title}{note}"),
        words(row.item.introduced),
        words(row.item.performed_by),
        words(row.papers),
    )
