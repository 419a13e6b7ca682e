"""The plan of a congress: made from a template, counted again whenever day D moves."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record, record_many
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.congresses.actions.held import RECOUNTED, HeldCongress, HeldPlan
from daihoi.congresses.models import Congress, CongressForm, Milestone, Subcommittee
from daihoi.congresses.queries.calendar import holidays_around
from daihoi.rules.plans import Responsible, TemplateRow, check_rows, planned_days, with_delegates


@transaction.atomic
def make_plan(congress: Congress, rows: Sequence[TemplateRow], *, actor: User) -> list[Milestone]:
    """Make the congress's milestones from a template's rows, each on its planned day.

    A congress of delegates gets the steps that only such a one has (S4).

    The body that answers is the first subcommittee of the row's purpose. `queries.templates` says
    which templates the congress may be planned from.
    """
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    locked = HeldCongress.to_change(congress)
    if locked.milestones.exists():
        raise Conflict(
            _("Đại hội này đã có kế hoạch."),
            code="plan_exists",
            advice=_("Hãy thêm hoặc sửa từng mốc trên trang kế hoạch."),
        )
    if locked.form == CongressForm.DELEGATES:
        rows = with_delegates(rows)
    if problems := check_rows(rows):
        facts = {"row": problems[0].row + 1, "code": problems[0].facts["code"]}
        raise RuleBroken(
            _("Mẫu kế hoạch sai ở dòng %(row)s, mốc %(code)s; chưa lập được kế hoạch.") % facts,
            code="bad_template",
            advice=_("Hãy chọn mẫu khác hoặc sửa mẫu này trước."),
        )
    offsets = {row.code: row.offset for row in rows}
    days = planned_days(offsets, locked.target_on, holidays=holidays_around(locked.target_on))
    bodies = _bodies_by_purpose(locked)
    made = Milestone.objects.bulk_create(
        [_milestone(locked, row, number, days[row.code], bodies) for number, row in enumerate(rows)]
    )
    by_code = {milestone.code: milestone for milestone in made}
    waits = Milestone.after.through
    waits.objects.bulk_create(
        [
            waits(
                from_milestone_id=by_code[row.code].pk,
                to_milestone_id=by_code[before].pk,
            )
            for row in rows
            for before in dict.fromkeys(row.after)
        ]
    )
    after = {"milestones": [str(milestone) for milestone in made]}
    record("congresses.make_plan", locked, actor=actor, after=after, context=locked)
    told = [(milestone, None, milestone.told()) for milestone in made]
    record_many(told, action="congresses.add_milestone", actor=actor, context=locked)
    return made


@transaction.atomic
def recompute_plan(congress: Congress, *, actor: User) -> list[Milestone]:
    """Count every open milestone again from day D; answers those whose planned day changed."""
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    plan = HeldPlan(congress)
    moved = plan.recount()
    record_many(moved, action=RECOUNTED, actor=actor, context=congress)
    return [milestone for milestone, _before, _after in moved]


def _bodies_by_purpose(congress: Congress) -> Mapping[str, Subcommittee]:
    bodies: dict[str, Subcommittee] = {}
    for subcommittee in congress.subcommittees.order_by("pk"):
        bodies.setdefault(subcommittee.purpose, subcommittee)
    return bodies


def _milestone(
    congress: Congress,
    row: TemplateRow,
    position: int,
    planned_on: date,
    bodies: Mapping[str, Subcommittee],
) -> Milestone:
    return Milestone(
        congress=congress,
        code=row.code,
        name=row.name,
        position=position,
        days=row.offset.days,
        working_days=row.offset.working_days,
        counted_from=row.offset.counted_from,
        responsible=[who.value for who in row.responsible],
        subcommittee=_body_of(row.responsible, bodies),
        output=row.output,
        superior_action=row.superior_action,
        meaning=row.meaning.value,
        basis=row.basis,
        certainty=row.certainty.value,
        planned_on=planned_on,
    )


def _body_of(
    responsible: Sequence[Responsible], bodies: Mapping[str, Subcommittee]
) -> Subcommittee | None:
    """The first of those responsible that is a subcommittee here; purposes are named alike."""
    return next((bodies[who.value] for who in responsible if who.value in bodies), None)
