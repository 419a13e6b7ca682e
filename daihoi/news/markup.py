"""The body of a news item: typed text with light marks becomes a page.

The marks are those of `papers.fields.typed`, and ``[chữ](https://…)`` is a link. Only tags made
here reach the page; what is typed is words.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

import nh3

from daihoi.papers.fields import parse_blocks
from daihoi.papers.outline import Block, BlockKind, ListFormat, Run, Runs

END_MARK = "./."
TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "br", "table", "tr", "th", "td", "u"}  # fmt: skip
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\((https?://[^\s()<>\"]{1,400})\)")
_ENDED = re.compile(r"\s*\./\.\s*$")


def body_html(text: str, *, end_mark: bool = False) -> str:
    """Safe HTML of a typed body; with the end mark behind its last words."""
    blocks = parse_blocks(_ENDED.sub(".", text))
    made = "".join(_grouped(blocks))
    if end_mark and made:
        made = _with_end(made)
    return nh3.clean(made, tags=TAGS, attributes={"a": {"href"}}, link_rel="noopener noreferrer")


def body_words(text: str) -> str:
    """The plain words of a typed body, a line for each block."""
    lines = (_LINK.sub(r"\1", block.text) for block in parse_blocks(text))
    return "\n".join(line for line in lines if line)


def _with_end(made: str) -> str:
    """Behind the last words; a full stop is part of the mark."""
    ends = re.search(r"(?:</[a-z0-9]+>)+$", made)
    at = ends.start() if ends else len(made)
    return f"{made[:at].removesuffix('.')}{END_MARK}{made[at:]}"


def _grouped(blocks: Sequence[Block]) -> Iterator[str]:
    for tag, group in groupby(blocks, key=_list_tag):
        parts = [_block(block) for block in group]
        yield f"<{tag}>{''.join(parts)}</{tag}>" if tag else "".join(parts)


def _list_tag(block: Block) -> str:
    if block.kind is not BlockKind.ITEM or block.mark is None:
        return ""
    return "ul" if block.mark.format is ListFormat.BULLET else "ol"


def _block(block: Block) -> str:
    if block.kind is BlockKind.TABLE and block.table is not None:
        rows = (
            "".join(f"<td>{_cell(cell.paragraphs)}</td>" for cell in row)
            for row in block.table.rows
        )
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    words = _runs(block.runs)
    if block.kind is BlockKind.HEADING:
        tag = "h2" if block.level <= 2 else "h3"
        return f"<{tag}>{words}</{tag}>"
    return f"<li>{words}</li>" if _list_tag(block) else f"<p>{words}</p>"


def _cell(lines: Sequence[Runs]) -> str:
    return "<br>".join(_runs(line) for line in lines)


def _runs(runs: Runs) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    if run.footnote:
        return ""
    made, end = [], 0
    for found in _LINK.finditer(run.text):
        made.append(_words(run.text[end : found.start()]))
        made.append(f'<a href="{escape(found[2])}">{escape(found[1])}</a>')
        end = found.end()
    words = "".join([*made, _words(run.text[end:])])
    for tag, is_on in (("strong", run.bold), ("em", run.italic), ("u", run.underline)):
        words = f"<{tag}>{words}</{tag}>" if is_on else words
    return words


def _words(text: str) -> str:
    return escape(text).replace("\n", "<br>")
