"""Import of a Word file against mammoth converting the same file to HTML.

Ours is the whole way of an upload: `check_upload` (every entry unpacked and judged) and then
`read_word` (outline, losses, counts). Mammoth's is `convert_to_html`, which checks nothing. Both
start from the same bytes in memory, take turns in one run, and are given as medians of wall time.
"""

import io
import statistics
import time
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import mammoth
from lxml import etree

from benchmarks.table import print_table
from daihoi.papers.intake import check_upload
from daihoi.papers.reading import read_word

SAMPLE = Path(__file__).parents[1] / "tests/cases/samples/bao-cao-chinh-tri-du-thao-1.docx"
COPIES = 20  # of the sample's 10 pages
_BODY = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}body"


def lengthened(sample: bytes, copies: int) -> bytes:
    """The same file with its body's blocks repeated, its section properties once at the end."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sample)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "word/document.xml":
                root = etree.fromstring(data)
                body = root.find(_BODY)
                blocks = list(body)[:-1]
                for _ in range(copies - 1):
                    body[-1:-1] = deepcopy(blocks)
                data = etree.tostring(root, encoding="UTF-8", standalone=True)
            target.writestr(entry, data)
    return out.getvalue()


def ours(data: bytes) -> None:
    read_word(check_upload(data, expected="docx", name="sample.docx"))


def peer(data: bytes) -> None:
    mammoth.convert_to_html(io.BytesIO(data))


def _seconds(work: Callable[[bytes], None], data: bytes) -> float:
    start = time.perf_counter()
    work(data)
    return time.perf_counter() - start


def measure(data: bytes, repeats: int) -> tuple[float, float]:
    """Median seconds of ours and of the peer, after one run of each that is not counted."""
    ours(data)
    peer(data)
    pairs = [(_seconds(ours, data), _seconds(peer, data)) for _ in range(repeats)]
    mine, theirs = zip(*pairs, strict=True)
    return statistics.median(mine), statistics.median(theirs)


def main() -> None:
    sample = SAMPLE.read_bytes()
    rows = []
    for label, data, repeats in (
        ("10 pages (the sample)", sample, 15),
        ("200 pages (sample x 20)", lengthened(sample, COPIES), 5),
    ):
        blocks = len(read_word(data).outline.blocks)
        mine, theirs = measure(data, repeats)
        times = f"{mine * 1000:.1f} ms", f"{theirs * 1000:.1f} ms", f"{theirs / mine:.1f}x"
        rows.append((label, str(blocks), *times, str(repeats)))
    print_table(
        "Import of a .docx: check and read against mammoth.convert_to_html; median wall time",
        ("", "blocks", "ours", "mammoth", "ratio", "runs"),
        rows,
    )


if __name__ == "__main__":
    main()
