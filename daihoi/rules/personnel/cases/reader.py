"""Reads what a person wrote in a case: Vietnamese keys and values, errors that say where."""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from daihoi.rules.personnel.service import Birth

FILE = Path(__file__).with_name("words.toml")
E = TypeVar("E", bound=StrEnum)
_NOTHING = object()
_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_BIRTH = re.compile(r"(?:(?:\d{1,2}[-/])?(\d{1,2})[-/])?(\d{4})")


class CaseError(ValueError):
    """A case that cannot be understood; the message is Vietnamese and names what to mend."""


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Vietnamese words of a case: ``keys``, ``questions`` and ``values`` by their English names."""
    told: dict[str, dict[str, str]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return told


def english(key: str) -> str:
    """The name behind a Vietnamese key; a key that is none stays."""
    return next((name for name, said in words()["keys"].items() if said == key), key)


def key_said(name: str) -> str:
    """A key in Vietnamese."""
    return words()["keys"].get(name, name)


def value_said(value: str) -> str:
    """A value the rules know in Vietnamese; other text stays."""
    return words()["values"].get(value, value)


class Given:
    """One table of a case. Every key asked for is used up; `done` refuses the rest."""

    def __init__(self, told: Any, where: str) -> None:
        if not isinstance(told, Mapping):
            raise CaseError(f"{where}: phải là các dòng “mục: giá trị”.")
        self.where = where
        self._left: dict[str, Any] = {}
        self._asked: list[str] = []
        for key, value in told.items():
            name = english(str(key))
            if name in self._left:
                raise CaseError(f"{where}: mục “{key}” ghi hai lần.")
            self._left[name] = value

    def __contains__(self, name: str) -> bool:
        if name not in self._asked:
            self._asked.append(name)
        return name in self._left

    def wrong(self, name: str, what: str) -> CaseError:
        """An error about one key."""
        return CaseError(f"{self.where}, mục “{key_said(name)}”: {what}")

    def take(self, name: str, default: Any = _NOTHING) -> Any:
        """The value as it is written; `CaseError` where it is missing and nothing stands for it."""
        if name in self:
            return self._left.pop(name)
        if default is _NOTHING:
            raise CaseError(f"{self.where}: thiếu mục “{key_said(name)}”.")
        return default

    def done(self) -> None:
        """`CaseError` for the first key that was never asked for."""
        if self._left:
            strange = next(iter(self._left))
            known = ", ".join(f"“{key_said(name)}”" for name in self._asked) or "không mục nào"
            raise CaseError(f"{self.where}: không hiểu mục “{strange}”; dùng được: {known}.")

    def integer(self, name: str, default: Any = _NOTHING) -> int:
        value = self.take(name, default)
        if type(value) is not int or value < 0:
            raise self.wrong(name, f"“{value}” phải là số nguyên không âm.")
        return value

    def integer_or_none(self, name: str) -> int | None:
        return self.integer(name) if name in self and self._left[name] is not None else None

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.take(name, default)
        if type(value) is bool:
            return value
        if value in {"có", "không"}:
            return bool(value == "có")
        raise self.wrong(name, f"“{value}” phải là có hoặc không.")

    def text(self, name: str, default: Any = _NOTHING) -> str:
        value = self.take(name, default)
        if not isinstance(value, str):
            raise self.wrong(name, f"“{value}” phải là chữ.")
        return value.strip()

    def texts(self, name: str, default: Any = _NOTHING) -> tuple[str, ...]:
        """A list of words, none twice; one word alone is a list of one."""
        value = self.take(name, default)
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, Sequence) or not all(isinstance(each, str) for each in value):
            raise self.wrong(name, f"“{value}” phải là một danh sách.")
        twice = [each for number, each in enumerate(value) if each in value[:number]]
        if twice:
            raise self.wrong(name, f"“{twice[0]}” ghi hai lần.")
        return tuple(value)

    def day(self, name: str, default: Any = _NOTHING) -> date:
        """A day as YAML reads it, or "5-4-2020"."""
        return self._day(name, self.take(name, default))

    def day_or_none(self, name: str) -> date | None:
        return self.day(name) if name in self and self._left[name] is not None else None

    def days(self, name: str) -> frozenset[date]:
        value = self.take(name, [])
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.wrong(name, "phải là danh sách ngày.")
        return frozenset(self._day(name, each) for each in value)

    def day_of_each(self, name: str, codes: Collection[str]) -> dict[str, date]:
        """Days by code, e.g. when each paper was signed."""
        told = self.take(name, {})
        if not isinstance(told, Mapping):
            raise self.wrong(name, "phải là các dòng “tên: ngày”.")
        return {self._code(name, key, codes): self._day(name, day) for key, day in told.items()}

    def numbers(self, name: str) -> dict[str, int]:
        """Names with a number each, e.g. votes."""
        value = self.take(name)
        if not isinstance(value, Mapping):
            raise self.wrong(name, "phải là các dòng “tên: số”.")
        for key, number in value.items():
            if type(number) is not int or number < 0:
                raise self.wrong(name, f"“{key}: {number}” phải có số nguyên không âm.")
        return {str(key): number for key, number in value.items()}

    def birth(self, name: str) -> Birth | None:
        """As "15/6/1965", "6/1965" or 1965; None where it is not told."""
        if name not in self:
            return None
        value = self.take(name)
        if type(value) is date:
            return Birth(value.year, value.month)
        found = _BIRTH.fullmatch(str(value).strip())
        try:
            if found:
                return Birth(int(found[2]), int(found[1]) if found[1] else None)
        except ValueError:
            pass
        raise self.wrong(name, f"“{value}” phải viết như 15/6/1965, 6/1965 hoặc 1965.")

    def choice(self, name: str, kind: type[E], default: Any = _NOTHING) -> E:
        return kind(self._code(name, self.take(name, default), [each.value for each in kind]))

    def choices(self, name: str, kind: type[E]) -> tuple[E, ...]:
        codes = [each.value for each in kind]
        return tuple(kind(self._code(name, each, codes)) for each in self.texts(name, ()))

    def codes(self, name: str, known: Collection[str]) -> tuple[str, ...]:
        return tuple(self._code(name, each, known) for each in self.texts(name, ()))

    def each(self, name: str) -> list["Given"]:
        """A list of tables; none where it is not told."""
        value = self.take(name, [])
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.wrong(name, "phải là một danh sách.")
        return [
            Given(each, f"{self.where}, mục “{key_said(name)}” thứ {number}")
            for number, each in enumerate(value, 1)
        ]

    def _code(self, name: str, value: Any, known: Collection[str]) -> str:
        for code in known:
            if value in {code, value_said(code)}:
                return code
        choices = ", ".join(f"“{value_said(code)}”" for code in known)
        raise self.wrong(name, f"“{value}” không dùng được; chọn trong: {choices}.")

    def _day(self, name: str, value: Any) -> date:
        if type(value) is date:
            return value
        if found := _DAY.fullmatch(str(value).strip()):
            try:
                return date(int(found[3]), int(found[2]), int(found[1]))
            except ValueError:
                raise self.wrong(name, f"“{value}” không có trong lịch.") from None
        raise self.wrong(name, f"“{value}” phải là ngày, viết như 5-4-2020 hoặc 2020-04-05.")
