"""Shapes of the stage's drawing: flags, star, hammer and sickle, bust, portraits, table, flowers.

Everything is SVG text with attributes alone: the pages' policy refuses styles.
"""

import re
from math import cos, pi, sin

from django.utils.html import escape

RED, GOLD, INK = "#c8171d", "#ffd400", "#3a2f26"
STONE, STONE_DARK = "#e9e3d8", "#b9ae9d"
PLASTER, STONE_SHADE, STONE_LINE = "#f6f2ea", "#d3cabb", "#8d8272"
SKIN, SKIN_SHADE, COAT = "#f0e3d0", "#dcc9b0", "#4a423b"
HAIR_GREY, BEARD_GREY, HAIR_DARK, HAIR_BROWN = "#9b948a", "#b9b3a9", "#5b534b", "#6b5242"
WOOD, WOOD_DARK = "#a9794a", "#7d5530"
FACES = "Noto Serif, Liberation Serif, Times New Roman, serif"

# In a square of 100, the centre at 0,0: drawn by hand after the sign as it stands on the flag.
_SICKLE = (
    "M -14.5 -36.5 C 9 -34.5 27.5 -18.5 28.5 2.5 C 29.3 19 17.5 30.5 2.5 30.5"
    " C -7.5 30.5 -15 27 -20.5 21.5 L -33.5 34.5 C -36 37 -40.5 32.5 -38 30 L -25 17"
    " L -19.5 11.5 C -14 17 -6.5 20 1.5 19 C 12.5 17.5 19.5 10 19 -1 C 18.3 -16.5 5 -29.5 -14.5 -36.5 Z"
)
_HAMMER_HEAD = "M -33.5 -13.5 L -13 -34 L -1.5 -22.5 L -8 -16 L -12.5 -20.5 L -26 -6 Z"
_HAMMER_HANDLE = "M -14.6 -16.4 L -8.4 -22.6 L 38 23.8 C 40 25.8 33.8 32 31.8 30 Z"


def text(  # where, what and how large, as SVG has them
    x: float,
    y: float,
    words: str,
    size: float,
    *,
    fill: str = INK,
    bold: bool = False,
    anchor: str = "middle",
) -> str:
    """One line of text whose baseline is at ``y``."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" text-anchor="{anchor}"'
        f' fill="{fill}"{weight}>{escape(words)}</text>'
    )


def fitted(words: str, width: float, largest: float) -> float:
    """The font size at which a line of capitals fits ``width``; a letter takes about 0.66 of it."""
    share = 0.7 if words.isupper() else 0.56
    return min(largest, width / max(1, len(words)) / share)


def wrapped(words: str, letters: int) -> list[str]:
    """Lines of at most so many letters, broken between words."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def phrases(words: str, letters: int) -> list[str]:
    """Lines that end at commas where they can, each phrase in lines of about the same length."""
    lines = []
    for phrase in re.findall(r"[^,;:.!]+[,;:.!]*", words):
        fewest = len(wrapped(phrase, letters))
        narrow = next(n for n in range(1, letters + 1) if len(wrapped(phrase, n)) <= fewest)
        lines += wrapped(phrase, narrow)
    return lines


def star(x: float, y: float, radius: float) -> str:
    """A five-pointed star, one point up; its inner corners lie where the five lines cross."""
    inner = radius * sin(pi / 10) / sin(3 * pi / 10)
    points = []
    for corner in range(10):
        r = inner if corner % 2 else radius
        angle = -pi / 2 + corner * pi / 5
        points.append(f"{x + r * cos(angle):.2f},{y + r * sin(angle):.2f}")
    return f'<polygon points="{" ".join(points)}" fill="{GOLD}"/>'


def national_flag(x: float, y: float, width: float) -> str:
    """Height two thirds of the length, the star's points a fifth of the length from its centre."""
    height = width * 2 / 3
    return _cloth(x, y, width) + star(x + width / 2, y + height / 2, width / 5)


