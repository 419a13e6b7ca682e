"""How a family of organizations writes the texts of the house: its phrases, then its words.

``families.toml`` beside this file holds whole phrases that single words cannot mend; the words are
those of `rules.families`. A field keeps its name: that is how data finds it.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from daihoi.rules.families import Family

FILE = Path(__file__).with_suffix(".toml")
_FIELD = re.compile(r"(\{\{[^{}]*\}\})")


def written_by(family: Family, text: str) -> str:
    """A template or passage of the house as the family's offices write it."""
    for old, new in phrases_of(family.code).items():
        text = text.replace(old, new)
    if not family.words:
        return text
    return "".join(
        part if part.startswith("{{") else family.says(part) for part in _FIELD.split(text)
    )


@cache
def phrases_of(family: str) -> Mapping[str, str]:
    """Phrases of the house and what a family writes instead, the longest first."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8")).get(family, {})
    return MappingProxyType(dict(sorted(told.items(), key=lambda each: -len(each[0]))))
