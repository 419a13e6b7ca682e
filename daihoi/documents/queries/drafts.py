"""A Word file that was read and waits: what it holds, what is lost, what it would change."""

import uuid
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can
from daihoi.base.errors import BadFile, NotFound
from daihoi.documents.models import Document, Draft, Version
from daihoi.documents.queries.comparison import ComparisonPage, compare_blocks
from daihoi.documents.queries.texts import ReadBlock, blocks_of, read_blocks
from daihoi.papers import reading
from daihoi.papers.comparison import carry_keys
from daihoi.papers.intake import Refused
from daihoi.papers.outline import Block

MAX_PARAGRAPHS = 20_000  # about 700 pages; each page of the product must stay quick
SHOWN_BLOCKS = 60


@dataclass(frozen=True, slots=True)
class DraftPage:
    draft: Draft
    facts: list[tuple[str, int]]
    losses: list[dict[str, object]]  # as `Version.losses` keeps them
    beginning: list[ReadBlock]
    more_count: int  # blocks after the beginning
    same_as: Version | None  # a version made from the very same file
    working: Version | None  # will be frozen first
    comparison: ComparisonPage | None  # with the present version
    base: str  # what the preview was compared with, see `stamp_of`


def get_draft(pk: int, *, viewer: User) -> Draft:
    """A file that waits, for those who manage the documents of its subcommittee."""
    draft = (
        Draft.objects.select_related(
            "subcommittee__congress__organization", "document", "file", "version"
        )
        .filter(pk=pk)
        .first()
    )
    if draft is None or not can(viewer, Permission.DOCUMENTS_MANAGE, at=draft):
        raise NotFound(_("Không tìm thấy tệp đang chờ này; có thể đã được bỏ."))
    return draft


def draft_page(draft: Draft) -> DraftPage:
    """The preview of an import; nothing is written until it is confirmed."""
    read = read_file(draft.file.read(), name=draft.file_name)
    present = newest(draft.document) if draft.document else None
    old = blocks_of(present) if present else []
    blocks = keyed(read.outline.blocks, old)
    shown = read_blocks(islice(blocks, SHOWN_BLOCKS))
    working = present if present and present.is_working and present.changes.exists() else None
    return DraftPage(
        draft=draft,
        facts=_facts(read.facts),
        losses=losses_of(read),
        beginning=shown,
        more_count=len(blocks) - len(shown),
        same_as=_same_file(draft),
        working=working,
        comparison=compare_blocks(old, blocks) if present else None,
        base=stamp_of(draft.document),
    )


def read_file(content: bytes, *, name: str) -> reading.Draft:
    """A Word file read; `BadFile` says why it is not taken and what to do."""
    try:
        return reading.read_word(content, name=name, max_paragraphs=MAX_PARAGRAPHS)
    except Refused as refusal:
        raise BadFile(refusal.message, code=refusal.code) from refusal


def keyed(blocks: tuple[Block, ...], old: list[Block]) -> tuple[Block, ...]:
    """The blocks with the keys of those of ``old`` they come from, else new ones."""
    return carry_keys(old, blocks, lambda: uuid.uuid4().hex)


def newest(document: Document) -> Version | None:
    """The working version, or the newest frozen one."""
    return document.versions.order_by("-number").first()


def stamp_of(document: Document | None) -> str:
    """Changes whenever the newest text of a document does; "" for a new document."""
    version = newest(document) if document else None
    return f"{version.pk}.{version.revision}" if version else ""


def losses_of(read: reading.Draft) -> list[dict[str, object]]:
    """What could not be kept, in words, with the places as people name them."""
    return [
        {"text": loss.description, "places": [str(place) for place in loss.places if str(place)]}
        for loss in read.losses
    ]


def _same_file(draft: Draft) -> Version | None:
    """The newest version made from the same bytes: of this document, or of any in the congress."""
    versions = Version.objects.filter(file=draft.file).exclude(draft=draft)
    if draft.document_id:
        versions = versions.filter(document=draft.document_id)
    else:
        versions = versions.filter(document__congress=draft.congress_id)
    return versions.select_related("document").order_by("-pk").first()


def _facts(facts: reading.Facts) -> list[tuple[str, int]]:
    headings = [
        (_("Đề mục cấp %(level)s") % {"level": level}, count)
        for level, count in facts.headings.items()
    ]
    rest = [
        (_("Đoạn văn"), facts.paragraphs),
        (_("Dòng liệt kê"), sum(facts.items.values())),
        (_("Bảng biểu"), facts.tables),
        (_("Chú thích"), facts.footnotes),
        (_("Chỗ in đậm"), facts.bold),
        (_("Chỗ in nghiêng"), facts.italic),
        (_("Chỗ gạch chân"), facts.underline),
        (_("Số chữ"), facts.words),
    ]
    return headings + rest
