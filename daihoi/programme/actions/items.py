"""Items of the version that is worked on."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.programme.actions.held import HeldProgramme
from daihoi.programme.models import Programme, ProgrammeItem
from daihoi.rules.programme.defaults import minutes_limits
from daihoi.rules.programme.items import ORDER, Session

FIELDS = (
    "session", "title", "minutes", "introduced", "performed", "performer", "uses", "votes", "block",
    "does", "note",
)  # fmt: skip


@transaction.atomic
def add_item(programme: Programme, values: Mapping[str, Any], *, actor: User) -> ProgrammeItem:
    """One more item at the end of its session, before the closing ones of the official session."""
    require(actor, Permission.PROGRAMME_WRITE, at=programme)
    held = HeldProgramme(programme)
    _check(values)
    item = ProgrammeItem(programme=held.programme, position=0)
    for name, value in values.items():
        setattr(item, name, value)
    rows = _in_order(held.programme)
    place = next(
        (
            number
            for number, row in enumerate(rows)
            if ORDER[Session(row.session)] > ORDER[Session(item.session)]
            or (row.session == item.session and {"resolution", "closing"} & set(row.does))
        ),
        len(rows),
    )
    rows.insert(place, item)
    item.position = place
    item.save()
    _renumber(rows)
    held.changed()
    record(
        "programme.add_item",
        item,
        actor=actor,
        after=HeldProgramme.told(item),
        context=held.programme,
    )
    return item


@transaction.atomic
def edit_item(
    item: ProgrammeItem, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> ProgrammeItem:
    """Change an item; another session takes it to the end of that one."""
    require(actor, Permission.PROGRAMME_WRITE, at=item)
    held = HeldProgramme(item.programme)
    locked = held.item(item)
    _check(values)
    require_seen(locked, [name for name in FIELDS if name in values], seen)
    before = {name: HeldProgramme.told(locked)[name] for name in values}
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*values])
    _renumber(_in_order(held.programme))
    held.changed()
    after = {name: HeldProgramme.told(locked)[name] for name in values}
    changed = [name for name in values if before[name] != after[name]]
    record(
        "programme.edit_item",
        locked,
        actor=actor,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        context=held.programme,
    )
    return locked


@transaction.atomic
def move_item(item: ProgrammeItem, *, by: int = 0, before: int | None = None, actor: User) -> None:
    """One place up (``by`` -1) or down (1), or to stand before the item numbered ``before``.

    Past the end of its session it goes over into the next one; ``before`` 0 is the very end.
    """
    require(actor, Permission.PROGRAMME_WRITE, at=item)
    held = HeldProgramme(item.programme)
    locked = held.item(item)
    rows = _in_order(held.programme)
    place = next(number for number, row in enumerate(rows) if row.pk == locked.pk)
    row = rows.pop(place)
    was = {"session": row.session, "place": place + 1}
    if before is not None:
        place = next((n for n, each in enumerate(rows) if each.pk == before), len(rows))
        neighbour = rows[place] if place < len(rows) else (rows[-1] if rows else row)
        row.session = neighbour.session
    else:
        place = _stepped(rows, row, place, by)
    rows.insert(place, row)
    row.save(update_fields=["session"])
    _renumber(rows)
    held.changed()
    now = {"session": row.session, "place": place + 1}
    record("programme.move_item", row, actor=actor, before=was, after=now, context=held.programme)


@transaction.atomic
def remove_item(item: ProgrammeItem, *, actor: User) -> None:
    """Take an item out; the record keeps what it said."""
    require(actor, Permission.PROGRAMME_WRITE, at=item)
    held = HeldProgramme(item.programme)
    locked = held.item(item)
    record(
        "programme.remove_item",
        locked,
        actor=actor,
        before=HeldProgramme.told(locked),
        context=held.programme,
    )
    locked.delete()
    _renumber(_in_order(held.programme))
    held.changed()


def _stepped(rows: list[ProgrammeItem], row: ProgrammeItem, place: int, by: int) -> int:
    """Where it stands after one step; at the edge of its session it only changes the session."""
    neighbour = place - 1 if by < 0 else place
    if not 0 <= neighbour < len(rows):
        return place
    if rows[neighbour].session != row.session:
        row.session = rows[neighbour].session
        return place
    return place + by


def _in_order(programme: Programme) -> list[ProgrammeItem]:
    items = list(ProgrammeItem.objects.filter(programme=programme).order_by("position", "pk"))
    return sorted(items, key=lambda item: ORDER[Session(item.session)])


def _renumber(rows: list[ProgrammeItem]) -> None:
    for position, row in enumerate(rows):
        row.position = position
    ProgrammeItem.objects.bulk_update(rows, ["position"])


def _check(values: Mapping[str, Any]) -> None:
    least, most = minutes_limits()
    minutes = values.get("minutes")
    if minutes is not None and not least <= minutes <= most:
        raise RuleBroken(
            _("Mỗi mục phải từ %(least)s đến %(most)s phút, đồng chí ghi %(minutes)s phút.")
            % {"least": least, "most": most, "minutes": minutes},
            code="minutes",
            advice=_(
                "Mục không có thời lượng thì bỏ khỏi chương trình; mục dài hơn nửa ngày thì tách ra."
            ),
        )
    if "title" in values and not str(values["title"]).strip():
        raise RuleBroken(_("Hãy ghi nội dung của mục."), code="no_title")
