"""Every clause of the reference article has a page, file or refusal that is there, and its test."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from tests.architecture import permission_table

pytestmark = pytest.mark.once
ROOT = Path(settings.ROOT)
TEXT = (ROOT / "docs" / "seed.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (S\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", TEXT, re.MULTILINE)
CLAUSES = [f"S{number}" for number in range(1, 68)]
PAGE = re.compile(r"`([a-z]+:[a-z_]+)`")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
REFUSED = re.compile(r"\b(refused|absent)\b")
MOST_ROWS_A_TEST = 4
each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])


@cache
def known_pages() -> frozenset[str]:
    return frozenset(permission_table.pages())


@cache
def functions_of(path: Path) -> frozenset[str]:
    """Functions that pytest collects from a module, those of classes too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def test_every_clause_has_its_row_once_and_in_order() -> None:
    assert [row[0] for row in ROWS] == CLAUSES


@each_row
def test_what_a_row_names_is_there(row: tuple[str, ...]) -> None:
    _clause, what, where, proof = row
    assert len(what) > 20
    shown = PAGE.findall(where)
    assert shown or REFUSED.search(where)
    assert [page for page in shown if page not in known_pages()] == []
    proofs = TEST.findall(proof)
    assert proofs
    for path, name in proofs:
        assert (ROOT / path).exists(), path
        assert name in functions_of(ROOT / path), f"{path}::{name}"


def test_no_test_is_made_to_prove_nearly_everything() -> None:
    counted = Counter(test for row in ROWS for test in set(TEST.findall(row[3])))
    assert {test: n for test, n in counted.items() if n > MOST_ROWS_A_TEST} == {}
