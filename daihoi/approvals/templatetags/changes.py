"""Words that changed between two submissions, in HTML."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from daihoi.papers.comparison import Op, Words

register = template.Library()
_WRITTEN = {Op.EQUAL: "{}", Op.INSERT: "<ins>{}</ins>", Op.DELETE: "<del>{}</del>"}


@register.filter
def changed_words(words: Words) -> SafeString:
    """What was put in and what was taken out, marked; the rest as it is."""
    return format_html_join(
        "", "{}", ((format_html(_WRITTEN[piece.op], piece.text),) for piece in words)
    )
