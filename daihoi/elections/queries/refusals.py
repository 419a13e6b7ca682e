"""A rule's answer as a refusal people can read: its words, its article, how sure that is."""

from collections.abc import Mapping
from typing import Any

from django_stubs_ext import StrOrPromise

from daihoi.base.errors import RuleBroken
from daihoi.elections.queries.law import kept
from daihoi.rules.elections.answers import Answer
from daihoi.rules.findings import Finding
from daihoi.rules.wording import by_paper


def with_source(told: Mapping[str, Any]) -> str:
    """The words of a kept answer with its articles and what is not sure, never empty brackets."""
    said = "; ".join(filter(None, [by_paper(told["articles"]), *told["unconfirmed"]]))
    return f"{told['words']} ({said})" if said else str(told["words"])


def refusal(answer: Answer, *, code: str = "", advice: StrOrPromise = "") -> RuleBroken:
    """What the rule forbids, with its article; the superior's paper stands there where one set it."""
    findings = [Finding(answer.decision, basis) for basis in answer.articles]
    return RuleBroken(
        with_source(kept(answer)), findings, code=code or answer.decision, advice=advice
    )
