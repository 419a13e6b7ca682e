"""A mark across every page of a finished PDF; the file it is made from is never changed."""

from collections.abc import Iterable
from io import BytesIO

import pikepdf
import typst

from daihoi.papers.typesetting.fonts import typefaces
from daihoi.papers.typesetting.program import font, literal

_UA = "{http://www.aiim.org/pdfua/ns/id/}part"
_RED = 'rgb("#b00000")'
_PALE = 'rgb("#b0000059")'
Size = tuple[float, float]


def stamped(pdf: bytes, mark: str, note: str, *, typeface: str = "Times New Roman") -> bytes:
    """A copy with ``mark`` slantwise over each page and ``note`` at its top.

    The marks are no part of the text, so the copy no longer says that it is PDF/UA.
    """
    with pikepdf.open(BytesIO(pdf)) as target:
        sizes = [_size(page) for page in target.pages]
        drawn = list(dict.fromkeys(sizes))
        with pikepdf.open(BytesIO(_marks(drawn, mark, note, typeface))) as marks:
            for page, size in zip(target.pages, sizes, strict=True):
                page.add_overlay(marks.pages[drawn.index(size)], None)
        with target.open_metadata(set_pikepdf_as_editor=False) as metadata:
            if _UA in metadata:
                del metadata[_UA]
        content = BytesIO()
        target.save(content, deterministic_id=True)
    return content.getvalue()


def _size(page: pikepdf.Page) -> Size:
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    across, up = right - left, top - bottom
    turned = int(page.obj.get("/Rotate", 0)) % 180
    return (up, across) if turned else (across, up)


def _marks(sizes: Iterable[Size], mark: str, note: str, typeface: str) -> bytes:
    """A page with the marks for each size."""
    pages = "\n".join(
        f"#page(width: {width}pt, height: {height}pt)["
        f"#place(center + horizon, rotate(-35deg, text(size: {width / 7}pt, weight: 700,"
        f" fill: {_PALE}, {literal(mark)})))"
        f"#place(top + center, dy: 10pt, text(size: 10pt, weight: 700, fill: {_RED},"
        f" {literal(note)}))]"
        for width, height in sizes
    )
    faces = typefaces(pages, wanted=(typeface,))
    told = f'{font(faces.families)}#set text(lang: "vi")\n#set page(margin: 0pt)\n{pages}'
    compiler = typst.Compiler(font_paths=faces.fonts, ignore_system_fonts=True)
    made = compiler.compile(told.encode(), format="pdf")
    assert isinstance(made, bytes)  # noqa: S101  # one file, kept in memory: never a list, never None
    return made
