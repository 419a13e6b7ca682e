"""The conductor's page: what is now and next, when the rest will be, what is owed, who holds the keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.conduct.models import Change, Question, Run, RunItem
from daihoi.conduct.queries.beginning import (
    Against,
    Planned,
    against_start,
    newest_script,
    not_ready,
    planned_of,
)
from daihoi.conduct.queries.halves import halves_of, halves_words
from daihoi.conduct.queries.matters import bodies_of
from daihoi.conduct.queries.seen import RunCan, allowed, get_congress_to_run, items_of, run_of
from daihoi.conduct.queries.stamps import against_correcting
from daihoi.conduct.queries.topics import congress_topic
from daihoi.congresses.models import Congress
from daihoi.elections.models import Vote
from daihoi.elections.queries.first_steps import first_step
from daihoi.elections.queries.topics import congress_topic as elections_topic
from daihoi.meetings.queries.attendance import congress_meeting
from daihoi.programme.models import Script
from daihoi.programme.models.programmes import SESSION_LABELS
from daihoi.programme.queries.programmes import votes_words
from daihoi.programme.queries.texts import UsedTexts
from daihoi.rules.programme.items import Session
from daihoi.rules.programme.running import (
    Act,
    Cut,
    Day,
    Phase,
    Slot,
    acts_of,
    clock_behind,
    closes_session,
    cuts,
    timed,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One item as it runs: planned and real clock, what was voted in its time."""

    item: RunItem
    number: int
    phase: Phase
    slot: Slot
    planned: datetime | None  # None for what the script has not
    heading: str  # where a session begins
    is_next: bool = False
    votes_held: list[Vote] = field(default_factory=list)

    @property
    def votes(self) -> str:
        return votes_words(self.item.votes)

    @property
    def late(self) -> int:
        """Minutes behind the script; negative if ahead of it, 0 where neither can be said."""
        if self.planned is None or self.slot.starts is None:
            return 0
        return int((self.slot.starts - self.planned).total_seconds() / 60)

    @property
    def is_now(self) -> bool:
        return self.phase is Phase.NOW

    @property
    def is_ahead(self) -> bool:
        return self.phase is Phase.AHEAD

    @property
    def is_open(self) -> bool:
        """Whether its minutes can still be changed."""
        return self.phase in {Phase.NOW, Phase.AHEAD}

    @property
    def is_skipped(self) -> bool:
        return self.phase is Phase.SKIPPED

    @property
    def has_begun(self) -> bool:
        return self.phase in {Phase.NOW, Phase.DONE}


