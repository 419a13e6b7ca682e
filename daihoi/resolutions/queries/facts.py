"""What papers may name of the resolution: the vote on it, its targets, its text (documents 6.5)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from daihoi.base.offers import Fact
from daihoi.congresses.models import Congress
from daihoi.resolutions.models import Resolution
from daihoi.resolutions.queries.texts import (
    blocks_of,
    clauses_of,
    share_words,
    target_table,
)
from daihoi.resolutions.queries.votes import vote_on_whole
from daihoi.vietnamese.dates import DateStyle, format_date

FACTS = (
    Fact("số đồng ý nghị quyết", "28"),
    Fact("số không đồng ý nghị quyết", "00"),
    Fact("số ý kiến khác nghị quyết", "01"),
    Fact("tỷ lệ đồng ý nghị quyết", "96,6"),
    Fact("ngày thông qua nghị quyết", "ngày 03 tháng 4 năm 2020"),
    Fact("bảng chỉ tiêu nghị quyết", "bảng: TT, chỉ tiêu, đơn vị, mức, năm"),
    Fact("toàn văn nghị quyết", "nội dung nghị quyết đã được đại hội thông qua"),
)


def facts_of(thing: Any, _on: date) -> Mapping[str, Any]:
    """Facts of a congress; numbers and text once it is adopted, targets of the draft too."""
    if not isinstance(thing, Congress):
        return {}
    resolution = Resolution.objects.filter(congress=thing).first()
    if resolution is None:
        return {}
    resolution.congress = thing
    clauses = clauses_of(resolution)
    facts: dict[str, Any] = {}
    if targets := [each for each in clauses if each.is_target]:
        facts["bảng chỉ tiêu nghị quyết"] = target_table(targets)
    vote = vote_on_whole(resolution, clauses)
    if resolution.adopted_at is None or vote is None:
        return facts
    hands = vote.vote
    return facts | {
        "số đồng ý nghị quyết": f"{hands.votes_for:02}",
        "số không đồng ý nghị quyết": f"{hands.votes_against:02}",
        "số ý kiến khác nghị quyết": f"{hands.votes_other:02}",
        "tỷ lệ đồng ý nghị quyết": share_words(vote),
        "ngày thông qua nghị quyết": _day(hands.recorded_at),
        "toàn văn nghị quyết": tuple(blocks_of(clauses)),
    }


def _day(moment: datetime) -> str:
    return format_date(timezone.localtime(moment).date(), DateStyle.LONG)
