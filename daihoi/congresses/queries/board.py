"""The board: every task of a congress by the body that has it, documents and personnel first."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.base.numbers import whole_number
from daihoi.congresses.models import Congress, Subcommittee, SubcommitteePost, Task
from daihoi.congresses.queries.congresses import congress_of
from daihoi.congresses.queries.recipients import Reach, bodies_of, in_force, may_give
from daihoi.congresses.queries.subcommittees import SubcommitteeCard, card_of
from daihoi.congresses.queries.tasks import STANDING_LABELS, TaskRow, may_read, row_of, tasks_in
from daihoi.organizations.models import Person
from daihoi.organizations.queries.namesakes import names_apart
from daihoi.rules.tasks import Assignee, Standing

ALL = "tat-ca"
_ENDED = (Standing.DONE, Standing.DROPPED)
_COUNTED = (Standing.LATE, Standing.SOON, Standing.DOING, Standing.REPORTED, Standing.DONE)
_FIRST = (Subcommittee.Purpose.DOCUMENTS, Subcommittee.Purpose.PERSONNEL)  # S37
_GROUPS = {
    Assignee.COMMITTEE: gettext_lazy("Chi ủy"),
    Assignee.UNIT: gettext_lazy("Các phòng"),
    Assignee.PERSON: gettext_lazy("Từng đồng chí"),
    Assignee.MEMBERS: gettext_lazy("Toàn thể đảng viên"),
    Assignee.EVERYONE: gettext_lazy("Toàn thể công chức, người lao động, đảng viên"),
    Assignee.OUTSIDE: gettext_lazy("Ban, cơ quan bên ngoài"),
}


@dataclass(frozen=True, slots=True)
class BoardAsked:
    """Which tasks a board shows: by default those not ended, of everybody."""

    standing: str = ""  # of `Standing`, or ALL
    person: int | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        asked = query.get("tinh-trang", "")
        known = asked == ALL or asked in set(Standing)
        return cls(asked if known else "", whole_number(query.get("dong-chi", "")))

    def shows(self, row: TaskRow) -> bool:
        if self.standing == ALL:
            return True
        if self.standing:
            return row.standing == self.standing
        return row.standing not in _ENDED


@dataclass(frozen=True, slots=True)
class Section:
    """One body's tasks; ``counts`` are of all of them: late, soon, doing, reported, done."""

    key: str
    title: str
    url: str = ""
    head: str = ""
    is_over: bool = False
    has_decision: bool = True
    give_to: str = ""  # the recipient of a new task, for who may give it one
    counts: tuple[int, ...] = ()
    rows: list[TaskRow] = field(default_factory=list)
    names_recipient: bool = False  # the rows are of different people or bodies
    hides: bool = False  # it has tasks that the viewer may not read

    @property
    def cells(self) -> list[tuple[str, str, int]]:
        return _cells(self.counts)


@dataclass(frozen=True, slots=True)
class Board:
    congress: Congress
    sections: list[Section]
    totals: tuple[int, ...]
    asked: BoardAsked
    standings: list[tuple[str, str]]
    people: list[tuple[int, str]]
    can_give: bool
    can_register: bool
    today: date

    @property
    def summary(self) -> list[Section]:
        """Those that were ever given anything, with what is late first."""
        busy = [section for section in self.sections if any(section.counts)]
        return sorted(busy, key=lambda section: not section.counts[_COUNTED.index(Standing.LATE)])

    @property
    def shown(self) -> list[Section]:
        return [section for section in self.sections if section.rows]

    @property
    def quiet(self) -> list[Section]:
        """Nothing of theirs is in the standing that is looked at."""
        return [section for section in self.sections if not section.rows]

    @property
    def headings(self) -> list[str]:
        """Of the counts, in their order."""
        return [str(STANDING_LABELS[standing]) for standing in _COUNTED]

    @property
    def total_cells(self) -> list[tuple[str, str, int]]:
        return _cells(self.totals)


