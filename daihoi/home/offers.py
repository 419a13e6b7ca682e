"""The first line of the navigation."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from daihoi.base.offers import NavEntry, Offers, Table, Viewer, register
from daihoi.home import queries
from daihoi.home.help import PAGES


def _navigation(user: Any) -> Iterable[NavEntry]:
    yield NavEntry(_("Trang đầu"), reverse("home:first_page"), order=100)
    if queries.reads_reports(user):
        yield NavEntry(_("Báo cáo tiến độ"), reverse("home:report"), order=230, group=_("Chuẩn bị"))


def _viewer(_user: Any) -> Viewer:
    calendar = NavEntry(_("Lịch trên điện thoại"), reverse("home:calendar_link"), order=300)
    data = NavEntry(_("Dữ liệu về tôi"), reverse("home:my_data"), order=310)
    return Viewer(entries=(calendar, data))


def _about(user: Any) -> Iterable[Table]:
    yield Table(
        _("Đường dẫn lịch"),
        (_("Tạo lúc"), _("Hủy lúc")),
        queries.calendar_links_of(user),
        order=820,
    )


register(Offers(navigation=_navigation, viewer=_viewer, about=_about, help=PAGES))
