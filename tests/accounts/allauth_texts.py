"""Every text that allauth can say in English, to look for on pages that should speak Vietnamese."""

import re
from importlib.resources import files

from babel.messages.pofile import read_po


def allauth_texts() -> set[str]:
    """Its texts of more than one word, without placeholders, as its own catalogue lists them."""
    path = files("allauth") / "locale" / "de" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        texts = {str(m.id[0] if isinstance(m.id, tuple) else m.id) for m in read_po(file)}
    pieces = (" ".join(piece.split()) for text in texts for piece in re.split(r"%\S+|%%", text))
    return {piece for piece in pieces if len(piece.split()) > 1 or piece in {"Code", "Sign In"}}


def shown_words(html: str) -> str:
    """What a page shows, and what it says to those who listen."""
    html = re.sub(r"<script.*?</script>", " ", html, flags=re.DOTALL)
    said = re.findall(r'(?:placeholder|alt|title|aria-label)="([^"]*)"', html)
    return " ".join([re.sub(r"<[^>]*>", " ", html), *said])
