"""Forms that ask for a day."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base import clock
from daihoi.vietnamese.dates import DateError, Precision, format_date, parse_date


class DayField(forms.DateField):
    """A day typed the Vietnamese way: 26/3/2020, 26-3-2020 or the ISO form.

    Not the browser's own control: one set to English would show the month first.
    """

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            known = parse_date(value)
        except DateError as error:
            raise forms.ValidationError(
                _("“%(value)s” không phải ngày có thật; viết như 26/3/2020."),
                params={"value": value},
            ) from error
        if known.precision is not Precision.DAY:
            raise forms.ValidationError(_("Cần đủ ngày, tháng, năm; viết như 26/3/2020."))
        return known.first_day()

    def prepare_value(self, value: Any) -> Any:
        """An address carries the ISO form; people read the other."""
        if isinstance(value, str):
            with suppress(ValueError):
                value = date.fromisoformat(value)
        return format_date(value) if isinstance(value, date) else value


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> DayField:
    """A `DayField` that shows how to write a day."""
    widget = forms.TextInput(attrs={"placeholder": _("ngày/tháng/năm"), "autocomplete": "off"})
    return DayField(label=label, required=required, help_text=help_text, widget=widget)


class RollForm(forms.Form):
    """The day of a roll, read from the address; today where none is given, or none that is one."""

    ngay = day_field(_("Tại ngày"), required=False)

    def __init__(self, data: Mapping[str, str]) -> None:
        super().__init__(data if data.get("ngay") else {"ngay": clock.today()})

    @property
    def day(self) -> date:
        found: date | None = self.cleaned_data.get("ngay") if self.is_valid() else None
        return found or clock.today()


class EndForm(forms.Form):
    on = day_field(_("Ngày cuối cùng"))


def first_day(day: date | None = None) -> dict[str, date]:
    """Initial values of a form that asks from which day."""
    return {"starts_on": day or clock.today(), "on": day or clock.today()}
