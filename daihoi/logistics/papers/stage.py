"""The stage as a drawing (SVG) and as a sheet (PDF): the rule set says what stands where.

Every part is a group with its code and its middle (``data-part``, ``data-x``), in the order of the
rule set: what stands left of what can be read from the drawing itself.
"""

from dataclasses import dataclass
from functools import cache

import fontpkg_noto_serif
import typst

from daihoi.logistics.papers import shapes
from daihoi.rules.certainty import Certainty
from daihoi.rules.stage import Element, Half, Lectern, Part, StageRules

WIDTH, HEIGHT = 1200, 720
BACK_LEFT, BACK_TOP, BACK_WIDTH, BACK_HEIGHT = 150, 96, 900, 404  # the backdrop
FLOOR = 560  # where the stage's floor begins to fall toward the hall
LABEL = 13.5
MUTED = "#6d645a"


@dataclass(frozen=True, slots=True)
class StageWords:
    """What stands on it in words: the organization, its congress by number, the term and more."""

    organization: str
    congress: str  # "ĐẠI HỘI LẦN THỨ III"
    term: str  # "NHIỆM KỲ 2020-2025"
    top_slogan: str
    left_slogan: str
    right_slogan: str
    round_line: str = ""  # "VÒNG 1"
    lectern: Lectern = Lectern.RIGHT
    places: int = 3  # of the presidium


def draw_stage(rules: StageRules, words: StageWords) -> str:
    """The whole drawing, seen from the hall."""
    parts = [_part(rules, element.part, words) for element in rules.elements]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="Sân khấu đại hội nhìn từ hội trường" font-family="{shapes.FACES}">'
        f"<title>Sân khấu đại hội nhìn từ hội trường</title>{_room()}{''.join(parts)}{_captions()}</svg>"
    )


def stage_pdf(rules: StageRules, words: StageWords, heading: str) -> bytes:
    """One A4 sheet lying down: the drawing, and under it where each part's place is written."""
    told = [(label_of(each.part), each.place, basis_words(each)) for each in rules.elements]
    told += [("Kích thước cờ", each.text, str(each.basis)) for each in rules.measures]
    rows = "".join(
        f"[{_typst(str(number))}], [{_typst(part)}], [{_typst(place)}], [{_typst(basis)}],"
        for number, (part, place, basis) in enumerate(told, 1)
    )
    program = (
        "#set document(title: " + _string(heading) + ")"
        "\n#set page(paper: " + _string("a4") + ", flipped: true, margin: 11mm)"
        "\n#set text(font: " + _string("Noto Serif") + ", size: 7.2pt, lang: " + _string("vi") + ")"
        "\n#align(center, text(size: 13pt, weight: " + _string("bold") + ")[" + _typst(heading) + "])"
        "\n#v(-4pt)\n#align(center)[" + _typst(f"{rules.name}. Nhìn từ hội trường lên.") + "]"
        "\n#block(width: 100%, height: 1fr, image(bytes(" + _string(draw_stage(rules, words))
        + "), format: " + _string("svg") + ", width: 100%, height: 100%, fit: " + _string("contain")
        + ", alt: " + _string(heading) + "))"
        "\n#table(columns: (auto, auto, 1fr, 1fr), inset: 2.6pt, stroke: 0.4pt, [TT], [Phần], [Vị trí],"
        f" [Căn cứ], {rows})"
    )  # fmt: skip
    compiler = typst.Compiler(font_paths=_fonts(), ignore_system_fonts=True)
    pdf = compiler.compile(program.encode(), format="pdf")
    assert isinstance(pdf, bytes)  # noqa: S101  # one file, kept in memory: never a list, never None
    return pdf


def label_of(part: Part) -> str:
    """What a part is called beside the drawing."""
    return _LABELS[part]


def basis_words(element: Element) -> str:
    """Where its place is written; a slogan's words may be the house's own all the same."""
    said = str(element.basis)
    return f"{said}; lời khẩu hiệu: mặc định của phần mềm" if element.is_text_default else said


def is_unconfirmed(rules: StageRules, part: Part) -> bool:
    return rules.element(part).certainty is Certainty.UNCONFIRMED


