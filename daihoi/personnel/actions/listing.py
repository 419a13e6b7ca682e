"""The list for the congress: tied people chosen by the head of the committee, then settled."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.personnel.actions.held import HeldPlan
from daihoi.personnel.models import (
    Candidate,
    CandidateState,
    HeadChoice,
    PersonnelPlan,
    StepMeeting,
)
from daihoi.personnel.queries.lacking import lacking
from daihoi.personnel.queries.law import refusal, refused
from daihoi.personnel.queries.listing import Listing, listing_of
from daihoi.personnel.queries.numbers import stands
from daihoi.personnel.queries.people import Known, people_of
from daihoi.personnel.queries.settling import held_to_age, require_known
from daihoi.personnel.queries.steps import runs_of
from daihoi.rules.personnel.answers import Decision


@transaction.atomic
def choose_tied(
    plan: PersonnelPlan, chosen: Collection[int], *, reason: str, on: date, actor: User
) -> PersonnelPlan:
    """Keep whom the head of the committee chose of those level on the last place (P-054)."""
    require(actor, Permission.PERSONNEL_DECIDE, at=plan)
    held = HeldPlan.to_change(plan)
    listing = _listing(held.plan, people_of(held.plan))
    picked = [each for each in listing.tied if each.pk in set(chosen)]
    if not listing.tied or len(picked) != listing.places:
        raise RuleBroken(
            _("Người đứng đầu phải chọn đúng %(places)s trong: %(names)s.")
            % {
                "places": listing.places,
                "names": ", ".join(each.label for each in listing.tied),
            },
            code="wrong_choice",
        )
    if on > clock.today() or (listing.step.on is not None and on < listing.step.on):
        raise RuleBroken(
            _("Ngày chọn phải từ ngày bỏ phiếu giới thiệu đến hôm nay."), code="wrong_day"
        )
    held.plan.head_choices.all().delete()
    now = clock.now()
    HeadChoice.objects.bulk_create(
        HeadChoice(
            plan=held.plan,
            candidate=each.candidate,
            reason=" ".join(reason.split())[:400],
            on=on,
            made_at=now,
            made_by=actor,
        )
        for each in picked
    )
    after = {"tied": len(listing.tied), "places": listing.places, "on": on}
    record("personnel.choose_tied", held.plan, actor=actor, after=after, context=held.plan)
    held.changed()
    return held.plan


@transaction.atomic
def settle_list(plan: PersonnelPlan, *, reason: str = "", actor: User) -> PersonnelPlan:
    """Put forward whom the introductions brought onto the list; who came behind it is dropped with that.

    ``reason``: why it is settled though the superior's limit of age for somebody is not recorded
    (P-017); asked for only then. `RuleBroken` where a birth or sex is not known.
    """
    require(actor, Permission.PERSONNEL_DECIDE, at=plan)
    held = HeldPlan.to_change(plan)
    people = people_of(held.plan)
    listing = _listing(held.plan, people)
    if not listing.is_ready:
        raise refusal(listing.answer)
    _require_offices(held.plan, people)
    for each in listing.chosen:
        if (found := refused([each.eligible, each.service])) is not None:
            raise refusal(found, advice=_("Hãy bỏ người này khỏi danh sách kèm lý do."))
    others = _for_other_offices(held.plan, people)
    told = " ".join(reason.split())[:400]
    concerned = held_to_age([*listing.chosen, *others])
    require_known(concerned, told)
    held.plan.no_limit_reason = told if any(each.lacks_limit for each in concerned) else ""
    with in_vietnamese():
        behind = _("Đủ phiếu giới thiệu nhưng xếp sau số người của danh sách.")
    forward = [*listing.chosen, *others]
    _keep(forward, CandidateState.PUT_FORWARD)
    _keep(listing.cut, CandidateState.DROPPED, behind, listing.step)
    after = {
        "put_forward": len(forward),
        "behind": len(listing.cut),
        "without_limit": sum(each.lacks_limit for each in concerned),
    }
    record("personnel.settle_list", held.plan, actor=actor, after=after, context=held.plan)
    held.changed("no_limit_reason")
    return held.plan


def _listing(plan: PersonnelPlan, people: list[Known]) -> Listing:
    found = listing_of(plan, people, runs_of(plan, people))
    if found is None:
        raise Conflict(
            _("Chưa chốt danh sách được: bước bỏ phiếu giới thiệu cuối cùng chưa kết thúc."),
            code="no_introduction",
            advice=_("Hãy ghi số lượng cấp ủy viên và hoàn thành các bước trước."),
        )
    return found


def _require_offices(plan: PersonnelPlan, people: list[Known]) -> None:
    """Nobody is proposed for a committee that is not elected (P-040)."""
    if plan.seats != 0:
        return
    wrong = [e.label for e in people if e.candidate.for_committee and not e.candidate.is_dropped]
    if wrong:
        raise RuleBroken(
            _("Đề án không bầu cấp ủy nhưng đang giới thiệu vào cấp ủy: %(names)s.")
            % {"names": ", ".join(wrong)},
            code="no_such_office",
            advice=_("Hãy sửa chức danh giới thiệu của từng người: bí thư, phó bí thư, đại biểu."),
        )


def _for_other_offices(plan: PersonnelPlan, people: list[Known]) -> list[Known]:
    """Delegates and others who are not on the list itself and missed no step, unless a rule forbids."""
    missed = {each.known.pk for each in lacking(plan, people, runs_of(plan, people))}
    return [
        each
        for each in people
        if not stands(each, plan)
        and not each.candidate.is_dropped
        and each.pk not in missed
        and each.eligible.decision is not Decision.REFUSED
    ]


def _keep(
    people: list[Known],
    state: CandidateState,
    reason: str = "",
    step: StepMeeting | None = None,
) -> None:
    """Who comes behind the last place is dropped in the last introduction: a correction brings her back."""
    now = clock.now()
    rows = [each.candidate for each in people]
    for row in rows:
        row.state, row.drop_reason, row.dropped_in, row.updated_at = state, reason, step, now
    Candidate.objects.bulk_update(rows, ["state", "drop_reason", "dropped_in", "updated_at"])
