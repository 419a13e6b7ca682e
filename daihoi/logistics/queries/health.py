"""What holds on day D as known today, compared with who is planned to come (P70, P71)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress, DayChange, TargetPrecision
from daihoi.congresses.queries.congresses import running_congress
from daihoi.congresses.queries.days import day_text
from daihoi.logistics.models import EFFECT_LABELS, AttendancePlan, LocalMeasure
from daihoi.logistics.queries.places import LogisticsCan, congress_of, flags_of, place_of
from daihoi.meetings.queries.attendance import planned
from daihoi.organizations.models import Organization
from daihoi.organizations.queries.memberships import members_count
from daihoi.rules.findings import Finding
from daihoi.rules.health import (
    EVERYWHERE,
    Answer,
    Attendance,
    Effect,
    Judgement,
    Measure,
    areas,
    judge,
    measures_ahead,
    measures_elsewhere,
    measures_on,
)
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.text import fold

ANSWER_LABELS: Mapping[Answer, tuple[StrOrPromise, str]] = {
    Answer.ALLOWED: (gettext_lazy("Được tổ chức"), "done"),
    Answer.SPLIT: (gettext_lazy("Chia phòng"), "waiting"),
    Answer.ONLINE: (gettext_lazy("Một phần trực tuyến"), "waiting"),
    Answer.WRITTEN: (gettext_lazy("Lấy ý kiến bằng văn bản"), "waiting"),
    Answer.POSTPONE: (gettext_lazy("Nên hoãn"), "late"),
}
_SAID: Mapping[str, StrOrPromise] = {
    "banned": gettext_lazy("%(paper)s cấm tập trung: ngày đại hội nằm trong thời gian áp dụng."),
    "postponed": gettext_lazy("%(paper)s yêu cầu hoãn đại hội."),
    "too_many": gettext_lazy(
        "%(paper)s: không quá %(limit)s người một phòng, dự kiến có %(total)s người."
    ),
    "within": gettext_lazy("%(paper)s có giới hạn số người; số dự kiến không vượt."),
    "written": gettext_lazy("%(paper)s yêu cầu lấy ý kiến bằng văn bản."),
    "advised": gettext_lazy("%(paper)s khuyến cáo; xem xét và theo dõi."),
    "resumed": gettext_lazy("%(paper)s cho tổ chức lại."),
    "secret_ballot": gettext_lazy(
        "Đại hội có bỏ phiếu kín: không thay bằng lấy ý kiến văn bản được, mặc định là hoãn (%(basis)s)."
    ),
}
_KINDS = {"banned": "late", "postponed": "late", "too_many": "late", "secret_ballot": "late"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding in words; ``kind`` is that of a badge, ``basis`` names the paper."""

    text: str
    summary: str
    basis: str
    kind: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure as a table shows it; ``own`` is the row somebody entered."""

    measure: Measure
    effect: StrOrPromise
    own: LocalMeasure | None = None

    @property
    def limits(self) -> str:
        return measure_words(self.measure)

    @property
    def where(self) -> str:
        """The places it is for; "" for the whole country and one's own."""
        return "" if EVERYWHERE in self.measure.areas else ", ".join(self.measure.areas)


@dataclass(frozen=True, slots=True)
class HealthCard:
    """The answer for day D as known on ``known_on``, with its reasons."""

    congress: Congress
    area: str
    is_area_guessed: bool
    attendance: Attendance
    is_from_roll: bool
    judgement: Judgement
    measures: list[Measure]
    elsewhere: list[Measure]  # what other places have ordered for day D: to be watched
    known_on: date
    postponed: DayChange | None = None  # then no day is judged: what holds on ``known_on`` is told
    bans: tuple[str, ...] = ()  # of a postponed one: until when each runs, in words

    @property
    def label(self) -> StrOrPromise:
        if self.postponed:
            return _("Đã hoãn")
        return _("Được tổ chức, cần theo dõi") if self.is_watch else self._said[0]

    @property
    def kind(self) -> str:
        """Of a badge."""
        if self.postponed:
            return "note"
        return "waiting" if self.is_watch else self._said[1]

    @property
    def is_watch(self) -> bool:
        """Nothing forbids it, but some paper advises against crowds or other places stop theirs."""
        if self.postponed:
            return False
        advised = any(finding.code == "advised" for finding in self.judgement.findings)
        return self.judgement.answer is Answer.ALLOWED and (advised or bool(self.elsewhere))

    @property
    def _said(self) -> tuple[StrOrPromise, str]:
        return ANSWER_LABELS[self.judgement.answer]

    @property
    def reasons(self) -> list[Reason]:
        found = () if self.postponed else self.judgement.findings
        return [_reason(finding) for finding in found]

    @property
    def others(self) -> list[StrOrPromise]:
        """What else could be done."""
        others = () if self.postponed else self.judgement.others
        return [ANSWER_LABELS[answer][0] for answer in others]

    @property
    def is_warning(self) -> bool:
        return not self.postponed and self.judgement.answer is not Answer.ALLOWED

    @property
    def suggests_postponing(self) -> bool:
        return self.judgement.answer is Answer.POSTPONE and not self.congress.is_postponed


