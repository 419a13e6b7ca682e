"""Numbers and structure of a plan: what the rules say of them, and the shares as bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from daihoi.base.errors import RuleBroken
from daihoi.congresses.models import Congress, HigherCongress
from daihoi.personnel.models import CandidateState, PersonnelPlan
from daihoi.personnel.queries.law import Said, rules_of, said
from daihoi.personnel.queries.people import Known, official_count
from daihoi.rules.personnel.answers import Answer
from daihoi.rules.personnel.delegates import judge_delegates
from daihoi.rules.personnel.directives import Level
from daihoi.rules.personnel.numbers import (
    judge_cell_committee,
    judge_committee_size,
    judge_list,
    judge_open_places,
    judge_posts_not_elected,
    names_to_prepare,
)
from daihoi.rules.personnel.structure import composition, judge_structure

TARGETS: dict[str, StrPromise] = {
    "women": gettext_lazy("nữ"),
    "under_40": gettext_lazy("dưới 40 tuổi"),
    "new": gettext_lazy("tham gia lần đầu"),
    "minority": gettext_lazy("dân tộc thiểu số"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One share of the structure: persons of all, what is wanted, what the rule says."""

    code: str
    persons: int
    size: int
    percent: str
    said: Said
    wanted: int | None  # by the plan's own target, in persons
    label: str

    @property
    def words(self) -> str:
        """What the rule says of it, without its name."""
        return self.said.words.partition(": ")[2] or self.said.words

    @property
    def is_met(self) -> bool:
        return self.said.is_met and not self.is_below_own

    @property
    def is_below_own(self) -> bool:
        return self.wanted is not None and self.persons < self.wanted


@dataclass(frozen=True, slots=True)
class Structure:
    answer: Answer
    bars: list[Bar]
    counts: list[Said]  # judged in persons, not as a share: women in the standing committee

    @property
    def unmet(self) -> list[Bar]:
        return [bar for bar in self.bars if not bar.is_met]

    @property
    def met(self) -> list[Bar]:
        return [bar for bar in self.bars if bar.is_met]

    @property
    def needs_reason(self) -> bool:
        return bool(self.answer.facts["needs_reason"]) or any(b.is_below_own for b in self.bars)

    @property
    def is_blocked(self) -> bool:
        return said(self.answer).is_refused

    @property
    def notes(self) -> tuple[str, ...]:
        return self.answer.notes


def stands(known: Known, plan: PersonnelPlan) -> bool:
    """Whether somebody is on the list the plan makes: of the committee, or of the secretary without one."""
    candidate = known.candidate
    return candidate.for_secretary if plan.seats == 0 else candidate.for_committee


def below_threshold(plan: PersonnelPlan) -> Answer | None:
    """Why the cell elects no committee; None where it does (P-040)."""
    rules = rules_of(plan.congress)
    if rules.level is not Level.CELL:
        return None
    members = official_count(plan.congress.organization, rules.opens_on)
    least = rules.need("cell.committee_min").value
    found = judge_cell_committee(
        rules, official_members=members, committee=least, on=rules.opens_on
    )
    return next((part for part in found.parts if part.code == "committee_below_threshold"), None)


def listed(people: Sequence[Known]) -> list[Known]:
    """Who the structure is counted on: the committee's list, or before it all that are considered.

    Where nobody stands for a committee, those for its secretary and deputy.
    """
    for_committee = [each for each in people if each.candidate.for_committee] or [
        each for each in people if each.candidate.for_secretary or each.candidate.for_deputy
    ]
    forward = [e for e in for_committee if e.candidate.state == CandidateState.PUT_FORWARD]
    return forward or [each for each in for_committee if not each.candidate.is_dropped]


def structure_of(plan: PersonnelPlan, people: Sequence[Known]) -> Structure | None:
    """None while there is nobody to count."""
    counted = listed(people)
    if not counted or plan.seats == 0:
        return None
    rules = rules_of(plan.congress)
    members = [each.member for each in counted]
    found = composition(members, rules, women_in_standing_committee=plan.standing_women)
    judged = judge_structure(found, rules, reason=plan.structure_reason)
    bars = [
        Bar(
            part.code,
            part.facts["persons"],
            part.facts["size"],
            part.facts["percent"],
            said(part),
            plan.targets.get(part.code),
            part.reason.partition(":")[0],
        )
        for part in judged.parts
        if "size" in part.facts
    ]
    counts = [said(part) for part in judged.parts if "size" not in part.facts]
    return Structure(judged, bars, counts)


