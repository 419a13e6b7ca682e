"""46 sets of a dossier of 15 papers for the hall, from outlines to one file for the printer.

Run as ``python -m benchmarks dossiers``. Every measurement is a fresh process, so that the memory
it reports is its own; the sample papers stand for the real ones (10, 3 and 2 pages).
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.table import print_table
from daihoi.papers.dossiers import Leaf, bind, print_sets
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Run
from daihoi.papers.profiles import get_profile
from daihoi.papers.reading import read_word
from daihoi.papers.typesetting import page_count, write_pdf

SAMPLES = Path(__file__).parents[1] / "tests" / "cases" / "samples"
FILES = ("bao-cao-chinh-tri-du-thao-1.docx", "de-an-nhan-su.docx", "tham-luan.docx")
PAPERS, MEMBERS = 15, 46
RUNS = 3


def main() -> None:
    if sys.argv[1:] == ["--one"]:
        print(json.dumps(_once()))
        return
    runs = [_fresh() for _ in range(RUNS)]
    best = min(runs, key=lambda run: float(run["all_s"]))
    rows = [
        (f"{PAPERS} papers to PDF", f"{best['papers_s']:.2f} s", f"{best['paper_pages']:.0f} pages"),
        ("bound with index-ready bookmarks", f"{best['bound_s']:.2f} s", f"{best['bound_kb']:.0f} KB"),
        (f"{MEMBERS} covers", f"{best['covers_s']:.2f} s", ""),
        (f"{MEMBERS} sets, two-sided", f"{best['sets_s']:.2f} s", f"{best['sets_kb']:.0f} KB, {best['set_pages']:.0f} pages"),
        ("all of it, cold", f"{best['all_s']:.2f} s", f"{best['memory_mb']:.0f} MB at most"),
    ]  # fmt: skip
    print_table(f"{MEMBERS} sets of a dossier; best of {RUNS}", ("", "time", "size"), rows)


def _fresh() -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.dossiers", "--one"]
    found: dict[str, float] = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )
    return found


def _once() -> dict[str, float]:
    profile = get_profile("party-2018")
    drafts = [read_word((SAMPLES / name).read_bytes()).outline for name in FILES]
    start = time.perf_counter()
    leaves = []
    for number in range(PAPERS):
        title = f"Văn bản số {number + 1}"
        paper = OfficialPaper(
            issuer=(Run("CHI BỘ CỤC"),), type_name=(Run("BÁO CÁO"),), subject=(Run(title),),
            blocks=drafts[number % len(drafts)].blocks,
        )  # fmt: skip
        leaves.append(Leaf(title, write_pdf(paper, profile)))
    papers = time.perf_counter()
    bound = bind(leaves, title="Hồ sơ duyệt đại hội")
    tied = time.perf_counter()
    covers = [
        write_pdf(
            OfficialPaper(
                issuer=(Run("CHI BỘ CỤC"),),
                type_name=(Run("TÀI LIỆU ĐẠI HỘI"),),
                subject=(Run(f"Đồng chí thứ {number}"),),
            ),
            profile,
        )
        for number in range(1, MEMBERS + 1)
    ]
    covered = time.perf_counter()
    sets = print_sets(leaves, covers, title="Bộ tài liệu")
    done = time.perf_counter()
    return {
        "papers_s": papers - start,
        "bound_s": tied - papers,
        "covers_s": covered - tied,
        "sets_s": done - covered,
        "all_s": done - start,
        "paper_pages": bound.pages,
        "bound_kb": len(bound.pdf) / 1024,
        "sets_kb": len(sets) / 1024,
        "set_pages": page_count(sets),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    main()
