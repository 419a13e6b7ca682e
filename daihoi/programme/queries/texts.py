"""Papers that items of a programme use: their names, and whether each is final (P58)."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.base.numbers import whole_number
from daihoi.congresses.models import Congress
from daihoi.documents.models import Document
from daihoi.programme.models import Speech
from daihoi.registry.models import Paper, RegisterEntry
from daihoi.registry.queries.filling import is_on_personnel
from daihoi.rules.documents import DocumentState
from daihoi.rules.papers import CATALOGUE
from daihoi.rules.programme.checks import TextState, UsedText
from daihoi.rules.programme.defaults import on_the_day
from daihoi.rules.programme.speeches import SpeechState

FINAL = {DocumentState.FINAL.value, DocumentState.ADOPTED.value}
SPEECH = "TLUN"
Choices = list[tuple[str, list[tuple[str, str]]]]


class UsedTexts:
    """Everything of a congress that an item may name, read once."""

    def __init__(self, congress: Congress) -> None:
        self._congress = congress
        documents = Document.objects.filter(congress=congress).order_by("pk")
        self._documents = {each.pk: each for each in documents}
        papers = Paper.objects.filter(congress=congress).select_related("entry", "subcommittee")
        self._papers = {each.pk: each for each in papers.order_by("pk")}
        outside = RegisterEntry.objects.filter(congress=congress, cancelled_at__isnull=True)
        self._issued_kinds = set(outside.values_list("kind", flat=True))
        speeches = Speech.objects.filter(congress=congress)
        self._speeches = list(speeches.values_list("state", flat=True))

    def of(self, refs: Iterable[str]) -> dict[str, UsedText]:
        """Each by its reference: "kind:CTDH", "document:3", "paper:8"."""
        return {ref: self._used(ref) for ref in refs}

    def choices(self) -> Choices:
        """For a form, in groups; papers on personnel are not offered by name."""
        kinds = [(f"kind:{code}", kind.name) for code, kind in CATALOGUE.items()]
        documents = [(f"document:{pk}", each.title) for pk, each in self._documents.items()]
        papers = [
            (f"paper:{pk}", each.subject)
            for pk, each in self._papers.items()
            if not is_on_personnel(each)
        ]
        return [
            (str(_("Theo danh mục văn bản")), kinds),
            (str(_("Văn kiện của kỳ đại hội")), documents),
            (str(_("Văn bản đã lập")), papers),
        ]

    def url(self, ref: str) -> str:
        """Where somebody sees to it that the paper is there and final."""
        kind, _colon, name = ref.partition(":")
        number = whole_number(name) or 0
        if kind == "document" and number in self._documents:
            return reverse("documents:document_detail", kwargs={"pk": number})
        if kind == "paper" and number in self._papers:
            return reverse("registry:paper_detail", kwargs={"pk": number})
        if name == SPEECH:
            return reverse("programme:speech_list", kwargs={"pk": self._congress.pk})
        document = next((d for d in self._documents.values() if d.kind == name), None)
        if document is not None:
            return reverse("documents:document_detail", kwargs={"pk": document.pk})
        return reverse("registry:paper_list", kwargs={"pk": self._congress.pk})

    def _used(self, ref: str) -> UsedText:
        kind, _colon, name = ref.partition(":")
        number = whole_number(name) or 0
        if kind == "document":
            document = self._documents.get(number)
            return UsedText(ref, document.title if document else name, _document_state(document))
        if kind == "paper":
            paper = self._papers.get(number)
            said = paper.subject if paper else str(_("văn bản đã xóa"))
            return UsedText(ref, said, _paper_state(paper))
        found = CATALOGUE.get(name)
        return UsedText(ref, found.name if found else name, self._kind_state(name))

    def _kind_state(self, code: str) -> TextState:
        if code in on_the_day():
            return TextState.ON_THE_DAY
        if code == SPEECH and self._speeches:
            done = all(state == SpeechState.APPROVED.value for state in self._speeches)
            return TextState.FINAL if done else TextState.DRAFT
        documents = [each for each in self._documents.values() if each.kind == code]
        papers = [each for each in self._papers.values() if each.kind == code]
        if code in self._issued_kinds or any(each.state in FINAL for each in documents):
            return TextState.FINAL
        return TextState.DRAFT if documents or papers else TextState.MISSING


def _document_state(document: Document | None) -> TextState:
    if document is None:
        return TextState.MISSING
    return TextState.FINAL if document.state in FINAL else TextState.DRAFT


def _paper_state(paper: Paper | None) -> TextState:
    if paper is None:
        return TextState.MISSING
    entry: Any = getattr(paper, "entry", None)
    return TextState.FINAL if entry and not entry.cancelled_at else TextState.DRAFT
