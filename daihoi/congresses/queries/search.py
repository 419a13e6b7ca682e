"""What a search finds of congresses: plan, bodies, tasks, papers and goals the viewer may see."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import ROLES, Permission, Role, grants_in_force, within_reach
from daihoi.base.offers import Hit, Search
from daihoi.base.word_index import newest_with_words, with_words
from daihoi.congresses.models import (
    BasisDocument,
    Congress,
    Goal,
    Milestone,
    Subcommittee,
    Task,
    TaskNote,
)
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.text import find_words

Rows = TypeVar("Rows", bound=Model)
NOTE_LETTERS = 160
CONGRESSES_READ = 500  # their names are put together from numbers, so each is looked at


def congresses_found(words: str, *, viewer: Any) -> list[Congress]:
    """By what they are called: organization, ordinal and term, the latest first."""
    reach = _read(viewer, "organization__path")
    found = Congress.objects.filter(reach).select_related("organization")
    pieces = words.split()
    return [
        congress
        for congress in found.order_by("-term_start", "-ordinal", "pk")[:CONGRESSES_READ]
        if all(find_words(f"{congress} {congress.term}", piece) for piece in pieces)
    ]


def subcommittees_found(words: str, *, viewer: Any) -> QuerySet[Subcommittee]:
    rows = Subcommittee.objects.filter(_read(viewer, "congress__organization__path"))
    return _newest(rows.select_related("congress__organization"), words)


def milestones_found(words: str, *, viewer: Any) -> QuerySet[Milestone]:
    """The latest congress first, by day."""
    rows = Milestone.objects.filter(_read(viewer, "congress__organization__path"))
    found = with_words(rows.select_related("congress__organization"), words)
    return found.order_by("-congress", "planned_on", "position", "pk")


def tasks_found(words: str, *, viewer: Any, start: int, stop: int) -> list[Task]:
    """Tasks of a congress the viewer reads, of a body she works in, and her own; newest first."""
    related = ["congress__organization", "subcommittee", "unit", "person", "outside"]
    rows = Task.objects.filter(_tasks(viewer, ""))
    return newest_with_words(rows, words, start=start, stop=stop, related=related)


def notes_found(words: str, *, viewer: Any, start: int, stop: int) -> list[TaskNote]:
    """What was written about the progress of these tasks."""
    rows = TaskNote.objects.filter(_tasks(viewer, "task__"))
    return newest_with_words(rows, words, start=start, stop=stop, related=["task"])


def bases_found(words: str, *, viewer: Any) -> QuerySet[BasisDocument]:
    """The latest paper first."""
    rows = BasisDocument.objects.filter(_read(viewer, "organization__path"))
    return with_words(rows, words).order_by("-issued_on", "-pk")


def goals_found(words: str, *, viewer: Any) -> QuerySet[Goal]:
    rows = Goal.objects.filter(_read(viewer, "congress__organization__path"))
    return _newest(rows.select_related("congress__organization"), words)


def _newest(rows: QuerySet[Rows], words: str) -> QuerySet[Rows]:
    return with_words(rows, words).order_by("-pk")


def _read(viewer: Any, field: str) -> Q:
    """As the page of a congress asks it: of the whole organization."""
    return within_reach(viewer, Permission.CONGRESSES_VIEW, field=field, whole=True)


def _tasks(viewer: Any, task: str) -> Q:
    """As `tasks.get_task` has it for one; ``task`` leads from the row to its task."""
    path = f"{task}congress__organization__path"
    personnel = Q(**{f"{task}subcommittee__purpose": Subcommittee.Purpose.PERSONNEL})
    no_body = Q(**{f"{task}subcommittee__isnull": True})
    leads = within_reach(viewer, Permission.CONGRESSES_WORK, field=path, whole=True)
    condition = _read(viewer, path) & (no_body | ~personnel | leads)
    condition |= Q(**{f"{task}person__user": viewer.pk})
    for grant in grants_in_force(viewer):
        held = ROLES[Role(grant.role)].permissions
        body = grant.within.rstrip("/").rpartition("/")[2]  # "s7" of "c3/s7/", "u5" of "u5/"
        field = {"s": "subcommittee", "u": "unit"}.get(body[:1])
        if Permission.CONGRESSES_WORK in held and field and body[1:].isdecimal():
            condition |= Q(**{f"{task}{field}": int(body[1:])})
    return condition


def _congresses(viewer: Any, words: str, start: int, stop: int) -> list[Hit]:
    return [
        Hit(str(each), reverse("congresses:congress_detail", args=[each.pk]), each.term)
        for each in congresses_found(words, viewer=viewer)[start:stop]
    ]


def _subcommittees(viewer: Any, words: str, start: int, stop: int) -> list[Hit]:
    return [
        Hit(
            each.name,
            reverse("congresses:subcommittee_detail", args=[each.pk]),
            _said(str(each.congress), each.decision_number, each.duties),
        )
        for each in subcommittees_found(words, viewer=viewer)[start:stop]
    ]


def _milestones(viewer: Any, words: str, start: int, stop: int) -> list[Hit]:
    return [
        Hit(
            str(each),
            reverse("congresses:milestone_detail", args=[each.pk]),
            _said(format_date(each.planned_on, DateStyle.DASHED), each.output, str(each.congress)),
        )
        for each in milestones_found(words, viewer=viewer)[start:stop]
    ]


def _task_hits(viewer: Any, words: str, start: int, stop: int) -> list[Hit]:
    return [
        Hit(
            each.title,
            reverse("congresses:task_detail", args=[each.pk]),
            _said(each.given_to, each.get_state_display(), each.source, each.details),
        )
        for each in tasks_found(words, viewer=viewer, start=start, stop=stop)
    ]


def _notes(viewer: Any, words: str, start: int, stop: int) -> list[Hit]:
    return [
        Hit(
            _said(each.text),
            reverse("congresses:task_detail", args=[each.task_id]),
            each.task.title,
        )
        for each in notes_found(words, viewer=viewer, start=start, stop=stop)
    ]


def _bases(viewer: Any, words: str, start: int, stop: int) -> list[Hit]:
    return [
        Hit(
            str(each),
            reverse("congresses:basis_list", args=[each.organization_id]),
            _said(each.issuer, each.subject),
        )
        for each in bases_found(words, viewer=viewer)[start:stop]
    ]


def _goals(viewer: Any, words: str, start: int, stop: int) -> list[Hit]:
    return [
        Hit(
            _said(each.text),
            reverse("congresses:congress_detail", args=[each.congress_id]),
            str(each.congress),
        )
        for each in goals_found(words, viewer=viewer)[start:stop]
    ]


def _said(*parts: str) -> str:
    """What there is of ``parts`` on one line, shortened."""
    line = " ".join(" · ".join(filter(None, parts)).split())
    return line if len(line) <= NOTE_LETTERS else f"{line[:NOTE_LETTERS]}…"


SEARCHES = (
    Search("cong-viec", _("Công việc"), 20, _task_hits),
    Search("moc", _("Mốc kế hoạch"), 30, _milestones),
    Search("can-cu", _("Căn cứ"), 40, _bases),
    Search("tieu-ban", _("Tiểu ban"), 100, _subcommittees),
    Search("dai-hoi", _("Đại hội"), 110, _congresses),
    Search("muc-tieu", _("Mục tiêu"), 120, _goals),
    Search("tien-do", _("Tiến độ công việc"), 130, _notes),
)
