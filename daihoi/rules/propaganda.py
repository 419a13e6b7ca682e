"""Channels that propaganda goes through (kênh tuyên truyền): suggestions, never a closed list."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from daihoi.rules.certainty import Certainty


@dataclass(frozen=True, slots=True)
class Channels:
    names: tuple[str, ...]
    source: str
    certainty: Certainty


@cache
def channels() -> Channels:
    """Those offered when a plan is written."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return Channels(tuple(told["channels"]), told["source"], Certainty(told["certainty"]))
