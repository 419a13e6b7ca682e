"""Whom the committee puts forward, for the actions of other apps.

No permission is asked here: whoever calls must have checked that the viewer may read these names.
Before the plan is presented they are for the personnel body and the committee only (S41).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from daihoi.base import clock
from daihoi.congresses.models import Congress
from daihoi.organizations.queries.facts import committee_on
from daihoi.personnel.models import Candidate, CandidateState, PersonnelPlan
from daihoi.rules.elections.kinds import Office

# The office, as elections call it, by the field of a candidate.
OFFICES: Mapping[Office, str] = {
    Office.COMMITTEE: "for_committee",
    Office.SECRETARY: "for_secretary",
    Office.DEPUTY_SECRETARY: "for_deputy",
    Office.SUPERIOR_DELEGATE: "for_delegate",
}


# The field of a plan that says how many are elected.
NUMBERS: Mapping[Office, str] = {Office.COMMITTEE: "seats", Office.DEPUTY_SECRETARY: "deputies"}


@dataclass(frozen=True, slots=True)
class PlannedNumber:
    """How many a settled plan says are elected to an office."""

    number: int
    settled_on: date


@dataclass(frozen=True, slots=True)
class PutForward:
    """Somebody on the committee's list for one office."""

    person_id: int
    candidate_id: int
    name: str
    is_re_elected: bool


def put_forward(congress: Congress, office: str) -> list[PutForward]:
    """The people the committee puts forward for an office, by given name; [] without a plan.

    ``office``: a value of `rules.elections.kinds.Office`; offices no plan speaks of have nobody.
    """
    field = OFFICES.get(Office(office))
    if field is None:
        return []
    found = Candidate.objects.filter(
        plan__congress=congress, state=CandidateState.PUT_FORWARD, **{field: True}
    ).select_related("person")
    sitting = sitting_committee(congress)
    return [
        PutForward(each.person_id, each.pk, each.person.full_name, each.person_id in sitting)
        for each in found.order_by("person__name_key", "person_id")
    ]


def planned_numbers(congress: Congress) -> dict[Office, PlannedNumber]:
    """By office, what the committee settled; a plan that is still worked on says nothing yet."""
    plan = PersonnelPlan.objects.filter(congress=congress, settled_on__isnull=False).first()
    if plan is None or plan.settled_on is None:
        return {}
    return {
        office: PlannedNumber(getattr(plan, field), plan.settled_on)
        for office, field in NUMBERS.items()
        if getattr(plan, field)
    }


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What a settled plan leaves for later: places (P-045), posts (P-056), each with its paper."""

    places: int
    places_paper: str
    posts: list[str]
    posts_paper: str


def left_open(congress: Congress) -> LeftOpen | None:
    """None where the plan leaves nothing open, or is still worked on."""
    plan = PersonnelPlan.objects.filter(congress=congress, settled_on__isnull=False).first()
    if plan is None or not (plan.open_places or plan.posts_left):
        return None
    return LeftOpen(plan.open_places, plan.open_places_paper, plan.posts_left, plan.posts_paper)


def sitting_committee(congress: Congress) -> dict[int, str]:
    """Who sits in the convening committee today, with the office held: secretary first."""
    held = committee_on(congress.organization, clock.today())
    return {office.person_id: office.kind for office in held}


def awaits_presenting(congress: Congress) -> bool:
    """Whether a plan was made whose names are still for its body and the committee only (S41)."""
    return PersonnelPlan.objects.filter(congress=congress, presented_at__isnull=True).exists()


def is_presented(congress: Congress) -> bool:
    """Whether the list was presented to the congress, so that members may read its names."""
    return PersonnelPlan.objects.filter(congress=congress, presented_at__isnull=False).exists()
