"""The roll: people added with and without a reason, guests typed, pasted and in Excel, merging."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import BadFile, Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.logistics.models import Declaration, Seat
from daihoi.meetings.actions import meetings, merging, replies, roll
from daihoi.meetings.actions.attendance import mark
from daihoi.meetings.models import Invitee, Meeting, Presence, Reply, WrittenAnswer
from daihoi.meetings.papers.sheets import guest_sheet
from daihoi.meetings.queries.attendance import invitees_of
from daihoi.meetings.queries.guests import guest_words, is_of_party, listed_guests, pasted_guests
from daihoi.meetings.queries.merging import line_clashes
from daihoi.meetings.queries.roll_page import roll_page
from daihoi.notifications.models import Notice
from daihoi.organizations.models import Person
from daihoi.papers.sheets import Column, write_sheet
from tests.congresses.preparing import on, user_of
from tests.factories import OrganizationFactory, PersonFactory, SubcommitteeFactory
from tests.factories.logistics import DeclarationFactory, HallFactory
from tests.factories.registry import PaperFactory, content
from tests.meetings.calling import Calling

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on():
        yield


@pytest.fixture
def case() -> Calling:
    return Calling()


def names(rows: list[dict[str, str]]) -> list[str]:
    return [row["guest_name"] for row in rows]


def test_an_employee_is_called_too_and_hears_of_it(case: Calling) -> None:
    meeting = case.called()
    clerk = case.person("Cán bộ ngoài Đảng")
    row = roll.add_invitee(meeting, clerk, actor=case.boss)
    assert (row.category, row.is_counted, row.added_reason) == ("staff", False, "")
    assert Notice.objects.get(user=user_of(clerk)).title.startswith("Mời họp 14 giờ")
    with pytest.raises(Conflict) as refusal:
        roll.add_invitee(meeting, clerk, actor=case.boss)
    assert refusal.value.code == "already_called"


def test_another_organizations_people_are_not_found(case: Calling) -> None:
    other = PersonFactory.create(organization=OrganizationFactory.create(path="/9/"))
    with pytest.raises(NotFound):
        roll.add_invitee(case.plan(), other, actor=case.boss)


def test_the_roll_stands_once_the_meeting_is_open(case: Calling) -> None:
    meeting = case.opened()
    row = case.line(meeting, case.two)
    late = case.person("Người đến thêm")
    with pytest.raises(Conflict):
        roll.remove_invitee(row, actor=case.boss)
    with pytest.raises(Conflict):
        roll.fill_roll(meeting, actor=case.boss)
    with pytest.raises(RuleBroken) as refusal:
        roll.add_invitee(meeting, late, actor=case.boss)
    assert refusal.value.code == "no_reason"
    added = roll.add_invitee(meeting, late, reason="Thay đồng chí vắng", actor=user_of(case.one))
    assert added.added_reason == "Thay đồng chí vắng"
    assert Entry.objects.filter(action="meetings.add_invitee").get().after["reason"]


def test_who_is_taken_off_hears_of_it_and_can_be_put_back(case: Calling) -> None:
    meeting = case.called()
    roll.remove_invitee(case.line(meeting, case.two), actor=case.boss)
    assert not meeting.invitees.filter(person=case.two).exists()
    notice = Notice.objects.filter(user=user_of(case.two)).latest("pk")
    assert notice.title.startswith("Đồng chí không phải dự cuộc họp")
    assert roll.fill_roll(meeting, actor=case.boss) == 1
    assert case.line(meeting, case.two).is_counted


def test_a_member_changes_no_roll(case: Calling) -> None:
    meeting = case.called()
    with pytest.raises(NotPermitted):
        roll.add_guest(meeting, {"guest_name": "Khách"}, actor=user_of(case.two))
    with pytest.raises(NotPermitted):
        roll.remove_invitee(case.line(meeting, case.one), actor=user_of(case.two))


def test_one_guest_of_one_unit_is_invited_once(case: Calling) -> None:
    meeting = case.plan()
    guest = {"guest_name": "Lương Thị Khách", "guest_unit": "Đảng ủy Khối"}
    row = roll.add_guest(meeting, guest, actor=case.boss)
    assert (row.category, row.is_counted) == ("guest", False)
    with pytest.raises(Conflict):
        roll.add_guest(meeting, {**guest, "guest_name": "LƯƠNG THỊ KHÁCH"}, actor=case.boss)
    roll.add_guest(meeting, {**guest, "guest_unit": "Công đoàn"}, actor=case.boss)
    assert meeting.invitees.filter(category="guest").count() == 2


def test_a_pasted_list_is_read_with_tabs_or_semicolons() -> None:
    told = pasted_guests(
        "Họ và tên\tChức vụ\tĐơn vị\n"
        "1\tVi Đức Trọng\tPhó Bí thư\tĐảng ủy Khối\n\n"
        "Lâm Thị Hòa; Bí thư; Chi bộ bạn; chi bộ bạn\n"
    )
    assert told.problems == []
    assert told.guests == [
        {
            "guest_name": "Vi Đức Trọng",
            "guest_post": "Phó Bí thư",
            "guest_unit": "Đảng ủy Khối",
            "guest_group": "",
        },
        {
            "guest_name": "Lâm Thị Hòa",
            "guest_post": "Bí thư",
            "guest_unit": "Chi bộ bạn",
            "guest_group": "neighbour",
        },
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("; Phó Bí thư; Đảng ủy", "thiếu họ và tên"),
        ("Khách 12", "không phải họ và tên"),
        ("Vi Đức Trọng; Phó Bí thư; Đảng ủy Khối", "trùng với dòng 1"),
        ("Lâm Thị Hòa; ; ; nhóm lạ", "không rõ nhóm “nhóm lạ”"),
        ("Hòa; " + "x" * 161, "dài quá 160 ký tự"),
    ],
)
def test_a_wrong_line_is_told_by_its_number(line: str, problem: str) -> None:
    told = pasted_guests(f"Vi Đức Trọng; Phó Bí thư; Đảng ủy Khối\n{line}")
    assert len(told.problems) == 1
    assert told.problems[0].startswith("Dòng 2: ")
    assert problem in told.problems[0]
    assert names(told.guests) == ["Vi Đức Trọng"]


def test_an_excel_list_is_read_whatever_the_order_of_its_columns() -> None:
    columns = [Column("Đơn vị", 20), Column("TT", 5), Column("Họ và tên", 30), Column("Chức vụ", 9)]
    data = write_sheet(
        ["DANH SÁCH KHÁCH"],
        columns,
        [["Đảng ủy Khối", 1, "Vi Đức Trọng", "Phó Bí thư"], ["Công đoàn", 2, "", "Chủ tịch"]],
    )
    told = listed_guests(data, "khach.xlsx")
    assert names(told.guests) == ["Vi Đức Trọng"]
    assert [problem.endswith("thiếu họ và tên.") for problem in told.problems] == [True]
    with pytest.raises(BadFile):
        listed_guests(b"khong phai tep", "khach.xlsx")


def test_a_list_of_guests_adds_who_is_new(case: Calling) -> None:
    meeting = case.plan()
    guests = pasted_guests("Vi Đức Trọng; Phó Bí thư\nLâm Thị Hòa").guests
    assert roll.add_guests(meeting, guests, actor=case.boss) == (2, 0)
    assert roll.add_guests(meeting, guests, actor=case.boss) == (0, 2)
    sheet = load_workbook(_bytes(guest_sheet(roll_page(meeting.pk, viewer=case.boss)))).active
    assert sheet is not None
    written = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [1, "Vi Đức Trọng"] in [row[:2] for row in written]


def _bytes(content: bytes):  # type: ignore[no-untyped-def]  # a file to read
    from io import BytesIO

    return BytesIO(content)


def test_a_guest_is_named_as_papers_name_people() -> None:
    guest = Invitee(guest_name="Hà Văn Nghĩa", guest_post="Chủ tịch", guest_unit="Công đoàn Cục")
    assert guest_words(guest) == "Hà Văn Nghĩa, Chủ tịch Công đoàn Cục"
    guest.guest_post = "Chủ tịch Công đoàn Cục"
    assert guest_words(guest) == "Hà Văn Nghĩa, Chủ tịch Công đoàn Cục"


@pytest.mark.parametrize(
    ("group", "post", "unit", "is_comrade"),
    [
        ("superior", "Chuyên viên", "", True),
        ("neighbour", "", "", True),
        ("", "Phó Bí thư Đảng ủy", "", True),
        ("mass_organisation", "Bí thư", "Chi đoàn Cục", False),
        ("outstanding", "Chuyên viên", "Chi bộ 2", False),
        ("", "Chủ tịch", "Công đoàn Cục", False),
    ],
)
def test_only_guests_of_the_party_are_comrades(
    group: str, post: str, unit: str, is_comrade: bool
) -> None:
    guest = Invitee(guest_name="Vi Trọng", guest_post=post, guest_unit=unit, guest_group=group)
    assert is_of_party(guest) is is_comrade


def test_papers_of_the_congress_take_place_and_guests(case: Calling) -> None:
    meeting = case.plan(kind="congress", dress="Áo trắng")
    guest = {"guest_name": "Vi Đức Trọng", "guest_post": "Phó Bí thư", "guest_unit": "Đảng ủy Khối"}
    roll.add_guest(meeting, guest, actor=case.boss)
    roll.add_guest(meeting, {"guest_name": "Hà Văn Nghĩa"}, actor=case.boss)
    facts = offers.facts_of(case.congress, date(2020, 3, 26))
    assert facts["địa điểm đại hội"] == "hội trường tầng 2"
    assert facts["trang phục"] == "áo trắng"
    assert facts["khách mời"] == ("đồng chí Vi Đức Trọng, Phó Bí thư Đảng ủy Khối; Hà Văn Nghĩa")
    assert facts["số đảng viên triệu tập"] == "05"
    assert "số đảng viên dự đại hội" not in facts


def test_guests_come_by_rank_in_papers_and_lists(case: Calling) -> None:
    """The superior first, whatever the order they were typed in or their names have."""
    meeting = case.plan(kind="congress")
    for name, group in (
        ("An Văn Khác", ""),
        ("Bế Thị Quần Chúng", "outstanding"),
        ("Cao Văn Cơ Quan", "agency"),
        ("Vi Đức Trọng", "superior"),
        ("Ân Thị Phó", "superior"),
    ):
        guest = {"guest_name": name, "guest_group": group}
        roll.add_guest(meeting, guest, actor=case.boss)
    order = [
        "Vi Đức Trọng", "Ân Thị Phó", "Cao Văn Cơ Quan", "Bế Thị Quần Chúng", "An Văn Khác",
    ]  # fmt: skip
    page = roll_page(meeting.pk, viewer=case.boss)
    assert [line.row.name for line in page.guests] == order
    facts = offers.facts_of(case.congress, date(2020, 3, 26))
    named = [each.removeprefix("đồng chí ") for each in facts["khách mời"].split("; ")]
    assert named == order
    assert [block.text.split(";")[0] for block in facts["danh sách khách mời"]] == order


@pytest.mark.parametrize("hidden", [{"kind": "DANS"}, {"content": content(secrecy="MẬT")}, {}])
def test_what_was_typed_into_restricted_papers_fills_nothing_else(
    case: Calling, hidden: dict[str, Any]
) -> None:
    """Facts are told without a viewer: the page, a draft and the script all read them."""
    body = SubcommitteeFactory.create(congress=case.congress, purpose="personnel")
    own = hidden or {"subcommittee": body}
    typed = {"địa điểm đại hội": "nhà riêng đồng chí A"}
    PaperFactory.create(congress=case.congress, values=typed, **own)
    day = date(2020, 3, 26)
    assert "địa điểm đại hội" not in offers.facts_of(case.congress, day)
    shown = {"địa điểm đại hội": "hội trường lớn"}
    PaperFactory.create(congress=case.congress, values=shown)
    assert offers.facts_of(case.congress, day)["địa điểm đại hội"] == "hội trường lớn"


def test_two_records_of_one_person_become_one_line(case: Calling) -> None:
    meeting = case.called()
    old = case.member("Nông Thi Hai")
    roll.add_invitee(meeting, old, actor=case.boss)
    elsewhere = case.plan(chair=old)
    assert line_clashes(old, case.two) == []
    assert merging.move_invitations(old, case.two, actor=case.boss) == 2
    assert merging.move_duties(old, case.two, actor=case.boss) == 1
    assert [row.name for row in invitees_of(meeting)].count("Nông Thị Hai") == 1
    elsewhere.refresh_from_db()
    assert elsewhere.chair == case.two
    assert not Invitee.objects.filter(person=old).exists()


def twice(case: Calling, meeting: Meeting) -> tuple[Person, Invitee, Invitee]:
    """Nông Thị Hai stands on a roll twice: her old record, its line, and her own."""
    old = case.member("Nông Thi Hai")
    row = roll.add_invitee(meeting, old, reason="bổ sung", actor=case.boss)
    own = case.line(meeting, case.two)
    row.meeting = own.meeting
    return old, row, own


def test_what_either_record_says_of_a_meeting_stays(case: Calling) -> None:
    meeting = case.called(kind="congress")
    old, row, own = twice(case, meeting)
    replies.reply(own, Reply.COMING, actor=user_of(case.two))
    mark(row, Presence.PRESENT, actor=case.boss)
    declared = DeclarationFactory.create(invitee=row, has_cough=True)
    hall = HallFactory.create(congress=case.congress)
    seat = Seat.objects.create(hall=hall, row=1, number=1, invitee=own)
    assert line_clashes(old, case.two) == []
    merging.move_invitations(old, case.two, actor=case.boss)
    kept = case.line(meeting, case.two)
    assert (kept.reply, kept.presence, kept.means) == ("coming", "present", "list")
    assert kept.marked_by == case.boss
    assert Declaration.objects.get() == declared
    assert (Declaration.objects.get().invitee, Seat.objects.get()) == (kept, seat)
    assert not Invitee.objects.filter(pk=row.pk).exists()


def test_words_and_answers_of_either_record_stay(case: Calling) -> None:
    meeting = case.written()
    old, row, own = twice(case, meeting)
    item = meeting.items.get()
    answers = {"choice": "agree", "answered_on": date(2020, 3, 26), "answered_at": clock.now()}
    WrittenAnswer.objects.create(item=item, invitee=row, answered_by=case.boss, **answers)
    merging.move_invitations(old, case.two, actor=case.boss)
    assert WrittenAnswer.objects.get().invitee == own


def test_who_was_absent_under_one_record_was_there_under_the_other(case: Calling) -> None:
    """The end of a meeting writes absent for whoever nobody marked."""
    meeting = case.called()
    old, row, own = twice(case, meeting)
    meetings.open_meeting(meeting, actor=case.boss)
    mark(own, Presence.PRESENT, actor=case.boss)
    meetings.end_meeting(meeting, actor=case.boss)
    row.refresh_from_db()
    assert row.presence == "absent"
    assert line_clashes(old, case.two) == []
    merging.move_invitations(old, case.two, actor=case.boss)
    assert case.line(meeting, case.two).presence == "present"


def test_two_records_that_say_different_things_are_a_clash(case: Calling) -> None:
    meeting = case.called(kind="congress")
    old, row, own = twice(case, meeting)
    mark(row, Presence.PRESENT, actor=case.boss)
    mark(own, Presence.EXCUSED, reason="ốm", actor=case.boss)
    for line in (row, own):
        DeclarationFactory.create(invitee=line)
    [told] = line_clashes(old, case.two)
    assert "nói khác nhau về điểm danh, khai báo y tế" in told


def test_the_clerk_of_another_cell_is_a_stranger(case: Calling) -> None:
    from tests.factories import grant

    stranger = grant(Role.SECRETARY, OrganizationFactory.create(path="/9/"))
    with pytest.raises(NotFound):
        roll.add_guest(case.plan(), {"guest_name": "Khách"}, actor=stranger)
