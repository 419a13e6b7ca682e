"""Numbers and symbols of papers: which series a paper takes, how it is printed, what it must wait for.

Rules N1 to N13 of the catalogue of papers. Those known at second hand only are marked
`Certainty.SECONDARY`; they warn and refuse nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from daihoi.rules.certainty import Certainty
from daihoi.rules.findings import Basis, Finding
from daihoi.rules.papers.catalogue import TYPES, SeriesKind

GUIDANCE = "Hướng dẫn 36-HD/VPTW, 3-4-2018"
RULES_2026 = "Quy định 399-QĐ/TW, 9-01-2026, theo tài liệu hướng dẫn"
HOUSE = "Mặc định của phần mềm"
DECREE_30 = "Nghị định 30/2020/NĐ-CP, 5-3-2020"
ONE_DAY = timedelta(days=1)

# Symbols of bodies (N8, N9: Certainty.SECONDARY). A subcommittee has its own (N10, not confirmed).
CELL, GRASSROOTS_COMMITTEE, CONGRESS = "CB", "ĐU", "ĐH"

# What a cell or a grassroots committee issues in ordinary work, and what only a cell does (N13).
COMMITTEE_TYPES = frozenset(
    {"NQ", "QĐ", "KL", "TB", "BC", "KH", "CTr", "ĐA", "PA", "TTr", "CV", "BB"}
)
CELL_TYPES = COMMITTEE_TYPES | {"QC"}
# What a cell's congress issues (N12).
CONGRESS_TYPES = frozenset({"NQ", "QC", "CTr", "CV", "BB"})
# Copies and invitations are no types of their own in either list.
UNLISTED_TYPES = frozenset({"BS", "GM"})


@dataclass(frozen=True, slots=True)
class CongressDays:
    """First day (that of the preparatory session) and last day of a congress, both included.

    ``confirmed``: they are decided; a day that is only aimed at forbids nothing.
    """

    opens_on: date
    closes_on: date
    confirmed: bool = True

    def __contains__(self, day: date) -> bool:
        return self.opens_on <= day <= self.closes_on


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """What tells one series from another within an organization.

    ``period`` is the committee's term, the congress, or for a state body the year.
    """

    kind: SeriesKind
    body: str  # "CB", "ĐH", "TBVK"
    type: str  # "" for a congress, whose types share one series
    period: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding about a number to be given; one that does not refuse warns."""

    finding: Finding
    refuses: bool = True
    certainty: Certainty = Certainty.SOURCED


# --- How it is printed --------------------------------------------------------------------------


def printed_number(number: int) -> str:
    """Below 10 with a zero before it: "01" (N7)."""
    if number < 1:
        raise ValueError("numbers begin at 1")
    return f"{number:02d}"


def symbol(number: int, type: str, body: str, *, is_state: bool = False) -> str:  # noqa: A002 - the paper's type
    """Number and symbol: "05-QĐ/CB" (N1); of a state body "15/QĐ-UBND" (Nghị định 30, điều 8).

    ``type`` is a key of `TYPES`; Quy định prints the letters of Quyết định. ``ValueError`` where
    type or body is empty: such a paper bears no number.
    """
    if not type or not body:
        raise ValueError("a symbol has a type and a body")
    letters = TYPES[type].abbreviation if type in TYPES else type
    number_text = printed_number(number)
    return f"{number_text}/{letters}-{body}" if is_state else f"{number_text}-{letters}/{body}"


def number_line(symbol: str, *, is_state: bool = False) -> str:
    """The line on the paper: "Số 05-QĐ/CB", without a colon (N1); a state body writes "Số: …"."""
    return f"Số: {symbol}" if is_state else f"Số {symbol}"


# --- Which series -------------------------------------------------------------------------------


def series_kind(
    offered: Sequence[SeriesKind],
    *,
    on: date,
    congress: CongressDays | None = None,
    from_subcommittee: bool = False,
    of_congress: bool = True,
) -> SeriesKind | None:
    """Whose numbers a paper takes of those its kind may take, the usual one first; None for none.

    Between opening and closing what a body of the congress issues (``of_congress``) takes the
    congress's series (N2); a paper of the committee keeps the committee's. A paper of the congress
    alone takes it whatever the day; `problems` says when that day is not one of the congress. What
    a subcommittee issues takes its own where the kind allows (N3).
    """
    kinds = [kind for kind in offered if kind is not SeriesKind.EXTERNAL]
    if not kinds:
        return None
    if of_congress and SeriesKind.CONGRESS in kinds and congress is not None and on in congress:
        return SeriesKind.CONGRESS
    if SeriesKind.SUBCOMMITTEE in kinds and from_subcommittee:
        return SeriesKind.SUBCOMMITTEE
    others = [kind for kind in kinds if kind is not SeriesKind.CONGRESS]
    if kinds[0] is SeriesKind.CONGRESS and others and congress is not None:
        return others[0]  # before the opening or after the closing
    return kinds[0]


