"""Words on their way to the page: freed of what no page can hold, kept together or let break."""

import re
import unicodedata
from functools import cache

from daihoi.papers.outline import Runs
from daihoi.papers.typesetting.looks import Node

# What XML, and so Word, cannot hold either, and the mark of byte order.
_UNWRITABLE = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_PART = re.compile(r"[\n\t]|[^\n\t]+")
# "36-HD/VPTW", "T/M": people look for the end of these on the same line. "2020-2025" and "03/4/2020"
# never break between their figures.
_SYMBOL = re.compile(r"(?<!\S)\S*\w(?:[-/][^\W\d]|–\w)\S*")
_SYMBOL_LETTERS = 24
_WIDEST_LETTER = 0.75  # of the size, on average over a word of capitals


def clean(text: str) -> str:
    """``text`` composed, without letters that no file can hold."""
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", _UNWRITABLE.sub("", text)))


def words(runs: Runs, *, width_pt: float, size_pt: float) -> list[Node]:
    """The runs as `program` reads them, for lines of a width; words longer than a line break."""
    room = max(int(width_pt / (_WIDEST_LETTER * size_pt)), 1)
    found: list[Node] = []
    for run in runs:
        if run.footnote:
            found.append({"note": " ".join(clean(run.footnote).split())})
            continue
        marks = {
            name: True
            for name, value in (
                ("bold", run.bold),
                ("italic", run.italic),
                ("underline", run.underline),
                ("gap", run.gap),
            )
            if value
        }
        for part in _PART.findall(clean(run.text)):
            if part == "\n":
                found.append({"newline": True})
            elif part == "\t":
                found.append({"tab": True})
            else:
                found += [piece | marks for piece in _pieces(part, room)]
    return found


def _pieces(text: str, room: int) -> list[Node]:
    """One piece, or several where symbols are kept whole and endless words may break."""
    cuts = [match.span() for match in _SYMBOL.finditer(text)]
    cuts = [(a, b) for a, b in cuts if b - a <= min(_SYMBOL_LETTERS, room)]
    endless = [match.span() for match in _endless(room).finditer(text)]
    if not cuts and not endless:
        return [{"words": text}]
    found: list[Node] = []
    done = 0
    for start, end in sorted(cuts + endless):
        if start > done:
            found.append({"words": text[done:start]})
        word = text[start:end]
        found.append(
            {"pieces": list(word)} if end - start > room else {"words": word, "whole": True}
        )
        done = end
    if done < len(text):
        found.append({"words": text[done:]})
    return found


@cache
def _endless(room: int) -> re.Pattern[str]:
    """Words of more than ``room`` letters."""
    return re.compile(rf"\S{{{room + 1},}}")
