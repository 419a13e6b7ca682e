"""Screens speak the reader's language; what is kept or printed is Vietnamese.

Vietnamese has dialects: an organization may call its people by other words than those the house is
written in (`rules.families`). A dialect is a language code like "vi-x-congdoan".
"""

from django.conf import settings
from django.utils import translation

from daihoi.rules.families import said_in


def in_vietnamese() -> translation.override:
    """A context for labels that go into rows, sheets and papers, whoever asks for them."""
    spoken = translation.get_language() or ""
    return translation.override(spoken if is_vietnamese(spoken) else settings.LANGUAGE_CODE)


def in_dialect(code: str) -> translation.override:
    """The same in the words of one organization; "" for those of the house."""
    return translation.override(code or settings.LANGUAGE_CODE)


def said(text: str) -> str:
    """A text of the house's data (a catalogue, a form) in the dialect that the page speaks."""
    return said_in(translation.get_language(), text)


def is_vietnamese(code: str | None) -> bool:
    """Whether a language code is Vietnamese, in whichever dialect."""
    return (code or "").partition("-")[0] == settings.LANGUAGE_CODE
