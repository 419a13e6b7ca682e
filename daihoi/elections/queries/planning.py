"""Which offices a congress elects, in order, and how many seats the superior allotted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from daihoi.congresses.models import Congress
from daihoi.elections.models import Election
from daihoi.elections.queries.eligible import CELLS
from daihoi.elections.queries.law import level_of
from daihoi.elections.queries.rolls import roll_in_force
from daihoi.personnel.queries.people import official_count
from daihoi.personnel.queries.slates import PlannedNumber, planned_numbers
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.kinds import Office
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.elections.slates import elects
from daihoi.vietnamese.dates import DateStyle, format_date

# How many are proposed until somebody says otherwise, and no plan does.
USUAL_SEATS: Mapping[Office, int] = {Office.COMMITTEE: 3, Office.STANDING_COMMITTEE: 3, Office.INSPECTION_COMMITTEE: 3}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Allotted:
    """Delegates to the higher congress: how many, to which one."""

    seats: int
    congress: str
    note: str


def official_members(congress: Congress) -> int:
    """Those convened by the roll in force, else the official members of the day of the congress."""
    roll = roll_in_force(congress)
    if roll is not None:
        return roll.convened
    return official_count(congress.organization, congress.target_on)


def offices_elected(congress: Congress, rules: RuleSet) -> Answer | None:
    """Which a cell elects (E-160, E-162); None above cells, where the superior's guidance says."""
    if level_of(congress.organization) not in CELLS:
        return None
    answer = elects(official_members(congress), rules)
    told = {"sum": answer.arithmetic, "source": _counted_from(congress)}
    return replace(answer, arithmetic=_("%(sum)s đảng viên chính thức, %(source)s") % told)


def _counted_from(congress: Congress) -> str:
    if roll_in_force(congress) is not None:
        return _("theo danh sách triệu tập")
    return _("ngày %(day)s") % {"day": format_date(congress.target_on, DateStyle.DASHED)}


def offices_missing(congress: Congress, rules: RuleSet) -> list[Office]:
    """What the congress elects and has no election for, in order; delegates where some are allotted.

    An office that it decided not to elect is not missing.
    """
    answer = offices_elected(congress, rules)
    wanted: list[Office] = list(answer.facts["offices"]) if answer else [Office.COMMITTEE]
    if allotted(congress):
        wanted.append(Office.SUPERIOR_DELEGATE)
    there = set(congress.elections.values_list("office", flat=True))
    return [office for office in wanted if office not in there]


def allotted(congress: Congress) -> Allotted | None:
    """From the higher congresses noted at this one, the nearest first."""
    rows = congress.higher.filter(delegates__gt=0).order_by("level")
    row = rows.first()
    if row is None or row.delegates is None:
        return None
    return Allotted(row.delegates, str(row), row.note)


def usual_numbers(congress: Congress, offices: Iterable[Office]) -> dict[Office, int]:
    """How many to propose for each: what the superior allotted, the personnel plan says, or is usual."""
    planned, given = planned_numbers(congress), allotted(congress)
    found: dict[Office, int] = {}
    for office in offices:
        if office is Office.SUPERIOR_DELEGATE and given is not None:
            found[office] = given.seats
        elif office in planned:
            found[office] = planned[office].number
        else:
            found[office] = USUAL_SEATS.get(office, 1)
    return found


def whence_planned(election: Election) -> str:
    """Where the number proposed comes from; "" once the number is decided."""
    if election.seats is not None:
        return ""
    office, number = Office(election.office), election.planned_seats
    given = allotted(election.congress) if office is Office.SUPERIOR_DELEGATE else None
    if given is not None and given.seats == number:
        return _("Theo số đại biểu cấp trên phân bổ.")
    planned = planned_numbers(election.congress).get(office)
    if planned is not None:
        return _by_plan(planned, number)
    if number == USUAL_SEATS.get(office, 1):
        return _("Số thường dùng; chưa có đề án nhân sự đã thông qua nào ghi số này.")
    return _("Do người chuẩn bị bầu cử ghi.")


def _by_plan(planned: PlannedNumber, number: int) -> str:
    told = {"day": format_date(planned.settled_on, DateStyle.DASHED), "n": planned.number}
    if planned.number == number:
        return _("Theo đề án nhân sự thông qua ngày %(day)s.") % told
    return _("Khác đề án nhân sự thông qua ngày %(day)s, ghi %(n)s người.") % told
