"""What papers may name of an organization: its names, its committee, how many members it has."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import F

from daihoi.base.offers import Fact
from daihoi.organizations.models import Membership, Office, OfficeKind, Organization
from daihoi.organizations.queries.memberships import in_force
from daihoi.papers.outline import Block, BlockKind, ListFormat, ListMark, Run
from daihoi.rules.members import (
    MembershipStatus,
    Period,
    Standing,
    StandingOn,
    own_status,
    standing_on,
)

FACTS = (
    Fact("chi bộ", "Chi bộ Cục Thi hành án dân sự tỉnh"),
    Fact("cơ quan", "Cục Thi hành án dân sự tỉnh"),
    Fact("địa danh", "Lạng Sơn"),
    Fact("cấp ủy cấp trên", "Đảng ủy Khối các cơ quan tỉnh"),
    Fact("đảng bộ cấp trên", "Đảng bộ Khối các cơ quan tỉnh"),
    Fact("bí thư", "Nguyễn Văn An"),
    Fact("phó bí thư", "Trần Thị Bình"),
    Fact("chi ủy", "- Đồng chí Nguyễn Văn An, Bí thư;"),
    Fact("số chi ủy viên", "05"),
    Fact("số đảng viên", "46"),
    Fact("số đảng viên chính thức", "44"),
    Fact("số đảng viên dự bị", "02"),
    Fact("số đảng viên miễn sinh hoạt", "01"),
    Fact("số phòng", "06"),
    Fact("các phòng", "- Văn phòng;"),
)
_COMMITTEE = (OfficeKind.SECRETARY, OfficeKind.DEPUTY_SECRETARY, OfficeKind.COMMITTEE_MEMBER)


def facts_of(thing: Any, on: date) -> Mapping[str, Any]:
    """Facts of an organization, or of the one that ``thing`` belongs to."""
    organization = (
        thing if isinstance(thing, Organization) else getattr(thing, "organization", None)
    )
    if not isinstance(organization, Organization):
        return {}
    committee = committee_on(organization, on)
    units = [unit.name for unit in organization.units.order_by("position", "name")]
    numbers = _numbers(organization, on)
    superior = organization.parent.name if organization.parent else ""
    by_kind = {office.kind: office.person.full_name for office in reversed(committee)}
    return {
        "chi bộ": organization.name,
        "cơ quan": organization.host_agency,
        "địa danh": organization.place,
        "cấp ủy cấp trên": superior,
        "đảng bộ cấp trên": body_above(organization),
        "bí thư": by_kind.get(OfficeKind.SECRETARY, ""),
        "phó bí thư": by_kind.get(OfficeKind.DEPUTY_SECRETARY, ""),
        "chi ủy": items(f"Đồng chí {o.person.full_name}, {o.title}" for o in committee),
        "số chi ủy viên": counted(len(committee)),
        "số phòng": counted(len(units)),
        "các phòng": items(units),
    } | numbers


def body_above(organization: Organization) -> str:
    """What stands above the issuer's name on papers: the superior's body, not its committee."""
    parent = organization.parent
    return parent.name.replace("Đảng ủy", "Đảng bộ", 1) if parent else ""


def committee_on(organization: Organization, on: date) -> list[Office]:
    """Who holds a post in the committee on a day: secretary, deputies, members by given name."""
    held = Office.objects.filter(
        in_force(on), person__organization=organization, kind__in=_COMMITTEE
    ).select_related("person")
    ordered = sorted(held, key=lambda o: (_COMMITTEE.index(OfficeKind(o.kind)), o.person.name_key))
    once = {office.person_id: office for office in reversed(ordered)}
    return [office for office in ordered if once[office.person_id] is office]


def items(lines: Iterable[str]) -> tuple[Block, ...]:
    """A list with dashes, each line ended as lists are: ";", the last one "."."""
    texts = [line.rstrip(" ;.") for line in lines]
    mark = ListMark(ListFormat.BULLET, "-")
    return tuple(
        Block(
            BlockKind.ITEM,
            (Run(text + (";" if number < len(texts) else ".")),),
            mark=mark,
        )
        for number, text in enumerate(texts, 1)
    )


def counted(number: int) -> str:
    """Two figures at least, as papers write counts; "" for none, which is not known."""
    return f"{number:02}" if number else ""


def _numbers(organization: Organization, on: date) -> dict[str, str]:
    """Members of the roll of a day: official and probationary ones add up to all.

    Who is exempted or away for a time still belongs here; who came for a time belongs elsewhere.
    """
    periods: dict[int, list[Period]] = {}
    rows = Membership.objects.filter(
        person__organization=organization, person__merged_into__isnull=True
    )
    for row in rows.order_by(F("starts_on").asc(nulls_first=True), "pk"):
        periods.setdefault(row.person_id, []).append(row.period)
    own = [
        (found, _is_official(found, of, on))
        for of in periods.values()
        if (found := standing_on(of, on)).is_on_roll
        and found.standing is not Standing.INCOMING_TEMPORARY
    ]
    if not own:
        return {}
    official = sum(is_official for _found, is_official in own)
    exempted = sum(found.standing is Standing.EXEMPTED for found, _is in own)
    return {
        "số đảng viên": f"{len(own):02}",
        "số đảng viên chính thức": f"{official:02}",
        "số đảng viên dự bị": f"{len(own) - official:02}",
        "số đảng viên miễn sinh hoạt": f"{exempted:02}",
    }


def _is_official(found: StandingOn, periods: Iterable[Period], on: date) -> bool:
    """Whether somebody, here or away, has become an official member; without a day: she has."""
    if found.standing in {Standing.OFFICIAL, Standing.PROBATIONARY}:
        return found.is_counted
    known = next((each.official_on for each in periods if each.covers(on)), None)
    return known is None or own_status(on, known) is MembershipStatus.OFFICIAL
