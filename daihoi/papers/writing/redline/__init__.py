"""Two versions of a paper as one .docx with real tracked changes: `write_redline`.

`paper` lays the blocks of both versions out, `paragraphs` and `tables` write those that belong
together, `flow` tells their words apart, `lists` numbers them, `comments` finds comments their
place, `tracks` signs each change, `hands` knows by whom.
"""

from daihoi.papers.writing.redline.hands import Step
from daihoi.papers.writing.redline.paper import write_redline

__all__ = ["Step", "write_redline"]
