"""What an edit or a comment made in Word says as an opinion: where, and with which words."""

import re
from uuid import UUID

from daihoi.base.language import in_vietnamese
from daihoi.documents.models import PointKind, ReturnedPoint
from daihoi.documents.queries.places import TEXT_LETTERS, BaseText, Saying
from daihoi.documents.queries.returned_points import comment_of, edit_of
from daihoi.documents.queries.returned_shown import text_in
from daihoi.papers.hands import Comment
from daihoi.papers.outline import Block, Table
from daihoi.papers.revisions.edits import BREAK, Edit, EditKind
from daihoi.rules.documents import OpinionKind

_LAST_WORD = re.compile(r"\w+\W*\Z")
_FIRST_WORD = re.compile(r"\W*\w+")
_CUT_WORDS = 4  # that tell where a paragraph is cut
_SHOWN = 300  # letters of a paragraph named in a sentence


def saying_of(point: ReturnedPoint, text: BaseText) -> Saying | None:
    """The opinion a point gives; None for what changes no word.

    The sentences are kept with the opinion, so they are Vietnamese whoever reads them.
    """
    with in_vietnamese():
        if point.kind == PointKind.COMMENT.value:
            return _of_comment(comment_of(point), text)
        return _of_edit(edit_of(point), text)


def _of_comment(comment: Comment, text: BaseText) -> Saying:
    said = comment.text.strip() or "(nhận xét không có chữ)"
    block = _block(text, comment.key)
    if block is None:
        return Saying(said[:TEXT_LETTERS], place_text=f"“{comment.quote[:280]}”")
    start, end = comment.start, comment.end
    shift = _shift(block, comment.cell)
    words = text_in(block, comment.cell)[start:end]
    if not words.strip():
        return Saying(said[:TEXT_LETTERS], block=UUID(comment.key))
    return Saying(
        said[:TEXT_LETTERS],
        block=UUID(comment.key),
        start=start + shift,
        end=end + shift,
        quote=words,
    )


def _of_edit(edit: Edit, text: BaseText) -> Saying | None:
    block = _block(text, edit.moved or edit.key)
    match edit.kind:
        case EditKind.FORMAT:
            return None
        case EditKind.WORDS if block and edit.note is None:
            return _of_words(edit, block)
        case EditKind.REMOVED | EditKind.MOVED | EditKind.JOINED if block:
            return _of_block(edit, block, text)
        case EditKind.ADDED if edit.block:
            return _of_added(edit, edit.block, text)
    return _of_table(edit, block)


def _of_block(edit: Edit, block: Block, text: BaseText) -> Saying:
    """A paragraph taken out, moved, or joined to the one before it."""
    key = UUID(block.key)
    if edit.kind is EditKind.REMOVED:
        return Saying(f"Đề nghị bỏ: “{_short(block.text)}”", OpinionKind.DELETE, block=key)
    said = "Đề nghị gộp đoạn này với đoạn trước."
    if edit.kind is EditKind.MOVED:
        said = f"Đề nghị chuyển xuống {_behind(edit, text)}."
    return Saying(said, OpinionKind.AMEND, block=key)


def _of_words(edit: Edit, block: Block) -> Saying:
    """Words put in are told with the word beside them: an opinion needs words to stand on."""
    text, shift = text_in(block, edit.cell), _shift(block, edit.cell)
    start, end, new = edit.start, edit.end, edit.new.replace(BREAK, "\n")
    if BREAK in edit.new and not f"{edit.old}{edit.new}".strip():
        last = " ".join(text[:start].split()[-_CUT_WORDS:])
        said = f"Đề nghị tách đoạn sau “{last}”."
        return Saying(said, OpinionKind.AMEND, block=UUID(block.key))
    if start == end:
        before, behind = _LAST_WORD.search(text[:start]), _FIRST_WORD.match(text[end:])
        if before:
            start, new = before.start(), before.group() + new
        elif behind:
            end, new = end + behind.end(), new + behind.group()
        else:
            said = f"Đề nghị ghi: “{_short(edit.new)}”"
            return Saying(said, OpinionKind.ADD, block=UUID(block.key))
        said = f"Đề nghị thêm: “{_short(edit.new)}”"
        kind = OpinionKind.ADD
    elif new:
        said = f"Đề nghị sửa “{_short(text[start:end])}” thành “{_short(new)}”"
        kind = OpinionKind.AMEND
    else:
        said = f"Đề nghị bỏ: “{_short(text[start:end].strip())}”"
        kind = OpinionKind.DELETE
    return Saying(
        said,
        kind,
        block=UUID(block.key),
        start=start + shift,
        end=end + shift,
        quote=text[start:end],
        proposed_text=new[:TEXT_LETTERS],
    )


def _of_added(edit: Edit, added: Block, text: BaseText) -> Saying:
    behind = _block(text, edit.key)
    where = _behind(edit, text)
    return Saying(
        f"Đề nghị thêm đoạn {where}: “{_short(added.text)}”",
        OpinionKind.ADD,
        block=UUID(behind.key) if behind else None,
        proposed_text="" if added.table else added.text[:TEXT_LETTERS],
    )


def _of_table(edit: Edit, block: Block | None) -> Saying:
    """Rows, whole tables and footnotes: told in words, changed by hand."""
    row = " | ".join(_row_texts(edit, block))
    said = {
        EditKind.ROW_ADDED: f"Đề nghị thêm dòng vào bảng: {row}",
        EditKind.ROW_REMOVED: f"Đề nghị bỏ dòng của bảng: {row}",
        EditKind.TABLE: "Đề nghị thay cả bảng theo bản Word gửi về",
    }.get(edit.kind, f"Đề nghị sửa chú thích “{_short(edit.old)}” thành “{_short(edit.new)}”")
    kind = OpinionKind.ADD if edit.kind is EditKind.ROW_ADDED else OpinionKind.AMEND
    return Saying(said[:TEXT_LETTERS], kind, block=UUID(block.key) if block else None)


def _row_texts(edit: Edit, block: Block | None) -> list[str]:
    if edit.kind is EditKind.ROW_ADDED and edit.block and edit.block.table:
        return [cell.text for cell in edit.block.table.rows[0]]
    if edit.kind is EditKind.ROW_REMOVED and block and block.table and edit.cell:
        return [cell.text for cell in block.table.rows[edit.cell[0]]]
    return []


def _behind(edit: Edit, text: BaseText) -> str:
    behind = _block(text, edit.key)
    return f"sau {text.places[behind.key].label}" if behind else "ở đầu văn bản"


def _shift(block: Block, cell: tuple[int, int] | None) -> int:
    """Where a cell begins in its table's text."""
    if cell is None or block.table is None:
        return 0
    return _before(block.table, *cell)


def _before(table: Table, row: int, column: int) -> int:
    cells = [cell for line in table.rows[:row] for cell in line] + list(table.rows[row][:column])
    return sum(len(cell.text) + 1 for cell in cells)


def _block(text: BaseText, key: str) -> Block | None:
    row = text.blocks.get(UUID(key)) if key else None
    return row.to_outline() if row else None


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