def party_flag(x: float, y: float, width: float) -> str:
    """Height two thirds of the length, hammer and sickle in the middle."""
    height = width * 2 / 3
    scale = height * 0.62 / 76
    sign = f"translate({x + width / 2:g} {y + height / 2:g}) scale({scale:.4f})"
    return (
        _cloth(x, y, width)
        + f'<g transform="{sign}" fill="{GOLD}"><path d="{_SICKLE}"/>'
        + f'<path d="{_HAMMER_HEAD}"/><path d="{_HAMMER_HANDLE}"/></g>'
    )


def emblem(x: float, y: float, radius: float) -> str:
    """A place for the sign of an organization; the house knows none of them."""
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="#fffdf8" stroke="{RED}" stroke-width="3"/>'
        f'<circle cx="{x:g}" cy="{y:g}" r="{radius - 9:g}" fill="none" stroke="{RED}"'
        ' stroke-width="1.4" stroke-dasharray="3 3"/>'
        + text(x, y - 3, "Biểu trưng", radius / 4)
        + text(x, y + radius / 4, "của tổ chức", radius / 4)
    )


def bust(x: float, top: float, height: float) -> str:
    """Head and shoulders in plaster on a pedestal: high forehead, thin goatee, buttoned collar."""
    s = height / 200
    shoulders = "M -15 66 C -16 78 -42 84 -50 106 L -54 122 L 54 122 L 50 106 C 42 84 16 78 15 66 Z"
    figure = (
        _path(shoulders, STONE, STONE_DARK)
        + _path("M -15 66 L 0 92 L 15 66 L 22 76 L 3 98 L -3 98 L -22 76 Z", PLASTER, STONE_DARK)
        + _path("M 0 96 L 0 121", "none", STONE_DARK)
        + _path("M -13 50 L -15 70 L 0 86 L 15 70 L 13 50 Z", STONE_SHADE)
        + _ears(26, 38, 5)
        + _path(
            "M 0 4 C 17 4 26 16 25 34 C 24 50 14 64 0 67 C -14 64 -24 50 -25 34 C -26 16 -17 4 0 4 Z",
            PLASTER,
            STONE_DARK,
        )
        + _path(
            "M -26 37 C -30 15 -20 0 1 0 C 20 0 30 14 26 37 C 24 26 22 20 15 14"
            " C 5 17 -8 17 -15 14 C -22 20 -24 27 -26 37 Z",
            STONE_SHADE,
        )
        + _features(36, 9.5, STONE_LINE)
        + _path("M -9 52 C -5 48.6 5 48.6 9 52 C 4 51.4 -4 51.4 -9 52 Z", STONE_LINE)
        + _path("M -4 59 C -3 70 -2 79 0 86 C 2 79 3 70 4 59 C 2 61 -2 61 -4 59 Z", STONE_LINE)
    )
    base = top + 121 * s
    return (
        f'<g transform="translate({x:g} {top:g}) scale({s:.4f})">{figure}</g>'
        + _box(x - 42 * s, base, 84 * s, 9 * s, WOOD_DARK)
        + _box(x - 36 * s, base + 9 * s, 72 * s, 62 * s, WOOD)
        + _box(x - 42 * s, base + 71 * s, 84 * s, 8 * s, WOOD_DARK)
    )


def portrait(x: float, y: float, width: float, height: float, figure: str) -> str:
    """A frame with a head and shoulders in it; ``figure`` is drawn in 100 by 130."""
    scale = min((width - 14) / 100, (height - 14) / 130)
    left, top = x - 50 * scale, y + height - 7 - 130 * scale
    return (
        _box(x - width / 2, y, width, height, "#fffdf8", stroke=WOOD, line=5)
        + f'<g transform="translate({left:.2f} {top:.2f}) scale({scale:.4f})">{figure}</g>'
        + _box(x - width / 2 + 7, y + 7, width - 14, height - 14, "none", stroke=STONE, line=1)
    )