_LABELS = {
    Part.TOP_SLOGAN: "Khẩu hiệu trên cùng",
    Part.PARTY_FLAG: "Cờ Đảng",
    Part.NATIONAL_FLAG: "Cờ Tổ quốc",
    Part.BUST: "Tượng Bác",
    Part.MARX: "Ảnh C.Mác",
    Part.LENIN: "Ảnh V.I.Lênin",
    Part.EMBLEM: "Biểu trưng",
    Part.TITLE: "Tên đại hội",
    Part.LEFT_SLOGAN: "Khẩu hiệu cánh trái",
    Part.RIGHT_SLOGAN: "Khẩu hiệu cánh phải",
    Part.PRESIDIUM: "Bàn đoàn chủ tịch",
    Part.FLOWERS: "Hoa, cây cảnh",
    Part.LECTERN: "Bục phát biểu",
}


def _part(rules: StageRules, part: Part, words: StageWords) -> str:
    x, drawn = _DRAWN[part](rules, words)
    return f'<g data-part="{part.value}" data-x="{x:g}">{drawn}</g>'


def _middle(rules: StageRules, part: Part) -> float:
    """Where flags and portraits hang: shares of their half, in the order of the rule set."""
    half = rules.element(part).half
    hung = [each.part for each in rules.in_half(half) if each.part in _HUNG]
    start, width = _HALVES[half]
    return start + width * (hung.index(part) + 0.5) / len(hung)


_HUNG = {Part.PARTY_FLAG, Part.NATIONAL_FLAG, Part.MARX, Part.LENIN, Part.EMBLEM}
_HALVES = {Half.LEFT: (178.0, 424.0), Half.RIGHT: (650.0, 350.0)}


def _flag(part: Part, rules: StageRules) -> tuple[float, str]:
    x, width = _middle(rules, part), 186
    draw = shapes.party_flag if part is Part.PARTY_FLAG else shapes.national_flag
    top = BACK_TOP + 62
    label = shapes.text(x, top - 11, label_of(part), LABEL, fill=MUTED)
    return x, draw(x - width / 2, top, width) + label


def _portrait(part: Part, rules: StageRules) -> tuple[float, str]:
    x, top = _middle(rules, part), BACK_TOP + 28
    named = shapes.text(x, top + 170, label_of(part).removeprefix("Ảnh "), LABEL, fill=MUTED)
    figure = shapes.marx() if part is Part.MARX else shapes.lenin()
    return x, shapes.portrait(x, top, 116, 150, figure) + named


def _bust(rules: StageRules, _words: StageWords) -> tuple[float, str]:
    flags = [p for p in (Part.PARTY_FLAG, Part.NATIONAL_FLAG) if rules.has(p)]
    x = sum(_middle(rules, part) for part in flags) / len(flags)
    label = shapes.text(
        x + 66, BACK_TOP + 268, label_of(Part.BUST), LABEL, fill=MUTED, anchor="start"
    )
    return x, shapes.bust(x, BACK_TOP + 212, 250) + label


def _emblem(rules: StageRules, _words: StageWords) -> tuple[float, str]:
    x = _middle(rules, Part.EMBLEM)
    return x, shapes.emblem(x, BACK_TOP + 104, 62)


def _title(_rules: StageRules, words: StageWords) -> tuple[float, str]:
    """Organization, congress, term, one under the other; the congress itself is the largest."""
    start, width = _HALVES[Half.RIGHT]
    x, y = start + width / 2, BACK_TOP + 226.0
    told = [(line, 19.0) for line in shapes.wrapped(words.organization, 24)]
    told += [(words.congress, 31.0), (words.term, 21.0)]
    told += [(words.round_line, 18.0)] if words.round_line else []
    lines = []
    for line, largest in told:
        size = shapes.fitted(line, width + 40, largest)
        y += size * 0.8
        lines.append(shapes.text(x, y, line, size, fill=shapes.RED, bold=True))
        y += size * 0.66
    return x, "".join(lines)


def _top_slogan(_rules: StageRules, words: StageWords) -> tuple[float, str]:
    x = WIDTH / 2
    size = shapes.fitted(words.top_slogan, 820, 29)
    band = shapes.box(BACK_LEFT, 26, BACK_WIDTH, 50, "#b3161b", round_by=3)
    return x, band + shapes.text(
        x, 51 + size * 0.35, words.top_slogan, size, fill=shapes.GOLD, bold=True
    )


