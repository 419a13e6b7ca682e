"""The script (KBDH) and the compère's words (LDCT) as texts of their papers: catalogue 6.13."""

from collections.abc import Mapping

from daihoi.papers.fields import parse_blocks
from daihoi.papers.outline import Align, Block, BlockKind, Cell, Run
from daihoi.programme.papers.programmes import length_words
from daihoi.programme.papers.tables import across, paragraph, table, told, words
from daihoi.programme.queries.facts import clock_words
from daihoi.programme.queries.scripts import LineRow, ScriptPage
from daihoi.programme.queries.words import without_own_fields

HEAD = (
    "TT", "Thời gian", "Phút", "Nội dung, lời nói", "Người điều hành", "Văn bản", "Biểu quyết",
    "Ghi chú",
)  # fmt: skip
WIDTHS = (374, 748, 560, 3930, 1216, 1030, 748, 748)  # twips
COMPERE = "dẫn chương trình"


def script_blocks(page: ScriptPage) -> tuple[Block, ...]:
    """Time and place, then every item with the words that are said."""
    rows: list[tuple[Cell, ...]] = []
    for row in page.rows:
        if row.session:
            rows.append(across(row.session, len(HEAD)))
        rows.append(_row(row, page.roll))
    return (
        paragraph(f"{_opening(page)} Địa điểm: {{{{địa điểm đại hội}}}}."),
        table(WIDTHS, HEAD, rows),
        paragraph(f"Tổng thời gian: {length_words(page.total)}."),
    )


def words_blocks(page: ScriptPage) -> tuple[Block, ...]:
    """What the compère says, item by item; of all items where none names a compère."""
    own = [
        row for row in page.rows if COMPERE in f"{row.line.introduced} {row.line.conducted}".lower()
    ]
    blocks = [
        paragraph(f"Người dẫn chương trình: {{{{người dẫn chương trình}}}}. {_opening(page)}")
    ]
    for number, row in enumerate(own or page.rows, 1):
        title = f"{number}. {row.line.title} ({row.starts:%H:%M})"
        blocks.append(Block(BlockKind.HEADING, (Run(title),), level=2))
        blocks += parse_blocks(_said(row, page.roll))
    return tuple(blocks)


def _opening(page: ScriptPage) -> str:
    assert page.script is not None  # noqa: S101 - for the type checker
    starts = clock_words(page.script.programme.starts_at)
    return f"Thời gian: {{{{ngày đại hội}}}}, bắt đầu lúc {starts}."


def _said(row: LineRow, roll: Mapping[str, str]) -> str:
    """Final words as they were frozen; what nobody knew then is still to be filled in the paper."""
    return (
        row.line.said
        if row.line.said and "[" not in row.line.said
        else without_own_fields(row.line, roll)
    )


def _row(row: LineRow, roll: Mapping[str, str]) -> tuple[Cell, ...]:
    line = row.line
    return (
        words(str(row.number), align=Align.CENTER),
        words(f"{row.starts:%H:%M}", align=Align.CENTER),
        words(str(line.minutes), align=Align.CENTER),
        told(f"{line.title}.", _said(row, roll)),
        words(line.conducted),
        words(row.papers),
        words(row.votes),
        words(line.note),
    )
