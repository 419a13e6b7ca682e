"""Hours, numbers, names and votes as minutes write them."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone

from daihoi.elections.models import BodyMember, Vote


def hour(moment: datetime) -> str:
    """As in "14 giờ 05"."""
    local = timezone.localtime(moment)
    return f"{local.hour} giờ {local.minute:02}"


def span(start: datetime | None, end: datetime | None) -> str:
    """From when to when; only the first while it lasts."""
    return " – ".join(hour(moment) for moment in (start, end) if moment is not None)


def two(number: int | None) -> str:
    """As papers write it: "05", "12"; "" for one that is not known."""
    return "" if number is None else f"{number:02}"


def names_of(members: Iterable[BodyMember]) -> str:
    return ", ".join(each.person.full_name for each in members)


def bulleted(lines: Iterable[str]) -> Iterator[str]:
    return (f"- {line}" for line in lines)


def vote_line(vote: Vote) -> str:
    """The figures of a show of hands and what came of it."""
    outcome = "được thông qua" if vote.passed else "không được thông qua"
    return (
        f"Biểu quyết {_lower(vote.subject.rstrip('.'))}: đồng ý {two(vote.votes_for)}, không đồng ý"
        f" {two(vote.votes_against)}, ý kiến khác {two(vote.votes_other)} (có mặt"
        f" {two(vote.present)}); {outcome}."
    )


def _lower(text: str) -> str:
    """Within a sentence; a name of its own keeps its capital ("UBND")."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
