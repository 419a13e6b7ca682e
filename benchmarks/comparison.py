"""Two versions of a paper compared from their files: ours against Docxodus.

Run as ``python -m benchmarks.comparison``. Docxodus comes with ``python-redlines[docxodus]``; it
is a program of its own, so "warm" for it means a warm Python and a warm file cache.
"""

import io
import re
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
from random import Random

from docx import Document
from docx.document import Document as Paper
from lxml import etree
from python_redlines import DocxodusEngine

from daihoi.papers.comparison import ChangeKind, Comparison, compare
from daihoi.papers.reading import read_word

SAMPLES = Path(__file__).parents[1] / "tests" / "cases" / "samples"
DRAFT = SAMPLES / "bao-cao-chinh-tri-du-thao-1.docx"
BLOCKS = 300
RUNS = 7
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


Lines = list[list[str]]  # paragraphs as [style, text]; a table row as ["row", cell, cell, ...]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "old.docx"), Path(folder, "new.docx")
        lines = _lines()
        _write(lines, old)
        _write(_edited(lines), new)
        copy = Path(folder, "nfd.docx")
        copy.write_bytes(_decomposed(DRAFT.read_bytes()))
        _print_speed(old, new)
        _print_marks(f"{BLOCKS} blocks, 31 edits", old, new)
        _print_marks("the sample report and its edited copy (8 edits)", DRAFT, _edited_sample())
        _print_marks("the sample report and its own NFD copy", DRAFT, copy)


def _edited_sample() -> Path:
    return SAMPLES / "bao-cao-chinh-tri-gop-y-2.docx"


def _print_speed(old: Path, new: Path) -> None:
    engine = DocxodusEngine()
    names = [str(old), str(new)]
    pairs = {
        "cold (a fresh process)": (
            lambda: subprocess.run([sys.executable, "-c", OURS, *names], check=True),
            lambda: subprocess.run([sys.executable, "-c", THEIRS, *names], check=True),
        ),
        "warm (the same process again)": (
            lambda: _ours(old, new),
            lambda: engine.run_redline("x", old, new),
        ),
    }
    print(f"\nComparing two versions of {BLOCKS} blocks, from file to changes; median of {RUNS}")
    print(f"{'':32}{'ours':>10}{'Docxodus':>12}{'ratio':>9}")
    for name, (ours, theirs) in pairs.items():
        mine, peer = _median_ms(ours, theirs)
        print(f"{name:32}{mine:>7.0f} ms{peer:>9.0f} ms{peer / mine:>8.1f}x")
    blocks = [read_word(path.read_bytes()).outline.blocks for path in (old, new)]
    alone, _ = _median_ms(lambda: compare(*blocks), lambda: None)
    print(f"{'comparison alone, without files':32}{alone:>7.1f} ms")


def _print_marks(title: str, old: Path, new: Path) -> None:
    comparison = _ours(old, new)
    engine = DocxodusEngine()
    size = sum(len(block.text) for block in read_word(old.read_bytes()).outline.blocks)
    print(f"\nCharacters marked: {title}")
    print(f"{'':32}{'inserted':>10}{'deleted':>10}{'together':>10}{'moved':>10}")
    rows = {
        "ours": _marked_by_us(comparison),
        "Docxodus": _marked_by_docxodus(engine.run_redline("x", old, new)[0]),
        "Docxodus, moves asked for": _marked_by_docxodus(
            engine.run_redline("x", old, new, detect_moves=True)[0]
        ),
    }
    for name, marked in rows.items():
        print(
            f"{name:32}{marked.inserted:>10}{marked.deleted:>10}{marked.changed:>10}"
            f"{marked.moved:>10}"
        )
    print(f"edits ours names: {len(comparison.edits)}; characters of the older text: {size}")


def _ours(old: Path, new: Path) -> Comparison:
    before, after = (read_word(path.read_bytes()).outline.blocks for path in (old, new))
    return compare(before, after)


def _median_ms(*jobs: Callable[[], object]) -> list[float]:
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


def _marked_by_docxodus(data: bytes) -> Marked:
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


