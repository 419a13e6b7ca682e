"""HTML pasted from Word or a web page becomes typed text; what is no text is dropped, and told.

nh3 cleans it at the door; no word of the text is lost.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby

import nh3
from django.utils.translation import gettext as _

from daihoi.base.errors import RuleBroken
from daihoi.papers.fields import write_blocks
from daihoi.papers.outline import Block, BlockKind, Cell, ListFormat, ListMark, Run, Table
from daihoi.vietnamese.text import nfc, tidy

LONGEST = 400_000
DEEPEST = 500  # tags within tags; a parser takes minutes for tens of thousands
_TAG = re.compile(r"<(/?)([a-z][a-z0-9:-]*)", re.IGNORECASE)
_NOT_NESTING = {"p", "li", "br", "img", "hr", "td", "th", "tr", "col", "meta", "link", "input", "wbr", "html", "head", "body", "tbody", "thead"}  # fmt: skip
_KEPT = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "b", "strong", "i", "em", "u", "a", "br", "table", "tr", "td", "th", "blockquote"}  # fmt: skip
_DROPPED_WITH_CONTENT = {"script", "style", "title", "xml", "svg", "object"}
_BREAKS = {"p", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
_LOOKS_HTML = re.compile(
    r"<(?:!--|/?(?:p|span|div|html|body|head|meta|style|script|table|tr|td|h[1-6]|ul|ol|li|br|img"
    r"|b|i|u|em|strong|font|o:p|a)(?=[\s>/]))",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[·•▪§o]|\u2013|-)\s+(?=\S)")
_COUNTED = re.compile(
    r"<(script|style|img|iframe|object|svg|video|form|input|u(?=[\s>])|!--)", re.IGNORECASE
)
# Each stops at the next "<": a text of nothing but tags that never end is read once.
_STYLED = re.compile(r"<[a-z][^<>]*\s(?:style|class|lang|face|color|align)\s*=", re.IGNORECASE)
_HANDLERS = re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pasted:
    """``text`` as `news.markup` reads it; ``dropped`` says in words what was not text."""

    text: str
    dropped: tuple[str, ...]


def looks_like_html(text: str) -> bool:
    return bool(_LOOKS_HTML.search(text))


def read_pasted(html: str) -> Pasted:
    """Paragraphs, headings, lists, tables, bold, italic and links stay; the rest is dropped.

    `RuleBroken` for more than `LONGEST` letters or too many tags within tags: nothing is cut.
    """
    if len(html) > LONGEST:
        raise RuleBroken(
            _("Bài dán dài quá %(limit)s chữ cái.") % {"limit": LONGEST},
            code="too_long",
            advice=_("Hãy dán từng phần, hoặc dán chữ không kèm định dạng."),
        )
    if _depth(html) > DEEPEST:
        raise RuleBroken(
            _("Bài dán có quá nhiều lớp định dạng lồng nhau."),
            code="too_deep",
            advice=_("Hãy dán từng phần, hoặc dán chữ không kèm định dạng."),
        )
    cleaned = nh3.clean(
        html,
        tags=_KEPT,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(cleaned)
    reader.close()
    reader.end_block()
    return Pasted(write_blocks(reader.blocks), tuple(_dropped(html)))


def _depth(html: str) -> int:
    """How many tags stand within one another at most; tags that need no end are left aside."""
    depth = deepest = 0
    for ends, name in _TAG.findall(html):
        if name.lower() not in _NOT_NESTING:
            depth = max(0, depth - 1) if ends else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _dropped(html: str) -> Iterator[str]:
    found = Counter(name.lower() for name in _COUNTED.findall(html))
    if found["img"]:
        yield _("%(n)s ảnh (hãy tải ảnh lên ở mục Ảnh)") % {"n": found["img"]}
    if found["script"] or _HANDLERS.search(html):
        yield _("mã lệnh")
    if found["style"] or found["u"] or _STYLED.search(html):
        yield _("kiểu chữ, màu chữ, cỡ chữ")
    if found["!--"]:
        yield _("ghi chú ẩn của Word")
    if any(found[name] for name in ("iframe", "object", "svg", "video", "form", "input")):
        yield _("khung nhúng, biểu mẫu")


@dataclass
class _State:
    bold: int = 0
    italic: int = 0
    link: str = ""
    link_from: int = 0  # the first run within it
    heading: int = 0
    lists: list[str] = field(default_factory=list)


@dataclass
class _OpenTable:
    """A table whose end has not come, and what was read of its cell's words before it began."""

    before: list[Run]
    rows: list[list[str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Cleaned HTML as blocks of an outline."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._runs: list[Run] = []
        self._state = _State()
        self._is_item = False
        self._tables: list[_OpenTable] = []  # the innermost last

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS and not self._tables:
            self.end_block()
        self._turn(tag, 1)
        if tag in {"ul", "ol"}:
            self._state.lists.append(tag)
        elif tag == "li":
            self._is_item = True
        elif tag == "br":
            self.handle_data(" " if self._tables else "\n")
        elif tag == "a":
            self._state.link = dict(attrs).get("href") or ""
            self._state.link_from = len(self._runs)
        else:
            self._open_table(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
            self._state.link = ""
        if tag in _BREAKS and not self._tables:
            self.end_block()
        elif tag in _BREAKS:
            self.handle_data(" ")
        self._turn(tag, -1)
        if tag in {"ul", "ol"} and self._state.lists:
            self._state.lists.pop()
        elif tag in {"td", "th"}:
            self._end_cell()
        elif tag == "table":
            self._end_table()

    def handle_data(self, data: str) -> None:
        state = self._state
        # What breaks lines in the source of a page is a space on it; <br> came as "\n" alone.
        words = data if data == "\n" else re.sub(r"\s+", " ", nfc(data))
        if words:
            self._runs.append(Run(words, bold=state.bold > 0, italic=state.italic > 0))

    def end_block(self) -> None:
        self._end_link()
        runs, self._runs = _tidied(self._runs), []
        if not runs:
            return
        kind, level, mark = BlockKind.PARAGRAPH, 0, None
        first = runs[0].text
        if self._state.heading:
            kind, level = BlockKind.HEADING, 2
            runs = [Run(run.text) for run in runs]
        elif self._is_item or _BULLET.match(first):
            kind, mark = BlockKind.ITEM, self._mark()
            runs[0] = Run(_BULLET.sub("", first), runs[0].bold, runs[0].italic)
        self.blocks.append(Block(kind, tuple(runs), level=level, mark=mark))
        self._is_item = False

    def _mark(self) -> ListMark:
        if self._state.lists[-1:] == ["ol"]:
            before = self.blocks[-1].mark if self.blocks else None
            number = before.number + 1 if before and before.format is ListFormat.DECIMAL else 1
            return ListMark(ListFormat.DECIMAL, "{}.", number, "pasted")
        return ListMark(ListFormat.BULLET, "-")

    def _turn(self, tag: str, by: int) -> None:
        state = self._state
        if tag in {"b", "strong"}:
            state.bold += by
        elif tag in {"i", "em"}:
            state.italic += by
        elif re.fullmatch(r"h[1-6]", tag):
            state.heading += by

    def _end_link(self) -> None:
        """The words since the link began, as one run with its address; a picture alone has none."""
        state = self._state
        inner, self._runs[state.link_from :] = self._runs[state.link_from :], []
        words = "".join(run.text for run in inner)
        if state.link and words.strip():
            before = words[: len(words) - len(words.lstrip())]
            after = words[len(words.rstrip()) :]
            bold, italic = all(run.bold for run in inner), all(run.italic for run in inner)
            said = f"{before}[{words.strip()}]({state.link}){after}"
            self._runs.append(Run(said, bold, italic))
        else:
            self._runs += inner
        state.link_from = len(self._runs)

    def _open_table(self, tag: str) -> None:
        if tag == "table":
            if not self._tables:
                self.end_block()
            self._tables.append(_OpenTable(self._runs))
            self._runs = []
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in {"td", "th"} and self._runs:
            self.handle_data(" ")

    def _end_cell(self) -> None:
        self._end_link()
        if self._tables and self._tables[-1].rows:
            self._tables[-1].rows[-1].append(self._words())

    def _end_table(self) -> None:
        """A table within a cell becomes words of that cell; words beside the cells stand below."""
        if not self._tables:
            return
        self._end_link()
        table, left = self._tables.pop(), self._words()
        if self._tables:
            inner = [*(cell for row in table.rows for cell in row), left]
            self._runs = [*table.before, Run(" " + " ".join(filter(None, inner)) + " ")]
            return
        wide = max(map(len, table.rows), default=0)
        if wide:
            cells = tuple(
                tuple(
                    Cell(((Run(text),) if text else (),))
                    for text in [*row, *[""] * (wide - len(row))]
                )
                for row in table.rows
                if row
            )
            self.blocks.append(Block(BlockKind.TABLE, table=Table(cells)))
        self._runs = [Run(left)] if left else []
        self.end_block()

    def _words(self) -> str:
        """What was read since the last cell, in one line; it begins anew."""
        runs, self._runs = self._runs, []
        self._state.link_from = 0
        return tidy("".join(run.text for run in runs)).replace("\n", " ")


def _tidied(runs: list[Run]) -> list[Run]:
    """Neighbours with the same marks as one; single spaces, none at the edges."""
    joined = [
        Run("".join(run.text for run in same), *marks)
        for marks, same in groupby(runs, key=lambda run: (run.bold, run.italic))
    ]
    if joined:
        joined[0] = Run(joined[0].text.lstrip(), joined[0].bold, joined[0].italic)
        joined[-1] = Run(joined[-1].text.rstrip(), joined[-1].bold, joined[-1].italic)
    made = [Run(re.sub(r"[ \xa0]{2,}", " ", run.text), run.bold, run.italic) for run in joined]
    return [run for run in made if run.text]
