"""Letters: what they say, who they are from, and the links in them that need no sign-in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base.errors import Conflict, NotFound
from daihoi.base.language import in_vietnamese
from daihoi.base.offers import Row
from daihoi.notifications.models import MailSetting, Notice

CONFIRMATION_LASTS = timedelta(days=7)
_CONFIRM, _STOP = "notifications.confirm", "notifications.stop"
FAILURES = (SMTPException, OSError)  # what a mail server can do to us


@dataclass(frozen=True, slots=True)
class Digest:
    """What one letter tells: late, waiting, new notices, and how many older ones are unread."""

    late: Sequence[Row]
    waiting: Sequence[Row]
    notices: Sequence[Notice]
    older: int

    @property
    def is_empty(self) -> bool:
        return not (self.late or self.waiting or self.notices)


def missing() -> list[str]:
    """What the installation lacks to send letters, in words; empty if it can."""
    lacks = []
    if not settings.EMAIL_URL:
        lacks.append(_("EMAIL_URL: máy chủ thư đi"))
    if not settings.DAIHOI_URL:
        lacks.append(_("DAIHOI_URL: địa chỉ để các liên kết trong thư dẫn về"))
    return lacks


def send_confirmation(setting: MailSetting) -> None:
    """Ask the owner of an address whether it is theirs: no name, no word of what is in the house."""
    token = signing.dumps([setting.user_id, setting.address], salt=_CONFIRM)
    with in_vietnamese():
        context = {"url": _absolute(reverse("notifications:mail_confirm", args=[token]))}
        subject = _("Xác nhận địa chỉ thư điện tử")
        text = render_to_string("notifications/confirmation.txt", context)
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [setting.address])
    try:
        message.send()
    except FAILURES as error:
        raise Conflict(
            _("Chưa gửi được thư xác nhận."),
            advice=_("Hãy kiểm tra lại địa chỉ, hoặc thử lại sau ít phút."),
        ) from error


def send_digest(setting: MailSetting, digest: Digest) -> None:
    """One letter with all of it, in plain text and simple HTML; raises one of `FAILURES`."""
    stop = stop_link(setting)
    with in_vietnamese():
        context = {
            "digest": digest,
            "site": settings.DAIHOI_URL,
            "inbox": _absolute(reverse("notifications:inbox")),
            "setting": _absolute(reverse("notifications:mail_edit")),
            "stop": stop,
        }
        counts = {"late": len(digest.late), "waiting": len(digest.waiting)}
        subject = _("Chuẩn bị đại hội: %(late)s việc trễ, %(waiting)s việc đang chờ") % counts
        text = render_to_string("notifications/digest.txt", context)
        html = render_to_string("notifications/digest.html", context)
    message = EmailMultiAlternatives(
        subject,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [setting.address],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(html, "text/html")
    message.send()


def stop_link(setting: MailSetting) -> str:
    """The address that ends the letters; it knows the setting and the address, and lasts."""
    token = signing.dumps([setting.pk, setting.address], salt=_STOP)
    return _absolute(reverse("notifications:mail_stop", args=[token]))


def confirmed_address(token: str, *, viewer: User) -> str:
    """The address that a confirmation of ``viewer`` names; `NotFound` if it is another's or old."""
    user, address = _read(token, _CONFIRM, max_age=CONFIRMATION_LASTS)
    if user != viewer.pk:
        raise NotFound(_("Liên kết này không phải của tài khoản đang đăng nhập."))
    return address


def setting_to_stop(token: str) -> MailSetting:
    """Whose letters a link in one of them ends; an address given up since is stopped already."""
    pk, address = _read(token, _STOP)
    setting = MailSetting.objects.select_related("user").filter(pk=pk, address=address).first()
    if setting is None:
        raise NotFound(_("Địa chỉ này không còn nhận thư."))
    return setting


def _read(token: str, salt: str, max_age: timedelta | None = None) -> tuple[int, str]:
    try:
        number, address = signing.loads(token, salt=salt, max_age=max_age)
    except signing.BadSignature as error:
        raise NotFound(
            _("Liên kết không đúng hoặc đã hết hạn."),
            advice=_("Hãy mở trang Nhận thư điện tử để xin thư xác nhận khác."),
        ) from error
    return int(number), str(address)


def _absolute(path: str) -> str:
    return f"{settings.DAIHOI_URL}{path}"
