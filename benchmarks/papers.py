"""A report of twelve pages to PDF and to Word: ours, and LibreOffice making the PDF of our Word file.

Run as ``python -m benchmarks.papers``. The office is driven through its own interface (UNO) by a
Python that has it, so that "warm" is an office already running that only loads and exports.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.edited_papers import DRAFT
from benchmarks.table import print_table
from daihoi.papers.official import OfficialPaper, Signature
from daihoi.papers.outline import Block, BlockKind, Run, Runs
from daihoi.papers.profiles import Profile, get_profile
from daihoi.papers.reading import read_word
from daihoi.papers.typesetting import page_count, write_pdf
from daihoi.papers.writing import write_official_word

PAGES = 12
TITLE_BLOCKS = 5  # of the draft: letterhead, draft mark and title are boxes of the paper
MORE_PARAGRAPHS = 16  # what makes ten pages twelve
RUNS = 9
COLD_RUNS = 5
OURS_MOST_S = 0.3  # asked of each format
WANTED_RATIO = 5  # asked against the running office
PROFILE = get_profile("party-2018")

COLD = """
import json, sys
from pathlib import Path
from daihoi.papers.official import OfficialPaper
from daihoi.papers.profiles import Profile, get_profile
from daihoi.papers.{module} import {writer}
paper = OfficialPaper.from_json(json.loads(Path(sys.argv[1]).read_bytes()))
{writer}(paper, get_profile("party-2018"))
"""
OFFICE = """
import sys, time
import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

