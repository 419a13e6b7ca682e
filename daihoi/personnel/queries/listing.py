"""The list for the congress made of the introductions: most votes first, seats and surplus."""

from collections.abc import Sequence
from dataclasses import dataclass

from daihoi.personnel.models import CandidateState, PersonnelPlan, StepMeeting, StepPerson
from daihoi.personnel.queries.law import Said, rules_of, said
from daihoi.personnel.queries.numbers import names_of, seats_of, stands
from daihoi.personnel.queries.people import Known
from daihoi.personnel.queries.steps import Run
from daihoi.rules.personnel.answers import Answer, Decision
from daihoi.rules.personnel.introduction import choose_list


@dataclass(frozen=True, slots=True)
class Listing:
    """What the rule makes of the last introductions; ``tied`` wait for the head of the committee."""

    answer: Answer
    chosen: list[Known]
    tied: list[Known]
    places: int  # of the tied, how many come on the list
    cut: list[Known]  # passed, but behind the last place
    step: StepMeeting  # the last introduction

    @property
    def said(self) -> Said:
        return said(self.answer)

    @property
    def is_ready(self) -> bool:
        return self.answer.decision in {Decision.ACCEPTED, Decision.WARNED}

    @property
    def needs_choice(self) -> bool:
        """People are level on the last place, whether the head has chosen or not."""
        return bool(self.tied)

    @property
    def is_settled(self) -> bool:
        """Whether everybody on it is put forward already."""
        return self.is_ready and all(
            each.candidate.state == CandidateState.PUT_FORWARD for each in self.chosen
        )


def listing_of(plan: PersonnelPlan, people: Sequence[Known], runs: Sequence[Run]) -> Listing | None:
    """None until the last introduction of every round that has people is finished."""
    last = _last_introductions(runs)
    if plan.seats is None or not last:
        return None
    passed = StepPerson.objects.filter(step__in=last, goes_on=True).exclude(votes=None)
    votes = {each.candidate_id: each.votes or 0 for each in passed}
    ended = {each.pk for each in last}
    standing = [
        each
        for each in people
        if each.pk in votes
        and (not each.candidate.is_dropped or each.candidate.dropped_in_id in ended)
    ]
    held = [each for each in standing if stands(each, plan)]
    chosen_by_head = set(plan.head_choices.values_list("candidate_id", flat=True))
    answer = choose_list(
        {each.label: votes[each.pk] for each in held},
        rules_of(plan.congress),
        seats=seats_of(plan),
        convened=min(each.convened or 0 for each in last),
        names=names_of(plan),
        head_chose=[each.label for each in held if each.pk in chosen_by_head],
    )
    on = set(answer.facts.get("list", ()))
    tied = set(answer.facts.get("tied", ()))
    chosen = [each for each in held if each.label in on]
    return Listing(
        answer,
        chosen,
        [each for each in held if each.label in tied],
        int(answer.facts.get("places", 0)),
        [each for each in held if each not in chosen],
        last[-1],
    )


def _last_introductions(runs: Sequence[Run]) -> list[StepMeeting]:
    """The last step with a ballot of each round; [] while one of them is not finished."""
    found = []
    for run in runs:
        if run.is_empty:
            continue
        lines = [line for line in run.lines if line.has_ballot]
        if not lines or lines[-1].held is None or not lines[-1].is_finished:
            return []
        found.append(lines[-1].held)
    return found
