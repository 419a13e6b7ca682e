"""Offices to be elected anew because the superior did not recognise who was elected (E-182)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from daihoi.approvals.models import Decision
from daihoi.approvals.queries.confirmations import Confirmation, confirmation_of
from daihoi.congresses.models import Congress
from daihoi.elections.models import Election, ElectionState, ListedName, RoundState
from daihoi.elections.queries.law import kept, level_of, rules_of, title_of
from daihoi.rules.elections.closing import superior_may
from daihoi.rules.elections.kinds import Office, SuperiorMay
from daihoi.rules.elections.parameters import RuleSet
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.text import fold

CONFIRMED = (Office.SECRETARY, Office.DEPUTY_SECRETARY, Office.COMMITTEE)  # by the superior


@dataclass(frozen=True, slots=True)
class OrderedAnew:
    """One finished office, and whose election to it the superior does not recognise.

    ``grounds`` is a kept answer with its articles; ``is_whole``: the results were annulled as a whole.
    """

    election: Election
    title: str
    paper: str  # "số 30-QĐ/ĐUK, ngày 14-4-2020"
    names: Sequence[ListedName]
    reasons: Sequence[str]
    grounds: Mapping[str, Any]
    is_whole: bool

    @property
    def seats(self) -> int:
        return len(self.names)

    @property
    def words(self) -> str:
        told = {"title": self.title, "n": self.seats, "paper": self.paper}
        return _("Bầu lại %(title)s, %(n)s người, theo văn bản của cấp trên %(paper)s") % told


def ordered_anew(
    congress: Congress, *, confirmation: Confirmation | None = None, rules: RuleSet | None = None
) -> dict[int, OrderedAnew]:
    """By election; nothing once the new election has begun, or while a ballot is counted anew.

    ``confirmation`` and ``rules``: those of the congress, where they were read.
    """
    confirmation = confirmation or confirmation_of(congress)
    decision = confirmation.decision if confirmation else None
    if confirmation is None or decision is None:
        return {}
    if not (confirmation.is_refused or confirmation.refused):
        return {}
    rules = rules or rules_of(congress)
    names: dict[Election, list[ListedName]] = {}
    for name in _standing_names(congress, decision):
        names.setdefault(name.round.election, []).append(name)
    what = SuperiorMay.ANNUL if confirmation.is_refused else SuperiorMay.REFUSE_POST
    grounds = kept(superior_may(what, rules))
    found = {}
    for election, elected in names.items():
        refused = list(_refused(election, elected, confirmation, rules))
        if refused:
            reasons = [reason for _name, reason in refused if reason]
            found[election.pk] = OrderedAnew(
                election,
                title_of(election, rules),
                paper_words(decision),
                [name for name, _reason in refused],
                list(dict.fromkeys(reasons)),
                grounds,
                confirmation.is_refused,
            )
    return found


def paper_words(decision: Decision) -> str:
    day = format_date(decision.paper_on, DateStyle.DASHED)
    return f"số {decision.paper_number}, ngày {day}"


def _standing_names(congress: Congress, decision: Decision) -> Iterator[ListedName]:
    """Who was elected by ballots told before the superior decided, office by office."""
    rows = ListedName.objects.filter(
        round__election__congress=congress,
        round__election__state=ElectionState.FINISHED,
        round__election__office__in=CONFIRMED,
        round__state=RoundState.ANNOUNCED,
        round__announced_at__lte=decision.decided_at,
        is_elected=True,
    )
    counted_anew = [RoundState.RECOUNTING, RoundState.RECOUNTED]
    rows = rows.exclude(round__election__rounds__state__in=counted_anew)
    rows = rows.select_related("person", "nomination", "round__election__congress__organization")
    return iter(rows.order_by("round__election__position", "round__number", "rank"))


def _refused(
    election: Election, elected: Sequence[ListedName], confirmation: Confirmation, rules: RuleSet
) -> Iterator[tuple[ListedName, str]]:
    """Everybody where all results are annulled; else those whose posts were refused, with the reason."""
    if confirmation.is_refused:
        decision = confirmation.decision
        yield from ((name, decision.remarks if decision else "") for name in elected)
        return
    for post in confirmation.refused:
        if _office_of(post.post, election, rules) != election.office:
            continue
        own = [name for name in elected if _is_named(name, post.name)]
        # One seat is that person's, however the dossier spelt her.
        yield from ((name, post.reason) for name in own or (elected if len(elected) == 1 else ()))


def _office_of(post: str, election: Election, rules: RuleSet) -> Office | None:
    """The office a post of the dossier is of: that with the longest title in its words."""
    level, words = level_of(election.congress.organization), fold(post)
    titles = {office: fold(rules.title(office, level)) for office in CONFIRMED}
    there = [office for office in CONFIRMED if titles[office] in words]
    return max(there, key=lambda office: len(titles[office]), default=None)


def _is_named(name: ListedName, said: str) -> bool:
    told = fold(said)
    return any(fold(each) in told for each in (name.person.full_name, name.printed))
