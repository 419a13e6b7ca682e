"""Finding the header row of a list, whatever the order and spelling of its columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from daihoi.papers.sheets.likeness import likeness
from daihoi.papers.sheets.reading import CellKind, Sheet, SheetCell, SheetError, SheetRow
from daihoi.vietnamese.text import fold

ROWS_SEARCHED = 50
LEAST_COLUMNS = 2

_TOTAL = re.compile(r"tong (so|cong)\b|(tong|cong)\s*(:|\d|$)")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,3}|[a-z])\)?")

Columns = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns of a list stand."""

    row: int
    columns: Mapping[str, str]  # field -> column letter
    titles: Mapping[str, str]  # column letter -> its heading as written, unknown columns too
    missing: tuple[str, ...]  # fields that no column means
    ambiguous: Mapping[str, tuple[str, ...]]  # field -> the letters that could equally be meant
    unknown: tuple[str, ...]  # letters of columns that mean no field

    def rows_of(self, sheet: Sheet) -> Iterator[SheetRow]:
        """The data rows: no column numbers under the header, no totals, no signatures after them.

        A total ("Tổng số: …") may stand between groups, so the list goes on after one if a row
        fills at least half of the known columns.
        """
        totalled = False
        for place, row in enumerate(row for row in sheet.rows if row.number > self.row):
            if _is_total(row):
                totalled = True
            elif (place == 0 and _numbers_columns(row)) or not self._known(row):
                continue
            elif not totalled or 2 * len(self._known(row)) >= len(self.columns):
                yield row

    def _known(self, row: SheetRow) -> list[SheetCell]:
        cells = [row[letter] for letter in self.columns.values()]
        return [cell for cell in cells if cell.kind is not CellKind.EMPTY]


def find_header(sheet: Sheet, columns: Columns) -> Header:
    """The row of the first 50 that means the most of ``columns`` (field -> accepted headings).

    Deterministic: of rows equally good the first. Raises ``SheetError("no_header")`` where no
    row means two fields (or the only one asked for). A field that two columns mean equally well
    is ambiguous, and neither column is taken.
    """
    headers = [_header(row, columns) for row in sheet.rows[:ROWS_SEARCHED]]
    best = max(headers, key=lambda header: len(columns) - len(header.missing), default=None)
    least = min(LEAST_COLUMNS, len(columns))
    if best is None or len(columns) - len(best.missing) < least:
        titles = ", ".join(headings[0] for headings in columns.values())
        raise SheetError("no_header", titles=titles)
    return best


def _header(row: SheetRow, columns: Columns) -> Header:
    titles = {cell.column: cell.text for cell in row.filled if cell.kind is CellKind.TEXT}
    scores = {
        (field, letter): likeness(title, headings)
        for field, headings in columns.items()
        for letter, title in titles.items()
    }
    taken: dict[str, str] = {}
    ambiguous: dict[str, tuple[str, ...]] = {}
    for score in sorted(set(scores.values()) - {0}, reverse=True):
        used = {*taken.values(), *(letter for letters in ambiguous.values() for letter in letters)}
        claims = {
            field: [
                letter for letter in titles if letter not in used and scores[field, letter] == score
            ]
            for field in columns
            if field not in taken and field not in ambiguous
        }
        for field, letters in claims.items():
            rivals = [other for other in claims if set(claims[other]) & set(letters)]
            if len(letters) == 1 and len(rivals) == 1:
                taken[field] = letters[0]
            elif letters:
                ambiguous[field] = tuple(letters)
    used = {*taken.values(), *(letter for letters in ambiguous.values() for letter in letters)}
    return Header(
        row=row.number,
        columns={field: taken[field] for field in columns if field in taken},
        titles=titles,
        missing=tuple(field for field in columns if field not in taken and field not in ambiguous),
        ambiguous=ambiguous,
        unknown=tuple(letter for letter in titles if letter not in used),
    )


def _is_total(row: SheetRow) -> bool:
    first = row.filled[0]
    return first.kind is CellKind.TEXT and bool(_TOTAL.match(fold(first.text)))


def _numbers_columns(row: SheetRow) -> bool:
    """Whether this is the row "(1) (2) (3)" or "A B 1 2" under a header."""
    return len(row.filled) > 2 and all(
        _COLUMN_NUMBER.fullmatch(fold(cell.text)) for cell in row.filled
    )
