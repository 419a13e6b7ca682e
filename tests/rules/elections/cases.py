"""The cases of elections, as the files in ``tests/cases/rules/elections`` hold them."""

from pathlib import Path

import yaml

FOLDER = Path(__file__).parents[2] / "cases" / "rules" / "elections"
FILES = ("roll", "papers", "outcome", "slates", "texts")
CASES = [
    case
    for name in FILES
    for case in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
]
