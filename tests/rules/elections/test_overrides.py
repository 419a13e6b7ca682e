"""Whatever a superior's paper changes in an answer is shown in that answer."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin

import pytest

from daihoi.rules.elections.cases import _QUESTIONS, _rules
from daihoi.rules.elections.cases.reader import Given
from daihoi.rules.elections.parameters import RuleSet, parameter_types
from daihoi.rules.elections.values import Share, Span
from daihoi.rules.parameters import Override
from daihoi.vietnamese.names import name_key
from tests.rules.elections.cases import CASES

# The question of a parameter names it itself; the edition of a day has none.
ASKED = [case for case in CASES if case["hỏi"] not in {"tham số quy định thế nào", "quy định nào"}]


class Spy:
    """A rule set that remembers which parameters were looked at."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.seen: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name in parameter_types():
            self.seen.add(name)
        return getattr(self.rules, name)


def others(name: str) -> Iterator[Any]:
    """Values a paper might set, written as a file says them."""
    wanted = parameter_types()[name]
    if isinstance(wanted, UnionType):
        yield "none"
        wanted = get_args(wanted)[0]
    if wanted is bool:
        yield from (True, False)
    elif wanted is int:
        yield from (0, 1, 2, 40)
    elif wanted is Share:
        yield from ("> 2/3", ">= 1/5")
    elif wanted is Span:
        yield from ([1, 2], [1, 40])
    elif get_origin(wanted) is tuple:
        yield []
        if isinstance(get_args(wanted)[0], type) and issubclass(get_args(wanted)[0], StrEnum):
            yield [each.value for each in get_args(wanted)[0]]
    elif isinstance(wanted, type) and issubclass(wanted, StrEnum):
        yield from (each.value for each in wanted)


def answered(case: dict[str, Any], rules: Any) -> Any:
    """The answer, and all that was decided; the error's words where the rules refuse."""
    question = Given(case, "Thử").question()
    given = Given(case["cho"], "Thử")
    try:
        answer, results = _QUESTIONS[question](given, rules, name_key)
    except ValueError:
        return None, None
    return answer, {"decision": answer.decision, **results}


@pytest.mark.parametrize("case", ASKED, ids=[case["tên"] for case in ASKED])
def test_what_changes_an_answer_is_shown_in_it(case: dict[str, Any]) -> None:
    rules = _rules(Given(case, "Thử"))
    spy = Spy(rules)
    _answer, plain = answered(case, spy)
    hidden = []
    for name in sorted(spy.seen - {each.name for each in rules.overridden}):
        for value in others(name):
            override = Override(name, value, "1-HD/ĐUK", date(2020, 2, 10))
            try:
                own = rules.with_overrides([override])
            except ValueError:
                continue
            answer, changed = answered(case, own)
            if answer is not None and changed != plain and override not in answer.overrides:
                hidden.append((name, value, plain, changed))
    assert hidden == []
