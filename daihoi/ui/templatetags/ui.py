"""How dates, numbers, names and states are written on pages; nowhere else decides it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from django import template
from django.forms import BoundField, CheckboxInput, FileInput
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from daihoi.vietnamese import names

register = template.Library()

type_of_date = dt.date | dt.datetime | None
StateKind = Literal["late", "waiting", "done", "note", "neutral"]


def _local_date(value: dt.date) -> dt.date:
    return timezone.localtime(value).date() if isinstance(value, dt.datetime) else value
