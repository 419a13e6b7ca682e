"""How allauth behaves here: nobody signs up alone, passwords and links go through our actions."""

import base64
import hashlib
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.actions import accounts as actions
from daihoi.accounts.actions.sessions import end_other_sessions
from daihoi.accounts.models import User
from daihoi.accounts.queries import user_of_claims, waits_for_slip
from daihoi.accounts.templatetags.qr import qr_svg

_log = logging.getLogger(__name__)


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        "too_many_login_attempts": gettext_lazy(
            "Đã thử sai quá nhiều lần. Hãy đợi năm phút rồi thử lại, hoặc nhờ người quản trị"
            " cấp lại phiếu đăng nhập."
        ),
        "enter_current_password": gettext_lazy("Mật khẩu hiện tại chưa đúng."),
        "incorrect_password": gettext_lazy("Mật khẩu chưa đúng."),
        "rate_limited": gettext_lazy("Đã gửi quá nhiều yêu cầu. Hãy đợi một phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's signature
        """Whoever had to change a temporary password goes on to work, not to the same form."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def set_password(self, user: User, password: str) -> None:
        """The owner chose a new password: wherever else she is signed in, she no longer is."""
        actions.set_password(user, password, actor=user)
        end_other_sessions(actor=user, keep=str(self.request.session.session_key))

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        said = {
            "account_reauthenticate": _("Dùng mật khẩu"),
            "mfa_reauthenticate": _("Dùng mã xác nhận"),
            "mfa_reauthenticate_webauthn": _("Dùng khóa đăng nhập"),
        }
        words = {reverse(name): text for name, text in said.items() if _has_address(name)}
        return [{**method, "description": words[method["url"]]} for method in methods]

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: what happens to an account is told in the inbox."""

    def pre_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse | None:
        """A passkey alone opens nothing while a slip waits: another may have added it."""
        if waits_for_slip(user) and did_use_passwordless_login(request, user):
            logout(request)
            said = _("Đồng chí vừa được cấp phiếu đăng nhập mới. Hãy dùng phiếu đó trước đã.")
            messages.error(request, said)
            return redirect("account_login")
        answer: HttpResponse | None = super().pre_login(request, user, **told)
        return answer

    def respond_user_inactive(
        self,
        request: HttpRequest,
        user: User,  # noqa: ARG002 - allauth's signature
    ) -> HttpResponse:
        messages.error(request, _("Tài khoản này đã ngừng dùng. Hãy hỏi người quản trị."))
        return redirect("account_login")


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # untyped too
    """Second factors: secrets are kept under the house's key, so the database alone has none."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Mã chưa đúng, hoặc đã qua mã khác. Hãy thử mã đang hiện."),
        "unknown_key": gettext_lazy(
            "Khóa này chưa dùng được ở đây: có thể đã bị gỡ, hoặc trang để quá lâu. Hãy thử lại,"
            " hoặc chọn cách khác."
        ),
        "cannot_delete_authenticator": gettext_lazy("Chưa tắt được bước xác nhận thứ hai."),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Hãy bật bước xác nhận thứ hai trước khi lập mã dự phòng."
        ),
    }

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Allauth says of a passkey too that a code is wrong."""
        if code == "incorrect_code" and "credential" in self.request.POST:
            code = "unknown_key"
        error: ValidationError = super().validation_error(code, *args)
        return error

    def get_totp_label(self, user: User) -> str:
        return user.username

    def build_totp_svg(self, url: str) -> str:
        return qr_svg(url)

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's signature
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Khóa số %(number)d") % {"number": number}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """What a device lists her key under: the name of the person, not of the account alone."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.username, "display_name": user.full_name}


class LinkingAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # untyped too
    """Single sign-on opens accounts that are there; it makes none."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": gettext_lazy(
            "Tài khoản chưa có mật khẩu: bỏ liên kết thì không còn cách đăng nhập."
            " Hãy đặt mật khẩu trước."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def list_apps(self, request: HttpRequest, **wanted: Any) -> list[Any]:
        """Those of the settings; rows that somebody put into allauth's table open nothing."""
        return [app for app in super().list_apps(request, **wanted) if app.pk is None]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link by the claim that the settings trust, or refuse; linking by hand goes its way."""
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        user = user_of_claims(sociallogin.account.extra_data)
        if user is None:
            answer = render(request, "socialaccount/signup_closed.html", _provider(), status=403)
            raise ImmediateHttpResponse(answer)
        if not user.is_active:
            raise ImmediateHttpResponse(ClosedAdapter().respond_user_inactive(request, user))
        if SocialAccount.objects.filter(user=user).exists():
            # The provider gave the name to somebody else: hers is not his.
            said = _(
                "Tài khoản %(name)s ở đây đã liên kết với một người khác ở %(provider)s. Hãy hỏi"
                " người quản trị."
            )
            messages.error(request, said % {"name": user.username, **_provider()})
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, user)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,  # noqa: ARG002 - allauth's signature
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,  # noqa: ARG002
    ) -> None:
        raise ImmediateHttpResponse(
            turned_back(request, exception or error, chosen=error == AuthError.CANCELLED)
        )

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:  # noqa: ARG002 - allauth's signature
        return reverse("accounts:my_account")


def turned_back(request: HttpRequest, reason: object, *, chosen: bool = False) -> HttpResponse:
    """To where one came from, with a sentence; the reason is for the log. ``chosen``: by herself."""
    if chosen:
        said = _("Đã thôi đăng nhập bằng %(provider)s.")
    else:
        _log.warning("single sign-on failed: %s", reason)
        said = _(
            "Chưa đăng nhập được bằng %(provider)s. Hãy thử lại; nếu vẫn không được, hãy đăng"
            " nhập bằng mật khẩu và báo người quản trị."
        )
    messages.error(request, said % _provider())
    return redirect("accounts:my_account" if request.user.is_authenticated else "account_login")


def _provider() -> dict[str, str]:
    return {"provider": settings.DAIHOI_OIDC_NAME}


def _has_address(name: str) -> bool:
    return name != "mfa_reauthenticate_webauthn" or "webauthn" in settings.MFA_SUPPORTED_TYPES


def _cipher() -> Fernet:
    key = hashlib.sha256(b"accounts.factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
