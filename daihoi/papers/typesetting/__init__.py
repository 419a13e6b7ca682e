"""An official paper becomes a PDF: `boxes` measures it, `program` writes it for typst to draw.

The same paper always gives the same bytes. Words of people reach typst as string literals alone,
and typst reaches nothing but the folders of the fonts that `fonts` chose.
"""

from daihoi.papers.typesetting.drawing import page_count, write_pdf
from daihoi.papers.typesetting.fonts import Unprintable

__all__ = ["Unprintable", "page_count", "write_pdf"]
