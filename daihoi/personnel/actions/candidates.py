"""People of a plan: considered, described, dropped with a reason and taken back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.organizations.models import Person
from daihoi.personnel.actions.held import HeldPlan
from daihoi.personnel.models import Candidate, CandidateState, PersonnelPlan
from daihoi.personnel.queries.law import refusal, refused
from daihoi.personnel.queries.numbers import below_threshold
from daihoi.personnel.queries.people import known_of

DETAILS = (
    "for_committee", "for_secretary", "for_deputy", "for_delegate", "employment", "special",
    "special_paper", "extension_months", "extension_paper", "trouble", "education", "note",
    "handed_in_on",
)  # fmt: skip
OFFICES = DETAILS[:4]


@transaction.atomic
def add_candidate(
    plan: PersonnelPlan, person: Person, values: Mapping[str, Any], *, actor: User
) -> Candidate:
    """Consider somebody of the organization; refused for whom the rules do not allow at all (P-072, P-073)."""
    require(actor, Permission.PERSONNEL_WORK, at=plan)
    held = HeldPlan.to_change(plan)
    if person.organization_id != held.congress.organization_id:
        raise NotFound
    if held.plan.candidates.filter(person=person).exists():
        raise Conflict(
            _("%(name)s đã có trong đề án.") % {"name": person.full_name},
            code="candidate_twice",
            advice=_("Người đã bỏ vẫn còn trong danh sách: hãy mở trang người ấy và đưa lại."),
        )
    now = clock.now()
    made = Candidate(
        plan=held.plan, person=person, created_by=actor, created_at=now, updated_at=now
    )
    _set(made, values)
    _refuse_no_committee(made)
    _require_eligible(made)
    made.save()
    after = {"person": person.pk, **_offices(made)}
    record("personnel.add_candidate", made, actor=actor, after=after, context=held.plan)
    held.changed()
    return made


@transaction.atomic
def set_candidate(
    candidate: Candidate, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> Candidate:
    """What the list of members does not tell of somebody, and the offices she is put forward for."""
    require(actor, Permission.PERSONNEL_WORK, at=candidate)
    held = HeldPlan.to_change(candidate.plan)
    locked = held.candidate(candidate)
    names = [name for name in DETAILS if name in values]
    require_seen(locked, names, seen)
    before = {name: getattr(locked, name) for name in names}
    changed = [name for name in names if before[name] != values[name]]
    _set(locked, values)
    if "for_committee" in changed:
        _refuse_no_committee(locked)
    locked.updated_at = clock.now()
    locked.save(update_fields=[*names, "updated_at"])
    after = {"fields": changed, **_offices(locked)}
    record("personnel.set_candidate", locked, actor=actor, after=after, context=held.plan)
    return locked


@transaction.atomic
def drop_candidate(candidate: Candidate, reason: str, *, actor: User) -> Candidate:
    """No longer considered, with the reason; the person stays on the page (P-072)."""
    require(actor, Permission.PERSONNEL_WORK, at=candidate)
    held = HeldPlan.to_change(candidate.plan)
    locked = held.candidate(candidate)
    if locked.is_dropped:
        raise Conflict(_("Người này đã được bỏ khỏi danh sách từ trước."), code="already_dropped")
    before = {"state": locked.state}
    locked.state, locked.drop_reason = CandidateState.DROPPED, " ".join(reason.split())[:400]
    locked.updated_at = clock.now()
    locked.save(update_fields=["state", "drop_reason", "updated_at"])
    after = {"state": locked.state}
    record(
        "personnel.drop_candidate",
        locked,
        actor=actor,
        before=before,
        after=after,
        context=held.plan,
    )
    return locked


@transaction.atomic
def take_back_candidate(candidate: Candidate, *, actor: User) -> Candidate:
    """Consider again somebody dropped by hand; whom votes dropped only a meeting brings back."""
    require(actor, Permission.PERSONNEL_WORK, at=candidate)
    held = HeldPlan.to_change(candidate.plan)
    locked = held.candidate(candidate)
    if not locked.is_dropped:
        raise Conflict(_("Người này vẫn đang được xem xét."), code="not_dropped")
    if locked.dropped_in_id is not None:
        raise RuleBroken(
            _("Người này dừng lại theo kết quả của một bước."),
            code="dropped_by_votes",
            advice=_("Hội nghị sau có thể giới thiệu thêm; nếu bước đó ghi sai, hãy đính chính bước đó."),
        )  # fmt: skip
    _require_eligible(locked)
    locked.state, locked.drop_reason = CandidateState.CONSIDERED, ""
    locked.updated_at = clock.now()
    locked.save(update_fields=["state", "drop_reason", "updated_at"])
    after = {"state": locked.state}
    record("personnel.take_back_candidate", locked, actor=actor, after=after, context=held.plan)
    return locked


def _set(candidate: Candidate, values: Mapping[str, Any]) -> None:
    for name in DETAILS:
        if name in values:
            setattr(candidate, name, values[name])
    if not any(getattr(candidate, name) for name in OFFICES):
        raise RuleBroken(_("Hãy chọn ít nhất một chức danh giới thiệu."), code="no_office")
    if candidate.special and not candidate.special_paper:
        raise RuleBroken(
            _("Trường hợp đặc biệt phải ghi văn bản của cấp có thẩm quyền."),
            code="no_special_paper",
        )
    if candidate.extension_months and not candidate.extension_paper:
        raise RuleBroken(
            _("Kéo dài thời gian công tác phải ghi văn bản."), code="no_extension_paper"
        )


def _refuse_no_committee(candidate: Candidate) -> None:
    """A cell below the threshold elects no committee to stand for (P-040)."""
    if candidate.for_committee and (found := below_threshold(candidate.plan)) is not None:
        raise refusal(found, advice=_("Hãy chọn bí thư, phó bí thư hoặc đại biểu."))


def _require_eligible(candidate: Candidate) -> None:
    [known] = known_of([candidate], candidate.plan.congress)
    if (found := refused([known.eligible])) is not None:
        raise refusal(found)


def _offices(candidate: Candidate) -> dict[str, bool]:
    return {name: getattr(candidate, name) for name in OFFICES}
