"""The superior appoints where ballots did not fill an office, or when really necessary."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.elections.actions.held import HeldElection
from daihoi.elections.models import Appointment, Election, ElectionState, RoundState
from daihoi.elections.queries.decisions import SuperiorsPaper
from daihoi.elections.queries.elected import elected_in, open_seats
from daihoi.elections.queries.eligible import eligible
from daihoi.elections.queries.law import rules_of, title_of
from daihoi.elections.queries.next_steps import next_steps
from daihoi.organizations.models import Person
from daihoi.rules.elections.closing import superior_may_appoint
from daihoi.rules.elections.kinds import Office
from daihoi.rules.elections.people import Person as Asked
from daihoi.rules.wording import by_paper
from daihoi.vietnamese.text import tidy


@transaction.atomic
def record_appointment(
    election: Election, person: Person, paper: SuperiorsPaper, *, actor: User
) -> Appointment:
    """Enter the superior's decision (E-164, E-165); the election is over once no seat is open.

    Also of one that ended with seats open: they are filled after the congress.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=election)
    held = HeldElection(election)
    locked = held.election
    is_over = locked.state == ElectionState.FINISHED and open_seats(locked) > 0
    if not is_over:
        held.check_open()
    rules = rules_of(locked.congress)
    if person.organization_id != locked.congress.organization_id:
        raise NotFound
    if locked.rounds.exclude(state__in=[RoundState.ANNOUNCED, RoundState.VOID]).exists():
        raise Conflict(
            _("Một lượt bầu của chức danh này đang tiến hành nên chưa ghi chỉ định được."),
            code="ballot_runs",
            advice=_("Hãy công bố kết quả lượt bầu ấy trước."),
        )
    answer = superior_may_appoint(Office(locked.office), rules)
    may_appoint = next_steps(locked, rules).may_appoint
    if not (may_appoint or (is_over and answer.decision == "allowed")):
        articles = by_paper(answer.articles)
        raise RuleBroken(f"{answer.words} ({articles})", code="not_appointed")
    if paper.on > clock.today():
        raise RuleBroken(_("Ngày quyết định không thể ở sau hôm nay."), code="paper_in_future")
    _check_person(locked, person)
    made = Appointment.objects.create(
        election=locked,
        person=person,
        paper_number=tidy(paper.number),
        paper_on=paper.on,
        issuer=tidy(paper.issuer),
        recorded_at=clock.now(),
        recorded_by=actor,
    )
    after = {
        "person": person.pk,
        "paper": made.paper_number,
        "paper_on": paper.on,
        "issuer": made.issuer,
    }
    record("elections.record_appointment", made, actor=actor, after=after, context=locked)
    _finish_if_full(locked)
    held.bump()
    return made


def _check_person(election: Election, person: Person) -> None:
    """Of the committee, where the office asks for that, and not in the office yet."""
    answer = eligible(election).judge(person.pk, Asked(person.full_name))
    if answer.decision != "electable":
        articles = by_paper(answer.articles)
        raise RuleBroken(f"{answer.words} ({articles})", code="not_electable")
    if any(each.person.pk == person.pk for each in elected_in(election)):
        raise Conflict(
            _("%(name)s đã giữ chức danh này.") % {"name": person.full_name}, code="already_elected"
        )


def _finish_if_full(election: Election) -> None:
    if open_seats(election) > 0:
        return
    filled = elected_in(election)
    appointed = [each for each in filled if each.appointed_by]
    with in_vietnamese():
        title = title_of(election, rules_of(election.congress))
        names = ", ".join(f"{each.name} ({each.appointed_by})" for each in appointed)
        words = f"Cấp trên chỉ định {title}: {names}."
    election.state, election.outcome = ElectionState.FINISHED, words[:400]
    election.updated_at = clock.now()
    election.save(update_fields=["state", "outcome", "updated_at"])