def marx() -> str:
    """Full beard, a mane of hair, dark coat."""
    return (
        _path("M 2 130 C 4 106 22 96 38 90 L 62 90 C 78 96 96 106 98 130 Z", COAT)
        + _path(
            "M 50 7 C 76 5 90 24 87 46 C 86 58 82 64 77 68 L 23 68 C 18 64 14 58 13 46"
            " C 10 24 24 5 50 7 Z",
            HAIR_GREY,
        )
        + _path(
            "M 50 18 C 66 18 72 31 71 46 C 70 62 61 72 50 73 C 39 72 30 62 29 46 C 28 31 34 18 50 18 Z",
            SKIN,
        )
        + _features(46, 9.5, INK, middle=50)
        + _path(
            "M 26 46 C 30 56 32 58 38 60 C 44 57 56 57 62 60 C 68 58 70 56 74 46"
            " C 82 62 84 84 74 98 C 66 110 56 114 50 115 C 44 114 34 110 26 98 C 16 84 18 62 26 46 Z",
            BEARD_GREY,
        )
        + _path(
            "M 31 64 C 38 55 46 57 50 60 C 54 57 62 55 69 64 C 61 67 55 67 50 64 C 45 67 39 67 31 64 Z",
            HAIR_DARK,
        )
        + _path("M 36 78 Q 38 92 44 102 M 50 74 L 50 107 M 64 78 Q 62 92 56 102", "none", HAIR_GREY)
    )


def lenin() -> str:
    """Bald crown, moustache and goatee, collar and tie."""
    return (
        _path("M 2 130 C 4 108 20 99 36 93 L 64 93 C 80 99 96 108 98 130 Z", COAT)
        + _path("M 35 92 L 50 122 L 65 92 L 50 100 Z", "#ffffff")
        + _path("M 46 102 L 54 102 L 53 108 L 56 130 L 44 130 L 47 108 Z", HAIR_DARK)
        + _path("M 39 76 L 37 94 L 50 104 L 63 94 L 61 76 Z", SKIN_SHADE)
        + f'<g transform="translate(50 0)">{_ears(26, 55, 5, SKIN_SHADE)}</g>'
        + _path(
            "M 50 12 C 70 12 77 29 75 50 C 74 72 62 86 50 88 C 38 86 26 72 25 50 C 23 29 30 12 50 12 Z",
            SKIN,
        )
        + _path("M 25 53 C 21 44 22 34 28 28 C 27 37 28 44 29 54 Z", HAIR_BROWN)
        + _path("M 75 53 C 79 44 78 34 72 28 C 73 37 72 44 71 54 Z", HAIR_BROWN)
        + _features(52, 10, INK, middle=50)
        + _path(
            "M 37 71 C 42 66 47 66 50 68 C 53 66 58 66 63 71 C 57 72 53 72 50 71 C 47 72 43 72 37 71 Z",
            HAIR_BROWN,
        )
        + _path("M 41 78 C 44 76 56 76 59 78 C 59 88 55 96 50 99 C 45 96 41 88 41 78 Z", HAIR_BROWN)
    )


def _features(eyes: float, apart: float, ink: str, middle: float = 0) -> str:
    """Brows, eyes and nose in a few strokes."""
    m = middle
    brows = "".join(
        f"M {m + side * (apart + 6):g} {eyes - 4:g} Q {m + side * apart:g} {eyes - 8:g}"
        f" {m + side * (apart - 6):g} {eyes - 5:g} "
        f"M {m + side * (apart + 4):g} {eyes:g} Q {m + side * apart:g} {eyes - 3.6:g}"
        f" {m + side * (apart - 4):g} {eyes:g} "
        for side in (-1, 1)
    )
    nose = f"M {m - 1:g} {eyes + 2:g} L {m - 3.5:g} {eyes + 11:g} Q {m:g} {eyes + 13.5:g} {m + 3.5:g} {eyes + 11:g}"
    pupils = "".join(
        f'<circle cx="{m + side * apart:g}" cy="{eyes - 0.4:g}" r="1.5" fill="{ink}"/>'
        for side in (-1, 1)
    )
    return (
        f'<path d="{brows}{nose}" fill="none" stroke="{ink}" stroke-width="1.4"'
        f' stroke-linecap="round" stroke-opacity="0.75"/>{pupils}'
    )


def _ears(out: float, y: float, radius: float, fill: str = "#ded6c8") -> str:
    return "".join(
        f'<ellipse cx="{side * out:g}" cy="{y:g}" rx="{radius * 0.75:g}" ry="{radius * 1.5:g}" fill="{fill}"/>'
        for side in (-1, 1)
    )


