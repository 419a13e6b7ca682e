"""What the shell shows of the account."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from daihoi.accounts import queries
from daihoi.accounts.help import PAGES
from daihoi.accounts.models import User
from daihoi.base.offers import NavEntry, Offers, Table, Viewer, register


def _viewer(user: User) -> Viewer:
    mine = NavEntry(_("Tài khoản của tôi"), reverse("accounts:my_account"), order=10)
    return Viewer(name=str(user), role=queries.greeting_role(user), entries=(mine,))


def _about(user: User) -> Iterable[Table]:
    """The account, its roles, where it is signed in and the slips it was given."""
    yield Table(
        _("Tài khoản"),
        (_("Tên đăng nhập"), _("Họ và tên"), _("Thư điện tử"), _("Lập lúc"), _("Vào lần cuối")),
        [(user.username, user.full_name, user.email, user.date_joined, user.last_login)],
        order=800,
    )
    yield Table(
        _("Vai trò"),
        (_("Vai trò"), _("Ở đâu"), _("Từ ngày"), _("Đến ngày")),
        [
            (str(each.label), each.place, each.starts_on, each.ends_on)
            for each in queries.roles_of(user, viewer=user)
        ],
        order=802,
    )
    yield Table(
        _("Phiên đăng nhập"),
        (_("Thiết bị"), _("Địa chỉ"), _("Bắt đầu"), _("Thấy lần cuối")),
        [
            (each.device, each.address, each.since, each.seen_at)
            for each in queries.open_sessions(viewer=user, here=None)
        ],
        order=804,
    )
    yield Table(
        _("Phiếu đăng nhập đã cấp"),
        (_("Cấp lúc"), _("Hết hạn"), _("Dùng lúc"), _("Dùng từ"), _("Báo bị người khác dùng lúc")),
        list(
            user.slips.order_by("created_at", "pk").values_list(
                "created_at", "expires_at", "used_at", "used_from", "disputed_at"
            )
        ),
        order=806,
    )
    yield Table(
        _("Đăng nhập một lần (SSO)"),
        (_("Nơi cấp"), _("Mã số"), _("Nối lúc")),
        [
            (each.provider, each.uid, each.date_joined)
            for each in queries.linked_accounts(viewer=user)
        ],
        order=808,
    )


def _addresses(user: User) -> list[str]:
    return [user.email]


register(Offers(addresses=_addresses, about=_about, viewer=_viewer, help=PAGES))
