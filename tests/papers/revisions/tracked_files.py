"""Word files with tracked changes, and what they say before and after: each made by a test."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from hypothesis import strategies as st

from daihoi.papers.outline import Block, BlockKind, Run
from tests.papers.word_files import p, r, word

AUTHORS = ("Phòng Nghiệp vụ", "Chi bộ 2", "Nguyễn Thị Hương")
_IDS = count(1)


def signed(author: str, day: int = 11) -> str:
    return f'w:id="{next(_IDS)}" w:author="{author}" w:date="2020-02-{day:02}T10:15:00Z"'


def ins(content: str, author: str = AUTHORS[0], day: int = 11) -> str:
    return f"<w:ins {signed(author, day)}>{content}</w:ins>"


def gone(content: str, author: str = AUTHORS[0], day: int = 11) -> str:
    content = content.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f"<w:del {signed(author, day)}>{content}</w:del>"


def mark(change: str, author: str = AUTHORS[0]) -> str:
    """Properties of a paragraph whose mark was put in ("ins") or taken out ("del")."""
    return f"<w:rPr><w:{change} {signed(author)}/></w:rPr>"


def blocks(*texts: str) -> tuple[Block, ...]:
    return tuple(
        Block(BlockKind.PARAGRAPH, (Run(text),), key=f"k{n}") for n, text in enumerate(texts)
    )


def keyed(found: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(replace(block, key=f"k{n}") for n, block in enumerate(found))


def texts(found: Sequence[Block]) -> list[str]:
    return [block.text for block in found]


@dataclass(frozen=True)
class Words:
    text: str
    fate: str = "="  # "+" put in, "-" taken out, "±" put in and taken out again
    author: str = AUTHORS[0]

    @property
    def xml(self) -> str:
        run = r(self.text)
        if self.fate in "-±":
            run = gone(run, self.author)
        return ins(run, self.author) if self.fate in "+±" else run


@dataclass(frozen=True)
class Script:
    """Paragraphs of words; each ends in a mark with a fate of its own."""

    lines: tuple[tuple[tuple[Words, ...], str], ...]

    @property
    def file(self) -> bytes:
        changes = {"+": mark("ins"), "-": mark("del"), "=": ""}
        return word(
            "".join(
                p("".join(each.xml for each in words), properties=changes[fate])
                for words, fate in self.lines
            )
        )

    def text(self, absent: str) -> list[str]:
        """The paragraphs without what has one of these fates."""
        found, open_ = [], ""
        for n, (words, fate) in enumerate(self.lines):
            open_ += "".join(each.text for each in words if each.fate not in absent)
            if fate not in absent or n == len(self.lines) - 1:
                found.append(open_.strip())
                open_ = ""
        return [text for text in found if text]

    @property
    def old(self) -> list[str]:
        return self.text("+±")

    @property
    def new(self) -> list[str]:
        return self.text("-±")


_WORDS = st.builds(
    Words,
    st.lists(st.sampled_from(["chi", "bộ", "đảng", "viên", "40", ",", " ", "."]), min_size=1, max_size=4).map(" ".join),
    st.sampled_from("===+-±"),
    st.sampled_from(AUTHORS),
)  # fmt: skip
_LINES = st.tuples(st.lists(_WORDS, max_size=5).map(tuple), st.sampled_from("===+-"))


def _closed(lines: Sequence[tuple[tuple[Words, ...], str]]) -> Script:
    return Script((*lines[:-1], (lines[-1][0], "=")))


scripts = st.lists(_LINES, min_size=1, max_size=6).map(_closed)
