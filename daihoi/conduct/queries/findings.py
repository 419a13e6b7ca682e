"""What the rules say against a stamp or an order, in words, with its source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from daihoi.base.errors import RuleBroken
from daihoi.programme.queries.checks import WORDS as OF_PROGRAMME
from daihoi.rules.findings import Finding

WORDS: Mapping[str, StrPromise] = {
    **OF_PROGRAMME,
    "official_early": _("“%(title)s” thuộc phiên chính thức nên không đưa lên phiên trù bị."),
    "ends_before_start": _("“%(title)s”: giờ xong sớm hơn giờ bắt đầu."),
    "in_future": _("“%(title)s”: giờ ghi muộn hơn đồng hồ máy chủ."),
    "overlaps": _("“%(title)s” trùng giờ với “%(other)s”."),
    "two_running": _("“%(title)s” và “%(other)s” không thể cùng đang làm."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One finding as people read it."""

    code: str
    text: str
    basis: str


def told(findings: Iterable[Finding]) -> list[Told]:
    return [
        Told(each.code, str(WORDS[each.code]) % each.facts, str(each.basis)) for each in findings
    ]


def kept(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """For the record and for the change that was made all the same."""
    return [asdict(each) for each in told(findings)]


def broken(findings: Sequence[Finding], *, advice: StrPromise | str = "") -> RuleBroken:
    """The refusal that names all of them."""
    words = " ".join(each.text for each in told(findings))
    return RuleBroken(words, findings, code=findings[0].code, advice=advice)
