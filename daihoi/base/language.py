"""Screens speak the reader's language; what is kept or printed is Vietnamese."""

from django.conf import settings
from django.utils import translation


def in_vietnamese() -> translation.override:
    """A context for labels that go into rows, sheets and papers, whoever asks for them."""
    return translation.override(settings.LANGUAGE_CODE)
