"""What the hall sees of the resolution: the clause under discussion, before and after."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from daihoi.congresses.models import Congress
from daihoi.papers.comparison.words import Words, words_between
from daihoi.resolutions.models import (
    Amendment,
    AmendmentKind,
    AmendmentState,
    Clause,
    ClauseKind,
    Resolution,
)


@dataclass(frozen=True, slots=True)
class TextOnScreen:
    """One screen. Nothing in it is known to fewer people than sit in the hall.

    ``heading`` is the heading over the clause, ``position`` its place among the clauses that are no
    headings (1-based; 0: none is chosen), of ``count``. With an amendment under discussion ``words``
    is the difference between ``before`` and ``after``; else ``after`` is "".
    """

    title: str
    is_adopted: bool = False
    position: int = 0
    count: int = 0
    heading: str = ""
    before: str = ""
    after: str = ""
    words: Words = ()
    proposer: str = ""
    amendment: int = 0  # its number; 0 without one
    is_addition: bool = False
    is_removal: bool = False
    is_asked: bool = False  # hands are raised on the amendment

    @property
    def has_clause(self) -> bool:
        return self.position > 0


def chosen_at(congress: Congress) -> datetime | None:
    """When somebody last chose what the screens show of it."""
    return Resolution.objects.filter(congress=congress).values_list("shown_at", flat=True).first()


def asked_in(congress: Congress) -> Amendment | None:
    """The amendment that hands are raised on."""
    rows = Amendment.objects.filter(state=AmendmentState.OPEN, clause__removed_at__isnull=True)
    asked = {"resolution__congress": congress, "resolution__asked_at__isnull": False}
    return rows.filter(**asked, pk=F("resolution__shown_amendment")).first()


def text_on_screen(congress: Congress) -> TextOnScreen | None:
    """What the screens of a congress show of its resolution; None before there is a draft.

    No viewer is asked: whoever chose it chose it for the hall.
    """
    found = Resolution.objects.select_related("shown_amendment__person").filter(congress=congress)
    resolution = found.first()
    if resolution is None:
        return None
    clauses = list(resolution.clauses.filter(removed_at__isnull=True).order_by("position", "pk"))
    said = [each for each in clauses if each.kind != ClauseKind.HEADING]
    shown = next((each for each in said if each.key == resolution.shown_key), None)
    if shown is None:
        return TextOnScreen(resolution.title, resolution.is_adopted, count=len(said))
    amendment = resolution.shown_amendment
    before, after = shown.line, ""
    if amendment is not None and amendment.is_open:
        before, after = both_lines(amendment, shown)
    else:
        amendment = None
    return TextOnScreen(
        title=resolution.title,
        is_adopted=resolution.is_adopted,
        position=said.index(shown) + 1,
        count=len(said),
        heading=_heading_over(shown, clauses),
        before=before,
        after=after,
        words=words_between(before, after) if amendment else (),
        proposer=amendment.proposer if amendment else "",
        amendment=amendment.number if amendment else 0,
        is_addition=amendment is not None and amendment.kind == AmendmentKind.ADD,
        is_removal=amendment is not None and amendment.kind == AmendmentKind.REMOVE,
        is_asked=amendment is not None and resolution.asked_at is not None,
    )


def both_lines(amendment: Amendment, clause: Clause | None) -> tuple[str, str]:
    """How the clause reads without and with the amendment; to add one, nothing before it."""
    if amendment.kind == AmendmentKind.ADD:
        return "", line_of(amendment.proposed)
    stands = clause.line if clause is not None and amendment.is_open else line_of(amendment.before)
    return stands, "" if amendment.kind == AmendmentKind.REMOVE else line_of(amendment.proposed)


def line_of(values: dict[str, object]) -> str:
    """The line of a clause kept as values: see `Amendment.before`."""
    names = ("kind", "text", "unit", "amount", "year")
    return Clause(**{name: values[name] for name in names if name in values}).line


def _heading_over(clause: Clause, clauses: list[Clause]) -> str:
    above = clauses[: clauses.index(clause)]
    return next((each.text for each in reversed(above) if each.kind == ClauseKind.HEADING), "")
