"""The minutes as a paper: fields of 8.1 of the catalogue, from what was written down.

Words people said stand as they were taken down; nothing of them is read as marks.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time

from django.utils import timezone

from daihoi.base import offers
from daihoi.base.language import in_vietnamese
from daihoi.meetings.models import Conclusion, HandVote, Meeting, MeetingKind, Statement
from daihoi.meetings.queries.attendance import Absent, Attendance
from daihoi.meetings.queries.guests import by_group, guest_words
from daihoi.meetings.queries.minutes import MinutesText
from daihoi.meetings.queries.record import ItemRecord
from daihoi.meetings.queries.wording import place_words
from daihoi.papers.fields import Value, field_key, field_names, fill
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Block, BlockKind, Run
from daihoi.papers.profiles import Profile, profile_on
from daihoi.papers.writing import write_official_word
from daihoi.registry.papers.printing import printed_pdf
from daihoi.registry.skeletons import skeletons
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.text import tidy

CODES = {MeetingKind.COMMITTEE: "BBCU", MeetingKind.CONGRESS: "BBDH"}  # all others: BBSH
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
NOTHING = "Không có."


def shown_paper(text: MinutesText) -> OfficialPaper:
    """What was signed, word for word; before that the paper as it stands now."""
    kept = text.record.minutes.content
    return OfficialPaper.from_json(kept) if kept is not None else minutes_paper(text)


def code_of(meeting: Meeting) -> str:
    """The kind of paper its minutes are (documents catalogue, section 4)."""
    return CODES.get(MeetingKind(meeting.kind), "BBSH")


def minutes_paper(text: MinutesText) -> OfficialPaper:
    """The whole paper as it stands now: head and signatures of its kind, the text from the record."""
    meeting = text.record.meeting
    template = replace(
        skeletons(meeting.organization.family)[code_of(meeting)],
        blocks=(),
        annexes=(),
        number=(),
        bases=(),
    )  # what people said is no template
    with in_vietnamese():
        values: dict[str, Value] = {
            field_key(name): value
            for name, value in offers.facts_of(
                meeting.congress or meeting.organization,
                meeting.on,
                wanted=field_names(template),
            ).items()
        }
        values |= field_values(meeting) | {
            "ngày văn bản": format_date(meeting.on, DateStyle.LONG),
        }
        blocks = tuple(_blocks(text))
    return replace(fill(template, values), blocks=blocks)


def field_values(meeting: Meeting) -> dict[str, str]:
    """Fields of the minutes' head and foot, by their names in templates."""
    about = _about(meeting)
    return {
        "cuộc họp": about,
        "nội dung hội nghị chi ủy": about,
        "chủ trì": str(meeting.chair or ""),
        "người ghi biên bản": str(meeting.minute_taker or ""),
        "ngày họp": format_date(meeting.on, DateStyle.LONG),
        "ngày họp chi ủy": format_date(meeting.on, DateStyle.LONG),
        "địa điểm họp": meeting.place,
    }


def profile_of(meeting: Meeting) -> Profile:
    """The layout in force on its day for the family."""
    return profile_on(meeting.on, is_state=meeting.organization.family.is_state_layout)


def minutes_word(paper: OfficialPaper, meeting: Meeting) -> bytes:
    return write_official_word(paper, profile_of(meeting))


def minutes_pdf(paper: OfficialPaper, meeting: Meeting) -> bytes:
    return printed_pdf(paper, profile_of(meeting))


def file_name(meeting: Meeting, ending: str) -> str:
    """As in "Biên bản sinh hoạt chuyên đề 25-3-2020.docx"."""
    with in_vietnamese():
        kind = str(meeting.get_kind_display()).lower()
    name = tidy(NOT_IN_NAMES.sub(" ", f"Biên bản {kind}"))
    return f"{name} {format_date(meeting.on, DateStyle.DASHED)}.{ending}"


