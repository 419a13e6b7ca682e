"""The text around an opinion's place, with what the opinion would change in it."""

from dataclasses import dataclass, field

from daihoi.documents.models import Block, Opinion, OpinionRound, Version
from daihoi.documents.queries import proposals
from daihoi.documents.queries.texts import Place, ReadBlock
from daihoi.papers.comparison import Op, words_between
from daihoi.papers.editing import rebase
from daihoi.papers.outline import BlockKind
from daihoi.papers.reading.numbering import shown

ABOVE, BELOW = 2, 5  # blocks shown around the place
TAGS = {Op.EQUAL: "", Op.INSERT: "ins", Op.DELETE: "del"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with how they are marked: "", "mark" (the opinion speaks of them), "del" or "ins"."""

    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class PassageBlock:
    """A block of the passage; the one in question tells its words by ``pieces`` or ``rows``."""

    read: ReadBlock
    is_current: bool = False
    pieces: list[Piece] = field(default_factory=list)
    rows: list[list[list[Piece]]] = field(default_factory=list)  # of a table: cells of pieces


@dataclass(frozen=True, slots=True)
class Passage:
    """Some blocks of ``version``. ``collides``: the words in question are no longer there."""

    version: Version
    path: list[str]  # the headings over the place, outermost first
    blocks: list[PassageBlock]
    is_applicable: bool = False
    collides: bool = False
    gone: str = ""  # the words of the block in the base version if it was taken out since
    left_behind: bool = False  # the answer takes nothing any more, but its edit still stands there
    wanted: str = ""  # what the opinion wants to stand at its place


def passage_of(opinion: Opinion, round_: OpinionRound) -> Passage:
    """The place of an opinion in the working version, else in the version of the round."""
    version = round_.document.versions.filter(frozen_at__isnull=True).first()
    version = version or round_.result_version or round_.base_version
    if opinion.block_key is None:
        first = list(version.blocks.order_by("position", "pk")[:BELOW])
        return Passage(version, [], _read(version, first))
    base = round_.base_version.blocks.filter(key=opinion.block_key).first()
    block = version.blocks.filter(key=opinion.block_key).first()
    if base is None or block is None:
        return Passage(
            version,
            [],
            [],
            gone=base.text if base else "",
            collides=base is not None,
            left_behind=_left_behind(opinion, version),
        )
    change = _change(opinion, base, block)
    around = version.blocks.order_by("position", "pk")
    below = list(around.filter(position__gt=block.position)[:BELOW])
    above = list(around.filter(position__lt=block.position).reverse()[:ABOVE])[::-1]
    blocks = _read(version, [*above, block, *below])
    at = len(above)
    blocks[at] = change.shown(blocks[at].read)
    return Passage(
        version=version,
        path=_path(version, block),
        blocks=blocks,
        is_applicable=proposals.is_applicable(opinion, block),
        collides=change.collides,
        wanted=proposals.wanted(opinion, base.text),
        left_behind=_left_behind(opinion, version),
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """How the block in question is shown: from one text to another, some words marked."""

    old: str
    new: str
    marked: tuple[int, int] | None  # in the old text
    collides: bool = False

    def shown(self, read: ReadBlock) -> PassageBlock:
        table = read.block.table
        if table is None:
            pieces = _pieces(self.old, self.new, self.marked)
            return PassageBlock(read, is_current=True, pieces=pieces)
        spot = proposals.spot_of(table, *self.marked) if self.marked else None
        cells = [[[Piece("", cell.text)] for cell in row] for row in table.rows]
        if spot is not None:
            text = table.rows[spot.row][spot.column].text
            offset = (self.marked or (0, 0))[0] - spot.start
            new = self.new[offset : len(self.new) - len(self.old) + offset + len(text)]
            cells[spot.row][spot.column] = _pieces(text, new, (spot.start, spot.end))
        return PassageBlock(read, is_current=True, rows=cells)


def _change(opinion: Opinion, base: Block, block: Block) -> _Shown:
    """What the opinion would make of the block; if it is answered, what has become of it."""
    marked = None
    if opinion.start is not None and opinion.end is not None:
        start, end = min(opinion.start, len(base.text)), min(opinion.end, len(base.text))
        marked = rebase(base.text, block.text, start, end)
        if marked is None and block.to_outline().table is not None:
            return _Shown(block.text, block.text, None, collides=opinion.answer_id is None)
    if opinion.answer_id is not None:
        words = (start, end) if marked is None and opinion.start is not None else None
        return _answered(base.text, block.text, marked, words)
    if not (proposals.has_proposal(opinion) and proposals.is_applicable(opinion, block)):
        return _Shown(block.text, block.text, marked)
    if proposals.is_removal(opinion) and marked is None:
        return _Shown(block.text, "", marked)
    wanted = proposals.proposals_of(opinion, base.text, proposals.wanted(opinion, base.text))
    found = proposals.rebased(wanted, base.text, block.text)
    if found is None:
        return _Shown(base.text, block.text, None, collides=True)
    return _Shown(block.text, proposals.applied(block.text, found), marked)


def _answered(
    base: str, now: str, marked: tuple[int, int] | None, words: tuple[int, int] | None
) -> _Shown:
    return _Shown(base, now, words) if base != now else _Shown(now, now, marked)


def _pieces(old: str, new: str, marked: tuple[int, int] | None) -> list[Piece]:
    """The change word by word; what stays of the marked words of ``old`` is marked."""
    start, end = marked or (0, 0)
    pieces = []
    at = 0
    for word in words_between(old, new):
        if word.op is not Op.EQUAL:
            pieces.append(Piece(TAGS[word.op], word.text))
            at += len(word.text) if word.op is Op.DELETE else 0
            continue
        low = min(max(start - at, 0), len(word.text))
        high = max(min(end - at, len(word.text)), low)
        parts = (("", word.text[:low]), ("mark", word.text[low:high]), ("", word.text[high:]))
        pieces += [Piece(tag, text) for tag, text in parts if text]
        at += len(word.text)
    return pieces


def _read(version: Version, rows: list[Block]) -> list[PassageBlock]:
    """Blocks that follow each other, with the numbers people call them by."""
    if not rows:
        return []
    earlier = version.blocks.filter(position__lt=rows[0].position)
    number = earlier.exclude(kind=BlockKind.HEADING.value).count()
    blocks = []
    for row in rows:
        block = row.to_outline()
        number += block.kind is not BlockKind.HEADING
        own = 0 if block.kind is BlockKind.HEADING else number
        place = Place(block.key, row.position, own, (), 0)
        mark = shown(block.mark) if block.mark else ""
        blocks.append(PassageBlock(ReadBlock(block, place, mark, 1, row.revision)))
    return blocks


def _left_behind(opinion: Opinion, version: Version) -> bool:
    """Whether the last edit of the place followed the answer, which has been changed to a refusal."""
    answer, key = opinion.answer, opinion.block_key
    if answer is None or key is None or answer.result in proposals.ADOPTING:
        return False
    if not version.is_working:
        return False
    last = version.changes.filter(key=key).order_by("-pk").first()
    return last is not None and last.answer_id == answer.pk


def _path(version: Version, block: Block) -> list[str]:
    """The headings over a block, outermost first."""
    over: list[tuple[int, str]] = []
    headings = version.blocks.filter(kind=BlockKind.HEADING.value, position__lt=block.position)
    level = block.level if block.kind == BlockKind.HEADING.value else 10
    for each, text in headings.order_by("position", "pk").values_list("level", "text"):
        over = [*(above for above in over if above[0] < each), (each, " ".join(text.split()))]
    return [text for each, text in over if each < level]