def _lines() -> Lines:
    """The sample's paragraphs again and again, the figures of each time its own, with tables."""
    sample = Document(str(DRAFT))
    source = [[p.style.name, p.text] for p in sample.paragraphs if p.text and p.style]
    rows = [["row", *(cell.text for cell in row.cells)] for row in sample.tables[2].rows]
    lines: Lines = []
    while sum(line[0] != "row" for line in lines) < BLOCKS - 3:
        year = sum(line[0] != "row" for line in lines) // len(source)
        style, text = source[sum(line[0] != "row" for line in lines) % len(source)]
        if text.startswith("Biểu số 2"):
            lines += [row.copy() for row in rows]
        heading = style if style.startswith("Heading") else "Normal"
        lines.append([heading, text.translate(str.maketrans("13579", f"{year}468{year + 1}"))])
    return lines


def _edited(lines: Lines) -> Lines:
    """Thirty-one edits as offices make them, always the same ones."""
    random = Random(2020)
    edited = [line.copy() for line in lines]
    long = [n for n, line in enumerate(edited) if line[0] == "Normal" and len(line[1]) > 200]
    chosen = iter(random.sample(long, 29))
    for old, new in EDITS:
        _put(edited[next(chosen)], random, old, new)
    rows = [n for n, line in enumerate(edited) if line[0] == "row" and line[1].isdigit()]
    for n in random.sample(rows, 3):
        edited[n][4] = f"từ {random.randint(30, 70)} trở lên"
    for _ in range(3):
        line = edited[next(chosen)]
        sentence = line[1].split(". ")[0]
        line[1] = line[1].replace(sentence, REWRITTEN, 1)
    split, joined, gone, gone_too, moved, moved_too, target, target_too = (
        next(chosen) for _ in range(8)
    )
    _put(edited[moved_too], random, "", "đồng thời")
    after = {target: edited[moved], target_too: edited[moved_too]}
    result: Lines = []
    for n, line in enumerate(edited):
        if n == split:
            first, second = re.split(r"(?<=[.;]) ", line[1], maxsplit=1)
            result += [["Normal", first], ["Normal", second]]
        elif n == joined:
            result[-1] = [result[-1][0], f"{result[-1][1]} {line[1]}"]
        elif n not in {gone, gone_too, moved, moved_too}:
            result += [line, after[n]] if n in after else [line]
    for n, text in zip((40, 160), NEW_PARAGRAPHS, strict=True):
        result.insert(n, ["Normal", text])
    return result


def _put(line: list[str], random: Random, old: str, new: str) -> None:
    """Replace ``old``; where the line does not hold it, replace or add before a random word."""
    if old and old in line[1]:
        line[1] = line[1].replace(old, new, 1)
        return
    words = line[1].split(" ")
    at = random.randrange(5, len(words) - 5)
    words[at : at + bool(old)] = [new]
    line[1] = " ".join(word for word in words if word)


EDITS = (
    ("hằng năm", "hằng quý"),
    ("Chi bộ", "Chi ủy"),
    ("", "kịp thời"),
    ("", "đúng quy định,"),
    ("các cơ quan", "cơ quan, đơn vị"),
    ("2020", "2021"),
    ("", "và các đoàn thể"),
    ("đảng viên", "đảng viên, công chức"),
    ("thi hành án dân sự", "thi hành án"),
    ("chỉ tiêu", "mục tiêu"),
    ("đã", ""),
    ("trong", ""),
    ("nhiệm vụ", ""),
    ("tỷ đồng", "triệu đồng"),
    ("%", " phần trăm"),
    ("tổ chức", "triển khai"),
    ("", "thường xuyên,"),
    ("", "có trọng tâm, trọng điểm"),
)
REWRITTEN = "Cấp ủy tập trung chỉ đạo quyết liệt, phân công rõ người, rõ việc, rõ thời hạn"
NEW_PARAGRAPHS = (
    "Về nguồn lực, dự kiến trong nhiệm kỳ có 06 công chức nghỉ hưu, cần chuẩn bị sớm người thay.",
    "Mỗi tổ đảng đăng ký một việc mới, khó; kết quả được đánh giá vào kỳ sinh hoạt cuối năm.",
)


def _write(lines: Lines, path: Path) -> None:
    paper = Document()
    rows: Lines = []
    for line in [*lines, ["end", ""]]:
        if line[0] == "row":
            rows.append(line[1:])
            continue
        if rows:
            _write_table(paper, rows)
            rows = []
        if line[0] != "end":
            paper.add_paragraph(line[1], style=line[0])
    paper.save(str(path))


def _write_table(paper: Paper, rows: Lines) -> None:
    table = paper.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


if __name__ == "__main__":
    main()
