"""A box that stands in a form only once something unusual was refused: ticked, it goes through."""

from typing import Any

from django import forms


def confirmed_field(label: Any) -> forms.BooleanField:
    """Not shown, and so not ticked, before `ask`."""
    return forms.BooleanField(label=label, required=False, widget=forms.HiddenInput)


def ask(form: forms.Form | forms.ModelForm[Any], name: str) -> None:
    """Show the box beside the refusal, never ticked beforehand."""
    box = forms.CheckboxInput()
    box.is_required = False
    form.fields[name].widget = box
