"""The day's order changed by the presidium, each time for a reason; stamps set by hand (P58, P64)."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.conduct.actions.held_order import HeldOrder
from daihoi.conduct.models import ChangeKind, Run, RunItem
from daihoi.conduct.queries.beginning import planned_of
from daihoi.conduct.queries.findings import broken
from daihoi.rules.programme.defaults import minutes_limits
from daihoi.rules.programme.running import Phase, cuts, stamp_broken, timed

ADDED = ("title", "minutes", "introduced", "conducted", "votes", "words")


@transaction.atomic
def move_item(
    item: RunItem,
    before: RunItem | None,
    *,
    reason: str,
    revision: int,
    accepts: str = "",
    actor: User,
) -> RunItem:
    """Put an item that is ahead before another one, or last (None)."""
    require(actor, Permission.CONDUCT_DIRECT, at=item.run.congress)
    held = _held(item.run, revision)
    moved = held.ahead(item)
    was = {"place": held.place(moved) + 1, "session": moved.session}
    findings = held.settle(held.put_before(moved, before), accepts=accepts)
    now = {"place": held.place(moved) + 1, "session": moved.session}
    if was == now:
        raise RuleBroken(_("Mục vẫn ở chỗ cũ."), code="same_place")
    held.keep_change(
        ChangeKind.MOVE, moved, before=was, after=now, reason=reason, findings=findings, actor=actor
    )
    held.changed()
    after = {**now, "title": moved.title, "reason": reason, "findings": findings}
    record("conduct.move_item", moved, actor=actor, before=was, after=after, context=held.run)
    return moved


@transaction.atomic
def add_item(
    run: Run,
    values: Mapping[str, Any],
    before: RunItem | None,
    *,
    reason: str,
    revision: int,
    accepts: str = "",
    actor: User,
) -> RunItem:
    """Put something on the day's order that the programme has not; ``values`` name `ADDED`."""
    require(actor, Permission.CONDUCT_DIRECT, at=run.congress)
    held = _held(run, revision)
    told = {name: values[name] for name in ADDED if name in values}
    _check_minutes(told["minutes"])
    session = (before or held.items[-1]).session
    made = RunItem.objects.create(
        run=held.run,
        position=len(held.items),
        session=session,
        added_reason=held.said(reason),
        **told,
    )
    findings = held.settle(held.put_before(made, before), accepts=accepts)
    held.keep_change(
        ChangeKind.ADD, made, before={}, after=told, reason=reason, findings=findings, actor=actor
    )
    held.changed()
    after = {**told, "reason": made.added_reason, "findings": findings}
    record("conduct.add_item", made, actor=actor, after=after, context=held.run)
    return made


@transaction.atomic
def skip_item(
    item: RunItem, *, reason: str, revision: int, accepts: str = "", actor: User
) -> RunItem:
    """Leave an item out today; it can be taken up again."""
    require(actor, Permission.CONDUCT_DIRECT, at=item.run.congress)
    held = _held(item.run, revision)
    skipped = _skip(held, held.ahead(item), reason, accepts, actor)
    after = {"title": skipped.title, "reason": skipped.skip_reason}
    record("conduct.skip_item", skipped, actor=actor, after=after, context=held.run)
    return skipped


@transaction.atomic
def restore_item(
    item: RunItem, *, reason: str, revision: int, accepts: str = "", actor: User
) -> RunItem:
    """Take up again what was left out; it stands where it stood, or next."""
    require(actor, Permission.CONDUCT_DIRECT, at=item.run.congress)
    held = _held(item.run, revision)
    restored = held.items[held.place(item)]
    if restored.skipped_at is None:
        raise Conflict(_("Mục này không bị bỏ."), code="not_skipped")
    before = {"reason": restored.skip_reason}
    restored.skipped_at, restored.skipped_by, restored.skip_reason = None, None, ""
    restored.save(update_fields=["skipped_at", "skipped_by", "skip_reason"])
    findings = held.settle(held.items, accepts=accepts)
    held.keep_change(
        ChangeKind.RESTORE, restored, before=before, after={}, reason=reason, findings=findings,
        actor=actor,
    )  # fmt: skip
    held.changed()
    after = {"title": restored.title, "reason": reason}
    record("conduct.restore_item", restored, actor=actor, before=before, after=after, context=held.run)  # fmt: skip
    return restored


@transaction.atomic
def change_minutes(
    item: RunItem, minutes: int, *, reason: str, revision: int, actor: User
) -> RunItem:
    """Give an item that runs or is ahead more or fewer minutes today."""
    require(actor, Permission.CONDUCT_DIRECT, at=item.run.congress)
    held = _held(item.run, revision)
    changed = held.items[held.place(item)]
    if changed.as_line().phase not in {Phase.NOW, Phase.AHEAD}:
        raise Conflict(_("Mục này đã làm hoặc đã bỏ nên không đổi được."), code="not_ahead")
    before = _give(held, changed, minutes, reason, actor)
    after = {"title": changed.title, "minutes": minutes, "reason": reason}
    record("conduct.change_minutes", changed, actor=actor, before=before, after=after, context=held.run)  # fmt: skip
    return changed


