"""Which of the fonts present a paper is set in: never one that lacks a letter of it."""

import struct
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import fontpkg_noto_serif
import typst

# After those that the profile wants: the same measures, then the one that comes with the house.
SUBSTITUTES = ("Liberation Serif", "Noto Serif")
PACKAGED = Path(fontpkg_noto_serif.ROOT) / "files"

# Every letter with Vietnamese marks, and what stands in official papers beside them.
VIETNAMESE = frozenset(map(ord, "ĂÂĐÊÔƠƯăâđêôơưÀÁÃÈÉÌÍÒÓÕÙÚÝàáãèéìíòóõùúýĨŨĩũ–—“”‘’…")) | frozenset(
    range(0x1EA0, 0x1EFA)
)
# Letters that are never drawn: joiners, marks of direction, soft hyphens.
_UNDRAWN = {"Cf", "Cc"}


class Unprintable(ValueError):
    """No font present has a letter. ``message`` is Vietnamese and says what to do."""

    def __init__(self, letter: str) -> None:
        self.letter = letter
        name = unicodedata.name(letter, "không có tên")
        self.message = (
            f"Không có phông chữ nào trên máy chủ in được ký tự “{letter}” "
            f"(U+{ord(letter):04X}, {name}). Đồng chí thay ký tự này bằng chữ thường dùng, "
            "hoặc nhờ người quản trị cài thêm phông chữ có ký tự đó."
        )
        super().__init__(self.message)


class Typefaces(NamedTuple):
    """Families in the order they are asked for each letter, and where they lie."""

    families: tuple[str, ...]
    fonts: typst.Fonts


class _Family(NamedTuple):
    name: str
    folder: str
    letters: frozenset[int]  # code points that each of its faces has


def typefaces(text: str, *, wanted: Sequence[str]) -> Typefaces:
    """The best fonts for ``text``: one family, with others for letters that it lacks.

    ``wanted``: families that the profile names. Raises `Unprintable`.
    """
    main = _main(tuple(wanted))
    missing = _drawn(text) - main.letters
    chosen = [main]
    while missing:
        helping = next((each for each in _helpers() if each.letters & missing), None)
        if helping is None:
            raise Unprintable(chr(min(missing)))
        chosen.append(helping)
        missing -= helping.letters
    families = tuple(dict.fromkeys(each.name for each in chosen))
    return Typefaces(families, _loaded(tuple(dict.fromkeys(each.folder for each in chosen))))


def _drawn(text: str) -> set[int]:
    return {ord(letter) for letter in set(text) if unicodedata.category(letter) not in _UNDRAWN}


@cache
def _main(wanted: tuple[str, ...]) -> _Family:
    """The first family that has every Vietnamese letter in all of its faces."""
    for name in (*wanted, *SUBSTITUTES):
        for family in _families(name):
            if family.letters >= VIETNAMESE:
                return family
    raise FileNotFoundError(f"no font in {PACKAGED}")


@cache
def _helpers() -> tuple[_Family, ...]:
    """All families, type with serifs first; only asked for when a paper holds rare letters."""
    names = sorted(_places(), key=lambda name: (name not in SUBSTITUTES, "Serif" not in name, name))
    return tuple(family for name in names for family in _families(name))


@cache
def _families(name: str) -> tuple[_Family, ...]:
    """The family as each folder holds it; old and new editions may lie side by side."""
    return tuple(
        _Family(name, folder, frozenset.intersection(*map(_letters_of, files)))
        for folder, files in sorted(_places().get(name, {}).items())
    )


@cache
def _places() -> dict[str, dict[str, list[tuple[str, int]]]]:
    """Family -> folder -> files with the number of the face in them, the packaged one too."""
    present = typst.Fonts(
        include_system_fonts=True, include_embedded_fonts=False, font_paths=[str(PACKAGED)]
    )
    found: dict[str, dict[str, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
    for face in present.fonts():
        if face.path:
            found[face.family][str(Path(face.path).parent)].append((face.path, face.index))
    return found


@cache
def _loaded(folders: tuple[str, ...]) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )


# What letters a font file has: its table "cmap" (OpenType specification, chapter cmap).


@cache
def _letters_of(place: tuple[str, int]) -> frozenset[int]:
    """Code points of one face; none for a file that cannot be read."""
    path, index = place
    try:
        data = Path(path).read_bytes()
        return frozenset(letter for table in _maps(data, index) for letter in _mapped(data, table))
    except (OSError, struct.error, KeyError):
        return frozenset()


def _maps(data: bytes, index: int) -> Iterator[int]:
    """Where the Unicode maps of a face begin."""
    start = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
    (tables,) = struct.unpack_from(">H", data, start + 4)
    records = (struct.unpack_from(">4sIII", data, start + 12 + 16 * n) for n in range(tables))
    cmap = {tag: offset for tag, _, offset, _ in records}[b"cmap"]
    (maps,) = struct.unpack_from(">H", data, cmap + 2)
    for number in range(maps):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * number)
        if platform == 0 or (platform == 3 and encoding in {1, 10}):
            yield cmap + offset


def _mapped(data: bytes, table: int) -> Iterable[int]:
    """Code points of a map in format 4 (basic plane) or 12 (all planes)."""
    (kind,) = struct.unpack_from(">H", data, table)
    if kind == 4:
        count = struct.unpack_from(">H", data, table + 6)[0] // 2
        ends = struct.unpack_from(f">{count}H", data, table + 14)
        starts = struct.unpack_from(f">{count}H", data, table + 16 + 2 * count)
        spans = list(zip(starts, ends, strict=True))
    elif kind == 12:
        (count,) = struct.unpack_from(">I", data, table + 12)
        groups = (struct.unpack_from(">III", data, table + 16 + 12 * n) for n in range(count))
        spans = [(start, end) for start, end, _ in groups]
    else:
        return ()
    return (letter for start, end in spans for letter in range(start, min(end, 0x10FFFF) + 1))
