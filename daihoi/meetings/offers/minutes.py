"""What minute-taking offers: signatures and opinions that wait, searches, the minute book."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, can
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.base.offers import Hit, NavEntry, Offers, Row, Search, Table, register
from daihoi.meetings.queries import minutes, preparation, said
from daihoi.meetings.queries.seen import get_meeting
from daihoi.organizations.queries.people import person_of

EXCERPT_LETTERS = 160


def waiting(user: Any) -> Iterable[Row]:
    """Minutes to sign, conclusions to give out, opinions on preparation to handle."""
    for meeting in minutes.unsigned(viewer=user):
        url = reverse("meetings:minutes_detail", args=[meeting.pk])
        yield Row(_("Biên bản chờ ký"), str(meeting), url, _("Xem và ký"), meeting.on, urgent=True)
    for meeting, count in minutes.to_give(viewer=user):
        url = reverse("meetings:minutes_detail", args=[meeting.pk])
        title = _("%(n)s kết luận chưa giao việc") % {"n": count}
        yield Row(title, str(meeting), url, _("Giao việc"), meeting.on)
    if count := preparation.unhandled(viewer=user):
        url = reverse("meetings:preparation_list")
        title = _("%(n)s ý kiến chuẩn bị đại hội chưa xử lý") % {"n": count}
        yield Row(title, _("Nêu trong các cuộc họp"), url, _("Xử lý"))


def _found_statements(user: Any, words: str, start: int, stop: int) -> list[Hit]:
    return [
        Hit(
            Truncator(each.text).chars(EXCERPT_LETTERS),
            reverse("meetings:minutes_detail", args=[each.item.meeting_id]),
            f"{each.invitee.name} · {each.item.meeting}",
        )
        for each in said.statements_found(words, viewer=user, start=start, stop=stop)
    ]


def _found_conclusions(user: Any, words: str, start: int, stop: int) -> list[Hit]:
    return [
        Hit(
            Truncator(each.text).chars(EXCERPT_LETTERS),
            reverse("meetings:minutes_detail", args=[each.item.meeting_id]),
            str(each.item.meeting),
        )
        for each in said.conclusions_found(words, viewer=user, start=start, stop=stop)
    ]


def _topics(user: Any, topic: str) -> bool:
    """Who may follow ``meetings.minutes:5``: whoever writes or reads them."""
    name, _colon, number = topic.partition(":")
    pk = whole_number(number)
    if name != "meetings.minutes" or pk is None:
        return False
    try:
        get_meeting(pk, viewer=user)
    except DomainError:
        return False
    return True


def _report(user: Any, on: date) -> Iterable[Table]:
    table = said.report_on(user, on)
    return [table] if table else []


def _about(user: Any) -> Iterable[Table]:
    person = person_of(user)
    return [said.about(person)] if person else []


def _books(user: Any, organization: Any) -> Iterable[NavEntry]:
    if can(user, Permission.MEETINGS_VIEW, at=organization):
        told = _("Biên bản các cuộc họp, đánh số theo năm, lưu lâu dài.")
        yield NavEntry(_("Sổ biên bản"), reverse("meetings:minute_book"), 215, told)


register(
    Offers(
        waiting=waiting,
        searches=(
            Search("phat-bieu", gettext_lazy("Phát biểu trong cuộc họp"), 91, _found_statements),
            Search("ket-luan", gettext_lazy("Kết luận cuộc họp"), 92, _found_conclusions),
        ),
        topics=_topics,
        report=_report,
        about=_about,
        books=_books,
    )
)
