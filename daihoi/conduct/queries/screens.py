"""What stands on the walls of the hall, told to everybody there; and the screens themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, require
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.base.offers import Part
from daihoi.conduct.models import Question, Run, Screen, ScreenView
from daihoi.conduct.queries.beginning import planned_of
from daihoi.conduct.queries.running import Sheet, sheet_of
from daihoi.conduct.queries.seen import get_congress_to_run, items_of, run_of
from daihoi.conduct.queries.speaking import Speaking, Waiting, speaking_in, turns_of, waiting_in
from daihoi.conduct.queries.topics import congress_topic
from daihoi.congresses.models import Congress
from daihoi.elections.models import Vote
from daihoi.elections.queries.first_steps import voting
from daihoi.elections.queries.hall import Hall, hall_of
from daihoi.elections.queries.topics import congress_topic as elections_topic
from daihoi.programme.queries.seen import scope_of
from daihoi.resolutions.models import Amendment
from daihoi.resolutions.queries.hall import TextOnScreen, asked_in, chosen_at, text_on_screen
from daihoi.resolutions.queries.seen import congress_topic as resolutions_topic
from daihoi.rules.programme.running import Act, acts_of

RESULT_STAYS = timedelta(minutes=2)
MOST_WAITING = 5
HEARD_WITHIN = timedelta(seconds=150)  # a screen asks every minute: two in a row were missed
_KEPT_FOR_S = 24 * 3600
_BY_ACT = {
    Act.LIST: ScreenView.ELECTION,
    Act.BALLOT: ScreenView.ELECTION,
    Act.RESOLUTION: ScreenView.RESOLUTION,
}
_OF_THE_RUN = frozenset({ScreenView.PROGRAMME, ScreenView.SPEAKER, ScreenView.VOTE})


@dataclass(frozen=True, slots=True)
class Seen:
    """The day as everybody in the hall may know it; without a run all of it is empty."""

    congress: Congress
    at: datetime
    run: Run | None = None
    sheet: Sheet | None = None
    speaking: Speaking | None = None
    waiting: Sequence[Waiting] = ()
    question: Question | None = None
    vote: Vote | None = None  # the last count of the day that stands
    asked: Amendment | None = None  # of the resolution, while hands are raised on it

    @property
    def first_waiting(self) -> Sequence[Waiting]:
        return self.waiting[:MOST_WAITING]

    @property
    def turns(self) -> str:
        """Another one once who speaks or waits is another: a phone looks for its own turn."""
        speaks = self.speaking.turn.pk if self.speaking else ""
        return f"{speaks}:{','.join(str(row.turn.pk) for row in self.waiting)}"

    @property
    def is_on(self) -> bool:
        return self.run is not None and not self.run.is_over


@dataclass(frozen=True, slots=True)
class Wall:
    """One screen. ``view`` is what it shows now, never `ScreenView.FOLLOW`."""

    seen: Seen
    view: ScreenView
    needed: Mapping[str, Any] | None = (
        None  # `elections.queries.law.kept`, of the matter put to the vote
    )
    ballot: Hall | None = None
    text: TextOnScreen | None = None


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """A screen with its address, and when its browser was last heard of."""

    screen: Screen
    address: str
    heard_at: datetime | None
    is_connected: bool


@dataclass(frozen=True, slots=True)
class ScreenList:
    congress: Congress
    rows: list[ScreenRow]
    closed: list[Screen]


def seen_of(congress: Congress, at: datetime) -> Seen:
    """What the hall sees of its day. No viewer is asked: the caller has let her, or the screen, in."""
    run = run_of(congress)
    if run is None:
        return Seen(congress, timezone.localtime(at))
    turns = turns_of(run)
    speaking = speaking_in(turns, at)
    return Seen(
        congress,
        timezone.localtime(at),
        run,
        sheet_of(items_of(run), planned_of(run.script, run.started_at), at),
        speaking,
        waiting_in(turns),
        run.questions.filter(vote=None, dropped_at=None).first(),
        _last_vote(run),
        asked_in(congress) if not run.is_over else None,
    )


def wall_of(congress: Congress, shows: str, at: datetime) -> Wall:
    """A screen that was told to show that view, as of ``at``."""
    seen, view = seen_of(congress, at), ScreenView(shows)
    if view is ScreenView.FOLLOW:
        view = _followed(seen)
    if view in _OF_THE_RUN and not seen.is_on:
        view = ScreenView.TITLE
    if view is ScreenView.VOTE and seen.question is None and seen.asked is not None:
        view = ScreenView.RESOLUTION  # what hands are raised on is read there
    if view is ScreenView.VOTE:
        return Wall(seen, view, needed=voting(congress).needed if seen.question else None)
    if view is ScreenView.ELECTION:
        return Wall(seen, view, ballot=hall_of(congress))
    if view is ScreenView.RESOLUTION:
        return Wall(seen, view, text=text_on_screen(congress))
    return Wall(seen, view)


def topics_of_hall(congress: Congress) -> list[str]:
    """What changes a screen."""
    return [congress_topic(congress), elections_topic(congress), resolutions_topic(congress)]


def screen_topic(screen: Screen) -> str:
    """What the browser of a screen follows: its code stands for `screen_part`."""
    return f"conduct.screen:{screen.code}"


def screen_part(screen: Screen) -> Part:
    """What an open screen shows, as it was last told."""
    return Part(
        "conduct/screen_show.html#shown",
        topics_of_hall(screen.congress),
        lambda: {"wall": _wall_now(screen.code)},
    )


def part_of_code(topic: str) -> Part | None:
    """The part behind ``conduct.screen:k7m2p``, for anybody who has the code of an open screen."""
    name, _colon, code = topic.partition(":")
    if name != "conduct.screen":
        return None
    found = _open_screens().filter(code=code).first()
    return screen_part(found) if found else None


def _wall_now(code: str) -> Wall:
    screen = _open_screens().filter(code=code).first()
    if screen is None:
        raise NotFound
    return wall_of(screen.congress, screen.shows, clock.now())


def screen_of(code: str) -> Screen:
    """The open screen with this code; nothing else is asked of who has it. It was heard of now."""
    screens = Screen.objects.select_related("congress__organization")
    found = screens.filter(code=code.replace("-", "").strip().lower()).first()
    if found is None:
        raise NotFound
    if not found.is_open:
        raise NotFound(
            _("Màn hình “%(name)s” đã đóng.") % {"name": found.name},
            code="screen_closed",
            advice=_("Hãy mở một màn hình mới và dùng địa chỉ mới ở máy chiếu."),
        )
    cache.set(_heard_key(found), clock.now(), _KEPT_FOR_S)
    return found


def get_screen(pk: int, *, viewer: Any) -> Screen:
    """One screen, for who runs the day."""
    rows = Screen.objects.select_related("congress__organization__parent")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.CONDUCT_RUN, at=scope_of(found.congress))
    return found


def screen_list(pk: int, *, site: str, viewer: Any) -> ScreenList:
    """All screens of a congress; ``site`` begins their addresses ("https://daihoi.vn")."""
    congress = get_congress_to_run(pk, viewer=viewer)
    screens = list(congress.screens.order_by("number"))
    shown = [each for each in screens if each.is_open]
    heard = cache.get_many([_heard_key(each) for each in shown])
    rows = [_row(each, site, heard.get(_heard_key(each))) for each in shown]
    return ScreenList(congress, rows, [each for each in screens if not each.is_open])


def _open_screens() -> QuerySet[Screen]:
    rows = Screen.objects.filter(closed_at__isnull=True)
    return rows.select_related("congress__organization")


def _row(screen: Screen, site: str, heard_at: datetime | None) -> ScreenRow:
    address = site + reverse("conduct:screen_show", args=[screen.code])
    is_connected = heard_at is not None and clock.now() - heard_at <= HEARD_WITHIN
    return ScreenRow(screen, address, heard_at, is_connected)


def _heard_key(screen: Screen) -> str:
    return f"conduct.screen:{screen.pk}:heard"


def _followed(seen: Seen) -> ScreenView:
    """What the hall looks at now: a vote, a speaker, a result just told, what the item is about.

    A result gives way to what begins, or is put on the screens, after it.
    """
    if not seen.is_on or seen.sheet is None or not seen.sheet.begun:
        return ScreenView.TITLE
    if seen.question is not None or seen.asked is not None:
        return ScreenView.VOTE
    if seen.speaking is not None:
        return ScreenView.SPEAKER
    now = seen.sheet.now.item if seen.sheet.now else None
    acts = acts_of(now.as_value()) if now else []
    view = next((_BY_ACT[act] for act in acts if act in _BY_ACT), ScreenView.PROGRAMME)
    if seen.vote is None or seen.at - seen.vote.recorded_at > RESULT_STAYS:
        return view
    since = [now.started_at if now else None]
    if view is ScreenView.RESOLUTION:
        since.append(chosen_at(seen.congress))
    is_past = any(moment and moment > seen.vote.recorded_at for moment in since)
    return view if is_past else ScreenView.VOTE


def _last_vote(run: Run) -> Vote | None:
    rows = run.congress.hand_votes.filter(withdrawn_at=None, recorded_at__gte=run.started_at)
    return rows.order_by("recorded_at", "pk").last()
