"""How many members a script speaks of: those called to the congress, else those of the cell."""

from collections.abc import Mapping
from dataclasses import dataclass

from daihoi.congresses.models import Congress
from daihoi.meetings.models import InviteeCategory
from daihoi.meetings.queries.attendance import congress_meeting, invitees_of
from daihoi.organizations.queries.facts import counted

NUMBERS = (
    "số đảng viên",
    "số đảng viên chính thức",
    "số đảng viên dự bị",
    "số đảng viên miễn sinh hoạt",
)
NONE = "00"


@dataclass(frozen=True, slots=True)
class OtherNumber:
    """A number that the roll of the congress has otherwise than the records of members."""

    name: str
    said: str  # of the roll: what the script says
    recorded: str


def roll_numbers(congress: Congress) -> Mapping[str, str]:
    """By the names that papers use; {} while nobody has been called to the congress as a meeting."""
    meeting = congress_meeting(congress)
    if meeting is None:
        return {}
    others = (InviteeCategory.STAFF, InviteeCategory.GUEST)
    of = list(invitees_of(meeting).exclude(category__in=others).values_list("category", flat=True))
    if not of:
        return {}
    probationary = of.count(InviteeCategory.PROBATIONARY)
    exempted = of.count(InviteeCategory.EXEMPTED)
    numbers = (len(of), len(of) - probationary, probationary, exempted)
    return {name: counted(n) or NONE for name, n in zip(NUMBERS, numbers, strict=True)}


def other_numbers(said: Mapping[str, str], recorded: Mapping[str, object]) -> list[OtherNumber]:
    """Where the two differ; what the records do not know is no difference."""
    return [
        OtherNumber(name, number, str(recorded[name]))
        for name, number in said.items()
        if recorded.get(name) and str(recorded[name]) != number
    ]