@dataclass(frozen=True, slots=True)
class HealthPage:
    card: HealthCard
    measures: list[MeasureRow]
    ahead: list[MeasureRow]
    elsewhere: list[MeasureRow]
    postpone_url: str
    can: LogisticsCan
    can_add: bool


def health_page(pk: int, *, viewer: Any) -> HealthPage:
    """Everything the page on health measures says."""
    congress = congress_of(pk, viewer=viewer)
    card = health_card(congress)
    own = {f"own-{each.pk}": each for each in _own_measures(congress.organization)}
    area, known = card.area, card.known_on
    day = known if card.postponed else congress.target_on
    return HealthPage(
        card=card,
        measures=[_row(each, own) for each in card.measures],
        ahead=[_row(each, own) for each in measures_ahead(day, area=area, known_on=known)],
        elsewhere=[_row(each, own) for each in card.elsewhere],
        postpone_url=postpone_url(card, viewer=viewer),
        can=flags_of(place_of(congress), viewer=viewer),
        can_add=can(viewer, Permission.LOGISTICS_MANAGE, at=congress.organization),
    )


def health_card(congress: Congress, on: date | None = None) -> HealthCard:
    """What is known on a day, today if none is given; the caller has checked the viewer."""
    known_on = on or clock.today()
    plan = AttendancePlan.objects.filter(congress=congress).first()
    area, is_guessed = _area(congress.organization, plan)
    attendance, is_from_roll = _attendance(congress, plan)
    own = [each.measure for each in _own_measures(congress.organization)]
    postponed = _postponed(congress, known_on)
    day = known_on if postponed else congress.target_on
    measures = measures_on(day, area=area, known_on=known_on, own=own)
    to_come = measures_ahead(day, area=area, known_on=known_on) if postponed else []
    return HealthCard(
        congress=congress,
        area=area,
        is_area_guessed=is_guessed,
        attendance=attendance,
        is_from_roll=is_from_roll,
        judgement=judge(attendance, measures),
        measures=measures,
        elsewhere=measures_elsewhere(day, area=area, known_on=known_on),
        known_on=known_on,
        postponed=postponed,
        bans=tuple(_ban(each) for each in (*to_come, *measures) if postponed and each.binds),
    )


def _postponed(congress: Congress, on: date) -> DayChange | None:
    """The postponement that a congress was under at the end of a day."""
    if not congress.is_postponed:
        return None
    told = congress.day_changes.filter(kind=DayChange.Kind.POSTPONED)
    last = told.order_by("-made_at", "-pk").first()
    return last if last and last.made_at < clock.end_of(on) else None


def _ban(measure: Measure) -> str:
    """A measure that binds, and until when."""
    facts = {
        "paper": str(measure.basis),
        "effect": str(EFFECT_LABELS[Effect(measure.effect)]).lower(),
        "start": format_date(measure.starts_on, DateStyle.DASHED),
    }
    if measure.ends_on is None or measure.is_end_assumed:
        return _("%(paper)s: %(effect)s, từ %(start)s, văn bản không ghi ngày hết.") % facts
    facts["end"] = format_date(measure.ends_on, DateStyle.DASHED)
    return _("%(paper)s: %(effect)s, từ %(start)s đến hết %(end)s.") % facts


def distance_in_force(congress: Congress) -> int | None:
    """The distance between people, in centimetres, that the measures on day D ask."""
    return health_card(congress).judgement.min_distance_cm


def postpone_url(card: HealthCard, *, viewer: Any) -> str:
    """Where the congress is postponed, for who may and where that is suggested (S20)."""
    congress = card.congress
    if not card.suggests_postponing:
        return ""
    if not can(viewer, Permission.CONGRESSES_MANAGE, at=congress):
        return ""
    address = reverse("congresses:day_postpone", args=[congress.pk])
    return f"{address}?{urlencode({'reason': _proposed_reason(card), **_proposed_paper(card)})}"


