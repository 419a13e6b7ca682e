"""The keys of blocks that a file written here carries in hidden bookmarks."""

from typing import TypeAlias

from lxml import etree

from daihoi.papers.outline import KEY_BOOKMARK, ONLY_NEW, ONLY_OLD
from daihoi.papers.reading.markup import w

_NAME = w("name")

SidedKey: TypeAlias = tuple[int, str]


def key_of(bookmark: etree._Element) -> str:
    """The block's key that a hidden bookmark carries; "" if it is any other bookmark."""
    return sided_key(bookmark)[1]


def sided_key(bookmark: etree._Element) -> SidedKey:
    """The key, after 0 if both versions of a file have the block there, 1 the newer, 2 the older."""
    name = bookmark.get(_NAME, "")
    key = name[len(KEY_BOOKMARK) :]
    side = 0
    for number, sign in ((1, ONLY_NEW), (2, ONLY_OLD)):
        if key.endswith(sign):
            key, side = key.removesuffix(sign), number
    return side, key if name.startswith(KEY_BOOKMARK) and key.isascii() and key.isalnum() else ""
