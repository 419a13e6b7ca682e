"""A paper on the screen as it looks on its sheet."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from daihoi.papers.outline import Block, BlockKind, Run

register = template.Library()
_TAGS = (("bold", "strong"), ("italic", "em"), ("underline", "u"))


@register.filter
def runs(words: Iterable[Run], links: Mapping[str, str] | None = None) -> SafeString:
    """The words of a line with their marks; a footnote stands in brackets.

    A gap is marked, and leads to where it is filled if ``links`` has an address for its field.
    """
    return format_html_join("", "{}", ((_run(run, links or {}),) for run in words))


@register.filter
def is_table(block: Block) -> bool:
    return block.kind is BlockKind.TABLE


@register.filter
def sheet_class(block: Block) -> str:
    """Its style class: "sheet-heading sheet-level-2 sheet-center"."""
    names = [f"sheet-{block.kind.value}"]
    if block.kind is not BlockKind.PARAGRAPH:
        names.append(f"sheet-level-{block.level}")
    if block.align:
        names.append(f"sheet-{block.align.value}")
    return " ".join(names)


def _run(run: Run, links: Mapping[str, str]) -> SafeString:
    if run.footnote:
        return format_html('<span class="sheet-note">[{}]</span>', run.footnote)
    lines = run.text.split("\n")
    html = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))
    for name, tag in _TAGS:
        if getattr(run, name):
            html = format_html("<{}>{}</{}>", tag, html, tag)
    if not run.gap:
        return html
    if url := links.get(run.text.strip("[]").lower()):
        return format_html('<a class="gap" href="{}">{}</a>', url, html)
    return format_html('<mark class="gap">{}</mark>', html)