def _path(d: str, fill: str, stroke: str = "") -> str:
    edge = f' stroke="{stroke}" stroke-width="1.2"' if stroke else ""
    return f'<path d="{d}" fill="{fill}"{edge}/>'


def table(x: float, y: float, width: float, height: float, places: int) -> str:
    """The presidium's table with its cloth, plates and chairs behind it."""
    seats = []
    for number in range(places):
        middle = x + width * (number + 0.5) / places
        seats.append(_box(middle - 19, y - 34, 38, 44, WOOD, round_by=8))
        seats.append(_box(middle - 25, y - 9, 50, 15, "#ffffff", stroke=STONE_DARK, line=1))
    cloth = (
        f'<path d="M {x - 8:g} {y + 6:g} L {x + width + 8:g} {y + 6:g} L {x + width:g} {y + height:g}'
        f' L {x:g} {y + height:g} Z" fill="#8f1d20"/>'
        f'<rect x="{x - 8:g}" y="{y + 4:g}" width="{width + 16:g}" height="7" fill="{WOOD_DARK}"/>'
    )
    return "".join(seats[::2]) + cloth + "".join(seats[1::2])


def lectern(x: float, y: float, height: float) -> str:
    """Dashed: no source says where it stands."""
    w = height * 0.52
    return (
        f'<path d="M {x - w / 2:g} {y:g} L {x + w / 2:g} {y:g} L {x + w * 0.38:g} {y + height:g}'
        f' L {x - w * 0.38:g} {y + height:g} Z" fill="#f3e7d6" stroke="{WOOD_DARK}"'
        ' stroke-width="2" stroke-dasharray="6 4"/>'
        f'<path d="M {x - w * 0.62:g} {y:g} L {x + w * 0.62:g} {y:g} L {x + w * 0.54:g} {y - 12:g}'
        f' L {x - w * 0.54:g} {y - 12:g} Z" fill="{WOOD}"/>'
        f'<path d="M {x:g} {y - 12:g} q 2 -16 14 -20" fill="none" stroke="{INK}" stroke-width="2"/>'
        f'<circle cx="{x + 15:g}" cy="{y - 33:g}" r="4" fill="{INK}"/>'
    )


def flowers(x: float, y: float, width: float) -> str:
    """A low arrangement; ``y`` is where it stands."""
    colours = ("#e2574c", "#f2b632", "#fff4e0", "#e88aa0", "#f2b632", "#e2574c", "#fff4e0")
    blooms = "".join(
        f'<circle cx="{x - width / 2 + width * (n + 0.5) / len(colours):.1f}"'
        f' cy="{y - 15 - (7 if n % 2 else 0) - 3 * (3 - abs(3 - n)):g}" r="{width / 15:.1f}" fill="{c}"/>'
        for n, c in enumerate(colours)
    )
    leaves = (
        f'<path d="M {x - width / 2:g} {y:g} q {width * 0.05:g} -26 {width / 2:g} -30'
        f' q {width * 0.45:g} 4 {width / 2:g} 30 Z" fill="#5f8f5d"/>'
    )
    return leaves + blooms


def plants(x: float, y: float, width: float, count: int) -> str:
    """A row of plants at the foot of the backdrop."""
    each = width / count
    drawn = []
    for number in range(count):
        middle = x + each * (number + 0.5)
        drawn.append(
            f'<path d="M {middle:g} {y:g} q -15 -12 -12 -27 q 9 5 12 16 q -1 -19 0 -29'
            f' q 2 10 1 29 q 3 -11 12 -16 q 2 15 -13 27 Z" fill="#6d9a63"/>'
        )
        drawn.append(_box(middle - 8, y - 4, 16, 10, "#b98a63"))
    return "".join(drawn)


def _cloth(x: float, y: float, width: float) -> str:
    return _box(x, y, width, width * 2 / 3, RED, stroke="#a31015", line=1)


def _box(  # x, y, width and height, as SVG has them
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str,
    *,
    stroke: str = "",
    line: float = 0,
    round_by: float = 0,
) -> str:
    edge = f' stroke="{stroke}" stroke-width="{line:g}"' if stroke else ""
    corner = f' rx="{round_by:g}"' if round_by else ""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{corner}'
        f' fill="{fill}"{edge}/>'
    )


box = _box
