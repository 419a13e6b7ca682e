"""The rules a congress elects by, and how their answers are kept."""

from typing import Any

from daihoi.congresses.models import Congress, CongressForm, RuleBook
from daihoi.congresses.queries.local_rules import election_rules, overrides_of
from daihoi.elections.models import Election, Round
from daihoi.organizations.models import Organization, OrganizationKind
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.ballots import Ballot
from daihoi.rules.elections.kinds import Form, Level, MarkStyle, Office
from daihoi.rules.elections.parameters import RuleSet

LEVELS = {
    OrganizationKind.CELL: Level.SUBORDINATE_CELL,
    OrganizationKind.GRASSROOTS_CELL: Level.GRASSROOTS_CELL,
    OrganizationKind.GRASSROOTS_COMMITTEE: Level.GRASSROOTS,
    OrganizationKind.BLOC_COMMITTEE: Level.ABOVE,
    OrganizationKind.UNION: Level.GRASSROOTS,
    OrganizationKind.YOUTH_UNION: Level.GRASSROOTS,
    OrganizationKind.ASSOCIATION: Level.GRASSROOTS,
}


def rules_of(congress: Congress) -> RuleSet:
    """The edition in force on its day, with what papers of the superior set for it."""
    return election_rules(congress, overrides_of(congress, RuleBook.ELECTIONS))


def form_of(congress: Congress) -> Form:
    if congress.form == CongressForm.DELEGATES:
        return Form.DELEGATE_CONGRESS
    return Form.MEMBER_CONGRESS


def level_of(organization: Organization) -> Level:
    return LEVELS[OrganizationKind(organization.kind)]


def title_of(election: Election, rules: RuleSet) -> str:
    """What this organization calls the office: "Chi ủy", "Bí thư Chi bộ"."""
    return rules.title(Office(election.office), level_of(election.congress.organization))


def ballot_of(round_: Round) -> Ballot:
    """The paper of a round whose list is closed, by its printed names."""
    names = tuple(round_.names.order_by("position").values_list("printed", flat=True))
    return Ballot(names, round_.seats, MarkStyle(round_.style))


def kept(answer: Answer) -> dict[str, Any]:
    """What a page or minutes need of an answer later, whatever the edition says by then."""
    return {
        "decision": answer.decision,
        "words": answer.words,
        "arithmetic": answer.arithmetic,
        "articles": [str(each) for each in answer.articles],
        "overrides": [str(each.basis) for each in answer.overrides],
        "unconfirmed": list(answer.unconfirmed),
    }
