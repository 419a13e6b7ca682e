"""Forms of day D: an exact day, or a part of a month while the day is not known."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from daihoi.base import clock
from daihoi.congresses.actions.days import Grounds
from daihoi.congresses.models import TargetPrecision
from daihoi.congresses.queries.calendar import holidays_around
from daihoi.congresses.queries.days import day_text
from daihoi.organizations.forms import day_field
from daihoi.rules.plans import ApproximateDay, approximate_day, provisional_day
from daihoi.vietnamese.dates import (
    DateError,
    DateStyle,
    PartialDate,
    Precision,
    format_date,
    parse_date,
)


class TargetField(forms.CharField):
    """A day, or only its month: "3/4/2020", "4/2020"."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or isinstance(value, date | PartialDate):
            return value or None
        try:
            known = parse_date(str(value))
        except DateError as error:
            raise forms.ValidationError(
                _("“%(value)s” không phải ngày có thật; viết như 3/4/2020, hoặc 4/2020."),
                params={"value": value},
            ) from error
        if known.precision is Precision.YEAR:
            raise forms.ValidationError(_("Cần ít nhất tháng và năm; viết như 4/2020."))
        return known

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, date) else value


class TargetFields(forms.Form):
    """Gives ``target_on`` and ``target_precision``; an approximate day gets a provisional one."""

    target_on = TargetField(
        label=_("Ngày dự kiến"),
        help_text=_(
            "Chưa rõ ngày thì chỉ ghi tháng, như 4/2020, rồi chọn đầu, giữa hoặc cuối tháng."
        ),
        widget=forms.TextInput(attrs={"placeholder": _("ngày/tháng/năm"), "autocomplete": "off"}),
    )
    target_precision = forms.ChoiceField(
        label=_("Mức chính xác"),
        choices=TargetPrecision.choices,
        initial=TargetPrecision.DAY,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        known, precision = found.get("target_on"), found.get("target_precision")
        if isinstance(known, PartialDate) and precision:
            try:
                found["target_on"] = _target(known, ApproximateDay(precision))
            except forms.ValidationError as error:
                self.add_error("target_on", error)
        return found


class SetDayForm(forms.Form):
    on = day_field(_("Ngày đại hội"))


class GroundsFields(forms.Form):
    """Why, by whose decision and by which paper."""

    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}))
    authority = forms.CharField(
        label=_("Cấp quyết định"),
        max_length=160,
        help_text=_("Ví dụ: Ban Thường vụ Đảng ủy Khối."),
    )
    paper_number = forms.CharField(
        label=_("Số văn bản"),
        max_length=60,
        required=False,
        help_text=_("Nếu đã có văn bản, ghi cả số và ngày."),
    )
    paper_on = day_field(_("Ngày văn bản"), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if bool(found.get("paper_number")) != bool(found.get("paper_on")) and not self.errors:
            missing = "paper_on" if found.get("paper_number") else "paper_number"
            self.add_error(missing, _("Văn bản cần cả số và ngày."))
        return found

    @property
    def grounds(self) -> Grounds:
        names = ("reason", "authority", "paper_number", "paper_on")
        return Grounds(**{name: self.cleaned_data[name] for name in names})


class PostponeForm(GroundsFields):
    @classmethod
    def proposed_by(cls, asked: QueryDict) -> dict[str, Any]:
        """What an address proposes to begin with, as far as the fields take it."""
        looked = cls(asked)
        looked.is_valid()
        return looked.cleaned_data


class MoveDayForm(TargetFields, GroundsFields):
    """``looked_at`` is the day whose consequences her page showed."""

    looked_at = forms.CharField(widget=forms.HiddenInput, required=False)

    field_order = ["target_on", "target_precision", "reason"]

    @property
    def has_looked(self) -> bool:
        return bool(self.cleaned_data["looked_at"] == str(self.cleaned_data["target_on"]))

    def look(self) -> None:
        """The page shows the consequences: sent again with the same day, they have been seen."""
        looked_at = str(self.cleaned_data["target_on"])
        self.data = {**self.data.dict(), "looked_at": looked_at}  # type: ignore[attr-defined]  # a QueryDict

    @property
    def precision(self) -> TargetPrecision:
        return TargetPrecision(self.cleaned_data["target_precision"])


class RecheckForm(forms.Form):
    note = forms.CharField(
        label=_("Kết quả xem lại"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )


def _target(known: PartialDate, precision: ApproximateDay) -> date:
    """The day to count from; ``ValidationError`` where the two contradict each other."""
    exact = known.precision is Precision.DAY
    day = known.first_day()
    if precision is ApproximateDay.DAY:
        if not exact:
            raise forms.ValidationError(
                _("Ghi đủ ngày, tháng, năm; hoặc chọn đầu, giữa, cuối tháng.")
            )
        return day
    window = approximate_day(day.year, day.month, precision)
    facts = {
        "day": format_date(day, DateStyle.DASHED),
        "part": day_text(window.first, precision.value),
    }
    if exact:
        if not window.first <= day <= window.last:
            raise forms.ValidationError(_("%(day)s không thuộc %(part)s.") % facts)
        return day
    found = provisional_day(window, today=clock.today(), holidays=holidays_around(day))
    if found is None:
        raise forms.ValidationError(_("%(part)s không còn ngày làm việc nào, hoặc đã qua.") % facts)
    return found
