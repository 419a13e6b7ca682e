"""From the sheet to the file."""

import re
from io import BytesIO
from pathlib import Path
from typing import Final

import typst

from daihoi.papers.official import OfficialPaper
from daihoi.papers.profiles import Profile
from daihoi.papers.typesetting.boxes import sheet
from daihoi.papers.typesetting.fonts import Typefaces, Unprintable, typefaces
from daihoi.papers.typesetting.looks import Node
from daihoi.papers.typesetting.program import font, program

BEFORE = Path(__file__).with_name("paper.typ").read_text(encoding="utf-8")
# Tags, language, title, no letter without a glyph: the engine refuses what breaks this standard.
STANDARD: Final = "ua-1"
_NO_GLYPH = re.compile(r'the text `"(?:\\u\{(?P<code>[0-9a-f]+)\}|(?P<letter>.))')


def write_pdf(paper: OfficialPaper, profile: Profile) -> bytes:
    """``paper`` laid out by ``profile`` as a tagged PDF (PDF/UA-1) without any date.

    Raises `Unprintable` for a letter that no font present has.
    """
    return _draw(sheet(paper, profile), profile)


def page_count(pdf: bytes) -> int:
    import pikepdf  # noqa: PLC0415  # slow to load, and drawing does without

    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def _draw(drawn: Node, profile: Profile) -> bytes:
    told = program(drawn)
    faces = typefaces(told, wanted=profile.typefaces)
    return compiled(BEFORE + font(faces.families) + told, faces)


def compiled(told: str, faces: Typefaces) -> bytes:
    """A program of typst drawn with these fonts; `Unprintable` for a letter that none of them has."""
    # One for each paper: a compiler serves one thread at a time; fonts and its memory are shared.
    compiler = typst.Compiler(font_paths=faces.fonts, ignore_system_fonts=True)
    try:
        pdf = compiler.compile(told.encode(), format="pdf", pdf_standards=[STANDARD])
    except typst.TypstError as error:
        if lacking := _NO_GLYPH.search(str(error)):
            code = lacking["code"]
            raise Unprintable(chr(int(code, 16)) if code else lacking["letter"]) from error
        raise
    assert isinstance(pdf, bytes)  # noqa: S101  # one file, kept in memory: never a list, never None
    return pdf
