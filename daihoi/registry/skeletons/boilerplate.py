"""Boilerplate passages (câu mẫu) that come with the house: ``boilerplate.toml`` beside this file.

Organizations take them over and change their copies; nothing of a passage here is a hard truth.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from daihoi.papers.fields import field_key

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class HousePassage:
    """``item`` is the programme item that words of a script belong to; "" for others.

    ``outcomes`` are values of `congresses.models.TargetGroup`: which targets the words answer to (S65).
    """

    key: str
    purpose: str
    title: str
    text: str
    item: str = ""
    outcomes: tuple[str, ...] = ()


@cache
def house_passages() -> Mapping[str, HousePassage]:
    """Every passage of the house by its key, in the order of the file."""
    made = {key: _passage(key, told) for key, told in _told()["passages"].items()}
    return MappingProxyType(made)


@cache
def item_fields() -> Mapping[str, str]:
    """Fields that only an item of a programme can fill, each with an example."""
    return MappingProxyType({field_key(k): v for k, v in _told()["item_fields"].items()})


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _passage(key: str, told: Mapping[str, Any]) -> HousePassage:
    return HousePassage(
        key,
        told["purpose"],
        told["title"],
        told["text"].strip(),
        told.get("item", ""),
        tuple(told.get("outcomes", ())),
    )
