"""What comes with the house, from the file beside this one: items, minutes, limits, each with its source."""

import tomllib
from dataclasses import dataclass, replace
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

from daihoi.rules.certainty import Certainty
from daihoi.rules.families import PARTY
from daihoi.rules.findings import Basis
from daihoi.rules.programme.items import Block, Does, Item, Session

FILE = Path(__file__).parent / "default.toml"


@dataclass(frozen=True, slots=True)
class Default:
    """A default programme; order and minutes are not equally sure."""

    items: tuple[Item, ...]
    starts_at: time
    ends_at: time
    basis: Basis
    order_certainty: Certainty
    minutes_certainty: Certainty


@dataclass(frozen=True, slots=True)
class Epidemic:
    """How a programme is cut short in an epidemic (P62); ``minutes`` and ``notes`` by item code."""

    minutes: dict[str, int]  # 0: the item is left out
    notes: dict[str, str]
    speeches: int
    basis: Basis
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class SpeechMeasure:
    """How words are held against minutes."""

    words_per_minute: int
    certainty: Certainty
    minutes: int
    least: int
    most: int


@cache
def default_programme(family: str = PARTY) -> Default:
    """For an organization of a family of `rules.families`, in the words of the house."""
    told = _told()
    return Default(
        tuple(_item(each, family) for each in told["items"]),
        told["starts_at"],
        told["ends_at"],
        Basis(told["source"], told["order_source"]),
        Certainty(told["order_certainty"]),
        Certainty(told["minutes_certainty"]),
    )


@cache
def default_item(code: str) -> Item | None:
    """The item of a code of section 8; None for one that people added."""
    return next((item for item in default_programme().items if item.code == code), None)


@cache
def epidemic() -> Epidemic:
    told = _told()
    cut = told["epidemic"]
    return Epidemic(
        {each["code"]: each["short"] for each in told["items"]},
        {each["code"]: cut[each["short_note"]] for each in told["items"] if "short_note" in each},
        cut["speeches"],
        Basis(cut["source"], cut["article"]),
        Certainty(cut["certainty"]),
    )


@cache
def on_the_day() -> frozenset[str]:
    """Codes of papers that are made, or settled, only while the congress sits."""
    return frozenset(_told()["on_the_day"])


@cache
def minutes_limits() -> tuple[int, int]:
    """The shortest and the longest item, in minutes."""
    limits = _told()["limits"]
    return limits["least_minutes"], limits["most_minutes"]


@cache
def speech_measure() -> SpeechMeasure:
    told = _told()["speeches"]
    return SpeechMeasure(
        told["words_per_minute"],
        Certainty(told["certainty"]),
        told["minutes"],
        told["least_minutes"],
        told["most_minutes"],
    )


def shortened(item: Item) -> Item | None:
    """An item in an epidemic: never longer than it was; None if it is left out (P62)."""
    cut = epidemic()
    if item.code not in cut.minutes:
        return item
    minutes = cut.minutes[item.code]
    if not minutes:
        return None
    said = cut.notes.get(item.code, "")
    note = item.note if said in item.note else " ".join(filter(None, (item.note, said)))
    return replace(item, minutes=min(item.minutes, minutes), note=note)


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _item(told: dict[str, Any], family: str) -> Item:
    return Item(
        key=told["code"],
        code=told["code"],
        title=told["title"] if family == PARTY else told.get("elsewhere", told["title"]),
        session=Session(told["session"]),
        minutes=told["minutes"],
        introduced=told.get("introduced", ""),
        performed=told.get("performed", ""),
        uses=tuple(f"kind:{code}" for code in told.get("uses", ())),
        votes=told.get("votes", ""),
        does=frozenset(Does(each) for each in told.get("does", ())),
        block=Block(told["block"]) if "block" in told else None,
    )
