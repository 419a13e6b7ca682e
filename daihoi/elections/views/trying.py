"""What forms of elections have in common: an action tried, its refusal told where it was typed."""

from collections.abc import Callable

from django import forms

from daihoi.base.errors import DomainError


def took(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the form was right and the action done; else the form says why, typed values stay."""
    if not form.is_valid():
        return False
    try:
        act()
    except DomainError as refusal:
        form.add_error(None, refusal.in_full)
        return False
    return True
