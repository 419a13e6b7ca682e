"""How dates, numbers, names and states are written on pages; nowhere else decides it."""

import datetime as dt
import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, FileInput
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from daihoi.rules.families import said_in
from daihoi.vietnamese import dates, names, numerals
from daihoi.vietnamese.text import find_words, nfc

register = template.Library()
_DATE = re.compile(r"\b\d{1,2}-\d{1,2}-\d{4}\b")


def _day(value: dt.date) -> dt.date:
    """The calendar day in the house's time zone."""
    if not isinstance(value, dt.datetime):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()


@register.filter
def vn_date(value: dt.date | dates.PartialDate | str | None) -> str:
    """26-3-2020; nothing for no date (a name missing from a template arrives as "")."""
    if value is None or isinstance(value, str):
        return ""
    known = value if isinstance(value, dates.PartialDate) else _day(value)
    return dates.format_date(known, dates.DateStyle.DASHED)


@register.filter
def vn_weekday(value: dt.date | None) -> str:
    """thứ Năm 26-3-2020; the weekday in the reader's language."""
    if not value:
        return ""
    day = _day(value)
    vietnamese = (get_language() or "").partition("-")[0] == "vi"
    weekday = dates.weekday_name(day) if vietnamese else date_format(day, "l")
    return f"{weekday} {vn_date(day)}"


@register.filter
def vn_datetime(value: dt.datetime | None) -> str:
    """14:05, 26-3-2020 in the house's time zone."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%H:%M}, {vn_date(local)}"


@register.filter
def unbroken(text: object) -> SafeString:
    """Kept on one line: a browser breaks 26-3-2020 after its hyphens."""
    return format_html('<span class="nowrap">{}</span>', text)


@register.filter
def whole_dates(text: str) -> SafeString:
    """A sentence whose dates are each kept on one line."""
    return mark_safe(_DATE.sub(lambda found: unbroken(found[0]), conditional_escape(text)))  # noqa: S308 - escaped


@register.filter
def vn_number(value: float | str | None) -> str:
    """1.234,5; nothing for no number."""
    return "" if value is None or isinstance(value, str) else numerals.format_number(value)


@register.filter
def percent(part: float, whole: float) -> str:
    """The share with at most one decimal: 41 of 46 is "89,1 %"; a dash when there is no whole."""
    if not whole:
        return "–"
    tenths = round(Fraction(part) * 1000 / Fraction(whole))
    return f"{numerals.format_number(tenths / 10)} %"


@register.filter
def initials(name: object) -> str:
    return names.initials(str(name))


@register.filter
def days_left(due: dt.date | None, today: dt.date) -> str:
    """How far a due date is from ``today``: "còn 2 ngày", "hôm nay", "trễ 2 ngày"."""
    if not due:
        return ""
    days = (_day(due) - _day(today)).days
    if days == 0:
        return gettext("hôm nay")
    if days < 0:
        return ngettext("trễ %(days)s ngày", "trễ %(days)s ngày", -days) % {"days": -days}
    return ngettext("còn %(days)s ngày", "còn %(days)s ngày", days) % {"days": days}


@register.filter
def days_kind(due: dt.date | None, today: dt.date) -> str:
    """The badge kind of a due date: late, waiting within three days, else neutral."""
    if not due:
        return "neutral"
    days = (_day(due) - _day(today)).days
    if days < 0:
        return "late"
    return "waiting" if days <= 3 else "neutral"


@register.filter
def said(text: str) -> str:
    """A text of the house's data in the words of the organization the page is for."""
    return said_in(get_language(), text)


@register.filter
def highlight(text: object, words: str) -> SafeString:
    """Escape ``text`` and mark where the words of a search stand, marks and case apart.

    Where they stand is `vietnamese.text.find_words`: the whole phrase, or each word alone.
    """
    plain = nfc(str(text))
    found = find_words(plain, words)
    pieces: list[tuple[str, str]] = []
    end = 0
    for start, stop in found:
        if start < end:
            continue
        pieces.append((plain[end:start], plain[start:stop]))
        end = stop
    marked = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html("{}{}", marked, plain[end:])


@register.filter
def page_query(query: QueryDict | None, number: int) -> str:
    """The address's query with another page number; filters stay."""
    changed = query.copy() if query else QueryDict(mutable=True)
    changed["page"] = str(number)
    return changed.urlencode()


@register.filter
def is_single_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_file(field: BoundField) -> bool:
    return isinstance(field.field.widget, FileInput)


@register.filter
def is_file_gone(field: BoundField) -> bool:
    """Whether a file came with a form that is shown again: browsers do not keep the choice."""
    return field.form.is_bound and isinstance(field.field.widget, FileInput) and bool(field.data)


@register.simple_tag
def badge(kind: str, text: object) -> SafeString:
    """A state as word and shape; ``kind`` is late, waiting, done, note or neutral."""
    return format_html('<span class="badge badge-{}">{}</span>', kind, text)


@register.inclusion_tag("ui/components/table.html", name="table")
def table_tag(columns: Iterable[object], rows: Iterable[Iterable[object]]) -> dict[str, Any]:
    """Rows of words, days and numbers as pages write them; the first cell of a row names it."""
    heads = [str(column) for column in columns]
    shown = [
        [(*_cell(value), head) for value, head in zip(row, heads, strict=True)] for row in rows
    ]
    kinds = [max((row[place][1] for row in shown), default="") for place in range(len(heads))]
    return {"columns": list(zip(heads, kinds, strict=True)), "rows": shown}


def _cell(value: object) -> tuple[str, str]:
    """A value in words, and the class of its cell."""
    if isinstance(value, dt.datetime):
        return vn_datetime(value), "nowrap"
    if isinstance(value, dt.date):
        return vn_date(value), "nowrap"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return vn_number(value), "number"
    return "" if value is None else str(value), ""


@register.inclusion_tag("ui/components/field.html", name="field")
def field_tag(field: BoundField) -> dict[str, Any]:
    """Label, hint, widget and errors of one field."""
    return {"field": field}
