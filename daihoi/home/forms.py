"""Which day a report is about."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.base import clock
from daihoi.organizations.forms import day_field
from daihoi.vietnamese.dates import format_date


class ReportForm(forms.Form):
    """``ngay`` in the address; without it, today. Nobody knows yet how a later day will end."""

    ngay = day_field(gettext_lazy("Tính đến hết ngày"), required=False)

    def __init__(self, data: Any) -> None:
        given = data.copy()
        if not given.get("ngay", "").strip():
            given["ngay"] = format_date(clock.today())
        super().__init__(given)

    def clean_ngay(self) -> date:
        day: date = self.cleaned_data["ngay"]
        if day > clock.today():
            raise ValidationError(
                _("Ngày này chưa đến nên chưa có gì để báo cáo. Hãy chọn hôm nay hoặc ngày trước."),
                code="future",
            )
        return day
