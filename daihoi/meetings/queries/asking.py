"""What somebody is told before a meeting is called, opened or ended, where something is missing."""

from django.db.models import Count
from django.utils.translation import gettext as _

from daihoi.meetings.models import Meeting, Minutes
from daihoi.meetings.queries.agenda import Agenda
from daihoi.meetings.queries.attendance import leaders_away
from daihoi.meetings.queries.wording import day
from daihoi.rules.meetings.quorum import Quorum


def words_before_calling(agenda: Agenda, called: int, *, is_written: bool) -> str:
    """Asks; first that nobody will know what it is about, or has nothing to read."""
    asks = _("Mời họp %(n)s người trong danh sách? Mỗi người có tài khoản nhận một thông báo.")
    if is_written:
        asks = _("Gửi lấy ý kiến %(n)s người? Mỗi người có tài khoản nhận một thông báo.")
    told = ""
    if not agenda.rows and not is_written:
        told = _("Cuộc họp chưa có chương trình: người được mời chưa biết bàn việc gì.")
    elif is_written and not any(row.item.document_id or row.item.paper_id for row in agenda.rows):
        told = _("Chưa kèm văn kiện, văn bản nào: người được hỏi không có tài liệu để đọc.")
    return f"{told} {asks % {'n': called}}".strip()


def words_before_opening(meeting: Meeting, quorum: Quorum | None) -> str:
    """Asks; first that too few are there for the meeting to be valid, or not who leads and writes."""
    told = []
    if quorum is not None and not quorum.is_met:
        said = _("Chưa đủ số người cần có: mới điểm danh %(present)s, cần ít nhất %(needed)s.")
        told.append(said % {"present": quorum.present, "needed": quorum.needed})
    if names := leaders_away(meeting):
        said = _("Chưa điểm danh có mặt người chủ trì, người ghi biên bản: %(names)s.")
        told.append(said % {"names": ", ".join(names)})
    asks = _("Khai mạc? Sau đó danh sách mời chốt lại, chỉ bổ sung kèm lý do.")
    return " ".join([*told, asks])


def words_before_ending(meeting: Meeting) -> str:
    """Asks; first who has not answered by when, or that the minutes were not read back. One query."""
    if meeting.is_written:
        return _before_closing(meeting)
    asks = _(
        "Kết thúc cuộc họp? Ai chưa điểm danh sẽ ghi là vắng; còn sửa được đến khi ký biên bản."
    )
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is not None and minutes.is_read_back:
        return asks
    return (
        f"{_('Biên bản chưa đọc lại để mọi người thông qua: nên đọc trước khi kết thúc.')} {asks}"
    )


def _before_closing(meeting: Meeting) -> str:
    asks = _("Kết thúc lấy ý kiến? Sau đó không nhận ý kiến nữa.")
    matters = meeting.items.count()
    counted = meeting.invitees.filter(is_counted=True)
    answered = counted.annotate(n=Count("answers")).filter(n__gte=matters)
    if not (missing := counted.count() - answered.count()):
        return asks
    due = meeting.answers_due_on or meeting.on
    told = _("Còn %(n)s người chưa trả lời đủ; hạn gửi ý kiến là ngày %(day)s.")
    return f"{told % {'n': missing, 'day': day(due)}} {asks}"
