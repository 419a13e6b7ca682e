"""Who was an official member on a day, and why others were not (danh sách tại ngày)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from daihoi.accounts.permissions import Permission, require
from daihoi.base import clock
from daihoi.organizations.models import END_LABELS, Membership, Organization
from daihoi.organizations.queries.memberships import dashed
from daihoi.papers.sheets import Column, Value, write_sheet
from daihoi.rules.members import Period, Standing, StandingOn, standing_on

STANDING_LABELS: dict[Standing, StrOrPromise] = {
    Standing.OFFICIAL: gettext_lazy("Đảng viên chính thức"),
    Standing.PROBATIONARY: gettext_lazy("dự bị"),
    Standing.AWAY: gettext_lazy("tạm thời chuyển đi"),
    Standing.EXEMPTED: gettext_lazy("miễn sinh hoạt"),
    Standing.SUSPENDED: gettext_lazy("đình chỉ sinh hoạt"),
    Standing.INCOMING_TEMPORARY: gettext_lazy("tạm thời chuyển đến"),
    Standing.NOT_ADMITTED: gettext_lazy("chưa vào Đảng"),
    Standing.NOT_HERE_YET: gettext_lazy("chưa chuyển đến"),
    Standing.NOT_RECORDED: gettext_lazy("chưa có ghi chép cho ngày đó"),
    Standing.GONE: gettext_lazy("không còn ở đây"),
}


@dataclass(frozen=True, slots=True)
class RollRow:
    """A person on the roll of a day."""

    person_pk: int
    name: str
    unit: str
    standing: Standing
    reason: str  # "dự bị đến 1-9-2020"
    admitted_on: date | None
    official_on: date | None


@dataclass(frozen=True, slots=True)
class Roll:
    """Who counted as an official member, who was there without counting, who was not there."""

    day: date
    counted: list[RollRow]
    others: list[RollRow]
    absent: list[RollRow]

    @property
    def is_ahead(self) -> bool:
        """Nobody knows yet what else will be recorded for that day."""
        return self.day > clock.today()

    @property
    def equation(self) -> str:
        """As in "43 = 46 − 1 − 1 − 1"."""
        parts = [str(len(self.counted) + len(self.others))]
        return f"{len(self.counted)} = " + " − ".join(
            [*parts, *(str(n) for _label, n in self.deductions)]
        )

    @property
    def deductions(self) -> list[tuple[str, int]]:
        """Each reason not to count, with how many, in the order of the standings."""
        counts = Counter(row.standing for row in self.others)
        return [(str(STANDING_LABELS[s]), counts[s]) for s in Standing if counts[s]]

    @property
    def in_words(self) -> str:
        """The equation as a sentence, for the head of the page and of the sheet."""
        whole = _("%(n)s người có tên trong danh sách") % {
            "n": len(self.counted) + len(self.others)
        }
        parts = [
            _("trừ %(n)s %(standing)s") % {"n": n, "standing": label}
            for label, n in self.deductions
        ]
        less = "".join(f", {part}" for part in parts)
        return _("%(counted)s đảng viên chính thức") % {"counted": len(self.counted)} + (
            f" = {whole}{less}"
        )


def roll_on(organization: Organization, day: date, *, viewer: Any) -> Roll:
    """The roll of ``day``, by given name; people without any membership are in none of its parts."""
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=organization)
    people = organization.people.filter(memberships__isnull=False).distinct()
    named = people.order_by("name_key", "pk").values_list("pk", "full_name", "unit__name")
    periods: dict[int, list[Period]] = {}
    memberships = Membership.objects.filter(
        person__organization=organization, person__merged_into__isnull=True
    )
    # Nobody's first period may be without its day: each database has its own place for those.
    for membership in memberships.order_by(F("starts_on").asc(nulls_first=True), "pk"):
        periods.setdefault(membership.person_id, []).append(membership.period)
    roll = Roll(day, [], [], [])
    for pk, name, unit in named:
        found = standing_on(periods[pk], day)
        row = _row(pk, name, unit or "", found, periods[pk][-1])
        part = roll.counted if found.is_counted else roll.others
        (part if found.is_on_roll else roll.absent).append(row)
    return roll


def why(found: StandingOn) -> str:
    """The reason in words, days included: "dự bị đến 1-9-2020", "chuyển đi ngày 5-4-2019 (Chi bộ X)"."""
    label = str(STANDING_LABELS[found.standing])
    if found.standing is Standing.GONE and found.end is not None:
        said = _("%(what)s, ngày %(day)s") % {
            "what": str(END_LABELS[found.end]).lower(),
            "day": dashed(found.since),
        }
        return said + (f" ({found.place})" if found.place else "")
    if found.standing is Standing.NOT_RECORDED and found.since and not found.until:
        return _("không còn tư cách ghi ở đây từ %(day)s") % {"day": dashed(found.since)}
    since, until = dashed(found.since), dashed(found.until)
    parts = [
        label,
        f"({found.place})" if found.place else "",
        _("từ %(day)s") % {"day": since} if since and found.is_on_roll else "",
        _("đến %(day)s") % {"day": until} if until else "",
    ]
    if found.standing is Standing.PROBATIONARY and until:
        parts[2] = ""
    return " ".join(filter(None, parts))


def roll_sheet(organization: Organization, day: date, *, viewer: Any) -> bytes:
    """The roll of ``day`` as .xlsx: those counted, then the others with their reasons."""
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=organization)
    roll = roll_on(organization, day, viewer=viewer)
    rows: list[list[Value]] = []
    for group, part in (
        (_("Chính thức"), roll.counted),
        (_("Không tính"), roll.others),
        (_("Không ở đây ngày đó"), roll.absent),
    ):
        rows += [
            [len(rows) + number, row.name, row.unit, group, row.reason,
             row.admitted_on, row.official_on]
            for number, row in enumerate(part, 1)
        ]  # fmt: skip
    title = [
        organization.name,
        _("DANH SÁCH ĐẢNG VIÊN TẠI NGÀY %(day)s") % {"day": dashed(day)},
        *([_("theo dữ liệu hiện có")] if roll.is_ahead else []),
        roll.in_words,
        roll.equation,
    ]
    columns = [
        Column(_("TT"), 6),
        Column(_("Họ và tên"), 28),
        Column(_("Đơn vị"), 30),
        Column(_("Nhóm"), 20),
        Column(_("Lý do"), 44),
        Column(_("Ngày vào Đảng"), 14),
        Column(_("Ngày chính thức"), 14),
    ]
    return write_sheet(title, columns, rows)


def _row(pk: int, name: str, unit: str, found: StandingOn, last: Period) -> RollRow:
    reason = why(found) if not found.is_counted else ""
    return RollRow(pk, name, unit, found.standing, reason, last.admitted_on, last.official_on)