@transaction.atomic
def cut_item(item: RunItem, *, revision: int, actor: User) -> RunItem:
    """Take the suggestion for this item: as much shorter as the day is late and the item allows."""
    require(actor, Permission.CONDUCT_DIRECT, at=item.run.congress)
    held = _held(item.run, revision)
    planned = planned_of(held.run.script, held.run.started_at)
    lines = held.lines
    day = timed(lines, begins=planned.begins, planned_end=planned.ends, at=held.now)
    found = [cut for cut in cuts(lines, day.over) if cut.key == str(item.key)]
    if not found:
        raise Conflict(
            _("Mục này không còn phải bớt phút nào để kết thúc đúng giờ."), code="no_cut"
        )
    changed = held.items[held.place(item)]
    reason = _("Bớt thời lượng để kết thúc đúng giờ (đang chậm %(n)s phút).") % {"n": day.over}
    before = {"minutes": changed.minutes_given}
    if found[0].to:
        _give(held, changed, found[0].to, reason, actor)
    else:
        _skip(held, changed, reason, "", actor)
    after = {"title": changed.title, "minutes": found[0].to, "reason": reason}
    record("conduct.cut_item", changed, actor=actor, before=before, after=after, context=held.run)
    return changed


@transaction.atomic
def correct_stamp(
    item: RunItem,
    started: time,
    ended: time | None,
    *,
    reason: str,
    revision: int,
    actor: User,
) -> RunItem:
    """Write by hand when an item began and ended, to the minute; no end while it still runs.

    What lies within the minute of a stamp that is there is that stamp. Refused where two items
    would run at once; an item that has ended keeps an end. Also after the day, until its minutes are
    signed.
    """
    require(actor, Permission.CONDUCT_RUN, at=item)
    held = HeldOrder(item.run)
    held.check_seen(revision)
    held.check_correctable()
    place = held.place(item)
    corrected = held.items[place]
    if corrected.skipped_at is not None or (corrected.is_done and ended is None):
        raise RuleBroken(_("Mục đã xong thì phải có giờ xong."), code="no_end")
    if not corrected.started_at and any(each.is_ahead for each in held.items[:place]):
        raise Conflict(_("Chưa đến lượt mục này."), code="not_next")
    if corrected.is_running and ended is not None:
        held.check_closing()
    start = _moment(held, started, corrected.started_at)
    end = None if ended is None else _moment(held, ended, corrected.ended_at)
    if wrong := stamp_broken(held.lines, place, start, end, at=held.now):
        raise broken([wrong], advice=_("Hãy xem giờ của mục trước và mục sau rồi ghi lại."))
    _check_before_end(held, end or start)
    before = {"from": corrected.started_at, "to": corrected.ended_at}
    corrected.started_by = corrected.started_by or actor
    corrected.ended_by = (corrected.ended_by or actor) if end else None
    corrected.started_at, corrected.ended_at = start, end
    corrected.save(update_fields=["started_at", "started_by", "ended_at", "ended_by"])
    after = {"from": start, "to": end}
    held.keep_change(
        ChangeKind.STAMP, corrected, before=_said(before), after=_said(after), reason=reason,
        actor=actor,
    )  # fmt: skip
    held.changed()
    told = {**after, "title": corrected.title, "reason": reason}
    record("conduct.correct_stamp", corrected, actor=actor, before=before, after=told, context=held.run)  # fmt: skip
    return corrected


def _held(run: Run, revision: int) -> HeldOrder:
    held = HeldOrder(run)
    held.check_seen(revision)
    held.check_open()
    return held


def _check_before_end(held: HeldOrder, moment: datetime) -> None:
    ended = held.run.ended_at
    if ended is not None and moment > ended:
        raise RuleBroken(
            _("Đại hội đã được ghi kết thúc lúc %(at)s nên không mục nào xong muộn hơn.")
            % {"at": f"{timezone.localtime(ended):%H:%M}"},
            code="after_end",
        )


def _give(held: HeldOrder, item: RunItem, minutes: int, reason: str, actor: User) -> dict[str, Any]:
    before = {"minutes": item.minutes_given}
    _check_minutes(minutes)
    if minutes == item.minutes_given:
        raise RuleBroken(_("Số phút vẫn như cũ."), code="same_minutes")
    item.minutes_now = minutes
    item.save(update_fields=["minutes_now"])
    held.keep_change(
        ChangeKind.MINUTES, item, before=before, after={"minutes": minutes}, reason=reason,
        actor=actor,
    )  # fmt: skip
    held.changed()
    return before


def _check_minutes(minutes: int) -> None:
    least, most = minutes_limits()
    if not least <= minutes <= most:
        raise RuleBroken(
            _("Mỗi mục từ %(least)s đến %(most)s phút.") % {"least": least, "most": most},
            code="minutes",
        )


def _skip(held: HeldOrder, item: RunItem, reason: str, accepts: str, actor: User) -> RunItem:
    item.skipped_at, item.skipped_by = held.now, actor
    item.skip_reason = held.said(reason)
    item.save(update_fields=["skipped_at", "skipped_by", "skip_reason"])
    findings = held.settle(held.items, accepts=accepts)
    held.keep_change(
        ChangeKind.SKIP, item, before={}, after={"minutes": item.minutes_given}, reason=reason,
        findings=findings, actor=actor,
    )  # fmt: skip
    held.changed()
    return item


def _moment(held: HeldOrder, told: time, old: datetime | None) -> datetime:
    """``told`` on the day of the stamps; a stamp that lies within that minute, if there is one."""
    stamps = [old, *(moment for each in held.items for moment in (each.started_at, each.ended_at))]
    known = [timezone.localtime(moment) for moment in stamps if moment is not None]
    day = timezone.localdate(known[0] if known else held.now)
    at = timezone.make_aware(datetime.combine(day, told.replace(second=0, microsecond=0)))
    within = (moment for moment in known if moment.replace(second=0, microsecond=0) == at)
    return next(within, at)


def _said(stamps: dict[str, Any]) -> dict[str, str]:
    return {
        name: f"{timezone.localtime(moment):%H:%M}" if moment else ""
        for name, moment in stamps.items()
    }
