"""The superior's desk: its organizations with what is late and what waits, however many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, within_reach
from daihoi.approvals.models import Submission
from daihoi.approvals.models.submissions import STATE_LABELS
from daihoi.approvals.queries.approvals import Validity, approvals_of, validities_of
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.base.word_index import with_words
from daihoi.congresses.models import Congress, Milestone
from daihoi.congresses.queries.congresses import target_text
from daihoi.organizations.models import Organization
from daihoi.rules.approvals import OPEN, SubmissionState

_WAITS = Q(state__in=OPEN, is_on_paper=False)
FILTERS = {
    "": gettext_lazy("Tất cả"),
    "cho": gettext_lazy("Chờ cấp trên"),
    "tre": gettext_lazy("Có việc trễ"),
    "chua-trinh": gettext_lazy("Chưa trình"),
    "tra-lai": gettext_lazy("Đã trả lại"),
    "da-duyet": gettext_lazy("Đã phê duyệt"),
    "hieu-luc": gettext_lazy("Xem lại hiệu lực"),
    "chua-co": gettext_lazy("Chưa có đại hội"),
}


@dataclass(frozen=True, slots=True)
class DeskFilters:
    """What the list is narrowed to: a key of `FILTERS`, and words of the organization's name."""

    state: str = ""
    words: str = ""

    @classmethod
    def of(cls, query: Any) -> "DeskFilters":
        state = query.get("loc", "")
        return cls(state if state in FILTERS else "", query.get("tim", "")[:200])


@dataclass(frozen=True, slots=True)
class DeskRow:
    """An organization and its running congress; all of it states, nothing of its papers."""

    organization: Organization
    congress: Congress | None
    late: int  # milestones past their day
    worst: str  # the one that is late the longest
    worst_days: int
    submission: Submission | None  # the latest, whatever became of it
    doubtful: Validity | None  # an approval that no longer fits, or that nobody has judged (P47)

    @property
    def target(self) -> str:
        if self.congress is None:
            return ""
        return _("đang hoãn") if self.congress.is_postponed else target_text(self.congress)

    @property
    def days_left(self) -> int | None:
        if self.congress is None or self.congress.is_postponed:
            return None
        return (self.congress.target_on - clock.today()).days

    @property
    def state(self) -> str:
        if self.congress is None:
            return _("chưa có đại hội")
        if self.submission is None:
            return _("chưa trình hồ sơ")
        return str(STATE_LABELS[SubmissionState(self.submission.state)])

    @property
    def badge(self) -> str:
        return self.submission.badge if self.submission else "neutral"

    @property
    def waits(self) -> bool:
        """Answered on paper it waits for the clerk at home, not for this desk."""
        found = self.submission
        return found is not None and found.is_open and not found.is_on_paper

    @property
    def age(self) -> int:
        if self.submission is None:
            return 0
        return (clock.today() - timezone.localdate(self.submission.submitted_at)).days

    @property
    def is_overdue(self) -> bool:
        due = self.submission.due_on if self.submission else None
        return self.waits and due is not None and due < clock.today()


@dataclass(frozen=True, slots=True)
class DeskPage:
    """``rows`` are made of one page of ``organizations``; ``counts`` by the key of a filter."""

    organizations: QuerySet[Organization]
    filters: DeskFilters
    waiting: int  # submissions
    overdue: int
    total: int  # organizations
    waits: int  # organizations with one that waits
    desks: list[int]  # superior organizations whose topics the page follows

    @property
    def tabs(self) -> list[dict[str, Any]]:
        words = f"&{urlencode({'tim': self.filters.words})}" if self.filters.words else ""
        return [
            {
                "label": label,
                "url": f"?loc={key}{words}",
                "current": key == self.filters.state,
                "count": {"": self.total, "cho": self.waits}.get(key),
            }
            for key, label in FILTERS.items()
        ]

    def rows(self, shown: list[Organization]) -> list[DeskRow]:
        """As many queries for a page of any length."""
        return _rows(shown)


def organizations_under(viewer: Any) -> QuerySet[Organization]:
    """The organizations whose direct superior, or one above it, the viewer speaks for."""
    reach = within_reach(viewer, Permission.APPROVALS_APPRAISE, field="parent__path")
    return Organization.objects.filter(reach)


def is_desk_of(viewer: Any) -> bool:
    """Whether the viewer has organizations to look after."""
    return organizations_under(viewer).exists()


def waiting_for(viewer: Any) -> QuerySet[Submission]:
    """Submissions the viewer is to answer, the first due first; those answered on paper are not."""
    reach = within_reach(
        viewer, Permission.APPROVALS_APPRAISE, field="congress__organization__parent__path"
    )
    open_ = Submission.objects.filter(_WAITS, reach)
    return open_.select_related("congress__organization").order_by(
        F("due_on").asc(nulls_last=True), "submitted_at", "pk"
    )


