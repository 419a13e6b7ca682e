"""The stage of a congress (sân khấu), seen from the hall: dated rule sets, each part with its source.

Since 2006 for Party bodies: `P65`. Which parts there are and their order are data; a drawing obeys it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from daihoi.rules.certainty import Certainty
from daihoi.rules.families import GENERAL
from daihoi.rules.findings import Basis

FILE = Path(__file__).parent / "editions.toml"


class Part(StrEnum):
    """What stands on a stage."""

    TOP_SLOGAN = "top_slogan"  # khẩu hiệu trên cùng
    PARTY_FLAG = "party_flag"  # cờ Đảng
    NATIONAL_FLAG = "national_flag"  # cờ Tổ quốc
    BUST = "bust"  # tượng Bác
    MARX = "marx"  # ảnh C.Mác
    LENIN = "lenin"  # ảnh V.I.Lênin
    EMBLEM = "emblem"  # biểu trưng của tổ chức
    TITLE = "title"  # tên đại hội
    LEFT_SLOGAN = "left_slogan"  # khẩu hiệu cánh trái
    RIGHT_SLOGAN = "right_slogan"  # khẩu hiệu cánh phải
    PRESIDIUM = "presidium"  # bàn đoàn chủ tịch
    FLOWERS = "flowers"  # hoa, cây cảnh
    LECTERN = "lectern"  # bục phát biểu


class Half(StrEnum):
    """Where a part stands, from the hall."""

    TOP = "top"
    LEFT = "left"
    RIGHT = "right"
    WINGS = "wings"
    FLOOR = "floor"


class Lectern(StrEnum):
    """No source says on which side it stands."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Element:
    """A part with its place in words; ``order`` from left to right within its half."""

    part: Part
    half: Half
    order: int
    place: str
    basis: Basis
    certainty: Certainty
    text: str = ""  # what a slogan says unless somebody changes it
    text_certainty: Certainty | None = None  # None: as `certainty`

    @property
    def is_text_default(self) -> bool:
        """Whether the words are the house's own, whatever says where they stand."""
        return bool(self.text) and self.text_certainty is Certainty.DEFAULT


@dataclass(frozen=True, slots=True)
class FlagMeasure:
    text: str
    basis: Basis
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class StageRules:
    """One edition; in force for congresses from ``in_force_from`` until the next of its family."""

    code: str
    family: str
    in_force_from: date
    name: str
    note: str
    elements: tuple[Element, ...]
    measures: tuple[FlagMeasure, ...]

    def has(self, part: Part) -> bool:
        return any(element.part is part for element in self.elements)

    def element(self, part: Part) -> Element:
        return next(element for element in self.elements if element.part is part)

    def in_half(self, half: Half) -> list[Element]:
        """Its elements from left to right."""
        found = [element for element in self.elements if element.half is half]
        return sorted(found, key=lambda element: element.order)


@cache
def editions() -> tuple[StageRules, ...]:
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(_edition(row, told["sources"]) for row in told["editions"])


def stage_rules_on(day: date, *, family: str) -> StageRules:
    """The edition of a family in force on day D; the first one for earlier days.

    A family that has none is offered the general one.
    """
    own = [edition for edition in editions() if edition.family == family]
    own = own or [edition for edition in editions() if edition.family == GENERAL]
    begun = [edition for edition in own if edition.in_force_from <= day]
    return begun[-1] if begun else own[0]


def _edition(row: Mapping[str, Any], sources: Mapping[str, str]) -> StageRules:
    return StageRules(
        code=row["code"],
        family=row["family"],
        in_force_from=row["from"],
        name=row["name"],
        note=row.get("note", ""),
        elements=tuple(_element(each, sources) for each in row["elements"]),
        measures=tuple(
            FlagMeasure(each["text"], Basis(sources[each["source"]]), Certainty(each["certainty"]))
            for each in row["measures"]
        ),
    )


def _element(row: Mapping[str, Any], sources: Mapping[str, str]) -> Element:
    return Element(
        part=Part(row["code"]),
        half=Half(row["half"]),
        order=row["order"],
        place=row["place"],
        basis=Basis(sources[row["source"]]),
        certainty=Certainty(row["certainty"]),
        text=row.get("text", ""),
        text_certainty=Certainty(row["text_certainty"]) if "text_certainty" in row else None,
    )
