"""Official papers as PDF; a letter that no font has is refused in words."""

from daihoi.base.errors import RuleBroken
from daihoi.papers.official import OfficialPaper
from daihoi.papers.profiles import Profile
from daihoi.papers.typesetting import Unprintable, write_pdf


def printed_pdf(paper: OfficialPaper, profile: Profile) -> bytes:
    """The PDF of a paper; `RuleBroken` names the letter that cannot be printed and the paper."""
    try:
        return write_pdf(paper, profile)
    except Unprintable as refusal:
        message = f"{paper.file_title}: {refusal.message}" if paper.file_title else refusal.message
        raise RuleBroken(message, code="unprintable") from refusal
