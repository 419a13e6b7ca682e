"""Papers made by chance and edited by chance, always the same for one seed.

The edits are those of an office: words, marks, levels, lists, blocks put in, taken out, moved,
split and joined, rows, columns, cells and merged cells of tables, footnotes.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from daihoi.papers.outline import (
    Align,
    Block,
    BlockKind,
    Cell,
    ListFormat,
    ListMark,
    Outline,
    Run,
    Runs,
    Table,
    plain,
)

SYLLABLES = [
    "Chi",
    "bộ",
    "lãnh",
    "đạo",
    "cơ",
    "quan",
    "hoàn",
    "thành",
    "các",
    "chỉ",
    "tiêu",
    "thi",
    "hành",
    "án",
    "dân",
    "sự",
    "năm",
    "2019,",
    "đạt",
    "76,5%",
    "kế",
    "hoạch;",
    "đảng",
    "viên",
    "gương",
    "mẫu,",
    "đoàn",
    "kết,",
    "giữ",
    "gìn",
    "kỷ",
    "luật.",
    "Cấp",
    "ủy",
    "phân",
    "công",
    "rõ",
    "việc,",
    "rõ",
    "người,",
    "rõ",
    "thời",
    "hạn.",
    "Công",
    "tác",
    "kiểm",
    "tra,",
    "giám",
    "sát",
    "được",
    "tiến",
    "hành",
    "thường",
    "xuyên,",
    "12",
    "cuộc",
    "trong",
    "nhiệm",
    "kỳ;",
    "không",
    "có",
    "vi",
    "phạm",
]
TEMPLATES = (
    (ListFormat.BULLET, "-"),
    (ListFormat.BULLET, "+"),
    (ListFormat.DECIMAL, "{}."),
    (ListFormat.LOWER_LETTER, "{})"),
    (ListFormat.UPPER_ROMAN, "{}."),
)


def script(seed: int, *, blocks: int = 24, edits: int = 14) -> tuple[Outline, Outline]:
    """An older and a newer version."""
    chance = Chance(Random(seed))  # texts for tests
    old = chance.paper(blocks)
    new = old
    for _ in range(edits):
        new = chance.edited(new)
    return (
        Outline(tuple(_numbered(old)), title="Bản trước"),
        Outline(tuple(_numbered(new)), title="Bản sau"),
    )


class Chance:
    """What one generator of chance makes."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def paper(self, blocks: int) -> list[Block]:
        return [self._block() for _ in range(blocks)]

    def edited(self, blocks: Sequence[Block]) -> list[Block]:
        if not blocks:
            return [self._block()]
        edit = self._random.choices([edit for edit, _ in EDITS], [often for _, often in EDITS])[0]
        return edit(self, list(blocks), self._random.randrange(len(blocks)))

    # --- what is there ---------------------------------------------------------------------

    def _key(self) -> str:
        return f"{self._random.getrandbits(128):032x}"

    def _words(self, most: int = 14) -> str:
        return " ".join(self._random.choices(SYLLABLES, k=self._random.randint(1, most)))

    def _runs(self, most: int = 3) -> Runs:
        runs: list[Run] = []
        for _ in range(self._random.randint(1, most)):
            marks = [self._random.random() < 0.15 for _ in range(3)]
            space = " " if runs else ""
            runs.append(Run(space + self._words(), *marks))
            if self._random.random() < 0.06:
                runs.append(Run(footnote=self._words(8)))
            if self._random.random() < 0.05:
                runs.append(Run(self._words(2), gap=True))
        if self._random.random() < 0.05:
            runs.append(Run("\n" + self._words(4)))
        return tuple(runs)

    def _block(self) -> Block:
        kinds = [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM, BlockKind.TABLE]
        kind = self._random.choices(kinds, [8, 2, 5, 2])[0]
        if kind is BlockKind.TABLE:
            return Block(kind, table=self._table(), key=self._key())
        level, mark = self._place(kind)
        return Block(kind, self._runs(), level, mark, align=self._align(), key=self._key())

    def _place(self, kind: BlockKind) -> tuple[int, ListMark | None]:
        """Level and mark; numbers are counted when all edits are made."""
        if kind is BlockKind.HEADING:
            return self._random.randint(1, 5), None
        if kind is BlockKind.ITEM:
            form, template = self._random.choice(TEMPLATES)
            group = self._random.choice("ab")
            return self._random.randint(0, 2), ListMark(form, template, 1, group)
        return 0, None

    def _align(self) -> Align:
        return self._random.choice(list(Align)) if self._random.random() < 0.1 else Align.NONE

    def _table(self) -> Table:
        """A grid in which some rectangles are merged into one cell."""
        height, width = self._random.randint(1, 5), self._random.randint(1, 5)
        merges = 0.15 if self._random.random() < 0.5 else 0
        taken: set[tuple[int, int]] = set()
        rows = []
        for top in range(height):
            row = []
            for left in range(width):
                if (top, left) in taken:
                    continue
                columns = rows_down = 1
                if self._random.random() < merges:
                    columns = self._random.randint(1, width - left)
                    while any((top, left + right) in taken for right in range(columns)):
                        columns -= 1
                    rows_down = self._random.randint(1, height - top)
                taken |= {(top + y, left + x) for y in range(rows_down) for x in range(columns)}
                row.append(Cell(self._cell_paragraphs(), columns, rows_down, self._align()))
            rows.append(tuple(row))
        has_widths = self._random.random() < 0.5
        widths = tuple(self._random.randint(800, 2000) for _ in range(width)) if has_widths else ()
        bordered = self._random.random() < 0.8
        return Table(tuple(rows), self._random.randint(0, min(2, height)), bordered, widths)

    def _cell_paragraphs(self) -> tuple[Runs, ...]:
        count = 2 if self._random.random() < 0.1 else 1
        return tuple(self._runs(2) for _ in range(count)) if self._random.random() < 0.95 else ((),)

    # --- edits of blocks -------------------------------------------------------------------

    def _edit_words(self, blocks: list[Block], at: int) -> list[Block]:
        if blocks[at].table is None:
            blocks[at] = replace(blocks[at], runs=self._changed(blocks[at].runs))
            return blocks
        return self._edit_cell(blocks, at)

    def _changed(self, runs: Runs) -> Runs:
        """Some words of one run replaced, put in or taken out."""
        texts = [n for n, run in enumerate(runs) if run.text]
        if not texts:
            return self._runs()
        n = self._random.choice(texts)
        words = runs[n].text.split(" ")
        at = self._random.randrange(len(words))
        gone = self._random.randint(0, 3)
        come = self._words(4).split(" ") if self._random.random() < 0.7 else []
        words[at : at + gone] = come
        return (*runs[:n], replace(runs[n], text=" ".join(words)), *runs[n + 1 :])

    def _insert(self, blocks: list[Block], at: int) -> list[Block]:
        come = [self._block() for _ in range(self._random.randint(1, 3))]
        return [*blocks[:at], *come, *blocks[at:]] if at else [*blocks, *come]

    def _delete(self, blocks: list[Block], at: int) -> list[Block]:
        del blocks[at : at + self._random.randint(1, 3)]
        return blocks

    def _move(self, blocks: list[Block], at: int) -> list[Block]:
        block = blocks.pop(at)
        if block.table is None and self._random.random() < 0.3:
            block = replace(block, runs=self._changed(block.runs))
        blocks.insert(self._random.randint(0, len(blocks)), block)
        return blocks

    def _split(self, blocks: list[Block], at: int) -> list[Block]:
        runs = blocks[at].runs
        cuts = [(n, i) for n, run in enumerate(runs) for i, c in enumerate(run.text) if c == " "]
        if blocks[at].table is not None or not cuts:
            return blocks
        n, i = self._random.choice(cuts)
        first = (*runs[:n], replace(runs[n], text=runs[n].text[:i]))
        second = (replace(runs[n], text=runs[n].text[i + 1 :]), *runs[n + 1 :])
        keys = [blocks[at].key, self._key()]
        self._random.shuffle(keys)
        level, mark = blocks[at].level, blocks[at].mark
        kind = blocks[at].kind
        if self._random.random() < 0.3:
            kind, level, mark = BlockKind.PARAGRAPH, 0, None
        parts = [
            replace(blocks[at], runs=first, key=keys[0]),
            Block(kind, second, level, mark, key=keys[1]),
        ]
        return [*blocks[:at], *parts, *blocks[at + 1 :]]

    def _join(self, blocks: list[Block], at: int) -> list[Block]:
        pair = blocks[at : at + 2]
        if len(pair) < 2 or any(block.table is not None for block in pair):
            return blocks
        kept = self._random.choice(pair)
        runs = (*pair[0].runs, Run(" "), *pair[1].runs)
        return [*blocks[:at], replace(kept, runs=runs), *blocks[at + 2 :]]

    def _mark(self, blocks: list[Block], at: int) -> list[Block]:
        """Bold, italic or underlined: some letters of a block."""
        runs = blocks[at].runs
        texts = [n for n, run in enumerate(runs) if run.text]
        if not texts:
            return blocks
        n = self._random.choice(texts)
        run = runs[n]
        start, end = sorted(self._random.randint(0, len(run.text)) for _ in range(2))
        mark = self._random.choice(["bold", "italic", "underline"])
        marked = replace(run, text=run.text[start:end], **{mark: not getattr(run, mark)})
        ends = replace(run, text=run.text[:start]), replace(run, text=run.text[end:])
        pieces = tuple(piece for piece in (ends[0], marked, ends[1]) if piece.text)
        blocks[at] = replace(blocks[at], runs=(*runs[:n], *pieces, *runs[n + 1 :]))
        return blocks

    def _restyle(self, blocks: list[Block], at: int) -> list[Block]:
        if blocks[at].table is None:
            kind = self._random.choice([BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM])
            level, mark = self._place(kind)
            align = self._random.choice(list(Align))
            blocks[at] = replace(blocks[at], kind=kind, level=level, mark=mark, align=align)
        return blocks

    def _rename(self, blocks: list[Block], at: int) -> list[Block]:
        """The same words under another key, as when a file lost its bookmarks."""
        blocks[at] = replace(blocks[at], key=self._key())
        return blocks

    def _note(self, blocks: list[Block], at: int) -> list[Block]:
        """A footnote put in, taken out or reworded."""
        runs = list(blocks[at].runs)
        notes = [n for n, run in enumerate(runs) if run.footnote]
        if notes and self._random.random() < 0.6:
            n = self._random.choice(notes)
            if self._random.random() < 0.4:
                del runs[n]
            else:
                words = plain(self._changed((Run(runs[n].footnote),))) or "Xem báo cáo."
                runs[n] = Run(footnote=words)
        elif blocks[at].table is None:
            runs.insert(self._random.randint(0, len(runs)), Run(footnote=self._words(8)))
        blocks[at] = replace(blocks[at], runs=tuple(runs))
        return blocks

    # --- edits of tables -------------------------------------------------------------------

    def _edit_table(self, blocks: list[Block], at: int) -> list[Block]:
        tables = [n for n, block in enumerate(blocks) if block.table is not None]
        if not tables:
            return blocks
        at = self._random.choice(tables)
        edit = self._random.choice(TABLE_EDITS)
        return edit(self, blocks, at)

    def _edit_cell(self, blocks: list[Block], at: int) -> list[Block]:
        rows = [list(row) for row in _table_of(blocks[at]).rows]
        row = self._random.choice(rows)
        if row:
            n = self._random.randrange(len(row))
            paragraphs = list(row[n].paragraphs)
            p = self._random.randrange(len(paragraphs))
            paragraphs[p] = self._changed(paragraphs[p])
            if self._random.random() < 0.2:
                paragraphs.insert(self._random.randint(0, len(paragraphs)), self._runs(2))
            elif len(paragraphs) > 1 and self._random.random() < 0.3:
                del paragraphs[p]
            row[n] = replace(row[n], paragraphs=tuple(paragraphs))
        return _with_rows(blocks, at, rows)

    def _insert_row(self, blocks: list[Block], at: int) -> list[Block]:
        """A row without merged cells; it may cut through those that are."""
        rows = [list(row) for row in _table_of(blocks[at]).rows]
        row = [Cell(self._cell_paragraphs()) for _ in range(_columns(rows))]
        n = self._random.randint(0, len(rows))
        rows = [[replace(cell, rows=1) for cell in row] for row in rows] if n else rows
        rows.insert(n, row)
        return _with_rows(blocks, at, rows)

    def _delete_row(self, blocks: list[Block], at: int) -> list[Block]:
        rows = [list(row) for row in _table_of(blocks[at]).rows]
        if len(rows) > 1:
            n = self._random.randrange(len(rows))
            del rows[n]
            rows = [[replace(cell, rows=1) for cell in row] for row in rows]
        return _with_rows(blocks, at, rows)

    def _change_columns(self, blocks: list[Block], at: int) -> list[Block]:
        """A column put in or taken out of a table without merged cells."""
        table = _table_of(blocks[at])
        rows = [[replace(cell, rows=1, columns=1) for cell in row] for row in table.rows]
        n = self._random.randint(0, min(len(row) for row in rows))
        is_new = self._random.random() < 0.6
        for row in rows:
            if is_new:
                row.insert(n, Cell(self._cell_paragraphs()))
            elif len(row) > 1:
                del row[min(n, len(row) - 1)]
        blocks = _with_rows(blocks, at, rows)
        blocks[at] = replace(blocks[at], table=replace(_table_of(blocks[at]), widths=()))
        return blocks

    def _merge(self, blocks: list[Block], at: int) -> list[Block]:
        """Two neighbours of a row become one cell."""
        rows = [list(row) for row in _table_of(blocks[at]).rows]
        row = self._random.choice(rows)
        if len(row) > 1:
            n = self._random.randrange(len(row) - 1)
            if row[n].rows == row[n + 1].rows:
                joined = row[n].paragraphs + row[n + 1].paragraphs
                wide = row[n].columns + row[n + 1].columns
                row[n : n + 2] = [replace(row[n], paragraphs=joined, columns=wide)]
        return _with_rows(blocks, at, rows)

    def _look_of_table(self, blocks: list[Block], at: int) -> list[Block]:
        table = _table_of(blocks[at])
        header = self._random.randint(0, len(table.rows))
        bordered = self._random.random() < 0.5
        widths = tuple(width + 100 for width in table.widths)
        table = replace(table, header_rows=header, bordered=bordered, widths=widths)
        blocks[at] = replace(blocks[at], table=table)
        return blocks

    def _align_cell(self, blocks: list[Block], at: int) -> list[Block]:
        rows = [list(row) for row in _table_of(blocks[at]).rows]
        row = self._random.choice(rows)
        row[:] = [replace(cell, align=self._random.choice(list(Align))) for cell in row]
        return _with_rows(blocks, at, rows)


