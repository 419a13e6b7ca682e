"""What people did to a text in Word: their edits and comments, and many copies made into one.

`read_returned` tells what was done to one copy, `merge` brings many copies together, and `apply`
makes the text that results from what was chosen.
"""

from daihoi.papers.revisions.applying import apply, collide
from daihoi.papers.revisions.edits import BREAK, Edit, EditKind
from daihoi.papers.revisions.merging import (
    Alternative,
    Copy,
    Place,
    Review,
    SentComment,
    Signed,
    identity,
    merge,
)
from daihoi.papers.revisions.returned import Returned, read_returned

__all__ = [
    "BREAK",
    "Alternative",
    "Copy",
    "Edit",
    "EditKind",
    "Place",
    "Returned",
    "Review",
    "SentComment",
    "Signed",
    "apply",
    "collide",
    "identity",
    "merge",
    "read_returned",
]
