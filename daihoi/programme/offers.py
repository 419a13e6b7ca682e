"""What programmes, scripts and speeches offer to the navigation, the first page and the search."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.base import clock
from daihoi.base.numbers import whole_number
from daihoi.base.offers import (
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
from daihoi.congresses.models import Congress
from daihoi.organizations.queries.people import person_of
from daihoi.programme.actions import merging
from daihoi.programme.help import PAGES
from daihoi.programme.queries import facts, first_page, labels
from daihoi.programme.queries.seen import may_follow
from daihoi.programme.queries.speeches import own_speeches, speeches_found
from daihoi.rules.programme.speeches import SpeechState
from daihoi.vietnamese.dates import DateStyle, format_date

OWN_PAGES = tuple(
    f"programme:{noun}_"
    for noun in (
        "programme", "item", "version", "conductor", "script", "line", "difference", "speech",
    )
)  # fmt: skip


def _navigation(user: Any) -> Iterable[NavEntry]:
    congress = first_page.reads_programme(user)
    if congress is not None:
        url = reverse("programme:programme_detail", args=[congress.pk])
        group = gettext_lazy("Phục vụ đại hội")
        yield NavEntry(gettext_lazy("Chương trình"), url, 400, group, pages=OWN_PAGES)


def _rows(user: Any) -> Iterable[Row]:
    """Everything that somebody is expected to do next, with the day of its milestone."""
    work = first_page.work_of(user)
    if work is None:
        return
    programme = reverse("programme:programme_detail", args=[work.congress.pk])
    script = reverse("programme:script_detail", args=[work.congress.pk])
    speeches = reverse("programme:speech_list", args=[work.congress.pk])
    if work.can.write and not work.versions and first_page.PROGRAMME_STEP in work.due:
        detail = _("Lập theo chương trình mặc định rồi sửa từng mục.")
        title = _("Lập chương trình đại hội")
        yield _of_step("M14", work, Row(title, detail, programme, _("Lập chương trình")))
    if work.checks:
        detail = _("%(n)s điểm cần xem lại trước khi chốt") % {"n": work.checks}
        yield _of_step("M14", work, Row(_("Chương trình đại hội"), detail, programme, _("Xem lại")))
    if work.unapproved and work.can.finalise:
        detail = _("Bản %(n)s đổi nội dung đã được phê duyệt") % {"n": work.unapproved.number}
        yield Row(_("Trình duyệt lại chương trình"), detail, programme, _("Xem"), urgent=True)
    if work.differences:
        detail = _("%(n)s chỗ khác chương trình") % {"n": work.differences}
        yield _of_step("M24", work, Row(_("Kịch bản điều hành"), detail, script, _("Đối chiếu")))
    elif work.can.write and work.approval and not (work.script and work.script.is_final):
        detail = _("Chương trình đã được duyệt; kịch bản chưa hoàn thiện")
        yield _of_step("M24", work, Row(_("Kịch bản điều hành"), detail, script, _("Mở kịch bản")))
    if work.to_review:
        detail = _("%(n)s bài đã viết, chờ xem") % {"n": work.to_review}
        yield _of_step("M21", work, Row(_("Xem bài tham luận"), detail, speeches, _("Xem")))
    if work.to_approve and work.can.finalise:
        detail = _("%(n)s bài đề nghị duyệt") % {"n": work.to_approve}
        yield _of_step("M21", work, Row(_("Duyệt tham luận"), detail, speeches, _("Duyệt")))


def _of_step(code: str, work: first_page.Work, row: Row) -> Row:
    """What is to be done for a milestone of the plan, in the place of the milestone itself."""
    step = work.steps.get(code)
    part_of = reverse("congresses:milestone_detail", args=[step]) if step else ""
    return replace(row, due_on=work.due.get(code), part_of=part_of)


def _late(user: Any) -> Iterable[Row]:
    today = clock.today()
    return [row for row in _rows(user) if row.due_on is not None and row.due_on < today]


def _waiting(user: Any) -> Iterable[Row]:
    today = clock.today()
    yield from (row for row in _rows(user) if row.due_on is None or row.due_on >= today)
    for speech in own_speeches(user):
        if speech.state_value in {SpeechState.REGISTERED, SpeechState.RETURNED}:
            returned = speech.state_value is SpeechState.RETURNED
            title = _("Sửa bài tham luận") if returned else _("Viết bài tham luận")
            url = reverse("programme:speech_detail", args=[speech.pk])
            yield Row(title, speech.topic, url, _("Mở bài"), urgent=returned)


def _found_speeches(user: Any, words: str, start: int, stop: int) -> list[Hit]:
    return [
        Hit(
            each.topic,
            reverse("programme:speech_detail", args=[each.pk]),
            " · ".join(filter(None, (each.speaker, each.unit, str(each.get_state_display())))),
        )
        for each in speeches_found(words, viewer=user)[start:stop]
    ]


def _topics(user: Any, topic: str) -> bool:
    """Who may follow ``programme.congress:3``."""
    name, _separator, number = topic.partition(":")
    pk = whole_number(number)
    return name == "programme.congress" and pk is not None and may_follow(pk, viewer=user)


def _rechecks(thing: Any, _old: date, new: date | None) -> Iterable[Recheck]:
    """A programme that was deposited and a final script name the day or were approved for it."""
    if not isinstance(thing, Congress) or new is None:
        return
    day = {"day": format_date(new, DateStyle.DASHED)}
    for kind, title in first_page.beyond(thing):
        yield Recheck(
            title,
            _("Lập cho ngày cũ; xem lại giờ giấc, người điều hành cho ngày %(day)s.") % day,
            reverse(f"programme:{kind}_detail", args=[thing.pk]),
        )


def _about(user: Any) -> Iterable[Table]:
    person = person_of(user)
    return first_page.about(person) if person else ()


register(
    Offers(
        navigation=_navigation,
        late=_late,
        waiting=_waiting,
        searches=(Search("tham-luan", gettext_lazy("Tham luận"), 75, _found_speeches),),
        topics=_topics,
        rechecks=_rechecks,
        report=first_page.report_on,
        about=_about,
        help=PAGES,
        facts=facts.FACTS,
        facts_of=facts.facts_of,
        source_label=labels.label_today,
        references=(
            Reference(
                gettext_lazy("Phần việc trong chương trình đại hội"),
                ("programme.ProgrammeItem.performer", "programme.Conductor.person"),
                merging.move_parts,
                hold=merging.HeldParts,
            ),
            Reference(
                gettext_lazy("Tham luận"),
                ("programme.Speech.person",),
                merging.move_speeches,
                hold=merging.HeldSpeeches,
            ),
        ),
    )
)
