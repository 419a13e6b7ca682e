"""What the congress elects: the offices, how many seats, in which order."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.congresses.models import Congress
from daihoi.elections.actions.held import HeldCongress, HeldElection
from daihoi.elections.actions.votes import record_vote
from daihoi.elections.models import Election, ElectionState, RoundState, Vote
from daihoi.elections.queries.hands import Hands
from daihoi.elections.queries.law import level_of, rules_of, title_of
from daihoi.elections.queries.planning import offices_missing, usual_numbers
from daihoi.elections.queries.refusals import refusal
from daihoi.rules.elections.kinds import Matter, Office
from daihoi.rules.elections.slates import check_paper, check_seats, seats_voted

MOST_SEATS = 500


@transaction.atomic
def start_elections(congress: Congress, *, actor: User) -> list[Election]:
    """Put up an election for every office that this organization elects and has none for."""
    require(actor, Permission.ELECTIONS_PREPARE, at=congress)
    held = HeldCongress(congress)
    missing = offices_missing(held.congress, rules_of(held.congress))
    numbers = usual_numbers(held.congress, missing)
    made = [_add(held.congress, office, numbers[office], actor=actor) for office in missing]
    after = {"offices": {each.office: each.planned_seats for each in made}}
    record("elections.start_elections", held.congress, actor=actor, after=after)
    held.bump()
    return made


@transaction.atomic
def add_election(
    congress: Congress, offices: list[Office], planned_seats: int, *, actor: User
) -> Election:
    """Put up one more; refused for several offices on one paper, or more seats than there may be."""
    require(actor, Permission.ELECTIONS_PREPARE, at=congress)
    held = HeldCongress(congress)
    rules = rules_of(held.congress)
    paper = check_paper(offices, rules)
    if paper.decision == "refused" or len(set(offices)) != 1:
        raise refusal(paper)
    office = offices[0]
    _refuse_seats(held.congress, office, planned_seats)
    present = held.congress.elections.exclude(state=ElectionState.CANCELLED)
    if present.filter(office=office).exists():
        raise Conflict(
            _("Đại hội đã có cuộc bầu %(title)s.")
            % {"title": rules.title(office, level_of(held.congress.organization))},
            code="office_there",
            advice=_("Mỗi chức danh một cuộc bầu; bầu tiếp là thêm lượt trong cuộc bầu ấy."),
        )
    made = _add(held.congress, office, planned_seats, actor=actor)
    after = {"office": made.office, "planned_seats": made.planned_seats}
    record("elections.add_election", made, actor=actor, after=after, context=held.congress)
    held.bump()
    return made


@transaction.atomic
def plan_seats(election: Election, seats: int, *, actor: User) -> Election:
    """Change the number that will be put to the vote."""
    require(actor, Permission.ELECTIONS_PREPARE, at=election)
    held = HeldElection(election)
    held.check_open()
    locked = held.election
    _refuse_seats(locked.congress, Office(locked.office), seats)
    before = {"planned_seats": locked.planned_seats}
    locked.planned_seats, locked.updated_at = seats, clock.now()
    locked.save(update_fields=["planned_seats", "updated_at"])
    record(
        "elections.plan_seats", locked, actor=actor, before=before,
        after={"planned_seats": seats}, context=locked.congress,
    )  # fmt: skip
    held.bump()
    return locked


@transaction.atomic
def vote_seats(election: Election, seats: int, hands: Hands, *, actor: User) -> Vote:
    """The congress votes on the number of seats (E-080); refused where the superior allots it."""
    require(actor, Permission.ELECTIONS_PREPARE, at=election)
    held = HeldElection(election)
    held.check_open()
    locked = held.election
    rules, office = rules_of(locked.congress), Office(locked.office)
    how = seats_voted(office, rules)
    if how.decision != "voted":
        raise refusal(how, advice=_("Hãy ghi số được phân bổ và văn bản của cấp trên."))
    _refuse_seats(locked.congress, office, seats)
    _refuse_listed(locked)
    with in_vietnamese():
        subject = _("Số lượng bầu %(title)s: %(n)s") % {
            "title": title_of(locked, rules),
            "n": seats,
        }
    vote = record_vote(
        locked.congress, Matter.SEATS, subject, hands, election=locked, number=seats, actor=actor
    )
    if vote.passed:
        _set_seats(locked, seats, locked.allotted_by)
    after = {"seats": locked.seats, "asked": seats, "passed": vote.passed}
    record("elections.vote_seats", locked, actor=actor, after=after, context=locked.congress)
    held.bump()
    return vote


@transaction.atomic
def allot_seats(election: Election, seats: int, paper: str, *, actor: User) -> Election:
    """Note how many delegates the superior allotted, and by which paper (E-147)."""
    require(actor, Permission.ELECTIONS_PREPARE, at=election)
    held = HeldElection(election)
    held.check_open()
    locked = held.election
    how = seats_voted(Office(locked.office), rules_of(locked.congress))
    if how.decision != "allotted":
        raise refusal(how, advice=_("Hãy ghi kết quả biểu quyết số lượng."))
    if not paper.strip():
        raise RuleBroken(_("Hãy ghi số, ngày văn bản phân bổ của cấp trên."), code="no_paper")
    _refuse_seats(locked.congress, Office(locked.office), seats)
    _refuse_listed(locked)
    _set_seats(locked, seats, paper.strip()[:200])
    record(
        "elections.allot_seats", locked, actor=actor,
        after={"seats": seats, "paper": locked.allotted_by}, context=locked.congress,
    )  # fmt: skip
    held.bump()
    return locked


@transaction.atomic
def cancel_election(election: Election, *, reason: str, actor: User) -> Election:
    """The congress will not elect this office; refused once papers were given out for it."""
    require(actor, Permission.ELECTIONS_PREPARE, at=election)
    held = HeldElection(election)
    held.check_open()
    locked = held.election
    if not reason.strip():
        raise RuleBroken(_("Hãy ghi lý do không bầu."), code="no_reason")
    quiet = [RoundState.PREPARING, RoundState.LISTED, RoundState.VOID]
    if locked.rounds.exclude(state__in=quiet).exists():
        raise Conflict(
            _("Cuộc bầu này đã phát phiếu nên không thể ghi là không bầu."), code="issued"
        )
    for each in locked.rounds.exclude(state=RoundState.VOID):
        each.state, each.void_reason = RoundState.VOID, reason.strip()[:400]
        each.voided_at, each.voided_by = clock.now(), actor
        each.save(update_fields=["state", "void_reason", "voided_at", "voided_by"])
    locked.state, locked.outcome = ElectionState.CANCELLED, reason.strip()[:400]
    locked.updated_at = clock.now()
    locked.save(update_fields=["state", "outcome", "updated_at"])
    after = {"office": locked.office, "reason": locked.outcome}
    record("elections.cancel_election", locked, actor=actor, after=after, context=locked.congress)
    held.bump()
    return locked


def _add(congress: Congress, office: Office, planned_seats: int, *, actor: User) -> Election:
    now = clock.now()
    return Election.objects.create(
        congress=congress,
        office=office,
        position=congress.elections.count() + 1,
        planned_seats=planned_seats,
        created_at=now,
        updated_at=now,
        created_by=actor,
    )


def _set_seats(election: Election, seats: int, paper: str) -> None:
    election.seats, election.allotted_by, election.updated_at = seats, paper, clock.now()
    election.save(update_fields=["seats", "allotted_by", "updated_at"])
    for each in election.rounds.filter(state=RoundState.PREPARING, number=1):
        each.seats = seats
        each.save(update_fields=["seats"])


def _refuse_seats(congress: Congress, office: Office, seats: int) -> None:
    if not 1 <= seats <= MOST_SEATS:
        raise RuleBroken(_("Số lượng phải từ 1 trở lên."), code="no_seats")
    answer = check_seats(office, seats, level_of(congress.organization), rules_of(congress))
    if answer.decision == "refused":
        raise refusal(answer, code="too_many_seats")


def _refuse_listed(election: Election) -> None:
    quiet = [RoundState.PREPARING, RoundState.VOID]
    if election.rounds.exclude(state__in=quiet).exists():
        raise Conflict(
            _("Danh sách bầu cử đã chốt theo số lượng đã biểu quyết."),
            code="list_adopted",
            advice=_("Chưa phát phiếu thì mở lại danh sách rồi biểu quyết lại số lượng."),
        )
