"""A person's membership over time: what is recorded, and what a change would make of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from daihoi.accounts.permissions import Permission, require
from daihoi.base import clock
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.organizations.models import (
    CHANGE_LABELS,
    END_LABELS,
    Membership,
    Organization,
    Person,
    status_label,
)
from daihoi.organizations.queries.seen import require_there
from daihoi.rules.members import (
    AFTER_CHANGE,
    FOR_A_TIME,
    PROBATION_MONTHS,
    MembershipChange,
    MembershipEnd,
    MembershipStatus,
    check_probation,
    may_change,
    overlapping,
    own_status,
)
from daihoi.vietnamese.dates import DateStyle, format_date

ONE_DAY = timedelta(days=1)
NEEDS_PLACE = {
    MembershipChange.TRANSFERRED_IN,
    MembershipChange.CAME_FOR_A_TIME,
    MembershipChange.WENT_FOR_A_TIME,
    MembershipEnd.TRANSFERRED_OUT,
}
DATES = ("admitted_on", "official_on")
CHANGE_TO = {status: change for change, status in AFTER_CHANGE.items()}
TAKING_PART = {MembershipStatus.OFFICIAL, MembershipStatus.PROBATIONARY}
# What a page of one period shows and saves.
PERIOD_FIELDS = [
    "status", "starts_on", "ends_on", "admitted_on", "official_on", "change", "place", "paper",
    "paper_on", "note", "end", "end_place", "end_paper", "end_paper_on",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to somebody's membership, from the day ``on``.

    ``kind`` None: only the status is known (from a list). For an end ``on`` is the first day on
    which she no longer counts; ``until`` is the last day of what is for a time. ``confirmed``:
    who records it was asked about what is unusual, and stands by it.
    """

    kind: MembershipChange | MembershipEnd | None
    on: date
    until: date | None = None
    status: MembershipStatus | None = None  # only with ``kind`` None
    admitted_on: date | None = None
    official_on: date | None = None
    place: str = ""
    paper: str = ""
    paper_on: date | None = None
    note: str = ""
    confirmed: bool = False

    @property
    def label(self) -> str:
        return str(change_label(self.kind) if self.kind else status_label(self.status))


@dataclass(slots=True)
class ChangePlan:
    """What a change makes of the periods; nothing is saved."""

    ended: Membership | None = None
    removed: list[Membership] = field(default_factory=list)
    made: list[Membership] = field(default_factory=list)


def in_force(day: date) -> Q:
    """Condition on periods and offices: it covers ``day``."""
    return (Q(starts_on__isnull=True) | Q(starts_on__lte=day)) & (
        Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    )


def members_count(organization: Organization) -> int:
    """How many have a status here today, of whatever kind; the caller has checked the viewer."""
    held = Membership.objects.filter(in_force(clock.today()), person__organization=organization)
    return held.filter(person__merged_into__isnull=True).count()


def change_label(kind: MembershipChange | MembershipEnd) -> StrOrPromise:
    return END_LABELS[kind] if isinstance(kind, MembershipEnd) else CHANGE_LABELS[kind]


def change_of(value: str) -> MembershipChange | MembershipEnd:
    """The change a form sent, as `change_choices` names it."""
    if value in set(MembershipChange):
        return MembershipChange(value)
    return MembershipEnd(value)


def change_choices() -> list[tuple[str, StrOrPromise | list[tuple[str, StrOrPromise]]]]:
    """What can be recorded, in two groups; nothing is chosen beforehand."""
    return [
        ("", _("Chọn việc cần ghi")),
        (_("Thay đổi tư cách"), [(kind.value, label) for kind, label in CHANGE_LABELS.items()]),
        (_("Không còn ở đây"), [(kind.value, label) for kind, label in END_LABELS.items()]),
    ]


def dashed(day: date | None) -> str:
    return format_date(day, DateStyle.DASHED) if day else ""


def get_membership(pk: int, *, viewer: object) -> Membership:
    """One period with its person, for somebody who may correct it."""
    memberships = Membership.objects.select_related("person__organization", "person__unit")
    found = memberships.filter(pk=pk, person__merged_into__isnull=True).first()
    if found is None:
        raise NotFound
    require_there(viewer, found.person)
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=found.person)
    return found


def present_of(memberships: Iterable[Membership], day: date) -> Membership | None:
    """The one that covers ``day``."""
    return next((each for each in memberships if each.period.covers(day)), None)


