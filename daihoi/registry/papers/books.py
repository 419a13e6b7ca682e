"""A book (sổ) as .xlsx and as .docx, printed on landscape A4 with its header row on every page."""

import re
from datetime import date
from typing import Any

from daihoi.papers import outline
from daihoi.papers.sheets import Column, write_sheet
from daihoi.papers.writing import Look, write_word
from daihoi.registry.queries.books import Book
from daihoi.vietnamese.dates import DateStyle, format_date

LOOK = Look(landscape=True, margins_mm=(20, 15, 20, 15), table_pt=11)
WIDTH_TWIPS = 14_400  # of landscape A4 between these margins
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def book_sheet(book: Book) -> bytes:
    """Days stay days; nothing can start a formula."""
    columns = [Column(column.title, column.width) for column in book.kind.columns]
    return write_sheet(_heads(book), columns, book.rows, name=book.kind.title)


def book_word(book: Book) -> bytes:
    """The same rows as a table."""
    whole = sum(column.width for column in book.kind.columns)
    widths = tuple(column.width * WIDTH_TWIPS // whole for column in book.kind.columns)
    header = tuple(_cell(column.title) for column in book.kind.columns)
    rows = tuple(tuple(_cell(_words(value)) for value in row) for row in book.rows)
    grid = outline.Table(rows=(header, *rows), header_rows=1, widths=widths)
    heads = [
        outline.Block(
            outline.BlockKind.PARAGRAPH,
            runs=(outline.Run(line, bold=True),),
            align=outline.Align.CENTER,
        )
        for line in _heads(book)
    ]
    body = outline.Block(outline.BlockKind.TABLE, table=grid)
    return write_word(outline.Outline((*heads, body), title=book.kind.title), look=LOOK)


def book_name(book: Book) -> str:
    """Of the file, without what follows the point."""
    name = f"{book.kind.title} {book.organization.short_name} {book.filters.year}"
    return _NOT_IN_NAMES.sub(" ", name).strip()


def _heads(book: Book) -> list[str]:
    lines = [book.organization.name.upper(), book.kind.title.upper(), book.period]
    return [line for line in lines if line]


def _words(value: Any) -> str:
    if isinstance(value, date):
        return format_date(value, DateStyle.DASHED)
    return "" if value is None else str(value)


def _cell(text: str) -> outline.Cell:
    return outline.Cell(((outline.Run(text),),)) if text else outline.Cell()