def _about(meeting: Meeting) -> str:
    kind, topic = str(meeting.get_kind_display()).lower(), meeting.topic.strip().rstrip(".")
    of_body = f" {meeting.subcommittee}" if meeting.subcommittee else ""
    if meeting.kind == MeetingKind.COMMITTEE:
        return topic
    if topic.casefold().startswith(kind) and not of_body:
        return topic[:1].lower() + topic[1:]
    return f"{kind}{of_body}: {topic[:1].lower()}{topic[1:]}" if topic else f"{kind}{of_body}"


def _blocks(text: MinutesText) -> Iterator[Block]:
    meeting, there = text.record.meeting, text.attendance
    yield _heading("I. THỜI GIAN, ĐỊA ĐIỂM")
    yield _line(_begins(meeting))
    yield _heading("II. THÀNH PHẦN")
    for line in _attendance(meeting, there):
        yield _line(f"- {line}")
    yield _heading("III. NỘI DUNG")
    for each in text.record.items:
        presented = f" ({each.item.presented_by} trình bày)" if each.item.presented_by else ""
        yield _line(f"{each.number}. {each.item.title.rstrip('.')}{presented}.")
    yield _heading("IV. DIỄN BIẾN")
    for each in text.record.items:
        yield from _item(each, text)
    yield _heading("V. NGHỊ QUYẾT, BIỂU QUYẾT")
    votes = [vote for each in text.record.items for vote in each.votes]
    for vote in votes:
        yield _line(f"- {vote_line(vote)}")
    if not votes:
        yield _line(NOTHING)
    yield _heading("VI. PHÂN CÔNG NHIỆM VỤ")
    asked = [c for each in text.record.items for c in each.conclusions if c.recipient_name]
    for conclusion in asked:
        yield _line(f"- {asked_line(conclusion)}")
    if not asked:
        yield _line(NOTHING)
    yield _line(_ends(text))


def _item(each: ItemRecord, text: MinutesText) -> Iterator[Block]:
    yield Block(BlockKind.PARAGRAPH, (Run(f"{each.number}. {each.item.title}", bold=True),))
    for line in text.answers.get(each.item.pk, ()):
        yield _line(line)
    for statement in each.statements:
        yield from _said(statement, text.attendance.names)
    if not (each.statements or text.answers.get(each.item.pk)):
        yield _line("Không có ý kiến phát biểu.")
    if not each.conclusions:
        return
    chair = text.record.meeting.chair
    named = f" (đồng chí {chair})" if chair else ""
    yield Block(BlockKind.PARAGRAPH, (Run(f"Kết luận của chủ trì{named}:", bold=True),))
    for conclusion in each.conclusions:
        yield from _lines(f"- {conclusion.text}")


def _said(statement: Statement, names: Mapping[int, str]) -> Iterator[Block]:
    invitee = statement.invitee
    who = f"Đại biểu {invitee.name}" if invitee.is_guest else f"Đồng chí {names[invitee.pk]}"
    post = (
        f" ({invitee.post or invitee.unit})"
        if invitee.is_guest and (invitee.post or invitee.unit)
        else ""
    )
    about = f" [{_place(statement)}]" if statement.document else ""
    first, *rest = statement.text.split("\n")
    runs = (Run(f"- {who}{post}{about}: ", italic=True), Run(first))
    yield Block(BlockKind.PARAGRAPH, runs)
    for line in rest:
        if line.strip():
            yield _line(line)


def _place(statement: Statement) -> str:
    return ", ".join(filter(None, [f"góp ý {statement.document}", place_words(statement)]))


def vote_line(vote: HandVote) -> str:
    """The figures of a vote and what came of it."""
    outcome = "được thông qua" if vote.passed else "không được thông qua"
    quiet = f"; không giơ tay {vote.not_raised}" if vote.not_raised else ""
    return (
        f"{vote.subject.rstrip('.')}: đồng ý {vote.votes_for}/{vote.present}, không đồng ý"
        f" {vote.votes_against}, ý kiến khác {vote.votes_other}{quiet}; {outcome}."
    )


