"""Rounds as pages show them: the state of the day, who has answered, what the viewer may do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import (
    ROLES,
    Permission,
    Role,
    can,
    grants_in_force,
    require,
)
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Subcommittee
from daihoi.documents.models import Contribution, Document, OpinionRound, Participant
from daihoi.documents.models.rounds import MEANS_LABELS, ROUND_STATE_LABELS
from daihoi.organizations.models import Person, Unit
from daihoi.rules.documents import Means, RoundState, may_close

SCOPE = "document__subcommittee__congress__organization"


@dataclass(frozen=True, slots=True)
class RoundCan:
    """What the viewer may do in a round today."""

    give_opinion: bool = False  # is asked, and the round takes opinions online
    record_paper: bool = False  # type in what came on paper, import a list
    end: bool = False
    extend: bool = False
    remind: bool = False
    answer: bool = False
    close: bool = False  # the round has ended; what is still missing is said by `may_close`
    approve: bool = False
    see_names: bool = False  # who has answered and who has not
    see_opinions: bool = False  # others' words
    see_contributors: bool = False  # whose words they are


@dataclass(frozen=True, slots=True)
class UnitTask:
    """A unit asked for a signed contribution, for the person responsible."""

    unit: Unit
    contribution: Contribution | None
    is_signed: bool


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A round for one viewer on one day."""

    round: OpinionRound
    state: RoundState
    today: date
    can: RoundCan
    participant: Participant | None  # the viewer, if asked
    units: list[UnitTask] = field(default_factory=list)  # for which the viewer is responsible

    @property
    def document(self) -> Document:
        return self.round.document

    @property
    def is_open(self) -> bool:
        return self.state is RoundState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state is RoundState.CLOSED

    @property
    def state_label(self) -> str:
        if self.is_open and self.today < self.round.opens_on:
            return _("chưa bắt đầu")
        if self.document.is_superior and self.state is RoundState.ENDED:
            return _("đã kết thúc")  # nothing is answered
        return str(ROUND_STATE_LABELS[self.state])

    @property
    def state_kind(self) -> str:
        """The badge of the state."""
        kinds = {RoundState.OPEN: "waiting", RoundState.ENDED: "note", RoundState.CLOSED: "done"}
        return kinds[self.state]

    @property
    def means_label(self) -> str:
        return ", ".join(str(MEANS_LABELS[Means(value)]) for value in self.round.means)


@dataclass(frozen=True, slots=True)
class PersonProgress:
    name: str
    answered: bool


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """How many of a unit's people have answered; ``people`` only for those who may see names."""

    name: str
    asked: int
    answered: int
    people: list[PersonProgress] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Progress:
    """The bar of a round: people by unit, and the units asked as units."""

    asked: int
    answered: int
    units: list[UnitProgress]
    departments: list[PersonProgress]

    @property
    def departments_answered(self) -> int:
        return sum(department.answered for department in self.departments)


def person_of(viewer: User) -> Person | None:
    """Who the account is; an administrator may be nobody of the organization."""
    person: Person | None = getattr(viewer, "person", None)
    return person


def load_round(pk: int) -> OpinionRound:
    """The round with everything its scope and its page name; asks no permission."""
    found = OpinionRound.objects.select_related(SCOPE, "base_version").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy đợt lấy ý kiến này."))
    return found


def get_round(pk: int, *, viewer: User) -> RoundPage:
    """One round for its viewer; `NotFound` for a stranger and for those who see states only."""
    found = load_round(pk)
    if not can(viewer, Permission.DOCUMENTS_VIEW, at=found):
        raise NotFound(_("Không tìm thấy đợt lấy ý kiến này."))
    return round_page(found, viewer=viewer)


def get_managed_round(pk: int, *, viewer: User) -> RoundPage:
    """A round the viewer manages; readers are told that they may not."""
    page = get_round(pk, viewer=viewer)
    require(viewer, Permission.DOCUMENTS_MANAGE, at=page.round)
    return page


def get_recorded_round(pk: int, *, viewer: User) -> RoundPage:
    """A round into which the viewer types opinions; readers are told that they may not."""
    page = get_round(pk, viewer=viewer)
    require(viewer, Permission.DOCUMENTS_RECORD_OPINIONS, at=page.round)
    return page


def round_page(round_: OpinionRound, *, viewer: User) -> RoundPage:
    """What a viewer who may see the round sees of it today."""
    today = clock.today()
    state = round_.state_on(today)
    person = person_of(viewer)
    participant = round_.participants.filter(person=person).first() if person else None
    return RoundPage(
        round=round_,
        state=state,
        today=today,
        can=_allowed(round_, state, viewer, participant, today),
        participant=participant,
        units=_unit_tasks(round_, viewer),
    )


def unclosed_rounds(*, viewer: User) -> list[OpinionRound]:
    """All rounds not yet closed that the viewer may see, the first to end on top."""
    found = (
        OpinionRound.objects.exclude(state=RoundState.CLOSED.value)
        .filter(document__subcommittee__in=subcommittees_where(viewer, Permission.DOCUMENTS_VIEW))
        .select_related(SCOPE, "base_version")
        .order_by("closes_on", "pk")
    )
    return list(found)


def subcommittees_where(viewer: User, permission: Permission) -> list[int]:
    """Numbers of the subcommittees whose documents the viewer has ``permission`` on."""
    paths = {grant.organization_path for grant in grants_in_force(viewer)}
    if not paths:
        return []
    found = Subcommittee.objects.filter(congress__organization__path__in=paths)
    return [
        subcommittee.pk
        for subcommittee in found.select_related("congress__organization")
        if can(viewer, permission, at=subcommittee)
    ]