def standing_words(memberships: Iterable[Membership], day: date) -> str:
    """What somebody is on ``day``, for the head of her page; who moved stays a Party member."""
    ordered = in_order(memberships)
    present = present_of(ordered, day)
    last = None if present else _last_before(ordered, day)
    if last is None or last.end != MembershipEnd.TRANSFERRED_OUT:
        return str(status_label(present.status if present else None))
    said = _("Đã chuyển sinh hoạt đi từ %(day)s") % {"day": dashed(last.period.last + ONE_DAY)}
    return said + (f" ({last.end_place})" if last.end_place else "")


def known_at(memberships: Iterable[Membership], day: date) -> Membership | None:
    """The period that covers ``day``, else the last one before it: her dates outlive both."""
    ordered = in_order(memberships)
    return present_of(ordered, day) or _last_before(ordered, day)


def _last_before(ordered: list[Membership], day: date) -> Membership | None:
    return next((each for each in reversed(ordered) if each.period.last < day), None)


def in_order(memberships: Iterable[Membership]) -> list[Membership]:
    return sorted(memberships, key=lambda each: (each.period.begins, each.pk or 0))


def days_between(first: date | None, last: date | None) -> str:
    """As in "từ 3-2-2009 đến 5-4-2019"; without a first day "đến …", without a last "từ …"."""
    parts = [
        _("từ %(day)s") % {"day": dashed(first)} if first else "",
        _("đến %(day)s") % {"day": dashed(last)} if last else "",
    ]
    return " ".join(filter(None, parts)) or _("không ghi ngày")


def require_no_overlap(person: Person, memberships: Iterable[Membership]) -> None:
    """Refuse periods with a day in common, naming the first two."""
    for first, second in overlapping(each.period for each in memberships):
        words = {
            "name": person.full_name,
            "first": status_label(first.status),
            "first_days": days_between(first.starts_on, first.ends_on),
            "second": status_label(second.status),
            "second_days": days_between(second.starts_on, second.ends_on),
        }
        raise RuleBroken(
            _(
                "%(name)s: giai đoạn “%(first)s” (%(first_days)s) trùng ngày với"
                " “%(second)s” (%(second_days)s)."
            )
            % words,
            code="periods_overlap",
            advice=_("Hãy sửa ngày của một trong hai giai đoạn."),
        )


def plan_change(person: Person, memberships: Iterable[Membership], change: Change) -> ChangePlan:
    """What ``change`` makes of all the ``memberships`` of a person; `RuleBroken` says why not."""
    ordered = in_order(memberships)
    present = present_of(ordered, change.on)
    plan = ChangePlan()
    later = [each for each in ordered if each.period.begins > change.on]
    goes_on = _rest(present, change) if present else None
    if present and _is_planned_return(present, later):
        plan.removed, later = [] if goes_on else later, []
    if later:
        raise _later_recorded(person, later[0], change)
    _require_sense(person, present, change)
    if present is not None:
        if present.starts_on == change.on:
            plan.removed = [*plan.removed, present]
        else:
            plan.ended = present
            present.ends_on = change.on - ONE_DAY
            present.end, present.end_place, present.end_paper = "", "", ""
            present.end_paper_on = None
    if isinstance(change.kind, MembershipEnd) and present is not None:
        present.end, present.end_place = change.kind.value, change.place
        present.end_paper, present.end_paper_on = change.paper, change.paper_on
    plan.made = _made(person, ordered, present, change)
    if goes_on is not None:
        plan.made[-1] = goes_on
    return plan


def _rest(present: Membership, change: Change) -> Membership | None:
    """What is left of an absence after a shorter one within it: suspended in March, away until June."""
    guest = present.status == MembershipStatus.INCOMING_TEMPORARY
    if present.status in TAKING_PART or guest:
        return None
    if change.until is None or present.period.last <= change.until:
        return None
    told = {name: getattr(present, name) for name in PERIOD_FIELDS}
    return Membership(person=present.person, **told | {"starts_on": change.until + ONE_DAY})


def _made(
    person: Person, ordered: list[Membership], present: Membership | None, change: Change
) -> list[Membership]:
    """The new period, and the one after it where what is for a time has its last day."""
    if isinstance(change.kind, MembershipEnd) or (change.kind is None and change.status is None):
        return []
    known = present or (ordered[-1] if ordered else None)
    dates = {name: getattr(change, name) or getattr(known, name, None) for name in DATES}
    if change.kind is MembershipChange.ADMITTED:
        dates = {"admitted_on": change.admitted_on or change.on, "official_on": change.official_on}
    elif change.kind is MembershipChange.MADE_OFFICIAL:
        dates["official_on"] = change.official_on or change.on
    known_status = AFTER_CHANGE.get(change.kind) if change.kind else change.status
    status = known_status or own_status_of(ordered, change.on, dates["official_on"])
    first = Membership(
        person=person,
        status=status,
        starts_on=change.on,
        ends_on=change.until,
        change=change.kind.value if change.kind else "",
        place=change.place,
        paper=change.paper,
        paper_on=change.paper_on,
        note=change.note,
        **dates,
    )
    if change.until is None:
        return [first]
    if status is MembershipStatus.INCOMING_TEMPORARY:
        first.end, first.end_place = MembershipEnd.WENT_BACK.value, change.place
        return [first]
    back_on = change.until + ONE_DAY
    back = Membership(
        person=person,
        status=own_status_of(ordered, back_on, dates["official_on"]),
        starts_on=back_on,
        change=MembershipChange.RETURNED.value,
        **dates,
    )
    return [first, back]


