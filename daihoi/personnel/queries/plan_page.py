"""The overview of a personnel plan: what is late or missing first, then structure, people, steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.base.numbers import whole_number
from daihoi.congresses.models import Congress
from daihoi.personnel.models import PersonnelPlan, PlanReturn, PlanState
from daihoi.personnel.queries.approval import PlanApproval, approval_of
from daihoi.personnel.queries.dossiers import Dossier, dossiers_of
from daihoi.personnel.queries.guidance import AgeRule, age_rules, day_answers
from daihoi.personnel.queries.lacking import Lacking, lacking
from daihoi.personnel.queries.law import Said, rules_of, said
from daihoi.personnel.queries.listing import Listing, listing_of
from daihoi.personnel.queries.numbers import (
    Structure,
    listed,
    number_answers,
    number_words,
    open_answers,
    structure_of,
)
from daihoi.personnel.queries.people import Known, people_of
from daihoi.personnel.queries.presenting import Opening, opening_of
from daihoi.personnel.queries.seen import PersonnelCan, allowed, get_congress, is_of_party, plan_of
from daihoi.personnel.queries.seen import scope_of as scope_of_congress
from daihoi.personnel.queries.settling import held_to_age
from daihoi.personnel.queries.steps import Line, Run, may_configure, procedure_of, runs_of
from daihoi.registry.models import Paper
from daihoi.registry.queries.papers import papers_seen
from daihoi.rules.findings import told_bases
from daihoi.rules.personnel.answers import Decision
from daihoi.rules.personnel.directives import Rulebook
from daihoi.rules.personnel.steps import Procedure

PAPER_KINDS = ("DANS", "DSTN")


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to be done now, and where."""

    title: str
    detail: str
    url: str
    kind: str  # of its badge
    state: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    congress: Congress
    plan: PersonnelPlan
    rules: Rulebook
    procedure: Procedure
    approval: PlanApproval | None
    people: list[Known]
    runs: list[Run]
    structure: Structure | None
    listing: Listing | None
    numbers: list[Said]
    left_open: list[Said]  # places and posts left for later
    ages: list[AgeRule]
    days: list[Said]  # against the superior's timetable
    facts: list[tuple[str, str]]
    dossiers: list[Dossier]
    returns: list[PlanReturn]
    papers: list[Paper]
    due_on: date | None
    lacking: list[Lacking]
    opening: Opening
    can: PersonnelCan

    @property
    def unknown(self) -> list[Known]:
        """Of whom a share cannot be counted until the list of members says more."""
        return [each for each in self.listed if each.unknown]

    @property
    def known_count(self) -> int:
        return len(self.listed) - len(self.unknown)

    @property
    def standards(self) -> list[tuple[str, str]]:
        """What the plan says of people in words, as far as it was written."""
        plan = self.plan
        told = [
            (_("Phương hướng, tiêu chuẩn"), plan.direction),
            (_("Độ tuổi"), plan.age_words),
            (_("Cơ cấu theo đơn vị"), plan.structure),
        ]
        return [(title, text) for title, text in told if text.strip()]

    @property
    def standing(self) -> list[Known]:
        return [each for each in self.people if not each.candidate.is_dropped]

    @property
    def dropped(self) -> list[Known]:
        return [each for each in self.people if each.candidate.is_dropped]

    @property
    def listed(self) -> list[Known]:
        """Who the summary list and the structure are made of."""
        return listed(self.people)

    @property
    def current(self) -> Line | None:
        """The step that is next."""
        lines = [line for run in self.runs if not run.is_empty for line in run.lines]
        return next((line for line in lines if line.is_current), None)

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def state(self) -> PlanState:
        """With the approval that was found in the register."""
        if self.plan.state is PlanState.SETTLED and self.approval is not None:
            return PlanState.APPROVED
        return self.plan.state

    @property
    def state_kind(self) -> str:
        return "waiting" if self.state is PlanState.DRAFT else "done"

    @property
    def needs_reason(self) -> bool:
        """The structure is below a target and nobody has said why."""
        structure = self.structure
        said_why = bool(self.plan.structure_reason) or not self.plan.is_open
        return structure is not None and structure.needs_reason and not said_why

    @property
    def without_limit(self) -> list[Known]:
        """For whom the superior's limit of age is not recorded: the list is settled with a reason."""
        return [each for each in held_to_age(self.standing) if each.lacks_limit]

    @property
    def numbers_unmet(self) -> list[Said]:
        return [each for each in self.numbers if not each.is_met]

    @property
    def numbers_met(self) -> list[Said]:
        return [each for each in self.numbers if each.is_met]

    @property
    def ages_at(self) -> str:
        """The month to which ages are counted, "4-2020"; "" where no age is known."""
        return next((each.counted_at for each in self.standing if each.counted_at), "")

    @property
    def procedure_words(self) -> str:
        """The paper the procedure stands in, and what chose it where that is not sure."""
        chosen = (each.note for each in self.procedure.chosen_by)
        return " · ".join(filter(None, (*told_bases([self.procedure.basis]), *chosen)))

    @property
    def todos(self) -> list[Todo]:
        return list(_todos(self))

    @property
    def can_configure(self) -> bool:
        return self.can.work and may_configure(self.procedure) and not self._is_begun

    @property
    def _is_begun(self) -> bool:
        return any(line.held is not None for run in self.runs for line in run.lines)

    @property
    def made_kinds(self) -> set[str]:
        return {paper.kind for paper in self.papers}


