"""Shapes of the stage's drawing: flags, star, hammer and sickle, bust, portraits, table, flowers.

Everything is SVG text with attributes alone: the pages' policy refuses styles.
"""

from math import cos, pi, sin

from django.utils.html import escape

RED, GOLD, INK = "#c8171d", "#ffd400", "#3a2f26"
STONE, STONE_DARK = "#e9e3d8", "#b9ae9d"
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
    """A plain head and shoulders on a pedestal: a figure, not a likeness."""
    s = height / 200
    head = (
        f"M {x:g} {top:g} c {15 * s:g} 0 {23 * s:g} {12 * s:g} {22 * s:g} {28 * s:g}"
        f" c {-1 * s:g} {13 * s:g} {-6 * s:g} {21 * s:g} {-10 * s:g} {25 * s:g}"
        f" l 0 {11 * s:g} c {14 * s:g} {5 * s:g} {34 * s:g} {8 * s:g} {40 * s:g} {30 * s:g}"
        f" l {2 * s:g} {14 * s:g} l {-108 * s:g} 0 l {2 * s:g} {-14 * s:g}"
        f" c {6 * s:g} {-22 * s:g} {26 * s:g} {-25 * s:g} {40 * s:g} {-30 * s:g} l 0 {-11 * s:g}"
        f" c {-4 * s:g} {-4 * s:g} {-9 * s:g} {-12 * s:g} {-10 * s:g} {-25 * s:g}"
        f" c {-1 * s:g} {-16 * s:g} {7 * s:g} {-28 * s:g} {22 * s:g} {-28 * s:g} Z"
    )
    base = top + 108 * s
    return (
        f'<path d="{head}" fill="{STONE}" stroke="{STONE_DARK}" stroke-width="1.2"/>'
        + _box(x - 42 * s, base, 84 * s, 10 * s, WOOD_DARK)
        + _box(x - 36 * s, base + 10 * s, 72 * s, 74 * s, WOOD)
        + _box(x - 44 * s, base + 84 * s, 88 * s, 9 * s, WOOD_DARK)
    )


def portrait(x: float, y: float, width: float, height: float) -> str:
    """A frame with a plain figure: which portrait hangs there, its label says."""
    r, middle = width * 0.19, y + height * 0.39
    neck, foot = middle + r * 1.1, y + height - 6
    shoulders = (
        f"M {x - width * 0.4:g} {foot:g} C {x - width * 0.4:g} {neck + 22:g}"
        f" {x - width * 0.16:g} {neck + 16:g} {x - r * 0.5:g} {neck + 9:g} L {x - r * 0.5:g} {neck - 6:g}"
        f" L {x + r * 0.5:g} {neck - 6:g} L {x + r * 0.5:g} {neck + 9:g}"
        f" C {x + width * 0.16:g} {neck + 16:g} {x + width * 0.4:g} {neck + 22:g}"
        f" {x + width * 0.4:g} {foot:g} Z"
    )
    return (
        _box(x - width / 2, y, width, height, "#fffdf8", stroke=WOOD, line=5)
        + _box(x - width / 2 + 7, y + 7, width - 14, height - 14, "none", stroke=STONE, line=1)
        + f'<path d="{shoulders}" fill="{STONE_DARK}"/>'
        + f'<ellipse cx="{x:g}" cy="{middle:g}" rx="{r:g}" ry="{r * 1.3:g}" fill="{STONE_DARK}"/>'
    )


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