def own_status_of(
    ordered: list[Membership], on: date, official_on: date | None
) -> MembershipStatus:
    """Official if she ever was here, whether or not the day is known."""
    if official_on is None and any(m.status == MembershipStatus.OFFICIAL for m in ordered):
        return MembershipStatus.OFFICIAL
    return own_status(on, official_on)


def _is_planned_return(present: Membership, later: list[Membership]) -> bool:
    """What follows is only the return that was written down together with the absence."""
    return (
        [each.change for each in later] == [MembershipChange.RETURNED.value]
        and later[0].ends_on is None
        and present.period.last + ONE_DAY == later[0].starts_on
    )


def _require_sense(person: Person, present: Membership | None, change: Change) -> None:
    for_a_time = change.kind in FOR_A_TIME if change.kind else change.status not in TAKING_PART
    if change.until is not None and (change.until < change.on or not for_a_time):
        raise RuleBroken(
            _("“Đến hết ngày” phải từ ngày bắt đầu trở đi, và chỉ dùng cho việc có thời hạn."),
            code="bad_last_day",
            advice=_("Việc có thời hạn: tạm thời chuyển đi hoặc đến, miễn, đình chỉ sinh hoạt."),
        )
    if change.kind is None:
        return
    if change.kind in NEEDS_PLACE and not change.place:
        raise RuleBroken(
            _("“%(change)s” cần ghi nơi chuyển đến hoặc chuyển đi.") % {"change": change.label},
            code="place_needed",
        )
    status = MembershipStatus(present.status) if present else None
    words = {
        "name": person.full_name,
        "status": status_label(status),
        "day": dashed(change.on),
        "change": change.label,
    }
    if not may_change(change.kind, status):
        raise RuleBroken(
            _("Ngày %(day)s %(name)s là “%(status)s”, nên không ghi “%(change)s” được.") % words,
            code="change_out_of_place",
            advice=_("Hãy kiểm tra ngày, hoặc sửa giai đoạn đã ghi trước."),
        )
    if present is not None and present.starts_on == change.on:
        raise RuleBroken(
            _("“%(status)s” của %(name)s bắt đầu đúng ngày %(day)s.") % words,
            code="same_day",
            advice=_("Nếu giai đoạn ấy ghi nhầm, hãy sửa nó; nếu không, hãy ghi ngày sau."),
        )
    if change.kind is MembershipChange.MADE_OFFICIAL and not change.confirmed:
        _ask_about_probation(person, change, present.admitted_on if present else None)


def _ask_about_probation(person: Person, change: Change, admitted_on: date | None) -> None:
    admitted_on, official_on = change.admitted_on or admitted_on, change.official_on or change.on
    if findings := check_probation(admitted_on=admitted_on, official_on=official_on):
        raise RuleBroken(
            _(
                "%(name)s vào Đảng ngày %(admitted)s, đến %(official)s chưa đủ %(months)s tháng"
                " dự bị (%(basis)s)."
            )
            % {
                "name": person.full_name,
                "admitted": dashed(admitted_on),
                "official": dashed(official_on),
                "months": PROBATION_MONTHS,
                "basis": findings[0].basis,
            },
            findings,
            code=findings[0].code,
            advice=_("Hãy kiểm tra hai ngày; nếu đúng như quyết định, hãy ghi riêng người này."),
        )


def _later_recorded(person: Person, later: Membership, change: Change) -> RuleBroken:
    return RuleBroken(
        _("%(name)s đã có “%(status)s” từ ngày %(day)s, sau ngày %(on)s.")
        % {
            "name": person.full_name,
            "status": later.label,
            "day": dashed(later.starts_on),
            "on": dashed(change.on),
        },
        code="before_present_membership",
        advice=_("Hãy sửa giai đoạn ấy, hoặc thêm một giai đoạn đã qua với cả hai ngày."),
    )
