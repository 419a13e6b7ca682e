"""What a new congress is offered to begin with, as data beside this file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from daihoi.rules.families import GENERAL

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class DefaultSubcommittee:
    """A subcommittee most congresses set up; ``purpose`` lets documents and milestones find it."""

    purpose: str
    name: str
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Defaults:
    subcommittees: tuple[DefaultSubcommittee, ...]
    goals: tuple[str, ...]


@cache
def defaults_of(family: str) -> Defaults:
    """Subcommittees and goals of a family of `rules.editions`; the general ones where it has none."""
    families = tomllib.loads(FILE.read_text(encoding="utf-8"))
    told = families.get(family, families[GENERAL])
    bodies = tuple(
        DefaultSubcommittee(body["purpose"], body["name"], tuple(body["duties"]))
        for body in told["subcommittees"]
    )
    return Defaults(bodies, tuple(told["goals"]))
