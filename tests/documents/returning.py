"""Word files as people send them back, made from a version's own words."""

from dataclasses import replace
from pathlib import Path

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.documents.actions import drafts, returned
from daihoi.documents.models import Document, ReturnedCopy, ReturnedPoint, Version
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.drafts import stamp_of
from daihoi.documents.queries.returned import mark_of
from daihoi.documents.queries.texts import blocks_of
from daihoi.organizations.models import Unit
from daihoi.papers.outline import Outline, Run
from daihoi.papers.writing import write_word
from tests.documents.asking import Cell
from tests.factories import SubcommitteeFactory, UnitFactory, grant


def word(version: Version, changes: dict[str, str], *, is_marked: bool = True) -> bytes:
    """The version in Word, some paragraphs rewritten without tracking; "" takes one out."""
    blocks = [
        replace(block, runs=(Run(changes.get(block.text, block.text)),))
        for block in blocks_of(version)
        if changes.get(block.text, "-")
    ]
    properties = mark_of(version) if is_marked else None
    return write_word(Outline(tuple(blocks)), properties=properties)


def sent(
    place: Cell, changes: dict[str, str], *, by: str = "Phòng Nghiệp vụ", actor: User | None = None
) -> ReturnedCopy:
    """A confirmed copy of the cell's version, sent by a unit."""
    unit = unit_of(place, by)
    copy = returned.upload_copy(
        place.document,
        None,
        word(place.version, changes),
        contributor=Contributor(unit=unit),
        file_name=f"{by}.docx",
        actor=actor or place.head,
    )
    return returned.confirm_copy(copy, actor=actor or place.head)


def unit_of(place: Cell, name: str) -> Unit:
    found = Unit.objects.filter(organization=place.organization, name=name).first()
    return found or UnitFactory.create(organization=place.organization, name=name)


def point(new: str) -> ReturnedPoint:
    """The one point that puts ``new`` in, or takes it out."""
    (found,) = [each for each in ReturnedPoint.objects.all() if each.said.strip() == new]
    return found


def imported_report(samples: Path) -> Document:
    """The sample report's first draft, frozen as version 1."""
    subcommittee = SubcommitteeFactory.create(purpose="documents")
    head = grant(Role.SUBCOMMITTEE_HEAD, subcommittee)
    draft = drafts.import_document(
        subcommittee.congress,
        subcommittee=subcommittee,
        kind="BCCT",
        title="Báo cáo chính trị",
        content=(samples / "bao-cao-chinh-tri-du-thao-1.docx").read_bytes(),
        file_name="du-thao-1.docx",
        actor=head,
    )
    return drafts.confirm_draft(draft, base=stamp_of(draft.document), actor=head).document
