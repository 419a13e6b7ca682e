"""How allauth behaves here: nobody signs up alone, and passwords go through our actions."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext_lazy as _

from daihoi.accounts import actions
from daihoi.accounts.models import User


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        "too_many_login_attempts": _(
            "Đã thử sai quá nhiều lần. Hãy đợi năm phút rồi thử lại, hoặc nhờ người quản trị"
            " cấp lại mật khẩu."
        ),
        "enter_current_password": _("Mật khẩu hiện tại chưa đúng."),
        "rate_limited": _("Đã gửi quá nhiều yêu cầu. Hãy đợi một phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's signature
        """Whoever had to change a temporary password goes on to work, not to the same form."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def set_password(self, user: User, password: str) -> None:
        """The owner chose a new password."""
        actions.set_password(user, password, actor=user)

    def respond_user_inactive(
        self,
        request: HttpRequest,
        user: User,  # noqa: ARG002 - allauth's signature
    ) -> HttpResponse:
        messages.error(request, _("Tài khoản này đã ngừng dùng. Hãy hỏi người quản trị."))
        return redirect("account_login")