def series_key(
    kind: SeriesKind,
    *,
    type: str,  # noqa: A002 - the paper's type
    period: str,
    lead_body: str,
    joint_bodies: Collection[str] = (),  # noqa: ARG001 - said, and without weight (N6)
    is_secret: bool = False,  # noqa: ARG001 - said, and without weight (N6)
) -> SeriesKey:
    """The series of a paper: one for all types of a congress (N2), else one per type (N3).

    A joint paper takes that of the body that leads, a secret one that of the open papers (N6).
    ``period``: of a committee its term, never the calendar year (N4, N5).
    """
    letters = TYPES[type].abbreviation if type in TYPES else type
    return SeriesKey(kind, lead_body, "" if kind is SeriesKind.CONGRESS else letters, period)


def state_series_key(*, type: str, body: str, on: date) -> SeriesKey:  # noqa: A002 - the paper's type
    """The series of a state body begins anew with each year (Nghị định 30, điều 15)."""
    return SeriesKey(SeriesKind.STATE, body, type, str(on.year))


def term_begins_on(closing_on: date, *, first_conference_on: date | None = None) -> date:
    """When the term of a new committee begins (N4): the day after the congress closed.

    Where its first conference was held during the congress, that day. ``ValueError`` for a
    conference after the closing: it changes nothing and should not be told.
    """
    if first_conference_on is None:
        return closing_on + ONE_DAY
    if first_conference_on > closing_on:
        raise ValueError("the first conference was not during the congress")
    return first_conference_on


# --- What must hold -----------------------------------------------------------------------------


def problems(
    kind: SeriesKind | None,
    *,
    on: date,
    today: date,
    last_on: date | None = None,
    last_symbol: str = "",
    congress: CongressDays | None = None,
    term_began_on: date | None = None,
) -> list[Problem]:
    """What stands against giving the next number of a series to a paper dated ``on``.

    ``last_on``: the date of the series' last paper: numbers and dates run the same way.
    ``term_began_on``: first day of the term the paper would be counted to; None if unknown.
    """
    found = []
    if on > today:
        found.append(Problem(Finding("in_future", Basis(HOUSE, "N11"), {"today": today})))
    if kind is None:
        return found
    if last_on is not None and on < last_on:
        facts: dict[str, str | int | date] = {"last_on": last_on, "last": last_symbol}
        found.append(Problem(Finding("before_last", Basis(HOUSE, "N11"), facts)))
    if congress is None:
        return found
    days = {"opens_on": congress.opens_on, "closes_on": congress.closes_on}
    if kind is SeriesKind.CONGRESS and on not in congress:
        finding = Finding("outside_congress", Basis(GUIDANCE, "N2"), days)
        found.append(Problem(finding, refuses=congress.confirmed))
    if (
        kind is SeriesKind.COMMITTEE
        and on > congress.closes_on
        and (term_began_on is None or term_began_on < congress.opens_on)
    ):
        finding = Finding("term_over", Basis(GUIDANCE, "N4"), days)
        found.append(Problem(finding, refuses=congress.confirmed))
    return found


def type_problem(type: str, kind: SeriesKind, *, is_cell: bool) -> Problem | None:  # noqa: A002 - the paper's type
    """What the rules of 2026 say against this body issuing this type (N12, N13).

    They are known at second hand, and for 2017 not at all: a warning, never a refusal.
    """
    if kind is SeriesKind.STATE:
        return None  # rules of the Party
    if kind is SeriesKind.CONGRESS:
        allowed, article = CONGRESS_TYPES, "N12"
        if not is_cell:
            return None  # the list is that of a cell's congress
    else:
        allowed, article = (CELL_TYPES if is_cell else COMMITTEE_TYPES), "N13"
    if type in allowed | UNLISTED_TYPES or not type:
        return None
    name = TYPES[type].name if type in TYPES else type
    finding = Finding("type_not_issued", Basis(RULES_2026, article), {"type": name})
    return Problem(finding, refuses=False, certainty=Certainty.SECONDARY)