def asked_line(conclusion: Conclusion) -> str:
    """What, who, when (8.1)."""
    words = " ".join(conclusion.text.split()).rstrip(".")
    urgent = " (khẩn trương)" if conclusion.is_urgent else ""
    due = f"; hạn {format_date(conclusion.due_on, DateStyle.DASHED)}" if conclusion.due_on else ""
    return f"{conclusion.recipient_name}{urgent}: {words[:1].lower()}{words[1:]}{due}."


def _attendance(meeting: Meeting, there: Attendance) -> Iterator[str]:
    says = meeting.organization.family.says
    member = says("chi ủy viên" if meeting.kind == MeetingKind.COMMITTEE else "đảng viên")
    if meeting.kind in {
        MeetingKind.SUBCOMMITTEE,
        MeetingKind.REHEARSAL,
        MeetingKind.SUPERIOR_REVIEW,
    }:
        member = "người được triệu tập"
    guests = "; ".join(map(guest_words, by_group(each for each in there.others if each.is_guest)))
    staff = sum(not row.is_guest for row in there.others)
    yield f"Khách mời: {guests or 'không có'}."
    yield f"Chủ trì: {meeting.chair or ''}. Người ghi biên bản: {meeting.minute_taker or ''}."
    if meeting.is_written:
        answered = there.counted_present
        yield f"Đã gửi nội dung đến {there.counted} {member}; nhận được ý kiến của {answered}."
        return
    yield f"Có mặt {there.members_present} trên tổng số {there.members} {member}."
    if staff:
        yield f"Cùng dự: {staff} công chức, người lao động."
    absent = "; ".join(_absent(each) for each in there.absent)
    yield f"Vắng mặt {len(there.absent)} đồng chí: {absent}." if absent else "Vắng mặt: không."


def _absent(each: Absent) -> str:
    reason = each.reason or ("có lý do" if each.is_excused else "chưa rõ lý do")
    return f"{each.name} ({reason})"


def _begins(meeting: Meeting) -> str:
    day = format_date(meeting.on, DateStyle.LONG)
    at = f"lúc {_hour(meeting.opened_at)}, " if meeting.opened_at else ""
    place = f", tại {meeting.place}" if meeting.place else ""
    if meeting.is_written:
        due = meeting.answers_due_on
        until = f" đến hết {format_date(due, DateStyle.LONG)}" if due else ""
        return f"Lấy ý kiến bằng văn bản từ {day}{until}."
    return f"Bắt đầu {at}{day}{place}."


def _ends(text: MinutesText) -> str:
    meeting, read = text.record.meeting, text.record.minutes.read_back_at
    read_to = "chi ủy" if meeting.kind == MeetingKind.COMMITTEE else "cuộc họp"
    said = (
        f"Biên bản được đọc lại cho {read_to} nghe lúc {_hour(read)} và thống nhất. "
        if read
        else ""
    )
    ended = meeting.ended_at
    if ended is None:
        return said.strip() or "Cuộc họp chưa kết thúc."
    if meeting.is_written:
        day = format_date(timezone.localdate(ended), DateStyle.LONG)
        return f"Kết thúc lấy ý kiến lúc {_hour(ended)}, {day}."
    same = timezone.localtime(ended).date() == meeting.on
    day = "cùng ngày" if same else format_date(timezone.localdate(ended), DateStyle.LONG)
    return f"{said}Cuộc họp kết thúc lúc {_hour(ended)} {day}."


def _hour(moment: datetime | None) -> str:
    """As papers write it: "14 giờ 05"."""
    if moment is None:
        return ""
    clock: time = timezone.localtime(moment).time()
    return f"{clock.hour} giờ {clock.minute:02}"


def _heading(text: str) -> Block:
    return Block(BlockKind.HEADING, (Run(text),), level=2)


def _line(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, (Run(text),))


def _lines(text: str) -> Iterator[Block]:
    return (_line(line) for line in text.split("\n") if line.strip())
