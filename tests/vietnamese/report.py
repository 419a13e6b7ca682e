"""The sample report and the opinions on it, read plainly for the tests of places and likeness."""

from itertools import count
from pathlib import Path

import docx
import openpyxl
from docx.table import Table

from daihoi.vietnamese.places import PlacedBlock

SAMPLES = Path(__file__).parents[1] / "cases" / "samples"


def report_blocks() -> list[PlacedBlock]:
    """Draft 1 of the political report; a block's key is its index."""
    blocks: list[PlacedBlock] = []
    numbers = count(1)
    for index, part in enumerate(
        docx.Document(str(SAMPLES / "bao-cao-chinh-tri-du-thao-1.docx")).iter_inner_content()
    ):
        key = str(index)
        if isinstance(part, Table):
            rows = [[cell.text for cell in row.cells] for row in part.rows]
            text = "\n".join("\t".join(row) for row in rows)
            blocks.append(PlacedBlock(key, "table", 0, text, rows=tuple(row[0] for row in rows)))
            continue
        style = part.style.name if part.style else ""
        numbered = part._p.pPr is not None and part._p.pPr.numPr is not None
        if style.startswith("Heading") or style == "PhuLuc":
            level = 1 if style == "PhuLuc" else int(style[-1])
            blocks.append(PlacedBlock(key, "heading", level, part.text))
            numbers = count(1)
        elif numbered:
            depth = part._p.pPr.numPr.ilvl
            level = depth.val if depth is not None else 0
            number = 0 if level else next(numbers)
            blocks.append(PlacedBlock(key, "item", level, part.text, number=number))
        else:
            blocks.append(PlacedBlock(key, "paragraph", 0, part.text))
    return blocks


def opinions() -> list[tuple[int, str, str]]:
    """(TT, written place, words) of the 60 opinions."""
    sheet = openpyxl.load_workbook(SAMPLES / "y-kien-gop-y.xlsx").active
    assert sheet is not None
    rows = sheet.iter_rows(min_row=5, max_row=64, values_only=True)
    return [(int(str(row[0])), str(row[3]), str(row[8])) for row in rows]
