"""A draft resolution read into clauses: headings, paragraphs, and the rows of tables of targets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.congresses.models import Congress, TargetGroup
from daihoi.documents.models import Version
from daihoi.documents.models.documents import DocumentKind
from daihoi.documents.queries.texts import blocks_of
from daihoi.papers.fields.letterheads import without_letterhead
from daihoi.papers.outline import Block, BlockKind, Table
from daihoi.resolutions.models import ClauseKind
from daihoi.vietnamese.text import fold, tidy

FIGURE = re.compile(r"\d")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# How heads of tables call a column, folded; the first that fits is taken.
COLUMNS = {
    "text": ("chi tieu", "noi dung"),
    "unit": ("don vi", "dvt"),
    "amount": ("muc", "ke hoach", "phan dau"),
    "year": ("nam", "thoi gian"),
}
GROUPS = (
    ("xay dung dang", TargetGroup.PARTY_BUILDING),
    ("doan the", TargetGroup.MASS),
    ("doan ket", TargetGroup.UNITY),
    ("chuyen mon", TargetGroup.PROFESSIONAL),
    ("nhiem vu chinh tri", TargetGroup.PROFESSIONAL),
)
# Targets in rows without a heading of their group: by what they speak of.
HINTS = (
    ("ket nap", TargetGroup.PARTY_BUILDING),
    ("chi bo", TargetGroup.PARTY_BUILDING),
    ("dang vien", TargetGroup.PARTY_BUILDING),
    ("cong doan", TargetGroup.MASS),
    ("doan thanh nien", TargetGroup.MASS),
    ("doan the", TargetGroup.MASS),
    ("doan ket", TargetGroup.UNITY),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A clause to be: fields of `resolutions.models.Clause` by name."""

    key: UUID
    kind: ClauseKind
    text: str
    level: int = 0
    target: dict[str, Any] = field(default_factory=dict)  # unit, amount, year, group
    shape: dict[str, Any] = field(default_factory=dict)


def default_title(congress: Congress) -> str:
    """As the resolution is usually called."""
    return _("Nghị quyết Đại hội %(name)s lần thứ %(numeral)s, nhiệm kỳ %(term)s") % {
        "name": congress.organization.name,
        "numeral": congress.numeral,
        "term": congress.term,
    }


def draft_versions(congress: Congress, *, viewer: Any) -> list[Version]:
    """Newest frozen text of each draft resolution that the viewer reads, final ones first."""
    found = Version.objects.filter(
        document__congress=congress,
        document__kind=DocumentKind.DRAFT_RESOLUTION,
        frozen_at__isnull=False,
    ).select_related("document__subcommittee__congress__organization")
    newest = {each.document_id: each for each in found.order_by("number")}
    read = [
        each for each in newest.values() if can(viewer, Permission.DOCUMENTS_VIEW, at=each.document)
    ]
    return sorted(read, key=lambda each: (each.document.final_at is None, each.document_id))


def newer_than(version: Version | None) -> Version | None:
    """The newest frozen text of the same document, if the resolution was taken from an older one."""
    if version is None:
        return None
    newer = Version.objects.filter(
        document=version.document_id, frozen_at__isnull=False, number__gt=version.number
    )
    return newer.select_related("document").order_by("-number").first()


def clauses_in(version: Version) -> list[Taken]:
    """The clauses of a text in reading order, its letterhead and signatures left out."""
    kept, _left_out = without_letterhead(blocks_of(version))
    found: list[Taken] = []
    on_targets = False
    for block in kept:
        if block.kind is BlockKind.HEADING:
            on_targets = "chi tieu" in fold(block.text)
        found += _of_block(block, on_targets=on_targets)
    return found


def prepared_targets(congress: Congress) -> list[Taken]:
    """The targets that were set while preparing, for a resolution that is typed."""
    return [
        Taken(
            each.key_in_draft, ClauseKind.TARGET, each.text,
            target={
                "unit": each.unit, "amount": each.amount, "year": each.year, "group": each.group
            },
        )
        for each in congress.targets.order_by("position", "pk")
    ]  # fmt: skip


def _of_block(block: Block, *, on_targets: bool) -> Iterator[Taken]:
    """``on_targets``: under a heading of targets, where a line with a figure is one."""
    text = block.text.strip()
    if not text:
        return
    if block.table is not None and (rows := _targets(block.table, UUID(block.key))):
        yield from rows
        return
    heading = block.kind is BlockKind.HEADING
    shape: dict[str, Any] = {
        "kind": block.kind.value,
        "level": block.level,
        "content": block.to_json(),
    }
    if on_targets and not heading and block.table is None and FIGURE.search(text):
        target = {"unit": "", "amount": "", "year": None, "group": group_of(text)}
        yield Taken(UUID(block.key), ClauseKind.TARGET, text, target=target, shape=shape)
        return
    kind = ClauseKind.HEADING if heading else ClauseKind.TEXT
    yield Taken(UUID(block.key), kind, text, block.level if heading else 0, shape=shape)


def _targets(table: Table, key: UUID) -> list[Taken]:
    """Its rows as targets; nothing for a table of something else."""
    heads = [fold(cell.text) for cell in table.rows[0]] if table.rows else []
    places = _places(heads)
    years = {n: int(found.group()) for n, head in enumerate(heads) if (found := YEAR.search(head))}
    if "text" not in places or not (years or "amount" in places):
        return []
    made: list[Taken] = []
    group: TargetGroup | None = None
    for number, row in enumerate(table.rows[1:], 1):
        cells = [tidy(cell.text) for cell in row]
        if len(cells) < len(heads):  # a line across the table names what follows
            group = next((g for word, g in GROUPS if word in fold(" ".join(cells))), group)
            continue
        text = cells[places["text"]]
        for told in _measures(cells, places, years):
            if not text:
                continue
            own = {"unit": "", **told, "group": group or group_of(text)}
            row_key = uuid5(key, f"{number}:{told.get('column', '')}")
            own.pop("column", None)
            made.append(Taken(row_key, ClauseKind.TARGET, text, target=own))
    return made


def group_of(text: str) -> TargetGroup:
    """Where a target belongs by its words; by the software, people change it."""
    folded = fold(text)
    return next((group for word, group in HINTS if word in folded), TargetGroup.PROFESSIONAL)


def _places(heads: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, words in COLUMNS.items():
        for number, head in enumerate(heads):
            if number not in found.values() and any(head.startswith(word) for word in words):
                found[name] = number
                break
    return found


def _measures(
    cells: Sequence[str], places: dict[str, int], years: dict[int, int]
) -> Iterator[dict[str, Any]]:
    """Unit, amount and year of a row; of a table with a column for each year, each that is filled."""
    unit = cells[places["unit"]][:60] if "unit" in places else ""
    if years:
        for column, year in years.items():
            if cells[column]:
                yield {"unit": unit, "amount": cells[column][:120], "year": year, "column": column}
        return
    when = YEAR.search(cells[places["year"]]) if "year" in places else None
    amount = cells[places["amount"]][:120]
    yield {"unit": unit, "amount": amount, "year": int(when.group()) if when else None}
