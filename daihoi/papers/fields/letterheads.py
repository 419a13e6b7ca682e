"""The text of an imported paper without the boxes that stood around it in its file."""

import re
from collections.abc import Sequence

from daihoi.papers.fields.recognising import FIXED, SIGNED, is_boxes
from daihoi.papers.outline import Align, Block, BlockKind

# Said below the title and part of the text all the same.
_BELONGS = re.compile(r"\s*(chủ đề|người trình bày|người tham luận|\()", re.IGNORECASE)
# A title set as a heading, and the line under it.
_TITLE = re.compile(
    r"(dự thảo|đề cương|báo cáo|nghị quyết|chương trình|quy chế|tham luận|đề án)\b", re.IGNORECASE
)
_UNDER = re.compile(r"(trình|của|về việc|tại)\b.{,200}", re.IGNORECASE | re.DOTALL)


def without_letterhead(
    blocks: Sequence[Block],
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The text, and what was left out of it: a head, title lines, tables of signature and recipients.

    The paper that the text goes into bears its own. Never all of a text is left out.
    """
    begins = 0
    while begins < len(blocks) and _is_head(blocks[begins], is_first=begins == 0):
        begins += 1
    if begins == len(blocks):
        return tuple(blocks), ()
    kept: list[Block] = []
    left = list(blocks[:begins])
    for block in blocks[begins:]:
        (left if _is_boxes(block) else kept).append(block)
    return tuple(kept), tuple(left)


def _is_head(block: Block, *, is_first: bool) -> bool:
    if block.table is not None:
        return _is_boxes(block)
    if block.kind is BlockKind.HEADING:
        return block.text.isupper() and bool(_TITLE.match(block.text))
    if block.kind is not BlockKind.PARAGRAPH or _BELONGS.match(block.text):
        return False
    if not is_first and _UNDER.fullmatch(block.text):
        return True
    has_letters = any(map(str.isalpha, block.text))
    return block.align is Align.CENTER or block.text.isupper() or not has_letters


def _is_boxes(block: Block) -> bool:
    return is_boxes(block, SIGNED) or is_boxes(block, FIXED)
