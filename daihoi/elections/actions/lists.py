"""The congress votes on the list; adopted, it is the ballot. Opened again before papers are out."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.elections.actions.held import HeldElection, HeldRound
from daihoi.elections.actions.votes import record_vote
from daihoi.elections.models import (
    AGREED,
    UNDER_COUNT,
    Election,
    ElectionState,
    ListedName,
    Nomination,
    NominationState,
    Round,
    RoundState,
    Vote,
)
from daihoi.elections.queries.ballots import free_mark
from daihoi.elections.queries.decisions import CHANGE_OF_LIST
from daihoi.elections.queries.hands import Hands
from daihoi.elections.queries.law import kept, rules_of, title_of
from daihoi.elections.queries.lists import Slate, open_round, slate_of, style_answer
from daihoi.elections.queries.naming import printed_names
from daihoi.elections.queries.refusals import refusal
from daihoi.rules.elections.kinds import Matter, Office
from daihoi.rules.elections.parameters import RuleSet


@transaction.atomic
def adopt_list(
    election: Election,
    nominations: Collection[int],
    hands: Hands,
    *,
    agrees_equal: bool = False,
    actor: User,
) -> Vote:
    """The congress votes on a list of these nominations; if it passes the list is closed.

    Refused where it is too short or too long (E-081 to E-087), where somebody's withdrawal or
    support is not settled, where the number was not voted. ``agrees_equal``: what is voted on says
    that the list may equal the seats, in a later ballot (E-148).
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=election)
    held = HeldElection(election)
    held.check_open()
    locked = held.election
    rules = rules_of(locked.congress)
    round_ = _round_to_list(locked)
    slate = slate_of(locked, rules)
    chosen = _chosen(slate, nominations, locked, rules, agrees_equal=agrees_equal)
    printed = printed_names(each.person for each in chosen)
    with in_vietnamese():
        subject = _("Danh sách bầu %(title)s: %(n)s người để bầu %(seats)s") % {
            "title": title_of(locked, rules), "n": len(chosen), "seats": slate.seats,
        }  # fmt: skip
    vote = record_vote(
        locked.congress, Matter.SLATE, subject, hands,
        election=locked, number=len(chosen), actor=actor,
    )  # fmt: skip
    if vote.passed:
        round_.seats = slate.seats or round_.seats
        _close(round_, chosen, printed, rules, actor=actor)
        _settle_nominations(slate, chosen)
        locked.state, locked.updated_at = ElectionState.BALLOTING, clock.now()
        locked.save(update_fields=["state", "updated_at"])
        names = [printed[each.person_id] for each in chosen]
        after = {
            "number": round_.number,
            "seats": round_.seats,
            "style": round_.style,
            "names": names,
        }
        record("elections.adopt_list", round_, actor=actor, after=after, context=locked)
    held.bump()
    return vote


@transaction.atomic
def reopen_list(round_: Round, *, reason: str, actor: User) -> Round:
    """Open an adopted list again before any paper is given out; printed papers are to be destroyed.

    It is voted on anew, and papers printed then bear the next edition.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=round_)
    held = HeldRound(round_)
    locked = held.round
    if locked.state in {RoundState.ISSUED, *UNDER_COUNT, *AGREED}:
        raise Conflict(
            _("Phiếu của lượt bầu này đã phát nên danh sách không đổi được nữa."),
            code="issued",
            advice=CHANGE_OF_LIST,
        )
    held.check_state([RoundState.LISTED])
    if locked.is_tie:
        raise Conflict(
            _("Lượt bầu giữa những người bằng phiếu theo đúng danh sách ấy, không lập lại."),
            code="tie_list",
        )
    if not reason.strip():
        raise RuleBroken(_("Hãy ghi lý do mở lại danh sách."), code="no_reason")
    names = list(locked.names.values_list("printed", flat=True))
    before = {"names": names, "edition": locked.edition, "printed": locked.printed}
    locked.names.all().delete()
    if locked.printed is not None:
        locked.edition += 1
    destroyed, locked.printed = locked.printed, None
    locked.state, locked.style = RoundState.PREPARING, ""
    locked.listed_at = locked.listed_by = None
    locked.save(update_fields=["state", "style", "edition", "printed", "listed_at", "listed_by"])
    after = {"reason": reason.strip(), "destroyed": destroyed or 0, "edition": locked.edition}
    record(
        "elections.reopen_list", locked, actor=actor, before=before, after=after,
        context=locked.election,
    )  # fmt: skip
    held.bump()
    return locked


def _round_to_list(election: Election) -> Round:
    """The ballot whose list is made: the one that is prepared, or the first of all."""
    round_ = open_round(election)
    if round_ is not None:
        held = HeldRound(round_)
        held.check_state([RoundState.PREPARING])
        return held.round
    if election.rounds.exists():
        raise Conflict(
            _("Lượt bầu trước đã kết thúc; chưa chuẩn bị lượt bầu tiếp theo."),
            code="no_next_round",
            advice=_("Hãy mở kết quả của lượt trước và làm bước tiếp theo ghi ở đó."),
        )
    if election.seats is None:
        raise RuleBroken(
            _("Chưa có số lượng cần bầu nên chưa lập được danh sách."),
            code="no_seats",
            advice=_("Đại hội biểu quyết số lượng trước, hoặc ghi số được cấp trên phân bổ."),
        )
    return Round(election=election, number=1, seats=election.seats)


def _chosen(
    slate: Slate,
    nominations: Collection[int],
    election: Election,
    rules: RuleSet,
    *,
    agrees_equal: bool,
) -> list[Nomination]:
    if slate.waits:
        raise RuleBroken(slate.waits[0], code="not_settled")
    known = {each.pk for each in slate.names}
    if set(nominations) - known:
        raise NotFound
    if len(set(nominations)) < len(nominations):
        raise RuleBroken(_("Có người ghi hai lần trong danh sách."), code="twice")
    if over := set(nominations) & slate.left_out:
        name = next(each.person for each in slate.names if each.pk in over)
        assert slate.cut is not None  # noqa: S101 - somebody is left out by it
        raise refusal(
            slate.cut,
            advice=_("%(name)s ít người ủng hộ hơn nên không vào danh sách.") % {"name": name},
        )
    chosen = [each for each in slate.names if each.pk in nominations]
    office = Office(election.office)
    answer = slate.checked(office, len(chosen), rules, agrees_equal=agrees_equal)
    if answer.decision != "accepted":
        raise refusal(answer, advice=_("Hãy thêm hoặc bớt người trong danh sách, rồi biểu quyết."))
    return chosen


def _close(
    round_: Round,
    chosen: list[Nomination],
    printed: dict[int, str],
    rules: RuleSet,
    *,
    actor: User,
) -> None:
    round_.style = style_answer(len(chosen), round_.seats, rules).decision
    round_.state = RoundState.LISTED
    round_.listed_at, round_.listed_by = clock.now(), actor
    round_.mark = free_mark(round_)
    round_.save()
    ListedName.objects.bulk_create(
        ListedName(
            round=round_,
            person=each.person,
            nomination=each,
            position=position,
            printed=printed[each.person_id],
        )
        for position, each in enumerate(chosen, 1)
    )


def _settle_nominations(slate: Slate, chosen: list[Nomination]) -> None:
    for each in slate.names:
        if each in chosen:
            each.state = NominationState.ACCEPTED
        elif slate.cut is not None and each.pk in slate.left_out | slate.level:
            each.state, each.decided = NominationState.REFUSED, kept(slate.cut)
        each.save(update_fields=["state", "decided"])
