"""The documents of a congress: imported from Word, walked through their rounds and states."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from daihoi.congresses.models import Congress, HigherLevel, Subcommittee
from daihoi.documents.actions import documents, drafts, sections, superior
from daihoi.documents.actions.superior import Letter
from daihoi.documents.models import Document
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.cast import Cast
from daihoi.home.management.demo.rounds import RoundStory
from daihoi.home.management.demo.sources import read_bytes, read_toml, word_file


class DocumentStory:
    """What a document's files tell: its import, its rounds, the states it reaches.

    ``name`` is a file ``name.toml``, or a folder with ``document.toml`` and its rounds.
    """

    def __init__(self, name: str, congress: Congress, owner: Subcommittee, cast: Cast) -> None:
        self._told = read_toml(f"{name}.toml")
        self._folder = PurePosixPath(name).parent
        self._congress = congress
        self._owner = owner
        self._cast = cast

    def document(self) -> Document:
        """Exists once its import has run."""
        return Document.objects.get(congress=self._congress, title=self._told["title"])

    def put_on(self, calendar: Calendar) -> None:
        told = self._told
        calendar.add(told["imported_at"], self._import)
        for name in told.get("rounds", ()):
            round_told = read_toml(str(self._folder / name))
            RoundStory(self.document, round_told, self._cast).put_on(calendar)
        if "owners" in told:
            calendar.add(told["owners"]["at"], self._give_sections)
        if "completed_at" in told:
            calendar.add(told["completed_at"], partial(self._do, documents.complete))
        if "last_revision_at" in told:
            due_on = told["last_revision_due_on"]
            step = partial(self._do, documents.start_last_revision, due_on=due_on)
            calendar.add(told["last_revision_at"], step)
        if "final_at" in told:
            calendar.add(told["final_at"], partial(self._do, documents.finalise))

    def _import(self) -> None:
        told = self._told
        if "file" in told:
            content = read_bytes(told["file"])
        else:
            content = word_file(told["title"], told["text"])
        sent = {
            "subcommittee": self._owner,
            "title": told["title"],
            "content": content,
            "file_name": told.get("file", f"{told['title']}.docx"),
            "actor": self._cast.head,
        }
        if "letter" in told:
            above = self._congress.higher.filter(level=HigherLevel.DIRECT).first()
            letter = Letter(**told["letter"], higher=above)
            draft = superior.import_superior(self._congress, letter=letter, **sent)
        else:
            draft = drafts.import_document(self._congress, kind=told["kind"], **sent)
        drafts.confirm_draft(draft, base="", actor=self._cast.head)

    def _give_sections(self) -> None:
        """Sections of the skeleton by their codes, each to a unit or somebody."""
        given = {
            code: self._cast.units.get(name) or self._cast.person(name)
            for code, name in self._told["owners"]["sections"].items()
        }
        sections.set_owners(self.document(), given, actor=self._cast.head)

    def _do(self, action: Callable[..., object], **values: Any) -> None:
        action(self.document(), **values, actor=self._cast.head)
