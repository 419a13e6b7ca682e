"""What the congress leaves open: seats no ballot filled, offices not elected, places the plan left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from daihoi.congresses.models import Congress, RuleBook
from daihoi.congresses.queries.local_rules import books_of, overrides_of, personnel_rules
from daihoi.elections.models import Election, ElectionState
from daihoi.elections.queries.elected import Elected, elected_by_election
from daihoi.elections.queries.law import kept, rules_of, title_of
from daihoi.personnel.queries.slates import is_presented, left_open
from daihoi.rules.elections.closing import filled_later
from daihoi.rules.elections.kinds import Office
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.personnel.answers import Answer
from daihoi.rules.personnel.numbers import judge_open_places, judge_posts_not_elected


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """One thing left open in words, and how it is filled afterwards.

    ``later`` is a kept answer with its articles; ``url`` and ``action`` where somebody enters what
    came of it, "" for a viewer who does not.
    """

    words: str
    later: Mapping[str, Any]
    url: str = ""
    action: str = ""


def open_places(
    congress: Congress,
    *,
    rules: RuleSet | None = None,
    elections: Sequence[Election] | None = None,
    elected: Mapping[int, Sequence[Elected]] | None = None,
    may_prepare: bool = False,
) -> list[OpenPlace]:
    """Offices in their order, then what the personnel plan leaves for later.

    ``elections``: those of the congress, cancelled ones too, where they were read; ``elected`` those
    of the finished ones by election, likewise.
    The plan speaks to who prepares, and to everybody once it was presented.
    """
    rules = rules or rules_of(congress)
    if elections is None:
        rows = congress.elections.select_related("congress__organization")
        elections = list(rows.order_by("position", "pk"))
    finished = [each for each in elections if each.state == ElectionState.FINISHED]
    if elected is None:
        elected = elected_by_election(finished) if finished else {}
    found = list(_of_elections(elections, elected, rules, may_prepare=may_prepare))
    if may_prepare or is_presented(congress):
        found += _of_plan(congress)
    return found


def open_words(election: Election, title: str, elected: int) -> str:
    """What a finished or cancelled election leaves open; "" for nothing."""
    name = capfirst(title)
    if election.state == ElectionState.CANCELLED:
        told = {"title": name, "reason": election.outcome.rstrip(".")}
        return _("%(title)s: đại hội không bầu (%(reason)s).") % told
    seats = election.seats or election.planned_seats
    if election.state != ElectionState.FINISHED or elected >= seats:
        return ""
    told_of = {"title": name, "n": elected, "seats": seats, "open": seats - elected}
    return _("%(title)s: có %(n)s trên %(seats)s người, còn khuyết %(open)s.") % told_of


def _of_elections(
    elections: Sequence[Election],
    elected: Mapping[int, Sequence[Elected]],
    rules: RuleSet,
    *,
    may_prepare: bool,
) -> Iterator[OpenPlace]:
    held = {each.office for each in elections if each.state != ElectionState.CANCELLED}
    for election in elections:
        is_cancelled = election.state == ElectionState.CANCELLED
        if is_cancelled and election.office in held:
            continue
        words = open_words(election, title_of(election, rules), len(elected.get(election.pk, ())))
        if not words:
            continue
        office = Office(election.office)
        url = action = ""
        if may_prepare and is_cancelled:
            url = reverse("elections:election_add", args=[election.congress_id])
            action = _("Thêm lại chức danh")
        elif may_prepare and office in rules.superior_may_appoint.value:
            url = reverse("elections:appointment_add", args=[election.pk])
            action = _("Ghi chỉ định của cấp trên")
        yield OpenPlace(words, kept(filled_later(office, rules)), url, action)


def _of_plan(congress: Congress) -> Iterator[OpenPlace]:
    left = left_open(congress)
    if left is None or RuleBook.PERSONNEL not in books_of(congress):
        return
    book = personnel_rules(congress, overrides_of(congress, RuleBook.PERSONNEL))
    if left.places:
        yield _told(judge_open_places(book, places=left.places, consent=left.places_paper))
    if left.posts:
        yield _told(judge_posts_not_elected(book, posts=left.posts, consent=left.posts_paper))


def _told(answer: Answer) -> OpenPlace:
    words = _("Theo đề án nhân sự. %(said)s") % {"said": answer.reason}
    return OpenPlace(words, {"unconfirmed": list(answer.notes)})
