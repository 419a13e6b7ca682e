"""What a Word file with tracked changes says beside two texts: who changed what, and opinions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base.errors import NotFound
from daihoi.documents.models import Document, Opinion, OpinionRound, Version
from daihoi.documents.queries import opinions, proposals, rounds
from daihoi.documents.queries.documents import get_versions
from daihoi.documents.queries.signing import local, signed_between
from daihoi.documents.queries.texts import blocks_of
from daihoi.papers.editing import rebase
from daihoi.papers.hands import Comment, Hand
from daihoi.papers.outline import Block
from daihoi.papers.writing.redline import Step

ALL_ROUNDS = "all"


@dataclass(frozen=True, slots=True)
class ExportPage:
    """Two versions of a document and the rounds whose opinions can go along."""

    document: Document
    old: Version
    new: Version
    versions: list[Version]
    rounds: list[OpinionRound]
    round: str  # a round's number, "all", or "" for none

    @property
    def chosen(self) -> list[OpinionRound]:
        if self.round == ALL_ROUNDS:
            return self.rounds
        return [each for each in self.rounds if str(each.number) == self.round]


@dataclass(frozen=True, slots=True)
class Export:
    """Everything the file holds; ``hands`` by block key, of each block its latest."""

    page: ExportPage
    old: Sequence[Block]
    new: Sequence[Block]
    hand: Hand
    hands: Mapping[str, Hand]
    steps: Mapping[str, Sequence[Step]]  # of blocks that several changed: each word has its own
    comments: Sequence[Comment]


def export_page(document: Document, query: Mapping[str, str], *, viewer: User) -> ExportPage:
    """The two versions asked for, by default the newest and the one before it."""
    old, new, versions = get_versions(
        document, query.get("old", ""), query.get("new", ""), viewer=viewer
    )
    found = list(document.rounds.select_related("base_version").order_by("number"))
    asked = query.get("round", "")
    page = ExportPage(document, old, new, versions, found, asked)
    if asked and not page.chosen and asked != ALL_ROUNDS:
        raise NotFound(_("Văn kiện không có đợt lấy ý kiến này."))
    return page


def export_of(page: ExportPage, *, viewer: User) -> Export:
    """The two texts with who changed what, and the opinions that the viewer may read."""
    old, new = blocks_of(page.old), blocks_of(page.new)
    moment = page.new.frozen_at or page.new.created_at
    low, high = sorted((page.old.number, page.new.number))
    signed = signed_between(page.document, low, high, viewer=viewer)
    return Export(
        page=page,
        old=old,
        new=new,
        hand=Hand(str(page.new.created_by), local(moment)),
        hands=signed.hands,
        steps=signed.steps if page.old.number <= page.new.number else {},
        comments=[
            comment
            for round_ in page.chosen
            for comment in _comments(round_, old, new, viewer=viewer)
        ],
    )


def _comments(
    round_: OpinionRound, old: Sequence[Block], new: Sequence[Block], *, viewer: User
) -> Iterable[Comment]:
    """The opinions of a round at their places, as far as the texts still have them."""
    found = opinions.opinions_visible_to(viewer, round_).filter(withdrawn_at__isnull=True)
    rows = found.select_related("answer").order_by("place_order", "pk")
    names_shown = rounds.round_page(round_, viewer=viewer).can.see_contributors
    base = {block.key: block for block in blocks_of(round_.base_version)}
    texts = ({block.key: block for block in new}, {block.key: block for block in old})
    for opinion in rows:
        author = opinion.contributor if names_shown else _("Người góp ý")
        given = datetime.combine(opinion.given_on, time())
        said = _said(opinion, round_)
        yield Comment(**_place(opinion, base, texts), text=said, hand=Hand(author, given))


def _place(
    opinion: Opinion, base: Mapping[str, Block], texts: tuple[Mapping[str, Block], ...]
) -> dict[str, Any]:
    """Where an opinion's words stand in the newer text, else in the older one, else its block."""
    key = opinion.block_key.hex if opinion.block_key else ""
    start, end = opinion.start, opinion.end
    if key in base and start is not None and end is not None:
        for number, text in enumerate(texts):
            spot = _spot(base[key], text.get(key), start, end)
            if spot is not None:
                return {"key": key, "quote": opinion.quote, "on_deleted": number == 1, **spot}
    is_old = key not in texts[0] and key in texts[1]
    return {"key": key, "start": 0, "end": 0, "quote": opinion.quote, "on_deleted": is_old}


def _spot(was: Block, stands: Block | None, start: int, end: int) -> dict[str, Any] | None:
    """The same words in the block as it stands; in a table they lie in one cell."""
    place = rebase(was.text, stands.text, start, end) if stands else None
    if stands is None or place is None:
        return None
    if stands.table is None:
        return {"start": place[0], "end": place[1]}
    cell = proposals.spot_of(stands.table, *place)
    if cell is None:
        return None
    return {"start": cell.start, "end": cell.end, "cell": (cell.row, cell.column)}


def _said(opinion: Opinion, round_: OpinionRound) -> str:
    kind = f" ({opinion.get_kind_display()})" if opinion.kind else ""
    lines = [_("Ý kiến lần %(number)s") % {"number": round_.number} + f"{kind}: {opinion.text}"]
    if opinion.proposed_text:
        lines.append(_("Đề nghị viết lại: %(text)s") % {"text": opinion.proposed_text})
    if opinion.answer is not None:
        answer = f"{opinion.answer.get_result_display()}. {opinion.answer.explanation}".strip()
        lines.append(_("Trả lời: %(answer)s") % {"answer": answer})
    return "\n".join(lines)