def option(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found

pipe, runs, source, target = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
tags = uno.Any(
    "[]com.sun.star.beans.PropertyValue",
    (option("UseTaggedPDF", True), option("PDFUACompliance", True)),
)
here = uno.getComponentContext()
resolver = here.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
for patience in range(300):
    try:
        there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except NoConnectException:
        time.sleep(0.1)
desktop = there.ServiceManager.createInstance("com.sun.star.frame.Desktop")
for run in range(runs):
    begun = time.perf_counter()
    paper = desktop.loadComponentFromURL(source, "_blank", 0, (option("Hidden", True),))
    wanted = (option("FilterName", "writer_pdf_Export"), option("FilterData", tags))
    paper.storeToURL(target, wanted)
    paper.close(True)
    print(time.perf_counter() - begun, flush=True)
desktop.terminate()
"""


def main() -> None:
    paper = report()
    pdf = write_pdf(paper, PROFILE)
    word = write_official_word(paper, PROFILE)
    if page_count(pdf) != PAGES:
        sys.exit(f"the report has {page_count(pdf)} pages, not {PAGES}")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "report.docx")
        source.write_bytes(word)
        data = Path(folder, "report.json")
        data.write_text(json.dumps(paper.to_json()), encoding="utf-8")
        ours = {
            "ours: PDF": (_warm(write_pdf), _cold("typesetting", "write_pdf", data)),
            "ours: Word": (
                _warm(write_official_word),
                _cold("writing", "write_official_word", data),
            ),
        }
        office = (_office_warm(source), _office_cold(source))
    rows = [
        [name, _seconds(warm), _seconds(cold), _ratio(office[0], warm), _ratio(office[1], cold)]
        for name, (warm, cold) in ours.items()
    ]
    rows.append(["LibreOffice: PDF of our Word file", *map(_seconds, office), "", ""])
    print_table(
        f"One report, {page_count(pdf)} pages, {len(paper.blocks)} blocks "
        f"({len(pdf) // 1024} KB as PDF, {len(word) // 1024} KB as Word); median seconds. "
        f"Asked: under {OURS_MOST_S} s each, {WANTED_RATIO} times faster warm",
        ["", "warm", "cold", "faster, warm", "faster, cold"],
        rows,
    )


def report(version: int = 0) -> OfficialPaper:
    """The text of the sample draft as an official paper, longer by some of its own paragraphs."""
    outline = read_word(DRAFT.read_bytes()).outline
    text = [block for block in outline.blocks[TITLE_BLOCKS:] if not _is_layout(block)]
    more = [block for block in text if block.kind is BlockKind.PARAGRAPH][:MORE_PARAGRAPHS]
    first = Block(BlockKind.PARAGRAPH, _words(f"Bản thứ {version}."))
    return OfficialPaper(
        superior=_words("Đảng bộ Khối các cơ quan tỉnh Lạng Sơn"),
        issuer=_words("Chi bộ Cục Thi hành án dân sự tỉnh Lạng Sơn"),
        number=_words("Số      -BC/CB"),
        place_and_date=_words("Lạng Sơn, ngày 05 tháng 3 năm 2020"),
        type_name=_words("Báo cáo chính trị"),
        subject=_words("trình Đại hội Chi bộ lần thứ III, nhiệm kỳ 2020-2025"),
        blocks=(first, *text, *more),
        signatures=(
            Signature((_words("T/M chi ủy"),), _words("Bí thư"), _words("Nguyễn Thế Đạt")),
        ),
        recipients=(_words("Đảng ủy Khối (để báo cáo),"), _words("Lưu Văn phòng.")),
        draft=1,
    )


def _is_layout(block: Block) -> bool:
    """A table without lines holds the letterhead or the signatures of the draft."""
    return block.table is not None and not block.table.bordered


def _words(text: str) -> Runs:
    return (Run(text),)


def _warm(write: Callable[[OfficialPaper, Profile], bytes]) -> float:
    """Median of papers that differ: nothing of one is kept for the next."""
    papers = [report(version) for version in range(1, RUNS + 1)]
    return statistics.median(_timed(lambda paper=paper: write(paper, PROFILE)) for paper in papers)


def _cold(module: str, writer: str, paper: Path) -> float:
    """Median of whole programs: Python starts, reads the paper, writes it once."""
    program = COLD.format(module=module, writer=writer)
    command = [sys.executable, "-c", program, str(paper)]
    return statistics.median(_timed(lambda: _run(command)) for _ in range(COLD_RUNS))


def _office_warm(source: Path) -> float:
    """Median inside an office that runs already; its first paper is not counted."""
    soffice, python = _office(), _python_with_uno()
    pipe = f"daihoi-{source.parent.name}"
    office = subprocess.Popen(
        [soffice, *_quiet(source.parent), f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        target = source.with_suffix(".pdf").as_uri()
        asked = [python, "-c", OFFICE, pipe, str(RUNS + 1), source.as_uri(), target]
        told = subprocess.run(asked, check=True, capture_output=True, text=True, timeout=300)
        office.wait(timeout=60)
    finally:
        office.kill()
    return statistics.median(float(line) for line in told.stdout.split()[1:])


def _office_cold(source: Path) -> float:
    """Median of whole programs, with a profile that is there already."""
    target = str(source.parent / "cold")
    command = [_office(), *_quiet(source.parent), "--convert-to", "pdf", "--outdir", target]
    return statistics.median(
        _timed(lambda: _run([*command, str(source)])) for _ in range(COLD_RUNS)
    )


def _quiet(folder: Path) -> list[str]:
    return ["--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile"]


def _office() -> str:
    return shutil.which("soffice") or sys.exit("LibreOffice (soffice) is needed as the peer")


def _python_with_uno() -> str:
    """LibreOffice's interface is a module of the system's Python, or of one that comes with it."""
    beside = Path(_office()).resolve().parent / "python"
    for python in filter(None, map(shutil.which, ("/usr/bin/python3", str(beside), "python3"))):
        if (
            subprocess.run(
                [python, "-c", "import uno"], check=False, capture_output=True
            ).returncode
            == 0
        ):
            return python
    return sys.exit("no Python has the module uno (package python3-uno)")


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}"


def _ratio(theirs: float, ours: float) -> str:
    return f"{theirs / ours:.1f}×"


if __name__ == "__main__":
    main()
