"""Two versions of a paper exported with tracked changes: ours against Docxodus, and how exact.

Run as ``python -m benchmarks.redlines``. From two .docx files to one with tracked changes. "Warm"
for Docxodus, a program of its own, means a warm Python and a warm file cache.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from python_redlines import DocxodusEngine

from benchmarks import edited_papers
from benchmarks.comparison import marked_in, median_ms
from benchmarks.edited_papers import BLOCKS
from benchmarks.table import print_table
from daihoi.papers.hands import Hand
from daihoi.papers.outline import Block, Outline
from daihoi.papers.reading import Changes, read_word
from daihoi.papers.writing import write_word
from daihoi.papers.writing.redline import write_redline
from tests.papers.edit_scripts import script
from tests.papers.libreoffice import ACCEPT, REJECT, SOFFICE, settled

SCRIPTS = 500
THROUGH_OFFICE = 20
HAND = Hand("Phòng Nghiệp vụ")

OURS = """
import sys
from pathlib import Path
from daihoi.papers.reading import read_word
from daihoi.papers.hands import Hand
from daihoi.papers.writing.redline import write_redline
old, new = (read_word(Path(name).read_bytes()).outline for name in sys.argv[1:])
write_redline(old, new, hand=Hand())
"""
THEIRS = """
import sys
from pathlib import Path
from python_redlines import DocxodusEngine
DocxodusEngine().run_redline("x", Path(sys.argv[1]), Path(sys.argv[2]), detect_moves=True)
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        old, chance, hand = (Path(folder, f"{name}.docx") for name in ("old", "chance", "hand"))
        lines = edited_papers.lines()
        edited_papers.write(lines, old)
        edited_papers.write(edited_papers.edited_by_chance(lines), chance)
        edited_papers.write(edited_papers.edited_by_hand(lines), hand)
        _print_speed(old, chance, bytecode=folder)
        _print_marks(f"{BLOCKS} blocks, 31 edits put by chance", old, chance)
        _print_marks(f"{BLOCKS} blocks, 32 edits made by hand", old, hand)
        _print_scripts()
        if SOFFICE:
            _print_through_office(Path(folder))
        else:
            print("\nLibreOffice is not installed: no file was settled by it")


def _ours(old: Path, new: Path) -> bytes:
    before, after = (read_word(path.read_bytes()).outline for path in (old, new))
    return write_redline(before, after, hand=HAND)


def _print_speed(old: Path, new: Path, *, bytecode: str) -> None:
    """Fresh processes find all of Python compiled, as installed: the first, uncounted run does it."""
    engine = DocxodusEngine()
    names = [str(old), str(new)]
    places = os.environ | {"PYTHONPYCACHEPREFIX": bytecode, "PYTHONDONTWRITEBYTECODE": ""}

    def fresh(code: str) -> None:
        subprocess.run([sys.executable, "-c", code, *names], check=True, env=places)

    pairs = {
        "cold (a fresh process)": (lambda: fresh(OURS), lambda: fresh(THEIRS)),
        "warm (the same process again)": (
            lambda: _ours(old, new),
            lambda: engine.run_redline("x", old, new, detect_moves=True),
        ),
    }
    rows = []
    for name, (ours, theirs) in pairs.items():
        mine, peer = median_ms(ours, theirs)
        rows.append((name, f"{mine:.0f} ms", f"{peer:.0f} ms", f"{peer / mine:.1f}x"))
    outlines = [read_word(path.read_bytes()).outline for path in (old, new)]
    (alone,) = median_ms(lambda: write_redline(*outlines, hand=HAND))
    rows.append(("the export alone, both versions read", f"{alone:.0f} ms", "", ""))
    print_table(
        f"Two versions of {BLOCKS} blocks to one file with tracked changes",
        ("", "ours", "Docxodus", "ratio"),
        rows,
    )


def _print_marks(title: str, old: Path, new: Path) -> None:
    """How many characters each marks, and whether what it marks leads back and forth."""
    before, after = (read_word(path.read_bytes()).outline.blocks for path in (old, new))
    engine = DocxodusEngine()
    files = {
        "ours": _ours(old, new),
        "Docxodus, moves asked for": engine.run_redline("x", old, new, detect_moves=True)[0],
    }
    rows = []
    for name, data in files.items():
        marked = marked_in(data)
        exact = [
            _same(read_word(data, changes=changes).outline.blocks, blocks)
            for changes, blocks in ((Changes.ACCEPTED, after), (Changes.REJECTED, before))
        ]
        counts = [marked.inserted, marked.deleted, marked.changed, marked.moved]
        rows.append((name, *map(str, counts), *("exact" if same else "differs" for same in exact)))
    head = ("", "inserted", "deleted", "together", "moved", "accepted", "rejected")
    print_table(f"Characters marked: {title}", head, rows)


def _print_scripts() -> None:
    counts: Counter[str] = Counter()
    for seed in range(SCRIPTS):
        old, new = script(seed)
        data = write_redline(old, new, hand=HAND)
        for changes, outline in ((Changes.ACCEPTED, new), (Changes.REJECTED, old)):
            found = read_word(data, changes=changes).outline.blocks
            counts[changes] += _same(found, _as_read(outline))
    rows = [(name, f"{counts[name]} of {SCRIPTS}") for name in Changes]
    print_table("Random edit scripts by our own reader", ("all changes", "exact"), rows)


def _print_through_office(folder: Path) -> None:
    """Against the version itself as LibreOffice saves it; its faults are named in the test."""
    pairs = [script(seed) for seed in range(THROUGH_OFFICE)]
    files = [write_redline(old, new, hand=HAND) for old, new in pairs]
    rows = []
    for side, command in ((1, ACCEPT), (0, REJECT)):
        plain = [write_word(pair[side]) for pair in pairs]
        counts: Counter[str] = Counter()
        for data, wanted in zip(
            settled(files, command, folder), settled(plain, command, folder), strict=True
        ):
            found, same = (read_word(each).outline.blocks for each in (data, wanted))
            counts["words"] += [b.text for b in found if not b.table] == [
                b.text for b in same if not b.table
            ]
            counts["marks"] += _runs(found) == _runs(same)
            counts["tables"] += _tables(found) == _tables(same)
        rows.append(
            (
                "accepted" if side else "rejected",
                *(f"{counts[each]} of {THROUGH_OFFICE}" for each in ("words", "marks", "tables")),
            )
        )
    head = ("all changes", "words of the text", "its marks and notes", "words of tables")
    print_table("Random edit scripts through LibreOffice: exact", head, rows)


def _as_read(outline: Outline) -> tuple[Block, ...]:
    return read_word(write_word(outline)).outline.blocks


def _same(found: Sequence[Block], wanted: Sequence[Block]) -> bool:
    """Everything but the names of lists."""
    return [*map(_without_group, found)] == [*map(_without_group, wanted)]


def _without_group(block: Block) -> Block:
    return replace(block, mark=replace(block.mark, group="")) if block.mark else block


def _runs(blocks: Sequence[Block]) -> list[object]:
    return [block.runs for block in blocks if block.table is None]


def _tables(blocks: Sequence[Block]) -> list[object]:
    return [
        [[cell.text for cell in row] for row in block.table.rows]
        for block in blocks
        if block.table is not None
    ]


if __name__ == "__main__":
    main()
