"""Many clerks at one register at the same moment, on the database that is really used."""

from datetime import date
from functools import partial

import pytest

from daihoi.audit.models import Entry
from daihoi.audit.queries import breaks
from daihoi.base.errors import Conflict
from daihoi.papers.outline import Run
from daihoi.registry.actions import incoming, terms
from daihoi.registry.actions import register as actions
from daihoi.registry.models import IncomingPaper, RegisterEntry, Series, Term
from daihoi.registry.queries.issuing import Choice
from tests.documents.at_once import at_once
from tests.factories.registry import content
from tests.registry.office import CONGRESS_DAY, DAY, SITE, an_office

pytestmark = pytest.mark.django_db(transaction=True)
CLERKS = 8


def refusals(outcome: list[object]) -> list[object]:
    return [each for each in outcome if isinstance(each, Exception)]


def numbers() -> list[int | None]:
    return sorted(RegisterEntry.objects.values_list("number", flat=True))  # type: ignore[type-var]


def test_papers_issued_at_once_share_no_number_and_leave_no_gap() -> None:
    """The very first of a term: term and series are opened by whoever comes first."""
    office = an_office()
    papers = [office.paper() for _number in range(CLERKS)]
    issue = partial(actions.issue, choice=Choice(dated_on=DAY), site=SITE, actor=office.clerk)

    outcome = at_once(*(partial(issue, paper) for paper in papers))

    assert refusals(outcome) == []
    assert numbers() == list(range(1, CLERKS + 1))
    assert Series.objects.get().last_number == CLERKS
    assert Term.objects.count() == 1
    assert len({entry.check_code for entry in RegisterEntry.objects.all()}) == CLERKS
    assert Entry.objects.filter(action="registry.issue").count() == CLERKS
    assert list(breaks()) == []


def test_types_of_a_congress_issued_at_once_share_its_one_series() -> None:
    office = an_office()
    kinds = ["NQDH", "BBDH", "QCLV", "QCBC"]
    choice = Choice(dated_on=CONGRESS_DAY)
    issue = partial(actions.issue, choice=choice, site=SITE, actor=office.secretary)

    outcome = at_once(*(partial(issue, office.paper(kind)) for kind in kinds))

    assert refusals(outcome) == []
    assert numbers() == [1, 2, 3, 4]


def test_of_two_clerks_at_one_paper_one_issues_and_the_other_is_told() -> None:
    office = an_office()
    paper = office.paper()
    choice = Choice(dated_on=DAY)

    outcome = at_once(
        *(
            partial(actions.issue, paper, choice, site=SITE, actor=actor)
            for actor in (office.clerk, office.secretary)
        )
    )

    [refusal] = refusals(outcome)
    entry = RegisterEntry.objects.get()
    assert isinstance(refusal, Conflict)
    assert refusal.code == "issued"
    assert entry.symbol in str(refusal.message)
    assert numbers() == [1]


def test_a_refused_paper_among_others_costs_no_number() -> None:
    """One with gaps fails after it has taken hold of the series."""
    office = an_office()
    broken = office.paper(content=content(subject=(Run("{{ô chưa ai điền}}"),)))
    whole = [office.paper() for _number in range(3)]
    issue = partial(actions.issue, choice=Choice(dated_on=DAY), site=SITE, actor=office.clerk)

    outcome = at_once(*(partial(issue, paper) for paper in [*whole, broken]))

    assert len(refusals(outcome)) == 1
    assert numbers() == [1, 2, 3]


def test_a_cancelled_paper_is_cancelled_once() -> None:
    office = an_office()
    entry = office.issue()
    cancel = partial(actions.cancel, entry, "Sai", actor=office.clerk)

    outcome = at_once(cancel, cancel)

    [refusal] = refusals(outcome)
    assert isinstance(refusal, Conflict)
    assert Entry.objects.filter(action="registry.cancel").count() == 1


def test_a_term_is_begun_once() -> None:
    office = an_office()
    office.issue()
    start = partial(terms.start_term, office.congress, actor=office.secretary)

    outcome = at_once(start, start, start)

    assert len(refusals(outcome)) == 2
    assert Term.objects.count() == 2
    assert Term.objects.filter(ends_on=None).count() == 1


def test_incoming_papers_entered_at_once_get_numbers_of_their_own() -> None:
    office = an_office()

    def values(number: int) -> dict[str, object]:
        return {
            "received_on": DAY,
            "issuer": "Đảng ủy Khối",
            "number": f"{number}-TB/ĐUK",
            "issued_on": date(2020, 3, 18),
            "kind": "",
            "subject": "Thông báo",
            "congress": None,
            "note": "",
            "is_restricted": False,
        }

    add = partial(incoming.add_incoming, office.cell, actor=office.clerk)
    outcome = at_once(*(partial(add, values(number)) for number in range(6)))

    assert refusals(outcome) == []
    arrived = IncomingPaper.objects.values_list("arrival_number", flat=True)
    assert sorted(arrived) == [1, 2, 3, 4, 5, 6]
