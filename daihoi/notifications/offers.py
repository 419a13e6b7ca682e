"""What the shell shows of the inbox."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.models import User
from daihoi.base.offers import Message, NavEntry, Offers, Table, Viewer, register
from daihoi.notifications import queries
from daihoi.notifications.actions import notify
from daihoi.notifications.help import PAGES
from daihoi.notifications.models import MailSetting


def _navigation(user: User) -> list[NavEntry]:
    count = queries.unread_count(user) or None
    return [NavEntry(_("Hộp thư"), reverse("notifications:inbox"), order=110, count=count)]


def _viewer(user: User) -> Viewer:
    return Viewer(unread=queries.unread_count(user))


def _tell(user: User, message: Message) -> None:
    notify([user], title=message.title, url=message.url, body=message.body, topic=message.topic)


def _about(user: User) -> list[Table]:
    rows = [(n.title, n.body, n.created_at, n.read_at) for n in queries.inbox_of(user)]
    columns = (_("Thông báo"), _("Nội dung"), _("Lúc"), _("Đọc lúc"))
    letters = [
        (str(each.get_frequency_display()), each.address, each.confirmed_at)
        for each in MailSetting.objects.filter(user=user)
    ]
    about_letters = (_("Gửi thư tóm tắt"), _("Địa chỉ"), _("Xác nhận lúc"))
    return [
        Table(_("Thông báo đã nhận"), columns, rows, order=810),
        Table(_("Thư điện tử tóm tắt"), about_letters, letters, order=811),
    ]


register(Offers(about=_about, tell=_tell, navigation=_navigation, viewer=_viewer, help=PAGES))
