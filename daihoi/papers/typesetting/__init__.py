"""An official paper becomes a PDF: `boxes` measures it, `paper.typ` draws it, `fonts` finds its type.

The same paper always gives the same bytes. Words of people reach typst as data alone, and typst
reaches nothing but the folders of the fonts.
"""

from daihoi.papers.typesetting.drawing import page_count, write_pdf
from daihoi.papers.typesetting.fonts import Unprintable

__all__ = ["Unprintable", "page_count", "write_pdf"]