Edit = Callable[[Chance, list[Block], int], list[Block]]

EDITS: tuple[tuple[Edit, int], ...] = (
    (Chance._edit_words, 10),  # the table of its own methods
    (Chance._insert, 4),
    (Chance._delete, 4),
    (Chance._move, 4),
    (Chance._split, 3),
    (Chance._join, 3),
    (Chance._mark, 4),
    (Chance._restyle, 3),
    (Chance._rename, 1),
    (Chance._note, 4),
    (Chance._edit_table, 8),
)
TABLE_EDITS: tuple[Edit, ...] = (
    Chance._edit_cell,
    Chance._insert_row,
    Chance._delete_row,
    Chance._change_columns,
    Chance._merge,
    Chance._look_of_table,
    Chance._align_cell,
)


def _table_of(block: Block) -> Table:
    if block.table is None:
        raise ValueError("not a table")
    return block.table


def _with_rows(blocks: list[Block], at: int, rows: Sequence[Sequence[Cell]]) -> list[Block]:
    table = replace(_table_of(blocks[at]), rows=tuple(tuple(row) for row in rows))
    blocks[at] = replace(blocks[at], table=table)
    return blocks


def _columns(rows: Sequence[Sequence[Cell]]) -> int:
    return max((sum(cell.columns for cell in row) for row in rows), default=1) or 1


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """Each list counted through: a list is the items of one group, mark and level."""
    counts: Counter[object] = Counter()
    numbered = []
    for block in blocks:
        if block.mark is not None and block.mark.format is not ListFormat.BULLET:
            place = (block.mark.group, block.mark.template, block.mark.format, block.level)
            counts[place] += 1
            block = replace(block, mark=replace(block.mark, number=counts[place]))  # noqa: PLW2901
        numbered.append(block)
    return numbered
