"""How often and where somebody is written to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.notifications.models import Frequency, MailSetting


class MailForm(forms.ModelForm[MailSetting]):
    """An address is needed only where letters are wanted."""

    class Meta:
        model = MailSetting
        fields = ("frequency", "address")
        widgets = {"frequency": forms.RadioSelect}
        help_texts = {
            "address": _(
                "Chúng tôi gửi một thư xác nhận đến đây trước; chưa xác nhận thì chưa gửi gì khác."
            )
        }

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        wanted = cleaned.get("frequency") != Frequency.NONE
        if wanted and not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", _("Hãy ghi địa chỉ nhận thư."))
        return cleaned
