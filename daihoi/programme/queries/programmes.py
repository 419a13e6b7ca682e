"""A programme as its pages show it: items with their clock times, sessions, checks, versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, require
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress
from daihoi.programme.models import Programme, ProgrammeItem, Speech
from daihoi.programme.models.programmes import BLOCK_LABELS, SESSION_LABELS
from daihoi.programme.queries.approval import (
    ApprovedProgramme,
    approved_programme,
    needs_new_approval,
    version_in_force,
)
from daihoi.programme.queries.checks import (
    PAPER_CODES,
    CheckGroup,
    CheckRow,
    check_rows,
    findings_of,
    findings_of_call,
    grouped,
    papers_not_ready,
)
from daihoi.programme.queries.seen import ProgrammeCan, allowed, get_congress, programmes_of
from daihoi.programme.queries.texts import UsedTexts
from daihoi.rules.programme.checks import TextState, UsedText, basis_in
from daihoi.rules.programme.defaults import epidemic, shortened
from daihoi.rules.programme.items import (
    Item,
    Session,
    clock_times,
    length_between,
    running_order,
    shown_session,
)

PAPER_STATES = {
    TextState.DRAFT: gettext_lazy("còn dự thảo"),
    TextState.MISSING: gettext_lazy("chưa có"),
}
VOTE_WORDS = {"H": "giơ thẻ", "S": "phiếu kín"}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item as it runs: its number in the session, its clock times, the papers it uses."""

    item: ProgrammeItem
    number: int
    starts: time
    ends: time
    texts: list[UsedText]
    findings: list[CheckRow]
    is_first: bool
    is_last: bool
    shows_states: bool = False

    @property
    def papers(self) -> str:
        return "; ".join(each.name for each in self.texts)

    @property
    def papers_with_states(self) -> list[dict[str, str]]:
        """Each paper by name, and what keeps it from being final where the viewer sees to that."""
        labels = PAPER_STATES if self.shows_states else {}
        return [{"name": each.name, "said": str(labels.get(each.state, ""))} for each in self.texts]

    @property
    def votes(self) -> str:
        return votes_words(self.item.votes)