def _wing(words: str, x: float) -> tuple[float, str]:
    """A slogan broken where its own lines end; one without lines after commas, evenly."""
    lines = words.upper().splitlines()
    if len(lines) < 2:
        lines = shapes.phrases(words.upper(), 13)
    size = min(16.5, 370 / max(1, len(lines)) / 1.5)
    size = min([size, *(shapes.fitted(line, 112, 17) for line in lines)])
    panel = shapes.box(x - 64, BACK_TOP + 4, 128, 396, "#b3161b", round_by=3)
    top = BACK_TOP + 202 - (len(lines) - 1) * size * 0.75 + size * 0.35
    return x, panel + "".join(
        shapes.text(x, top + n * size * 1.5, line, size, fill=shapes.GOLD, bold=True)
        for n, line in enumerate(lines)
    )


def _presidium(_rules: StageRules, words: StageWords) -> tuple[float, str]:
    x, width = WIDTH / 2, 270
    label = shapes.text(x, 606, label_of(Part.PRESIDIUM), LABEL + 1, fill="#ffffff")
    return x, shapes.table(x - width / 2, 570, width, 78, words.places) + label


def _flowers(rules: StageRules, words: StageWords) -> tuple[float, str]:
    x, _drawn = _bust(rules, words)
    foot, right = BACK_TOP + BACK_HEIGHT + 6, BACK_LEFT + BACK_WIDTH - 8
    row = shapes.plants(BACK_LEFT + 8, foot, x - 66 - BACK_LEFT - 8, 5)
    row += shapes.plants(x + 66, foot, right - x - 66, 18)
    return x, row + shapes.flowers(x, 604, 104)


def _lectern(_rules: StageRules, words: StageWords) -> tuple[float, str]:
    x = 262.0 if words.lectern is Lectern.LEFT else 938.0
    said = "chưa có nguồn xác nhận"
    label = shapes.text(x, 660, label_of(Part.LECTERN), LABEL, fill=MUTED)
    return x, shapes.lectern(x, 556, 84) + label + shapes.text(x, 676, said, 11, fill=MUTED)


_DRAWN = {
    Part.TOP_SLOGAN: _top_slogan,
    Part.PARTY_FLAG: lambda rules, _words: _flag(Part.PARTY_FLAG, rules),
    Part.NATIONAL_FLAG: lambda rules, _words: _flag(Part.NATIONAL_FLAG, rules),
    Part.BUST: _bust,
    Part.MARX: lambda rules, _words: _portrait(Part.MARX, rules),
    Part.LENIN: lambda rules, _words: _portrait(Part.LENIN, rules),
    Part.EMBLEM: _emblem,
    Part.TITLE: _title,
    Part.LEFT_SLOGAN: lambda _rules, words: _wing(words.left_slogan, 80),
    Part.RIGHT_SLOGAN: lambda _rules, words: _wing(words.right_slogan, 1120),
    Part.PRESIDIUM: _presidium,
    Part.FLOWERS: _flowers,
    Part.LECTERN: _lectern,
}


def _room() -> str:
    """Wall, backdrop with its folds, floor."""
    folds = "".join(
        f'<rect x="{BACK_LEFT + n * 30:g}" y="{BACK_TOP}" width="15" height="{BACK_HEIGHT}" fill="#f3ead9"/>'
        for n in range(BACK_WIDTH // 30)
    )
    return (
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbf9f5"/>'
        f'<rect x="12" y="12" width="{WIDTH - 24}" height="488" fill="#f4efe6"/>'
        + shapes.box(BACK_LEFT, BACK_TOP, BACK_WIDTH, BACK_HEIGHT, "#f7f0e2")
        + folds
        + shapes.box(BACK_LEFT, BACK_TOP, BACK_WIDTH, BACK_HEIGHT, "none", stroke="#d9c9ab", line=2)
        + '<path d="M 12 500 L 1188 500 L 1188 690 L 12 690 Z" fill="#e6d6bd"/>'
        + '<path d="M 12 690 L 1188 690 L 1188 708 L 12 708 Z" fill="#c9b28e"/>'
    )


def _captions() -> str:
    """Which way one looks: sides are those of the hall."""
    return (
        shapes.text(30, 703, "◀ bên trái", 12, anchor="start")
        + shapes.text(WIDTH / 2, 703, "nhìn từ hội trường lên", 12)
        + shapes.text(WIDTH - 30, 703, "bên phải ▶", 12, anchor="end")
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[f"{fontpkg_noto_serif.ROOT}/files"])


def _string(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _typst(words: str) -> str:
    """Words of people reach typst as string literals alone."""
    return f"#{_string(words)}"
