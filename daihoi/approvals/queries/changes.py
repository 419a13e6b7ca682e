"""What changed between two submissions: item by item, and the words of those that did."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from daihoi.approvals.models import SubmissionItem
from daihoi.papers.comparison import Comparison, Words, compare
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Block, BlockKind
from daihoi.rules.approvals import SubmissionKind, holds_many

PROPOSALS = ("TTDH", "TTCY")  # the letter that goes with a dossier of each kind
# What differs between a draft and the same words once they are issued.
_NOT_WORDS = {"draft", "check", "number", "place_and_date"}


class ItemChange(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"
    FIRST = "first"  # nothing was sent before


CHANGE_LABELS = {
    ItemChange.NEW: _("mới thêm"),
    ItemChange.CHANGED: _("đã sửa"),
    ItemChange.SAME: _("không đổi"),
    ItemChange.GONE: _("không gửi lại"),
}
CHANGE_BADGES = {
    ItemChange.NEW: "note",
    ItemChange.CHANGED: "waiting",
    ItemChange.SAME: "neutral",
    ItemChange.GONE: "neutral",
}


def digest_of(content: Mapping[str, Any] | None, hashes: Iterable[str]) -> str:
    """Equal for two items of the same words; of a paper without words, for the same files."""
    words = {k: v for k, v in (content or {}).items() if k not in _NOT_WORDS}
    told = json.dumps([words, sorted(hashes)], ensure_ascii=False, sort_keys=True)
    return sha256(told.encode()).hexdigest()


def before_of(item: SubmissionItem, earlier: Sequence[SubmissionItem]) -> SubmissionItem | None:
    """The item of the submission before that this one takes the place of."""
    same = [each for each in earlier if each.code == item.code]
    own = [each for each in same if _is_same_paper(item, each)]
    return next(iter([*own, *(() if _is_one_of_many(item) else same)]), None)


def left_out(
    items: Sequence[SubmissionItem], earlier: Sequence[SubmissionItem]
) -> list[SubmissionItem]:
    """Items of the submission before that none of ``items`` takes the place of."""
    found = filter(None, (before_of(item, earlier) for item in items))
    kept = {each.pk for each in found}
    return [each for each in earlier if each.pk not in kept]


def _is_one_of_many(item: SubmissionItem) -> bool:
    return holds_many(SubmissionKind(item.submission.kind), item.code)


def _is_same_paper(one: SubmissionItem, other: SubmissionItem) -> bool:
    """Written here, entered in the register, or only files that went with the line."""
    if one.paper_id or other.paper_id:
        return one.paper_id == other.paper_id
    return one.entry_id == other.entry_id


def change_of(item: SubmissionItem, earlier: Sequence[SubmissionItem] | None) -> ItemChange:
    if earlier is None:
        return ItemChange.FIRST
    before = before_of(item, earlier)
    if before is None:
        return ItemChange.NEW
    return ItemChange.SAME if before.digest == item.digest else ItemChange.CHANGED


@dataclass(frozen=True, slots=True)
class ChangedBlock:
    """A paragraph that differs: its words with what was put in and taken out."""

    kind: str
    words: list[Words]


@dataclass(frozen=True)
class ItemComparison:
    """Two versions of one paper; ``None`` where one has no words here (written elsewhere)."""

    old: SubmissionItem
    new: SubmissionItem

    @cached_property
    def comparison(self) -> Comparison | None:
        if self.old.content is None or self.new.content is None:
            return None
        return compare(blocks_of(self.old), blocks_of(self.new))

    @property
    def blocks(self) -> list[ChangedBlock]:
        if self.comparison is None:
            return []
        return [
            ChangedBlock(change.kind.value, [words for words in change.all_words() if words])
            for change in self.comparison.edits
        ]


def blocks_of(item: SubmissionItem) -> tuple[Block, ...]:
    """Everything that is said, from the subject to who receives it; what only a draft has is left out."""
    paper = OfficialPaper.from_json(item.content or {"issuer": []})
    lines = [paper.subject, *paper.addressees, *paper.bases]
    after = [signature.name for signature in paper.signatures] + list(paper.recipients)

    def said(runs: Any) -> Block:
        return Block(BlockKind.PARAGRAPH, runs=tuple(runs))

    return (
        *(said(line) for line in lines if line),
        *paper.all_blocks,
        *(said(line) for line in after if line),
    )
