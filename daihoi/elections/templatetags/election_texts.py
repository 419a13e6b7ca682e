"""How pages of elections write what a rule rests on."""

from collections.abc import Iterable

from django import template

from daihoi.rules.wording import by_paper

register = template.Library()


@register.filter
def cited(articles: Iterable[object]) -> str:
    """Articles in one line, each paper named once: "244-QĐ/TW, Điều 32, khoản 2; Điều 15"."""
    return by_paper(articles)
