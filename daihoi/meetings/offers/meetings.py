"""Navigation, what waits, the calendar, books, papers and merging of meetings."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, can
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.base.offers import (
    Event,
    Hit,
    NavEntry,
    Offers,
    Recheck,
    Reference,
    Row,
    Search,
    Table,
    register,
)
from daihoi.base.word_index import with_words
from daihoi.congresses.models import Congress
from daihoi.meetings.actions import merging as moving
from daihoi.meetings.help import PAGES
from daihoi.meetings.models import Meeting
from daihoi.meetings.queries import facts, merging, reports, waiting
from daihoi.meetings.queries.attendance import attending, congress_meeting
from daihoi.meetings.queries.meetings import may_add, mine
from daihoi.meetings.queries.seen import get_meeting, meetings_seen
from daihoi.meetings.queries.wording import hours, when
from daihoi.organizations.queries.organizations import home_of
from daihoi.organizations.queries.people import person_of
from daihoi.vietnamese.dates import DateStyle, format_date

OWN_PAGES = tuple(
    f"meetings:{noun}"
    for noun in (
        "meeting_", "item_", "roll_", "invitee_", "guest_", "attendance", "check_in", "written_",
        "invitation_", "minutes_", "minute_", "record_", "statement_", "conclusion_",
        "preparation_", "station", "group_", "hall_",
    )
)  # fmt: skip


def _navigation(user: Any) -> Iterable[NavEntry]:
    home = home_of(user)
    if home and (can(user, Permission.MEETINGS_VIEW, at=home) or may_add(home, viewer=user)):
        url = reverse("meetings:meeting_list")
        group = gettext_lazy("Chuẩn bị")
        yield NavEntry(gettext_lazy("Cuộc họp"), url, 220, group=group, pages=OWN_PAGES)


def _waiting(user: Any) -> Iterable[Row]:
    """Invitations to answer, answers in writing to send, meetings to prepare or to end."""
    for row in waiting.to_reply(viewer=user):
        yield _row(row.meeting, _("Mời họp, xin xác nhận dự: %(topic)s"), _("Trả lời"))
    for meeting in waiting.to_answer(viewer=user):
        url = reverse("meetings:written_detail", args=[meeting.pk])
        title = _("Cho ý kiến bằng văn bản: %(topic)s") % {"topic": meeting.topic}
        yield Row(title, _due(meeting), url, _("Cho ý kiến"), meeting.answers_due_on)
    for meeting in waiting.to_convene(viewer=user):
        yield _row(meeting, _("Chưa mời họp: %(topic)s"), _("Mở"))


def _late(user: Any) -> Iterable[Row]:
    """Meetings whose day is over and which nobody held, ended or cancelled."""
    for meeting in waiting.overdue(viewer=user):
        yield _row(meeting, _("Quá ngày, chưa ghi đã họp: %(topic)s"), _("Mở"))


def _row(meeting: Meeting, title: str, action: str) -> Row:
    url = reverse("meetings:meeting_detail", args=[meeting.pk])
    detail = " · ".join(filter(None, [when(meeting), meeting.place]))
    return Row(title % {"topic": meeting.topic}, detail, url, action, meeting.on)


def _due(meeting: Meeting) -> str:
    due = meeting.answers_due_on or meeting.on
    return _("hạn %(day)s") % {"day": format_date(due, DateStyle.DASHED)}


def _find(user: Any, words: str, start: int, stop: int) -> list[Hit]:
    found = with_words(meetings_seen(user), words).order_by("-on", "-pk")
    return [
        Hit(
            meeting.topic,
            reverse("meetings:meeting_detail", args=[meeting.pk]),
            f"{meeting.get_kind_display()} · {when(meeting)}",
        )
        for meeting in found[start:stop]
    ]


def _events(user: Any) -> Iterable[Event]:
    """Meetings one is called to; a cancelled one leaves the calendar."""
    for meeting in mine(user).exclude(state="cancelled"):
        url = reverse("meetings:meeting_detail", args=[meeting.pk])
        title = " · ".join(filter(None, [meeting.get_kind_display(), hours(meeting)]))
        detail = ", ".join(filter(None, [meeting.topic, meeting.place]))
        yield Event(f"meetings.meeting:{meeting.pk}", meeting.on, title, detail, url)


def _topics(user: Any, topic: str) -> bool:
    """Who may follow ``meetings.meeting:5``."""
    name, _colon, number = topic.partition(":")
    pk = whole_number(number)
    if name != "meetings.meeting" or pk is None:
        return False
    try:
        get_meeting(pk, viewer=user)
    except DomainError:
        return False
    return True


def _rechecks(thing: Any, old: date, new: date | None) -> Iterable[Recheck]:
    """The congress meeting, where it stands on another day than the congress now does."""
    meeting = congress_meeting(thing) if isinstance(thing, Congress) else None
    if meeting is None or meeting.on == new:
        return
    day = format_date(meeting.on, DateStyle.DASHED)
    reason = (
        f"Ngày đại hội đã đổi, phiên họp còn ghi {day}."
        if new
        else f"Đại hội hoãn, phiên họp còn ghi {day}: rút lời mời hoặc chờ ngày mới."
    )
    if meeting.on != old:
        reason += " Hãy xem lại cả giấy mời, thông báo triệu tập."
    url = reverse("meetings:meeting_detail", args=[meeting.pk])
    yield Recheck("Ngày họp, giấy mời, thông báo triệu tập đại hội", reason, url)


def _books(user: Any, organization: Any) -> Iterable[NavEntry]:
    if can(user, Permission.MEETINGS_RECORD, at=organization):
        url = reverse("meetings:attendance_book_list", args=[organization.pk])
        said = _("Ai dự, ai vắng từng cuộc họp trong năm; xuất Excel được.")
        yield NavEntry(_("Sổ điểm danh"), url, 220, said)


def _about(user: Any) -> Iterable[Table]:
    person = person_of(user)
    return merging.about(person) if person else ()


register(
    Offers(
        navigation=_navigation,
        waiting=_waiting,
        late=_late,
        searches=(Search("cuoc-hop", gettext_lazy("Cuộc họp"), 46, _find),),
        events=_events,
        topics=_topics,
        rechecks=_rechecks,
        books=_books,
        about=_about,
        report=reports.report_on,
        facts=facts.FACTS,
        facts_of=facts.facts_of,
        attending=attending,
        help=PAGES,
        references=(
            Reference(
                gettext_lazy("Danh sách mời họp, điểm danh"),
                ("meetings.Invitee.person",),
                moving.move_invitations,
                merging.line_clashes,
                moving.HeldInvitations,
            ),
            Reference(
                gettext_lazy("Chủ trì, ghi biên bản, trình bày trong cuộc họp"),
                (
                    "meetings.Meeting.chair",
                    "meetings.Meeting.minute_taker",
                    "meetings.AgendaItem.presenter",
                ),
                moving.move_duties,
            ),
        ),
    )
)
