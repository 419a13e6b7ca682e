"""Where lines in the middle break: between units of sense, as a clerk would break them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, combinations, pairwise

from daihoi.papers.outline import Run, Runs, plain
from daihoi.papers.profiles.profile import Type
from daihoi.papers.profiles.widths import width_pt

# Words that open a unit in names of bodies and subjects of papers: "… | tỉnh Lạng Sơn".
OPENING = frozenset({
    "ban", "bộ", "các", "cấp", "chi", "cho", "cơ", "cục", "của", "dân", "do", "đại", "đảng",
    "để", "đến", "đối", "giai", "hội", "huyện", "khóa", "khoá", "khối", "kết", "kỳ", "lần",
    "năm", "ngày", "nhằm", "nhiệm", "phòng", "phường", "quận", "sở", "tại", "theo", "thành",
    "thi", "thị", "thuộc", "thực", "tiến", "tiểu", "tỉnh", "trên", "trình", "trong", "trực",
    "từ", "và", "về", "việc", "với", "xã",
})  # fmt: skip
# Syllables that belong to the one before them, though others may open with them.
WELDED = frozenset(
    ("nhiệm kỳ", "đại hội", "cán bộ", "chi bộ", "đảng bộ", "thực hiện", "tiểu ban", "thị xã", "trực thuộc",
     "xã hội", "toàn dân", "nhân dân", "cơ cấu")
)  # fmt: skip
# No line ends with these.
JOINING = frozenset({
    "các", "cho", "của", "do", "để", "theo", "thuộc", "tại", "trình", "trong", "trên", "từ",
    "và", "về", "với",
})  # fmt: skip
MOST_LINES = 4
MOST_WORDS = 40  # a longer subject is a paragraph
AGAINST_SENSE = 1.0  # what a break within a unit costs; the unevenness of lines costs 0-1


def broken(runs: Runs, type_: Type, room_pt: float) -> Runs:
    """``runs`` with a line break for a space wherever a long line breaks best.

    As few lines as there must be, or one more if units stay whole by it. Lines that somebody
    broke already stay as they are, and so do fields of a template ("{{ten}}").
    """
    text = plain(runs)
    words = text.split(" ")
    if "\n" in text or "{{" in text or not 2 < len(words) <= MOST_WORDS:
        return runs
    ends = list(
        accumulate(width_pt(f"{word} ", size_pt=type_.size_pt, bold=type_.bold) for word in words)
    )
    best: tuple[float, tuple[int, ...]] | None = None
    for lines in range(MOST_LINES):
        ways = [
            (_cost(words, lengths, breaks, room_pt), breaks)
            for breaks in combinations(range(1, len(words)), lines)
            if max(lengths := _lengths(ends, breaks)) <= room_pt
        ]
        wanting = best is not None  # one line more than there must be, if it helps the sense
        best = min([*ways, *([best] if best else [])], default=None)
        if best and (wanting or best[0] < AGAINST_SENSE):
            break
    if best is None:
        return runs
    places = {len(" ".join(words[:place])) for place in best[1]}
    return tuple(_parted(runs, places))


def _lengths(ends: Sequence[float], breaks: Sequence[int]) -> list[float]:
    """How long the lines are that begin at the words ``breaks``, a space after each included."""
    edges = [0.0, *(ends[place - 1] for place in breaks), ends[-1]]
    return [end - start for start, end in pairwise(edges)]


def _cost(
    words: Sequence[str], lengths: Sequence[float], breaks: Sequence[int], room: float
) -> float:
    against = sum(not _opens(words[place - 1], words[place]) for place in breaks)
    return AGAINST_SENSE * against + (max(lengths) - min(lengths)) / room


def whole_units(text: str, most: int = 18) -> str:
    """Short units of sense held together by no-break spaces: "Phòng Kiểm tra, | Giám sát"."""
    units: list[list[str]] = []
    for word in text.split():
        if units and not _opens(units[-1][-1], word):
            units[-1].append(word)
        else:
            units.append([word])
    said = (" ".join(each) for each in units)
    return " ".join(each.replace(" ", "\u00a0") if len(each) <= most else each for each in said)


def _opens(before: str, word: str) -> bool:
    """Whether a unit of sense begins with ``word``."""
    if before.endswith((",", ";", ":")):
        return True
    before, word = before.lower(), word.lower()
    if before in JOINING or f"{before} {word}" in WELDED:
        return False
    return word in OPENING


def _parted(runs: Runs, places: set[int]) -> Iterator[Run]:
    start = 0
    for run in runs:
        letters = list(run.text)
        for place in places:
            if start <= place < start + len(letters):
                letters[place - start] = "\n"
        yield replace(run, text="".join(letters))
        start += len(letters)
