"""Words on their way to the page: freed of what no page can hold, kept together or let break."""

import re
import unicodedata
from functools import cache

from daihoi.papers.outline import Runs
from daihoi.papers.profiles.widths import width_pt
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
_PARTS = re.compile(r"[^-–/]*[-–/]+|[^-–/]+")
_LETTERS = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_WIDEST_LETTER = 0.75  # of the size, on average over a word of capitals
_WIDER = 1.01  # than Times, at most
_UNKNOWN = 1000  # thousandths of the size


def clean(text: str) -> str:
    """``text`` composed, without letters that no file can hold."""
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", _UNWRITABLE.sub("", text)))


def words(runs: Runs, *, room_pt: float, size_pt: float) -> list[Node]:
    """The runs as `program` reads them, for lines of a width; words longer than a line break."""
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
                found += [piece | marks for piece in _pieces(part, room_pt, size_pt)]
    return found


def _pieces(text: str, width: float, size: float) -> list[Node]:
    """One piece, or several where symbols are kept whole and words longer than a line break."""
    room = max(int(width / (_WIDEST_LETTER * size)), 1)
    symbols = (match for match in _SYMBOL.finditer(text) if len(match[0]) <= room)
    whole = {match.span() for match in symbols if len(match[0]) <= _SYMBOL_LETTERS}
    endless = set()
    for match in _long(room).finditer(text):
        if width_pt(match[0], size_pt=size, bold=True, unknown=_UNKNOWN) * _WIDER > width:
            endless.add(match.span())
        elif len(match[0]) <= _SYMBOL_LETTERS:
            whole.add(match.span())
    if not whole and not endless:
        return [{"words": text}]
    found: list[Node] = []
    done = 0
    for start, end in sorted(whole | endless):
        if start > done:
            found.append({"words": text[done:start]})
        word = text[start:end]
        found.append(
            {"words": word, "whole": True}
            if (start, end) in whole
            else {"pieces": _parts(word, width, size)}
        )
        done = end
    if done < len(text):
        found.append({"words": text[done:]})
    return found


@cache
def _long(room: int) -> re.Pattern[str]:
    """Words of more than ``room`` letters."""
    return re.compile(rf"\S{{{room + 1},}}")


def _parts(word: str, width: float, size: float) -> list[str]:
    """Where a word longer than a line may break: after its hyphens, or else anywhere."""
    parts = _PARTS.findall(word)
    widths = (width_pt(each, size_pt=size, bold=True, unknown=_UNKNOWN) for each in parts)
    return parts if max(widths) * _WIDER <= width else _LETTERS.findall(word)
