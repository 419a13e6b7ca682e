"""Forms of this app: allauth's in Vietnamese, and the first administrator's."""

import struct
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.actions.accounts import USERNAME
from daihoi.accounts.models import User
from daihoi.vietnamese.text import tidy

_ADVICE = _("Ít nhất 8 ký tự, không chỉ gồm chữ số, không giống tên đăng nhập.")


class SignInForm(allauth_forms.LoginForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "login", _("Tên đăng nhập"))
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        _say(self, "password", _("Mật khẩu"))


class PasswordChangeForm(allauth_forms.ChangePasswordForm):  # type: ignore[misc]  # untyped too
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "oldpassword", _("Mật khẩu hiện tại"))
        _say(self, "password1", _("Mật khẩu mới"), _ADVICE)
        _say(self, "password2", _("Nhập lại mật khẩu mới"))


class PasswordSetForm(allauth_forms.SetPasswordForm):  # type: ignore[misc]  # untyped too
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password1", _("Mật khẩu mới"), _ADVICE)
        _say(self, "password2", _("Nhập lại mật khẩu mới"))


class PasswordAgainForm(allauth_forms.ReauthenticateForm):  # type: ignore[misc]  # untyped too
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password", _("Mật khẩu"))


_SIX_DIGITS = _("Sáu chữ số đang hiện trong ứng dụng xác thực.")
_OR_RECOVERY = _("Sáu chữ số đang hiện trong ứng dụng xác thực, hoặc một mã dự phòng.")


class FactorForm(factor_forms.AuthenticateForm):  # type: ignore[misc]  # untyped too
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", _("Mã xác nhận"), _OR_RECOVERY)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class FactorAgainForm(factor_forms.ReauthenticateForm):  # type: ignore[misc]  # untyped too
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", _("Mã xác nhận"), _OR_RECOVERY)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class FactorAddForm(totp_forms.ActivateTOTPForm):  # type: ignore[misc]  # untyped too
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", _("Mã xác nhận"), _SIX_DIGITS)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


_KEY_NAME_LENGTH = 60


class PasskeyAddForm(passkey_forms.AddWebAuthnForm):  # type: ignore[misc]  # untyped too
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "name", _("Tên khóa"), _("Để phân biệt, chẳng hạn: Điện thoại của tôi."))
        self.fields["name"].widget.attrs["maxlength"] = _KEY_NAME_LENGTH
        if "passwordless" in self.fields:
            _say(
                self,
                "passwordless",
                _("Đăng nhập không cần mật khẩu"),
                _("Máy sẽ hỏi vân tay, khuôn mặt hoặc mã PIN mỗi lần đăng nhập."),
            )

    def clean_name(self) -> str:
        """Cut, not refused: by now the device has made the key."""
        return tidy(super().clean_name())[:_KEY_NAME_LENGTH]

    def clean(self) -> dict[str, Any]:
        """What no browser makes is an answer like any other that does not fit."""
        try:
            said: dict[str, Any] = super().clean()
        except (LookupError, TypeError, ValueError, struct.error) as error:  # from fido2's readers
            raise get_adapter().validation_error("incorrect_code") from error
        return said


class PasskeyNameForm(passkey_forms.EditWebAuthnForm):  # type: ignore[misc]  # untyped too
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(max_length=_KEY_NAME_LENGTH)
        _say(self, "name", _("Tên khóa"))


class SlipCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Mã trên phiếu"),
        max_length=40,
        help_text=_("Mười chữ và số, viết hoa hay thường, có gạch nối hay không đều được."),
        widget=forms.TextInput(
            {
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )


class FirstAdministratorForm(forms.Form):
    full_name = forms.CharField(
        label=_("Họ và tên"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    username = forms.RegexField(
        USERNAME,
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Chữ thường không dấu, chữ số, dấu chấm hoặc gạch; chẳng hạn ut.nv."),
        error_messages={"invalid": _("Chỉ dùng chữ thường không dấu, chữ số, dấu chấm và gạch.")},
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        help_text=_ADVICE,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Nhập lại mật khẩu"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_full_name(self) -> str:
        return tidy(self.cleaned_data["full_name"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        password, again = said.get("password"), said.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", _("Hai lần nhập mật khẩu chưa giống nhau."))
        if password:
            user = User(username=said.get("username", ""), full_name=said.get("full_name", ""))
            try:
                validate_password(password, user)
            except ValidationError as error:
                self.add_error("password", error)
        return said


def _say(form: forms.Form, name: str, label: Any, hint: Any = "") -> None:
    """Give a field of allauth our words; a placeholder that repeats the label goes."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
