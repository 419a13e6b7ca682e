"""The words that are voted and frozen: their digest, and the blocks of the paper."""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from daihoi.congresses.queries.facts import table
from daihoi.papers.outline import Block, BlockKind, Run
from daihoi.resolutions.models import Amendment, Clause, Resolution, ResolutionVote
from daihoi.vietnamese.text import fold

WIDTHS = (640, 5040, 1100, 1500, 1100)
HEADS = ("TT", "Chỉ tiêu", "Đơn vị", "Mức", "Năm")


def clauses_of(resolution: Resolution) -> list[Clause]:
    """Those that stand in it now, in order; those taken out are not among them."""
    found = resolution.clauses.filter(removed_at__isnull=True)
    clauses = list(found.select_related("changed_by").order_by("position", "pk"))
    for each in clauses:
        each.resolution = resolution
    return clauses


def digest_of(told: Any) -> str:
    """SHA-256 of values as they are kept, the same on every machine."""
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()


def whole_of(resolution: Resolution, clauses: Iterable[Clause]) -> dict[str, Any]:
    """What the vote on the whole is on."""
    return {"title": resolution.title, "clauses": [each.told for each in clauses]}


def digest_of_amendment(amendment: Amendment, proposed: dict[str, Any]) -> str:
    return digest_of({"kind": amendment.kind, "clause": amendment.clause_id, "proposed": proposed})


def blocks_of(clauses: Sequence[Clause]) -> list[Block]:
    """The text as a paper has it: measured targets that follow each other stand in one table."""
    blocks: list[Block] = []
    for in_table, several in groupby(clauses, key=lambda each: each.is_measured):
        if in_table:
            blocks += target_table(list(several))
        else:
            blocks += [each.block for each in several]
    return blocks


def target_table(targets: Sequence[Clause]) -> tuple[Block, ...]:
    """TT, chỉ tiêu, đơn vị, mức, năm; nothing without a target."""
    rows = [
        (str(number), each.text, each.unit, each.amount, each.when)
        for number, each in enumerate(targets, 1)
    ]
    return table(WIDTHS, HEADS, *rows)


def vote_block(clauses: Iterable[Clause], vote: ResolutionVote) -> list[Block]:
    """The sentence on the vote (documents 6.5); nothing where the text says it itself."""
    if any("bieu quyet dong y" in fold(each.text) for each in clauses):
        return []
    return [Block(BlockKind.PARAGRAPH, (Run(vote_words(vote)),))]


def vote_words(vote: ResolutionVote) -> str:
    hands = vote.vote
    told = {
        "a": f"{hands.votes_for:02}",
        "b": f"{hands.votes_against:02}",
        "c": f"{hands.votes_other:02}",
        "share": share_words(vote),
    }
    return (
        "Nghị quyết được {a} đồng chí biểu quyết đồng ý, {b} đồng chí không đồng ý,"
        " {c} đồng chí có ý kiến khác; tỷ lệ đồng ý {share} %."
    ).format(**told)


def share_words(vote: ResolutionVote) -> str:
    """Votes for over the base (E-046), "95,5"."""
    share = round(100 * vote.vote.votes_for / vote.base, 1) if vote.base else 0
    return f"{share:g}".replace(".", ",")
