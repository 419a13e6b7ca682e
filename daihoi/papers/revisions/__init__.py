"""What people did to a text in Word: their edits and comments, and many copies made into one."""

from daihoi.papers.revisions.edits import Comment, Edit, EditKind, Hand
from daihoi.papers.revisions.returned import Returned, read_returned

__all__ = ["Comment", "Edit", "EditKind", "Hand", "Returned", "read_returned"]
