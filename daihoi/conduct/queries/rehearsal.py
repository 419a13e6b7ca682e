"""A rehearsal of the day (tổng duyệt): the same clock and pages, kept in one browser's session only.

What is kept is ``{"script": 5, "stamps": {key: [begun, ended]}}`` with moments in ISO form. Nothing
of it becomes a row or an entry of the record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound
from daihoi.conduct.models import RunItem
from daihoi.conduct.queries.beginning import Planned, items_from, newest_script, planned_of
from daihoi.conduct.queries.running import Sheet, sheet_of
from daihoi.conduct.queries.seen import get_congress_to_run
from daihoi.congresses.models import Congress
from daihoi.programme.models import Script
from daihoi.rules.programme.running import Line, last_stamp, pressed, stepped_back, stopped

Kept = Mapping[str, Any]
PRESSES = {"next": pressed, "stop": stopped}


@dataclass(frozen=True, slots=True)
class Rehearsal:
    congress: Congress
    script: Script
    sheet: Sheet


def rehearsal_page(pk: int, kept: Kept, *, viewer: Any) -> Rehearsal:
    """How the rehearsal stands; its clock counts from its own first press."""
    congress, script = _script(pk, viewer)
    items, at = _items(script, kept), clock.now()
    begun = [item.started_at for item in items if item.started_at is not None]
    planned = _shifted(planned_of(script, at), min(begun, default=at))
    sheet = replace(sheet_of(items, planned, at), is_rehearsal=True)
    return Rehearsal(congress, script, sheet)


def rehearsed(pk: int, kept: Kept, press: str, *, viewer: Any) -> dict[str, Any]:
    """What is kept after a press: "next", "stop", "back", or "again" from the beginning."""
    script = _script(pk, viewer)[1]
    items = _items(script, kept)
    lines: Sequence[Line] = [item.as_line() for item in items]
    at = clock.now()
    last = last_stamp(lines)
    moment = at if last is None else max(at, last)
    if press == "again":
        return {"script": script.pk, "stamps": {}}
    if press != "back" and press not in PRESSES:
        raise NotFound
    try:
        after = stepped_back(lines) if press == "back" else PRESSES[press](lines, moment)
    except ValueError:
        raise Conflict(
            _("Không còn mục nào để bấm ở lần tổng duyệt này."), code="all_done"
        ) from None
    stamps = {
        line.item.key: [_told(line.started_at), _told(line.ended_at)]
        for line in after
        if line.started_at is not None
    }
    return {"script": script.pk, "stamps": stamps}


def _script(pk: int, viewer: Any) -> tuple[Congress, Script]:
    congress = get_congress_to_run(pk, viewer=viewer)
    script = newest_script(congress)
    if script is None:
        raise NotFound
    return congress, script


def _items(script: Script, kept: Kept) -> list[RunItem]:
    """Unsaved items with the stamps that are kept; those of another script are forgotten."""
    items = items_from(script)
    stamps = kept.get("stamps", {}) if kept.get("script") == script.pk else {}
    for item in items:
        begun, ended = stamps.get(str(item.key), (None, None))
        item.started_at = datetime.fromisoformat(begun) if begun else None
        item.ended_at = datetime.fromisoformat(ended) if ended else None
    return items


def _shifted(planned: Planned, begins: datetime) -> Planned:
    by = begins - planned.begins
    starts = {key: at + by for key, at in planned.starts.items()}
    return Planned(starts, begins, planned.ends + by)


def _told(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