@dataclass(frozen=True, slots=True)
class Link:
    """Something to do or to look at for an item; ``url`` "" where it is somebody else's."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class CutRow:
    """A suggestion that the presidium may take with one press."""

    item: RunItem
    cut: Cut


@dataclass(frozen=True, slots=True)
class Sheet:
    """A day laid out, of a run or of its rehearsal; ``at`` is the server's clock."""

    rows: list[Row]
    day: Day
    planned: Planned
    at: datetime
    is_rehearsal: bool = False

    @property
    def now(self) -> Row | None:
        return None if self.day.now is None else self.rows[self.day.now]

    @property
    def next(self) -> Row | None:
        return None if self.day.next is None else self.rows[self.day.next]

    @property
    def done(self) -> int:
        return sum(row.phase is Phase.DONE for row in self.rows)

    @property
    def begun(self) -> bool:
        return any(row.has_begun for row in self.rows)

    @property
    def late(self) -> int:
        return max(self.day.over, 0)

    @property
    def early(self) -> int:
        return max(-self.day.over, 0)

    @property
    def left(self) -> int:
        """Whole minutes that what runs still has; negative once it is over its time."""
        row = self.now
        if row is None or row.item.started_at is None:
            return 0
        end = row.item.started_at.timestamp() + row.item.minutes_given * 60
        return int((end - self.at.timestamp()) // 60)

    @property
    def overtime(self) -> int:
        return max(-self.left, 0)

    @property
    def due(self) -> datetime | None:
        """When what runs should be over by its own minutes."""
        row = self.now
        if row is None or row.item.started_at is None:
            return None
        return row.item.started_at + row.item.as_line().length


@dataclass(frozen=True, slots=True)
class Conductor:
    """The page of who runs the script; without a run only what stands against beginning."""

    congress: Congress
    can: RunCan
    run: Run | None = None
    script: Script | None = None
    against: list[Against] = field(default_factory=list)
    sheet: Sheet | None = None
    holds_keys: bool = False
    works: list[Link] = field(default_factory=list)  # what the item that runs asks to be done
    papers: list[Link] = field(default_factory=list)
    next_papers: list[Link] = field(default_factory=list)
    warnings: list[Against] = field(default_factory=list)
    question: Question | None = None
    cuts: list[CutRow] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    meeting_url: str = ""
    topics: Sequence[str] = ()
    is_fixed: bool = False  # minutes that are signed hold the stamps

    @property
    def can_note(self) -> bool:
        """Whether stamps may be corrected and lines written for the minutes: also after the day."""
        return self.run is not None and not self.is_fixed

    @property
    def can_press(self) -> bool:
        return self.run is not None and not self.run.is_over and self.holds_keys

    @property
    def can_change(self) -> bool:
        return self.run is not None and not self.run.is_over and self.can.direct

    @property
    def can_end(self) -> bool:
        return self.can_press and self.sheet is not None and self.sheet.day.is_done

    @property
    def can_drop(self) -> bool:
        """Whether nothing was noted yet: a beginning that may have been a mistake."""
        begun = self.sheet is not None and self.sheet.begun
        return self.can_press and not begun and not self.changes


def conductor_page(pk: int, *, viewer: Any) -> Conductor:
    """How the day stands, for who runs it, in a number of queries that does not grow with it."""
    congress = get_congress_to_run(pk, viewer=viewer)
    may = allowed(congress, viewer=viewer)
    topics = [congress_topic(congress)] + [elections_topic(congress)] * may.elections
    run = run_of(congress)
    if run is None:
        script = newest_script(congress)
        against = against_start(congress, script) if script else []
        return Conductor(
            congress,
            may,
            script=script,
            against=against,
            warnings=not_ready(congress),
            topics=topics,
        )
    at = clock.now()
    sheet = sheet_of_run(run, at)
    texts = UsedTexts(congress)
    question = run.questions.filter(vote=None, dropped_at=None).select_related("item").first()
    changes = run.changes.select_related("item", "changed_by").order_by("-changed_at", "-pk")
    meeting = congress_meeting(congress)
    return Conductor(
        congress,
        may,
        run=run,
        sheet=sheet,
        holds_keys=run.conductor_id == viewer.pk,
        works=_works(congress, sheet.now, may) if sheet.now and not run.is_over else [],
        papers=_papers(texts, sheet.now),
        next_papers=_papers(texts, sheet.next),
        warnings=_warnings(congress, sheet, at) if not run.is_over else [],
        question=question,
        cuts=_cuts(sheet),
        changes=list(changes),
        meeting_url=reverse("meetings:meeting_detail", args=[meeting.pk]) if meeting else "",
        topics=topics,
        is_fixed=run.is_over and against_correcting(congress) is not None,
    )


def sheet_of_run(run: Run, at: datetime) -> Sheet:
    """The run laid out as of ``at``, with the votes held in the time of each item."""
    votes = list(run.congress.hand_votes.select_related("recorded_by"))
    planned = planned_of(run.script, run.started_at)
    return sheet_of(items_of(run), planned, at, votes)


def sheet_of(
    items: Sequence[RunItem], planned: Planned, at: datetime, votes: Sequence[Vote] = ()
) -> Sheet:
    """Items in the order of the day, re-timed."""
    lines = [item.as_line() for item in items]
    day = timed(lines, begins=planned.begins, planned_end=planned.ends, at=at)
    held = _votes_by_item(items, votes)
    rows, last = [], ""
    for place, (item, line, slot) in enumerate(zip(items, lines, day.slots, strict=True)):
        session = str(SESSION_LABELS[Session(item.session)])
        rows.append(
            Row(
                item,
                place + 1,
                line.phase,
                slot,
                planned.starts.get(str(item.key)),
                session if session != last else "",
                is_next=place == day.next,
                votes_held=held.get(place, []),
            )
        )
        last = session
    return Sheet(rows, day, planned, timezone.localtime(at))


def _votes_by_item(items: Sequence[RunItem], votes: Sequence[Vote]) -> Mapping[int, list[Vote]]:
    """A vote belongs to the last item that had begun when it was counted."""
    begun = [(item.started_at, place) for place, item in enumerate(items) if item.started_at]
    found: dict[int, list[Vote]] = {}
    for vote in votes:
        before = [(at, place) for at, place in begun if at <= vote.recorded_at]
        if before:
            found.setdefault(max(before)[1], []).append(vote)
    return found


def _papers(texts: UsedTexts, row: Row | None) -> list[Link]:
    if row is None:
        return []
    used = texts.of(row.item.uses)
    return [Link(used[ref].name, texts.url(ref)) for ref in row.item.uses]


def _cuts(sheet: Sheet) -> list[CutRow]:
    rows = {str(row.item.key): row.item for row in sheet.rows}
    lines = [row.item.as_line() for row in sheet.rows]
    return [CutRow(rows[cut.key], cut) for cut in cuts(lines, sheet.day.over)]


def _works(congress: Congress, row: Row, may: RunCan) -> list[Link]:
    """Where what the item asks is done; the same page comes back from forms that know the way."""
    back = f"?next={reverse('conduct:conductor', args=[congress.pk])}"
    found = []
    for act in acts_of(row.item.as_value()):
        if act in {Act.ROLL, Act.LIST, Act.BALLOT} and not may.elections:
            continue
        if act is Act.ROLL:
            found.append(Link(_("Xác nhận danh sách, số người dự"), "elections:roll_detail"))
        elif act in {Act.LIST, Act.BALLOT}:
            found.append(Link(_("Mở trang Bầu cử"), "elections:overview"))
        elif act is Act.SPEECHES:
            found.append(Link(_("Danh sách phát biểu"), "conduct:turn_list"))
        elif act is Act.RESOLUTION:
            found.append(Link(_("Nghị quyết đại hội"), "resolutions:resolution_detail"))
    links = [Link(each.label, _url(each.url, congress.pk)) for each in dict.fromkeys(found)]
    for body in bodies_of(row.item) if may.vote else ():
        label = _("Biểu quyết danh sách %(body)s") % {"body": body.label.lower()}
        url = reverse("elections:body_name", args=[congress.pk, body.value])
        links.append(Link(label, f"{url}{back}"))
    return [each for each in links if each.url]


def _url(name: str, *arguments: object) -> str:
    """An address, or "" while nobody serves it."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _warnings(congress: Congress, sheet: Sheet, at: datetime) -> list[Against]:
    found = []
    lines = [row.item.as_line() for row in sheet.rows]
    if clock_behind(lines, at) is not None:
        words = _(
            "Đồng hồ máy chủ chỉ %(now)s, sớm hơn lần ghi gần nhất. Hãy chỉnh đồng hồ; nếu giờ đã"
            " ghi mới là sai thì sửa giờ ở mục ấy."
        ) % {"now": f"{timezone.localtime(at):%H:%M}"}
        found.append(Against("clock_behind", words, "", ""))
    near = [row for row in (sheet.now, sheet.next) if row is not None]
    if any(row.item.votes for row in near) and (step := first_step(congress)) is not None:
        found.append(Against("first_step", step.words, step.url, step.action))
    closing = any(closes_session(lines, row.number - 1) for row in near)
    if closing and (halves := halves_of(congress)):
        words = _("Cuộc bầu chưa xong: %(which)s. Phiên chưa kết thúc được.")
        told = words % {"which": halves_words(halves)}
        found.append(Against("election_half", told, halves[0].url, _("Mở trang Bầu cử")))
    return found
