"""Reads what a person wrote in a case: Vietnamese keys and values, errors that say where."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from daihoi.rules.elections.kinds import label

FILE = Path(__file__).with_name("words.toml")
E = TypeVar("E", bound=StrEnum)
_NOTHING = object()


class CaseError(ValueError):
    """A case that cannot be understood; the message is Vietnamese and names the line to mend."""


@cache
def words() -> dict[str, dict[str, str]]:
    """Vietnamese words of a case: ``keys``, ``questions`` and ``decisions`` by their English names."""
    told: dict[str, dict[str, str]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return told


def english(key: str) -> str:
    """The name behind a Vietnamese key; a key that is none stays."""
    return next((name for name, said in words()["keys"].items() if said == key), key)


def decided(code: str) -> str:
    """A decision in Vietnamese."""
    return words()["decisions"][code]


class Given:
    """One table of a case. Every key that is asked for is used up; `done` refuses the rest."""

    def __init__(self, told: Any, where: str) -> None:
        if not isinstance(told, Mapping):
            raise CaseError(f"{where}: phải là các dòng “mục: giá trị”.")
        self._where = where
        self._left: dict[str, Any] = {}
        for key, value in told.items():
            name = english(str(key))
            if name in self._left:
                raise CaseError(f"{where}: “{key}” ghi hai lần.")
            self._left[name] = value
        self._asked: list[str] = []

    def __contains__(self, name: str) -> bool:
        return name in self._left

    def wrong(self, name: str, what: str) -> CaseError:
        """An error about one key."""
        return CaseError(f"{self._where}, mục “{said(name)}”: {what}")

    def take(self, name: str, default: Any = _NOTHING) -> Any:
        """The value as it is written; `CaseError` where it is missing and nothing stands for it."""
        self._asked.append(name)
        if name in self._left:
            return self._left.pop(name)
        if default is _NOTHING:
            raise CaseError(f"{self._where}: thiếu mục “{said(name)}”.")
        return default

    def names(self) -> list[str]:
        """The keys not used up yet."""
        return list(self._left)

    def peek(self, name: str) -> Any:
        """A value that stays to be taken; None where there is none."""
        return self._left.get(name)

    def done(self) -> None:
        if self._left:
            strange = next(iter(self._left))
            known = ", ".join(f"“{said(name)}”" for name in dict.fromkeys(self._asked))
            raise CaseError(f"{self._where}: không hiểu mục “{said(strange)}”; dùng được: {known}.")

    def integer(self, name: str, default: Any = _NOTHING) -> int:
        value = self.take(name, default)
        if type(value) is not int or value < 0:
            raise self.wrong(name, f"“{value}” phải là số nguyên không âm.")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.take(name, default)
        if type(value) is bool:
            return value
        if value in ("có", "không"):
            return bool(value == "có")
        raise self.wrong(name, f"“{value}” phải là có hoặc không.")

    def text(self, name: str, default: Any = _NOTHING) -> str:
        value = self.take(name, default)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(name, f"“{value}” phải là chữ.")
        return value.strip()

    def texts(self, name: str, default: Any = _NOTHING) -> tuple[str, ...]:
        """A list of words; one word alone is a list of one."""
        value = self.take(name, default)
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, Sequence) or not all(isinstance(each, str) for each in value):
            raise self.wrong(name, f"“{value}” phải là một danh sách tên.")
        return tuple(value)

    def day(self, name: str, default: Any = _NOTHING) -> date:
        value = self.take(name, default)
        if type(value) is not date:
            raise self.wrong(name, f"“{value}” phải là ngày viết như 2020-04-03.")
        return value

    def days(self, name: str) -> frozenset[date]:
        value = self.take(name, [])
        if not isinstance(value, Sequence) or not all(type(each) is date for each in value):
            raise self.wrong(name, "phải là danh sách ngày viết như 2020-04-03.")
        return frozenset(value)

    def numbers(self, name: str, default: Any = _NOTHING) -> dict[str, int]:
        """Names with a number each, e.g. votes."""
        value = self.take(name, default)
        if not isinstance(value, Mapping):
            raise self.wrong(name, "phải là các dòng “tên: số”.")
        for key, number in value.items():
            if type(number) is not int or number < 0:
                raise self.wrong(name, f"“{key}: {number}” phải có số nguyên không âm.")
        return {str(key): number for key, number in value.items()}

    def choice(self, name: str, kind: type[E], default: Any = _NOTHING) -> E:
        return self._one(name, kind, self.take(name, default))

    def choices(self, name: str, kind: type[E]) -> tuple[E, ...]:
        return tuple(self._one(name, kind, each) for each in self.texts(name, ()))

    def _one(self, name: str, kind: type[E], value: Any) -> E:
        for each in kind:
            if value in (each.value, label(each)):
                return each
        known = ", ".join(f"“{label(each)}”" for each in kind)
        raise self.wrong(name, f"“{value}” không dùng được; chọn trong: {known}.")

    def inner(self, name: str) -> "Given":
        """A table inside this one."""
        return Given(self.take(name), f"{self._where}, mục “{said(name)}”")

    def each(self, name: str) -> list["Given"]:
        """A list of tables."""
        value = self.take(name)
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.wrong(name, "phải là một danh sách.")
        return [
            Given(each, f"{self._where}, mục “{said(name)}” thứ {number}")
            for number, each in enumerate(value, 1)
        ]


def said(name: str) -> str:
    """A key in Vietnamese."""
    return words()["keys"].get(name, name)
