"""How a text is written in HTML: marks, footnotes, tables, differences.

The words of an element with ``data-block`` are exactly `outline.Block.text`, character by
character: opinions on selected words count on it. Footnote marks carry ``data-not-text``.
"""

from collections.abc import Iterable
from itertools import count

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from daihoi.documents.queries.comparison import ComparedRow
from daihoi.documents.queries.texts import ReadBlock
from daihoi.papers.comparison.words import Op, Words
from daihoi.papers.outline import Align, Cell, Run, Runs

register = template.Library()

_NOTE = (
    '<sup data-not-text><a href="#fn-{number}" id="fnref-{number}" '
    'aria-label="{label} {number}">{number}</a></sup>'
)
_ALIGNED = {Align.CENTER: ' class="cell-center"', Align.RIGHT: ' class="cell-right"'}


@register.filter
def words_html(read: ReadBlock) -> SafeString:
    """The words of a heading, paragraph or item with their marks and footnotes."""
    return _runs(read.block.runs, count(read.first_note))


@register.filter
def table_html(read: ReadBlock) -> SafeString:
    """A table; tabs and line breaks between its cells and rows as in its text."""
    table = read.block.table
    if table is None:
        return mark_safe("")
    numbers = count(read.first_note)
    rows = [
        format_html(
            "<tr>{}</tr>",
            mark_safe("\t".join(_cell(cell, "th" if n < table.header_rows else "td", numbers) for cell in row)),  # noqa: S308 - escaped by _cell
        )
        for n, row in enumerate(table.rows)
    ]  # fmt: skip
    head, body = rows[: table.header_rows], rows[table.header_rows :]
    parts = [f"<thead>{_lines(head)}</thead>"] if head else []
    parts += [f"<tbody>{_lines(body)}</tbody>"] if body else []
    return format_html(
        '<table class="draft-table{}" data-block="{}" data-label="{}">{}</table>',
        "" if table.bordered else " draft-table-plain",
        read.key,
        read.place.label,
        _lines(parts),
    )


@register.filter
def differences(words: Words) -> SafeString:
    """Pieces of a comparison: what was put in, what was taken out."""
    tags = {Op.EQUAL: "{}", Op.INSERT: "<ins>{}</ins>", Op.DELETE: "<del>{}</del>"}
    return mark_safe("".join(format_html(tags[piece.op], piece.text) for piece in words))  # noqa: S308 - escaped


@register.filter
def compared_rows(row: ComparedRow) -> SafeString:
    """The rows of a table that changed, cell by cell."""
    classes = {"inserted": "is-added", "deleted": "is-removed"}
    return format_html_join(
        "",
        '<tr class="{}">{}</tr>',
        (
            (
                classes.get(each.kind.value, ""),
                format_html_join("", "<td>{}</td>", ((differences(c.words),) for c in each.cells)),
            )
            for each in row.rows
        ),
    )


def _lines(parts: Iterable[str]) -> SafeString:
    return mark_safe("\n".join(parts))  # noqa: S308 - made by format_html


def _cell(cell: Cell, tag: str, numbers: Iterable[int]) -> SafeString:
    spans = [f' colspan="{cell.columns}"'] if cell.columns > 1 else []
    spans += [f' rowspan="{cell.rows}"'] if cell.rows > 1 else []
    attributes = mark_safe("".join([*spans, _ALIGNED.get(cell.align, "")]))  # noqa: S308 - numbers
    inside = _lines(_runs(runs, numbers) for runs in cell.paragraphs)
    return format_html("<{}{}>{}</{}>", tag, attributes, inside, tag)


def _runs(runs: Runs, numbers: Iterable[int]) -> SafeString:
    numbered = iter(numbers)
    return mark_safe("".join(_run(run, numbered) for run in runs))  # noqa: S308 - escaped by _run


def _run(run: Run, numbers: Iterable[int]) -> SafeString:
    if run.footnote:
        return format_html(_NOTE, number=next(iter(numbers)), label=_("chú thích"))
    html = conditional_escape(run.text)
    for tag, marked in (("u", run.underline), ("em", run.italic), ("strong", run.bold)):
        html = format_html("<{0}>{1}</{0}>", tag, html) if marked else html
    return html
