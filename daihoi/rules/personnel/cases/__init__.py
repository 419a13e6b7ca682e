"""Cases of personnel work written by hand (YAML in tests and on the command line), decided.

A case gives the opening day and the level, asks one question and tells its facts. `decide` takes
the parsed mapping; keys and values are Vietnamese words or their English names (`words.toml`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from daihoi.rules.cases import CaseError
from daihoi.rules.parameters import Override
from daihoi.rules.personnel.answers import Answer, percent
from daihoi.rules.personnel.cases.questions import QUESTIONS
from daihoi.rules.personnel.cases.reader import Given, words
from daihoi.rules.personnel.directives import Level, Rulebook, parameter_named, rulebook_on

__all__ = ["CaseError", "Decided", "decide", "is_personnel", "questions"]


@dataclass(frozen=True, slots=True)
class Decided:
    """What the rules say of a case: the answer, and its values in plain words and numbers."""

    name: str
    rules: Rulebook
    answer: Answer
    results: Mapping[str, Any]  # by the English names of keys

    def lines(self) -> list[str]:
        """For people: decision, arithmetic, articles, papers of the superior, what is unconfirmed."""
        said = words().value(self.answer.decision.value)
        found = [self.name] if self.name else []
        found.append(f"{said[0].upper()}{said[1:]}. {self.answer.reason}")
        found += [part.reason for part in self.answer.parts if part.reason not in found[-1]]
        found += [f"Cách tính: {line}" for line in self.answer.arithmetic]
        found += [f"Căn cứ: {basis}" for basis in self.answer.bases]
        found += [f"Theo văn bản cấp trên: {each.basis}" for each in self.answer.overrides]
        return found + [f"Lưu ý: {note}" for note in self.answer.notes]


def is_personnel(question: str) -> bool:
    """Whether a question, in Vietnamese or by its English name, is one of this package's."""
    return question in words().questions or question in words().questions.values()


def questions() -> tuple[str, ...]:
    """What can be asked, in Vietnamese."""
    return tuple(words().questions.values())


def decide(case: Any) -> Decided:
    """Answer one case; `CaseError` in Vietnamese for what is missing or not understood."""
    name, told = Given.of_case(case)
    question = told.question()
    try:
        rules = rulebook_on(
            told.day("opens_on"),
            level=told.choice("level", Level),
            overrides=[_override(each) for each in told.each("overrides", [])],
        )
        given = told.inner("given", {})
        told.done()
        found = QUESTIONS[question](given, rules)
        given.done()
    except CaseError:
        raise
    except LookupError as error:
        raise CaseError(
            f"{told.where}: cấp này không có quy định để trả lời; {error.args[0]}."
        ) from error
    except ValueError as error:
        raise CaseError(f"{told.where}: {error}") from error
    results = {
        "decision": words().value(found.decision.value),
        "certainty": found.certainty.value,
        **{key: _plain(value) for key, value in found.facts.items()},
    }
    return Decided(name, rules, found, results)


def _override(told: Given) -> Override:
    asked = told.text("parameter")
    return told.override(parameter_named(asked) or asked)


def _plain(value: Any) -> Any:
    """Numbers, Vietnamese words, days and lists of them."""
    if isinstance(value, StrEnum):
        return words().value(value.value)
    if isinstance(value, str):
        return words().value(value)
    if isinstance(value, Fraction):
        return percent(value)
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value
