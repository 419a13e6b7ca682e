"""Every kind of paper a congress lives on, as data beside this file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from daihoi.rules.certainty import Certainty

FILE = Path(__file__).with_suffix(".toml")


class SeriesKind(StrEnum):
    """Whose numbers a paper takes."""

    COMMITTEE = "committee"  # per type and term (N3)
    CONGRESS = "congress"  # one series for all types (N2)
    SUBCOMMITTEE = "subcommittee"
    EXTERNAL = "external"  # the superior's: it comes in
    STATE = "state"  # of a state body: per type and year (Nghị định 30, điều 15); of no kind here


class Phase(StrEnum):
    PREPARATION = "preparation"  # chuẩn bị
    MEETING = "meeting"  # cuộc họp
    DAY = "day"  # ngày đại hội
    AFTER = "after"  # sau đại hội


class Issuer(StrEnum):
    """Which body's name stands at the head of a paper (3.2)."""

    COMMITTEE = "committee"  # chi ủy, chi bộ
    SUBCOMMITTEE = "subcommittee"  # tiểu ban
    CONGRESS = "congress"  # đại hội
    PRESIDIUM = "presidium"  # đoàn chủ tịch
    CREDENTIALS = "credentials"  # ban thẩm tra tư cách đại biểu
    TELLERS = "tellers"  # ban kiểm phiếu
    SUPERIOR = "superior"  # cấp trên


_OF_CONGRESS = (Issuer.CONGRESS, Issuer.PRESIDIUM, Issuer.CREDENTIALS, Issuer.TELLERS)


class Need(StrEnum):
    """Whether a cell congress needs the paper."""

    REQUIRED = "required"  # bắt buộc
    OPTIONAL = "optional"  # tùy chọn
    CONDITIONAL = "conditional"  # khi có điều kiện


class Condition(StrEnum):
    NONE = ""
    DELEGATES = "delegates"  # đại hội đại biểu
    HEALTH = "health"  # có quy định phòng, chống dịch đang hiệu lực


class DossierPart(StrEnum):
    """Its place in the dossier sent for approval."""

    NONE = ""
    MEMBER = "member"  # X
    DRAFT = "draft"  # X, as a draft
    OPTIONAL = "optional"  # O


@dataclass(frozen=True, slots=True)
class PaperType:
    """A type of Party papers (tên loại) and its letters in the symbol (2.1)."""

    abbreviation: str
    name: str
    english: str
    certainty: Certainty
    source: str
    is_printed: bool = True  # an official letter bears no type name


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One row of the catalogue."""

    code: str
    name: str
    english: str
    types: tuple[str, ...]  # abbreviations, the usual one first; () for one without
    series: tuple[SeriesKind, ...]  # the usual one first; () is not numbered
    phases: tuple[Phase, ...]
    signed_by: str  # in words, "" for nobody
    issuers: tuple[Issuer, ...]  # the usual one first
    writer: str  # purpose of the subcommittee that writes it; "" is the committee
    need: Need
    condition: Condition
    at_least: int  # how many a congress needs
    dossier: DossierPart
    is_restricted: bool  # for the personnel subcommittee and the committee (S41)
    is_incoming: bool
    is_landscape: bool
    is_of_new_term: bool  # numbered by the committee that the congress elects
    may_stay_in_book: bool  # minutes may be kept in the minute book, without a number
    certainty: Certainty
    source: str

    @property
    def type(self) -> str:
        """Abbreviation in the symbol: "BC"; "" for a kind without."""
        return self.types[0] if self.types else ""

    @property
    def type_name(self) -> str:
        """In words, "Báo cáo"; "" for a kind without."""
        return TYPES[self.type].name if self.type else ""

    @property
    def is_of_congress(self) -> bool:
        """Whether a body of the congress issues it; the committee's own papers are not (N2)."""
        return not set(self.issuers).isdisjoint(_OF_CONGRESS)

    @property
    def is_numbered(self) -> bool:
        return bool(self.series)


def _type(key: str, told: Mapping[str, Any]) -> PaperType:
    return PaperType(
        abbreviation=told.get("abbreviation", key),
        name=told["name"],
        english=told["english"],
        certainty=Certainty(told["certainty"]),
        source=told.get("source", ""),
        is_printed=told.get("printed", True),
    )


def _kind(code: str, told: Mapping[str, Any]) -> PaperKind:
    return PaperKind(
        code=code,
        name=told["name"],
        english=told["english"],
        types=tuple(told["types"]),
        series=tuple(SeriesKind(each) for each in told["series"]),
        phases=tuple(Phase(each) for each in told["phases"]),
        signed_by=told["signed_by"],
        issuers=tuple(Issuer(each) for each in told["issuers"]),
        writer=told.get("writer", ""),
        need=Need(told["need"]),
        condition=Condition(told.get("condition", "")),
        at_least=told.get("at_least", 1),
        dossier=DossierPart(told.get("dossier", "")),
        is_restricted=told.get("restricted", False),
        is_incoming=told.get("incoming", False),
        is_landscape=told.get("landscape", False),
        is_of_new_term=told.get("new_term", False),
        may_stay_in_book=told.get("minute_book", False),
        certainty=Certainty(told["certainty"]),
        source=told["source"],
    )


_TOLD = tomllib.loads(FILE.read_text(encoding="utf-8"))
# By key: the abbreviation, but "QĐ-quy-dinh" for Quy định, which has the letters of Quyết định.
TYPES: Mapping[str, PaperType] = MappingProxyType(
    {key: _type(key, told) for key, told in _TOLD["types"].items()}
)
CATALOGUE: Mapping[str, PaperKind] = MappingProxyType(
    {code: _kind(code, told) for code, told in _TOLD["kinds"].items()}
)
