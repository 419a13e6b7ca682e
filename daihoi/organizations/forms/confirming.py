"""A box that stands in a form only once something unusual was refused: ticked, it goes through."""

from typing import Any

from django import forms


class _Unasked(forms.HiddenInput):
    """Carries no tick on: it was given for what was sent then."""

    def format_value(self, _value: Any) -> None:
        return None


def confirmed_field(label: Any) -> forms.BooleanField:
    """Not shown, and so not ticked, before `ask`."""
    return forms.BooleanField(label=label, required=False, widget=_Unasked)


def ask(form: forms.Form | forms.ModelForm[Any], name: str) -> None:
    """Show the box, not ticked, beside the refusal."""
    form.fields[name].widget = forms.CheckboxInput()
