"""A report's sections against the skeleton of its kind: who writes each, what is there, how long (S42)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.errors import NotFound
from daihoi.documents.models import Block, Document, SectionOwner, Version
from daihoi.documents.queries.documents import get_document
from daihoi.documents.queries.skeletons import Section, sections_for
from daihoi.papers.outline import BlockKind
from daihoi.rules.lengths import UsualLength, usual_lengths


@dataclass(slots=True)
class SectionRow:
    section: Section
    owner: SectionOwner | None
    block: UUID | None = None  # its heading in the newest text
    words: int = 0  # up to the next heading of the skeleton


@dataclass(frozen=True, slots=True)
class SectionsPage:
    """``version`` is the newest text the viewer reads, the working one for who edits it."""

    document: Document
    version: Version | None
    rows: list[SectionRow]
    words: int
    length: UsualLength | None
    warnings: list[str]
    can_manage: bool
    can_edit: bool
    opening: int = field(default=0)  # words before the first section

    @property
    def missing(self) -> list[Section]:
        """Sections of the skeleton that the text does not have."""
        return [row.section for row in self.rows if self.version and row.block is None]

    @property
    def without_owner(self) -> int:
        return sum(row.owner is None for row in self.rows if not row.section.is_part)

    @property
    def pages(self) -> int:
        return self.length.pages(self.words) if self.length else 0

    @property
    def minutes(self) -> int:
        return self.length.minutes(self.words) if self.length else 0


def sections_page(pk: int, *, viewer: Any) -> SectionsPage:
    """The sections of a document the viewer reads; `NotFound` for a kind without skeleton."""
    document = get_document(pk, viewer=viewer)
    if not sections_for(document):
        raise NotFound(_("Loại văn kiện này không có khung mục."))
    edits = document.is_editable and can(viewer, Permission.DOCUMENTS_MANAGE, at=document)
    version = _newest(document, working=edits)
    rows = [SectionRow(section, owner) for section, owner in _with_owners(document)]
    blocks = list(version.blocks.order_by("position")) if version else []
    opening = _measure(rows, blocks)
    words = opening + sum(row.words for row in rows)
    length = usual_lengths().get(document.kind)
    return SectionsPage(
        document=document,
        version=version,
        rows=rows,
        words=words,
        length=length,
        warnings=_warnings(length, words) if version else [],
        can_manage=can(viewer, Permission.DOCUMENTS_MANAGE, at=document),
        can_edit=edits,
        opening=opening,
    )


def owners_page(pk: int, *, viewer: Any) -> SectionsPage:
    """The same, for who gives the sections out."""
    page = sections_page(pk, viewer=viewer)
    require(viewer, Permission.DOCUMENTS_MANAGE, at=page.document)
    return page


def _with_owners(document: Document) -> Iterable[tuple[Section, SectionOwner | None]]:
    found = document.section_owners.select_related("unit", "person")
    owners = {owner.section: owner for owner in found}
    return [(section, owners.get(section.code)) for section in sections_for(document)]


def _newest(document: Document, *, working: bool) -> Version | None:
    versions = document.versions.order_by("-number")
    if not working:
        versions = versions.exclude(frozen_at=None)
    return versions.first()


def _measure(rows: Sequence[SectionRow], blocks: Iterable[Block]) -> int:
    """Give each row its heading and words, in reading order; answers the words before the first."""
    waiting = list(rows)
    current: SectionRow | None = None
    opening = 0
    for block in blocks:
        if block.kind == BlockKind.HEADING:
            found = next((row for row in waiting if row.section.is_headed(block.text)), None)
            if found is not None:
                found.block, current = block.key, found
                waiting = waiting[waiting.index(found) + 1 :]
        words = len(block.text.split())
        if current is None:
            opening += words
        else:
            current.words += words
    return opening


def _warnings(length: UsualLength | None, words: int) -> list[str]:
    said = {
        "too_short": _("Khoảng %(pages)s trang, ngắn hơn mức thường thấy %(least)s đến %(most)s trang."),
        "too_long": _("Khoảng %(pages)s trang, dài hơn mức thường thấy %(least)s đến %(most)s trang."),
    }  # fmt: skip
    findings = length.check(words) if length else []
    return [said[finding.code] % finding.facts for finding in findings]