@dataclass(frozen=True, slots=True)
class BeginPage:
    """Before there is a plan."""

    congress: Congress
    is_of_party: bool
    can_begin: bool


def begin_page(pk: int, *, viewer: Any) -> BeginPage | PlanPage:
    """The overview, or what to do where no plan was begun."""
    congress = get_congress(pk, viewer=viewer)
    plan = plan_of(congress)
    if plan is not None:
        return page_of(plan, viewer=viewer)
    works = can(viewer, Permission.PERSONNEL_WORK, at=scope_of_congress(congress))
    of_party = is_of_party(congress)
    return BeginPage(congress, of_party, works and of_party and congress.closed_at is None)


def page_of(plan: PersonnelPlan, *, viewer: Any) -> PlanPage:
    """The overview of a plan; the caller has checked the viewer."""
    people = people_of(plan)
    runs = runs_of(plan, people)
    standing = [each for each in people if not each.candidate.is_dropped]
    papers = papers_seen(plan.congress, viewer=viewer).filter(kind__in=PAPER_KINDS)
    return PlanPage(
        congress=plan.congress,
        plan=plan,
        rules=rules_of(plan.congress),
        procedure=procedure_of(plan),
        approval=approval_of(plan),
        people=people,
        runs=runs,
        structure=structure_of(plan, people),
        listing=listing_of(plan, people, runs),
        numbers=[said(each) for each in number_answers(plan, people)],
        left_open=[said(each) for each in open_answers(plan)],
        ages=age_rules(rules_of(plan.congress)),
        days=[said(each) for each in day_answers(plan, runs)],
        facts=number_words(plan),
        dossiers=dossiers_of(plan, standing),
        returns=list(plan.returns.select_related("made_by").order_by("-pk")),
        papers=list(papers),
        due_on=due_on(plan.congress),
        lacking=lacking(plan, people, runs),
        opening=opening_of(plan.congress),
        can=allowed(plan, viewer=viewer),
    )


def due_on(congress: Congress) -> date | None:
    """When the plan of the preparation wants the personnel plan; None while postponed or done."""
    if congress.is_postponed:
        return None
    steps = congress.milestones.filter(
        output__contains="DANS", actual_on__isnull=True, dropped_at__isnull=True
    )
    return steps.order_by("-planned_on").values_list("planned_on", flat=True).first()


