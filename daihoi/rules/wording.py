"""Days, lists and sums in the Vietnamese words of minutes."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

_ARTICLE = re.compile(r", (?=(?:Điều|mục|khoản|điểm|Phụ lục|số điều) ?)")
_CLAUSES = re.compile(r"(?P<of>.*\bkhoản )(?P<first>\d+)(?:[–-](?P<last>\d+))?")


def by_paper(articles: Iterable[object]) -> str:
    """Articles in one line, each paper named once: "244-QĐ/TW, Điều 32, khoản 2; Điều 15".

    A paper's name ends where its articles begin. What another one covers is left out: "Điều 32" beside
    "Điều 32, khoản 1–3", which says more closely where, and "Điều 32, khoản 2", which lies in those.
    """
    found: dict[str, list[str]] = {}
    for article in articles:
        paper, *rest = _ARTICLE.split(str(article), maxsplit=1)
        own = found.setdefault(paper, [])
        own.extend(each for each in rest if each not in own)
    return "; ".join(
        f"{paper}, {'; '.join(_uncovered(parts))}" if parts else paper
        for paper, parts in found.items()
    )


def _uncovered(parts: Sequence[str]) -> list[str]:
    return [part for part in parts if not any(_covers(each, part) for each in parts)]


def _covers(one: str, other: str) -> bool:
    """Whether ``one`` tells all that ``other`` does; no citation covers itself."""
    if one.startswith(f"{other}, "):
        return True
    wide, narrow = _CLAUSES.fullmatch(one), _CLAUSES.fullmatch(other)
    if wide is None or narrow is None or one == other or wide["of"] != narrow["of"]:
        return False
    first, last = int(narrow["first"]), int(narrow["last"] or narrow["first"])
    return int(wide["first"]) <= first and last <= int(wide["last"] or wide["first"])


def day_said(day: date) -> str:
    """A day as papers say it: "3-4-2020"."""
    return f"{day.day}-{day.month}-{day.year}"


def listed(names: Iterable[str]) -> str:
    """Names in a sentence: "An, Bình và Chi"."""
    *others, last = [*names] or [""]
    return f"{', '.join(others)} và {last}" if others else last


def subtraction(total: int, parts: Sequence[int]) -> str:
    """As minutes write it, "32 = 40 − 2 − 3 − 1 − 2"; the number alone where nothing is taken."""
    if not any(parts):
        return f"{total}"
    left = total - sum(parts)
    return f"{left} = {' − '.join(map(str, [total, *(part for part in parts if part)]))}"
