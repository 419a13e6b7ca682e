"""Names of a ballot with their votes, and why each is elected or not, from what was kept of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from daihoi.rules.elections.kinds import NextStep, label


@dataclass(frozen=True, slots=True)
class NameRow:
    """One name of the list, and why she is elected or not."""

    printed: str
    votes: int
    percent: str
    need: int
    base: int
    is_elected: bool
    is_tied: bool
    rank: int | None
    why: str


def name_rows(outcome: Mapping[str, Any]) -> list[NameRow]:
    """In ballot order, outsiders after them."""
    waived = outcome.get("is_majority_waived", False)
    return [
        NameRow(
            row["printed"],
            row["votes"],
            row["percent"],
            row["need"],
            row["base"],
            row["is_elected"],
            row["is_tied"],
            row["rank"],
            _why(row, is_waived=waived),
        )
        for row in outcome.get("rows", ())
    ]


def elected_first(rows: Sequence[NameRow]) -> list[NameRow]:
    return sorted((row for row in rows if row.is_elected), key=lambda row: row.rank or 0)


def others_after(rows: Sequence[NameRow]) -> list[NameRow]:
    """Who is not elected, most votes first."""
    return sorted((row for row in rows if not row.is_elected), key=lambda row: -row.votes)


def percent_of(outcome: Mapping[str, Any]) -> str:
    """What percentages of a ballot are reckoned on: "mẫu số"."""
    return str(outcome.get("percent_of", ""))


def _why(row: Mapping[str, Any], *, is_waived: bool) -> str:
    if row["is_elected"]:
        return ""
    if row["is_tied"]:
        return _("bằng phiếu ở chỗ cuối, chưa trúng cử")
    if is_waived:
        return _("ít phiếu hơn")
    if row["is_over"]:
        return _("đủ phiếu, nhưng đã bầu đủ số lượng người nhiều phiếu hơn")
    if row["is_half"]:
        return _("đúng một nửa, chưa quá nửa: cần %(need)s phiếu") % {"need": row["need"]}
    return _("chưa đủ phiếu: cần %(need)s") % {"need": row["need"]}


def step_words(outcome: Mapping[str, Any]) -> str:
    """What follows, for the hall; "" when the office is filled."""
    step = NextStep(outcome["step"])
    return "" if step is NextStep.FINISHED else label(step)
