"""A parameter of the rules: a value with its source, article and certainty, or a superior's paper.

`rules.elections.parameters` and `rules.personnel.parameters` say what their values are.
"""

from abc import abstractmethod
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Generic, Self, TypeVar

from daihoi.rules.certainty import UNSURE, Certainty
from daihoi.rules.editions import EditionError
from daihoi.rules.findings import Basis
from daihoi.rules.wording import day_said

T = TypeVar("T")


class Shape(StrEnum):
    """How a person writes a value."""

    YES_NO = "yes_no"
    NUMBER = "number"
    SHARE = "share"  # "> 1/2": exceeded or reached
    PART = "part"  # "15 %"
    SPAN = "span"  # from … to
    MONTH = "month"
    TEXT = "text"
    TEXTS = "texts"  # one a line
    ONE = "one"
    SOME = "some"
    TITLES = "titles"  # of the offices in ``choices``


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks for a value: ``choices`` are values with their words."""

    shape: Shape
    choices: tuple[tuple[str, str], ...] = ()
    is_optional: bool = False  # it may be left open: nothing is prescribed


class OverrideError(EditionError):
    """A paper of the superior that cannot be applied; the message is Vietnamese."""


@dataclass(frozen=True, slots=True)
class Override:
    """What the superior's paper sets for this organization in place of the edition (P-004)."""

    parameter: str
    value: Any = field(hash=False)  # as a TOML file would say it
    number: str
    issued_on: date
    issuer: str = ""

    @property
    def basis(self) -> Basis:
        said = f"{self.number}, {day_said(self.issued_on)}"
        return Basis(f"{said} của {self.issuer}" if self.issuer else said)

    @property
    def place(self) -> str:
        """How an error about it begins."""
        return f"Văn bản {self.number or '(chưa ghi số)'}, tham số “{self.parameter}”"


@dataclass(frozen=True, slots=True)
class Parameter(Generic[T]):
    """A value, whence it comes and how sure it is.

    ``override``: the superior's paper that set it, in place of ``replaced``.
    """

    name: str
    label: str  # Vietnamese
    value: T = field(hash=False)
    basis: Basis
    certainty: Certainty
    override: Override | None = None
    replaced: T | None = field(default=None, hash=False)

    @property
    def is_unconfirmed(self) -> bool:
        return self.certainty is Certainty.UNCONFIRMED

    @property
    def told(self) -> str:
        """The value in Vietnamese."""
        return self.said(self.value)

    @property
    def note(self) -> str:
        """What users are shown beside the value: nothing, the superior's paper, or the doubt."""
        if self.override:
            before = "" if self.replaced is None else f", thay cho {self.said(self.replaced)}"
            return f"{self.label}: {self.told} theo {self.basis}{before}"
        if self.is_unconfirmed:
            return f"{self.label}: {UNSURE}; mặc định {self.told}"
        return ""

    @property
    def before(self) -> str:
        """What a superior's paper replaced, in Vietnamese; "" where it replaced nothing."""
        return self.said(self.replaced) if self.override else ""

    @property
    @abstractmethod
    def asked(self) -> Asked:
        """How somebody would write another value."""

    @property
    @abstractmethod
    def written(self) -> Any:
        """The value as a TOML file says it."""

    @abstractmethod
    def said(self, value: Any) -> str:
        """Any value of this parameter in Vietnamese."""

    @abstractmethod
    def read(self, written: Any) -> T:
        """A value as a TOML file says it; ``ValueError`` in Vietnamese for one it cannot have."""

    def set_by(self, override: Override) -> Self:
        """The same as a paper of the superior sets it; `OverrideError` for a value it cannot have."""
        try:
            value = self.read(override.value)
        except ValueError as error:
            raise OverrideError(f"{override.place}: {error}") from error
        return replace(
            self,
            value=value,
            basis=override.basis,
            certainty=Certainty.SOURCED,
            override=override,
            replaced=self.value,
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Parameters of one matter, in their order."""

    label: str
    parameters: tuple[Parameter[Any], ...]


def grouped(
    parameters: Iterable[Parameter[Any]], heads: Iterable[Mapping[str, str]]
) -> tuple[Group, ...]:
    """Parameters under their heads: each head has a ``label`` and the ``first`` of its parameters."""
    labels = {each["first"]: each["label"] for each in heads}
    groups: list[tuple[str, list[Parameter[Any]]]] = []
    for each in parameters:
        if each.name in labels:
            groups.append((labels[each.name], []))
        groups[-1][1].append(each)
    return tuple(Group(label, tuple(found)) for label, found in groups)


def check_order(pairs: Iterable[tuple[Parameter[Any] | None, Parameter[Any] | None]]) -> None:
    """`OverrideError` where the least is more than the most."""
    for least, most in pairs:
        if not least or not most or least.value is None or most.value is None:
            continue
        if least.value > most.value:
            raise OverrideError(
                f"{least.label} ({least.told}) không được lớn hơn {most.label.lower()} ({most.told});"
                " hãy sửa một trong hai."
            )


def once_each(overrides: Iterable[Override], known: Collection[str]) -> tuple[Override, ...]:
    """Overrides that name a known parameter and their paper, no parameter twice.

    `OverrideError` for the first that does not.
    """
    found: dict[str, Override] = {}
    for each in overrides:
        if each.parameter not in known:
            raise OverrideError(
                f"{each.place}: không có tham số này; hãy chọn một tham số của quy định."
            )
        if not each.number.strip() or not isinstance(each.issued_on, date):
            raise OverrideError(f"{each.place}: hãy ghi số và ngày của văn bản cấp trên.")
        if each.parameter in found:
            raise OverrideError(
                f"{each.place}: tham số này đã do văn bản khác quy định; chỉ giữ một."
            )
        found[each.parameter] = each
    return tuple(found.values())
