"""Lists as .xlsx: ``reading`` takes the cells, ``headers`` finds the columns, ``writing`` gives back."""

from daihoi.papers.sheets.headers import Header, find_header
from daihoi.papers.sheets.reading import (
    CellKind,
    Sheet,
    SheetCell,
    SheetError,
    SheetRow,
    Value,
    read_sheet,
)
from daihoi.papers.sheets.writing import Column, Page, write_sheet, write_sheets

__all__ = [
    "CellKind",
    "Column",
    "Header",
    "Page",
    "Sheet",
    "SheetCell",
    "SheetError",
    "SheetRow",
    "Value",
    "find_header",
    "read_sheet",
    "write_sheet",
    "write_sheets",
]
