"""Hands that were counted, and what the congress was asked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.elections.queries.hands import Hands

MOST = 100_000


def number_field(label: Any, *, least: int = 0, help_text: Any = "") -> forms.IntegerField:
    """A whole number that fits any database."""
    attributes = {"inputmode": "numeric", "autocomplete": "off"}
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=MOST,
        help_text=help_text,
        widget=forms.NumberInput(attrs=attributes),
    )


class HandsForm(forms.Form):
    """For, against, other: what the secretariat counted."""

    votes_for = number_field(_("Số người đồng ý"))
    votes_against = number_field(_("Số người không đồng ý"))
    votes_other = number_field(_("Số người có ý kiến khác"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("votes_against", "votes_other"):
            self.initial.setdefault(name, 0)
        last = ("votes_for", "votes_against", "votes_other")
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    @property
    def hands(self) -> Hands:
        told = self.cleaned_data
        return Hands(told["votes_for"], told["votes_against"], told["votes_other"])


class BodyForm(HandsForm):
    """People proposed for a body; a head where there is to be one."""

    people = forms.TypedMultipleChoiceField(
        label=_("Người được đề xuất"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    head = forms.TypedChoiceField(label=_("Trưởng"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self.fields["people"], people)
        set_choices(self.fields["head"], [("", _("Không, hoặc đã có")), *people])


class SeatsForm(HandsForm):
    seats = number_field(_("Số lượng bầu"), least=1)


class WithdrawalForm(HandsForm):
    proposal = forms.TypedChoiceField(
        label=_("Đoàn chủ tịch đề xuất"),
        choices=[("1", _("cho rút")), ("0", _("không cho rút"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )


class SlateForm(HandsForm):
    """The list that is put to the vote."""

    names = forms.TypedMultipleChoiceField(
        label=_("Danh sách, theo thứ tự in trên phiếu"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    agrees_equal = forms.BooleanField(
        label=_("Đại hội đồng ý danh sách bằng số lượng cần bầu"), required=False
    )

    def __init__(
        self, *args: Any, names: Sequence[tuple[int, str]], is_later: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self.fields["names"], names)
        if not is_later:
            del self.fields["agrees_equal"]


def set_choices(field: forms.Field, choices: Sequence[tuple[Any, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = choices
