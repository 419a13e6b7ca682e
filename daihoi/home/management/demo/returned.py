"""A Word file that a department sent back: a frozen version, edited with changes tracked."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from daihoi.congresses.models import Congress
from daihoi.documents.actions.returned import confirm_copy, upload_copy
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.returned import mark_of
from daihoi.documents.queries.texts import blocks_of
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.cast import Cast
from daihoi.papers.editing import rewrite
from daihoi.papers.hands import Comment, Hand
from daihoi.papers.outline import Block, Outline
from daihoi.papers.writing.redline import write_redline


def put_returned(calendar: Calendar, congress: Congress, told: dict[str, Any], cast: Cast) -> None:
    calendar.add(told["at"], partial(_take_in, congress, told, cast))


def _take_in(congress: Congress, told: dict[str, Any], cast: Cast) -> None:
    """The clerk of the subcommittee takes the file in; what it asks for waits to be decided."""
    document = congress.documents.get(title=told["document"])
    base = document.versions.exclude(frozen_at=None).latest("number")
    old = blocks_of(base)
    new = [_edited(block, told["edits"]) for block in old]
    hand = Hand(told["author"], told["written_at"])
    content = write_redline(
        Outline(tuple(old), title=document.title),
        Outline(tuple(new), title=document.title),
        hand=hand,
        comments=[_comment(each, new, hand) for each in told["comments"]],
        properties=mark_of(base),
    )
    contributor = Contributor(unit=cast.units[told["unit"]])
    sent = {"contributor": contributor, "file_name": told["file_name"], "actor": cast.clerk}
    confirm_copy(upload_copy(document, None, content, **sent), actor=cast.clerk)


def _edited(block: Block, edits: Sequence[dict[str, Any]]) -> Block:
    text = block.text
    for edit in edits:
        text = text.replace(edit["old"], edit["new"])
    return block if text == block.text else replace(block, runs=rewrite(block.runs, text))


def _comment(told: dict[str, Any], blocks: Sequence[Block], hand: Hand) -> Comment:
    quote = told["quote"]
    block = next(each for each in blocks if quote in each.text)
    start = block.text.index(quote)
    return Comment(block.key, start, start + len(quote), quote, told["text"], hand)
