"""The words of personnel cases, and what only they tell: births, signing days, distinct names."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from daihoi.rules import cases
from daihoi.rules.cases import Words, words_of
from daihoi.rules.personnel.service import Birth

_BIRTH = re.compile(r"(?:(?:\d{1,2}[-/])?(\d{1,2})[-/])?(\d{4})")


def words() -> Words:
    return words_of(Given.FILE)


class Given(cases.Given):
    """One table of a personnel case."""

    FILE = Path(__file__).with_name("words.toml")

    def texts(self, name: str, *default: Any) -> tuple[str, ...]:
        """A list of words, none twice; one word alone is a list of one."""
        found = super().texts(name, *default)
        if twice := [each for number, each in enumerate(found) if each in found[:number]]:
            raise self.wrong(name, f"“{twice[0]}” ghi hai lần.")
        return found

    def integer_or_none(self, name: str) -> int | None:
        return self.integer(name) if name in self and self._left[name] is not None else None

    def day_or_none(self, name: str) -> date | None:
        return self.day(name) if name in self and self._left[name] is not None else None

    def day_of_each(self, name: str, codes: Collection[str]) -> dict[str, date]:
        """Days by code, e.g. when each paper was signed."""
        told = self.take(name, {})
        if not isinstance(told, Mapping):
            raise self.wrong(name, "phải là các dòng “tên: ngày”.")
        said = {code: self.words.value(code) for code in codes}
        return {self._code(name, key, said): self._day(name, day) for key, day in told.items()}

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
