"""Minutes of a count go among the papers of the congress, to be signed, numbered and sent."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import NotPermitted
from daihoi.base.language import in_vietnamese
from daihoi.elections.actions.held import HeldElection, HeldRound
from daihoi.elections.models import Election, Round, RoundState
from daihoi.elections.papers import polls
from daihoi.elections.papers.minutes import counted_on, minutes_blocks, minutes_values
from daihoi.elections.queries.announcing import knows_result
from daihoi.elections.queries.polls import poll_source
from daihoi.elections.queries.signing import signed_by
from daihoi.elections.queries.titles import minutes_label, source_of
from daihoi.registry.actions import papers as registry
from daihoi.registry.models import Paper
from daihoi.rules.papers import CATALOGUE

CODE = "BBKP"


@transaction.atomic
def deposit_minutes(round_: Round, *, actor: User) -> Paper:
    """Put the minutes into their paper, one for each ballot; a newer text replaces it until issued."""
    require(actor, Permission.REGISTRY_DRAFT, at=round_.election.congress)
    held = HeldRound(round_)
    held.check_state({RoundState.COUNTED, RoundState.ANNOUNCED})
    locked = held.round
    if not knows_result(locked, actor):
        raise NotPermitted(
            _("Biên bản kiểm phiếu được đưa vào sổ sau khi kết quả đã công bố."),
            code="not_announced",
        )
    with in_vietnamese():
        values = {name: str(value) for name, value in minutes_values(locked).items()}
        paper = registry.deposit(
            locked.election.congress,
            CATALOGUE[CODE],
            minutes_blocks(locked),
            source=source_of(locked),
            source_label=minutes_label(locked),
            values=values,
            actor=actor,
        )
    day = {"dated_on": counted_on(locked)}
    paper = registry.set_form(paper, day, revision=paper.revision, actor=actor)
    after = {"paper": paper.pk}
    record("elections.deposit_minutes", locked, actor=actor, after=after, context=locked.election)
    return paper


@transaction.atomic
def deposit_poll(election: Election, *, actor: User) -> Paper:
    """Put the minutes of the poll on people from the floor into a paper of their own (E-134)."""
    require(actor, Permission.ELECTIONS_PREPARE, at=election)
    require(actor, Permission.REGISTRY_DRAFT, at=election.congress)
    locked = HeldElection(election).election
    with in_vietnamese():
        paper = registry.deposit(
            locked.congress,
            CATALOGUE[CODE],
            polls.poll_blocks(locked),
            source=poll_source(locked),
            source_label=f"Biên bản xin ý kiến bầu {polls.office_of(locked)}",
            values=signed_by(locked.congress) | polls.poll_values(locked),
            template=polls.poll_template(locked),
            actor=actor,
        )
    day = {"dated_on": polls.polled_on(locked)}
    paper = registry.set_form(paper, day, revision=paper.revision, actor=actor)
    after = {"paper": paper.pk}
    record("elections.deposit_poll", locked, actor=actor, after=after, context=locked)
    return paper
