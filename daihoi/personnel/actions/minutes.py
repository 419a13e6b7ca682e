"""Minutes of a step among the papers of the congress: the register gives them their number."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, NotFound
from daihoi.personnel.actions.held import HeldPlan
from daihoi.personnel.models import StepMeeting
from daihoi.personnel.papers.minutes import CODE, template_of, text_of, values_of
from daihoi.personnel.queries.minutes import minutes_label, source_of
from daihoi.personnel.queries.step_page import step_page
from daihoi.personnel.queries.steps import PATHS
from daihoi.registry.actions import papers as registry
from daihoi.registry.models import Paper
from daihoi.rules.papers import CATALOGUE
from daihoi.rules.personnel.steps import Round


@transaction.atomic
def deposit_minutes(step: StepMeeting, *, actor: User) -> Paper:
    """Put the minutes of a finished step among the papers, gaps and all; issued from there (BBNS).

    A later text replaces the one before until it is issued. `NotFound` for a step that is no meeting.
    """
    require(actor, Permission.PERSONNEL_WORK, at=step)
    held = HeldPlan(step.plan)
    locked = held.step(step)
    if not locked.is_finished:
        raise Conflict(
            _("Bước này chưa kết thúc nên biên bản chưa đưa vào sổ được."),
            code="not_finished",
            advice=_("Hãy kết thúc bước trước; bản nháp thì tải ở nút Word, PDF."),
        )
    word = PATHS[Round(locked.round)]
    page = step_page(held.congress.pk, word, locked.number, viewer=actor)
    if not page.line.is_meeting:
        raise NotFound
    paper = registry.deposit(
        held.congress,
        CATALOGUE[CODE],
        text_of(page),
        source=source_of(locked),
        source_label=minutes_label(locked),
        values=values_of(page),
        template=template_of(page),
        subcommittee=held.plan.subcommittee,
        actor=actor,
    )
    day = {"dated_on": locked.on}
    paper = registry.set_form(paper, day, revision=paper.revision, actor=actor)
    record(
        "personnel.deposit_minutes",
        locked,
        actor=actor,
        after={"paper": paper.pk, "number": locked.number},
        context=held.plan,
    )
    return paper
