"""Forms of terms and series."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.organizations.forms import day_field
from daihoi.rules.papers import TYPES


class TermForm(forms.Form):
    first_conference_on = day_field(
        _("Ngày họp hội nghị lần thứ nhất của cấp ủy mới"),
        required=False,
        help_text=_(
            "Chỉ ghi khi họp trong những ngày đại hội; khi đó nhiệm kỳ mới tính từ ngày ấy. Để"
            " trống: tính từ hôm sau ngày bế mạc."
        ),
    )


class DaysForm(forms.Form):
    opens_on = day_field(
        _("Ngày khai mạc"), help_text=_("Kể từ phiên trù bị: dãy số của đại hội bắt đầu từ đây.")
    )
    closes_on = day_field(
        _("Ngày bế mạc"), help_text=_("Dãy số của đại hội chạy đến hết ngày này.")
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        opens, closes = found.get("opens_on"), found.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("Ngày bế mạc không thể trước ngày khai mạc."))
        return found


class BeginForm(forms.Form):
    type = forms.ChoiceField(label=_("Tên loại"))
    used = forms.IntegerField(
        label=_("Đã dùng đến số"),
        min_value=1,
        max_value=100_000,
        help_text=_("Số lớn nhất đã cấp trong nhiệm kỳ này trước khi dùng phần mềm."),
    )
    reason = forms.CharField(
        label=_("Căn cứ, lý do"),
        max_length=400,
        help_text=_("Ví dụ: theo sổ giấy đến ngày 20-3-2020. Chỉ ghi được một lần cho mỗi loại."),
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        letters: dict[str, str] = {}
        for kind in TYPES.values():  # Quy định has the letters, and the numbers, of Quyết định
            named = letters.get(kind.abbreviation)
            letters[kind.abbreviation] = f"{named}, {kind.name}" if named else kind.name
        field.choices = list(letters.items())
