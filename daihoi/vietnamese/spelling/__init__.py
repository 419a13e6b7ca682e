"""Slips of spelling, spacing, capitals and dates in a text (S66, S67); the text is never changed.

`check` finds them, `accepted` makes a new text with those that somebody accepted.
"""

from collections.abc import Iterable, Sequence

from daihoi.vietnamese.dates import DateStyle
from daihoi.vietnamese.spelling.casing import casing
from daihoi.vietnamese.spelling.dating import dates
from daihoi.vietnamese.spelling.slips import CAPITALS, Slip, SlipCode
from daihoi.vietnamese.spelling.spacing import spaces, unbalanced
from daihoi.vietnamese.spelling.syllables import is_syllable
from daihoi.vietnamese.spelling.words import known_pairs, tone_places, wrong_words

__all__ = ["CAPITALS", "Slip", "SlipCode", "accepted", "check", "is_syllable", "known_pairs"]


def check(
    text: str, *, names: Iterable[str] = (), date_style: DateStyle | None = None
) -> list[Slip]:
    """Every slip of an NFC ``text`` by its place; ``names`` are spelled as registered.

    None for ``date_style``: dates are left alone, but for those that no calendar has.
    """
    names = tuple(names)
    found = [
        *wrong_words(text, names=names),
        *spaces(text),
        *unbalanced(text),
        *casing(text, names=names),
        *tone_places(text),
    ]
    dated = list(dates(text, date_style or DateStyle.DASHED))
    found += [slip for slip in dated if date_style or slip.code is SlipCode.DATE_WRONG]
    return sorted(found, key=lambda slip: (slip.start, slip.stop))


def accepted(text: str, slips: Sequence[Slip]) -> str:
    """``text`` with each slip's suggestion in its place; of two that overlap the first one holds.

    ``ValueError`` where a slip does not stand in the text any more.
    """
    made, end = [], 0
    for slip in sorted(slips, key=lambda slip: slip.start):
        if text[slip.start : slip.stop] != slip.found:
            raise ValueError(f"{slip.found!r} does not stand at {slip.start}")
        if slip.start < end or slip.suggestion is None:
            continue
        made += [text[end : slip.start], slip.suggestion]
        end = slip.stop
    return "".join([*made, text[end:]])