@dataclass(frozen=True, slots=True)
class Part:
    """A session as it is shown, with its minutes."""

    session: Session
    label: str
    rows: list[ItemRow]
    minutes: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A version laid out: parts in order, total against what is planned."""

    programme: Programme
    parts: list[Part]
    total: int
    planned: int
    ends: time
    checks: list[CheckRow]
    left_out: list[str]  # business that is switched off, in words

    @property
    def over(self) -> int:
        """Minutes beyond the planned end; negative if there is room."""
        return self.total - self.planned

    @property
    def spare(self) -> int:
        return -self.over

    @property
    def rows(self) -> list[ItemRow]:
        return [row for part in self.parts for row in part.rows]

    @property
    def check_groups(self) -> list[CheckGroup]:
        return grouped(self.checks)

    @property
    def papers_not_ready(self) -> list[CheckRow]:
        return papers_not_ready(self.checks)

    @property
    def has_defaults(self) -> bool:
        return any(row.item.is_default_length for row in self.rows)


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """What somebody sees of the programme: the version worked on, or the one in force."""

    congress: Congress
    sheet: Sheet | None
    versions: list[Programme]
    approval: ApprovedProgramme | None
    unapproved: Programme | None  # the newest material change nobody has approved
    can: ProgrammeCan

    @property
    def programme(self) -> Programme | None:
        return self.sheet.programme if self.sheet else None

    @property
    def is_editable(self) -> bool:
        return self.can.write and self.programme is not None and self.programme.is_working

    @property
    def can_cut(self) -> bool:
        return self.is_editable and self.programme.variant == Programme.Variant.STANDARD  # type: ignore[union-attr]  # is_editable

    @property
    def can_undo_cut(self) -> bool:
        return (
            self.is_editable
            and self.programme.variant == Programme.Variant.EPIDEMIC  # type: ignore[union-attr]  # is_editable
            and self.programme.based_on_id is not None  # type: ignore[union-attr]  # is_editable
        )

    @property
    def can_revise(self) -> bool:
        return self.can.write and self.programme is not None and not self.programme.is_working

    @property
    def is_approved(self) -> bool:
        return self.approval is not None and self.approval.version == self.programme


def programme_page(pk: int, *, viewer: Any) -> ProgrammePage:
    """The programme of a congress; who does not write it sees what is in force."""
    congress = get_congress(pk, viewer=viewer)
    can = allowed(congress, viewer=viewer)
    versions = programmes_of(congress)
    approval = approved_programme(congress, versions)
    working = versions[0] if versions and can.write else None
    shown = working or version_in_force(versions, approval)
    return ProgrammePage(
        congress=congress,
        sheet=sheet_of(shown, with_checks=can.write) if shown else None,
        versions=versions if can.write else [each for each in versions if each.is_deposited],
        approval=approval,
        unapproved=needs_new_approval(versions, approval),
        can=can,
    )


def version_page(pk: int, *, viewer: Any) -> ProgrammePage:
    """One version; those that were never deposited are for who writes."""
    programme = get_programme(pk, viewer=viewer)
    congress = programme.congress
    versions = programmes_of(congress)
    can = allowed(congress, viewer=viewer)
    approval = approved_programme(congress, versions)
    return ProgrammePage(
        congress,
        sheet_of(programme, with_checks=can.write),
        versions if can.write else [each for each in versions if each.is_deposited],
        approval,
        needs_new_approval(versions, approval),
        can,
    )


def get_programme(pk: int, *, viewer: Any, to: Permission | None = None) -> Programme:
    """One version, for who may read it or has the permission ``to`` do something."""
    found = Programme.objects.select_related(
        "congress__organization__parent", "subcommittee__congress__organization", "based_on"
    )
    programme = found.filter(pk=pk).first()
    if programme is None:
        raise NotFound
    get_congress(programme.congress_id, viewer=viewer)
    if to is not None:
        require(viewer, to, at=programme)
    elif not programme.is_deposited and not allowed(programme.congress, viewer=viewer).write:
        raise NotFound
    return programme


def get_item(pk: int, *, viewer: Any) -> ProgrammeItem:
    """One item of a version, for who writes it."""
    found = ProgrammeItem.objects.select_related(
        "programme__congress__organization__parent",
        "programme__subcommittee__congress__organization",
        "performer",
    )
    item = found.filter(pk=pk).first()
    if item is None:
        raise NotFound
    require(viewer, Permission.PROGRAMME_WRITE, at=item)
    return item


def items_of(programme: Programme) -> list[ProgrammeItem]:
    """Its items as they run, those of switched-off business left out."""
    found = programme.items.select_related("performer").order_by("position", "pk")
    rows = {str(item.key): item for item in found}
    order = running_order((i.as_value() for i in rows.values()), left_out=programme.blocks_off)
    return [rows[item.key] for item in order]


def values_of(programme: Programme) -> list[Item]:
    """The same as plain values, for `rules`."""
    return [item.as_value() for item in items_of(programme)]


def sheet_of(programme: Programme, *, with_checks: bool = False) -> Sheet:
    """A version laid out. The caller has checked the viewer."""
    items = items_of(programme)
    values = [item.as_value() for item in items]
    times = clock_times(programme.starts_at, [item.minutes for item in items])
    texts = UsedTexts(programme.congress)
    used = texts.of({ref for item in items for ref in item.uses})
    checks: list[CheckRow] = []
    if with_checks:
        speeches = Speech.objects.filter(congress=programme.congress).count()
        found = findings_of(programme, values, texts, speeches=speeches)
        found += findings_of_call(programme, values, times)
        checks = check_rows(found, programme, texts)
    by_item: dict[str, list[CheckRow]] = {}
    for row in checks:
        if row.code not in PAPER_CODES:
            by_item.setdefault(row.key, []).append(row)
    parts: dict[Session, list[ItemRow]] = {}
    for place, item in enumerate(items):
        session = shown_session(Session(item.session), has_preparatory=programme.has_preparatory)
        rows = parts.setdefault(session, [])
        own = by_item.get(str(item.key), [])
        names = [used[ref] for ref in item.uses]
        edges = (place == 0, place == len(items) - 1)
        rows.append(
            ItemRow(
                item,
                len(rows) + 1,
                times[place],
                times[place + 1],
                names,
                own,
                *edges,
                shows_states=with_checks,
            )
        )
    return Sheet(
        programme,
        [
            Part(session, str(SESSION_LABELS[session]), rows, sum(r.item.minutes for r in rows))
            for session, rows in parts.items()
        ],
        sum(item.minutes for item in items),
        length_between(programme.starts_at, programme.ends_at),
        times[-1],
        checks,
        [str(BLOCK_LABELS[block]) for block in programme.blocks_off],
    )


def votes_words(votes: str) -> str:
    """As in "giơ thẻ, phiếu kín"; a vote taken twice says so."""
    said = []
    for letter in dict.fromkeys(votes):
        times = votes.count(letter)
        said.append(f"{VOTE_WORDS[letter]}{f' {times} lần' if times > 1 else ''}")
    return ", ".join(said)


def cut_facts(sheet: Sheet | None, congress: Congress) -> dict[str, Any]:
    """What the short variant would make of this version, for the page that offers it (P62)."""
    cut = epidemic()
    short = (shortened(row.item.as_value()) for row in sheet.rows) if sheet else ()
    total = sum(item.minutes for item in short if item)
    basis = basis_in(congress.organization.family.code, cut.basis)
    return {"total": total, "speeches": cut.speeches, "basis": str(basis)}


def titles(items: Sequence[Item]) -> dict[str, str]:
    return {item.key: item.title for item in items}
