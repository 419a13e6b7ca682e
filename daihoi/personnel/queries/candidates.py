"""The page of one person in a plan: what is known, what the rules say, the file, the steps."""

from dataclasses import dataclass
from typing import Any

from daihoi.personnel.models import Candidate, StepPerson
from daihoi.personnel.queries.dossiers import Dossier, dossiers_of, paper_codes, summary_of
from daihoi.personnel.queries.people import Known, people_of
from daihoi.personnel.queries.seen import PersonnelCan, allowed, get_candidate
from daihoi.rules.personnel.persons import summary_fields


@dataclass(frozen=True, slots=True)
class CandidatePage:
    known: Known
    dossier: Dossier
    facts: list[tuple[str, str]]  # the summary, field by field
    steps: list[StepPerson]
    labels: dict[str, str]  # of papers, by code
    can: PersonnelCan

    @property
    def candidate(self) -> Candidate:
        return self.known.candidate

    @property
    def others(self) -> list[tuple[str, Any]]:
        """Papers beside those required, each with what it is."""
        return [(self.labels.get(each.code, each.code), each) for each in self.dossier.others]

    @property
    def can_take_back(self) -> bool:
        return self.can.work and self.candidate.is_dropped and not self.candidate.dropped_in_id


def candidate_page(pk: int, *, viewer: Any) -> CandidatePage:
    candidate = get_candidate(pk, viewer=viewer)
    plan = candidate.plan
    known = next(each for each in people_of(plan) if each.pk == pk)
    [dossier] = dossiers_of(plan, [known])
    told = summary_of(known)
    steps = StepPerson.objects.filter(candidate=candidate).select_related("step")
    return CandidatePage(
        known,
        dossier,
        [
            (field.label[:1].upper() + field.label[1:], told[field.code])
            for field in summary_fields()
        ],
        list(steps.order_by("step__finished_at", "pk")),
        paper_codes(plan.congress),
        allowed(plan, viewer=viewer),
    )
