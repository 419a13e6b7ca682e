"""Cases written by hand (YAML on the command line and in tests), decided by the rules.

A case names the rule set (or the opening day, and a family where it is not the Party), asks one question and gives its facts.
`decide` takes the parsed mapping; keys and values are Vietnamese words or their English names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from daihoi.rules.cases import CaseError
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.cases.on_papers import PAPERS
from daihoi.rules.elections.cases.on_people import PEOPLE
from daihoi.rules.elections.cases.on_texts import TEXTS
from daihoi.rules.elections.cases.reader import Given, decided, words
from daihoi.rules.elections.kinds import label
from daihoi.rules.elections.loading import rule_set, rule_set_on
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.wording import day_said

__all__ = ["CaseError", "Decided", "decide"]

NameKey = Callable[[str], Any]
_QUESTIONS = {**PEOPLE, **PAPERS, **TEXTS}


@dataclass(frozen=True, slots=True)
class Decided:
    """What the rules say of a case: the answer, and its values in plain words and numbers."""

    name: str
    rules: RuleSet
    answer: Answer
    results: Mapping[str, Any]  # by the English names of keys

    def lines(self) -> list[str]:
        """For people: the decision, the arithmetic, the articles, what is not confirmed."""
        found = [self.name, self.answer.words] if self.name else [self.answer.words]
        if self.answer.arithmetic:
            found.append(f"Cách tính: {self.answer.arithmetic}")
        found += [
            f"{words().key(key).capitalize()}: {_told(value)}"
            for key, value in self.results.items()
            if key != "arithmetic"
        ]
        found += [f"Căn cứ: {basis}" for basis in self.answer.articles]
        found += [f"Theo văn bản cấp trên: {each.basis}" for each in self.answer.overrides]
        return found + [f"Lưu ý: {each}" for each in self.answer.unconfirmed]


def decide(case: Any, *, name_key: NameKey) -> Decided:
    """Answer one case; `CaseError` in Vietnamese for what is missing or not understood.

    ``name_key`` sorts people by given name (`vietnamese.names.name_key`).
    """
    name, told = Given.of_case(case)
    question = told.question()
    rules = _rules(told)
    given = told.inner("given", {})
    told.done()
    try:
        answer, results = _QUESTIONS[question](given, rules, name_key)
    except CaseError:
        raise
    except ValueError as error:
        raise CaseError(f"{told.where}: {error}") from error
    given.done()
    whole = {"decision": decided(answer.decision), **results}
    plain = {key: _plain(value) for key, value in whole.items() if value is not None}
    return Decided(name=name, rules=rules, answer=answer, results=plain)


def _rules(told: Given) -> RuleSet:
    overrides = [each.override(each.text("parameter")) for each in told.each("overrides", [])]
    try:
        if "family" in told or "opens_on" in told:
            family = told.text("family", "vn-party")
            return rule_set_on(told.day("opens_on"), family=family, overrides=overrides)
        return rule_set(told.text("rule_set", "vn-party-2014"), overrides)
    except CaseError:
        raise
    except ValueError as error:
        raise CaseError(f"{told.where}: {error}") from error


def _plain(value: Any) -> Any:
    """Numbers, words, days and lists of them; a value of a kind by its Vietnamese name."""
    if isinstance(value, StrEnum):
        return label(value)
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return day_said(value)
    if isinstance(value, float):
        return f"{value:.1f}%".replace(".", ",")
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_told(each)}" for key, each in value.items())
    if isinstance(value, list):
        inner = (
            f"({', '.join(each)})" if isinstance(each, list) else _told(each) for each in value
        )
        return "; ".join(inner) or "không có"
    return str(value)
