"""The rules a congress stands under: its editions, and what papers of the superior set in them."""

from collections.abc import Iterable

from daihoi.congresses.models import Congress, LocalRule, RuleBook
from daihoi.organizations.models import OrganizationKind
from daihoi.rules.elections.loading import groups_of, rule_set_on
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.parameters import Group, Override
from daihoi.rules.personnel.directives import FAMILY, Level, Rulebook, rulebook_on

LEVELS = {
    OrganizationKind.CELL: Level.CELL,
    OrganizationKind.GRASSROOTS_CELL: Level.CELL,
    OrganizationKind.GRASSROOTS_COMMITTEE: Level.GRASSROOTS,
    OrganizationKind.BLOC_COMMITTEE: Level.ABOVE_GRASSROOTS,
}


def books_of(congress: Congress) -> tuple[RuleBook, ...]:
    """The directives on personnel work are the Party's own."""
    if congress.organization.family.code == FAMILY:
        return (RuleBook.ELECTIONS, RuleBook.PERSONNEL)
    return (RuleBook.ELECTIONS,)


def local_rules(congress: Congress) -> list[LocalRule]:
    """All of them with their papers, the latest paper first."""
    rows = congress.local_rules.select_related("basis", "set_by")
    return list(rows.order_by("-basis__issued_on", "pk"))


def in_force(congress: Congress, rows: Iterable[LocalRule], book: RuleBook) -> list[Override]:
    """Those of a book as the rules take them; a paper issued after the day comes too late."""
    return [
        override_of(row)
        for row in rows
        if row.book == book and row.basis.issued_on <= congress.target_on
    ]


def overrides_of(congress: Congress, book: RuleBook) -> list[Override]:
    """What its papers set of one book."""
    return in_force(congress, congress.local_rules.select_related("basis"), book)


def override_of(row: LocalRule) -> Override:
    paper = row.basis
    return Override(row.parameter, row.value, paper.number, paper.issued_on, paper.issuer)


def election_rules(congress: Congress, overrides: Iterable[Override]) -> RuleSet:
    """The edition of its family in force on its day; `OverrideError` for what cannot be applied."""
    family = congress.organization.family.code
    return rule_set_on(congress.target_on, family=family, overrides=overrides)


def personnel_rules(congress: Congress, overrides: Iterable[Override]) -> Rulebook:
    """The directive in force on its day; `OverrideError` for what cannot be applied."""
    level = LEVELS.get(OrganizationKind(congress.organization.kind), Level.CELL)
    return rulebook_on(congress.target_on, level=level, overrides=overrides)


def groups(congress: Congress, book: RuleBook, overrides: Iterable[Override]) -> tuple[Group, ...]:
    """Every parameter of a book under its head; `OverrideError` as above."""
    if book == RuleBook.PERSONNEL:
        return personnel_rules(congress, overrides).groups
    return groups_of(election_rules(congress, overrides))


def overrides_with(
    congress: Congress, book: RuleBook, parameter: str, wanted: Override | None
) -> list[Override]:
    """Those of a book once ``wanted`` stands in the place of the parameter's own, or nothing does."""
    others = [each for each in overrides_of(congress, book) if each.parameter != parameter]
    return [*others, wanted] if wanted else others
