"""Reads cases that a person wrote by hand: Vietnamese keys and values, errors that say where.

`rules.elections.cases` and `rules.personnel.cases` say which questions there are.
"""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Self, TypeVar

from daihoi.rules.parameters import Override

E = TypeVar("E", bound=StrEnum)
_NOTHING = object()
_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")


class CaseError(ValueError):
    """A case that cannot be understood; the message is Vietnamese and names the line to mend."""


class QuestionError(CaseError):
    """Nothing is asked, or nothing that this package answers; the message lists what it does."""


@dataclass(frozen=True, slots=True)
class Words:
    """The Vietnamese words of one package's cases, by their English names."""

    keys: Mapping[str, str]
    questions: Mapping[str, str]
    values: Mapping[str, str]

    def english(self, key: str) -> str:
        """The name behind a Vietnamese key; a key that is none stays."""
        return next((name for name, said in self.keys.items() if said == key), key)

    def key(self, name: str) -> str:
        """A key in Vietnamese."""
        return self.keys.get(name, name)

    def value(self, value: str) -> str:
        """A value the rules know in Vietnamese; other text stays."""
        return self.values.get(value, value)


@cache
def words_of(file: Path) -> Words:
    return Words(**tomllib.loads(file.read_text(encoding="utf-8")))


class Given:
    """One table of a case. Every key asked for is used up; `done` refuses the rest."""

    FILE: ClassVar[Path]  # its words

    def __init__(self, told: Any, where: str) -> None:
        if not isinstance(told, Mapping):
            raise CaseError(f"{where}: phải là các dòng “mục: giá trị”.")
        self.where = where
        self.words = words_of(self.FILE)
        self._left: dict[str, Any] = {}
        self._asked: list[str] = []
        for key, value in told.items():
            name = self.words.english(str(key))
            if name in self._left:
                raise CaseError(f"{where}: mục “{key}” ghi hai lần.")
            self._left[name] = value

    @classmethod
    def of_case(cls, case: Any) -> tuple[str, Self]:
        """The name of a whole case and what it tells, without what only tests ask."""
        told = cls(case, "Tình huống")
        name = str(told.take("name", ""))
        told.where = name or told.where
        told.take("rests_on", None)
        told.take("expect", None)
        return name, told

    def __contains__(self, name: str) -> bool:
        if name not in self._asked:
            self._asked.append(name)
        return name in self._left

    def wrong(self, name: str, what: str) -> CaseError:
        """An error about one key."""
        return CaseError(f"{self._place(name)}: {what}")

    def take(self, name: str, default: Any = _NOTHING) -> Any:
        """The value as it is written; `CaseError` where it is missing and nothing stands for it."""
        if name in self:
            return self._left.pop(name)
        if default is _NOTHING:
            raise CaseError(f"{self.where}: thiếu mục “{self.words.key(name)}”.")
        return default

    def names(self) -> list[str]:
        """The keys not used up yet."""
        return list(self._left)

    def peek(self, name: str) -> Any:
        """A value that stays to be taken; None where there is none."""
        return self._left.get(name)

    def done(self) -> None:
        """`CaseError` for the first key that was never asked for."""
        if self._left:
            strange = self.words.key(next(iter(self._left)))
            known = ", ".join(f"“{self.words.key(name)}”" for name in self._asked)
            raise CaseError(
                f"{self.where}: không hiểu mục “{strange}”; dùng được: {known or 'không mục nào'}."
            )

    def question(self) -> str:
        """The English name of what is asked."""
        asked = self.text("question", "")
        for name, question in self.words.questions.items():
            if asked in {name, question}:
                return name
        choices = "; ".join(self.words.questions.values())
        wrong = f"không hiểu câu hỏi “{asked}”" if asked else "thiếu câu hỏi (“hỏi: …”)"
        raise QuestionError(f"{self.where}: {wrong}; hỏi được: {choices}.")

    def override(self, parameter: str) -> Override:
        """The paper of the superior that this table tells of; it tells nothing else."""
        found = Override(
            parameter=parameter,
            value=self.take("value"),
            number=self.text("number", ""),
            issued_on=self.day("issued_on"),
            issuer=self.text("issuer", ""),
        )
        self.done()
        return found

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
        """Words; blank ones only where a default may stand for them."""
        value = self.take(name, default)
        if not isinstance(value, str) or not (value.strip() or isinstance(default, str)):
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
        """A day as YAML reads it, or "5-4-2020"."""
        return self._day(name, self.take(name, default))

    def days(self, name: str) -> frozenset[date]:
        value = self.take(name, [])
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.wrong(name, "phải là danh sách ngày.")
        return frozenset(self._day(name, each) for each in value)

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
        return kind(self._code(name, self.take(name, default), self._said(kind)))

    def choices(self, name: str, kind: type[E]) -> tuple[E, ...]:
        said = self._said(kind)
        return tuple(kind(self._code(name, each, said)) for each in self.texts(name, ()))

    def codes(self, name: str, known: Collection[str]) -> tuple[str, ...]:
        said = {code: self.words.value(code) for code in known}
        return tuple(self._code(name, each, said) for each in self.texts(name, ()))

    def inner(self, name: str, default: Any = _NOTHING) -> Self:
        """A table inside this one."""
        return type(self)(self.take(name, default), self._place(name))

    def each(self, name: str, default: Any = _NOTHING) -> list[Self]:
        """A list of tables."""
        value = self.take(name, default)
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.wrong(name, "phải là một danh sách.")
        return [
            type(self)(each, f"{self._place(name)} thứ {number}")
            for number, each in enumerate(value, 1)
        ]

    def value_said(self, value: StrEnum) -> str:
        """A value of a kind in Vietnamese."""
        return self.words.value(value.value)

    def _place(self, name: str) -> str:
        return f"{self.where}, mục “{self.words.key(name)}”"

    def _said(self, kind: type[E]) -> dict[str, str]:
        return {each.value: self.value_said(each) for each in kind}

    def _code(self, name: str, value: Any, known: Mapping[str, str]) -> str:
        for code, said in known.items():
            if value in (code, said):
                return code
        choices = ", ".join(f"“{said}”" for said in known.values())
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
