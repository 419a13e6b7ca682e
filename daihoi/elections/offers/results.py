"""Offers of elections: results. What to announce, seal and minute; facts; search; the report."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, can
from daihoi.approvals.queries.readiness import Results
from daihoi.base.offers import Check, Hit, Offers, Row, Search, register
from daihoi.congresses.queries.congresses import current_congress
from daihoi.elections.models import Round
from daihoi.elections.queries import elected_list, facts, first_page
from daihoi.elections.queries.ordered_anew import ordered_anew
from daihoi.elections.queries.own import own_results
from daihoi.elections.queries.titles import office_of, source_order


def _waiting(user: Any) -> Iterable[Row]:
    yield from _anew(user)
    for round_ in first_page.to_announce(user):
        title = _("Công bố kết quả bầu %(office)s")
        yield _row(round_, title, "elections:result_detail", _("Xem kết quả"), urgent=True)
    for round_ in first_page.to_deposit(user):
        title = _("In, ký biên bản kiểm phiếu bầu %(office)s")
        yield _row(round_, title, "elections:result_detail", _("Mở biên bản"))
    for round_ in first_page.to_seal(user):
        title = _("Niêm phong phiếu bầu %(office)s")
        yield _row(round_, title, "elections:result_seal", _("Ghi niêm phong"))


def _anew(user: Any) -> Iterable[Row]:
    """Offices that the superior wants elected anew, for who prepares elections."""
    congress = current_congress(user)
    if congress is None or not can(user, Permission.ELECTIONS_PREPARE, at=congress):
        return
    for each in ordered_anew(congress).values():
        url = reverse("elections:election_detail", args=[each.election.pk])
        yield Row(each.words, "; ".join(each.reasons), url, _("Mở"), urgent=True)


def _row(round_: Round, title: str, name: str, action: str, *, urgent: bool = False) -> Row:
    congress = round_.election.congress
    said = title % {"office": office_of(round_)}
    url = reverse(name, args=[round_.pk])
    part_of = reverse("elections:overview", args=[congress.pk]) if urgent else ""
    return Row(said, str(congress), url, action, urgent=urgent, part_of=part_of)


def _found(user: Any, words: str, start: int, stop: int) -> list[Hit]:
    return [
        Hit(
            row.printed,
            reverse("elections:result_detail", args=[row.round_id]),
            _("Trúng cử %(office)s · %(congress)s")
            % {"office": office_of(row.round), "congress": row.round.election.congress},
        )
        for row in first_page.found_people(words, viewer=user)[start:stop]
    ]


def _readiness(_user: Any, thing: Any) -> Iterable[Check]:
    return first_page.checks_of(thing.congress) if isinstance(thing, Results) else ()


register(
    Offers(
        waiting=_waiting,
        searches=(Search("trung-cu", gettext_lazy("Người trúng cử"), 48, _found),),
        report=first_page.report_on,
        about=own_results,
        facts=facts.FACTS,
        facts_of=facts.facts_of,
        restricted_facts_of=elected_list.restricted_facts_of,
        readiness=_readiness,
        source_order=source_order,
    )
)
