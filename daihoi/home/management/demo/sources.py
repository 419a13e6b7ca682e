"""The demo's files: TOML for what people do, Word and Excel as offices write them."""

import tomllib
from pathlib import Path
from typing import Any

from daihoi.papers.outline import Block, BlockKind, ListFormat, ListMark, Outline, Run
from daihoi.papers.writing import write_word
from daihoi.vietnamese.text import nfc

FOLDER = Path(__file__).parent


def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def read_bytes(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def word_file(title: str, text: str) -> bytes:
    """A .docx of a plain text: "# " and "## " begin headings, "- " an item."""
    lines = (line.strip() for line in nfc(text).splitlines())
    return write_word(Outline(tuple(_block(line) for line in lines if line), title=title))


def _block(line: str) -> Block:
    start, _space, words = line.partition(" ")
    if start in {"#", "##"}:
        return Block(BlockKind.HEADING, (Run(words),), level=len(start))
    if start == "-":
        return Block(BlockKind.ITEM, (Run(words),), mark=ListMark(ListFormat.BULLET, "-"))
    return Block(BlockKind.PARAGRAPH, (Run(line),))
