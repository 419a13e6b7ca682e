"""Forms of health: planned attendance, papers of the place, declarations, temperature."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.base.revisions import RevisedForm
from daihoi.logistics.models import AttendancePlan, Declaration, LocalMeasure
from daihoi.organizations.forms.days import day_field
from daihoi.rules.health import areas

MOST_PEOPLE = 5000


class AttendanceForm(RevisedForm[AttendancePlan]):
    class Meta:
        model = AttendancePlan
        fields = ("area", "members", "staff", "guests", "rooms", "has_secret_ballot")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = forms.ChoiceField(
            label=_("Tỉnh, thành phố"),
            choices=[
                ("", _("Chưa rõ: chỉ tính quy định chung cả nước")),
                *((a, a) for a in areas()),
            ],
            required=False,
            help_text=_("Quy định phòng, chống dịch tính theo địa bàn này."),
        )
        for name in ("members", "staff", "guests"):
            self.fields[name] = forms.IntegerField(
                label=self.fields[name].label, min_value=0, max_value=MOST_PEOPLE, required=False
            )
        self.fields["members"].help_text = _(
            "Chỉ dùng khi chưa lập danh sách người dự ở cuộc họp “Đại hội”; để trống là số đảng viên của tổ chức."
        )
        self.fields["rooms"] = forms.IntegerField(
            label=_("Số phòng dùng được cùng lúc"), min_value=1, max_value=50
        )


class MeasureForm(forms.ModelForm[LocalMeasure]):
    issued_on = day_field(_("Ngày văn bản"))
    starts_on = day_field(_("Áp dụng từ ngày"))
    ends_on = day_field(_("Đến hết ngày"), required=False)

    class Meta:
        model = LocalMeasure
        fields = (
            "number",
            "issuer",
            "issued_on",
            "starts_on",
            "ends_on",
            "effect",
            "max_per_room",
            "min_distance_cm",
            "mask",
            "summary",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, high in (("max_per_room", MOST_PEOPLE), ("min_distance_cm", 1000)):
            self.fields[name] = forms.IntegerField(
                label=self.fields[name].label, min_value=1, max_value=high, required=False
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Ngày hết áp dụng trước ngày bắt đầu."))
        if said.get("effect") == "limited" and not (
            said.get("max_per_room") or said.get("min_distance_cm")
        ):
            self.add_error(
                "max_per_room", _("Hãy ghi số người hoặc khoảng cách mà văn bản giới hạn.")
            )
        return said

    def _post_clean(self) -> None:
        """The action makes the row."""


class DeclarationForm(forms.ModelForm[Declaration]):
    class Meta:
        model = Declaration
        fields = ("has_fever", "has_cough", "has_short_breath", "is_isolated", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = False

    def _post_clean(self) -> None:
        """The action saves."""


class TemperatureForm(forms.Form):
    """Degrees as people write them: "36,6"."""

    temperature = forms.CharField(
        label=_("Thân nhiệt (độ C)"),
        max_length=5,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "36,6"}),
    )

    def clean_temperature(self) -> Decimal:
        try:
            degrees = Decimal(self.cleaned_data["temperature"].strip().replace(",", "."))
        except InvalidOperation as error:
            raise forms.ValidationError(_("Hãy ghi số, ví dụ 36,6.")) from error
        if not degrees.is_finite():
            raise forms.ValidationError(_("Hãy ghi số, ví dụ 36,6."))
        return degrees.quantize(Decimal("0.1"))
