"""Lists of meetings as .xlsx: who is called and who came, guests, the attendance book."""

from django.utils import timezone

from daihoi.base.language import in_vietnamese
from daihoi.meetings.models import Meeting
from daihoi.meetings.queries.books import AttendanceBook
from daihoi.meetings.queries.roll_page import RollLine, RollPage
from daihoi.meetings.queries.wording import when
from daihoi.papers.sheets import Column, Value, write_sheet

ROLL = [
    Column("TT", 6),
    Column("Họ và tên", 28),
    Column("Chức vụ", 24),
    Column("Đơn vị", 28),
    Column("Thành phần", 24),
    Column("Điểm danh", 18),
    Column("Giờ đến", 10),
    Column("Lý do vắng, ghi chú", 36),
    Column("Ký tên", 16),
]
GUESTS = [
    Column("TT", 6),
    Column("Họ và tên", 28),
    Column("Chức vụ", 28),
    Column("Đơn vị", 36),
    Column("Nhóm", 30),
]


def roll_sheet(page: RollPage) -> bytes:
    """Everybody on the roll, with a column to sign in where the list is printed."""
    with in_vietnamese():
        rows = [_roll_row(number, line) for number, line in enumerate(page.lines, 1)]
        return write_sheet(_heads(page.meeting, "DANH SÁCH ĐIỂM DANH"), ROLL, rows)


def guest_sheet(page: RollPage) -> bytes:
    """The guests as the approval dossier has them (P45, 13)."""
    with in_vietnamese():
        rows: list[list[Value]] = [
            [
                number,
                row.name,
                row.post,
                row.unit,
                str(row.get_guest_group_display()),
            ]
            for number, row in enumerate((line.row for line in page.guests), 1)
        ]
        return write_sheet(_heads(page.meeting, "DANH SÁCH KHÁCH MỜI"), GUESTS, rows)


def book_sheet(book: AttendanceBook) -> bytes:
    """The attendance book of a year: a column for each meeting."""
    columns = [Column("TT", 6), Column("Họ và tên", 28), Column("Đơn vị", 28)]
    columns += [Column(f"{m.on.day}-{m.on.month}", 10) for m in book.meetings]
    columns += [Column("Có mặt", 10), Column("Được mời", 10)]
    rows: list[list[Value]] = [
        [number, line.name, line.unit, *line.marks, line.came, line.called]
        for number, line in enumerate(book.lines, 1)
    ]
    rows.append(["", "Có mặt trên số được mời", "", *book.totals, "", ""])
    title = [
        book.organization.name.upper(),
        f"SỔ ĐIỂM DANH NĂM {book.year}",
        "x: có mặt; P: vắng có lý do; K: vắng, chưa rõ lý do; –: không thuộc diện mời",
    ]
    return write_sheet(title, columns, rows, name="Sổ điểm danh")


def _heads(meeting: Meeting, title: str) -> list[str]:
    where = f", tại {meeting.place}" if meeting.place else ""
    return [
        meeting.organization.name.upper(),
        title,
        f"{meeting.get_kind_display()}: {meeting.topic}",
        f"{when(meeting)}{where}",
    ]


def _roll_row(number: int, line: RollLine) -> list[Value]:
    row = line.row
    came = f"{timezone.localtime(row.arrived_at):%H:%M}" if row.arrived_at else ""
    state = str(row.get_presence_display()) if line.is_marked else ""
    late = " (đến muộn)" if line.is_late else ""
    notes = "; ".join(filter(None, [row.reason, row.added_reason]))
    category = str(row.get_category_display())
    return [number, row.name, row.post, row.unit, category, state + late, came, notes, ""]
