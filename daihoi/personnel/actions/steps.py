"""Steps of the procedure: written down, balloted, finished in their order, corrected with a reason."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.personnel.actions.held import HeldPlan
from daihoi.personnel.actions.outcomes import Outcome
from daihoi.personnel.models import (
    IntroductionBallot,
    IntroductionVotes,
    PersonnelPlan,
    StepCorrection,
    StepMeeting,
)
from daihoi.personnel.queries.assessing import require_assessed
from daihoi.personnel.queries.law import kept, refusal, rules_of
from daihoi.personnel.queries.people import people_of
from daihoi.personnel.queries.settling import require_choice, take_approval
from daihoi.personnel.queries.steps import (
    Line,
    ballots_of,
    barred_on,
    beside_step,
    decides_by_assessment,
    difference_at,
    judged,
    line_of,
    on_step,
    runs_of,
)
from daihoi.personnel.queries.writing import require_day, require_same_attendance, require_sense
from daihoi.rules.personnel.answers import Decision
from daihoi.rules.personnel.introduction import Ballots, judge_attendance, judge_ballots
from daihoi.rules.personnel.steps import Event, Round

FIELDS = (
    "meeting", "on", "starts_at", "ends_at", "place", "convened", "present", "chair",
    "minute_taker", "counters", "paper", "note",
)  # fmt: skip


@transaction.atomic
def write_step(
    plan: PersonnelPlan, round_: Round, number: int, values: Mapping[str, Any], *, actor: User
) -> StepMeeting:
    """Where and when a step is held, who was convened and came; refused before its turn (V18)."""
    require(actor, Permission.PERSONNEL_WORK, at=plan)
    held = HeldPlan.for_steps(plan)
    runs = runs_of(held.plan, people_of(held.plan))
    line = line_of(runs, round_, number)
    _require_turn(line)
    _refuse_presentation(line)
    now = clock.now()
    step = line.held or StepMeeting(
        plan=held.plan, round=round_.value, number=number, created_at=now
    )
    step = held.open_step(step) if step.pk else step
    attendance = step.convened, step.present
    for name in FIELDS:
        if name in values:
            setattr(step, name, values[name])
    step.title, step.updated_at = line.step.title, now
    require_sense(step, line, held.plan, actor=actor)
    require_day(step, runs, held.plan)
    require_same_attendance(step, *attendance)
    step.save()
    after = {
        "round": step.round,
        "number": step.number,
        "meeting": step.meeting_id,
        "on": step.on,
        "convened": step.convened,
        "present": step.present,
    }
    record("personnel.write_step", step, actor=actor, after=after, context=held.plan)
    return step


@transaction.atomic
def set_ballot(
    step: StepMeeting,
    number: int,
    sums: Mapping[str, int],
    votes: Mapping[int, int],
    *,
    actor: User,
) -> IntroductionBallot:
    """The sums of one introduction ballot, ``votes`` by candidate; a later one continues it (P-055).

    Sums that cannot be true are refused before anybody is judged.
    """
    require(actor, Permission.PERSONNEL_WORK, at=step)
    held = HeldPlan.for_steps(step.plan)
    locked = held.open_step(step)
    people = people_of(held.plan)
    line = line_of(runs_of(held.plan, people), Round(locked.round), locked.number)
    if not line.has_ballot:
        raise NotFound
    if locked.convened is None or locked.present is None:
        raise RuleBroken(
            _("Hãy ghi số được triệu tập và số có mặt trước khi ghi phiếu."), code="no_attendance"
        )
    for each in barred_on(line, people):
        if each.pk in votes:
            raise refusal(each.verdict, advice=_("Người này không vào bước này."))
    labels = {each.pk: each.label for each in [*on_step(line, people), *beside_step(line, people)]}
    if not votes or not set(votes) <= set(labels):
        raise RuleBroken(_("Hãy ghi số phiếu của ít nhất một người."), code="no_votes")
    found = judge_ballots(
        Ballots(
            locked.convened,
            locked.present,
            {labels[pk]: count for pk, count in votes.items()},
            sums["issued"],
            sums["returned"],
            sums["invalid"],
        )
    )
    if found.decision is Decision.REFUSED:
        raise refusal(found)
    ballot = _ballot(locked, number, sums)
    IntroductionVotes.objects.bulk_create(
        IntroductionVotes(ballot=ballot, candidate_id=pk, votes=count)
        for pk, count in sorted(votes.items())
    )
    after = {"step": str(locked), "number": number, **sums, "people": len(votes)}
    record("personnel.set_ballot", locked, actor=actor, after=after, context=held.plan)
    return ballot


@transaction.atomic
def remove_ballot(ballot: IntroductionBallot, *, actor: User) -> None:
    """Take back the last ballot of a step that was entered by mistake."""
    require(actor, Permission.PERSONNEL_WORK, at=ballot.step)
    held = HeldPlan.for_steps(ballot.step.plan)
    locked = held.open_step(ballot.step)
    last = locked.ballots.order_by("-number").first()
    if last is None or last.pk != ballot.pk:
        raise NotFound(_("Chỉ bỏ được lần bỏ phiếu ghi sau cùng."))
    before = {"number": last.number, "issued": last.issued, "returned": last.returned}
    last.delete()
    record("personnel.remove_ballot", locked, actor=actor, before=before, context=held.plan)


@transaction.atomic
def finish_step(step: StepMeeting, *, actor: User) -> StepMeeting:
    """Judge the step, note who goes on and why, and freeze it; who drops out stops there."""
    require(actor, Permission.PERSONNEL_WORK, at=step)
    held = HeldPlan.for_steps(step.plan)
    locked = held.open_step(step)
    people = people_of(held.plan)
    line = line_of(runs_of(held.plan, people), Round(locked.round), locked.number)
    _require_turn(line)
    _refuse_presentation(line)
    if line.step.event is Event.APPROVAL:
        take_approval(locked)
    require_choice(held.plan, line, people)
    if locked.on is None:
        raise RuleBroken(_("Hãy ghi ngày của bước này trước khi kết thúc."), code="no_day")
    if locked.on > clock.today():
        raise RuleBroken(
            _("Ngày của bước này chưa tới nên chưa kết thúc được."), code="day_to_come"
        )
    line = replace(line, held=locked)
    outcome = _outcome(line, held.plan)
    locked.differs = _differs(line, held.plan, outcome)
    locked.told, locked.title = outcome.told, line.step.title
    locked.finished_at, locked.finished_by = clock.now(), actor
    locked.updated_at = locked.finished_at
    locked.save(
        update_fields=[
            "on",
            "paper",
            "told",
            "differs",
            "title",
            "finished_at",
            "finished_by",
            "updated_at",
        ]
    )
    counts = outcome.keep(locked)
    after = {"round": locked.round, "number": locked.number, "on": locked.on, **counts}
    record("personnel.finish_step", locked, actor=actor, after=after, context=held.plan)
    return locked


@transaction.atomic
def correct_step(step: StepMeeting, reason: str, *, actor: User) -> StepCorrection:
    """Open a finished step again; its sums are kept as they stood, later steps come first."""
    require(actor, Permission.PERSONNEL_WORK, at=step)
    held = HeldPlan.for_steps(step.plan)
    locked = held.step(step)
    if not locked.is_finished:
        raise Conflict(_("Bước này chưa kết thúc nên sửa được ngay."), code="not_finished")
    if not held.plan.is_open:
        HeldPlan.to_change(held.plan)
    _require_last(locked)
    before = {
        "on": str(locked.on),
        "convened": locked.convened,
        "present": locked.present,
        "ballots": [
            {
                "number": each.number,
                "issued": each.issued,
                "returned": each.returned,
                "invalid": each.invalid,
                "votes": {str(v.candidate_id): v.votes for v in each.votes.all()},
            }
            for each in ballots_of(locked)
        ],
        "stopped": [row.candidate_id for row in locked.assessments.filter(goes_on=False)],
    }
    made = StepCorrection.objects.create(
        step=locked,
        reason=" ".join(reason.split())[:400],
        before=before,
        made_at=clock.now(),
        made_by=actor,
    )
    Outcome.take_back(locked)
    locked.finished_at, locked.finished_by, locked.told, locked.differs = None, None, {}, False
    locked.updated_at = made.made_at
    locked.save(update_fields=["finished_at", "finished_by", "told", "differs", "updated_at"])
    told = {"round": locked.round, "number": locked.number, "correction": made.pk}
    record("personnel.correct_step", locked, actor=actor, after=told, context=held.plan)
    return made


@transaction.atomic
def report_difference(step: StepMeeting, paper: str, *, actor: User) -> StepMeeting:
    """How the superior was told that committee and standing committee differ (P-053)."""
    require(actor, Permission.PERSONNEL_WORK, at=step)
    held = HeldPlan.for_steps(step.plan)
    locked = held.step(step)
    before = {"reported": locked.reported}
    locked.reported, locked.updated_at = " ".join(paper.split())[:200], clock.now()
    locked.save(update_fields=["reported", "updated_at"])
    after = {"reported": locked.reported}
    record(
        "personnel.report_difference",
        locked,
        actor=actor,
        before=before,
        after=after,
        context=held.plan,
    )
    return locked


def _require_turn(line: Line) -> None:
    if line.may.decision is Decision.REFUSED:
        raise refusal(line.may)


def _refuse_presentation(line: Line) -> None:
    if line.is_presentation:
        raise RuleBroken(
            _("Bước này xong khi ghi trình đại hội, không ghi riêng."),
            code="presented_elsewhere",
            advice=_("Ở trang đề án, hãy bấm “Ghi trình đại hội” sau khi đại hội khai mạc."),
        )


def _require_last(step: StepMeeting) -> None:
    """Corrections begin at the end: what follows rests on the step."""
    after = Q(round=step.round, number__gt=step.number)
    if step.round == Round.RE_ELECTED.value:
        after |= Q(round=Round.FIRST_TIME.value)
    later = StepMeeting.objects.filter(after, plan=step.plan, finished_at__isnull=False)
    if (following := later.order_by("-finished_at", "-pk").first()) is not None:
        raise Conflict(
            _("Sau bước này đã có bước khác kết thúc: %(step)s.") % {"step": following},
            code="step_followed",
            advice=_("Hãy đính chính từ bước sau cùng trở về."),
        )


def _ballot(step: StepMeeting, number: int, sums: Mapping[str, int]) -> IntroductionBallot:
    """The ballot of that number anew, or the next one."""
    numbers = [each.number for each in step.ballots.order_by("number")]
    if not 1 <= number <= len(numbers) + 1:
        raise NotFound
    step.ballots.filter(number=number).delete()
    return IntroductionBallot.objects.create(step=step, number=number, **sums)


def _outcome(line: Line, plan: PersonnelPlan) -> Outcome:
    people = people_of(plan)
    step = line.held
    if step is None:
        raise NotFound
    if not line.has_ballot:
        return _unballoted(line, plan, step)
    ballots = ballots_of(step)
    if not ballots:
        raise RuleBroken(
            _("Bước này có bỏ phiếu: hãy ghi kết quả phiếu trước khi kết thúc."), code="no_ballot"
        )
    labels = {each.pk: each.label for each in people}
    answers = []
    for ballot in ballots:
        answer = judged(line, ballot, plan, labels)
        if not answer.facts.get("base"):
            raise refusal(answer)
        answers.append(answer)
    return Outcome.of_ballots(on_step(line, people), {e.label: e for e in people}, answers)


def _differs(line: Line, plan: PersonnelPlan, outcome: Outcome) -> bool:
    """Whether the committee's votes differ from the standing committee's list (P-053)."""
    people = people_of(plan)
    labels = {each.pk: each.label for each in people}
    votes = {fate.known.label: fate.votes or 0 for fate in outcome.fates}
    going = {fate.known.label for fate in outcome.fates if fate.goes_on}
    found = difference_at(line, runs_of(plan, people), plan, votes, labels, going=going)
    return found is not None and found.code != "lists_agree"


def _unballoted(line: Line, plan: PersonnelPlan, step: StepMeeting) -> Outcome:
    """Nobody is voted on: people go on or not as they were assessed, or as list or superior has it.

    A meeting must have been quorate (P-052).
    """
    told: dict[str, Any] = {}
    if line.is_meeting:
        if step.convened is None or step.present is None:
            raise RuleBroken(
                _("Hãy ghi số được triệu tập và số có mặt trước khi kết thúc."),
                code="no_attendance",
            )
        answer = judge_attendance(
            rules_of(plan.congress), convened=step.convened, present=step.present
        )
        if answer.decision is Decision.REFUSED:
            raise refusal(answer)
        told = kept(answer)
    elif not line.is_event and not step.paper and not step.note:
        raise RuleBroken(
            _("Hãy ghi văn bản hoặc kết luận của bước này trước khi kết thúc."), code="no_paper"
        )
    people = people_of(plan)
    on_it, runs = on_step(line, people), runs_of(plan, people)
    if decides_by_assessment(line, runs):
        return Outcome.of_assessments(on_it, require_assessed(step, on_it), told)
    with in_vietnamese():
        reason = _("Có tên trong danh sách đã chốt.")
        if line.step.event is Event.APPROVAL:
            reason = _("Cấp trên phê duyệt đề án: %(paper)s.") % {"paper": step.paper}
    return Outcome.of_all(on_it, told, reason)
