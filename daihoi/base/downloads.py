"""Handing out a file that is made, or kept, by the house."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(content: bytes, file_name: str, content_type: str) -> HttpResponse:
    """An answer that a browser saves under ``file_name``, never shows."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, file_name) or ""  # noqa: FBT003 - Django's signature
    return response


def shown(content: bytes, file_name: str, content_type: str) -> HttpResponse:
    """An answer that a browser shows where it can, saved under ``file_name``: PDF, never HTML."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(False, file_name) or ""  # noqa: FBT003 - Django's signature
    return response
