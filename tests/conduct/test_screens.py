"""Screens in the hall: who opens them, what a code opens and for how long, what each view chooses."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.conduct.actions import questions, running, screens
from daihoi.conduct.models import RunItem, Screen, ScreenView
from daihoi.conduct.queries.screens import (
    screen_list,
    screen_of,
    screen_topic,
    seen_of,
    topics_of_hall,
    wall_of,
)
from daihoi.elections.actions.votes import record_vote, withdraw_vote
from daihoi.elections.queries.hands import Hands
from daihoi.resolutions.actions.amendments import ask_amendment, vote_amendment
from daihoi.resolutions.actions.drafts import show_clause
from tests.conduct.days import Day, at
from tests.factories import grant
from tests.factories.conduct import ScreenFactory, TurnFactory
from tests.factories.resolutions import AmendmentFactory, ClauseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_kept() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def day() -> Day:
    return Day()


def view_of(day: Day, minutes: float, shows: str = ScreenView.FOLLOW) -> ScreenView:
    return wall_of(day.congress, shows, at(minutes)).view


def test_a_screen_is_opened_with_a_code_that_the_record_does_not_keep(day: Day) -> None:
    first = screens.open_screen(day.congress, "  Bên trái  ", actor=day.boss)
    second = screens.open_screen(day.congress, "", ScreenView.TITLE, actor=day.boss)
    assert [first.name, second.name] == ["Bên trái", "Màn hình 2"]
    assert [first.number, second.number] == [1, 2]
    assert first.code != second.code
    assert len(first.code) == 10
    entry = Entry.objects.filter(action="conduct.open_screen").first()
    assert entry is not None
    assert first.code not in str(entry.after)


def test_only_who_runs_the_day_opens_sets_and_closes(day: Day) -> None:
    member = grant(Role.MEMBER, day.cell)
    screen = ScreenFactory.create(congress=day.congress)
    with pytest.raises(NotPermitted):
        screens.open_screen(day.congress, "", actor=member)
    with pytest.raises(NotPermitted):
        screens.set_screen(screen, ScreenView.TITLE, actor=member)
    with pytest.raises(NotPermitted):
        screens.close_screen(screen, actor=member)
    screen.refresh_from_db()
    assert screen.is_open
    assert screen.shows == ScreenView.FOLLOW


def test_a_screen_is_told_what_to_show_and_everybody_hears_of_it(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(screens, "bump", told.append)
    screen = ScreenFactory.create(congress=day.congress)
    screens.set_screen(screen, ScreenView.VOTE, actor=day.boss)
    screen.refresh_from_db()
    assert (screen.shows, screen.set_by) == (ScreenView.VOTE, day.boss)
    assert told == [f"conduct.congress:{day.congress.pk}"]
    assert Entry.objects.filter(action="conduct.set_screen").count() == 1


def test_a_closed_screen_is_dead(day: Day) -> None:
    screen = ScreenFactory.create(congress=day.congress)
    topic = screen_topic(screen)
    assert screen_of(screen.code) == screen
    part = offers.part(AnonymousUser(), topic)
    assert part is not None
    assert part.topics == topics_of_hall(day.congress)
    assert set(part.make()) == {"wall"}
    screens.close_screen(screen, actor=day.boss)
    with pytest.raises(NotFound) as gone:
        screen_of(screen.code)
    assert gone.value.code == "screen_closed"
    assert offers.part(AnonymousUser(), topic) is None
    with pytest.raises(NotFound):
        part.make()  # of a stream that is still open
    with pytest.raises(Conflict):
        screens.set_screen(screen, ScreenView.TITLE, actor=day.boss)
    with pytest.raises(Conflict):
        screens.close_screen(screen, actor=day.boss)


def test_a_code_typed_with_capitals_and_dashes_opens_its_screen(day: Day) -> None:
    screen = ScreenFactory.create(congress=day.congress, code="abcde23456")
    assert screen_of("ABCDE-23456") == screen
    with pytest.raises(NotFound):
        screen_of("")


def test_a_congress_has_no_more_screens_than_somebody_can_watch(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "MOST_OPEN", 1)
    screen = screens.open_screen(day.congress, "", actor=day.boss)
    with pytest.raises(RuleBroken) as refused:
        screens.open_screen(day.congress, "", actor=day.boss)
    assert refused.value.code == "too_many_screens"
    screens.close_screen(screen, actor=day.boss)
    assert screens.open_screen(day.congress, "", actor=day.boss).number == 2


def test_the_list_says_which_screen_was_heard_of(day: Day) -> None:
    silent, lost, here = (ScreenFactory.create(congress=day.congress) for _n in range(3))
    with clock.standing_at(at(0)):
        screen_of(lost.code)
    with clock.standing_at(at(4)):
        screen_of(here.code)
    with clock.standing_at(at(5)):
        rows = screen_list(day.congress.pk, site="http://hall", viewer=day.boss).rows
    assert [row.screen for row in rows] == [silent, lost, here]
    assert [row.heard_at for row in rows] == [None, at(0), at(4)]
    assert [row.is_connected for row in rows] == [False, False, True]
    assert rows[0].address == f"http://hall/dieu-hanh/m/{silent.code}/"


def test_a_screen_that_follows_goes_with_the_day(day: Day) -> None:
    day.confirmed()
    assert view_of(day, 0) is ScreenView.TITLE
    with clock.standing_at(at(0)):
        day.press(3)
    assert view_of(day, 1) is ScreenView.PROGRAMME
    with clock.standing_at(at(1)):
        item = day.item("Thông qua chương trình")
        asked = questions.open_question(
            item, "agenda", "Chương trình", revision=day.revision, actor=day.boss
        )
    wall = wall_of(day.congress, ScreenView.FOLLOW, at(2))
    assert wall.view is ScreenView.VOTE
    assert wall.needed is not None
    with clock.standing_at(at(3)):
        questions.count_question(asked, Hands(20), actor=day.boss)
    assert view_of(day, 4) is ScreenView.VOTE
    assert view_of(day, 6) is ScreenView.PROGRAMME
    with clock.standing_at(at(4)):
        day.press()
    assert view_of(day, 4) is ScreenView.PROGRAMME  # what begins takes the place of a result
    with clock.standing_at(at(6)):
        day.press(2)
    assert view_of(day, 7) is ScreenView.ELECTION
    turn = TurnFactory.create(run=day.run, item=day.item("Danh sách bầu cử"), started_at=at(7), started_by=day.boss)  # fmt: skip
    assert view_of(day, 8) is ScreenView.SPEAKER
    turn.ended_at, turn.ended_by = at(9), day.boss
    turn.save()
    with clock.standing_at(at(9)):
        day.press(2)
    assert view_of(day, 10) is ScreenView.RESOLUTION
    clause = ClauseFactory.create(resolution__congress=day.congress)
    with clock.standing_at(at(11)):
        record_vote(day.congress, "resolution", "Chỉ tiêu 1", Hands(20), actor=day.boss)
    assert view_of(day, 11) is ScreenView.VOTE
    with clock.standing_at(at(12)):
        show_clause(clause.resolution, clause, actor=day.boss)
    assert view_of(day, 12) is ScreenView.RESOLUTION  # so does what is put on the screens


def test_a_screen_shows_the_amendment_that_hands_are_raised_on(day: Day) -> None:
    clause = ClauseFactory.create(resolution__congress=day.congress, text="Điều một.")
    proposed = AmendmentFactory.create(clause=clause, number=2)
    with clock.standing_at(at(0)):
        day.press(4)
    with clock.standing_at(at(1)):
        ask_amendment(proposed, actor=day.boss)
    TurnFactory.create(run=day.run, item=day.items[3], started_at=at(1), started_by=day.boss)
    for view in (ScreenView.FOLLOW, ScreenView.VOTE, ScreenView.RESOLUTION):
        wall = wall_of(day.congress, view, at(2))
        assert wall.view is ScreenView.RESOLUTION
        assert wall.text is not None
        assert (wall.text.is_asked, wall.text.amendment) == (True, 2)
    assert Entry.objects.filter(action="resolutions.ask_amendment").count() == 1
    with clock.standing_at(at(3)):
        show_clause(clause.resolution, clause, amendment=proposed, actor=day.boss)
    assert view_of(day, 3) is ScreenView.SPEAKER  # it is discussed again
    day.confirmed()
    with clock.standing_at(at(4)):
        ask_amendment(proposed, actor=day.boss)
        vote_amendment(proposed, {}, Hands(20), revision=None, actor=day.boss)
    wall = wall_of(day.congress, ScreenView.FOLLOW, at(4))
    assert (wall.seen.asked, wall.view) == (None, ScreenView.SPEAKER)
    with pytest.raises(Conflict):
        ask_amendment(proposed, actor=day.boss)


def test_a_screen_shows_what_it_was_told_whatever_runs(day: Day) -> None:
    with clock.standing_at(at(0)):
        day.press()
    for view in (ScreenView.PROGRAMME, ScreenView.SPEAKER, ScreenView.VOTE, ScreenView.TITLE):
        assert view_of(day, 1, view) is view


@pytest.mark.parametrize("view", [ScreenView.PROGRAMME, ScreenView.SPEAKER, ScreenView.VOTE])
def test_without_a_day_that_runs_there_is_only_its_title(view: ScreenView) -> None:
    day = Day()
    with clock.standing_at(at(0)):
        day.press(10)
        running.end_run(day.run, revision=day.revision, actor=day.boss)
    assert view_of(day, 1, view) is ScreenView.TITLE
    RunItem.objects.filter(run=day.run).delete()
    day.run.delete()
    assert view_of(day, 1, view) is ScreenView.TITLE
    assert view_of(day, 1, ScreenView.ELECTION) is ScreenView.ELECTION


def test_the_hall_is_told_the_last_count_that_stands(day: Day) -> None:
    day.confirmed()
    with clock.standing_at(at(0)):
        day.press(3)
        item, counted = day.item("Thông qua chương trình"), []
        for place, subject in enumerate(("Chương trình", "Quy chế")):
            with clock.standing_at(at(1 + place)):
                asked = questions.open_question(
                    item, "agenda", subject, revision=day.revision, actor=day.boss
                )
                counted.append(questions.count_question(asked, Hands(20), actor=day.boss))
    assert seen_of(day.congress, at(4)).vote == counted[1]
    withdraw_vote(counted[1], reason="Đếm nhầm.", actor=day.boss)
    assert seen_of(day.congress, at(4)).vote == counted[0]


def test_a_screen_of_another_congress_is_not_found(day: Day) -> None:
    other = Day(1)
    screen = ScreenFactory.create(congress=other.congress)
    assert list(screen_list(day.congress.pk, site="", viewer=day.boss).rows) == []
    with pytest.raises(NotFound):
        screens.set_screen(screen, ScreenView.TITLE, actor=day.boss)
    assert Screen.objects.get(pk=screen.pk).shows == ScreenView.FOLLOW


def test_the_list_asks_as_much_for_many_screens(
    day: Day, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    screen_list(day.congress.pk, site="", viewer=day.boss)  # reads what she may do
    for more in (1, 3):
        for _n in range(more):
            ScreenFactory.create(congress=day.congress)
        with django_assert_num_queries(3):  # the congress, the body that serves it, the screens
            screen_list(day.congress.pk, site="", viewer=day.boss)
