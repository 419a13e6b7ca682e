"""The opinion table of a round as .docx: ours against plain python-docx, in one run.

    python -m benchmarks.opinion_table [--rows 10000] [--peer-seconds 300]

Both start from the same rows of text; each run has a process of its own. The peer is timed on
growing tables until the next one might pass ``--peer-seconds`` (it may grow with the square of
the rows); if it never reaches our number of rows, the ratio is only a lower bound and says so.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from docx import Document

from benchmarks.table import print_table
from daihoi.papers.outline import Block, BlockKind, Cell, Outline, Run, Table
from daihoi.papers.writing import Look, write_word

COLUMNS = (
    "TT", "Văn kiện, phiên bản, lần lấy ý kiến", "Phần/mục/trang/dòng", "Người/đơn vị góp ý",
    "Ngày, hình thức", "Nội dung góp ý", "Loại ý kiến", "Số ý kiến trùng", "Kết quả xử lý",
    "Giải trình", "Nội dung sau chỉnh sửa", "Người xử lý, ngày", "Người duyệt",
)  # fmt: skip
WIDTHS = (500, 1100, 1100, 1200, 1000, 2200, 800, 600, 900, 1700, 1700, 900, 587)
REPEATS = 3


def texts(number: int) -> list[str]:
    """The 13 cells of one opinion, as long as real ones are."""
    return [
        str(number),
        "Báo cáo chính trị, phiên bản 3, lần 4",
        f"Phần thứ hai, mục IV.{number % 9 + 1}",
        f"Đồng chí số {number % 46 + 1}, Văn phòng",
        f"{number % 28 + 1}/3/2020, bằng văn bản",
        f"Đề nghị nêu rõ chỉ tiêu thi hành xong về tiền và giải pháp thực hiện ({number}).",
        "Bổ sung",
        str(number % 7),
        "Tiếp thu một phần",
        "Số liệu đã được thống nhất với cơ quan thống kê nên giữ nguyên, chỉ bổ sung giải pháp.",
        f"Phấn đấu thi hành xong {number % 40 + 50} % số việc có điều kiện thi hành.",
        "Tiểu ban Văn kiện, 26/3/2020",
        "Trưởng tiểu ban",
    ]


@lru_cache(maxsize=1024)
def cell(text: str) -> Cell:
    """Half of the columns say the same few things again and again: one cell for each of them."""
    return Cell(((Run(text),),))


def outline_of(rows: list[list[str]]) -> Outline:
    table = Table(
        rows=tuple(tuple(cell(text) for text in row) for row in rows), header_rows=1, widths=WIDTHS
    )
    return Outline((Block(BlockKind.TABLE, table=table),), title="Bảng tổng hợp ý kiến")


def write_ours(rows: list[list[str]]) -> tuple[bytes, float]:
    """The file, and the seconds that `write_word` alone took of it."""
    outline = outline_of(rows)
    start = time.perf_counter()
    data = write_word(outline, look=Look(landscape=True, table_pt=10))
    return data, time.perf_counter() - start


def write_peer(rows: list[list[str]]) -> tuple[bytes, float]:
    """As python-docx's own documentation fills a table."""
    start = time.perf_counter()
    document = Document()
    table = document.add_table(rows=0, cols=len(COLUMNS))
    for row in rows:
        cells = table.add_row().cells
        for each, text in zip(cells, row, strict=True):
            each.text = text
    target = BytesIO()
    document.save(target)
    return target.getvalue(), time.perf_counter() - start


WRITERS = {"ours": write_ours, "peer": write_peer}


def measure(writer: str, rows: int) -> dict[str, float]:
    """One run in a process of its own: seconds (whole, write_word's), memory added, file size."""
    command = [sys.executable, "-m", "benchmarks.opinion_table", "--measure", writer]
    project = Path(__file__).resolve().parents[1]
    done = subprocess.run(
        [*command, "--rows", str(rows)], check=True, capture_output=True, text=True, cwd=project
    )
    result: dict[str, float] = json.loads(done.stdout)
    return result


def measured_here(writer: str, size: int) -> dict[str, float]:
    write = WRITERS[writer]
    write([list(COLUMNS)])  # imports and first-time caches are not what is compared
    rows = [list(COLUMNS), *(texts(number) for number in range(1, size + 1))]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    data, writing = write(rows)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "seconds": seconds,
        "writing": writing,
        "memory_mb": (peak - before) / 1024,  # Linux counts in KB
        "file_mb": len(data) / 1e6,
    }


def peer_runs(rows: int, budget_seconds: float) -> list[tuple[int, dict[str, float]]]:
    """Tables of growing size, the last one ``rows`` long if the budget allows it."""
    runs: list[tuple[int, dict[str, float]]] = []
    for size in sorted({rows // 10, rows // 5, rows}):
        if runs:
            last, run = runs[-1]
            if run["seconds"] * (size / last) ** 2 > budget_seconds:
                break
        runs.append((size, measure("peer", size)))
    return runs


def line(name: str, rows: int, seconds: float, run: dict[str, float]) -> tuple[str, ...]:
    return name, str(rows), f"{seconds:.2f}", f"{run['memory_mb']:.0f}", f"{run['file_mb']:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Opinion table to .docx")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--peer-seconds", type=float, default=300)
    parser.add_argument("--measure", choices=sorted(WRITERS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measured_here(options.measure, options.rows)))
        return
    runs = sorted((measure("ours", options.rows) for _ in range(REPEATS)), key=_seconds)
    ours = runs[REPEATS // 2]
    peers = peer_runs(options.rows, options.peer_seconds)
    name = "python-docx add_row, rows to file"
    print_table(
        f"Opinion table, {options.rows:,} rows × {len(COLUMNS)} columns, to .docx",
        ("writer", "rows", "seconds", "peak MB", "file MB"),
        [
            line(f"ours, rows to file (median of {REPEATS})", options.rows, ours["seconds"], ours),
            line("  of which write_word", options.rows, ours["writing"], ours),
            *(line(name, size, run["seconds"], run) for size, run in peers),
        ],
    )
    size, run = peers[-1]
    peer = run["seconds"] * options.rows / size
    measured = "measured" if size == options.rows else f"at least, scaled linearly from {size} rows"
    print(
        f"ratio ({measured}): {peer / ours['seconds']:.0f} from rows to file, "
        f"{peer / ours['writing']:.0f} for write_word alone"
    )


def _seconds(run: dict[str, float]) -> float:
    return run["seconds"]


if __name__ == "__main__":
    main()
