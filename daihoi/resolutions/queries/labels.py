"""What the text that lies in a paper would be called if it were taken today."""

from daihoi.base.numbers import whole_number
from daihoi.resolutions.models import Resolution

SOURCE = "resolutions.resolution"


def label_today(source: str) -> str:
    """A paper keeps the name its text had; nothing for a source of another app."""
    name, _colon, number = source.partition(":")
    if name != SOURCE:
        return ""
    found = Resolution.objects.filter(pk=whole_number(number) or 0).first()
    return resolution_label(found) if found and found.is_adopted else ""


def resolution_label(resolution: Resolution) -> str:
    """With the beginning of its digest: an adopted text never changes."""
    return f"{resolution.title[:120]}, bản đã thông qua {resolution.digest[:12]}"
