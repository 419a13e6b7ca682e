"""Official papers as PDF: a letter that no font has is refused in words; cancelled ones are marked."""

from django.utils import timezone

from daihoi.base.errors import RuleBroken
from daihoi.papers.official import OfficialPaper
from daihoi.papers.profiles import Profile
from daihoi.papers.typesetting import Unprintable, write_pdf
from daihoi.papers.typesetting.stamping import stamped
from daihoi.registry.models import RegisterEntry
from daihoi.vietnamese.dates import DateStyle, format_date


def printed_pdf(paper: OfficialPaper, profile: Profile) -> bytes:
    """The PDF of a paper; `RuleBroken` names the letter that cannot be printed and the paper."""
    try:
        return write_pdf(paper, profile)
    except Unprintable as refusal:
        message = f"{paper.file_title}: {refusal.message}" if paper.file_title else refusal.message
        raise RuleBroken(message, code="unprintable") from refusal


def marked_if_cancelled(entry: RegisterEntry, pdf: bytes) -> bytes:
    """The kept file of a paper in force as it is; of a cancelled one a copy that says so.

    The kept file is never touched: its hash is what anybody checks a printed paper against.
    """
    if entry.cancelled_at is None:
        return pdf
    day = format_date(timezone.localdate(entry.cancelled_at), DateStyle.DASHED)
    return stamped(pdf, "ĐÃ HỦY", f"Văn bản đã hủy ngày {day}, không còn giá trị")
