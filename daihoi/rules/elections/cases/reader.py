"""The words of election cases; values of a kind are said as everywhere in this package."""

from enum import StrEnum
from pathlib import Path

from daihoi.rules import cases
from daihoi.rules.cases import Words, words_of
from daihoi.rules.elections.kinds import label


def words() -> Words:
    return words_of(Given.FILE)


def decided(code: str) -> str:
    """A decision in Vietnamese; ``KeyError`` where it has no words."""
    return words().values[code]


class Given(cases.Given):
    """One table of an election case."""

    FILE = Path(__file__).with_name("words.toml")

    def value_said(self, value: StrEnum) -> str:
        return label(value)
