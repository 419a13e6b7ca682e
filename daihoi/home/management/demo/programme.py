"""The programme of a congress, its script and prepared speeches, until the demo's day."""

from functools import partial
from typing import Any

from daihoi.accounts.models import User
from daihoi.congresses.models import Congress
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.cast import Cast
from daihoi.programme.actions import conductors, items, programmes, scripts, speeches
from daihoi.programme.models import Programme, ProgrammeItem, Script, Speech
from daihoi.programme.queries.scripts import open_differences
from daihoi.rules.programme.speeches import SpeechEvent

NAMED = ("session", "title", "minutes", "introduced", "performed")


def put_programme(calendar: Calendar, congress: Congress, told: dict[str, Any], cast: Cast) -> None:
    """What the file of the programme tells, put on a calendar."""
    ProgrammeStory(congress, told, cast).put_on(calendar)


class ProgrammeStory:
    """The staff's head writes programme and script; the secretary approves speeches."""

    def __init__(self, congress: Congress, told: dict[str, Any], cast: Cast) -> None:
        self._congress, self._told, self._cast = congress, told, cast
        self._writer = cast.account(cast.person(told["by"]))

    def put_on(self, calendar: Calendar) -> None:
        told = self._told
        days = told["programme"]
        calendar.add(days["begun_at"], self._begin)
        calendar.add(days["conductors_at"], self._name_conductors)
        calendar.add(days["first_at"], partial(self._deposit, days["first_note"]))
        calendar.add(told["script"]["begun_at"], self._build_script)
        calendar.add(days["second_begun_at"], self._go_on)
        calendar.add(days["second_at"], partial(self._deposit, days["second_note"]))
        calendar.add(told["script"]["worked_at"], self._work_on_script)
        for each in told["speeches"]:
            calendar.add(each["at"], partial(self._register, each))
            if "written_at" in each:
                calendar.add(each["written_at"], partial(self._write, each))
            if "decided_at" in each:
                calendar.add(each["decided_at"], partial(self._decide, each))

    def _begin(self) -> None:
        programme = programmes.begin_programme(self._congress, actor=self._writer)
        self._change(programme, self._told["first"])

    def _name_conductors(self) -> None:
        parts = {
            part: [self._cast.person(name) for name in names]
            for part, names in self._told["conductors"].items()
        }
        conductors.set_conductors(self._congress, parts, actor=self._writer)

    def _deposit(self, note: str) -> None:
        working = self._newest()
        programmes.deposit_programme(
            working, revision=working.revision, note=note, actor=self._writer
        )

    def _go_on(self) -> None:
        made = programmes.go_on_from(self._newest(), actor=self._writer)
        self._change(made, self._told["second"])
        added = self._told["second_added"]
        item = items.add_item(made, {name: added[name] for name in NAMED}, actor=self._writer)
        place = self._item(made, added["before"])
        items.move_item(item, before=place.pk, actor=self._writer)

    def _change(self, programme: Programme, told: dict[str, Any]) -> None:
        for code, values in told.items():
            known = dict(values)
            if "performer" in known:
                known["performer"] = self._cast.person(known["performer"])
            items.edit_item(self._item(programme, code), known, actor=self._writer)

    def _build_script(self) -> None:
        scripts.build_script(self._congress, actor=self._writer)

    def _work_on_script(self) -> None:
        """Words of two items, one difference taken over, one kept for a reason; then its papers."""
        told = self._told["script"]
        script = Script.objects.get(congress=self._congress)
        script.congress = self._congress
        for code, words in told["words"].items():
            line = script.lines.get(code=code)
            line.script = script
            scripts.edit_line(line, {"words": words}, revision=line.revision, actor=self._writer)
        keys = {line.code: str(line.key) for line in script.lines.all()}
        for each in open_differences(script, self._newest()):
            named = (each.row.key, each.row.change, each.row.field)
            if each.row.key in [keys[code] for code in told["taken"]]:
                scripts.take_difference(script, *named, actor=self._writer)
            elif each.row.key == keys[told["kept"]["item"]]:
                reason = told["kept"]["reason"]
                scripts.keep_difference(script, *named, reason, actor=self._writer)
        scripts.deposit_script(script, actor=self._writer)

    def _register(self, told: dict[str, Any]) -> None:
        values = {
            "topic": told["topic"],
            "person": self._cast.person(told["speaker"]),
            "minutes": told["minutes"],
        }
        speeches.register_speech(self._congress, values, actor=self._writer)

    def _write(self, told: dict[str, Any]) -> None:
        speech = self._speech(told)
        actor = self._account(told["speaker"]) or self._writer
        speeches.write_speech(speech, told["text"], revision=speech.revision, actor=actor)

    def _decide(self, told: dict[str, Any]) -> None:
        speech, event = self._speech(told), SpeechEvent(told["state"])
        actor = self._cast.head
        if event is SpeechEvent.APPROVE:
            actor = self._cast.account(self._cast.person(self._told["secretary"]))
        remarks = told.get("remarks", "")
        speeches.decide_speech(
            speech, event, remarks=remarks, revision=speech.revision, actor=actor
        )

    def _account(self, name: str) -> User | None:
        return self._cast.person(name).user

    def _speech(self, told: dict[str, Any]) -> Speech:
        found = Speech.objects.get(congress=self._congress, topic=told["topic"])
        found.congress = self._congress
        return found

    def _newest(self) -> Programme:
        found = Programme.objects.filter(congress=self._congress).latest("number")
        found.congress = self._congress
        return found

    def _item(self, programme: Programme, code: str) -> ProgrammeItem:
        item = programme.items.get(code=code)
        item.programme = programme
        return item
