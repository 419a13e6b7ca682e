"""Rule sets from the TOML files of editions: read, checked, chosen by family and opening day."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from daihoi.rules.certainty import Certainty
from daihoi.rules.editions import EDITIONS, EditionError, edition_file, edition_on, read_edition
from daihoi.rules.elections.parameters import (
    ASSUMED,
    Parameter,
    RuleSet,
    parameter_types,
    parsed,
)
from daihoi.rules.findings import Basis
from daihoi.rules.parameters import Group, Override, grouped

DEFAULTS = Path(__file__).with_name("defaults.toml")
_ROW = frozenset({"value", "source", "article", "certainty"})


def rule_set_on(day: date, *, family: str, overrides: Iterable[Override] = ()) -> RuleSet:
    """The rules of a family for a congress that opens on ``day``, the superior's papers applied.

    ``ValueError`` for a family without edition; `EditionError` for what an override cannot say.
    """
    return rule_set(edition_on(day, family=family).code, overrides)


def rule_set(code: str, overrides: Iterable[Override] = ()) -> RuleSet:
    """The rules of one edition; `EditionError` for a code that is none."""
    known = [each.code for each in EDITIONS]
    if code not in known:
        raise EditionError(f"Không có bộ quy định “{code}”; chọn trong: {', '.join(known)}.")
    return _whole(code).with_overrides(overrides)


@cache
def _whole(code: str) -> RuleSet:
    return read_rule_set(edition_file(code))


def read_rule_set(path: Path) -> RuleSet:
    """One file; `EditionError` names the file, the parameter and what to do."""
    edition, told = read_edition(path)
    sources, rows = told.get("sources", {}), told.get("elections", {})
    unknown = [name for name in rows if name not in parameter_types()]
    if unknown:
        raise EditionError(
            f"{path.name}: không có tham số “{unknown[0]}”; hãy xóa, hoặc sửa theo tên trong"
            f" {DEFAULTS.name}."
        )
    defaults = _defaults()
    values = {
        name: _parameter(path, name, rows[name], sources) if name in rows else defaults[name]
        for name in parameter_types()
    }
    return RuleSet(edition=edition, **values)


def _parameter(path: Path, name: str, row: Any, sources: Mapping[str, str]) -> Parameter[Any]:
    where = f"{path.name}, tham số “{name}”"
    if not isinstance(row, dict):
        raise EditionError(f"{where}: phải ghi đủ value, source, article, certainty.")
    for lacking in sorted(_ROW - set(row)):
        raise EditionError(f"{where}: thiếu “{lacking}”; hãy ghi thêm.")
    for strange in sorted(set(row) - _ROW):
        raise EditionError(f"{where}: không dùng “{strange}”; hãy xóa.")
    if row["source"] not in sources:
        raise EditionError(
            f"{where}: nguồn “{row['source']}” chưa có trong [sources]; hãy ghi tên văn bản, số, ngày."
        )
    if row["certainty"] not in list(Certainty):
        raise EditionError(f"{where}: mức chắc chắn “{row['certainty']}” phải là C, S, D hoặc U.")
    try:
        value = parsed(name, row["value"])
    except ValueError as error:
        raise EditionError(f"{where}: {error}") from error
    basis = Basis(sources[row["source"]], row["article"])
    usual = _defaults()[name]
    certainty = Certainty(row["certainty"])
    return Parameter(name, usual.label, value, basis, certainty, zero_is_none=usual.zero_is_none)


@cache
def _defaults() -> dict[str, Parameter[Any]]:
    told = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    basis = Basis(ASSUMED)
    return {
        name: Parameter(
            name,
            row["label"],
            parsed(name, row["value"]),
            basis,
            Certainty(row.get("certainty", "U")),
            zero_is_none=row.get("zero_is_none", False),
        )
        for name, row in told["parameters"].items()
    }


def groups_of(rules: RuleSet) -> tuple[Group, ...]:
    """All its parameters under the heads of the file of defaults."""
    return grouped(rules, tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))["groups"])


@cache
def statements() -> Mapping[str, tuple[str, ...]]:
    """The statements (E-…) that each parameter rests on."""
    told = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))["parameters"]
    return {name: tuple(row["rests_on"]) for name, row in told.items()}
