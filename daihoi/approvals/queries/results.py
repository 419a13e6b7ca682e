"""After the congress: by when results are reported and confirmed (P72, P73)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.approvals.models import Submission
from daihoi.base import clock
from daihoi.congresses.models import Congress, RuleBook
from daihoi.congresses.queries.calendar import holidays_around
from daihoi.congresses.queries.local_rules import election_rules, overrides_of
from daihoi.registry.queries.terms import congress_days
from daihoi.rules.approvals import Deadlines, SubmissionKind
from daihoi.rules.certainty import UNSURE
from daihoi.rules.elections.closing import result_deadlines, superior_may
from daihoi.rules.elections.kinds import SuperiorMay
from daihoi.rules.plans import Meaning
from daihoi.rules.plans.day import APPROVAL_LATEST_DAYS
from daihoi.rules.wording import by_paper

NO_DAY = gettext_lazy(
    "chưa có ngày (đang hoãn)"
)  # of a dossier sent while the congress is postponed


@dataclass(frozen=True, slots=True)
class ResultDeadline:
    """The last day for the result report of a congress that has closed."""

    closed_on: date
    due_on: date
    rule: Deadlines

    @property
    def is_late(self) -> bool:
        return self.due_on < clock.today()

    @property
    def basis(self) -> str:
        return self.rule.basis


def result_deadline(congress: Congress) -> ResultDeadline | None:
    """None until the congress has closed."""
    days = congress_days(congress)
    if days is None or days.closes_on > clock.today():
        return None
    rule = _rule(congress)
    due = rule.report_due_on(days.closes_on, holidays_around(days.closes_on))
    return ResultDeadline(days.closes_on, due, rule)


def answer_due_on(congress: Congress, kind: SubmissionKind, received_on: date) -> date | None:
    """By when the superior is asked to answer what it receives today.

    An approval: as the plan has it, else seven days before day D (P34);
    None while the congress is postponed: nothing is late that has no day.
    """
    if kind is SubmissionKind.CONFIRMATION:
        rule = _rule(congress)
        return rule.confirm_due_on(received_on, holidays_around(received_on))
    if congress.is_postponed:
        return None
    steps = congress.milestones.filter(meaning=Meaning.APPROVAL, dropped_at__isnull=True)
    planned = steps.order_by("planned_on").values_list("planned_on", flat=True).first()
    due = planned or congress.target_on - timedelta(days=APPROVAL_LATEST_DAYS)
    return max(due, received_on)


def due_words(congress: Congress, kind: str) -> str:
    """Where the day by which the superior is to answer comes from."""
    if kind == SubmissionKind.CONFIRMATION:
        rule = _rule(congress)
        facts = {"n": rule.confirm_days, "basis": rule.basis}
        return _("%(n)s ngày làm việc từ ngày nhận, nếu không có khiếu nại (%(basis)s)") % facts
    return _("theo kế hoạch đại hội, muộn nhất trước đại hội 7 ngày (mặc định)")


def superior_may_words(congress: Congress, what: SuperiorMay) -> str:
    """By which article the superior says so of results, as its form cites it (E-182)."""
    own = overrides_of(congress, RuleBook.ELECTIONS)
    answer = superior_may(what, election_rules(congress, own))
    return by_paper(answer.articles) if answer.decision == "allowed" else UNSURE


def _rule(congress: Congress) -> Deadlines:
    """The limits as its elections have them: one number, one source."""
    own = overrides_of(congress, RuleBook.ELECTIONS)
    return result_deadlines(election_rules(congress, own))


def age_of(submission: Submission) -> int:
    """How many days it has been with the superior."""
    return (clock.today() - timezone.localdate(submission.submitted_at)).days
