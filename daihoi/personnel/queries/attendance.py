"""How many a step should have convened: of its meeting's roll, else of the list of members that day."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.meetings.models import Meeting
from daihoi.meetings.queries.attendance import summary
from daihoi.organizations.queries.facts import committee_on
from daihoi.personnel.models import PersonnelPlan
from daihoi.personnel.queries.law import rules_of
from daihoi.personnel.queries.people import official_count, roll_count
from daihoi.personnel.queries.steps import Line
from daihoi.rules.personnel.directives import Level
from daihoi.vietnamese.dates import DateStyle, format_date

MEMBERS = "đảng viên chính thức của chi bộ"  # as the procedures of the house convene them
COMMITTEES = {"chi ủy", "ban chấp hành", "bí thư"}


@dataclass(frozen=True, slots=True)
class Expected:
    """What the software knows of a step's meeting; ``most`` None: it cannot say how many are possible."""

    convened: int
    present: int | None  # read from a meeting that was held
    most: int | None
    source: str


def expected_at(
    line: Line, plan: PersonnelPlan, on: date | None, meeting: Meeting | None
) -> Expected | None:
    """None where neither a meeting nor the list of members tells."""
    if not line.is_meeting:
        return None
    day = on or (meeting.on if meeting else clock.today())
    if meeting is not None and (found := _of_meeting(meeting)) is not None:
        return found
    organization = plan.congress.organization
    is_cell = rules_of(plan.congress).level is Level.CELL
    told = {"day": format_date(day, DateStyle.DASHED)}
    if line.step.convened == MEMBERS:
        source = _("đảng viên chính thức ngày %(day)s") % told
        return Expected(official_count(organization, day), None, roll_count(organization, day), source)  # fmt: skip
    size = len(committee_on(organization, day))
    if line.step.convened in COMMITTEES and size:
        source = _("cấp ủy viên ngày %(day)s") % told
        return Expected(size, None, size if is_cell else None, source)
    return None


def _of_meeting(meeting: Meeting) -> Expected | None:
    """Who was called to it and who came; nothing while it is only planned, or has no roll."""
    if meeting.is_before_opening:
        return None
    found = summary(meeting)
    if not found.counted:
        return None
    source = _("danh sách của cuộc họp ngày %(day)s") % {
        "day": format_date(meeting.on, DateStyle.DASHED)
    }
    return Expected(found.counted, found.counted_present, found.members, source)
