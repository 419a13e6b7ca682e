"""QR codes as pictures that a page carries in itself."""

import base64
from io import BytesIO

import segno
from django import template

register = template.Library()


def qr_svg(text: str) -> str:
    """A QR code that survives a fold in the paper (level M), with the margin readers need."""
    picture = BytesIO()
    segno.make_qr(text, error="m").save(picture, kind="svg", border=4, xmldecl=False)
    return picture.getvalue().decode()


@register.filter
def qr(text: str) -> str:
    """For the ``src`` of an image."""
    return f"data:image/svg+xml;base64,{base64.b64encode(qr_svg(text).encode()).decode()}"