def _todos(page: PlanPage) -> Sequence[Todo]:
    """Late things first, then what to do now."""
    own = reverse("personnel:plan_detail", args=[page.congress.pk])
    found: list[Todo] = []
    today = clock.today()
    if page.due_on is not None and page.due_on < today and page.plan.is_open:
        title = _("Đề án chưa được cấp ủy thông qua")
        found.append(Todo(title, _("Đã quá ngày của kế hoạch."), own, "late", _("quá hạn")))
    if page.plan.seats is None:
        url = reverse("personnel:plan_edit", args=[page.congress.pk])
        detail = _("Chưa ghi số lượng cấp ủy viên, cơ cấu, mục tiêu.")
        found.append(Todo(_("Ghi số lượng"), detail, url, "waiting", _("cần làm")))
    found += [
        Todo(_("Số lượng"), each.words, own, "late", each.label)
        for each in page.numbers
        if each.is_refused
    ]
    found += _guidance_todos(page)
    barred = [e for e in page.standing if e.said.is_refused]
    if barred:
        detail = _("%(n)s người không đủ điều kiện; xem lý do ở từng người.") % {"n": len(barred)}
        url = reverse("personnel:candidate_detail", args=[barred[0].pk])
        found.append(Todo(_("Điều kiện"), detail, url, "late", _("không được")))
    found += _differences(page)
    found += [
        Todo(
            each.known.label,
            _("Đưa vào đề án sau: %(steps)s. Hãy đính chính bước đó hoặc bỏ người này kèm lý do.")
            % {"steps": each.words},
            reverse("personnel:candidate_detail", args=[each.known.pk]),
            "late",
            _("thiếu bước"),
        )
        for each in page.lacking
        if page.plan.is_open and not each.known.is_barred
    ]
    found += _deputy_todos(page)
    found += _step_todos(page)
    missing = sum(1 for each in page.dossiers if not each.is_whole)
    if missing:
        detail = _("%(n)s người còn thiếu giấy tờ hoặc mục trích ngang.") % {"n": missing}
        url = reverse("personnel:file_list", args=[page.congress.pk])
        found.append(Todo(_("Hồ sơ"), detail, url, "waiting", _("còn thiếu")))
    if page.needs_reason:
        url = reverse("personnel:plan_edit", args=[page.congress.pk])
        detail = _("Cơ cấu chưa đạt mục tiêu; cần ghi lý do.")
        found.append(Todo(_("Cơ cấu"), detail, url, "waiting", _("cần lý do")))
    return found


def _guidance_todos(page: PlanPage) -> list[Todo]:
    """Days beside the superior's timetable; places and posts left open without its consent."""
    url = reverse("personnel:plan_edit", args=[page.congress.pk])
    found = [
        Todo(_("Mốc thời gian của cấp trên"), each.words, url, "late", each.label)
        for each in page.days
        if not each.is_met and page.plan.is_open
    ]
    return found + [
        Todo(_("Văn bản đồng ý của cấp trên"), each.words, url, "waiting", each.label)
        for each in page.left_open
        if each.decision == Decision.PENDING
    ]


def _deputy_todos(page: PlanPage) -> list[Todo]:
    """A deputy is planned and nobody is proposed for it."""
    named = any(each.candidate.for_deputy for each in page.standing)
    if not page.plan.deputies or named or not page.standing or not page.plan.is_open:
        return []
    detail = _("Dự kiến %(n)s phó bí thư nhưng chưa ai được giới thiệu.") % {
        "n": page.plan.deputies
    }
    url = reverse("personnel:plan_edit", args=[page.congress.pk])
    return [Todo(_("Phó bí thư"), detail, url, "waiting", _("chưa có người"))]


def _differences(page: PlanPage) -> list[Todo]:
    """Committee and standing committee differ, and the superior was not told yet (P-053)."""
    detail = _("Ban thường vụ phải báo cáo, xin ý kiến cấp có thẩm quyền trước đại hội.")
    return [
        Todo(
            _("Ý kiến khác nhau ở bước %(n)s") % {"n": line.step.number},
            detail,
            reverse("personnel:step_detail", args=[page.congress.pk, line.path, line.step.number]),
            "late",
            _("phải báo cáo"),
        )
        for run in page.runs
        for line in run.lines
        if line.held is not None and line.held.differs and not line.held.reported
    ]


def _step_todos(page: PlanPage) -> list[Todo]:
    line = page.current
    if not page.people and page.plan.is_open:
        url = reverse("personnel:candidate_add", args=[page.congress.pk])
        detail = _("Chọn người trong danh sách đảng viên.")
        return [Todo(_("Đưa người vào đề án"), detail, url, "waiting", _("cần làm"))]
    if line is None or page.plan.presented_at is not None:
        return []
    url = reverse("personnel:step_detail", args=[page.congress.pk, line.path, line.step.number])
    title = _("Bước %(n)s: %(title)s") % {"n": line.step.number, "title": line.step.title}
    found = [Todo(title, line.work, url, "waiting", line.state_words)]
    if page.listing is not None and not page.listing.is_settled and page.plan.is_open:
        own = f"{reverse('personnel:plan_detail', args=[page.congress.pk])}#list"
        found.append(
            Todo(_("Chốt danh sách"), page.listing.said.words, own, "waiting", _("cần làm"))
        )
    return found


def numbers_in(texts: Iterable[str]) -> set[int]:
    """Keys that a form sent; what is no number is nobody's."""
    found = (whole_number(each) for each in texts)
    return {each for each in found if each is not None}
