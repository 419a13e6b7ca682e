"""Lists of members: what the samples must yield, and that confirming is whole, once and safe."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import BadFile, Conflict, NotFound, NotPermitted
from daihoi.organizations.actions import imports
from daihoi.organizations.models import (
    ImportState,
    MemberImport,
    Membership,
    Office,
    Organization,
    Person,
    Unit,
)
from daihoi.organizations.queries.imports import members_sheet, preview_of, rejected_sheet
from daihoi.organizations.queries.member_plans import Deed, MemberPreview, preview_members
from daihoi.organizations.queries.memberships import in_force
from daihoi.organizations.queries.people import PeopleAsked, people_of
from daihoi.organizations.queries.rolls import roll_on
from daihoi.papers.sheets import Column, write_sheet
from tests.factories import OrganizationFactory, PersonFactory, UnitFactory, grant

pytestmark = pytest.mark.django_db

TODAY = date(2020, 3, 26)  # the samples tell how things stood then

UNITS = [
    "Lãnh đạo Cục",
    "Văn phòng",
    "Phòng Nghiệp vụ và Tổ chức thi hành án",
    "Phòng Tổ chức cán bộ",
    "Phòng Kiểm tra, giải quyết khiếu nại, tố cáo",
    "Phòng Tài chính - Kế toán",
]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.standing_at(datetime(2020, 3, 26, 9, tzinfo=UTC)):
        yield


@pytest.fixture
def cell() -> Organization:
    organization = OrganizationFactory.create()
    organization.path = f"/{organization.pk}/"
    organization.save()
    return organization


@pytest.fixture
def secretary(cell: Organization) -> User:
    return grant(Role.SECRETARY, cell)


@pytest.fixture
def members(samples: Path) -> bytes:
    return (samples / "danh-sach-dang-vien.xlsx").read_bytes()


@pytest.fixture
def wrong(samples: Path) -> bytes:
    return (samples / "danh-sach-loi.xlsx").read_bytes()


def imported(cell: Organization, data: bytes, actor: User, **answers: str) -> MemberImport:
    started = imports.start_import(cell, data, "danh-sach.xlsx", actor=actor)
    if answers:
        imports.answer_import(started, answers, actor=actor)
    return imports.confirm_import(started, actor=actor)


def texts(preview: MemberPreview) -> list[str]:
    return [str(problem) for problem in preview.problems]


def test_the_sample_list_yields_what_its_readme_says(
    cell: Organization, secretary: User, members: bytes
) -> None:
    preview = preview_members(cell, members, "danh-sach.xlsx", viewer=secretary)
    assert preview.counts == {
        "add": 46,
        "change": 0,
        "leave": 0,
        "skip": 0,
        "warned": 0,
        "units": 6,
    }
    assert preview.problems == []
    assert Person.objects.count() == 0

    imported(cell, members, secretary)

    people = Person.objects.filter(organization=cell)
    assert people.count() == 46
    by_unit = Counter(people.values_list("unit__name", flat=True))
    assert by_unit == dict(zip(UNITS, (4, 12, 12, 6, 6, 6), strict=True))
    in_order = cell.units.order_by("position").values_list("name", flat=True)
    assert list(in_order) == UNITS  # as the office lists them
    assert Counter(people.values_list("sex", flat=True)) == {"male": 24, "female": 22}
    assert Counter(people.values_list("ethnicity", flat=True)) == {
        "Kinh": 18, "Nùng": 14, "Tày": 12, "Dao": 1, "Hoa": 1,
    }  # fmt: skip
    present = Membership.objects.filter(in_force(TODAY)).values_list("status", flat=True)
    assert Counter(present) == {
        "official": 37, "exempted": 2, "away": 1, "probationary": 3, "incoming_temporary": 1,
    }  # fmt: skip
    assert people.filter(memberships__isnull=True).count() == 2
    guests = people.filter(memberships__status="incoming_temporary")
    own = people.filter(memberships__isnull=False).exclude(pk__in=guests).distinct()
    assert (own.count(), own.filter(sex="female").count()) == (43, 21)
    assert own.exclude(ethnicity="Kinh").count() == 26


def periods_of(name: str) -> list[tuple[str, date | None, date | None]]:
    rows = Membership.objects.filter(person__full_name=name).order_by("starts_on")
    return list(rows.values_list("status", "starts_on", "ends_on"))


@pytest.mark.parametrize(
    ("name", "periods"),
    [
        ("Hứa Thị Liên", [
            ("probationary", date(2009, 12, 22), date(2010, 12, 21)),
            ("official", date(2010, 12, 22), None),
        ]),
        ("Phạm Tuấn Anh", [("probationary", date(2019, 6, 12), None)]),
        ("Trần Thị Ơn", [  # Miễn sinh hoạt từ tháng 01/2019 do sức khỏe
            ("probationary", date(1997, 9, 19), date(1998, 9, 18)),
            ("official", date(1998, 9, 19), date(2018, 12, 31)),
            ("exempted", date(2019, 1, 1), None),
        ]),
        ("Hoàng Văn Kiên", [  # chuyển sinh hoạt tạm thời từ 09/2019 đến 6/2020
            ("probationary", date(2013, 8, 15), date(2014, 8, 14)),
            ("official", date(2014, 8, 15), date(2019, 8, 31)),
            ("away", date(2019, 9, 1), date(2020, 6, 30)),
            ("official", date(2020, 7, 1), None),
        ]),
        ("Trương Văn Quyết", [  # sinh hoạt tạm thời chuyển đến, từ 01/11/2019 đến 30/4/2020
            ("incoming_temporary", date(2019, 11, 1), date(2020, 4, 30)),
        ]),
        ("Lý Văn Cường", []),
    ],
)  # fmt: skip
def test_a_list_tells_of_the_whole_time(
    cell: Organization,
    secretary: User,
    members: bytes,
    name: str,
    periods: list[tuple[str, date | None, date | None]],
) -> None:
    imported(cell, members, secretary)
    assert periods_of(name) == periods


@pytest.mark.parametrize(
    ("day", "equation"),
    [
        (date(2020, 4, 3), "37 = 44 − 3 − 1 − 2 − 1"),  # dự bị, đi, miễn, đến
        (date(2020, 5, 1), "37 = 43 − 3 − 1 − 2"),  # who was here for a time has gone back
        (date(2020, 7, 1), "38 = 43 − 3 − 2"),  # who was away is back
        (date(2018, 7, 1), "37 = 39 − 2"),  # admitted in the year before: probationary still
    ],
)
def test_the_roll_of_any_day_follows_from_the_list(
    cell: Organization, secretary: User, members: bytes, day: date, equation: str
) -> None:
    imported(cell, members, secretary)
    assert roll_on(cell, day, viewer=secretary).equation == equation


@pytest.mark.parametrize(
    ("note", "since", "until"),
    [
        ("Tạm thời chuyển đi", TODAY, None),
        ("Tạm thời chuyển đi từ ngày 15/3/2020", date(2020, 3, 15), None),
        ("Tạm thời chuyển đi từ 31/02/2020 đến hết tháng 13/2020", TODAY, None),
        ("Đình chỉ sinh hoạt từ 01-03-2020 đến hết ngày 26-03-2020", date(2020, 3, 1), TODAY),
        ("Tạm thời chuyển đi đến 25/3/2020", None, None),  # over: she takes part again
        ("Tạm thời chuyển đi từ 27/3/2020", None, None),  # not yet
    ],
)
def test_the_days_of_an_absence_are_read_from_the_note(
    cell: Organization, secretary: User, note: str, since: date | None, until: date | None
) -> None:
    heads = ["Họ và tên", "Ngày vào Đảng", "Ngày chính thức", "Ghi chú"]
    row = ["Nông Văn Định", "03/02/2006", "03/02/2007", note]
    imported(cell, write_sheet([], [Column(head, 20) for head in heads], [row]), secretary)
    absences = [
        (first, last)
        for status, first, last in periods_of("Nông Văn Định")
        if status not in {"official", "probationary"}
    ]
    assert absences == ([(since, until)] if since else [])


def test_a_later_list_says_since_when_she_is_official(cell: Organization, secretary: User) -> None:
    columns = [Column(head, 20) for head in ("Họ và tên", "Ngày vào Đảng", "Ngày chính thức")]
    for official_on in ("", "12/03/2020", "13/03/2020"):
        row = ["Nông Văn Định", "12/03/2019", official_on]
        imported(cell, write_sheet([], columns, [row]), secretary)
    assert periods_of("Nông Văn Định")[0] == ("probationary", date(2019, 3, 12), date(2020, 3, 12))
    assert periods_of("Nông Văn Định")[1] == ("official", date(2020, 3, 13), None)


def test_posts_phones_and_births_are_read_as_meant(
    cell: Organization, secretary: User, members: bytes
) -> None:
    imported(cell, members, secretary)
    people = Person.objects.filter(organization=cell)
    assert Counter(Office.objects.values_list("kind", flat=True)) == {
        "secretary": 1, "deputy_secretary": 1, "committee_member": 2, "group_leader": 3,
    }  # fmt: skip
    assert Office.objects.get(kind="secretary").title == "Bí thư Chi bộ"
    phones = set(people.values_list("phone", flat=True))
    assert {"0900000104", "0900000121", "0900000101", "0900000102"} <= phones
    assert people.filter(phone="").count() == 3
    assert people.exclude(email="").count() == 42
    assert people.get(full_name="Nguyễn Thế Đạt").email == "dat.nt19@thads-langson.example"
    births = dict(people.values_list("full_name", "birth"))
    assert births["Lộc Văn Sơn"] == "1976"
    assert births["Hà Văn Ất"] == "1971"
    assert births["Lành Thị Thủy"] == "1981-08"
    assert births["Đỗ Thị Ngọc Ánh"] == "1978-09-05"
    assert Counter(len(birth) for birth in people.values_list("birth", flat=True)) == {
        10: 39, 4: 5, 7: 2,
    }  # fmt: skip
    assert people.filter(full_name="Nguyễn Thị Hương").count() == 2
    assert people.get(full_name="Vũ Đình Lập").unit == Unit.objects.get(name=UNITS[5])


def test_people_stand_by_given_name_and_are_found_without_marks(
    cell: Organization, secretary: User, members: bytes
) -> None:
    imported(cell, members, secretary)
    names = [person.full_name for person in people_of(cell, viewer=secretary)]
    assert names[:9] == [
        "Phạm Tuấn Anh", "Đỗ Thị Ngọc Ánh", "Dương Ngọc Ân", "Hà Văn Ất", "Lý Văn Cường",
        "La Thị Thùy Dung", "Triệu Quang Dự", "Nguyễn Thế Đạt", "Hoàng Minh Đăng",
    ]  # fmt: skip
    assert names[-7:] == [
        "Đàm Thị Tươi", "Nguyễn Văn Út", "Hoàng Văn Ước", "Lương Quốc Vinh", "Liễu Thị Xuân",
        "Mông Thị Yến", "Tô Hải Yến",
    ]  # fmt: skip
    found = people_of(cell, viewer=secretary, asked=PeopleAsked(words="hoang van uoc"))
    assert [person.full_name for person in found] == ["Hoàng Văn Ước"]


def test_the_same_list_again_changes_nothing(
    cell: Organization, secretary: User, members: bytes
) -> None:
    imported(cell, members, secretary)
    preview = preview_members(cell, members, "danh-sach.xlsx", viewer=secretary)
    assert preview.counts == {
        "add": 0,
        "change": 0,
        "leave": 46,
        "skip": 0,
        "warned": 0,
        "units": 0,
    }
    assert not preview.writes


def test_an_export_comes_back_unchanged(
    cell: Organization, secretary: User, members: bytes
) -> None:
    imported(cell, members, secretary)
    person = Person.objects.get(full_name="Hoàng Minh Đăng")
    person.memberships.update(status="suspended")  # no column says so: the note must
    person.notes = "=1+1"
    person.save()
    exported = members_sheet(cell, viewer=secretary)
    sheet = load_workbook(BytesIO(exported)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert [cell.value for cell in sheet[4]] == [
        "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Quê quán", "Ngày vào Đảng",
        "Ngày chính thức", "Chức vụ Đảng", "Chức vụ chính quyền", "Đơn vị",
        "Trình độ chuyên môn", "Lý luận chính trị", "Điện thoại", "Email", "Ghi chú",
    ]  # fmt: skip
    preview = preview_members(cell, exported, "xuat.xlsx", viewer=secretary)
    assert [(row.name, row.changes) for row in preview.of(Deed.CHANGE)] == []
    assert preview.counts["leave"] == 46

    other = OrganizationFactory.create()
    admin = grant(Role.SECRETARY, other)
    imported(other, exported, admin)
    births = Person.objects.filter(full_name="Lộc Văn Sơn").values_list("birth", flat=True)
    assert list(births) == ["1976", "1976"]


@pytest.fixture
def cell_with_units(cell: Organization) -> Organization:
    for position, name in enumerate(UNITS):
        UnitFactory.create(organization=cell, name=name, position=position)
    return cell


def test_every_planted_error_is_named(
    cell_with_units: Organization, secretary: User, wrong: bytes
) -> None:
    preview = preview_members(cell_with_units, wrong, "loi.xlsx", viewer=secretary)
    assert texts(preview) == [
        (
            "Dòng 7, Đơn vị: không có đơn vị “Phòng Kế hoạch và Đầu tư”; chọn một trong 6 đơn vị hoặc"
            " tạo mới"
        ),
        "Dòng 9, Ngày sinh: ngày 31/02/1980 không có thật; hãy sửa trong tệp",
        (
            "Dòng 11, Ngày chính thức: Ngày chính thức (19-5-2009) trước Ngày vào Đảng (19-5-2010);"
            " hãy sửa"
        ),
        "Dòng 13, Họ và tên: thiếu Họ và tên; hãy ghi đủ họ tên",
        (
            "Dòng 15, Email: địa chỉ thư điện tử “thuy.lt211@@thads-langson.example” không đúng; nhập"
            " mà bỏ trống ô này, hoặc sửa"
        ),
        "Dòng 17, Họ và tên: đã chuẩn hóa dấu tiếng Việt",
        "Dòng 19, Ngày sinh: Ngày sinh và Giới tính có vẻ bị đảo cột (“Nữ”, “12/8/1986”); đổi lại?",
        "Dòng 21, Ngày vào Đảng: không có tháng 25; có phải 25/12/2012?",
        (
            "Dòng 23, Ngày vào Đảng: vào Đảng khi mới 15 tuổi (chưa đủ 18); hãy kiểm tra lại Ngày sinh"
            " và ngày này"
        ),
        "Dòng 25, Điện thoại: số điện thoại “09OO 000 22I” có chữ cái; hãy kiểm tra lại",
        "Dòng 27, Chức vụ Đảng: đã có Bí thư Chi bộ ở dòng 5; chọn ai là bí thư",
        "Dòng 29, Họ và tên: trùng với dòng 12 (cùng họ tên, cùng ngày sinh); hãy bỏ một dòng",
    ]
    assert [row.row.number for row in preview.of(Deed.SKIP)] == [7, 9, 11, 13, 19, 21, 29]
    assert [row.row.number for row in preview.warned] == [15, 23, 25, 27]
    assert preview.counts == {
        "add": 23,
        "change": 0,
        "leave": 0,
        "skip": 7,
        "warned": 4,
        "units": 0,
    }


def test_clean_rows_go_in_and_the_others_come_back_with_reasons(
    cell_with_units: Organization, secretary: User, wrong: bytes
) -> None:
    done = imported(cell_with_units, wrong, secretary)
    assert Person.objects.filter(organization=cell_with_units).count() == 23
    assert done.state == ImportState.CONFIRMED
    assert done.result["add"] == 23
    assert Person.objects.get(full_name="Lương Thị Thúy").email == ""
    assert Office.objects.filter(kind="secretary").count() == 1
    composed = Person.objects.get(folded_name="nguyen thi que chi")
    assert composed.full_name == "Nguyễn Thị Quế Chi"
    assert Entry.objects.filter(action="organizations.import_person").count() == 23
    sheet = load_workbook(BytesIO(rejected_sheet(done, viewer=secretary))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows[0][-1] == "Lý do"
    assert [row[0] for row in rows[1:]] == [3, 5, 7, 9, 15, 17, 25]
    assert rows[2][2] == "31/02/1980"
    assert rows[2][-1] == "Dòng 9, Ngày sinh: ngày 31/02/1980 không có thật; hãy sửa trong tệp"


def test_answers_bring_the_offered_corrections(
    cell_with_units: Organization, secretary: User, wrong: bytes
) -> None:
    imported(
        cell_with_units,
        wrong,
        secretary,
        **{
            "unit:phong ke hoach va dau tu": "new",
            "19:birth:swapped": "swap",
            "21:admitted_on:month_first": "accept",
            "15:email:bad_email": "skip",
            "25:phone:phone_letters": "correct",
            "27:party_post:second_secretary": "instead",
        },
    )
    people = {person.full_name: person for person in Person.objects.select_related("unit")}
    assert len(people) == 25
    new_unit = people["Nguyễn Hữu Tấn"].unit
    assert new_unit is not None
    assert new_unit.name == "Phòng Kế hoạch và Đầu tư"
    swapped = people["Phương Thị Loan"]
    assert (swapped.birth, swapped.sex) == ("1986-08-12", "female")
    admitted = people["Đinh Thị Hòa"].memberships.latest("starts_on").admitted_on
    assert str(admitted) == "2012-12-25"
    assert "Lương Thị Thúy" not in people
    assert people["Hoàng Văn Tài"].phone == "0900000221"
    secretaries = Office.objects.filter(kind="secretary").values_list(
        "person__full_name", flat=True
    )
    assert list(secretaries) == ["Phạm Đức Toàn"]


def test_changes_are_shown_old_to_new_and_written(
    cell: Organization, secretary: User, members: bytes
) -> None:
    imported(cell, members, secretary)
    person = Person.objects.get(full_name="Hứa Thị Liên")
    person.phone, person.birth = "0900000999", "1980"
    person.save()
    period = person.memberships.latest("starts_on")
    period.status = "exempted"
    period.save()
    preview = preview_members(cell, members, "lan-2.xlsx", viewer=secretary)
    (row,) = preview.of(Deed.CHANGE)
    assert [(change.title, change.old_shown, change.new_shown) for change in row.changes] == [
        ("Ngày sinh", "1980", "11-11-1980"),
        ("Điện thoại", "0900000999", "0900000107"),
    ]
    imported(cell, members, secretary)
    person.refresh_from_db()
    assert (person.phone, person.birth, person.version) == ("0900000107", "1980-11-11", 2)
    period = person.memberships.latest("starts_on")
    assert period.status == "exempted"  # an empty note erases nothing
    entry = Entry.objects.filter(action="organizations.import_person").latest("pk")
    assert entry.before == {"birth": "1980", "phone": "0900000999"}
    assert entry.after == {"birth": "1980-11-11", "phone": "0900000107"}


def test_confirming_twice_changes_nothing(
    cell: Organization, secretary: User, members: bytes
) -> None:
    started = imports.start_import(cell, members, "a.xlsx", actor=secretary)
    imports.confirm_import(started, actor=secretary)
    before = Entry.objects.count()
    again = imports.confirm_import(started, actor=secretary)
    assert again.state == ImportState.CONFIRMED
    assert (Person.objects.count(), Entry.objects.count()) == (46, before)


def test_a_preview_that_is_no_longer_true_is_not_confirmed(
    cell: Organization, secretary: User, members: bytes
) -> None:
    started = imports.start_import(cell, members, "a.xlsx", actor=secretary)
    digest = preview_of(started, viewer=secretary).digest
    PersonFactory.create(organization=cell, full_name="Hứa Thị Liên", birth="1980-11-11")
    with pytest.raises(Conflict):
        imports.confirm_import(started, digest=digest, actor=secretary)
    started.refresh_from_db()
    assert (started.state, Person.objects.count()) == (ImportState.PREVIEW, 1)
    fresh = preview_of(started, viewer=secretary).digest
    imports.confirm_import(started, digest=fresh, actor=secretary)
    assert Person.objects.count() == 46


def test_a_failure_while_writing_undoes_all(
    cell: Organization, secretary: User, members: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = imports.start_import(cell, members, "a.xlsx", actor=secretary)

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(Office.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError):
        imports.confirm_import(started, actor=secretary)
    started.refresh_from_db()
    assert (Person.objects.count(), Unit.objects.count()) == (0, 0)
    assert started.state == ImportState.PREVIEW


def test_only_who_manages_the_organization_imports(
    cell: Organization, secretary: User, members: bytes
) -> None:
    started = imports.start_import(cell, members, "a.xlsx", actor=secretary)
    member = grant(Role.MEMBER, cell)
    stranger = grant(Role.SECRETARY, OrganizationFactory.create(path="/999/"))
    with pytest.raises(NotPermitted):
        imports.confirm_import(started, actor=member)
    with pytest.raises(NotFound):
        imports.confirm_import(started, actor=stranger)
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "rỗng"), (b"%PDF-1.4", "PDF"), (b"PK\x03\x04 cut", "cắt cụt")],
)
def test_a_file_that_is_no_list_is_refused(
    cell: Organization, secretary: User, data: bytes, said: str
) -> None:
    with pytest.raises(BadFile) as refused:
        imports.start_import(cell, data, "tep.xlsx", actor=secretary)
    assert said in str(refused.value.message)
    assert MemberImport.objects.count() == 0


def test_a_sheet_without_a_name_column_is_refused(
    cell: Organization, secretary: User, samples: Path
) -> None:
    data = (samples / "y-kien-gop-y.xlsx").read_bytes()
    with pytest.raises(BadFile):
        imports.start_import(cell, data, "y-kien.xlsx", actor=secretary)
