"""What two programmes, or a script and its programme, differ in, item by item (S49)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from daihoi.rules.programme.items import Item


class Change(StrEnum):
    ADDED = "added"  # chỉ có ở bên mới
    REMOVED = "removed"  # chỉ có ở bên cũ
    MOVED = "moved"  # khác thứ tự
    FIELD = "field"  # khác một ô


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference of one item; ``old`` and ``new`` are words, "" where there is nothing."""

    key: str
    title: str
    change: Change
    field: str = ""  # of `Change.FIELD`: a name of `FIELDS`
    old: str = ""
    new: str = ""


FIELDS: Mapping[str, Callable[[Item], str]] = {
    "session": lambda item: item.session.value,
    "title": lambda item: item.title,
    "minutes": lambda item: str(item.minutes),
    "introduced": lambda item: item.introduced,
    "performed": lambda item: item.performed,
    "uses": lambda item: ",".join(item.uses),
    "votes": lambda item: item.votes,
    "note": lambda item: item.note,
}
# What decides whether a change needs a new approval (S51): who attends to a word does not ask again.
MATERIAL_FIELDS = frozenset({"session", "title", "minutes", "uses", "votes"})


def differences(
    old: Sequence[Item], new: Sequence[Item], *, fields: Sequence[str] = tuple(FIELDS)
) -> list[Difference]:
    """Everything that differs, in the order of ``new``; what is gone comes last."""
    before = {item.key: item for item in old}
    after = {item.key: item for item in new}
    moved = _moved([key for key in before if key in after], [key for key in after if key in before])
    found: list[Difference] = []
    for item in new:
        was = before.get(item.key)
        if was is None:
            found.append(Difference(item.key, item.title, Change.ADDED, new=item.title))
            continue
        if item.key in moved:
            places = (str(_place(old, item.key)), str(_place(new, item.key)))
            found.append(Difference(item.key, item.title, Change.MOVED, "", *places))
        for name in fields:
            said, says = FIELDS[name](was), FIELDS[name](item)
            if said != says:
                found.append(Difference(item.key, item.title, Change.FIELD, name, said, says))
    found += [
        Difference(item.key, item.title, Change.REMOVED, old=item.title)
        for item in old
        if item.key not in after
    ]
    return found


def is_material(found: Sequence[Difference]) -> bool:
    """Whether a change touches content, order, time or votes: what the superior approved (S51)."""
    return any(each.change is not Change.FIELD or each.field in MATERIAL_FIELDS for each in found)


def _place(items: Sequence[Item], key: str) -> int:
    return next(number for number, item in enumerate(items, 1) if item.key == key)


def _moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The fewest items that were moved: those outside the longest run that kept its order."""
    place = {key: number for number, key in enumerate(old)}
    runs: list[tuple[str, ...]] = []  # the longest that ends with each key of ``new``
    for key in new:
        before = [run for run in runs if place[run[-1]] < place[key]]
        runs.append((*_longest(before), key))
    kept = set(_longest(runs))
    return {key for key in new if key not in kept}


def _longest(runs: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return max(runs, key=lambda run: (len(run), run), default=())
