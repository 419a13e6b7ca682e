"""Words of a script filled with what is known: names, numbers, and the fields of their own item."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from daihoi.congresses.models import Congress
from daihoi.papers.fields import fields_in
from daihoi.programme.models import ScriptLine
from daihoi.registry.queries.boilerplate import (
    FilledText,
    filled,
    problems_of_passage,
    script_words,
)
from daihoi.registry.queries.filling import Sources

NOTHING_SAID = "Kính mời {{người thực hiện}} thực hiện nội dung tiếp theo của chương trình."


def default_words(congress: Congress) -> Mapping[str, str]:
    """By the code of an item of section 8, in the organization's own words where it has them."""
    return script_words(congress.organization)


def own_values(line: ScriptLine) -> dict[str, str]:
    """Fields that mean this item."""
    return {
        "người thực hiện": line.conducted,
        "người giới thiệu": line.introduced,
        "số phút": str(line.minutes),
    }


def fields_said(lines: Iterable[ScriptLine]) -> frozenset[str]:
    """All fields that the words of these lines name."""
    return frozenset(field.name for line in lines for *_at, field in fields_in(line.words))


def fill_words(line: ScriptLine, sources: Sources, roll: Mapping[str, str]) -> FilledText:
    """What is said; what nobody knows stays a visible gap. ``roll`` are numbers by their fields."""
    values = {**roll, **own_values(line)}
    return filled(line.words, sources.congress, values=values, sources=sources)


def without_own_fields(line: ScriptLine, roll: Mapping[str, str]) -> str:
    """The words with the fields of item and roll put in; the others are left for the paper to fill."""
    text = line.words
    values = {**roll, **own_values(line)}
    for start, end, field in reversed(list(fields_in(text))):
        if field.name in values:
            text = text[:start] + values[field.name] + text[end:]
    return text


def problems_in(words: str) -> str:
    """What is wrong with typed words: a field nobody knows, braces that are none; "" if nothing."""
    said = [f"“{each.field}”" for each in problems_of_passage(words)]
    if not said:
        return ""
    return _("Không có trường %(fields)s. Hãy sửa tên trường hoặc viết thẳng lời nói.") % {
        "fields": ", ".join(said)
    }
