"""Templates of papers: texts with fields in them, typed by people, filled from data."""

from daihoi.papers.fields.boxes import LISTS, SINGLE, Box, Spot, spots
from daihoi.papers.fields.filling import (
    Field,
    Problem,
    Value,
    check,
    field_key,
    field_names,
    fields_in,
    fill,
    fill_line,
)
from daihoi.papers.fields.texts import Texts, paper_of, texts_of
from daihoi.papers.fields.typed import (
    parse_blocks,
    parse_lines,
    parse_runs,
    write_blocks,
    write_lines,
    write_runs,
)

__all__ = [
    "LISTS",
    "SINGLE",
    "Box",
    "Field",
    "Problem",
    "Spot",
    "Texts",
    "Value",
    "check",
    "field_key",
    "field_names",
    "fields_in",
    "fill",
    "fill_line",
    "paper_of",
    "parse_blocks",
    "parse_lines",
    "parse_runs",
    "spots",
    "texts_of",
    "write_blocks",
    "write_lines",
    "write_runs",
]
