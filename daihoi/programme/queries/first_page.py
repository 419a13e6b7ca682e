"""What of programmes waits for somebody, is late, moves with day D, and belongs into a report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.offers import Table
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import current_congress
from daihoi.congresses.queries.reports import congress_on
from daihoi.programme.models import Conductor, Programme, ProgrammeItem, Script, Speech
from daihoi.programme.models.speeches import STATE_LABELS
from daihoi.programme.queries.approval import (
    ApprovedProgramme,
    approved_programme,
    needs_new_approval,
)
from daihoi.programme.queries.programmes import sheet_of
from daihoi.programme.queries.scripts import followed, open_differences
from daihoi.programme.queries.seen import ProgrammeCan, allowed, programmes_of, scope_of
from daihoi.programme.queries.speeches import manages
from daihoi.rules.programme.speeches import SpeechState

PROGRAMME_STEP, SPEECH_STEP, SCRIPT_STEP = "M14", "M21", "M24"  # of the plan


@dataclass(frozen=True, slots=True)
class Work:
    """How far programme, script and speeches of the running congress are, for who works on them."""

    congress: Congress
    can: ProgrammeCan
    versions: list[Programme]
    approval: ApprovedProgramme | None
    unapproved: Programme | None
    checks: int  # findings of the version worked on
    script: Script | None
    differences: int
    to_review: int
    to_approve: int
    due: dict[str, date]  # open milestones of the plan by code
    steps: dict[str, int]  # their keys


def reads_programme(viewer: Any) -> Congress | None:
    """The running congress, if the viewer may read its programme."""
    congress = current_congress(viewer)
    if congress is None:
        return None
    may = can(viewer, Permission.PROGRAMME_VIEW, at=congress)
    return congress if may or allowed(congress, viewer=viewer).write else None


def work_of(viewer: Any) -> Work | None:
    """None for who only reads; read once a request, for what is late and for what waits."""
    if not hasattr(viewer, "programme_work_found"):
        viewer.programme_work_found = _work_of(viewer)
    found: Work | None = viewer.programme_work_found
    return found


def _work_of(viewer: Any) -> Work | None:
    congress = reads_programme(viewer)
    if congress is None or congress.closed_at is not None:
        return None
    allows = allowed(congress, viewer=viewer)
    if not (allows.write or manages(congress, viewer=viewer)):
        return None
    versions = programmes_of(congress)
    approval = approved_programme(congress, versions)
    script = Script.objects.filter(congress=congress).order_by("-number").first()
    states = list(Speech.objects.filter(congress=congress).values_list("state", flat=True))
    working = versions[0] if versions and versions[0].is_working else None
    follows = followed(versions, approval)
    left = []
    if script and not script.is_final and follows:
        left = [each for each in open_differences(script, follows) if each.is_open]
    due, open_steps = _steps(congress)
    return Work(
        congress,
        allows,
        versions,
        approval,
        needs_new_approval(versions, approval),
        len(sheet_of(working, with_checks=True).checks) if working and allows.write else 0,
        script,
        len(left),
        states.count(SpeechState.DRAFT.value),
        states.count(SpeechState.REVIEWED.value),
        due,
        open_steps,
    )


def beyond(congress: Congress) -> list[tuple[str, str]]:
    """What a new day D makes doubtful: ("programme" or "script", what it is called)."""
    found = []
    newest = Programme.objects.filter(congress=congress, paper_revision__gt=0).order_by("-number")
    if (programme := newest.first()) is not None:
        found.append(("programme", str(programme)))
    script = Script.objects.filter(congress=congress, final_at__isnull=False)
    if (last := script.order_by("-number").first()) is not None:
        found.append(("script", str(last)))
    return found


def report_on(viewer: Any, day: date) -> Iterator[Table]:
    """Versions, script and speeches as the record knew them at the end of a day."""
    congress = congress_on(day, viewer=viewer)
    if congress is None or not can(viewer, Permission.PROGRAMME_WRITE, at=scope_of(congress)):
        return
    moment = clock.end_of(day)
    rows: list[tuple[Any, ...]] = []
    versions = Programme.objects.filter(congress=congress, created_at__lt=moment)
    for version in versions.order_by("number"):
        frozen = version.frozen_at if version.frozen_at and version.frozen_at < moment else None
        state = _("đang soạn") if frozen is None else _("đã chốt")
        rows.append((str(version), version.created_at, state, frozen or ""))
    for script in Script.objects.filter(congress=congress, created_at__lt=moment):
        final = script.final_at if script.final_at and script.final_at < moment else None
        state = _("đang soạn") if final is None else _("đã hoàn thiện")
        rows.append((str(script), script.created_at, state, final or ""))
    if rows:
        columns = (_("Bản"), _("Lập lúc"), _("Tình trạng"), _("Chốt lúc"))
        yield Table(_("Chương trình, kịch bản"), columns, rows, order=460)
    yield from _speech_table(congress, moment)


def _speech_table(congress: Congress, moment: Any) -> Iterator[Table]:
    speeches = Speech.objects.filter(congress=congress, created_at__lt=moment)
    found = list(speeches.select_related("person__unit").order_by("position", "pk"))
    if not found:
        return
    entries = Entry.objects.filter(
        subject_type="programme.speech",
        subject_id__in=[str(each.pk) for each in found],
        at__lt=moment,
    )
    states: dict[str, str] = {}
    for entry in entries.order_by("sequence").only("subject_id", "after"):
        if "state" in entry.after:
            states[entry.subject_id] = str(entry.after["state"])
    rows: list[tuple[Any, ...]] = [
        (
            each.topic,
            each.speaker,
            each.minutes,
            str(STATE_LABELS[SpeechState(states.get(str(each.pk), SpeechState.REGISTERED.value))]),
        )
        for each in found
    ]
    columns = (_("Chủ đề"), _("Người tham luận"), _("Phút"), _("Tình trạng"))
    yield Table(_("Tham luận"), columns, rows, order=465)


def about(person: Any) -> Iterator[Table]:
    """What is kept of a person: speeches with their texts, parts in running the congress."""
    speeches = Speech.objects.filter(person=person).order_by("pk")
    columns = (_("Chủ đề"), _("Phút"), _("Tình trạng"), _("Bài"), _("Ý kiến của người xem"))
    yield Table(
        _("Tham luận của đồng chí"),
        columns,
        [(s.topic, s.minutes, str(s.get_state_display()), s.text, s.remarks) for s in speeches],
        order=450,
    )
    parts = Conductor.objects.filter(person=person).select_related("congress__organization")
    rows: list[tuple[Any, ...]] = [
        (str(each.congress), str(each.get_part_display())) for each in parts.order_by("pk")
    ]
    items = ProgrammeItem.objects.filter(performer=person).select_related("programme__congress")
    rows += [(str(item.programme), item.title) for item in items.order_by("pk")]
    yield Table(_("Phần việc tại đại hội"), (_("Ở đâu"), _("Việc")), rows, order=455)


def _steps(congress: Congress) -> tuple[dict[str, date], dict[str, int]]:
    """The days of open milestones and their keys, by code."""
    if congress.is_postponed:
        return {}, {}
    steps = congress.milestones.filter(
        code__in=[PROGRAMME_STEP, SPEECH_STEP, SCRIPT_STEP],
        actual_on__isnull=True,
        dropped_at__isnull=True,
    )
    found = list(steps.values_list("code", "planned_on", "pk"))
    return {code: on for code, on, _pk in found}, {code: pk for code, _on, pk in found}
