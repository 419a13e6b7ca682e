"""What is known of the people in a plan, and what the rules say of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from daihoi.congresses.models import Congress
from daihoi.organizations.models import Membership, Organization, Person, Sex
from daihoi.personnel.models import Candidate, CandidateState, PersonnelPlan
from daihoi.personnel.queries.law import Said, rules_of, said
from daihoi.personnel.queries.slates import sitting_committee
from daihoi.rules.members import MembershipStatus, Period, Standing, standing_on
from daihoi.rules.personnel.answers import Answer, Decision, answer, together
from daihoi.rules.personnel.directives import Rulebook
from daihoi.rules.personnel.persons import Hindrance, judge_person
from daihoi.rules.personnel.service import (
    Birth,
    Candidacy,
    Employment,
    Extension,
    judge_service,
)
from daihoi.rules.personnel.service import Person as Servant
from daihoi.rules.personnel.service import Sex as RuleSex
from daihoi.rules.personnel.steps import Round
from daihoi.rules.personnel.structure import Member
from daihoi.vietnamese.text import fold

MAJORITY = "kinh"
EARLIEST_YEAR = 1900
LACKS_DATA = "birth_or_sex_missing"
MARKS = 4  # by which namesakes are told apart


@dataclass(frozen=True, slots=True)
class Known:
    """A candidate with everything the rules ask, as the list of members tells it."""

    candidate: Candidate
    label: str  # the name, told apart from others of that name
    is_re_elected: bool
    admitted_on: date | None
    official_on: date | None
    standing: Standing
    eligible: Answer  # P-072, P-073
    service: Answer  # section 3
    age_months: int | None
    counted_at: str = ""  # the month to which the age is counted, "4-2020"

    @property
    def pk(self) -> int:
        return self.candidate.pk

    @property
    def person(self) -> Person:
        return self.candidate.person

    @property
    def candidacy(self) -> Candidacy:
        return Candidacy.RE_ELECTED if self.is_re_elected else Candidacy.FIRST_TIME

    @property
    def candidacy_words(self) -> str:
        return _("tái cử") if self.is_re_elected else _("tham gia lần đầu")

    @property
    def age_words(self) -> str:
        if self.age_months is None:
            return _("chưa có ngày sinh")
        years, months = divmod(self.age_months, 12)
        return _("%(years)s tuổi %(months)s tháng") % {"years": years, "months": months}

    @property
    def list_words(self) -> str:
        """Candidacy, offices, age and service left in a line of a list."""
        told = [f"{self.candidacy_words}, {self.offices}", self.age_words]
        if self.months_left is not None:
            told.append(_("còn %(n)s tháng công tác") % {"n": self.months_left})
        return " · ".join(told)

    @property
    def months_left(self) -> int | None:
        found = self.service.facts.get("months_left")
        return int(found) if found is not None else None

    @property
    def verdict(self) -> Answer:
        return together("candidate", [self.eligible, self.service])

    @property
    def is_barred(self) -> bool:
        """A rule forbids it; an extension or a special case has its paper and bars nobody."""
        return self.verdict.decision is Decision.REFUSED

    @property
    def is_put_forward(self) -> bool:
        return self.candidate.state == CandidateState.PUT_FORWARD

    @property
    def lacks_data(self) -> bool:
        """The list of members says too little of her to judge her service (P-014)."""
        return self.service.code == LACKS_DATA

    @property
    def lacks_limit(self) -> bool:
        """The superior's limit of age for people like her is not recorded (P-017, P-018)."""
        return self.service.decision is Decision.PENDING and not self.lacks_data

    @property
    def missing_words(self) -> str:
        """What the list of members lacks for that: date of birth, sex."""
        found = [
            (birth_of(self.person) is not None, _("ngày sinh")),
            (bool(self.person.sex), _("giới tính")),
        ]
        return ", ".join(label for is_known, label in found if not is_known)

    @property
    def said(self) -> Said:
        return said(self.verdict)

    @property
    def sayings(self) -> tuple[Said, ...]:
        """Each rule for itself, for the candidate's own page."""
        return said(self.eligible), said(self.service)

    @property
    def offices(self) -> str:
        """The offices she is put forward for, in words."""
        candidate = self.candidate
        told = [
            (candidate.for_committee, _("cấp ủy")),
            (candidate.for_secretary, _("bí thư")),
            (candidate.for_deputy, _("phó bí thư")),
            (candidate.for_delegate, _("đại biểu")),
        ]
        return ", ".join(label for is_for, label in told if is_for)

    @property
    def unknown(self) -> str:
        """What the list of members does not say of her, so that no share can be counted."""
        person = self.person
        found = [
            (bool(person.birth), _("ngày sinh")),
            (bool(person.sex), _("giới tính")),
            (bool(fold(person.ethnicity)), _("dân tộc")),
        ]
        return ", ".join(label for is_known, label in found if not is_known)

    @property
    def member(self) -> Member:
        """As the structure counts her."""
        ethnicity = fold(self.person.ethnicity)
        return Member(
            age_months=self.age_months,
            is_woman=self.person.sex == Sex.FEMALE if self.person.sex else None,
            is_minority=ethnicity != MAJORITY if ethnicity else None,
            is_new=not self.is_re_elected,
        )

    def is_in(self, round_: str) -> bool:
        return round_ in {Round.ALL.value, self.candidacy.value}


def people_of(plan: PersonnelPlan) -> list[Known]:
    """Everybody in a plan by given name, the dropped too. The caller has checked the viewer."""
    rows = plan.candidates.select_related("person__unit", "dropped_in")
    candidates = list(rows.order_by("person__name_key", "pk"))
    for each in candidates:
        each.plan = plan
    return known_of(candidates, plan.congress)


