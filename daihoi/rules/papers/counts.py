"""Numbers of one paper that must fit each other: who came within who was called, votes within who voted.

Fields are named as templates name them. What is not known, or not written as a number, says nothing.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

CALLED = "số đảng viên triệu tập"
PRESENT = "số đảng viên dự đại hội"
VOTING = "số đảng viên chính thức dự"  # of those present
FOR, AGAINST, OTHER = (
    "số đồng ý nghị quyết",
    "số không đồng ý nghị quyết",
    "số ý kiến khác nghị quyết",
)
SHARE = "tỷ lệ đồng ý nghị quyết"
EXCUSED, UNEXCUSED = "số vắng có lý do", "số vắng không lý do"

# The first is a part of the second.
_WITHIN = (
    (PRESENT, CALLED),
    (VOTING, PRESENT),
    ("số đại biểu có mặt", "số đại biểu triệu tập"),
    ("số có mặt", "số được triệu tập"),
    ("số đồng ý nghị quyết cuộc họp", "số có mặt"),
    ("số phiếu phát ra", VOTING),
    ("số phiếu thu về", "số phiếu phát ra"),
)
# The first two together are the third.
_TOGETHER = (("số phiếu hợp lệ", "số phiếu không hợp lệ", "số phiếu thu về"),)
_NUMBER = re.compile(r"\d{1,6}(?:,\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not fit: the parts beside the limit; ``code`` says how."""

    code: str  # more: parts above the limit; apart: parts not the limit; share: no such share
    parts: tuple[tuple[str, str], ...]  # name, as it is written
    limits: tuple[tuple[str, str], ...]


COUNTED = frozenset(
    {CALLED, PRESENT, VOTING, FOR, AGAINST, OTHER, SHARE, EXCUSED, UNEXCUSED}
    | {name for pair in _WITHIN for name in pair}
    | {name for names in _TOGETHER for name in names}
)


def misfits(values: Mapping[str, str]) -> list[Misfit]:
    """Every group of numbers among ``values`` that cannot stand in one paper."""
    numbers = {name: read for name in COUNTED if (read := _number(values.get(name, "")))}
    known = {name: number for name, (number, _text) in numbers.items()}

    def misfit(code: str, parts: Collection[str], limits: Collection[str]) -> Misfit:
        told = [tuple((name, numbers[name][1]) for name in names) for names in (parts, limits)]
        return Misfit(code, told[0], told[1])

    found = [
        misfit("more", (part,), (whole,))
        for part, whole in _WITHIN
        if {part, whole} <= known.keys() and known[part] > known[whole]
    ]
    found += [
        misfit("apart", (one, other), (whole,))
        for one, other, whole in _TOGETHER
        if {one, other, whole} <= known.keys() and known[one] + known[other] != known[whole]
    ]
    return [*found, *_absent(known, misfit), *_votes(known, misfit)]


_Make = Callable[[str, Collection[str], Collection[str]], Misfit]


def _absent(known: Mapping[str, Decimal], misfit: _Make) -> list[Misfit]:
    """Who came and who did not are all that were called."""
    parts = (PRESENT, EXCUSED, UNEXCUSED)
    if not {*parts, CALLED} <= known.keys():
        return []
    if sum(known[name] for name in parts) == known[CALLED]:
        return []
    return [misfit("apart", parts, (CALLED,))]


def _votes(known: Mapping[str, Decimal], misfit: _Make) -> list[Misfit]:
    """Votes on the resolution: within who may vote, and the share of those for within what it can be.

    Its base is less than who was called where somebody is excused (E-044), and no less than the votes.
    """
    votes = [name for name in (FOR, AGAINST, OTHER) if name in known]
    cast = sum((known[name] for name in votes), Decimal(0))
    limit = next((name for name in (VOTING, PRESENT, CALLED) if name in known), "")
    if votes and limit and cast > known[limit]:
        return [misfit("more", votes, (limit,))]
    if SHARE not in known or len(votes) < 3 or not cast:
        return []
    most = 100 * known[FOR] / cast
    least = 100 * known[FOR] / max(known.get(CALLED, cast), cast) if CALLED in known else Decimal(0)
    rounded = Decimal("0.1") if known[SHARE] % 1 else Decimal(1)
    if least - rounded < known[SHARE] < most + rounded:
        return []
    return [misfit("share", (SHARE,), votes)]


def _number(text: str) -> tuple[Decimal, str] | None:
    """The number somebody wrote, "36", "05", "97,3 %"; None for other words."""
    written = text.strip().removesuffix("%").strip()
    if not _NUMBER.fullmatch(written):
        return None
    return Decimal(written.replace(",", ".")), written
