"""Elections by cases a secretary can read: all vectors T01 to T45, and one for each statement."""

import re
from typing import Any

import pytest

from daihoi.rules.elections.cases import decide
from daihoi.rules.elections.cases.reader import words
from daihoi.vietnamese.names import name_key
from tests.rules.elections.cases import CASES

VECTORS = [f"T{number:02}" for number in range(1, 46)]


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case['tên']} [{','.join(case['dựa vào'])}]" for case in CASES]
)
def test_case(case: dict[str, Any]) -> None:
    found = decide(case, name_key=name_key)
    expected = {words().english(key): value for key, value in case["phải ra"].items()}
    assert {key: found.results.get(key) for key in expected} == expected
    told = "\n".join(found.lines())
    assert found.answer.words in told
    assert all(str(basis) in told for basis in found.answer.articles)


def test_every_vector_has_a_case() -> None:
    told = {match[0] for case in CASES if (match := re.match(r"T\d\d", case["tên"]))}
    assert [vector for vector in VECTORS if vector not in told] == []


def test_no_two_cases_have_one_name() -> None:
    names = [case["tên"] for case in CASES]
    assert sorted(set(names)) == sorted(names)
