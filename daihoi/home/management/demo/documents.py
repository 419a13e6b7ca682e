"""The documents of a congress: imported from Word, walked through their rounds and states."""

from functools import partial
from pathlib import PurePosixPath
from typing import Any

from daihoi.congresses.models import Congress, Subcommittee
from daihoi.documents.actions import documents, drafts
from daihoi.documents.models import Document
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.cast import Cast
from daihoi.home.management.demo.rounds import RoundStory
from daihoi.home.management.demo.sources import read_bytes, read_toml, word_file


def load_document(name: str, congress: Congress, owner: Subcommittee, cast: Cast) -> None:
    """Import a document and let happen to it what its files tell, in the order of time.

    ``name`` is a file ``name.toml``, or a folder with ``document.toml`` and its rounds.
    """
    folder = name if "/" in name else ""
    told = read_toml(f"{name}.toml")
    calendar = Calendar()
    calendar.add(told["imported_at"], partial(_import, told, congress, owner, cast))
    calendar.run()
    document = Document.objects.get(congress=congress, title=told["title"])
    for round_name in told.get("rounds", ()):
        path = PurePosixPath(folder).parent / round_name
        RoundStory(document, read_toml(str(path)), cast).put_on(calendar)
    _put_states(calendar, document, told, cast)
    calendar.run()


def _import(told: dict[str, Any], congress: Congress, owner: Subcommittee, cast: Cast) -> None:
    content = read_bytes(told["file"]) if "file" in told else word_file(told["title"], told["text"])
    draft = drafts.import_document(
        congress,
        subcommittee=owner,
        kind=told["kind"],
        title=told["title"],
        content=content,
        file_name=told.get("file", f"{told['title']}.docx"),
        actor=cast.head,
    )
    drafts.confirm_draft(draft, base="", actor=cast.head)


def _put_states(calendar: Calendar, document: Document, told: dict[str, Any], cast: Cast) -> None:
    act = {"actor": cast.head}
    if "completed_at" in told:
        calendar.add(told["completed_at"], partial(documents.complete, document, **act))
    if "last_revision_at" in told:
        due_on = told["last_revision_due_on"]
        step = partial(documents.start_last_revision, document, due_on=due_on, **act)
        calendar.add(told["last_revision_at"], step)
    if "final_at" in told:
        calendar.add(told["final_at"], partial(documents.finalise, document, **act))
