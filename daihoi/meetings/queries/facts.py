"""What papers may name of the congress as a meeting: where it is, who is invited, who came."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from daihoi.base.offers import Fact
from daihoi.congresses.models import Congress
from daihoi.meetings.models import Invitee, InviteeCategory, Meeting
from daihoi.meetings.queries.attendance import congress_meeting, invitees_of, planned_in, summary
from daihoi.meetings.queries.guests import by_group, guest_words, is_of_party
from daihoi.organizations.queries.facts import counted
from daihoi.papers.fields import parse_blocks
from daihoi.registry.models import Paper
from daihoi.registry.queries.filling import on_personnel, secret

FACTS = (
    Fact("địa điểm đại hội", "hội trường tầng 2, Cục Thi hành án dân sự tỉnh"),
    Fact("trang phục", "áo trắng, quần sẫm màu; nữ: áo dài truyền thống"),
    Fact("khách mời", "đại diện Ban Thường vụ Đảng ủy cấp trên; lãnh đạo cơ quan"),
    Fact("danh sách khách mời", "Nguyễn Văn An; Phó Bí thư; Đảng ủy Khối"),
    Fact("số đảng viên triệu tập", "45"),
    Fact("số đảng viên dự đại hội", "44"),
    Fact("số đảng viên chính thức dự", "42"),
    Fact("đảng viên vắng mặt", "Nguyễn Văn An (ốm, có giấy của bệnh viện)"),
)
_NAMES = tuple(fact.name for fact in FACTS)


def facts_of(thing: Any, on: date) -> Mapping[str, Any]:  # noqa: ARG001 - offers are told the day
    """Facts of a congress: of its meeting, else what somebody typed into one of its open papers."""
    if not isinstance(thing, Congress):
        return {}
    found: dict[str, Any] = _typed(thing)
    meeting = congress_meeting(thing)
    if meeting is None:
        return found
    told = {
        "địa điểm đại hội": _lower_first(meeting.place),
        "trang phục": _lower_first(meeting.dress),
        "số đảng viên triệu tập": counted(planned_in(meeting).members),
        **_guests(meeting),
        **(_came(meeting) if meeting.is_over else {}),
    }
    return found | {name: value for name, value in told.items() if value}


def _guests(meeting: Meeting) -> dict[str, Any]:
    rows = by_group(invitees_of(meeting).filter(category=InviteeCategory.GUEST))
    if not rows:
        return {}
    lines = "\n".join("; ".join([row.name, row.post, row.unit]) for row in rows)
    return {
        "khách mời": "; ".join(_named(row) for row in rows),
        "danh sách khách mời": parse_blocks(lines),
    }


def _named(guest: Invitee) -> str:
    return f"{'đồng chí ' * is_of_party(guest)}{guest_words(guest)}"


def _came(meeting: Meeting) -> dict[str, Any]:
    told = summary(meeting)
    absent = [f"{each.name} ({each.reason})" if each.reason else each.name for each in told.absent]
    return {
        "số đảng viên dự đại hội": counted(told.members_present),
        "số đảng viên chính thức dự": counted(told.counted_present),
        "đảng viên vắng mặt": "; ".join(absent) or "không có",
    }


def _typed(congress: Congress) -> dict[str, Any]:
    """What people wrote by hand into papers that are open to who writes, the latest change last."""
    papers = Paper.objects.filter(congress=congress).exclude(values={})
    readable = papers.exclude(on_personnel()).exclude(secret())
    found: dict[str, Any] = {}
    for values in readable.order_by("updated_at", "pk").values_list("values", flat=True):
        found |= {name: values[name] for name in _NAMES if values.get(name)}
    return found


def _lower_first(text: str) -> str:
    """As it stands within a sentence; a name of its own keeps its capital ("UBND")."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
