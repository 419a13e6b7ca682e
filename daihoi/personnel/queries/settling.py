"""What keeps a plan from being settled, and its list from being presented."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.base.errors import RuleBroken
from daihoi.congresses.models import Congress
from daihoi.personnel.models import CandidateState, PersonnelPlan, StepMeeting
from daihoi.personnel.queries.approval import PlanApproval, approval_of
from daihoi.personnel.queries.lacking import lacking
from daihoi.personnel.queries.law import refusal, refused, rules_of
from daihoi.personnel.queries.listing import listing_of
from daihoi.personnel.queries.numbers import number_answers, seats_of, stands, structure_of
from daihoi.personnel.queries.people import Known, people_of
from daihoi.personnel.queries.presenting import opening_of
from daihoi.personnel.queries.steps import Line, runs_of, settles_list
from daihoi.rules.personnel.numbers import judge_list
from daihoi.vietnamese.dates import DateStyle, format_date


def require_after_steps(plan: PersonnelPlan, on: date) -> None:
    """The committee settles what the steps before it brought."""
    last = plan.steps.filter(finished_at__isnull=False).order_by("-on").first()
    if last is not None and last.on is not None and on < last.on:
        raise RuleBroken(
            _("Ngày thông qua đề án trước ngày của bước đã xong (%(step)s, %(day)s).")
            % {"step": last.title, "day": format_date(last.on, DateStyle.DASHED)},
            code="before_the_last_step",
        )


def require_nobody_considered(plan: PersonnelPlan) -> None:
    """Everybody is put forward or dropped with a reason; who came late has missed steps (P-050)."""
    people = people_of(plan)
    waiting = [e for e in people if e.candidate.state == CandidateState.CONSIDERED]
    if not waiting:
        return
    missed = {each.known.pk: each.words for each in lacking(plan, people, runs_of(plan, people))}
    told = [f"{e.label} ({missed[e.pk]})" if e.pk in missed else e.label for e in waiting]
    raise RuleBroken(
        _("Còn người đang xem xét: %(names)s.") % {"names": "; ".join(told)},
        code="still_considered",
        advice=_("Hãy đính chính các bước để đưa người ấy qua, hoặc bỏ khỏi danh sách kèm lý do."),
    )


def require_known(people: Sequence[Known], reason: str) -> None:
    """Whom a rule could not judge: refused with what is missing (P-014).

    Where only the superior's limit of age is not recorded (P-017), the committee may go on and says
    why: such a limit is the superior's to set, and it may have set none.
    """
    blank = [each for each in people if each.lacks_data]
    if blank:
        told = "; ".join(f"{each.label} ({each.missing_words})" for each in blank)
        raise RuleBroken(
            _("Chưa biết đủ điều kiện hay không vì danh sách đảng viên còn thiếu: %(people)s.")
            % {"people": told},
            code="not_known",
            advice=_("Hãy ghi thêm ở trang từng đảng viên rồi chốt lại."),
        )
    unlimited = [each.label for each in people if each.lacks_limit]
    if unlimited and not reason.strip():
        raise RuleBroken(
            _("Chưa ghi giới hạn độ tuổi do cấp trên quy định cho: %(names)s.")
            % {"names": ", ".join(unlimited)},
            code="no_limit_recorded",
            advice=_(
                "Hãy ghi văn bản của cấp trên ở quy định riêng của đại hội, hoặc ghi lý do vẫn chốt danh sách."
            ),
        )


def require_reported(plan: PersonnelPlan) -> None:
    step = plan.steps.filter(differs=True, reported="").first()
    if step is not None:
        raise RuleBroken(
            _("%(step)s: ban thường vụ chưa báo cáo cấp có thẩm quyền ý kiến khác nhau.")
            % {"step": step},
            code="not_reported",
            advice=_("Ở trang của bước ấy, hãy ghi văn bản báo cáo."),
        )


def require_whole(plan: PersonnelPlan) -> None:
    """What keeps a plan from being settled, each with its article."""
    if plan.seats is None:
        raise RuleBroken(_("Đề án chưa ghi số lượng cấp ủy viên."), code="no_number")
    people = people_of(plan)
    forward = [e for e in people if e.candidate.state == CandidateState.PUT_FORWARD]
    if not forward:
        raise RuleBroken(
            _("Chưa có ai được giới thiệu ra đại hội: hãy chốt danh sách trước."), code="no_list"
        )
    require_nobody_considered(plan)
    blocked = refused(number_answers(plan, people))
    if blocked is not None:
        raise refusal(blocked)
    on_list = sum(stands(each, plan) for each in forward)
    whole = judge_list(rules_of(plan.congress), seats=seats_of(plan), names=on_list)
    if refused([whole]) is not None:
        raise refusal(whole, advice=_("Hãy chốt lại danh sách."))
    _require_deputy(plan, forward)
    for each in forward:
        if (found := refused([each.eligible, each.service])) is not None:
            raise refusal(found, advice=_("Hãy bỏ người này khỏi danh sách kèm lý do."))
    require_known(held_to_age(forward), plan.no_limit_reason)
    structure = structure_of(plan, people)
    if structure is None:
        return
    if structure.is_blocked:
        raise refusal(structure.answer)
    if structure.needs_reason and not plan.structure_reason.strip():
        raise RuleBroken(
            _("Cơ cấu chưa đạt mục tiêu: hãy ghi lý do ở “Số lượng, cơ cấu, mục tiêu”."),
            code="needs_reason",
        )


def require_congress(congress: Congress, at: datetime) -> None:
    """Names are for members from the opening of the congress on, not a day before."""
    opening = opening_of(congress)
    if not opening.has_begun:
        raise RuleBroken(opening.why_not, code="congress_not_open")
    if at > clock.now():
        raise RuleBroken(_("Giờ trình đại hội chưa tới: chỉ ghi sau khi đã trình."), code="not_yet")
    if opening.is_before(at):
        raise RuleBroken(
            _("Giờ trình đại hội trước ngày đại hội; hãy kiểm tra lại."),
            code="before_the_congress",
        )


def _require_deputy(plan: PersonnelPlan, forward: list[Known]) -> None:
    if plan.seats == 0 and plan.deputies and not any(e.candidate.for_deputy for e in forward):
        raise RuleBroken(
            _("Dự kiến %(n)s phó bí thư nhưng chưa giới thiệu ai.") % {"n": plan.deputies},
            code="no_deputy_named",
            advice=_("Hãy giới thiệu người cho chức danh này, hoặc ghi số phó bí thư là 0."),
        )


def held_to_age(people: Sequence[Known]) -> list[Known]:
    """Who stands for the committee or its posts: delegates alone have no limit of age."""
    return [
        each
        for each in people
        if each.candidate.for_committee or each.candidate.for_secretary or each.candidate.for_deputy
    ]


def require_choice(plan: PersonnelPlan, line: Line, people: list[Known]) -> None:
    """A meeting after the last introduction settles the list: it is not over before that (P-054)."""
    runs = runs_of(plan, people)
    if not settles_list(line, runs):
        return
    listing = listing_of(plan, people, runs)
    if listing is not None and listing.is_settled:
        return
    told = {"why": listing.answer.reason if listing else _("Chưa ghi số lượng cấp ủy viên.")}
    raise RuleBroken(
        _("Bước này chốt danh sách nên chưa kết thúc được: danh sách chưa chốt. %(why)s") % told,
        code="list_not_settled",
        advice=_("Ở trang đề án, phần “Danh sách giới thiệu ra đại hội”: chọn người bằng phiếu nếu có, rồi bấm “Chốt danh sách”."),
    )  # fmt: skip


def require_approval(plan: PersonnelPlan) -> PlanApproval:
    """The superior's paper on the plan that the committee settled; refused without it (P-061)."""
    found = approval_of(plan)
    if found is None:
        raise RuleBroken(
            _("Chưa có văn bản phê duyệt của cấp trên nên bước này chưa xong."),
            code="not_approved",
            advice=_(
                "Cấp ủy thông qua đề án trước; rồi trình cấp trên, hoặc ghi số và ngày của văn bản "
                "ở “Ghi văn bản phê duyệt”."
            ),
        )
    return found


def take_approval(step: StepMeeting) -> None:
    """The step has the day and the number of the superior's paper, not what somebody typed."""
    found = require_approval(step.plan)
    day = format_date(found.on, DateStyle.DASHED)
    step.on, step.paper = found.on, f"{found.number}, {day}"[:200]