def number_answers(plan: PersonnelPlan, people: Sequence[Known]) -> list[Answer]:
    """What the rules say of the numbers that are planned; nothing of those not said yet."""
    rules = rules_of(plan.congress)
    found: list[Answer] = []
    if plan.seats is None:
        return found
    if rules.level is Level.CELL:
        members = official_count(plan.congress.organization, rules.opens_on)
        found.append(
            judge_cell_committee(
                rules,
                official_members=members,
                committee=plan.seats,
                deputies=plan.deputies,
                on=rules.opens_on,
            )
        )
    elif plan.before is not None:
        found.append(
            judge_committee_size(
                rules, planned=plan.seats, before=plan.before, rotated=plan.rotated
            )
        )
    found.append(judge_list(rules, seats=seats_of(plan), names=names_of(plan)))
    return [*found, *delegate_answers(plan, people)]


def open_answers(plan: PersonnelPlan) -> list[Answer]:
    """Of places left open (P-045) and posts the congress does not elect (P-056), where there are any."""
    rules = rules_of(plan.congress)
    found = []
    if plan.open_places:
        consent = plan.open_places_paper
        found.append(judge_open_places(rules, places=plan.open_places, consent=consent))
    if posts := plan.posts_left:
        found.append(judge_posts_not_elected(rules, posts=posts, consent=plan.posts_paper))
    return found


def require_numbers(plan: PersonnelPlan) -> None:
    """Numbers and days that can be: `RuleBroken` says which cannot."""
    if plan.names is not None and plan.names < 1:
        raise RuleBroken(
            _("Danh sách bầu cấp ủy phải có ít nhất 1 người, không ghi 0 được."),
            code="list_of_nobody",
            advice=_("Để trống ô này thì phần mềm lấy số ít nhất có số dư theo quy định."),
        )
    if plan.rotated > (plan.before or 0):
        raise RuleBroken(
            _("Số luân chuyển đến nhiều hơn số ủy viên khóa trước."), code="rotated_too_many"
        )
    days = (plan.steps_by, plan.congress_from, plan.congress_by)
    if any(days) and not plan.timetable_paper:
        raise RuleBroken(
            _("Mốc thời gian của cấp trên phải ghi số, ngày của kế hoạch."),
            code="no_timetable_paper",
        )
    if plan.congress_from and plan.congress_by and plan.congress_from > plan.congress_by:
        raise RuleBroken(
            _("Ngày bắt đầu của đợt đại hội sau ngày kết thúc; hãy kiểm tra lại."),
            code="timetable_turned",
        )


def seats_of(plan: PersonnelPlan) -> int:
    """Places the list is made for: of the committee, or of the secretary where there is none."""
    return plan.seats or 1


def names_of(plan: PersonnelPlan) -> int:
    """How many the list is to have: as planned, else the fewest that do."""
    fewest, _most = names_to_prepare(rules_of(plan.congress), seats_of(plan))
    return fewest if plan.names is None else plan.names


def allotted_to(congress: Congress) -> int | None:
    """Delegates the nearest superior congress allots; None where that is not said."""
    found = HigherCongress.objects.filter(congress=congress, delegates__isnull=False)
    return found.order_by("level").values_list("delegates", flat=True).first()


def delegate_answers(plan: PersonnelPlan, people: Sequence[Known]) -> list[Answer]:
    """Of the delegates to the higher congress; nothing where nobody is put forward for it."""
    named = [
        each for each in people if each.candidate.for_delegate and not each.candidate.is_dropped
    ]
    if not named:
        return []
    allotted = allotted_to(plan.congress)
    names = [each.label for each in named]
    found = [judge_delegates(allotted=allotted, planned=allotted or 0, names=names)]
    if allotted:
        found.append(judge_list(rules_of(plan.congress), seats=allotted, names=len(named)))
    return found


def number_words(plan: PersonnelPlan) -> list[tuple[str, str]]:
    """The numbers as facts of the page."""
    unsaid = _("chưa ghi")
    allotted = allotted_to(plan.congress)
    seats = unsaid if plan.seats is None else str(plan.seats)
    told = [
        (_("Số lượng cấp ủy viên"), seats),
        (_("Danh sách bầu"), unsaid if plan.seats is None else str(names_of(plan))),
        (_("Bí thư, phó bí thư"), _("1 và %(n)s") % {"n": plan.deputies}),
        (_("Đại biểu được phân bổ"), _("chưa phân bổ") if allotted is None else str(allotted)),
    ]
    if plan.open_places:
        told.append((_("Vị trí để trống, bổ sung sau"), str(plan.open_places)))
    if posts := plan.posts_left:
        told.append((_("Chức danh đại hội chưa bầu"), ", ".join(posts)))
    return told
