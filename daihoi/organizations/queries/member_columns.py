"""The 16 columns of a list of members, and how their values are written for people."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from daihoi.base import clock
from daihoi.base.language import in_vietnamese
from daihoi.organizations.models import Employment, OfficeKind, Sex, status_label
from daihoi.papers.sheets import Column
from daihoi.rules.members import MembershipStatus
from daihoi.vietnamese.dates import DateError, PartialDate, Precision, parse_date
from daihoi.vietnamese.text import fold, tidy

Values = Mapping[str, str]  # field -> normalised text: ISO dates, "male", NFC words; "" for nothing

# field -> accepted headings; the first one is written on export.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "position": ("STT", "TT", "Số TT", "Số thứ tự"),
    "full_name": ("Họ và tên", "Họ tên đảng viên", "Họ tên khai sinh", "Tên"),
    "birth": ("Ngày sinh", "Ngày tháng năm sinh", "Năm sinh", "Sinh ngày"),
    "sex": ("Giới tính", "Nam/Nữ", "Phái"),
    "ethnicity": ("Dân tộc",),
    "hometown": ("Quê quán", "Nguyên quán", "Quê"),
    "admitted_on": ("Ngày vào Đảng", "Ngày kết nạp", "Ngày kết nạp Đảng", "Vào Đảng"),
    "official_on": ("Ngày chính thức", "Ngày công nhận chính thức", "Chính thức"),
    "party_post": ("Chức vụ Đảng", "Chức vụ trong Đảng"),
    "government_post": ("Chức vụ chính quyền", "Chức vụ chuyên môn", "Chức danh", "Chức vụ"),
    "unit": ("Đơn vị", "Đơn vị công tác", "Phòng ban", "Phòng", "Bộ phận"),
    "qualification": ("Trình độ chuyên môn", "Chuyên môn", "Trình độ"),
    "political_theory": ("Lý luận chính trị", "Trình độ lý luận chính trị"),
    "phone": ("Điện thoại", "Số điện thoại", "Điện thoại di động", "SĐT", "ĐT"),
    "email": ("Email", "Thư điện tử", "Địa chỉ email", "Địa chỉ thư điện tử"),
    "notes": ("Ghi chú",),
}
TITLES = {field: headings[0] for field, headings in HEADINGS.items()}
FIELDS = tuple(field for field in HEADINGS if field != "position")
DATES = ("birth", "admitted_on", "official_on")
# Fields of `Person` that hold the same text as the list.
PERSON_FIELDS = (
    "full_name", "birth", "sex", "ethnicity", "hometown", "government_post", "qualification",
    "political_theory", "phone", "email", "notes",
)  # fmt: skip
SHEET_COLUMNS = tuple(
    Column(TITLES[field], width)
    for field, width in zip(
        HEADINGS, (6, 24, 12, 9, 10, 30, 13, 13, 20, 24, 26, 22, 14, 14, 30, 34), strict=True
    )
)

ORDINARY_POST = "Đảng viên"
# What a note says of the status, without marks; the phrase that stands last counts.
_STATUS_PHRASES: tuple[tuple[str, MembershipStatus | None], ...] = (
    ("quan chung", None),
    ("khong la dang vien", None),
    ("dang vien chinh thuc", MembershipStatus.OFFICIAL),
    ("du bi", MembershipStatus.PROBATIONARY),
    ("mien sinh hoat", MembershipStatus.EXEMPTED),
    ("chuyen sinh hoat tam thoi", MembershipStatus.AWAY),
    ("tam thoi chuyen di", MembershipStatus.AWAY),
    ("tam thoi chuyen den", MembershipStatus.INCOMING_TEMPORARY),
    ("chuyen sinh hoat tam thoi den", MembershipStatus.INCOMING_TEMPORARY),
    ("dinh chi sinh hoat", MembershipStatus.SUSPENDED),
)
_DAY = r"(?:het )?(?:ngay |thang )*(\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}[-/.]\d{4})"
_SINCE, _UNTIL = re.compile(rf"\btu {_DAY}"), re.compile(rf"\bden {_DAY}")
_POST_WORDS = (
    ("pho bi thu", OfficeKind.DEPUTY_SECRETARY),
    ("bi thu", OfficeKind.SECRETARY),
    ("uy vien", OfficeKind.COMMITTEE_MEMBER),
    ("to truong", OfficeKind.GROUP_LEADER),
    ("van thu", OfficeKind.CLERK),
)


@dataclass(frozen=True, slots=True)
class Stated:
    """The status a row of a list states (None: no member), and its days where the note has them."""

    status: MembershipStatus | None
    since: date | None = None
    until: date | None = None


def stated_in(values: Values) -> Stated:
    """By the note ("miễn sinh hoạt từ tháng 01/2019"), else by the dates.

    An absence whose last day has passed is over. A guest stays one whatever the days say: nobody
    becomes a member of this organization by that.
    """
    today = clock.today()
    spoken = _spoken(fold(values["notes"]))
    if spoken is not None and spoken.status is not MembershipStatus.INCOMING_TEMPORARY:
        began = spoken.since is None or spoken.since <= today
        if began and (spoken.until is None or spoken.until >= today):
            return spoken
    elif spoken is not None:
        past = spoken.until is not None and spoken.until < today
        return Stated(spoken.status, spoken.since, None if past else spoken.until)
    if values["official_on"] and values["official_on"] <= today.isoformat():
        return Stated(MembershipStatus.OFFICIAL)
    if values["admitted_on"]:
        return Stated(MembershipStatus.PROBATIONARY)
    return Stated(MembershipStatus.OFFICIAL if values["party_post"] else None)


def status_of(values: Values) -> MembershipStatus | None:
    """The status a row of a list states; None for a non-member."""
    return stated_in(values).status


def note_for(values: Values, status: str | None) -> str:
    """The note, with the status added where the other columns would say another one."""
    if status_of(values) == status:
        return values["notes"]
    with in_vietnamese():
        label = str(status_label(status))
    return "; ".join(part for part in (values["notes"], label) if part)


def posts_in(party_post: str) -> list[tuple[OfficeKind, str]]:
    """The Party posts named in a cell; being a member is none."""
    titles = [tidy(part) for part in party_post.replace(";", ",").split(",")]
    return [(_post_kind(title), title) for title in titles if title and not is_ordinary(title)]


def is_ordinary(title: str) -> bool:
    return fold(title) in {"dang vien", "dang vien du bi", "quan chung"}


def shown(field: str, value: str) -> str:
    """A normalised value as people read it: 5-9-1978, 8-1981, Nam."""
    if not value:
        return ""
    if field in DATES:
        return "-".join(str(part) for part in _known_parts(PartialDate.from_iso(value)))
    if field == "sex":
        return str(Sex(value).label)
    if field == "employment":
        return str(Employment(value).label)
    if field == "status":
        return str(status_label(value))
    return value


def sheet_value(field: str, value: str) -> str | date:
    """A normalised value as a cell: whole dates as dates, partial ones as text."""
    if value and field in DATES:
        known = PartialDate.from_iso(value)
        return known.first_day() if known.precision is Precision.DAY else str(known)
    return shown(field, value)


def _spoken(note: str) -> Stated | None:
    """What a folded note says: the phrase that stands last, with the days after it."""
    place, length, status = max(
        ((note.rfind(phrase), len(phrase), status) for phrase, status in _STATUS_PHRASES),
        key=lambda found: found[:2],
    )
    if place < 0:
        return None
    rest = note[place + length :].split(";", maxsplit=1)[0]
    since, until = (_known(form.search(rest)) for form in (_SINCE, _UNTIL))
    return Stated(
        status,
        since.first_day() if since else None,
        until.last_day() if until else None,
    )


def _known(found: re.Match[str] | None) -> PartialDate | None:
    try:
        return parse_date(found[1]) if found else None
    except DateError:
        return None


def _post_kind(title: str) -> OfficeKind:
    folded = fold(title)
    return next((kind for words, kind in _POST_WORDS if words in folded), OfficeKind.OTHER)


def _known_parts(known: PartialDate) -> list[int]:
    return [part for part in (known.day, known.month, known.year) if part is not None]
