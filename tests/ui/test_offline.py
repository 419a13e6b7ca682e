"""A hall has no internet: pages load nothing from outside."""

import re
from pathlib import Path

import pytest
from django.conf import settings

HOUSE = settings.ROOT / "daihoi"
LOADS = re.compile(
    r"""(?:src|srcset|poster|action|data)\s*=\s*["'](?:https?:)?//"""
    r"""|<link\b[^>]*href\s*=\s*["'](?:https?:)?//"""
    r"""|@import\s+(?:url\()?["']?(?:https?:)?//"""
    r"""|url\(\s*["']?(?:https?:)?//"""
    r"""|(?:fetch|EventSource|importScripts|import)\(?\s*["'`](?:https?:)?//""",
    re.IGNORECASE,
)
FILES = sorted(
    path
    for kind in ("templates/**/*.html", "static/**/*.css", "static/**/*.js", "static/**/*.svg")
    for path in HOUSE.glob(f"*/{kind}")
)


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/x.js">',
        '<link rel="stylesheet" href="//fonts.example/a.css">',
        '@import "https://fonts.example/a.css";',
        "background: url(https://example/x.png)",
        'fetch("https://example/")',
    ],
)
def test_the_pattern_finds_what_it_looks_for(text: str) -> None:
    assert LOADS.search(text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_nothing_is_loaded_from_outside(path: Path) -> None:
    found = LOADS.search(path.read_text(encoding="utf-8"))
    assert found is None, found


def test_the_browser_is_told_so_too() -> None:
    told = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert all(
        source in {"'self'", "'none'", "data:"} for sources in told.values() for source in sources
    )
