"""Prepared speeches (S43): who reads which, words held against minutes, and their order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from daihoi.accounts.permissions import Permission, can, require, within_reach
from daihoi.base.errors import NotFound
from daihoi.base.word_index import with_words
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.documents.models import Block, Document, Version
from daihoi.documents.models.documents import DocumentKind
from daihoi.organizations.queries.people import person_of
from daihoi.programme.models import Programme, Speech
from daihoi.programme.queries.approval import approved_programme, version_in_force
from daihoi.programme.queries.programmes import items_of
from daihoi.programme.queries.seen import allowed, body_of, get_congress, programmes_of, scope_of
from daihoi.rules.programme.defaults import speech_measure
from daihoi.rules.programme.items import Does
from daihoi.rules.programme.speeches import (
    SpeechEvent,
    SpeechState,
    events_in,
    minutes_needed,
    words_in,
)


@dataclass(frozen=True, slots=True)
class SpeechCan:
    """What a viewer may do with one speech today."""

    write: bool  # its text
    manage: bool  # order, paper
    edit: bool  # topic, speaker, minutes, document
    review: bool
    approve: bool
    send_back: bool
    reopen: bool


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What a frozen version of a document says."""

    version: int
    text: str


@dataclass(frozen=True, slots=True)
class SpeechRow:
    speech: Speech
    number: int
    words: int
    needed: int  # minutes, at the house's pace
    reads: bool  # whether the viewer may open it
    is_first: bool = False
    is_last: bool = False

    @property
    def over(self) -> int:
        """Minutes beyond what is allowed; 0 or less if it fits."""
        return self.needed - self.speech.minutes


@dataclass(frozen=True, slots=True)
class SpeechList:
    """All speeches in their order, held against ``slot``: the time a version leaves them."""

    congress: Congress
    rows: list[SpeechRow]
    total: int
    slot: "Slot | None"
    pace: int
    can_manage: bool

    @property
    def over(self) -> int:
        return self.total - self.slot.minutes if self.slot else 0


@dataclass(frozen=True, slots=True)
class Slot:
    """The minutes of the items for speeches, and the version that says so."""

    minutes: int
    version: Programme
    is_approved: bool


@dataclass(frozen=True, slots=True)
class SpeechPage:
    speech: Speech
    row: SpeechRow
    text: str
    version: int | None  # of the document that is its text
    pace: int
    is_own: bool
    can: SpeechCan


def speech_list(pk: int, *, viewer: Any) -> SpeechList:
    """The speeches of a congress: everybody sees who speaks on what, texts are read by `reads`."""
    congress = get_congress(pk, viewer=viewer)
    speeches = list(
        Speech.objects.filter(congress=congress)
        .select_related("person__unit", "subcommittee__congress__organization", "document")
        .order_by("position", "pk")
    )
    for each in speeches:
        each.congress = congress
    own = person_of(viewer)
    texts = texts_of(speeches, viewer=viewer)
    last = len(speeches) - 1
    rows = [
        _row(
            each,
            place + 1,
            texts,
            reads=_reads(each, viewer, own),
            edges=(place == 0, place == last),
        )
        for place, each in enumerate(speeches)
    ]
    return SpeechList(
        congress,
        rows,
        sum(each.minutes for each in speeches),
        slot_of(congress, viewer=viewer),
        speech_measure().words_per_minute,
        manages(congress, viewer=viewer),
    )


def speech_page(pk: int, *, viewer: Any) -> SpeechPage:
    """One speech with its text, for its speaker, those who see to it, and once approved everybody."""
    speech = get_speech(pk, viewer=viewer)
    own = person_of(viewer)
    texts = texts_of([speech], viewer=viewer)
    found = texts.get(speech.pk)
    row = _row(speech, speech.position + 1, texts, reads=True)
    is_own = own is not None and speech.person_id == own.pk
    return SpeechPage(
        speech,
        row,
        found.text if found else speech.text,
        found.version if found else speech.document_version,
        speech_measure().words_per_minute,
        is_own,
        speech_can(speech, viewer=viewer, is_own=is_own),
    )


def get_speech(pk: int, *, viewer: Any) -> Speech:
    """One speech the viewer may read; `NotFound` else."""
    related = (
        "congress__organization__parent", "subcommittee__congress__organization", "person__unit",
        "document", "decided_by", "file",
    )  # fmt: skip
    speech = Speech.objects.select_related(*related).filter(pk=pk).first()
    if speech is None:
        raise NotFound
    get_congress(speech.congress_id, viewer=viewer)
    if not _reads(speech, viewer, person_of(viewer)):
        raise NotFound
    return speech


def speech_can(speech: Speech, *, viewer: Any, is_own: bool) -> SpeechCan:
    events = events_in(speech.state_value)
    manage = manages(speech.congress, viewer=viewer)
    leads = can(viewer, Permission.PROGRAMME_FINALISE, at=speech.congress)
    writes = (manage or is_own) and SpeechEvent.WRITE in events
    return SpeechCan(
        write=writes and speech.document_id is None,
        manage=manage,
        edit=manage and speech.state_value is not SpeechState.APPROVED,
        review=manage and not is_own and SpeechEvent.REVIEW in events,
        approve=leads and not is_own and SpeechEvent.APPROVE in events,
        send_back=manage and SpeechEvent.RETURN in events,
        reopen=leads and SpeechEvent.REOPEN in events,
    )


