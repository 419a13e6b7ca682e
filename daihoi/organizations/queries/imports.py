"""Lists of members somebody uploaded, their previews, and lists given back as .xlsx."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, require
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.base.language import in_vietnamese
from daihoi.organizations.models import ImportState, MemberImport, Organization
from daihoi.organizations.queries.member_columns import (
    FIELDS,
    HEADINGS,
    SHEET_COLUMNS,
    sheet_value,
)
from daihoi.organizations.queries.member_lists import read_members
from daihoi.organizations.queries.member_plans import (
    Deed,
    MemberPreview,
    PlannedRow,
    preview_members,
    values_of,
)
from daihoi.papers.sheets import Column, Value, write_sheet

REASONS = Column("Lý do", 48)


def get_import(pk: int, *, viewer: Any) -> MemberImport:
    """One import; `NotFound` for who may not manage its organization."""
    found = MemberImport.objects.select_related("organization", "file", "created_by")
    member_import = found.filter(pk=pk).first()
    if member_import is None:
        raise NotFound
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=member_import)
    return member_import


def preview_of(
    member_import: MemberImport, *, viewer: Any, answers: Mapping[str, str] | None = None
) -> MemberPreview:
    """What confirming it now would do, with the answers given so far and these ``answers``."""
    return preview_members(
        member_import.organization,
        member_import.file.read(),
        member_import.file_name,
        viewer=viewer,
        answers={**member_import.options, **(answers or {})},
    )


def answers_matter(member_import: MemberImport, answers: Mapping[str, str], *, viewer: Any) -> bool:
    """Whether these answers, chosen but not yet kept, would change what a confirmation writes."""
    if member_import.state == ImportState.CONFIRMED or not answers:
        return False
    kept = preview_of(member_import, viewer=viewer)
    return preview_of(member_import, viewer=viewer, answers=answers).digest != kept.digest


def members_sheet(organization: Organization, *, viewer: Any) -> bytes:
    """Everybody of the organization as .xlsx, the columns of an import, by given name."""
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=organization)
    title = [organization.name.upper(), "DANH SÁCH ĐẢNG VIÊN, CÔNG CHỨC, NGƯỜI LAO ĐỘNG"]
    with in_vietnamese():
        return write_sheet(title, SHEET_COLUMNS, _member_rows(organization))


@dataclass(frozen=True, slots=True)
class ImportPage:
    """What the page of an import shows: one tab of the preview, or the result."""

    preview: MemberPreview | None  # None once confirmed
    tab: str
    tabs: list[dict[str, Any]]
    rows: list[PlannedRow]
    digest: str

    @property
    def asks(self) -> bool:
        return any(problem.choices for planned in self.rows for problem in planned.row.problems)


def import_page(member_import: MemberImport, *, viewer: Any, tab: str) -> ImportPage:
    """The preview, opened at ``tab``; without a choice at what needs a look first."""
    if member_import.state == ImportState.CONFIRMED:
        return ImportPage(None, "", [], [], "")
    preview = preview_of(member_import, viewer=viewer)
    rows = {
        "xem-lai": (_("Cần xem lại"), preview.noteworthy),
        "them": (_("Thêm mới"), preview.of(Deed.ADD)),
        "doi": (_("Thay đổi"), preview.of(Deed.CHANGE)),
        "giu": (_("Không đổi"), preview.of(Deed.LEAVE)),
    }
    first = next((name for name, (_label, found) in rows.items() if found), "them")
    shown = tab if tab in rows else first
    tabs = [
        {
            "label": label,
            "url": f"?xem={name}",
            "count": len(found),
            "current": name == shown,
        }
        for name, (label, found) in rows.items()
    ]
    return ImportPage(preview, shown, tabs, rows[shown][1], preview.digest)


def rejected_sheet(member_import: MemberImport, *, viewer: Any) -> bytes:
    """The rows left out as they came, with the reasons in a last column."""
    if member_import.state == ImportState.CONFIRMED:
        require(viewer, Permission.ORGANIZATIONS_MANAGE, at=member_import)
        reasons = {int(row): why for row, why in member_import.result["rejected"].items()}
        listed = read_members(
            member_import.file.read(),
            name=member_import.file_name,
            units=[],
            answers={},
            today=clock.today(),
        ).rows
    else:
        listed = [planned.row for planned in preview_of(member_import, viewer=viewer).rows]
        reasons = {row.number: row.reasons for row in listed if row.blocked}
    rows = [
        [*(row.written.get(field) for field in HEADINGS), "\n".join(reasons[row.number])]
        for row in listed
        if row.number in reasons
    ]
    title = [f"CÁC DÒNG CHƯA NHẬP: {member_import.file_name}"]
    return write_sheet(title, [*SHEET_COLUMNS, REASONS], rows)


def _member_rows(organization: Organization) -> Iterator[list[Value]]:
    people = organization.people.select_related("unit").prefetch_related("memberships", "offices")
    for number, person in enumerate(people.order_by("name_key", "pk"), 1):
        values = values_of(person)
        yield [number, *(sheet_value(field, values[field]) or None for field in FIELDS)]
