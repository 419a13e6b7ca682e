"""Every statement of the reference on elections is a parameter, has a test, or says why not."""

import re
from pathlib import Path

import yaml

from daihoi.rules.certainty import Certainty
from daihoi.rules.editions import EDITIONS
from daihoi.rules.elections.loading import rule_set, statements
from tests.rules.elections.cases import CASES, FOLDER

TOLD = yaml.safe_load((FOLDER / "statements.yaml").read_text(encoding="utf-8"))
STATEMENTS: dict[str, str] = TOLD["statements"]
NOT_SHOWN: dict[str, str] = TOLD["not_shown"]
SURE = {Certainty.SOURCED.value, Certainty.SECONDARY.value}


def rested_on() -> set[str]:
    """Statements that a case rests on, or that a test here names."""
    found = {each for case in CASES for each in case["dựa vào"]}
    for path in Path(__file__).parent.glob("test_*.py"):
        if path != Path(__file__):
            found |= set(re.findall(r"E-\d{3}", path.read_text(encoding="utf-8")))
    return found


def test_every_sure_statement_is_tested_or_says_why_not() -> None:
    sure = {number for number, marks in STATEMENTS.items() if SURE & set(marks)}
    assert sorted(sure - rested_on() - set(NOT_SHOWN)) == []


def test_nothing_tested_is_called_not_shown() -> None:
    assert sorted(set(NOT_SHOWN) & rested_on()) == []
    assert all(NOT_SHOWN.values())


def test_only_known_statements_are_named() -> None:
    named = rested_on() | {each for rests_on in statements().values() for each in rests_on}
    assert sorted(named - set(STATEMENTS)) == []


def test_marks_are_letters_of_certainty() -> None:
    letters = {each.value for each in Certainty}
    assert len(STATEMENTS) == 111
    assert [number for number, marks in STATEMENTS.items() if not set(marks) <= letters] == []


def test_no_parameter_of_the_party_is_surer_than_the_statements_it_rests_on() -> None:
    rank = "CSDU"
    wrong = []
    for edition in EDITIONS:
        if edition.family != "vn-party":
            continue
        for parameter in rule_set(edition.code):
            rests_on = statements()[parameter.name]
            best = min(
                (rank.index(mark) for each in rests_on for mark in STATEMENTS[each]), default=0
            )
            if rank.index(parameter.certainty.value) < best:
                wrong.append(f"{edition.code} {parameter.name}")
    assert wrong == []
