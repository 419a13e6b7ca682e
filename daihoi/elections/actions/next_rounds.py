"""After a ballot that left seats open: the congress is asked, the next ballot prepared, or it ends."""

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict
from daihoi.base.language import in_vietnamese
from daihoi.elections.actions.held import HeldElection
from daihoi.elections.models import Election, ElectionState, ListedName, Round, RoundState, Vote
from daihoi.elections.queries.ballots import free_mark
from daihoi.elections.queries.elected import elected_in
from daihoi.elections.queries.hands import Hands, judged
from daihoi.elections.queries.law import kept, rules_of, title_of
from daihoi.elections.queries.next_steps import (
    CONTINUATION,
    GO_ON_LABELS,
    GoOn,
    NextSteps,
    kept_next,
    next_steps,
)
from daihoi.elections.queries.outcomes import digest_of, seats_words
from daihoi.rules.elections.ballots import ballot_for
from daihoi.rules.elections.kinds import Office
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.elections.slates import check_slate
from daihoi.rules.wording import by_paper


@transaction.atomic
def record_continuation(election: Election, go_on: GoOn, hands: Hands, *, actor: User) -> Vote:
    """Hands raised on whether, and among whom, to vote again; they need the majority (E-047)."""
    require(actor, Permission.ELECTIONS_PREPARE, at=election)
    held = HeldElection(election)
    held.check_open()
    rules = rules_of(held.election.congress)
    steps = next_steps(held.election, rules)
    if go_on not in steps.asks or steps.last is None:
        raise _not_permitted(steps)
    last = steps.last
    with in_vietnamese():
        found = judged(held.election.congress, hands)
        subject = _subject(held.election, last, go_on, rules)
    vote = Vote.objects.create(
        congress=held.election.congress,
        election=held.election,
        round=last,
        matter=CONTINUATION,
        subject=subject,
        **asdict(hands),
        present=found.present,
        passed=found.passed,
        decided=kept(found.answer) | {"go_on": go_on.value, "of": digest_of(last)},
        recorded_at=clock.now(),
        recorded_by=actor,
    )
    after = {"go_on": go_on.value, "subject": subject, "passed": vote.passed, **asdict(hands)}
    record("elections.record_continuation", vote, actor=actor, after=after, context=held.election)
    held.bump()
    return vote


@transaction.atomic
def prepare_next_round(election: Election, *, actor: User) -> Round:
    """The next permitted ballot: its list closed, or to be made where the names are not settled.

    Settled: people who are level; those left, as far as the list may be voted on so (E-148); the
    list of a void ballot. A longer or shorter one goes back to making the list.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=election)
    held = HeldElection(election)
    held.check_open()
    steps = next_steps(held.election)
    if not steps.may_prepare or steps.last is None:
        raise _not_permitted(steps)
    last = steps.last
    made = _redone(last) if steps.is_redo else _following(held.election, steps)
    names, made_round = made
    made_round.number = 1 + max(each.number for each in held.election.rounds.all())
    made_round.mark = free_mark(made_round)
    if names:
        made_round.state = RoundState.LISTED
        made_round.listed_at, made_round.listed_by = clock.now(), actor
    made_round.save()
    ListedName.objects.bulk_create(
        ListedName(
            round=made_round,
            person_id=row.person_id,
            nomination_id=row.nomination_id,
            position=position,
            printed=row.printed,
        )
        for position, row in enumerate(names, 1)
    )
    after = {
        "number": made_round.number,
        "seats": made_round.seats,
        "is_tie": made_round.is_tie,
        "state": made_round.state,
        "names": [row.printed for row in names],
    }
    record(
        "elections.prepare_next_round",
        made_round,
        actor=actor,
        after=after,
        context=held.election,
    )
    held.bump()
    return made_round


@transaction.atomic
def finish_election(election: Election, *, actor: User) -> Election:
    """End it with seats open: the congress decided so, or the rules stop here."""
    require(actor, Permission.ELECTIONS_PREPARE, at=election)
    held = HeldElection(election)
    held.check_open()
    locked = held.election
    steps = next_steps(locked)
    if not steps.may_finish:
        raise _not_permitted(steps)
    with in_vietnamese():
        words = seats_words(
            locked, title_of(locked, rules_of(locked.congress)), len(elected_in(locked))
        )
        if steps.vote is not None:
            words += f" {steps.vote.subject}: {steps.vote.decided['words']}"
    locked.state, locked.outcome, locked.updated_at = (
        ElectionState.FINISHED,
        words[:400],
        clock.now(),
    )
    locked.save(update_fields=["state", "outcome", "updated_at"])
    after = {"state": ElectionState.FINISHED.value, "outcome": locked.outcome}
    record("elections.finish_election", locked, actor=actor, after=after, context=locked)
    held.bump()
    return locked


def _subject(election: Election, last: Round, go_on: GoOn, rules: RuleSet) -> str:
    title = title_of(election, rules)
    seats = (last.outcome or {})["open_seats"]
    words = f"{GO_ON_LABELS[go_on]}: {title} {seats} người"
    if go_on in {GoOn.LEFT, GoOn.LEVEL}:
        words += f", danh sách {len(kept_next(last).get('names', ()))} người"
    return words


def _redone(last: Round) -> tuple[list[ListedName], Round]:
    names = list(last.names.order_by("position"))
    kept_fields = {name: getattr(last, name) for name in ("seats", "is_tie", "style", "sheet")}
    return names, Round(election=last.election, **kept_fields)


def _following(election: Election, steps: NextSteps) -> tuple[list[ListedName], Round]:
    last = steps.last
    assert last is not None  # noqa: S101 - `may_prepare` says so
    rules = rules_of(election.congress)
    seats = (last.outcome or {})["open_seats"]
    names: list[ListedName] = []
    if steps.go_on is not GoOn.NEW:
        own = {row.pk: row for row in last.names.all()}
        names = [own[pk] for pk in kept_next(last).get("names", ())]
    is_level = steps.go_on is GoOn.LEVEL
    if not is_level and not _may_be_voted_on(election, seats, names, steps, rules):
        names = []
    style = ballot_for([row.printed for row in names], seats, rules).style.value if names else ""
    made = Round(election=election, seats=seats, is_tie=is_level, style=style, sheet=last.sheet)
    return names, made


def _may_be_voted_on(
    election: Election, seats: int, names: list[ListedName], steps: NextSteps, rules: RuleSet
) -> bool:
    """Whether the list of those left may be voted on as it is: equal to the seats if the congress said so."""
    found = check_slate(
        Office(election.office),
        seats,
        len(names),
        rules,
        is_later_ballot=True,
        congress_agrees_equal=steps.vote is not None and steps.vote.passed,
    )
    return found.decision == "accepted"


def _not_permitted(steps: NextSteps) -> Conflict:
    """Why this cannot be done now, with the article of the step."""
    if steps.step is None or steps.last is None:
        return Conflict(
            _("Chưa có kết quả nào được công bố để làm bước này."), code="no_result_announced"
        )
    articles = by_paper((steps.last.outcome or {}).get("articles", ()))
    return Conflict(
        _("Bước tiếp theo được phép là: %(step)s.") % {"step": steps.words}
        + (f" ({articles})" if articles else ""),
        code="not_the_step",
        advice=_("Hãy làm theo bước ghi trên trang kết quả."),
    )