def manages(congress: Congress, *, viewer: Any) -> bool:
    """Whether somebody sees to speeches: for the documents body, the staff, or the committee."""
    return any(can(viewer, Permission.PROGRAMME_WRITE, at=scope) for scope in scopes_of(congress))


def scopes_of(congress: Congress) -> list[Any]:
    """Where speeches are seen to."""
    body = reviewing_body(congress)
    return [body.scope if body else congress.scope, scope_of(congress)]


def managing_scope(congress: Congress, *, viewer: Any) -> Any:
    """The one of `scopes_of` in which somebody may see to speeches; the first if in none."""
    scopes = scopes_of(congress)
    may = (scope for scope in scopes if can(viewer, Permission.PROGRAMME_WRITE, at=scope))
    return next(may, scopes[0])


def reviewing_body(congress: Congress) -> Subcommittee | None:
    return body_of(congress, purpose=Subcommittee.Purpose.DOCUMENTS)


def is_speaker(speech: Speech, viewer: Any) -> bool:
    own = person_of(viewer)
    return own is not None and speech.person_id == own.pk


def slot_of(congress: Congress, *, viewer: Any) -> Slot | None:
    """The time for speeches in the version in force; before an approval the newest to who writes it."""
    versions = programmes_of(congress)
    approval = approved_programme(congress, versions)
    shown = version_in_force(versions, approval)
    if approval is None and versions and allowed(congress, viewer=viewer).write:
        shown = versions[0]
    if shown is None:
        return None
    found = [item.minutes for item in items_of(shown) if Does.SPEECHES.value in item.does]
    is_approved = approval is not None and approval.version == shown
    return Slot(sum(found), shown, is_approved) if found else None


def speech_documents(congress: Congress) -> QuerySet[Document]:
    """Documents of the kind TLUN that may be a speech's text."""
    return Document.objects.filter(congress=congress, kind=DocumentKind.SPEECH).order_by("title")


def own_speeches(viewer: Any) -> list[Speech]:
    """Speeches the viewer is to give, in congresses still prepared."""
    person = person_of(viewer)
    if person is None:
        return []
    found = Speech.objects.filter(person=person, congress__closed_at__isnull=True)
    return list(found.select_related("congress__organization").order_by("position", "pk"))


def speeches_found(words: str, *, viewer: Any) -> QuerySet[Speech]:
    """By topic, speaker and text, what the viewer may read."""
    reach = within_reach(
        viewer, Permission.PROGRAMME_VIEW, field="congress__organization__path", whole=True
    )
    writes = within_reach(viewer, Permission.PROGRAMME_WRITE, field="congress__organization__path")
    person = person_of(viewer)
    readable = Q(state=SpeechState.APPROVED.value) | writes
    if person is not None:
        readable |= Q(person=person)
    found = Speech.objects.filter(reach, readable).select_related("person__unit", "congress")
    return with_words(found, words).order_by("-pk")


def next_position(congress: Congress) -> int:
    last = Speech.objects.filter(congress=congress).order_by("-position").first()
    return last.position + 1 if last else 0


def _reads(speech: Speech, viewer: Any, own: Any) -> bool:
    if speech.state_value is SpeechState.APPROVED:
        return True
    return manages(speech.congress, viewer=viewer) or (
        own is not None and speech.person_id == own.pk
    )


def _row(
    speech: Speech,
    number: int,
    texts: Mapping[int, DocumentText],
    *,
    reads: bool,
    edges: tuple[bool, bool] = (False, False),
) -> SpeechRow:
    found = texts.get(speech.pk)
    words = words_in(found.text) if found else speech.words
    return SpeechRow(speech, number, words, minutes_needed(words), reads, *edges)


def texts_of(speeches: Iterable[Speech], *, viewer: Any) -> dict[int, DocumentText]:
    """What documents say that are speeches, by the speech's number: the newest frozen version.

    Only what the viewer may read in the document itself; an approved speech has its own copy.
    """
    asked = [s for s in speeches if s.document_id and s.state_value is not SpeechState.APPROVED]
    newest: dict[int, Version] = {}
    if asked:
        versions = Version.objects.filter(
            document__in={each.document_id for each in asked}, frozen_at__isnull=False
        ).select_related("document__subcommittee__congress__organization")
        for version in versions.order_by("number"):
            if can(viewer, Permission.DOCUMENTS_VIEW, at=version):
                newest[version.document_id] = version
    texts: dict[int, list[str]] = {}
    if newest:
        blocks = Block.objects.filter(version__in=newest.values()).order_by("position")
        for number, text in blocks.values_list("version__document", "text"):
            texts.setdefault(number, []).append(text)
    return {
        each.pk: DocumentText(
            newest[each.document_id].number, "\n\n".join(texts.get(each.document_id, []))
        )
        for each in asked
        if each.document_id in newest
    }


def congress_to_manage(pk: int, *, viewer: Any) -> Congress:
    """A congress whose speeches the viewer sees to."""
    congress = get_congress(pk, viewer=viewer)
    require(viewer, Permission.PROGRAMME_WRITE, at=managing_scope(congress, viewer=viewer))
    return congress


def speech_to_manage(pk: int, *, viewer: Any) -> Speech:
    speech = get_speech(pk, viewer=viewer)
    congress_to_manage(speech.congress_id, viewer=viewer)
    return speech


def speech_to_write(pk: int, *, viewer: Any) -> SpeechPage:
    """One speech for its speaker, or for who sees to speeches."""
    page = speech_page(pk, viewer=viewer)
    if not page.is_own:
        congress_to_manage(page.speech.congress_id, viewer=viewer)
    return page
