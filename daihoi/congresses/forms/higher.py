"""The form of a congress above this one."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.revisions import RevisedForm
from daihoi.congresses.forms.congresses import OrdinalField
from daihoi.congresses.forms.days import TargetField
from daihoi.congresses.models import HigherCongress
from daihoi.vietnamese.dates import PartialDate
from daihoi.vietnamese.text import tidy


class HigherForm(RevisedForm[HigherCongress]):
    ordinal = OrdinalField(label=_("Lần thứ"), required=False)
    expected = TargetField(
        label=_("Thời gian dự kiến"),
        required=False,
        help_text=_("Chưa rõ ngày thì chỉ ghi tháng, như 10/2020."),
        widget=forms.TextInput(attrs={"placeholder": _("tháng/năm"), "autocomplete": "off"}),
    )

    class Meta:
        model = HigherCongress
        fields = ["level", "name", "ordinal", "expected", "delegates", "note"]
        labels = {"delegates": _("Số đại biểu chi bộ được bầu đi dự")}
        help_texts = {"delegates": _("Bỏ trống khi cấp trên chưa phân bổ.")}

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        if field_name == "expected":
            return self.instance.expected_on
        return super().get_initial_for_field(field, field_name)

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    def clean_expected(self) -> str:
        """ISO, as much of it as is known."""
        known: date | PartialDate | None = self.cleaned_data["expected"]
        if known is None:
            return ""
        return known.isoformat() if isinstance(known, date) else known.to_iso()
