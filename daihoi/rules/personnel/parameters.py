"""The parameters of personnel work: what their units hold, read as files say it and told in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from daihoi.rules import parameters
from daihoi.rules.parameters import Asked, Shape
from daihoi.rules.personnel.answers import Month, percent

_SHARE = re.compile(r"(\d+)\s*/\s*(\d+)")
_PERCENT = re.compile(r"(\d+)(?:[.,](\d+))?\s*%")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4})")
_SHAPES = {"share": Shape.PART, "month": Shape.MONTH, "word": Shape.ONE}


@dataclass(frozen=True, slots=True)
class Parameter(parameters.Parameter[Any]):
    """A parameter of personnel work.

    ``value`` is what ``unit`` says: ``months``, ``years`` and ``persons`` are whole numbers,
    ``share`` a `Fraction` of one, ``month`` a `Month`, ``word`` one of the words the rules know.
    """

    unit: str = field(kw_only=True)
    words: Mapping[str, str] = field(default_factory=dict)  # of unit ``word``: in Vietnamese

    @property
    def asked(self) -> Asked:
        return Asked(_SHAPES.get(self.unit, Shape.NUMBER), tuple(self.words.items()))

    @property
    def written(self) -> Any:
        if isinstance(self.value, Fraction):
            return told(self.value, self.unit)
        return str(self.value) if isinstance(self.value, Month) else self.value

    def said(self, value: Any) -> str:
        return self.words.get(value, value) if value and self.words else told(value, self.unit)

    def read(self, written: Any) -> Any:
        return parsed(written, self.unit, self.words)


def parsed(value: Any, unit: str, words: Mapping[str, str]) -> Any:
    """A value as a file says it, made what its unit is; ``ValueError`` in Vietnamese.

    Shares are "1/3" or "15 %", above nothing and at most the whole; months "2025-04" or "4/2025".
    """
    if unit == "share":
        return _share(str(value).strip())
    if unit == "month":
        return month(str(value).strip())
    if unit == "word":
        for word, said in words.items():
            if value in (word, said):
                return word
        choices = ", ".join(f"“{said}”" for said in words.values())
        raise ValueError(f"“{value}” không dùng được; chọn trong: {choices}.")
    if type(value) is not int or value < 0:
        raise ValueError(f"“{value}” phải là số nguyên không âm.")
    return value


def month(value: str) -> Month:
    """A month as files say it: "2025-04" or "4/2025"; ``ValueError`` in Vietnamese."""
    found = _MONTH.fullmatch(value)
    if found is None:
        raise ValueError(f"“{value}” phải là tháng và năm, ví dụ 4/2025.")
    year, number = (found[1], found[2]) if found[1] else (found[4], found[3])
    try:
        return Month(int(year), int(number))
    except ValueError:
        raise ValueError(f"“{value}” không phải một tháng.") from None


def _share(value: str) -> Fraction:
    if found := _SHARE.fullmatch(value):
        share = Fraction(int(found[1]), int(found[2])) if int(found[2]) else Fraction(0)
    elif found := _PERCENT.fullmatch(value):
        share = Fraction(f"{found[1]}.{found[2] or 0}") / 100
    else:
        raise ValueError(f'“{value}” phải viết như "1/3" hoặc "15 %".')
    if not 0 < share <= 1:
        raise ValueError(f"“{value}” không phải một phần của cả số; hãy viết như 1/3 hoặc 15 %.")
    return share


def told(value: Any, unit: str) -> str:
    """A value of a parameter in Vietnamese words."""
    if value is None:
        return "không quy định"
    if unit == "share":
        return percent(value) if (value * 100).denominator == 1 else str(value)
    unit_words = {"months": " tháng", "years": " tuổi", "persons": " người"}
    return f"{value}{unit_words.get(unit, '')}"
