"""What an edit or a comment does to its base version, in words and a little context."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from daihoi.documents.models import PointKind, ReturnedPoint
from daihoi.documents.queries.places import BaseText
from daihoi.documents.queries.returned_points import Found, comment_of, edit_of, is_comment
from daihoi.documents.queries.texts import ReadBlock, read_blocks
from daihoi.papers.comparison import ChangeKind, Op, Piece, RowChange, Words, compare
from daihoi.papers.comparison.changes import CellChange
from daihoi.papers.hands import Comment
from daihoi.papers.outline import Block, BlockKind, Run, Runs, Table
from daihoi.papers.revisions.edits import BREAK, Edit, EditKind

BEFORE, BEHIND = 110, 80  # letters of context on each side of a change
MARK = "¶\n"  # where a paragraph is cut in two, or two become one
WHOLE_LETTERS = 1_200  # of a block that comes or goes, before it is cut


@dataclass(frozen=True, slots=True)
class Shown:
    """An edit or comment in words; ``words`` hold the change with a little context."""

    label: str
    note: str = ""  # where it comes from or goes to, what it becomes
    words: Words = ()
    quote: str = ""  # of a comment, between `before` and `behind`
    before: str = ""
    behind: str = ""
    comment: str = ""
    block: ReadBlock | None = None  # a table that comes or goes, words in new marks
    block_class: str = ""
    rows: tuple[RowChange, ...] = ()


def shown(point: ReturnedPoint | Found, text: BaseText) -> Shown:
    """What a point of a base version does, in words."""
    if is_comment(point):
        return _shown_comment(comment_of(point), text)
    return _shown_edit(edit_of(point), text)


def _shown_comment(comment: Comment, text: BaseText) -> Shown:
    label = _("Trả lời nhận xét") if comment.is_reply else str(PointKind.COMMENT.label).capitalize()
    if comment.is_done:
        label = _("%(comment)s (đã giải quyết)") % {"comment": label}
    block = _block(text, comment.key)
    if block is None:
        return Shown(label, quote=comment.quote, comment=comment.text)
    words = text_in(block, comment.cell)
    start, end = min(comment.start, len(words)), min(comment.end, len(words))
    return Shown(
        label,
        note=_cell_note(block, comment.cell),
        quote=words[start:end],
        before=_tail(words[:start]),
        behind=_head(words[end:]),
        comment=comment.text,
    )


def _shown_edit(edit: Edit, text: BaseText) -> Shown:
    label = str(PointKind(edit.kind.value).label).capitalize()
    block = _block(text, edit.moved or edit.key)
    match edit.kind:
        case EditKind.WORDS if block:
            return Shown(label, _note_of(edit, block), _excerpt(edit, block))
        case EditKind.ADDED if edit.block:
            note = _behind(text, edit.key)
            return _whole(label, note, edit.block, Op.INSERT)
        case EditKind.REMOVED if block:
            return _whole(label, "", block, Op.DELETE)
        case EditKind.MOVED | EditKind.JOINED if block:
            return _shown_place(label, edit, block, text)
        case EditKind.FORMAT if block:
            return _restyled(label, edit, block)
    return _shown_rows(label, edit, block)


def _shown_rows(label: str, edit: Edit, block: Block | None) -> Shown:
    """What changes the rows of a table; of anything else the words that go and come."""
    match edit.kind:
        case EditKind.TABLE if block and edit.block:
            return Shown(label, rows=compare([block], [edit.block]).changes[0].rows)
        case EditKind.ROW_ADDED if edit.block and edit.block.table:
            return Shown(label, _row_note(edit), rows=_row(edit.block.table, 0, Op.INSERT))
        case EditKind.ROW_REMOVED if block and block.table and edit.cell:
            return Shown(label, _row_note(edit), rows=_row(block.table, edit.cell[0], Op.DELETE))
    old, new = Piece(Op.DELETE, edit.old), Piece(Op.INSERT, edit.new)
    return Shown(label, words=tuple(piece for piece in (old, new) if piece.text))


def text_in(block: Block, cell: tuple[int, int] | None, note: int | None = None) -> str:
    """The text that positions of an edit or comment count in."""
    if note is not None:
        notes = [run.footnote for run in _runs_in(block, cell) if run.footnote]
        return notes[note] if note < len(notes) else ""
    if cell is None or block.table is None:
        return block.text
    return block.table.rows[cell[0]][cell[1]].text


def _runs_in(block: Block, cell: tuple[int, int] | None) -> list[Run]:
    if cell is None or block.table is None:
        return [run for line in block.lines for run in line]
    paragraphs = block.table.rows[cell[0]][cell[1]].paragraphs
    return [run for line in paragraphs for run in line]


def _excerpt(edit: Edit, block: Block) -> Words:
    text = text_in(block, edit.cell, edit.note)
    pieces = (
        Piece(Op.EQUAL, _tail(text[: edit.start])),
        Piece(Op.DELETE, text[edit.start : edit.end]),
        Piece(Op.INSERT, edit.new.replace(BREAK, MARK)),
        Piece(Op.EQUAL, _head(text[edit.end :])),
    )
    return tuple(piece for piece in pieces if piece.text)


def _shown_place(label: str, edit: Edit, block: Block, text: BaseText) -> Shown:
    if edit.kind is EditKind.JOINED:
        return Shown(label, words=_junction(block, text))
    return Shown(label, _behind(text, edit.key), (Piece(Op.EQUAL, _cut(block.text)),))


def _junction(block: Block, text: BaseText) -> Words:
    """The end of the block before and the beginning of this one, the mark between them gone."""
    rows = list(text.blocks.values())
    at = text.places[block.key].order
    before = rows[at - 1].text if at else ""
    pieces = (Piece(Op.EQUAL, _tail(before)), Piece(Op.DELETE, MARK))
    return (*pieces, Piece(Op.EQUAL, _head(block.text)))


def _whole(label: str, note: str, block: Block, op: Op) -> Shown:
    """A block that comes or goes."""
    block_class = "is-added" if op is Op.INSERT else "is-removed"
    if block.table is not None:
        return Shown(label, note, block=read_blocks([block])[0], block_class=block_class)
    kinds = {BlockKind.HEADING: _("đề mục"), BlockKind.ITEM: _("dòng liệt kê")}
    kind = kinds.get(block.kind, "") if op is Op.INSERT else ""
    said = " · ".join(part for part in (note, kind) if part)
    return Shown(label, said, (Piece(op, _cut(block.text)),), block_class=block_class)


def _restyled(label: str, edit: Edit, block: Block) -> Shown:
    if edit.block is not None:
        return Shown(label, _style_note(edit.block), (Piece(Op.EQUAL, _cut(block.text)),))
    text = text_in(block, edit.cell, edit.note)
    runs = edit.runs or (Run(text[edit.start : edit.end]),)
    (read,) = read_blocks([Block(BlockKind.PARAGRAPH, runs)])
    return Shown(
        label,
        _marks_note(runs),
        before=_tail(text[: edit.start]),
        behind=_head(text[edit.end :]),
        block=read,
    )


def _style_note(block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        return _("thành đề mục cấp %(level)s") % {"level": block.level}
    return _("thành dòng liệt kê") if block.kind is BlockKind.ITEM else _("thành đoạn văn")


def _marks_note(runs: Runs) -> str:
    names = {"bold": _("đậm"), "italic": _("nghiêng"), "underline": _("gạch chân")}
    marks = [said for name, said in names.items() if any(getattr(run, name) for run in runs)]
    return _("thành chữ %(marks)s") % {"marks": ", ".join(marks) or _("thường")}


def _row(table: Table, number: int, op: Op) -> tuple[RowChange, ...]:
    kind = ChangeKind.INSERTED if op is Op.INSERT else ChangeKind.DELETED
    cells = tuple(
        CellChange(kind, None, None, (Piece(op, cell.text),)) for cell in table.rows[number]
    )
    return (RowChange(kind, None, None, cells),)


def _note_of(edit: Edit, block: Block) -> str:
    return _("trong chú thích") if edit.note is not None else _cell_note(block, edit.cell)


def _cell_note(block: Block, cell: tuple[int, int] | None) -> str:
    """Which row of a table, by its number and the first words in it."""
    if cell is None or block.table is None:
        return ""
    named = (each.text.strip() for each in block.table.rows[cell[0]][: cell[1]])
    name = next((text for text in named if any(map(str.isalpha, text))), "")
    row = _("dòng %(row)s của bảng") % {"row": cell[0] + 1}
    return f"{row}: “{name[:60]}”" if name else row


def _row_note(edit: Edit) -> str:
    row = edit.cell[0] if edit.cell else -1
    if edit.kind is EditKind.ROW_REMOVED:
        return _("dòng %(row)s của bảng") % {"row": row + 1}
    return _("sau dòng %(row)s của bảng") % {"row": row + 1} if row >= 0 else _("đầu bảng")


def _behind(text: BaseText, key: str) -> str:
    if not key or UUID(key) not in text.blocks:
        return _("lên đầu văn bản")
    return _("sau %(place)s") % {"place": text.places[key].label}


def _block(text: BaseText, key: str) -> Block | None:
    row = text.blocks.get(UUID(key)) if key else None
    return row.to_outline() if row else None


def _tail(text: str) -> str:
    """The last words before a change."""
    if len(text) <= BEFORE:
        return text
    return f"…{text[-BEFORE:].partition(' ')[2]}"


def _head(text: str) -> str:
    """The first words behind a change."""
    if len(text) <= BEHIND:
        return text
    return f"{text[:BEHIND].rpartition(' ')[0]}…"


def _cut(text: str) -> str:
    return text if len(text) <= WHOLE_LETTERS else f"{text[:WHOLE_LETTERS]}…"
