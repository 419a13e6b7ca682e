"""The periods of a person's membership as her page tells them."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.organizations.models import Membership, Person
from daihoi.organizations.queries.memberships import ONE_DAY, dashed, days_between, in_order


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A period as its page shows it, or (``membership`` None) the days that nothing covers."""

    membership: Membership | None
    title: str
    days: str  # "từ 3-2-2009 đến 5-4-2019"
    details: list[str] = field(default_factory=list)
    is_now: bool = False


def history_of(person: Person) -> list[HistoryRow]:
    """Every period and every gap between two, the latest first. The caller has checked the viewer."""
    today = clock.today()
    ordered = in_order(person.memberships.all())
    rows: list[HistoryRow] = []
    for number, each in enumerate(ordered):
        if number and ordered[number - 1].period.last + ONE_DAY < each.period.begins:
            rows.append(_gap(ordered[number - 1], each))
        rows.append(_row(each, today))
    return rows[::-1]


def _gap(before: Membership, after: Membership) -> HistoryRow:
    first, last = before.period.last + ONE_DAY, after.period.begins - ONE_DAY
    return HistoryRow(None, _("Không có ghi chép"), days_between(first, last))


def _row(each: Membership, today: date) -> HistoryRow:
    """The period in words: how it began, how it ended, by which papers."""
    began = period_words(each.get_change_display(), each.place, each.paper, each.paper_on)
    ended = period_words(each.get_end_display(), each.end_place, each.end_paper, each.end_paper_on)
    return HistoryRow(
        each,
        str(each.label),
        days_between(each.starts_on, each.ends_on),
        [words for words in (began, each.note, ended) if words],
        is_now=each.period.covers(today),
    )


def period_words(what: str, place: str, paper: str, paper_on: date | None) -> str:
    """How a period began or ended: what happened, where, by which paper."""
    written = " ".join(filter(None, [paper, dashed(paper_on) and f"({dashed(paper_on)})"]))
    return " · ".join(filter(None, [what, place, written]))
