"""A congress as it is conducted: its programme and script, then the day as its keys were pressed.

Each step of the file names what is done (``do``), when (``at``) and by whom (``by``, else who holds
the keys); the methods of `DayStory` are those steps.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import uuid4

from daihoi.accounts.models import User
from daihoi.conduct.actions import questions, running, screens, speaking
from daihoi.conduct.models import Run, RunItem, Turn
from daihoi.congresses.models import Congress
from daihoi.documents.models import Version
from daihoi.documents.models.documents import DocumentKind
from daihoi.elections.queries.hands import Hands
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.cast import Cast
from daihoi.logistics.actions import halls
from daihoi.meetings.models import Invitee
from daihoi.programme.actions import items, programmes, scripts
from daihoi.programme.models import Programme, Script
from daihoi.resolutions.actions import amendments, drafts
from daihoi.resolutions.models import Amendment, AmendmentKind, Clause

Told = Mapping[str, Any]
ITEM = ("session", "title", "minutes", "introduced", "performed", "uses", "votes", "does")


def put_day(calendar: Calendar, congress: Congress, told: Told, cast: Cast) -> None:
    """The programme of the file, its script, and every step at its moment."""
    story = DayStory(congress, told, cast)
    calendar.add(told["programme"]["begun_at"], story.begin_programme)
    calendar.add(told["programme"]["deposited_at"], story.deposit_programme)
    calendar.add(told["script"]["begun_at"], story.write_script)
    calendar.add(told["script"]["final_at"], story.finalise_script)
    for step in told["steps"]:
        calendar.add(step["at"], partial(story.do, step))


class DayStory:
    def __init__(self, congress: Congress, told: Told, cast: Cast) -> None:
        self._congress, self._told, self._cast = congress, told, cast
        self._chair = cast.account(cast.person(told["by"]))

    def do(self, told: Told) -> None:
        actor = self._cast.account(self._cast.person(told["by"])) if "by" in told else self._chair
        getattr(self, told["do"])(told, actor)

    def begin_programme(self) -> None:
        frame = {name: self._told["programme"][name] for name in ("starts_at", "ends_at")}
        made = programmes.begin_programme(self._congress, with_default=False, actor=self._chair)
        programmes.set_frame(made, frame, actor=self._chair)
        for told in self._told["items"]:
            values = {name: told[name] for name in ITEM if name in told}
            item = items.add_item(made, values, actor=self._chair)
            if "closing" in told.get("does", ()):
                items.move_item(item, before=0, actor=self._chair)

    def deposit_programme(self) -> None:
        programme = Programme.objects.get(congress=self._congress)
        programme.congress = self._congress
        note = self._told["programme"]["note"]
        programmes.deposit_programme(
            programme, revision=programme.revision, note=note, actor=self._chair
        )

    def write_script(self) -> None:
        script = scripts.build_script(self._congress, actor=self._chair)
        lines = {line.title: line for line in script.lines.all()}
        for told in self._told["items"]:
            if "words" in told:
                line = lines[told["title"]]
                line.script = script
                words = {"words": told["words"]}
                scripts.edit_line(line, words, revision=line.revision, actor=self._chair)

    def finalise_script(self) -> None:
        script = Script.objects.get(congress=self._congress)
        script.congress = self._congress
        reason = self._told["script"]["reason"]
        scripts.finalise_script(script, revision=script.revision, reason=reason, actor=self._chair)

    def seat_hall(self, told: Told, actor: User) -> None:
        """The hall, and a seat for everybody who is called."""
        hall = halls.set_hall(self._congress, told["hall"], actor=actor)
        halls.arrange_seats(hall, actor=actor)

    def open_screen(self, told: Told, actor: User) -> None:
        screens.open_screen(self._congress, told["name"], told["shows"], actor=actor)

    def start_run(self, _told: Told, actor: User) -> None:
        running.start_run(self._congress, actor=actor)

    def next_item(self, _told: Told, actor: User) -> None:
        run = self._run
        running.next_item(run, revision=run.revision, actor=actor)

    def vote(self, told: Told, actor: User) -> None:
        """Put to a show of hands at the item that runs, and counted."""
        run = self._run
        item = self._item(run, ended_at=None, started_at__isnull=False)
        asked = questions.open_question(
            item,
            told["matter"],
            told["subject"],
            number=told.get("number"),
            revision=run.revision,
            actor=actor,
        )
        hands = Hands(told["for"], told.get("against", 0), told.get("other", 0))
        questions.count_question(asked, hands, actor=actor)

    def minute_item(self, told: Told, actor: User) -> None:
        titles = {each["code"]: each["title"] for each in self._told["items"]}
        item = self._item(self._run, title=titles[told["item"]])
        running.minute_item(item, told["text"], seen="", actor=actor)

    def add_turn(self, told: Told, actor: User) -> None:
        person = self._cast.person(told["who"])
        called = Invitee.objects.get(meeting__congress=self._congress, person=person)
        topic = told["topic"]
        speaking.add_turn(self._run, called, client_key=uuid4(), topic=topic, actor=actor)

    def ask_turn(self, told: Told, actor: User) -> None:
        speaking.ask_turn(self._run, client_key=uuid4(), topic=told["topic"], actor=actor)

    def start_turn(self, told: Told, actor: User) -> None:
        speaking.start_turn(self._turn(told), actor=actor)

    def end_turn(self, told: Told, actor: User) -> None:
        speaking.end_turn(self._turn(told), actor=actor)

    def minute_turn(self, told: Told, actor: User) -> None:
        speaking.minute_turn(self._turn(told), told["text"], seen="", actor=actor)

    def begin_resolution(self, told: Told, actor: User) -> None:
        """Of the final text of the draft resolution."""
        kind = DocumentKind.DRAFT_RESOLUTION
        version = Version.objects.get(document__congress=self._congress, document__kind=kind)
        drafts.begin_resolution(self._congress, told["title"], version=version, actor=actor)

    def add_amendment(self, told: Told, actor: User) -> None:
        amendments.add_amendment(
            self._clause(told),
            AmendmentKind.CHANGE,
            {"text": told["text"]},
            person=self._cast.person(told["who"]),
            reason=told["reason"],
            actor=actor,
        )

    def accept_amendment(self, told: Told, actor: User) -> None:
        proposed = self._amendment(told["number"])
        amendments.accept_amendment(
            proposed,
            proposed.proposed,
            revision=proposed.clause.revision,
            note=told["note"],
            actor=actor,
        )

    def show_clause(self, told: Told, actor: User) -> None:
        clause = self._clause(told)
        proposed = self._amendment(told["amendment"])
        drafts.show_clause(clause.resolution, clause, amendment=proposed, actor=actor)

    @property
    def _run(self) -> Run:
        """As it stands now."""
        run = Run.objects.select_related("subcommittee").get(congress=self._congress)
        run.congress = self._congress
        return run

    def _item(self, run: Run, **which: Any) -> RunItem:
        item: RunItem = run.items.get(**which)
        item.run = run
        return item

    def _turn(self, told: Told) -> Turn:
        run = self._run
        turn: Turn = run.turns.get(person=self._cast.person(told["who"]))
        turn.run = run
        return turn

    def _clause(self, told: Told) -> Clause:
        """By words that only it has."""
        rows = Clause.objects.select_related("resolution__subcommittee")
        clause = rows.get(resolution__congress=self._congress, text__contains=told["clause"])
        clause.resolution.congress = self._congress
        return clause

    def _amendment(self, number: int) -> Amendment:
        rows = Amendment.objects.select_related("resolution", "clause")
        amendment = rows.get(resolution__congress=self._congress, number=number)
        amendment.resolution.congress = self._congress
        return amendment