def known_of(candidates: Sequence[Candidate], congress: Congress) -> list[Known]:
    """The same of some candidates of one congress, with a fixed number of queries."""
    rules = rules_of(congress)
    periods = periods_of(congress.organization, [each.person_id for each in candidates])
    sitting = sitting_committee(congress)
    labels = labels_of(candidates)
    return [
        _known(
            each,
            labels[each.pk],
            periods.get(each.person_id, []),
            rules,
            is_re_elected=each.person_id in sitting,
        )
        for each in candidates
    ]


def labels_of(candidates: Sequence[Candidate]) -> dict[int, str]:
    """Names that are each of one person only: namesakes by unit, post and year, at last by number."""
    groups: dict[str, list[Candidate]] = {}
    for each in candidates:
        groups.setdefault(each.person.full_name, []).append(each)
    found = {}
    for name, namesakes in groups.items():
        if len(namesakes) == 1:
            found[namesakes[0].pk] = name
            continue
        marks = next(
            told
            for depth in range(1, MARKS + 1)
            if len(set(told := [_marks(each, depth) for each in namesakes])) == len(namesakes)
        )
        found |= {each.pk: f"{name} ({told})" for each, told in zip(namesakes, marks, strict=True)}
    return found


def _marks(candidate: Candidate, depth: int) -> str:
    person = candidate.person
    unit = person.unit.name if person.unit else _("không ghi đơn vị")
    year = _("sinh %(year)s") % {"year": person.birth[:4]} if person.birth else ""
    marks = [unit, person.government_post, year, _("số %(pk)s") % {"pk": candidate.pk}]
    return ", ".join(filter(None, marks[:depth]))


def periods_of(organization: Organization, people: Iterable[int]) -> dict[int, list[Period]]:
    """What each was to the organization over time, from the first to the last."""
    rows = Membership.objects.filter(person__in=list(people), person__organization=organization)
    found: dict[int, list[Period]] = {}
    for row in rows.order_by(F("starts_on").asc(nulls_first=True), "pk"):
        found.setdefault(row.person_id, []).append(row.period)
    return found


def official_count(organization: Organization, on: date) -> int:
    """How many official members an organization has on a day."""
    people = organization.people.filter(memberships__isnull=False).distinct()
    periods = periods_of(organization, people.values_list("pk", flat=True))
    return sum(standing_on(each, on).is_counted for each in periods.values())


def roll_count(organization: Organization, on: date) -> int:
    """How many belong to it on a day in any standing: nobody else can be called as a member."""
    people = organization.people.filter(memberships__isnull=False).distinct()
    periods = periods_of(organization, people.values_list("pk", flat=True))
    return sum(standing_on(each, on).is_on_roll for each in periods.values())


def _known(
    candidate: Candidate,
    label: str,
    periods: list[Period],
    rules: Rulebook,
    *,
    is_re_elected: bool,
) -> Known:
    day = rules.opens_on
    standing = standing_on(periods, day) if periods else None
    last = next((each for each in reversed(periods) if each.covers(day)), None)
    last = last or (periods[-1] if periods else None)
    official_on = _official_on(last, day)
    birth = birth_of(candidate.person)
    reference = rules.get("ref_month")
    months = None
    if birth is not None and reference is not None:
        months = reference.value.index - birth.counted.index
    return Known(
        candidate,
        label,
        is_re_elected,
        last.admitted_on if last else None,
        official_on,
        standing.standing if standing else Standing.NOT_ADMITTED,
        judge_person(
            on=day,
            official_on=official_on,
            hindrances=_hindrances(candidate, standing.standing if standing else None),
        ),
        _service(candidate, rules, birth, is_re_elected=is_re_elected),
        months,
        f"{reference.value.month}-{reference.value.year}"
        if months is not None and reference
        else "",
    )


def _official_on(period: Period | None, day: date) -> date | None:
    """Official since; a member who is official without a known day counts from her first one here."""
    if period is None:
        return None
    if period.official_on is None and period.status is MembershipStatus.OFFICIAL:
        return period.starts_on or period.admitted_on or day
    return period.official_on


def birth_of(person: Person) -> Birth | None:
    """As the rules take it; None for a year no living person was born in."""
    known = person.birth_date
    if known is None or known.year < EARLIEST_YEAR:
        return None
    return Birth(known.year, known.month)


def _hindrances(candidate: Candidate, standing: Standing | None) -> list[Hindrance]:
    found = [Hindrance(candidate.trouble)] if candidate.trouble else []
    if standing is Standing.SUSPENDED:
        found.append(Hindrance.SUSPENDED)
    return found


def _service(
    candidate: Candidate, rules: Rulebook, birth: Birth | None, *, is_re_elected: bool
) -> Answer:
    person = candidate.person
    if birth is None or not person.sex:
        return answer(
            Decision.PENDING,
            LACKS_DATA,
            _("Danh sách đảng viên chưa có %(what)s nên chưa tính được độ tuổi.")
            % {"what": _("ngày sinh") if birth is None else _("giới tính")},
            article="P-014",
        )
    extension = None
    if candidate.extension_months:
        extension = Extension(candidate.extension_months, candidate.extension_paper)
    return judge_service(
        Servant(
            Candidacy.RE_ELECTED if is_re_elected else Candidacy.FIRST_TIME,
            RuleSex(person.sex),
            birth,
            employment=Employment(candidate.employment),
            special=candidate.special if is_re_elected else "",
            extension=extension,
        ),
        rules,
    )
