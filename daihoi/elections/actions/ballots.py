"""Papers of a ballot: printed, given out, exchanged, back in the box. Nothing here knows a voter."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import NotPermitted, RuleBroken
from daihoi.elections.actions.held import HeldRound
from daihoi.elections.models import UNDER_COUNT, Round, RoundState, Sheet
from daihoi.elections.queries.ballots import free_mark, require_count
from daihoi.elections.queries.bodies import LEAST_TELLERS, counts, excluded_from, tellers_of
from daihoi.elections.queries.hands import require_quorum
from daihoi.elections.queries.issued_rules import digest_of_rules, kept_overrides, rules_for
from daihoi.elections.queries.refusals import refusal, with_source
from daihoi.elections.queries.rolls import require_roll
from daihoi.elections.queries.tellers import kept_tellers
from daihoi.rules.elections.counting import PaperFlow, check_flow
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.elections.roll import may_issue

MOST_PAPERS = 2000
RULES = ("edition_code", "local_rules", "rules_digest")


@transaction.atomic
def print_ballots(round_: Round, number: int, sheet: Sheet, *, actor: User) -> Round:
    """Note how many papers are printed and how large; the file follows from that.

    Printing again before papers are out makes a new edition, the old papers are to be destroyed.
    While papers are out more of the same are made: nobody's paper may look different.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=round_)
    held = HeldRound(round_)
    held.check_state([RoundState.LISTED, RoundState.ISSUED])
    locked = held.round
    if not 1 <= number <= MOST_PAPERS:
        raise RuleBroken(
            _("Số phiếu in phải từ 1 đến %(most)s.") % {"most": MOST_PAPERS}, code="bad_number"
        )
    before = {"printed": locked.printed, "edition": locked.edition, "sheet": locked.sheet}
    if locked.state == RoundState.ISSUED:
        locked.printed = (locked.printed or 0) + number
    else:
        if locked.printed is not None:
            locked.edition += 1
        locked.printed, locked.sheet = number, sheet
        locked.mark = free_mark(locked)
    locked.save(update_fields=["printed", "edition", "sheet", "mark"])
    after = {"printed": locked.printed, "edition": locked.edition, "sheet": locked.sheet}
    record(
        "elections.print_ballots", locked, actor=actor, before=before, after=after,
        context=locked.election,
    )  # fmt: skip
    held.bump()
    return locked


@transaction.atomic
def issue_ballots(round_: Round, number: int, *, actor: User) -> Round:
    """Tellers give out papers; roll and voters present are frozen with the first of them.

    Never more than voters in the room (E-034); not without quorum, nor with a teller who stands on
    the list (E-026). Given out again while voting goes on: to who came late.
    """
    require_count(round_, actor)
    require(actor, Permission.ELECTIONS_COUNT, at=round_)
    held = HeldRound(round_)
    held.check_state([RoundState.LISTED, RoundState.ISSUED])
    locked = held.round
    _refuse_others(locked, actor)
    require(actor, Permission.ELECTIONS_COUNT, at=locked)
    rules = rules_for(locked)
    now = require_quorum(locked.election.congress, rules)
    _refuse_tellers(locked, rules)
    if number < 1:
        raise RuleBroken(_("Số phiếu phát ra phải từ 1 trở lên."), code="bad_number")
    issued = (locked.issued or 0) + number
    answer = may_issue(issued, now.numbers, rules)
    if answer.decision == "too_many":
        raise refusal(answer, advice=_("Hãy điểm danh người đến sau rồi phát tiếp."))
    _refuse_more_than_printed(locked, (locked.handed_out or 0) + number)
    before = {"handed_out": locked.handed_out or 0}
    fields = ["handed_out", "present"]
    if locked.state == RoundState.LISTED:
        locked.roll = require_roll(locked.election.congress)
        locked.state = RoundState.ISSUED
        locked.issued_at, locked.issued_by = clock.now(), actor
        locked.edition_code, locked.rules_digest = rules.edition.code, digest_of_rules(rules)
        locked.local_rules = kept_overrides(locked.election.congress)
        fields += ["roll", "state", "issued_at", "issued_by", *RULES]
    locked.present = max(now.numbers.present, locked.present or 0)
    locked.handed_out = (locked.handed_out or 0) + number
    locked.save(update_fields=fields)
    after = {"handed_out": locked.handed_out, "present": locked.present,
             "roll": locked.roll.number if locked.roll else None, "rules": locked.rules_digest}  # fmt: skip
    record(
        "elections.issue_ballots", locked, actor=actor, before=before, after=after,
        context=locked.election,
    )  # fmt: skip
    held.bump()
    return locked


