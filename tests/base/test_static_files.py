"""Static files are whole answers, also for the ASGI door."""

import asyncio
import warnings
from pathlib import Path

from django.conf import LazySettings
from django.test import AsyncClient


def test_a_static_file_comes_whole_and_without_a_warning(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_AUTOREFRESH = True
    (tmp_path / "a.css").write_text("p { color: red }", encoding="utf-8")

    async def ask() -> tuple[int, bytes, str]:
        response = await AsyncClient().get("/static/a.css")
        return response.status_code, response.content, response["content-type"]

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        answer = asyncio.run(ask())
    assert answer == (200, b"p { color: red }", 'text/css; charset="utf-8"')