def desk_page(filters: DeskFilters, *, viewer: Any) -> DeskPage:
    """What waits first, then what is late, then by day D. `NotFound` for who looks after nobody."""
    under = organizations_under(viewer)
    annotated = _annotated(under)
    counts = annotated.aggregate(all=Count("pk"), some=Count("pk", filter=Q(waits=True)))
    if not counts["all"]:
        raise NotFound
    open_ = waiting_for(viewer)
    told = open_.aggregate(all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=clock.today())))
    found = _doubtful(annotated) if filters.state == "hieu-luc" else _narrowed(annotated, filters)
    if filters.words:
        found = with_words(found, filters.words)
    ordered = found.order_by(
        "-waits", F("answer_by").asc(nulls_last=True), "-late_count", "day", "path"
    )
    desks = under.order_by().values_list("parent_id", flat=True).distinct()[:20]
    return DeskPage(
        ordered,
        filters,
        told["all"],
        told["late"],
        counts["all"],
        counts["some"],
        list(filter(None, desks)),
    )


def _in_turn(congresses: QuerySet[Congress]) -> QuerySet[Congress]:
    """One whose dossier waits, then the first whose preparation is open, then the latest."""
    waiting = Exists(Submission.objects.filter(_WAITS, congress=OuterRef("pk")))
    open_ordinal = Case(When(closed_at__isnull=True, then=F("ordinal")))
    return congresses.order_by(waiting.desc(), open_ordinal.asc(nulls_last=True), "-ordinal")


def _foremost(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """The one that waits, else the latest."""
    return submissions.order_by(Case(When(_WAITS, then=Value(0)), default=Value(1)), "-pk")


def _annotated(under: QuerySet[Organization]) -> Any:  # with what `_narrowed` and the order ask
    running = _in_turn(Congress.objects.filter(organization=OuterRef("pk")))
    shown = _foremost(Submission.objects.filter(congress=OuterRef("running")))
    late = (
        Milestone.objects.filter(
            congress=OuterRef("running"),
            congress__closed_at__isnull=True,
            congress__is_postponed=False,
            actual_on__isnull=True,
            dropped_at__isnull=True,
            planned_on__lt=clock.today(),
        )
        .order_by()
        .values("congress")
        .annotate(n=Count("pk"))
        .values("n")
    )
    waiting = Submission.objects.filter(_WAITS, congress__organization=OuterRef("pk"))
    return under.annotate(running=Subquery(running.values("pk")[:1])).annotate(
        waits=Exists(waiting),
        answer_by=Case(
            When(waits=True, then=Subquery(shown.values("due_on")[:1], DateField())),
        ),
        shown_state=Coalesce(Subquery(shown.values("state")[:1], CharField()), Value("")),
        late_count=Coalesce(Subquery(late, IntegerField()), Value(0)),
        day=Subquery(running.values("target_on")[:1], DateField()),
    )


def _narrowed(organizations: Any, filters: DeskFilters) -> Any:
    wanted = {
        "cho": Q(waits=True),
        "tre": Q(late_count__gt=0) | Q(waits=True, answer_by__lt=clock.today()),
        "chua-trinh": Q(shown_state="", day__isnull=False),
        "tra-lai": Q(shown_state=SubmissionState.RETURNED),
        "da-duyet": Q(shown_state__in=[SubmissionState.APPROVED, SubmissionState.CONFIRMED]),
        "chua-co": Q(day__isnull=True),
    }.get(filters.state)
    return organizations.filter(wanted) if wanted else organizations


def _doubtful(organizations: Any) -> Any:
    """Those whose approval no longer fits their running congress; the rule is not one of SQL."""
    running = Congress.objects.filter(pk__in=organizations.values("running"))
    return organizations.filter(running__in=_doubts(running))


def _doubts(congresses: Iterable[Congress]) -> dict[int, Validity]:
    """Approvals of congresses not yet over that do not hold as they are, by congress."""
    open_ = [each for each in congresses if each.closed_at is None]
    decisions = list(approvals_of(open_).values())
    return {
        each.decision.submission.congress_id: each
        for each in validities_of(decisions)
        if not each.still_holds
    }


def _rows(shown: list[Organization]) -> list[DeskRow]:
    keys = [organization.pk for organization in shown]
    congresses: dict[int, Congress] = {}
    for congress in _in_turn(Congress.objects.filter(organization__in=keys)):
        congresses.setdefault(congress.organization_id, congress)
    mine = [congress.pk for congress in congresses.values()]
    submissions: dict[int, Submission] = {}
    for each in _foremost(Submission.objects.filter(congress__in=mine)):
        submissions.setdefault(each.congress_id, each)
    late, worst = _late(mine)
    doubts = _doubts(congresses.values())
    rows = []
    for organization in shown:
        found = congresses.get(organization.pk)
        key = found.pk if found else 0
        name, day = worst.get(key, ("", clock.today()))
        days = (clock.today() - day).days
        rows.append(
            DeskRow(
                organization,
                found,
                late.get(key, 0),
                name,
                days,
                submissions.get(key),
                doubts.get(key),
            )
        )
    return rows


def _late(congresses: list[int]) -> tuple[dict[int, int], dict[int, tuple[str, date]]]:
    """How many milestones of each congress are late, and the one that is the latest."""
    rows = Milestone.objects.filter(
        congress__in=congresses,
        congress__closed_at__isnull=True,
        congress__is_postponed=False,
        actual_on__isnull=True,
        dropped_at__isnull=True,
        planned_on__lt=clock.today(),
    ).order_by("planned_on", "position")
    late: dict[int, int] = {}
    worst: dict[int, tuple[str, date]] = {}
    for key, name, day in rows.values_list("congress_id", "name", "planned_on"):
        late[key] = late.get(key, 0) + 1
        worst.setdefault(key, (name, day))
    return late, worst
