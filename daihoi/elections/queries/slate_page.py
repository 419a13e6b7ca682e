"""The list as it is put to the vote."""

from dataclasses import dataclass
from typing import Any

from daihoi.elections.models import Election
from daihoi.elections.queries.election_page import get_election
from daihoi.elections.queries.law import kept, rules_of, title_of
from daihoi.elections.queries.lists import Slate, slate_of, style_answer


@dataclass(frozen=True, slots=True)
class SlatePage:
    election: Election
    title: str
    slate: Slate
    answers: list[dict[str, Any]]
    style: dict[str, Any] | None

    @property
    def choices(self) -> list[tuple[int, str]]:
        """Everybody who may be on it, in the order of the ballot."""
        return [
            (each.pk, f"{self.slate.printed[each.person_id]} ({each.get_source_display()})")
            for each in self.slate.names
            if each.pk not in self.slate.left_out
        ]

    @property
    def proposed(self) -> list[int]:
        return [each.pk for each in self.slate.names if each.pk in self.slate.chosen]


def slate_page(pk: int, *, viewer: Any) -> SlatePage:
    election = get_election(pk, viewer=viewer)
    rules = rules_of(election.congress)
    slate = slate_of(election, rules)
    style = (
        kept(style_answer(len(slate.chosen), slate.seats, rules))
        if slate.seats and slate.chosen
        else None
    )
    answers = [kept(each) for each in slate.answers]
    return SlatePage(election, title_of(election, rules), slate, answers, style)
