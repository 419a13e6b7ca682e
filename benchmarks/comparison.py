"""Two versions of a paper compared from their files: ours against Docxodus.

Run as ``python -m benchmarks.comparison``. Docxodus comes with ``python-redlines[docxodus]``; it
is a program of its own, so "warm" for it means a warm Python and a warm file cache.
"""

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from python_redlines import DocxodusEngine

from benchmarks import edited_papers
from benchmarks.edited_papers import BLOCKS, DRAFT
from benchmarks.table import print_table
from daihoi.papers.comparison import ChangeKind, Comparison, compare
from daihoi.papers.reading import read_word

EDITED_DRAFT = DRAFT.with_name("bao-cao-chinh-tri-gop-y-2.docx")
RUNS = 9
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

OURS = """
import sys
from pathlib import Path
from daihoi.papers.comparison import compare
from daihoi.papers.reading import read_word
old, new = (read_word(Path(name).read_bytes()).outline.blocks for name in sys.argv[1:])
compare(old, new)
"""
THEIRS = """
import sys
from pathlib import Path
from python_redlines import DocxodusEngine
DocxodusEngine().run_redline("x", Path(sys.argv[1]), Path(sys.argv[2]))
"""


@dataclass(frozen=True, slots=True)
class Marked:
    """Characters a comparison shows as changed; a move counts once at each of its places."""

    inserted: int
    deleted: int
    moved: int

    @property
    def changed(self) -> int:
        return self.inserted + self.deleted


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        old, chance, hand, copy = (
            Path(folder, f"{name}.docx") for name in ("old", "chance", "hand", "nfd")
        )
        lines = edited_papers.lines()
        edited_papers.write(lines, old)
        edited_papers.write(edited_papers.edited_by_chance(lines), chance)
        edited_papers.write(edited_papers.edited_by_hand(lines), hand)
        copy.write_bytes(_decomposed(DRAFT.read_bytes()))
        _print_speed(old, chance, bytecode=folder)
        _print_marks(f"{BLOCKS} blocks, 31 edits put by chance", old, chance)
        _print_marks(f"{BLOCKS} blocks, 32 edits made by hand", old, hand)
        _print_marks("the sample report and its edited copy (8 edits)", DRAFT, EDITED_DRAFT)
        _print_marks("the sample report and its own NFD copy", DRAFT, copy)


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
            lambda: engine.run_redline("x", old, new),
        ),
    }
    rows = []
    for name, (ours, theirs) in pairs.items():
        mine, peer = median_ms(ours, theirs)
        rows.append((name, f"{mine:.0f} ms", f"{peer:.0f} ms", f"{peer / mine:.1f}x"))
    blocks = [read_word(path.read_bytes()).outline.blocks for path in (old, new)]
    (alone,) = median_ms(lambda: compare(*blocks))
    rows.append(("comparison alone, without files", f"{alone:.1f} ms", "", ""))
    print_table(
        f"Comparing two versions of {BLOCKS} blocks, from file to changes; median of {RUNS}",
        ("", "ours", "Docxodus", "ratio"),
        rows,
    )


def _print_marks(title: str, old: Path, new: Path) -> None:
    comparison = _ours(old, new)
    engine = DocxodusEngine()
    found = {
        "ours": _marked_by_us(comparison),
        "Docxodus": marked_in(engine.run_redline("x", old, new)[0]),
        "Docxodus, moves asked for": marked_in(
            engine.run_redline("x", old, new, detect_moves=True)[0]
        ),
    }
    rows = [
        (name, str(each.inserted), str(each.deleted), str(each.changed), str(each.moved))
        for name, each in found.items()
    ]
    print_table(
        f"Characters marked: {title}", ("", "inserted", "deleted", "together", "moved"), rows
    )
    size = sum(len(block.text) for block in read_word(old.read_bytes()).outline.blocks)
    print(f"edits ours names: {len(comparison.edits)}; characters of the older text: {size}")


def _ours(old: Path, new: Path) -> Comparison:
    before, after = (read_word(path.read_bytes()).outline.blocks for path in (old, new))
    return compare(before, after)


def median_ms(*jobs: Callable[[], object]) -> list[float]:
    """The jobs in turn, so that a busy moment of the machine falls on all of them."""
    times: list[list[float]] = [[] for _ in jobs]
    for job in jobs:
        job()
    for _ in range(RUNS):
        for job, spent in zip(jobs, times, strict=True):
            start = time.perf_counter()
            job()
            spent.append((time.perf_counter() - start) * 1000)
    return [statistics.median(spent) for spent in times]


def _marked_by_us(comparison: Comparison) -> Marked:
    moves = {ChangeKind.MOVED, ChangeKind.MOVED_AND_EDITED}
    moved = sum(
        2 * sum(len(piece.text) for piece in change.words)
        for change in comparison.changes
        if change.kind in moves
    )
    return Marked(comparison.inserted_chars, comparison.deleted_chars, moved)


def marked_in(data: bytes) -> Marked:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [f"word/{part}.xml" for part in ("document", "footnotes")]
        parts = [package.read(name) for name in names if name in package.namelist()]
    counts = dict.fromkeys(("ins", "del", "moveFrom", "moveTo"), 0)
    for part in parts:
        root = etree.fromstring(part)
        for mark in counts:
            for text in root.iterfind(f".//{WORD}{mark}//{WORD}t"):
                counts[mark] += len(text.text or "")
            for text in root.iterfind(f".//{WORD}{mark}//{WORD}delText"):
                counts[mark] += len(text.text or "")
    return Marked(counts["ins"], counts["del"], counts["moveFrom"] + counts["moveTo"])


def _decomposed(data: bytes) -> bytes:
    """The same .docx with every Vietnamese letter as a base letter and its marks."""
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(copy, "w") as new:
        for item in old.infolist():
            part = old.read(item)
            if item.filename.endswith(".xml"):
                part = unicodedata.normalize("NFD", part.decode()).encode()
            new.writestr(item, part)
    return copy.getvalue()


if __name__ == "__main__":
    main()
