"""Compiles the message catalogues without system gettext: `python -m daihoi.config.messages`.

Vietnamese is the source, so it has no catalogue of our own texts; a dialect of it (`rules.families`)
has one that is made here, of every text its words change.
"""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import to_locale

from daihoi.rules.families import FILE as FAMILIES
from daihoi.rules.families import Family, families

FOLDER = Path(__file__).resolve().parents[1] / "locale"
ENGLISH = Path("en", "LC_MESSAGES", "django.po")  # it lists every text of the house


def compile_all(folder: Path = FOLDER) -> list[Path]:
    """Write a .mo beside each .po that is newer, and those of the dialects; answers those written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if _is_newer(target, source):
            continue
        _write(_read(source), target)
        written.append(target)
    return [*written, *_dialects(folder)]


def _dialects(folder: Path) -> Iterator[Path]:
    source = folder / ENGLISH
    if not source.exists():
        return
    for family in families().values():
        target = folder / to_locale(family.dialect) / "LC_MESSAGES" / "django.mo"
        if family.dialect and not _is_newer(target, source, FAMILIES):
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(_said_by(family, _read(source)), target)
            yield target


def _said_by(family: Family, texts: Catalog) -> Catalog:
    """Those of the texts that sound otherwise in the family's words."""
    said = Catalog(
        locale="en"
    )  # for its plural forms: one, and more than one, as texts are written
    for message in texts:
        if isinstance(message.id, str):
            words: str | tuple[str, ...] = family.says(message.id)
        else:
            words = tuple(family.says(each) for each in message.id)
        if message.id and words != message.id:
            said.add(message.id, words, context=message.context)
    return said


def _is_newer(target: Path, *sources: Path) -> bool:
    newest = max(source.stat().st_mtime for source in sources)
    return target.exists() and target.stat().st_mtime >= newest


def _read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file)


def _write(catalogue: Catalog, target: Path) -> None:
    with target.open("wb") as file:
        write_mo(file, catalogue)


if __name__ == "__main__":
    compile_all()
