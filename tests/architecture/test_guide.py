"""The guide's pictures are those that the journeys take: none missing, none left over, none heavy."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
PROJECT = Path(__file__).resolve().parents[2]
GUIDE = PROJECT / "docs" / "guide"
HEAVIEST = 150_000  # bytes of one picture
NAMED = re.compile(r"!\[[^\]]+\]\(([a-z-]+)\.png\)")
TAKEN = re.compile(r"\bpicture\(\w+, \"([a-z-]+)\"\)")


def test_pictures_are_those_of_the_journeys() -> None:
    named = NAMED.findall((GUIDE / "README.md").read_text("utf-8"))
    journeys = (PROJECT / "tests" / "journeys").glob("test_*.py")
    taken = [name for path in journeys for name in TAKEN.findall(path.read_text("utf-8"))]
    assert sorted(named) == sorted(set(named))
    assert sorted(named) == sorted(taken)
    assert sorted(named) == sorted(path.stem for path in GUIDE.glob("*.png"))


def test_pictures_are_light() -> None:
    heavy = [path.name for path in GUIDE.glob("*.png") if path.stat().st_size > HEAVIEST]
    assert not heavy


def test_links_within_the_guide_lead_somewhere() -> None:
    text = (GUIDE / "README.md").read_text("utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors
