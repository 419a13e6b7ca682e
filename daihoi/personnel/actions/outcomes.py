"""Who goes on after a step: the rows of its outcome, and the people it stops."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.base.language import in_vietnamese
from daihoi.personnel.models import Assessment, Candidate, CandidateState, StepMeeting, StepPerson
from daihoi.personnel.queries.law import kept
from daihoi.personnel.queries.people import Known
from daihoi.personnel.queries.steps import sums_words
from daihoi.rules.personnel.answers import Answer, together


@dataclass(frozen=True, slots=True)
class Fate:
    """What a step makes of one person."""

    known: Known
    goes_on: bool
    votes: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    fates: list[Fate]
    told: dict[str, Any]

    @classmethod
    def of_ballots(
        cls, on_list: Sequence[Known], by_label: Mapping[str, Known], answers: Sequence[Answer]
    ) -> Self:
        """Passed in any of the ballots; who stood on the list and had no vote stops as well."""
        said: dict[str, Answer] = {}
        for answer in answers:
            for part in answer.parts:
                name = part.facts.get("name")
                earlier = said.get(name) if name else None
                if name and not (earlier and earlier.facts["goes_on"]):
                    said[name] = part
        fates = [
            Fate(by_label[name], part.facts["goes_on"], part.facts["votes"], part.reason)
            for name, part in said.items()
        ]
        with in_vietnamese():
            unvoted = _("Không có trong kết quả phiếu giới thiệu của bước này.")
        fates += [Fate(each, False, None, unvoted) for each in on_list if each.label not in said]  # noqa: FBT003 - a row
        whole = answers[0] if len(answers) == 1 else together("introduced", answers)
        return cls(fates, kept(whole) | {"words": sums_words(answers)})

    @classmethod
    def of_assessments(
        cls, people: Sequence[Known], said: Mapping[int, Assessment], told: dict[str, Any]
    ) -> Self:
        """As each was assessed; ``said`` by candidate, for everybody of ``people``."""
        found = ((each, said[each.pk]) for each in people)
        return cls([Fate(each, row.goes_on, None, row.reason) for each, row in found], told)

    @classmethod
    def of_all(cls, people: Sequence[Known], told: dict[str, Any], reason: str) -> Self:
        """Everybody goes on, for one reason."""
        return cls([Fate(each, True, None, reason) for each in people], told)  # noqa: FBT003 - a row

    def keep(self, step: StepMeeting) -> dict[str, int]:
        """Keep the outcome; who drops out is dropped in this step, who is introduced beside comes back."""
        StepPerson.objects.bulk_create(
            StepPerson(
                step=step,
                candidate=fate.known.candidate,
                goes_on=fate.goes_on,
                votes=fate.votes,
                reason=fate.reason[:400],
            )
            for fate in self.fates
        )
        now = clock.now()
        changed = []
        for fate in self.fates:
            candidate = fate.known.candidate
            candidate.updated_at = now
            if fate.goes_on and candidate.is_dropped:
                candidate.state, candidate.drop_reason = CandidateState.CONSIDERED, ""
                candidate.dropped_in = None
            elif not fate.goes_on:
                candidate.state, candidate.drop_reason = CandidateState.DROPPED, fate.reason[:400]
                candidate.dropped_in = step
            changed.append(candidate)
        Candidate.objects.bulk_update(changed, ["state", "drop_reason", "dropped_in", "updated_at"])
        on = sum(fate.goes_on for fate in self.fates)
        return {"go_on": on, "drop_out": len(self.fates) - on}

    @staticmethod
    def take_back(step: StepMeeting) -> None:
        """As it was before the step was finished; who had dropped out before drops out there again."""
        people = list(step.people.select_related("candidate"))
        before_it = StepPerson.objects.filter(
            candidate__in=[each.candidate_id for each in people],
            pk__lt=min((each.pk for each in people), default=0),
        )
        earlier = {row.candidate_id: row for row in before_it.select_related("step").order_by("pk")}
        changed = []
        for each in people:
            candidate, before = each.candidate, earlier.get(each.candidate_id)
            if before is not None and not before.goes_on:
                candidate.state, candidate.drop_reason = CandidateState.DROPPED, before.reason
                candidate.dropped_in = before.step
            elif candidate.dropped_in_id == step.pk or not candidate.is_dropped:
                candidate.state, candidate.drop_reason = CandidateState.CONSIDERED, ""
                candidate.dropped_in = None
            changed.append(candidate)
        Candidate.objects.bulk_update(changed, ["state", "drop_reason", "dropped_in"])
        step.people.all().delete()
