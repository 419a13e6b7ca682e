"""Health measures (quy định phòng, chống dịch) as dated data: which hold where, as known on a day."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from daihoi.rules.certainty import Certainty
from daihoi.rules.findings import Basis
from daihoi.rules.wording import day_said

EVERYWHERE = "*"
FOLDER = Path(__file__).parent


class Effect(StrEnum):
    """What a measure does to a congress."""

    ADVISED = "advised"  # khuyến cáo
    LIMITED = "limited"  # giới hạn số người
    WRITTEN = "written"  # lấy ý kiến bằng văn bản
    POSTPONED = "postponed"  # hoãn đại hội
    BANNED = "banned"  # cấm tập trung
    RESUMED = "resumed"  # được tổ chức lại


@dataclass(frozen=True, slots=True)
class Measure:
    """One paper's rule for meetings; ``issued_on`` is when it became known.

    ``ends_on`` None: until another ends it. ``ends`` are codes of measures that it ends for good in
    its areas. ``written_above``: a body of more members is asked in writing. The day it was issued
    and its last day may be less sure than what it says.
    """

    code: str
    number: str
    issuer: str
    issued_on: date
    starts_on: date
    effect: Effect
    summary: str
    source: str
    certainty: Certainty
    ends_on: date | None = None
    areas: tuple[str, ...] = (EVERYWHERE,)
    max_per_room: int | None = None
    min_distance_cm: int | None = None
    mask: bool = False
    written_above: int | None = None
    ends: tuple[str, ...] = ()
    issued_certainty: Certainty | None = None  # None: as `certainty`
    end_certainty: Certainty | None = None

    @property
    def title(self) -> str:
        """The paper by number and date, or by issuer and date where its number is not known."""
        day = day_said(self.issued_on)
        if not self.is_issue_sure:
            day = f"khoảng {day}"
        return f"{self.number}, {day}" if self.number else f"{self.issuer}, {day}"

    @property
    def basis(self) -> Basis:
        return Basis(f"{self.title} ({self.issuer})" if self.number else self.title)

    @property
    def is_confirmed(self) -> bool:
        return self.certainty is not Certainty.UNCONFIRMED

    @property
    def is_issue_sure(self) -> bool:
        """Whether the day it was issued is known."""
        return (self.issued_certainty or self.certainty) is not Certainty.UNCONFIRMED

    @property
    def is_end_assumed(self) -> bool:
        """Whether the house set its last day, for no paper names one."""
        return self.ends_on is not None and self.end_certainty is Certainty.DEFAULT

    @property
    def binds(self) -> bool:
        """Whether it asks for anything: advice and leave to meet again do not."""
        return self.effect not in {Effect.ADVISED, Effect.RESUMED}

    def holds_in(self, area: str) -> bool:
        return EVERYWHERE in self.areas or area in self.areas

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Numbers the house assumes; each says how sure it is."""

    fever_threshold: str  # degrees Celsius, "37.5"
    fever_certainty: Certainty
    retention_days: int  # how long declarations are kept after day D
    retention_certainty: Certainty
    seat_pitch_cm: int
    row_pitch_cm: int


@cache
def known_measures() -> tuple[Measure, ...]:
    """All of the data, in the order they were issued."""
    found = [_measure(row) for row in _told()["measures"]]
    return tuple(sorted(found, key=lambda measure: (measure.issued_on, measure.starts_on)))


@cache
def parameters() -> Parameters:
    told = _told()["parameters"]
    return Parameters(
        fever_threshold=told["fever_threshold"],
        fever_certainty=Certainty(told["fever_certainty"]),
        retention_days=told["retention_days"],
        retention_certainty=Certainty(told["retention_certainty"]),
        seat_pitch_cm=told["seat_pitch_cm"],
        row_pitch_cm=told["row_pitch_cm"],
    )


@cache
def areas() -> tuple[str, ...]:
    """Provinces and cities, as `Measure.areas` name them."""
    told = tomllib.loads((FOLDER / "areas.toml").read_text(encoding="utf-8"))
    return tuple(told["areas"])


def measures_on(
    day: date, *, area: str, known_on: date, own: Iterable[Measure] = ()
) -> list[Measure]:
    """What holds in ``area`` on ``day``, of what was issued by ``known_on``; the latest first.

    ``own`` are rows of the organization itself. A measure that a later one ends is left out from
    the day that one starts.
    """
    issued = [each for each in (*known_measures(), *own) if each.issued_on <= known_on]
    held = [each for each in issued if each.covers(day) and _holds(each, area, day, issued)]
    return sorted(held, key=lambda each: (each.issued_on, each.starts_on), reverse=True)


def measures_elsewhere(day: date, *, area: str, known_on: date) -> list[Measure]:
    """What other places have ordered for ``day`` and this one has not: to be watched."""
    issued = [each for each in known_measures() if each.issued_on <= known_on]
    return [
        each
        for each in issued
        if each.covers(day)
        and not each.holds_in(area)
        and each.effect is not Effect.RESUMED
        and any(_holds(each, place, day, issued) for place in each.areas)
    ]


def measures_ahead(day: date, *, area: str, known_on: date) -> list[Measure]:
    """What is issued and holds in ``area``, but starts after ``day``."""
    return [
        measure
        for measure in known_measures()
        if measure.issued_on <= known_on and measure.holds_in(area) and measure.starts_on > day
    ]


def _holds(measure: Measure, area: str, day: date, issued: Iterable[Measure]) -> bool:
    """Whether it is for this place and no paper has ended it there; one that did need not last."""
    return measure.holds_in(area) and not any(
        measure.code in each.ends and each.starts_on <= day and each.holds_in(area)
        for each in issued
    )


def _told() -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / "measures.toml").read_text(encoding="utf-8"))


def _measure(row: Mapping[str, Any]) -> Measure:
    return Measure(
        code=row["code"],
        number=row["number"],
        issuer=row["issuer"],
        issued_on=row["issued_on"],
        starts_on=row["from"],
        ends_on=row.get("to"),
        effect=Effect(row["effect"]),
        summary=row["summary"],
        source=row["source"],
        certainty=Certainty(row["certainty"]),
        areas=tuple(row["areas"]),
        max_per_room=row.get("max_per_room"),
        min_distance_cm=row.get("min_distance_cm"),
        mask=row.get("mask", False),
        written_above=row.get("written_above"),
        ends=tuple(row.get("ends", ())),
        issued_certainty=_certainty(row, "issued_certainty"),
        end_certainty=_certainty(row, "to_certainty"),
    )


def _certainty(row: Mapping[str, Any], name: str) -> Certainty | None:
    return Certainty(row[name]) if name in row else None
