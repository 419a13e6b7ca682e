"""Forms of the screens in the hall."""

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.conduct.models import ScreenView


class ScreenForm(forms.Form):
    name = forms.CharField(
        label=_("Tên màn hình"),
        max_length=80,
        required=False,
        help_text=_("Ví dụ: bên trái sân khấu. Để trống thì gọi theo số."),
    )
    shows = forms.ChoiceField(
        label=_("Chiếu"), choices=ScreenView.choices, initial=ScreenView.FOLLOW
    )


class ShowsForm(forms.Form):
    """What one screen shows."""

    shows = forms.ChoiceField(choices=ScreenView.choices)