@transaction.atomic
def exchange_ballots(round_: Round, number: int, *, actor: User) -> Round:
    """Take back spoiled papers and give out as many new ones (E-130)."""
    require_count(round_, actor)
    require(actor, Permission.ELECTIONS_COUNT, at=round_)
    held = HeldRound(round_)
    held.check_state([RoundState.ISSUED])
    locked = held.round
    _refuse_others(locked, actor)
    require(actor, Permission.ELECTIONS_COUNT, at=locked)
    if not 1 <= number <= (locked.issued or 0):
        raise RuleBroken(
            _("Số phiếu hỏng đổi lại phải từ 1 đến %(issued)s phiếu đang phát ra.")
            % {"issued": locked.issued or 0},
            code="bad_number",
        )
    _refuse_more_than_printed(locked, (locked.handed_out or 0) + number)
    before = {"handed_out": locked.handed_out, "spoiled": locked.spoiled}
    locked.handed_out = (locked.handed_out or 0) + number
    locked.spoiled += number
    locked.save(update_fields=["handed_out", "spoiled"])
    after = {"handed_out": locked.handed_out, "spoiled": locked.spoiled}
    record(
        "elections.exchange_ballots", locked, actor=actor, before=before, after=after,
        context=locked.election,
    )  # fmt: skip
    held.bump()
    return locked


@transaction.atomic
def open_box(round_: Round, returned: int, *, actor: User) -> Round:
    """Tellers open the box and count the papers in it; from now on votes are counted.

    More than were given out: what the edition says, and nothing is counted (E-131). Fewer: the
    count goes on and the base stays (E-132).
    """
    require_count(round_, actor)
    require(actor, Permission.ELECTIONS_COUNT, at=round_)
    held = HeldRound(round_)
    held.check_state([RoundState.ISSUED])
    locked = held.round
    _refuse_others(locked, actor)
    require(actor, Permission.ELECTIONS_COUNT, at=locked)
    said = _flow(locked, returned, rules_for(locked))
    locked.returned, locked.state = returned, RoundState.COUNTING
    locked.opened_at, locked.opened_by = clock.now(), actor
    locked.tellers = kept_tellers(locked)
    locked.save(update_fields=["returned", "state", "opened_at", "opened_by", "tellers"])
    after = {"issued": locked.issued, "returned": returned, "said": said,
             "tellers": [each["name"] for each in locked.tellers]}  # fmt: skip
    record("elections.open_box", locked, actor=actor, after=after, context=locked.election)
    held.bump()
    return locked


@transaction.atomic
def note_more_returned(round_: Round, returned: int, *, actor: User) -> Round:
    """Keep that more papers were found in the box than were given out; nothing is counted (E-131)."""
    require(actor, Permission.ELECTIONS_COUNT, at=round_)
    held = HeldRound(round_)
    held.check_state([RoundState.ISSUED])
    locked = held.round
    _refuse_others(locked, actor)
    require(actor, Permission.ELECTIONS_COUNT, at=locked)
    if returned <= (locked.issued or 0):
        raise RuleBroken(_("Số phiếu thu về không nhiều hơn số phiếu phát ra."), code="bad_number")
    before = {"more_returned": locked.more_returned}
    locked.more_returned = returned
    locked.save(update_fields=["more_returned"])
    after = {"more_returned": returned, "issued": locked.issued}
    record(
        "elections.note_more_returned", locked, actor=actor, before=before, after=after,
        context=locked.election,
    )  # fmt: skip
    held.bump()
    return locked


