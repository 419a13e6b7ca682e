"""Who conducts the day: the body that serves it, the committee, presidium and secretariat."""

from dataclasses import dataclass
from typing import Any

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.errors import NotFound
from daihoi.conduct.models import Question, Run, RunItem
from daihoi.congresses.models import Congress
from daihoi.programme.queries.seen import scope_of

OF_RUN = (
    "congress__organization__parent", "subcommittee__congress__organization",
    "script__programme", "conductor", "started_by", "ended_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunCan:
    """What a viewer may do: run the script, change the day's order, count hands, see elections."""

    run: bool
    direct: bool
    vote: bool
    elections: bool


def allowed(congress: Congress, *, viewer: Any) -> RunCan:
    return RunCan(
        can(viewer, Permission.CONDUCT_RUN, at=scope_of(congress)),
        can(viewer, Permission.CONDUCT_DIRECT, at=congress),
        can(viewer, Permission.ELECTIONS_PREPARE, at=congress),
        can(viewer, Permission.ELECTIONS_VIEW, at=congress),
    )


def get_congress_to_run(pk: int, *, viewer: Any) -> Congress:
    """The congress, for who runs its script."""
    found = Congress.objects.select_related("organization__parent").filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.CONDUCT_RUN, at=scope_of(found))
    return found


def run_of(congress: Congress) -> Run | None:
    """How it runs; None before it began. The caller has checked the viewer."""
    run = Run.objects.select_related(*OF_RUN).filter(congress=congress).first()
    if run is not None:
        run.congress = congress
    return run


def get_run(pk: int, *, viewer: Any) -> Run:
    """The run of a congress, for who runs it; `NotFound` before it began."""
    run = run_of(get_congress_to_run(pk, viewer=viewer))
    if run is None:
        raise NotFound
    return run


def get_item(pk: int, *, viewer: Any) -> RunItem:
    """One item, for who runs the script."""
    rows = RunItem.objects.select_related(*(f"run__{name}" for name in OF_RUN))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.CONDUCT_RUN, at=found)
    return found


def get_question(pk: int, *, viewer: Any) -> Question:
    """A matter that was put to the vote, for who runs the script."""
    rows = Question.objects.select_related("item", "vote", *(f"run__{name}" for name in OF_RUN))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.CONDUCT_RUN, at=found)
    return found


def items_of(run: Run) -> list[RunItem]:
    """As they ran and will: what has begun, then what has not, each in its order."""
    found = list(run.items.select_related("started_by", "ended_by", "skipped_by"))
    for item in found:
        item.run = run
    return sorted(found, key=lambda item: (item.started_at is None, item.position, item.pk))


def may_follow(pk: int, *, viewer: Any) -> bool:
    """Whether the viewer's page may listen to how the day goes on."""
    congress = Congress.objects.select_related("organization").filter(pk=pk).first()
    return congress is not None and (
        can(viewer, Permission.CONDUCT_VIEW, at=congress) or allowed(congress, viewer=viewer).run
    )


def revision_of(run: Run) -> int:
    """As it stands now: what the next press stands on."""
    return Run.objects.values_list("revision", flat=True).get(pk=run.pk)


def ahead_of(run: Run, *, but: RunItem | None = None) -> list[tuple[int, str]]:
    """Items that are to come, by number and title, for a form."""
    return [(each.pk, each.title) for each in items_of(run) if each.is_ahead and each != but]


def item_in(run: Run, pk: int | None) -> RunItem | None:
    """An item of this run by its number; None for none."""
    return None if pk is None else next((each for each in items_of(run) if each.pk == pk), None)
