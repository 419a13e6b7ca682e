"""What a parameter can hold, read as a TOML file says it and told in Vietnamese words."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from types import UnionType
from typing import Any, get_args, get_origin

from daihoi.rules.elections import kinds
from daihoi.rules.parameters import Asked, Shape

_SHARE = re.compile(r"(>=|>)\s*(\d+)\s*/\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Share:
    """A part that is reached ("≥ 2/3") or exceeded ("> 1/2"), as a regulation says it."""

    of_one: Fraction  # above 0, at most 1
    is_more_than: bool

    def need(self, base: int) -> int:
        """The least whole number that is enough of ``base``."""
        if self.is_more_than:
            return base * self.of_one.numerator // self.of_one.denominator + 1
        return -(-base * self.of_one.numerator // self.of_one.denominator)

    def holds(self, part: int, base: int) -> bool:
        return part >= self.need(base)

    def __str__(self) -> str:
        percent = self.of_one * 100
        said = "1/2" if self.of_one == Fraction(1, 2) else f"{percent}%"
        if percent.denominator != 1:
            said = f"{self.of_one}"
        return f"{'quá' if self.is_more_than else 'ít nhất'} {said}"


@dataclass(frozen=True, slots=True)
class Span:
    """From the least to the most, both allowed."""

    least: int
    most: int

    def __contains__(self, number: int) -> bool:
        return self.least <= number <= self.most


_SHAPES = {
    bool: Shape.YES_NO,
    int: Shape.NUMBER,
    str: Shape.TEXT,
    Share: Shape.SHARE,
    Span: Shape.SPAN,
}


def parsed_as(wanted: Any, value: Any) -> Any:
    """A value made what the annotation ``wanted`` says; ``ValueError`` in Vietnamese."""
    if isinstance(wanted, UnionType):
        return None if value == "none" else parsed_as(get_args(wanted)[0], value)
    if get_origin(wanted) is tuple:
        if not isinstance(value, list):
            raise ValueError("phải là một danh sách trong ngoặc vuông.")
        found = tuple(parsed_as(get_args(wanted)[0], each) for each in value)
        if len(set(found)) < len(found):
            raise ValueError("có giá trị ghi hai lần.")
        return found
    if wanted is Share:
        return share(value)
    if wanted is Span:
        return _span(value)
    if get_origin(wanted) is dict:
        return _titles(value)
    return _single(wanted, value)


def share(value: Any) -> Share:
    """A share written "> 1/2" or ">= 2/3"; a part above the whole, or of nothing, is nonsense: ``ValueError``."""
    match = _SHARE.fullmatch(str(value).strip())
    if match is None:
        raise ValueError(f"“{value}” không phải là tỷ lệ; hãy ghi phần, ví dụ 1/2 hoặc 2/3.")
    sign, numerator, denominator = match[1], int(match[2]), int(match[3])
    if not 0 < numerator <= denominator or (sign == ">" and numerator == denominator):
        raise ValueError(
            f"“{_said(*match.groups())}” không thể đạt; tỷ lệ phải lớn hơn 0 và không quá cả số, ví dụ quá 1/2."
        )
    return Share(Fraction(numerator, denominator), is_more_than=sign == ">")


def _said(sign: str, numerator: str, denominator: str) -> str:
    return f"{'quá' if sign == '>' else 'ít nhất'} {numerator}/{denominator}"


def _span(value: Any) -> Span:
    numbers = value if isinstance(value, list) else []
    if len(numbers) != 2 or any(type(each) is not int or each < 0 for each in numbers):
        raise ValueError(f"“{value}” phải là hai số, ví dụ [3, 5].")
    if numbers[0] > numbers[1]:
        raise ValueError(f"“{value}”: số đầu không được lớn hơn số sau.")
    return Span(*numbers)


def _titles(value: Any) -> dict[str, str]:
    offices = {each.value for each in kinds.Office}
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise ValueError("phải là tên gọi của các chức danh.")
    if strange := sorted(set(value) - offices):
        raise ValueError(f"không có chức danh “{strange[0]}”; chọn trong: {', '.join(offices)}.")
    return dict(value)


def _single(wanted: Any, value: Any) -> Any:
    if wanted is bool and type(value) is not bool:
        raise ValueError(f"“{value}” phải là true hoặc false.")
    if wanted is int and (type(value) is not int or value < 0):
        raise ValueError(f"“{value}” phải là số nguyên không âm.")
    if wanted is str and not isinstance(value, str):
        raise ValueError(f"“{value}” phải là chữ trong ngoặc kép.")
    if issubclass(wanted, StrEnum):
        try:
            return wanted(value)
        except ValueError:
            known = ", ".join(each.value for each in wanted)
            raise ValueError(f"“{value}” không dùng được; chọn trong: {known}.") from None
    return value


def asked_for(wanted: Any) -> Asked:
    """What a form asks where the annotation says ``wanted``."""
    if isinstance(wanted, UnionType):
        return replace(asked_for(get_args(wanted)[0]), is_optional=True)
    if get_origin(wanted) is tuple:
        inner = asked_for(get_args(wanted)[0])
        return Asked(Shape.SOME, inner.choices) if inner.choices else Asked(Shape.TEXTS)
    if get_origin(wanted) is dict:
        return Asked(Shape.TITLES, _choices(kinds.Office))
    if issubclass(wanted, StrEnum):
        return Asked(Shape.ONE, _choices(wanted))
    return Asked(_SHAPES[wanted])


def _choices(kind: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    return tuple((each.value, kinds.label(each)) for each in kind)


def written(value: Any) -> Any:
    """A value as a TOML file says it: what `parsed_as` reads."""
    if value is None:
        return "none"
    if isinstance(value, Share):
        sign = ">" if value.is_more_than else ">="
        return f"{sign} {value.of_one.numerator}/{value.of_one.denominator}"
    if isinstance(value, Span):
        return [value.least, value.most]
    if isinstance(value, tuple):
        return [written(each) for each in value]
    return value.value if isinstance(value, StrEnum) else value


def told(value: Any) -> str:
    """A value in Vietnamese words."""
    if value is None or isinstance(value, bool):
        return {True: "có", False: "không", None: "không quy định"}[value]
    if isinstance(value, tuple | dict):
        each = value.values() if isinstance(value, dict) else value
        return "; ".join(told(one) for one in each) or "không có"
    if isinstance(value, Span):
        return f"{value.least}–{value.most}"
    if isinstance(value, StrEnum):
        return kinds.label(value)
    return str(value)
