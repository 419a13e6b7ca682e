"""Where the type comes from.

Everyday letters are small subsets in `static/ui/fonts`; letters outside them (Greek, Cyrillic …)
are fetched from the whole family, only by pages that hold any.
"""

from pathlib import Path

import fontpkg_noto_serif

FONT_FOLDERS: list[tuple[str, Path]] = [
    ("fonts/noto-serif", Path(fontpkg_noto_serif.ROOT) / "files"),
]