def _proposed_paper(card: HealthCard) -> dict[str, str]:
    """The newest paper against the day whose number and day are known."""
    for each in card.judgement.findings:
        issued = each.facts.get("issued_on")
        if each.code in _AGAINST and isinstance(issued, date):
            return {"paper_number": str(each.facts["number"]), "paper_on": format_date(issued)}
    return {}


def _proposed_reason(card: HealthCard) -> str:
    """What the postponement would say, to be edited; kept, so Vietnamese."""
    against = [each for each in card.judgement.findings if each.code in _AGAINST]
    congress = card.congress
    day = day_text(congress.target_on, congress.target_precision)
    when = f"ngày {day}" if congress.target_precision == TargetPrecision.DAY else day
    return f"Đại hội dự kiến {when} vướng quy định phòng, chống dịch: {'; '.join(map(_against, against))}."


_AGAINST = {
    "banned": "cấm tập trung",
    "postponed": "yêu cầu hoãn đại hội",
    "too_many": "giới hạn không quá %(limit)s người một phòng, dự kiến có %(total)s người",
}


def _against(finding: Finding) -> str:
    """One paper with its number, its day and, where it names one, its last day."""
    said = f"{finding.basis} {_AGAINST[finding.code] % finding.facts}"
    end = finding.facts.get("ends_on")
    return (
        f"{said}, áp dụng đến hết {format_date(end, DateStyle.DASHED)}"
        if isinstance(end, date)
        else said
    )


def measure_words(measure: Measure) -> str:
    """One measure with its limits on a line, for papers and lists."""
    limits = [
        _("không quá %(n)s người một phòng") % {"n": measure.max_per_room}
        if measure.max_per_room
        else "",
        _("cách nhau %(n)s m") % {"n": metres(measure.min_distance_cm)}
        if measure.min_distance_cm
        else "",
        _("đeo khẩu trang") if measure.mask else "",
    ]
    return "; ".join(filter(None, limits))


def metres(centimetres: int) -> str:
    """As people write it: "2", "1,5"."""
    whole, rest = divmod(centimetres, 100)
    return f"{whole},{f'{rest:02}'.rstrip('0')}" if rest else str(whole)


def get_measure(pk: int, *, viewer: Any) -> LocalMeasure:
    found = LocalMeasure.objects.select_related("organization").filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.LOGISTICS_MANAGE, at=found)
    return found


def measures_url(measure: LocalMeasure) -> str:
    """Back to the measures of the organization's running congress, else to its own page."""
    congress = running_congress(measure.organization)
    if congress is None:
        return reverse("organizations:organization_detail", args=[measure.organization_id])
    return reverse("logistics:health_detail", args=[congress.pk])


def plan_of(congress: Congress) -> AttendancePlan:
    """The plan to be edited, or one as it would begin: the roll's numbers are not in it."""
    found = AttendancePlan.objects.filter(congress=congress).first()
    return found or AttendancePlan(congress=congress, area=guessed_area(congress.organization))


def _attendance(congress: Congress, plan: AttendancePlan | None) -> tuple[Attendance, bool]:
    """The roll of the congress where it is called, else what somebody typed, else its members."""
    roll = planned(congress)
    rooms = plan.rooms if plan else 1
    ballot = plan.has_secret_ballot if plan else True
    if roll.total:
        return Attendance(roll.members, roll.staff, roll.guests, rooms, ballot), True
    members = plan.members if plan and plan.members is not None else _members(congress)
    staff = (plan.staff if plan else None) or 0
    guests = (plan.guests if plan else None) or 0
    return Attendance(members, staff, guests, rooms, ballot), False


def _members(congress: Congress) -> int:
    return members_count(congress.organization)


def _area(organization: Organization, plan: AttendancePlan | None) -> tuple[str, bool]:
    if plan is not None and plan.area:
        return plan.area, False
    return guessed_area(organization), True


def guessed_area(organization: Organization) -> str:
    """The province of the place that papers are dated from; "" where it is none."""
    wanted = fold(organization.place)
    return next((area for area in areas() if fold(area) == wanted), "")


def _own_measures(organization: Organization) -> list[LocalMeasure]:
    return list(LocalMeasure.objects.filter(organization=organization, removed_at__isnull=True))


def _row(measure: Measure, own: Mapping[str, LocalMeasure]) -> MeasureRow:
    return MeasureRow(measure, EFFECT_LABELS[Effect(measure.effect)], own.get(measure.code))


def _reason(finding: Finding) -> Reason:
    facts = dict(finding.facts)
    facts.setdefault("basis", str(finding.basis))
    return Reason(
        text=str(_SAID[finding.code]) % facts,
        summary=str(finding.facts.get("summary", "")),
        basis=str(finding.basis),
        kind=_KINDS.get(finding.code, "note"),
    )
