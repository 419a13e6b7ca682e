"""Where two records of one person meet on a roll, and what meetings keep about her."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from daihoi.base.offers import Table
from daihoi.meetings.models import Invitee, Presence, WrittenAnswer
from daihoi.organizations.models import Person


def lines_together(old: Person, new: Person) -> list[tuple[Invitee, Invitee]]:
    """Pairs of lines in one meeting of which the old one says nothing of its own."""
    return [pair for pair in _together(old, new) if _is_bare(pair[0])]


def line_clashes(old: Person, new: Person) -> list[str]:
    """Both records were marked, answered or replied in one meeting."""
    return [
        _(
            "Trong “%(meeting)s” cả hai bản ghi đều đã điểm danh hoặc trả lời."
            " Hãy bỏ điểm danh của một bản ghi rồi gộp."
        )
        % {"meeting": own.meeting}
        for theirs, own in _together(old, new)
        if not _is_bare(theirs)
    ]


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


def _together(old: Person, new: Person) -> Iterator[tuple[Invitee, Invitee]]:
    own = {row.meeting_id: row for row in Invitee.objects.filter(person=new)}
    for theirs in Invitee.objects.filter(person=old).select_related("meeting"):
        if mine := own.get(theirs.meeting_id):
            mine.meeting = theirs.meeting
            yield theirs, mine


def _is_bare(row: Invitee) -> bool:
    """Not marked, not replied, nothing answered."""
    said = row.answers.exists() or row.statements.exists()
    return row.presence == Presence.UNKNOWN and not row.reply and not said
