"""Where an opinion's proposed words stand in the text of today, and with what they collide."""

from dataclasses import dataclass
from uuid import UUID

from daihoi.documents.models import Answer, Block, Opinion, Version
from daihoi.papers import editing, outline
from daihoi.papers.comparison.words import changed_spans
from daihoi.papers.editing import Proposal
from daihoi.rules.documents import AnswerResult, OpinionKind, PlaceKind

ADOPTING = (AnswerResult.ACCEPTED.value, AnswerResult.PARTLY.value)


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a table and the characters ``[start, end)`` of its text."""

    row: int
    column: int
    start: int
    end: int


def is_applicable(opinion: Opinion, block: Block | None) -> bool:
    """Whether text can be put at the opinion's place with one click."""
    if block is None:
        return False
    if opinion.place_kind == PlaceKind.WORDS.value:
        return True
    is_table = block.kind == outline.BlockKind.TABLE.value
    return opinion.place_kind == PlaceKind.PARAGRAPH.value and (not is_table or is_removal(opinion))


def is_removal(opinion: Opinion) -> bool:
    """Whether the opinion asks to take its place out, with nothing instead."""
    return opinion.kind == OpinionKind.DELETE.value and not opinion.proposed_text.strip()


def has_proposal(opinion: Opinion) -> bool:
    return bool(opinion.proposed_text.strip()) or is_removal(opinion)


def wanted(opinion: Opinion, base: str) -> str:
    """What the opinion wants to stand at its place of the text ``base``.

    Words to add to a paragraph follow it, unless they tell most of the paragraph again.
    """
    proposed = opinion.proposed_text.strip()
    adds = opinion.kind == OpinionKind.ADD.value and proposed
    if not adds or opinion.place_kind != PlaceKind.PARAGRAPH.value:
        return opinion.proposed_text
    taken_out = sum(span.old_end - span.old_start for span in changed_spans(base, proposed))
    return opinion.proposed_text if 2 * taken_out < len(base) else f"{base.rstrip()} {proposed}"


def proposals_of(opinion: Opinion, base: str, replacement: str) -> list[Proposal]:
    """What putting ``replacement`` at the opinion's place changes in the text ``base``.

    Words are replaced exactly; of a paragraph only what differs, so that others' words stay.
    """
    if opinion.start is not None and opinion.end is not None:
        end = min(opinion.end, len(base))
        return [Proposal(min(opinion.start, end), end, replacement)]
    return [
        Proposal(span.old_start, span.old_end, replacement[span.new_start : span.new_end])
        for span in changed_spans(base, replacement)
    ]


def changes_between(base: str, now: str) -> list[Proposal]:
    """What was done to ``base`` until it became ``now``."""
    return [
        Proposal(span.old_start, span.old_end, now[span.new_start : span.new_end])
        for span in changed_spans(base, now)
    ]


def rebased(proposals: list[Proposal], base: str, now: str) -> list[Proposal] | None:
    """The proposals on the text ``now``; none left when all are there already. None if any collides."""
    done = changes_between(base, now)
    if all(each in done for each in changes_between(base, applied(base, proposals))):
        return []
    if any(editing.collide(each, other) for each in proposals for other in done):
        return None
    return [_moved(each, done) for each in proposals]


def instead(proposal: Proposal, base: str, now: str) -> Proposal:
    """The proposal on ``now`` in place of whatever stands there, words kept apart by spaces."""
    start, end = _covering(proposal.start, proposal.end, base, now)
    stays = now[start:end]
    start += len(stays) - len(stays.lstrip())
    end = max(start, end - (len(stays) - len(stays.rstrip())))
    text = proposal.text
    if text and now[:start][-1:].isalnum() and text[0].isalnum():
        text = f" {text}"
    if text and now[end:][:1].isalnum() and text[-1].isalnum():
        text = f"{text} "
    return Proposal(start, end, text)


def applied(text: str, proposals: list[Proposal]) -> str:
    """``text`` with the proposals, which do not overlap; words taken out leave one space."""
    for each in sorted(proposals, key=lambda one: one.start, reverse=True):
        start, end = each.start, each.end
        if not each.text:
            start, end = _with_space(text, start, end)
        text = text[:start] + each.text + text[end:]
    return text


def spot_of(table: outline.Table, start: int, end: int) -> Spot | None:
    """The one cell in which the characters of the table's text stand; None if in several."""
    at = 0
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if at <= start and end <= at + len(cell.text):
                return Spot(row, column, start - at, end - at)
            at += len(cell.text) + 1
    return None


def opponents_of(opinion: Opinion, version: Version, key: UUID) -> list[Answer]:
    """The answers that changed this block of the working version, the last one first.

    One's own does not count.
    """
    changes = version.changes.filter(key=key, answer__isnull=False).exclude(
        answer=opinion.answer_id
    )
    found = changes.select_related("answer__answered_by").order_by("-pk")
    return list({change.answer_id: change.answer for change in found if change.answer}.values())


def overlap(a: Opinion, b: Opinion) -> bool:
    """Whether two opinions propose different things for the same words of the base version."""
    if a.block_key is None or a.block_key != b.block_key:
        return False
    if not (_stands(a) and _stands(b)):
        return False
    if a.start is None or a.end is None or b.start is None or b.end is None:
        both = {a.place_kind, b.place_kind}
        same = a.proposed_text.strip() == b.proposed_text.strip()
        return both <= {PlaceKind.PARAGRAPH.value, PlaceKind.WORDS.value} and not same
    one = Proposal(a.start, a.end, a.proposed_text)
    return editing.collide(one, Proposal(b.start, b.end, b.proposed_text))


def _stands(opinion: Opinion) -> bool:
    """Whether it proposes words that were not turned down."""
    is_open = opinion.answer is None or opinion.answer.result in ADOPTING
    return is_open and has_proposal(opinion)


def _covering(start: int, end: int, base: str, now: str) -> tuple[int, int]:
    """The characters of ``now`` that stand where ``[start, end)`` of ``base`` stood."""
    done = changes_between(base, now)
    own = Proposal(start, end, "")
    touched = [each for each in done if editing.collide(own, each) or each == own]
    start = min([start, *(each.start for each in touched)])
    end = max([end, *(each.end for each in touched)])
    length = end - start + sum(_growth(each) for each in touched)
    first = start + sum(_growth(each) for each in done if each not in touched and each.end <= start)
    return first, first + length


def _moved(proposal: Proposal, done: list[Proposal]) -> Proposal:
    shift = sum(_growth(each) for each in done if each.end <= proposal.start)
    return Proposal(proposal.start + shift, proposal.end + shift, proposal.text)


def _growth(proposal: Proposal) -> int:
    return len(proposal.text) - (proposal.end - proposal.start)


def _with_space(text: str, start: int, end: int) -> tuple[int, int]:
    """The words to take out and the space they leave over."""
    before, after = text[:start], text[end:]
    if after.startswith(" ") and (not before or before.endswith(" ")):
        return start, end + 1
    if before.endswith(" ") and (not after or after[0] in ",.;:!?)"):
        return start - 1, end
    return start, end
