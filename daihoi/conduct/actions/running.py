"""The script that runs: begun, one key from item to item, a pause, a step back, the end of the day."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.conduct.actions.held import HeldRun
from daihoi.conduct.actions.held_order import HeldOrder
from daihoi.conduct.models import Run, RunItem
from daihoi.conduct.queries.beginning import against_start, items_from, newest_script
from daihoi.conduct.queries.topics import congress_topic
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress
from daihoi.live.topics import bump
from daihoi.programme.queries.seen import body_of, scope_of
from daihoi.rules.programme.running import (
    Line,
    Phase,
    began,
    place_of,
    pressed,
    stepped_back,
    stopped,
)


@transaction.atomic
def start_run(congress: Congress, *, reason: str = "", actor: User) -> Run:
    """Begin the day by its newest script: a copy of its lines, which the day may change.

    Without a final script, or on another day than the congress's, only who directs it may, for a
    ``reason`` that is kept. Who begins holds the keys. No item begins yet.
    """
    require(actor, Permission.CONDUCT_RUN, at=scope_of(congress))
    HeldCongress.to_change(congress)
    if Run.objects.filter(congress=congress).exists():
        raise Conflict(_("Đại hội đã được bắt đầu điều hành."), code="started")
    script = newest_script(congress)
    if script is None:
        raise RuleBroken(
            _("Chưa có kịch bản nên chưa điều hành được."),
            code="no_script",
            advice=_("Hãy lập và hoàn thiện kịch bản trước."),
        )
    against = against_start(congress, script)
    if against:
        require(actor, Permission.CONDUCT_DIRECT, at=congress)
        if not reason.strip():
            words = " ".join(each.text for each in against)
            raise RuleBroken(
                words,
                code=against[0].code,
                advice=_("Muốn thử thì dùng “Tổng duyệt”; vẫn bắt đầu thì ghi lý do."),
            )
    now = clock.now()
    run = Run.objects.create(
        congress=congress,
        script=script,
        subcommittee=body_of(congress),
        conductor=actor,
        conductor_since=now,
        started_at=now,
        started_by=actor,
        start_reason=HeldRun.said(reason) if against else "",
        created_by=actor,
        created_at=now,
        updated_at=now,
    )
    made = items_from(script)
    for item in made:
        item.run = run
    RunItem.objects.bulk_create(made)
    after = {"script": script.number, "items": len(made), "reason": run.start_reason}
    record("conduct.start_run", run, actor=actor, after=after, context=congress)
    bump(congress_topic(congress))
    return run


@transaction.atomic
def drop_run(run: Run, *, revision: int, actor: User) -> None:
    """Take back a beginning that was a mistake: only while nothing of the day has been noted."""
    require(actor, Permission.CONDUCT_RUN, at=run)
    held = HeldRun(run)
    held.check_seen(revision)
    noted = (held.run.changes, held.run.questions, held.run.turns)
    if any(item.started_at for item in held.items) or any(rows.exists() for rows in noted):
        raise Conflict(
            _("Đã có điều được ghi trong ngày nên không bỏ lần bắt đầu này được."), code="noted"
        )
    congress = held.run.congress
    record("conduct.drop_run", held.run, actor=actor, context=congress)
    held.run.delete()
    bump(congress_topic(congress))


@transaction.atomic
def next_item(run: Run, *, revision: int, actor: User) -> Run:
    """The one key: what runs ends, what is next begins, both at this moment (P64)."""
    require(actor, Permission.CONDUCT_RUN, at=run)
    held = _to_stamp(run, revision, actor)
    held.check_closing()
    try:
        after = pressed(held.lines, held.now)
    except ValueError:
        raise Conflict(_("Mọi mục đã xong."), code="all_done") from None
    before, done = _keep(held, after, actor)
    record("conduct.next_item", held.run, actor=actor, before=before, after=done)
    return held.run


@transaction.atomic
def stop_item(run: Run, *, revision: int, actor: User) -> Run:
    """End what runs and begin nothing: a pause that is no item."""
    require(actor, Permission.CONDUCT_RUN, at=run)
    held = _to_stamp(run, revision, actor)
    held.check_closing()
    try:
        after = stopped(held.lines, held.now)
    except ValueError:
        raise Conflict(_("Không có mục nào đang làm."), code="nothing_runs") from None
    before, done = _keep(held, after, actor)
    record("conduct.stop_item", held.run, actor=actor, before=before, after=done)
    return held.run


@transaction.atomic
def start_item(
    item: RunItem, *, revision: int, reason: str = "", accepts: str = "", actor: User
) -> Run:
    """Begin an item now; what runs ends. Out of turn it is a change of the order: for a reason."""
    require(actor, Permission.CONDUCT_RUN, at=item)
    held = _to_stamp(item.run, revision, actor)
    place = held.place(item)
    if held.lines[place].phase is not Phase.AHEAD:
        raise Conflict(_("Mục này không còn chờ bắt đầu."), code="not_ahead")
    if place_of(held.lines, Phase.AHEAD) != place:
        require(actor, Permission.CONDUCT_DIRECT, at=held.run.congress)
        kept = held.put_first(held.items[place], reason=reason, accepts=accepts, actor=actor)
        record("conduct.move_item", kept, actor=actor, after=kept.after, context=held.run)
        place = held.place(item)
    lines = held.lines
    if place_of(lines, Phase.NOW) is not None:
        held.check_closing()
        lines = stopped(lines, held.now)
    before, done = _keep(held, began(lines, place, held.now), actor)
    record("conduct.start_item", held.run, actor=actor, before=before, after=done)
    return held.run


@transaction.atomic
def step_back(run: Run, *, revision: int, actor: User) -> Run:
    """Take the last press back: pressed by mistake. Not once something was noted in that item."""
    require(actor, Permission.CONDUCT_RUN, at=run)
    held = HeldRun(run)
    held.check_seen(revision)
    held.check_open()
    held.check_keys(actor)
    now = place_of(held.lines, Phase.NOW)
    if now is not None and _is_used(held.items[now]):
        raise Conflict(
            _("“%(title)s” đã có biểu quyết hoặc phát biểu nên không lùi lại được.")
            % {"title": held.items[now].title},
            code="item_used",
            advice=_("Nếu chỉ sai giờ, hãy dùng “Sửa giờ”."),
        )
    try:
        after = stepped_back(held.lines)
    except ValueError:
        raise Conflict(_("Chưa có lần bấm nào để lùi."), code="nothing_pressed") from None
    before, done = _keep(held, after, actor)
    record("conduct.step_back", held.run, actor=actor, before=before, after=done)
    return held.run


@transaction.atomic
def take_keys(run: Run, *, actor: User) -> Run:
    """Hold the keys from now on; whoever held them sees it, and presses nothing by mistake."""
    require(actor, Permission.CONDUCT_RUN, at=run)
    held = HeldRun(run)
    held.check_open()
    if held.run.conductor_id == actor.pk:
        return held.run
    before = {"conductor": str(held.run.conductor)}
    held.run.conductor, held.run.conductor_since = actor, held.now
    held.changed("conductor", "conductor_since")
    after = {"conductor": str(actor)}
    record("conduct.take_keys", held.run, actor=actor, before=before, after=after)
    return held.run


@transaction.atomic
def end_run(run: Run, *, revision: int, actor: User) -> Run:
    """Note that the day is over: all items done or left out, nobody speaks, no vote open, none half counted."""
    require(actor, Permission.CONDUCT_RUN, at=run)
    held = HeldRun(run)
    held.check_seen(revision)
    held.check_open()
    held.check_keys(actor)
    left = [line for line in held.lines if line.phase in {Phase.AHEAD, Phase.NOW}]
    if left:
        raise RuleBroken(
            _("Còn %(n)s mục chưa xong, mục đầu là “%(title)s”.")
            % {"n": len(left), "title": left[0].item.title},
            code="items_left",
            advice=_("Làm xong, hoặc bỏ mục không làm kèm lý do."),
        )
    if question := held.run.questions.filter(vote=None, dropped_at=None).first():
        raise RuleBroken(
            _("Biểu quyết “%(subject)s” chưa có kết quả.") % {"subject": question.subject},
            code="question_open",
            advice=_("Hãy ghi số người giơ tay, hoặc thôi biểu quyết nội dung này."),
        )
    if turn := held.run.turns.filter(started_at__isnull=False, ended_at=None).first():
        raise RuleBroken(
            _("%(who)s còn đang phát biểu từ %(at)s nên chưa kết thúc đại hội được.")
            % {"who": turn.speaker, "at": f"{timezone.localtime(turn.started_at):%H:%M}"},
            code="turn_open",
            advice=_(
                "Hãy ghi kết thúc lượt ấy ở trang Phát biểu. Nếu quên bấm, ghi xong rồi dùng “Sửa giờ”."
            ),
        )
    held.check_halves()
    held.check_clock()
    held.run.ended_at, held.run.ended_by = held.now, actor
    held.changed("ended_at", "ended_by")
    record("conduct.end_run", held.run, actor=actor, after={"ended_at": held.now})
    return held.run


@transaction.atomic
def minute_item(item: RunItem, words: str, *, seen: str, actor: User) -> RunItem:
    """A line or two of what happened in an item, for the minutes; ``seen``: as the page had it."""
    require(actor, Permission.CONDUCT_RUN, at=item)
    held = HeldRun(item.run)
    locked = held.items[held.place(item)]
    if locked.minuted.split() != seen.split():
        raise Conflict(
            _("Người khác đã sửa dòng ghi này. Đang lưu: %(now)s") % {"now": locked.minuted},
            code="outdated",
        )
    before = {"minuted": locked.minuted}
    locked.minuted = words.strip()
    locked.save(update_fields=["minuted"])
    after = {"minuted": locked.minuted}
    record("conduct.minute_item", locked, actor=actor, before=before, after=after, context=held.run)
    bump(congress_topic(held.run.congress))
    return locked


def _to_stamp(run: Run, revision: int, actor: User) -> HeldOrder:
    held = HeldOrder(run)
    held.check_seen(revision)
    held.check_open()
    held.check_keys(actor)
    held.check_clock()
    return held


def _keep(held: HeldRun, after: list[Line], actor: User) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write the stamps; what they were and are, for the record."""
    was = held.told(held.items)
    changed = held.keep_stamps(after, actor)
    held.changed()
    return {str(item.pk): was[str(item.pk)] for item in changed}, held.told(changed)


def _is_used(item: RunItem) -> bool:
    if item.questions.exists() or item.turns.exists():
        return True
    votes = item.run.congress.hand_votes.filter(recorded_at__gte=item.started_at)
    return votes.exists()
