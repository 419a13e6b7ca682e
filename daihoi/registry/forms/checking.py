"""Forms of the check page, which anybody may open."""

from django import forms
from django.utils.translation import gettext_lazy as _

from daihoi.files.forms import UploadField


class CheckCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Mã in dưới mã QR"),
        max_length=40,
        help_text=_("Mười hai chữ và số, có gạch nối hay không đều được."),
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class CompareForm(forms.Form):
    upload = UploadField(
        label=_("Tệp cần đối chiếu"),
        help_text=_("Tệp PDF hoặc Word đồng chí đang có. Máy chủ không giữ lại tệp này."),
        error_messages={
            "too_large": _("“%(name)s”: tệp nặng hơn %(limit)s MB."),
            "empty": _("Tệp này trống; hãy chọn lại."),
            "required": _("Hãy chọn tệp cần đối chiếu."),
        },
    )