def board_of(pk: int, *, viewer: Any, asked: BoardAsked = BoardAsked()) -> Board:
    """The whole board, for whoever reads the congress; its cost does not grow with its tasks."""
    congress = congress_of(pk, viewer=viewer)
    today = clock.today()
    reach = Reach(congress.organization, today)
    rows = [row_of(task, on=today, reach=reach) for task in _asked_of(congress, asked, today)]
    gives = can(viewer, Permission.CONGRESSES_ASSIGN, at=congress)
    sections = [
        _of_body(card, rows, asked, viewer=viewer, gives=gives or _gives(card, congress, viewer))
        for card in _bodies(congress, today)
    ]
    for assignee in _GROUPS:
        own = [row for row in rows if row.task.assignee == assignee and not row.task.subcommittee]
        if own:
            sections.append(_of_group(assignee, own, asked))
    people = congress.organization.people.select_related("unit").order_by("name_key", "pk")
    return Board(
        congress=congress,
        sections=sections,
        totals=_counts(rows),
        asked=asked,
        standings=[
            ("", _("Chưa kết thúc")),
            *(
                (standing.value, str(label).capitalize())
                for standing, label in STANDING_LABELS.items()
            ),
            (ALL, _("Tất cả")),
        ],
        people=list(names_apart(people, viewer=viewer).items()),
        can_give=gives or may_give(congress, viewer=viewer),
        can_register=gives,
        today=today,
    )


def _asked_of(congress: Congress, asked: BoardAsked, today: date) -> list[Task]:
    if asked.person is None:
        return tasks_in(congress)
    person = Person.objects.filter(organization=congress.organization, pk=asked.person).first()
    if person is None:
        return []
    return tasks_in(congress, bodies_of(person, today).tasks)


def _bodies(congress: Congress, today: date) -> list[SubcommitteeCard]:
    """Documents and personnel first, those at work before those that ended."""
    posts = SubcommitteePost.objects.filter(in_force(today)).select_related("person")
    found = list(
        congress.subcommittees.prefetch_related(Prefetch("posts", posts, "open_posts")).order_by(
            "pk"
        )
    )

    def place(body: Subcommittee) -> tuple[bool, int, int]:
        purpose = Subcommittee.Purpose(body.purpose)
        first = _FIRST.index(purpose) if purpose in _FIRST else len(_FIRST)
        return (_is_over(body, today), first, body.pk)

    return [card_of(body) for body in sorted(found, key=place)]


def _gives(card: SubcommitteeCard, congress: Congress, viewer: Any) -> bool:
    card.subcommittee.congress = congress
    return can(viewer, Permission.CONGRESSES_ASSIGN, at=card.subcommittee)


def _is_over(body: Subcommittee, today: date) -> bool:
    return body.ends_on is not None and body.ends_on < today


def _of_body(
    card: SubcommitteeCard,
    rows: Iterable[TaskRow],
    asked: BoardAsked,
    *,
    viewer: Any,
    gives: bool,
) -> Section:
    body = card.subcommittee
    own = [row for row in rows if row.task.subcommittee_id == body.pk]
    read = [row for row in own if may_read(row.task, viewer)]
    is_over = _is_over(body, clock.today())
    works = gives and body.decision_on is not None and not is_over
    return Section(
        key=f"{Assignee.SUBCOMMITTEE}-{body.pk}",
        title=body.name,
        url=reverse("congresses:subcommittee_detail", args=[body.pk]),
        head=str(card.head or ""),
        is_over=is_over,
        has_decision=body.decision_on is not None,
        give_to=f"{Assignee.SUBCOMMITTEE}:{body.pk}" if works else "",
        counts=_counts(own),
        rows=[row for row in read if asked.shows(row)],
        hides=len(read) < len(own),
    )


def _of_group(assignee: Assignee, own: list[TaskRow], asked: BoardAsked) -> Section:
    named = assignee in (Assignee.UNIT, Assignee.PERSON, Assignee.OUTSIDE)
    return Section(
        key=assignee.value,
        title=str(_GROUPS[assignee]),
        counts=_counts(own),
        rows=[row for row in own if asked.shows(row)],
        names_recipient=named,
    )


def _counts(rows: Iterable[TaskRow]) -> tuple[int, ...]:
    found = Counter(row.standing for row in rows)
    return tuple(found[standing] for standing in _COUNTED)


def _cells(counts: tuple[int, ...]) -> list[tuple[str, str, int]]:
    """Heading, standing and number of each count."""
    return [
        (str(STANDING_LABELS[standing]), standing.value, number)
        for standing, number in zip(_COUNTED, counts, strict=True)
    ]