@transaction.atomic
def correct_returned(round_: Round, returned: int, *, reason: str, actor: User) -> Round:
    """Put the number of papers in the box right after counting them again."""
    require_count(round_, actor)
    require(actor, Permission.ELECTIONS_COUNT, at=round_)
    held = HeldRound(round_)
    held.check_state(UNDER_COUNT)
    locked = held.round
    _refuse_others(locked, actor)
    require(actor, Permission.ELECTIONS_COUNT, at=locked)
    if not reason.strip():
        raise RuleBroken(_("Hãy ghi lý do đếm lại."), code="no_reason")
    said = _flow(locked, returned, rules_for(locked))
    before = {"returned": locked.in_box}
    if locked.is_recounted:
        locked.anew = {**locked.anew, "returned": returned}
    else:
        locked.returned = returned
    locked.save(update_fields=["returned", "anew"])
    after = {"returned": returned, "reason": reason.strip(), "said": said}
    record(
        "elections.correct_returned", locked, actor=actor, before=before, after=after,
        context=locked.election,
    )  # fmt: skip
    held.bump()
    return locked


def _refuse_others(round_: Round, actor: User) -> None:
    """Who sees the ballot and does not count it hears whose work this is."""
    sees = can(actor, Permission.ELECTIONS_VIEW, at=round_)
    if sees and not counts(round_.election, actor):
        raise NotPermitted(
            _("Chỉ thành viên ban kiểm phiếu không có tên trong danh sách bầu được làm việc này."),
            code="not_a_teller",
            advice=_("Hãy nhờ một thành viên ban kiểm phiếu."),
        )


def _refuse_tellers(round_: Round, rules: RuleSet) -> None:
    advice = _("Hãy cho thôi và bầu người khác vào ban kiểm phiếu trước khi phát phiếu.")
    if excluded := excluded_from(round_.election, rules):
        raise RuleBroken(
            with_source(excluded[0].answer),
            code="teller_on_list",
            advice=advice,
        )
    if (number := len(tellers_of(round_.election))) < LEAST_TELLERS:
        raise RuleBroken(
            _("Ban kiểm phiếu có %(n)s người, cần ít nhất %(least)s để kiểm hai lần độc lập.")
            % {"n": number, "least": LEAST_TELLERS},
            code="few_tellers",
            advice=_("Hãy bầu thêm người vào ban kiểm phiếu."),
        )


def _refuse_more_than_printed(round_: Round, handed_out: int) -> None:
    if round_.printed is None:
        raise RuleBroken(
            _("Chưa in phiếu."), code="not_printed", advice=_("Hãy ghi số phiếu in và in trước.")
        )
    if handed_out > round_.printed:
        raise RuleBroken(
            _("Phát ra %(n)s phiếu là nhiều hơn %(printed)s phiếu đã in.")
            % {"n": handed_out, "printed": round_.printed},
            code="more_than_printed",
            advice=_("Hãy đếm lại, hoặc in thêm phiếu cùng mẫu."),
        )


def _flow(round_: Round, returned: int, rules: RuleSet) -> str:
    """What the rule says of papers out and back; refused where more came back."""
    if returned < 0:
        raise RuleBroken(_("Số phiếu thu về không thể âm."), code="bad_number")
    flow = PaperFlow(round_.handed_out or 0, round_.spoiled, returned)
    answer = check_flow(flow, rules)
    if answer.decision in {"stop", "redo"}:
        raise refusal(
            answer,
            code="more_returned",
            advice=_(
                "Hãy đếm lại. Nếu đúng là nhiều hơn: không kiểm phiếu; đoàn chủ tịch báo cáo đại hội"
                " quyết định bỏ lượt bầu và bầu lại."
            ),
        )
    return answer.words
