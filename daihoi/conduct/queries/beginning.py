"""What a day begins with: the script, its items as they will run, what stands against it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.conduct.models import RunItem
from daihoi.congresses.models import Congress, TargetPrecision
from daihoi.elections.queries.first_steps import before_opening
from daihoi.meetings.queries.attendance import congress_meeting
from daihoi.programme.models import Script
from daihoi.programme.queries.rolls import roll_numbers
from daihoi.programme.queries.scripts import lines_of
from daihoi.programme.queries.words import fields_said, fill_words
from daihoi.registry.queries.filling import sources_of
from daihoi.rules.programme.items import Session, clock_times, shown_session
from daihoi.vietnamese.dates import DateStyle, format_date


@dataclass(frozen=True, slots=True)
class Against:
    """What stands against beginning now: ``code`` is stable, where it is put right."""

    code: str
    text: str
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class Planned:
    """The script's own clock: when each item, by its key, was to begin, and all to end."""

    starts: dict[str, datetime]
    begins: datetime
    ends: datetime


def newest_script(congress: Congress) -> Script | None:
    """The last final script; the one worked on while none is final."""
    scripts = Script.objects.filter(congress=congress).select_related("programme")
    final = scripts.filter(final_at__isnull=False).order_by("-number").first()
    found = final or scripts.order_by("-number").first()
    if found is not None:
        found.congress = congress
    return found


def items_from(script: Script) -> list[RunItem]:
    """Unsaved items as the script has them, with the words that are said.

    What an item is for stands in the programme; a line that only the script has is for nothing.
    """
    programme = script.programme
    lines = lines_of(script)
    does = dict(programme.items.values_list("key", "does"))
    words = {line.pk: line.said for line in lines}
    if not script.is_final:
        sources = sources_of(script.congress, wanted=fields_said(lines))
        roll = roll_numbers(script.congress)
        words = {line.pk: fill_words(line, sources, roll).text for line in lines}
    held = programme.has_preparatory
    return [
        RunItem(
            key=line.key,
            code=line.code,
            position=place,
            session=shown_session(Session(line.session), has_preparatory=held),
            title=line.title,
            minutes=line.minutes,
            introduced=line.introduced,
            conducted=line.conducted,
            uses=line.uses,
            votes=line.votes,
            does=does.get(line.key, []),
            words=words[line.pk],
            note=line.note,
        )
        for place, line in enumerate(lines)
    ]


def planned_of(script: Script, on: datetime) -> Planned:
    """When items were to begin, on the day of ``on``."""
    day = timezone.localdate(on)
    lines = lines_of(script)
    times = clock_times(script.programme.starts_at, [line.minutes for line in lines])
    moments = [timezone.make_aware(datetime.combine(day, each)) for each in times]
    starts = {str(line.key): at for line, at in zip(lines, moments, strict=False)}
    ends = timezone.make_aware(datetime.combine(day, script.programme.ends_at))
    return Planned(starts, moments[0], ends)


def against_start(congress: Congress, script: Script) -> list[Against]:
    """What only a reason lets pass: a script that is not final, a day that is not the congress's."""
    found = []
    if not script.is_final:
        url = reverse("programme:script_detail", args=[congress.pk])
        words = _("Kịch bản bản %(n)s chưa hoàn thiện.") % {"n": script.number}
        found.append(Against("script_open", words, url, _("Mở kịch bản")))
    exact = congress.target_precision == TargetPrecision.DAY
    if congress.is_postponed or (exact and congress.target_on != clock.today()):
        day = format_date(congress.target_on, DateStyle.DASHED)
        words = _("Hôm nay không phải ngày đại hội (%(day)s).") % {"day": day}
        if congress.is_postponed:
            words = _("Đại hội đang hoãn, chưa có ngày mới.")
        url = reverse("congresses:congress_detail", args=[congress.pk])
        found.append(Against("other_day", words, url, _("Xem ngày đại hội")))
    return found


def not_ready(congress: Congress) -> list[Against]:
    """What is only told: the congress as a meeting is not opened yet."""
    step = before_opening(congress_meeting(congress))
    return [Against("meeting", step.words, step.url, step.action)] if step else []
