"""What a PDF and a Word file say, word for word: the PDF as its tags have it, read aloud."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pdfplumber
import pikepdf
from lxml import etree

from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Run
from daihoi.papers.profiles import Profile
from daihoi.papers.reading import read_word
from daihoi.papers.typesetting import write_pdf
from daihoi.papers.writing.official import write_official_word

LINES = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "LBody", "TD", "TH", "Note", "Div", "LI"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class Said:
    """Words in reading order; footnotes and the foot of the first page apart."""

    words: list[str]
    notes: list[list[str]] = field(default_factory=list)
    contact: list[str] = field(default_factory=list)


def assert_same_words(paper: OfficialPaper, profile: Profile) -> None:
    """Both files of a paper say the same: boxes, marks of lists, tables, footnotes, all in order."""
    pdf = said_by_pdf(write_pdf(paper, profile), contact=paper.contact)
    assert pdf == said_by_word(write_official_word(paper, profile))


# Word


def said_by_word(data: bytes) -> Said:
    text: list[str] = []
    notes: list[list[str]] = []
    for block in read_word(data).outline.blocks:
        if block.mark:
            text.append(block.mark.shown)
        text += ["".join([_said_by_run(run, notes) for run in line]) for line in block.lines]
    with ZipFile(BytesIO(data)) as package:
        feet = [name for name in package.namelist() if name.startswith("word/footer")]
        contact = " ".join(_texts(package.read(name)) for name in feet)
    return Said(_words(text), notes, contact.split())


def _said_by_run(run: Run, notes: list[list[str]]) -> str:
    if run.footnote:
        notes.append(run.footnote.split())
    return run.text


def _texts(part: bytes) -> str:
    return "".join(each.text or "" for each in etree.fromstring(part).iter(f"{W}t"))


# PDF


def said_by_pdf(data: bytes, *, contact: str = "") -> Said:
    """The words of the structure tree; what it leaves out (page numbers, repeated heads) is decor."""
    reader = _Reader(data)
    lines = reader.lines()
    found = Said([], reader.notes)
    if contact:
        place = lines.index(" ".join(contact.split()))
        found.contact = lines.pop(place).split()
    found.words = _words(lines)
    return found


def untagged(data: bytes) -> list[str]:
    """The words of each page that are decor: its number, and heads of tables that go on there."""
    with pdfplumber.open(BytesIO(data)) as pdf:
        return [
            "".join(char["text"] for char in page.chars if char["mcid"] is None)
            for page in pdf.pages
        ]


def tags(data: bytes) -> list[str]:
    """The types of all elements of the structure tree, in order."""
    return [str(element.S)[1:] for element in _Reader(data).elements()]


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._pdf = pikepdf.open(BytesIO(data))
        self.notes: list[list[str]] = []
        pages = {page.objgen: number for number, page in enumerate(self._pdf.pages)}
        self._texts: dict[tuple[Any, int], str] = {}
        with pdfplumber.open(BytesIO(data)) as pdf:
            for objgen, number in pages.items():
                self._read_page(objgen, pdf.pages[number].chars)

    def _read_page(self, page: tuple[int, int], chars: Iterable[dict[str, Any]]) -> None:
        """The text of every marked piece of a page, its lines parted."""
        last: dict[int, float] = {}
        for char in chars:
            mark = char["mcid"]
            if mark is None:
                continue
            text, baseline = self._texts.get((page, mark), ""), char["matrix"][5]
            if mark in last and abs(last[mark] - baseline) > char["size"] / 2:
                text += "" if text[-1:].isspace() else "\n"
            last[mark] = baseline
            self._texts[page, mark] = text + char["text"]

    def elements(self) -> Iterator[Any]:
        yield from self._under(self._pdf.Root.StructTreeRoot)

    def _under(self, element: Any) -> Iterator[Any]:
        for child in _children(element):
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                yield child
                yield from self._under(child)

    def lines(self) -> list[str]:
        said = self._said(self._pdf.Root.StructTreeRoot, None)
        return [" ".join(line.split()) for line in said.split("\0") if line.strip()]

    def _said(self, element: Any, page: Any) -> str:
        kind = str(element.get("/S", ""))[1:]
        page = element.get("/Pg", page)
        text = ""
        for child in _children(element):
            if isinstance(child, int):
                text += self._piece(page, child)
            elif "/MCID" in child:
                text += self._piece(child.get("/Pg", page), int(child.MCID))
            elif "/S" in child:
                text += self._said(child, page)
        if kind == "Note":
            self.notes.append(text.replace("\0", " ").split())
            return ""
        if kind == "Lbl" and str(element.P.get("/S")) != "/LI":
            return ""  # the number of a footnote
        return f"\0{text}\0" if kind in LINES else text

    def _piece(self, page: Any, mark: int) -> str:
        return self._texts.get((page.objgen, mark), "")


def _children(element: Any) -> list[Any]:
    children = element.get("/K")
    if children is None:
        return []
    return list(children) if isinstance(children, pikepdf.Array) else [children]


def _words(lines: Iterable[str]) -> list[str]:
    return [word for line in lines for word in line.split()]
