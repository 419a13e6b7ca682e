"""Where two records of one person meet on a roll, and what meetings keep about her."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Field, Model, QuerySet
from django.utils.translation import gettext as _

from daihoi.base.offers import Table
from daihoi.meetings.models import MARKED, Invitee, Presence, WrittenAnswer
from daihoi.organizations.models import Person

REPLIED = ("reply", "reply_reason", "replied_at")
ATTENDED = (*MARKED, "means", "door", "marked_at", "marked_by")


def lines_together(old: Person, new: Person) -> Iterator[tuple[Invitee, Invitee]]:
    """Pairs of lines in one meeting, the old one first."""
    own = {row.meeting_id: row for row in Invitee.objects.filter(person=new)}
    for theirs in Invitee.objects.filter(person=old).select_related("meeting").order_by("pk"):
        if mine := own.get(theirs.meeting_id):
            mine.meeting = theirs.meeting
            yield theirs, mine


def line_clashes(old: Person, new: Person) -> list[str]:
    """Both records say something else of one meeting, or hold what one person has once."""
    return [
        _("Trong “%(meeting)s” hai bản ghi nói khác nhau về %(matters)s. %(advice)s")
        % {
            "meeting": own.meeting,
            "matters": ", ".join(matters),
            "advice": _("Hãy bỏ ở một bản ghi rồi gộp."),
        }
        for theirs, own in lines_together(old, new)
        if (matters := _matters(theirs, own))
    ]


def fields_to_take(theirs: Invitee, own: Invitee) -> list[str]:
    """What only the old line says: her reply, her attendance."""
    taken: list[str] = []
    if theirs.reply and not own.reply:
        taken += REPLIED
    if not _says_presence(own) and theirs.presence != Presence.UNKNOWN:
        taken += ATTENDED
    if theirs.is_counted and not own.is_counted:
        taken += ["category", "is_counted"]
    return taken


def hanging(row: Invitee) -> Iterator[tuple[Field[Any, Any], QuerySet[Model]]]:
    """Rows of any app that point to a line, and the field by which they do."""
    for relation in Invitee._meta.related_objects:
        field = relation.field
        yield field, field.model._default_manager.filter(**{field.name: row})  # noqa: SLF001 - Django's name for it


def _matters(theirs: Invitee, own: Invitee) -> list[str]:
    found = []
    if theirs.reply and own.reply and theirs.reply != own.reply:
        found.append(_("việc dự hay vắng"))
    if _says_presence(theirs) and _says_presence(own) and theirs.presence != own.presence:
        found.append(_("điểm danh"))
    answered = set(own.answers.values_list("item", flat=True))
    if answered & set(theirs.answers.values_list("item", flat=True)):
        found.append(_("ý kiến bằng văn bản"))
    for (field, mine), (_same, yours) in zip(hanging(own), hanging(theirs), strict=True):
        if field.unique and mine.exists() and yours.exists():
            found.append(str(field.model._meta.verbose_name))
    return found


def _says_presence(row: Invitee) -> bool:
    """Somebody marked her; absent without a reason is what the end of a meeting writes by itself."""
    return row.presence not in {Presence.UNKNOWN, Presence.ABSENT} or bool(row.reason)


def about(person: Person) -> Iterator[Table]:
    """Invitations, replies and attendance; answers in writing."""
    rows = Invitee.objects.filter(person=person).select_related("meeting")
    yield Table(
        _("Cuộc họp được mời"),
        (_("Cuộc họp"), _("Ngày"), _("Trả lời"), _("Điểm danh"), _("Lý do")),
        [
            (
                str(row.meeting),
                row.meeting.on,
                row.get_reply_display(),
                row.get_presence_display(),
                row.reason or row.reply_reason,
            )
            for row in rows.order_by("meeting__on", "pk")
        ],
        order=340,
    )
    answers = WrittenAnswer.objects.filter(invitee__person=person).select_related("item")
    yield Table(
        _("Ý kiến bằng văn bản trong cuộc họp"),
        (_("Nội dung"), _("Ý kiến"), _("Ghi thêm"), _("Ngày")),
        [
            (each.item.title, each.get_choice_display(), each.text, each.answered_on)
            for each in answers.order_by("answered_on", "pk")
        ],
        order=341,
    )
