"""A Word file becomes an outline: `read_word` (in `draft`) is the only door.

`styles` and `numbering` know what the file declares, `paragraphs` and `tables` what it says,
`losses` what an outline cannot keep, `markup` how WordprocessingML is walked.
"""

from daihoi.papers.reading.changes import Changes
from daihoi.papers.reading.draft import Draft, Facts, read_word
from daihoi.papers.reading.losses import Loss, Place

__all__ = ["Changes", "Draft", "Facts", "Loss", "Place", "read_word"]
