"""Papers that follow a meeting: the notice of conclusions (KLSH) and the resolution (NQSH).

They are begun from their templates with the fields a meeting answers; what it does not stays a gap.
"""

from collections.abc import Iterable

from daihoi.base.errors import NotFound
from daihoi.base.language import in_vietnamese
from daihoi.meetings.models import Conclusion
from daihoi.meetings.papers.minutes import asked_line, field_values, vote_line
from daihoi.meetings.queries.minutes import MinutesText
from daihoi.vietnamese.dates import DateStyle, format_date

CODES = ("KLSH", "NQSH")


def values_for(code: str, text: MinutesText) -> dict[str, str]:
    """Fields of the paper by their names; only those of its template are used."""
    if code not in CODES:
        raise NotFound
    meeting = text.record.meeting
    rows = [row for each in text.record.items for row in each.conclusions]
    with in_vietnamese():
        values = field_values(meeting) | {
            "kết luận của chủ trì": _items(_words(row) for row in rows),
            "phân công sau cuộc họp": _items(asked_line(row) for row in rows if row.recipient_name),
            "nhiệm vụ thời gian tới": _items(_words(row) for row in rows),
            "tháng sinh hoạt": f"tháng {meeting.on.month} năm {meeting.on.year}",
            "số có mặt": f"{text.attendance.counted_present:02}",
        }
        votes = [vote for each in text.record.items for vote in each.votes]
        if votes:
            values["nghị quyết và kết quả biểu quyết"] = _items(vote_line(vote) for vote in votes)
            values["số đồng ý nghị quyết cuộc họp"] = f"{votes[-1].votes_for:02}"
    day = format_date(meeting.on, DateStyle.LONG)
    return {name: value for name, value in (values | {"ngày họp": day}).items() if value}


def _words(row: Conclusion) -> str:
    return " ".join(row.text.split())


def _items(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
