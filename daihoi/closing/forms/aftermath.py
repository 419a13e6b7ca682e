"""Forms of what follows a congress."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base import clock
from daihoi.closing.queries.handovers import Chooser, people_between
from daihoi.organizations.forms.days import day_field
from daihoi.organizations.models import Person


class HandOverForm(forms.Form):
    """Things that change hands together."""

    usual = forms.MultipleChoiceField(
        label=_("Hồ sơ, tài liệu thường bàn giao"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = forms.CharField(
        label=_("Hồ sơ, tài liệu khác"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi thứ một dòng, ghi cả số lượng; ví dụ: Sổ tay đại biểu, 42 cuốn."),
    )
    given_by = forms.ModelChoiceField(label=_("Người giao"), queryset=Person.objects.none())
    taken_by = forms.ModelChoiceField(label=_("Người nhận"), queryset=Person.objects.none())
    handed_on = day_field(_("Ngày bàn giao"))
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=400)

    def __init__(self, *args: Any, chooser: Chooser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("handed_on", clock.today())
        usual = self.fields["usual"]
        assert isinstance(usual, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        usual.choices = [(each, each) for each in chooser.usual]
        if not chooser.usual:
            del self.fields["usual"]
        for name, choices in (("given_by", chooser.givers), ("taken_by", chooser.takers)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
            field.queryset = people_between(chooser.congress)
            field.choices = [("", "---------"), *choices]

    @property
    def things(self) -> list[str]:
        typed = self.cleaned_data["others"].splitlines()
        return [*self.cleaned_data.get("usual", []), *typed]

    @property
    def values(self) -> dict[str, Any]:
        names = ("given_by", "taken_by", "handed_on", "note")
        return {name: self.cleaned_data[name] for name in names}


class StrikeForm(forms.Form):
    reason = forms.CharField(label=_("Lý do gạch bỏ"), max_length=300)