def holds(viewer: User, permission: Permission) -> bool:
    """Whether the viewer has a permission anywhere, even where there is no document yet."""
    return any(
        permission in ROLES[Role(grant.role)].permissions for grant in grants_in_force(viewer)
    )


def units_of(viewer: User) -> list[Unit]:
    """The units in whose name the viewer may give a contribution."""
    if not holds(viewer, Permission.DOCUMENTS_GIVE_FOR_UNIT):
        return []
    paths = {grant.organization_path for grant in grants_in_force(viewer)}
    found = Unit.objects.filter(organization__path__in=paths).select_related("organization")
    return [unit for unit in found if can(viewer, Permission.DOCUMENTS_GIVE_FOR_UNIT, at=unit)]


def progress_of(round_: OpinionRound, *, with_names: bool) -> Progress:
    """Who has and has not answered: by unit, and by person where names may be seen."""
    rows = list(
        round_.participants.select_related("person", "unit").order_by(
            "unit__position", "unit__name", "person__name_key", "pk"
        )
    )
    people = [row for row in rows if row.person_id]
    groups: dict[int | None, list[Participant]] = {}
    for row in people:
        groups.setdefault(row.unit_id, []).append(row)
    return Progress(
        asked=len(people),
        answered=_answered(people),
        units=[_unit_progress(group, with_names=with_names) for group in groups.values()],
        departments=[
            PersonProgress(str(row.unit), row.answered_at is not None)
            for row in rows
            if not row.person_id
        ],
    )


def unit_bars(rounds: Iterable[OpinionRound]) -> dict[int, list[UnitProgress]]:
    """Counts by unit for several rounds in one query, for cards; keyed by round."""
    counted = (
        Participant.objects.filter(round__in=list(rounds), person__isnull=False)
        .values("round_id", "unit__name")
        .annotate(asked=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False)))
        .order_by("unit__position", "unit__name")
    )
    bars: dict[int, list[UnitProgress]] = {}
    for row in counted:
        name = row["unit__name"] or _("Không thuộc phòng nào")
        bar = UnitProgress(name, row["asked"], row["answered"])
        bars.setdefault(row["round_id"], []).append(bar)
    return bars


def my_sections(round_: OpinionRound, *, viewer: User) -> set[str]:
    """Keys (hexadecimal) of the headings marked as concerning the viewer's unit."""
    units = {unit.pk for unit in units_of(viewer)}
    person = person_of(viewer)
    if person and person.unit_id:
        units.add(person.unit_id)
    if not units:
        return set()
    keys = round_.sections.filter(unit__in=units).values_list("key", flat=True)
    return {key.hex for key in keys}


def _allowed(
    round_: OpinionRound,
    state: RoundState,
    viewer: User,
    participant: Participant | None,
    today: date,
) -> RoundCan:
    manages = can(viewer, Permission.DOCUMENTS_MANAGE, at=round_)
    answers = can(viewer, Permission.DOCUMENTS_ANSWER, at=round_)
    records = can(viewer, Permission.DOCUMENTS_RECORD_OPINIONS, at=round_)
    is_open, is_closed = state is RoundState.OPEN, state is RoundState.CLOSED
    is_superior = round_.document.is_superior
    gives = participant is not None and can(viewer, Permission.DOCUMENTS_GIVE_OPINION, at=round_)
    started = today >= round_.opens_on
    sees = answers or records or not is_open
    approves = can(viewer, Permission.DOCUMENTS_APPROVE_TABLE, at=round_)
    return RoundCan(
        give_opinion=gives and is_open and started and Means.ONLINE.value in round_.means,
        record_paper=records and not is_closed and started,
        end=manages and is_open,
        extend=manages and is_open,
        remind=manages and is_open and started,
        answer=answers and not is_closed and not is_superior,
        close=answers and not may_close(0, state=state),
        approve=approves and not is_open and round_.approved_at is None and not is_superior,
        see_names=can(viewer, Permission.DOCUMENTS_VIEW_PARTICIPANTS, at=round_),
        see_opinions=sees,
        see_contributors=answers or records or round_.names_shown,
    )


def _unit_tasks(round_: OpinionRound, viewer: User) -> list[UnitTask]:
    """What the viewer's units owe this round."""
    units = units_of(viewer)
    if not units:
        return []
    asked = set(
        round_.participants.filter(person__isnull=True, unit__in=units).values_list(
            "unit_id", flat=True
        )
    )
    found = {each.unit_id: each for each in round_.contributions.filter(unit__in=asked)}
    return [
        UnitTask(unit, own, is_signed=own is not None and own.signed_at is not None)
        for unit in units
        if unit.pk in asked
        for own in [found.get(unit.pk)]
    ]


def _answered(rows: Iterable[Participant]) -> int:
    return sum(row.answered_at is not None for row in rows)


def _unit_progress(rows: list[Participant], *, with_names: bool) -> UnitProgress:
    unit = rows[0].unit
    people = [PersonProgress(str(row.person), row.answered_at is not None) for row in rows]
    return UnitProgress(
        name=str(unit) if unit else _("Không thuộc phòng nào"),
        asked=len(rows),
        answered=_answered(rows),
        people=people if with_names else [],
    )
