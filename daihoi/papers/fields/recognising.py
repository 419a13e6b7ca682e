"""The boxes of a paper that somebody laid out by hand, told apart by what stands in them.

Offices set a letterhead as a table without lines, the title in capitals below it, the signature and
the recipients in another such table at the end (36-HD/VPTW, sơ đồ bố trí; 30/2020/NĐ-CP, phụ lục I).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from daihoi.papers.fields.boxes import Box
from daihoi.papers.official import Annex, Signature
from daihoi.papers.outline import Align, Block, BlockKind, Run, Runs, Table, plain

FIXED = re.compile(r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM")
_MOTTO = re.compile(r"Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc", re.IGNORECASE)
_MARK = r"(T/M|K/T|T/L|TM\.|KT\.|TL\.|TUQ\.)"
SIGNED = re.compile(rf"Nơi nhận|(^|\s){_MARK}\s", re.MULTILINE)
_RECIPIENTS = re.compile(r"Nơi nhận\s*:?")
_SIGNS = re.compile(rf"{_MARK}\s+\S")
_RULE = re.compile(r"[\s*_\-–—.]*")
_NUMBER = re.compile(r"Số\b|\{\{\s*số, ký hiệu\s*\}\}", re.IGNORECASE)
_DAY = re.compile(r"ngày.*tháng.*năm|\{\{\s*ngày văn bản\s*\}\}", re.IGNORECASE)
_LETTER = re.compile(r"V/v\b|Về việc\b", re.IGNORECASE)
_DRAFT = re.compile(r"\(?\s*dự thảo( lần.*)?\s*\)?", re.IGNORECASE)
_BODY = re.compile(
    r"(CHI BỘ|CHI ỦY|ĐẢNG BỘ|ĐẢNG ỦY|TIỂU BAN|ĐẠI HỘI|ĐOÀN|BAN|TỈNH ỦY|HUYỆN ỦY|ỦY BAN|\{\{)"
)
_ADDRESSED = re.compile(r"Kính (gửi|trình)\s*:\s*", re.IGNORECASE)
_BASIS = re.compile(r"[-–]?\s*(Căn cứ|Xét|Theo đề nghị)\b")
_ASIDE = re.compile(r"\(.*\)")  # (đã ký), (ký, ghi rõ họ tên)
_FIELD = re.compile(r"\{\{.*?\}\}")
_ANNEX = re.compile(r"PHỤ LỤC\b")
_TITLE_LETTERS = 80  # of a type name; a longer line in capitals is text


@dataclass
class Recognised:
    """What was found: typed texts by box, and the text that is left when the boxes are out of it.

    ``left_out`` are words the layout prints of itself, or the number and the day of an old paper.
    """

    texts: dict[Box, str] = field(default_factory=dict)
    signatures: tuple[Signature, ...] = ()
    blocks: tuple[Block, ...] = ()
    annexes: tuple[Annex, ...] = ()
    left_out: list[str] = field(default_factory=list)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Those found, in the order of a paper."""
        found = set(self.texts)
        found |= {Box.SIGNATURES} if self.signatures else set()
        found |= {Box.ANNEXES} if self.annexes else set()
        return tuple(box for box in Box if box in found)


def recognise(blocks: Sequence[Block]) -> Recognised | None:
    """The boxes of a text that bears a letterhead or a signature; None for one that bears neither."""
    begins = bool(blocks) and is_boxes(blocks[0], FIXED)
    first = 1 if begins else 0
    ends = [n for n, block in enumerate(blocks) if n >= first and is_boxes(block, SIGNED)]
    end = ends[-1] if ends else _typed_foot(blocks, first)
    if not begins and end is None:
        return None
    found = Recognised()
    end = len(blocks) if end is None else end
    rest = list(blocks[first:end])
    if begins and blocks[0].table is not None:
        _read_head(blocks[0].table, found)
        rest = _read_title(rest, found)
    found.blocks = tuple(_read_bases(_read_addressees(rest, found), found))
    foot = blocks[end : end + 1] if ends else _before_annex(blocks[end:])
    if foot:
        table = foot[0].table if ends else None
        _read_foot(_columns(table) if table else _typed_columns(foot), found)
        _read_annexes(blocks[end + len(foot) :], found)
    return found


def is_boxes(block: Block, words: re.Pattern[str]) -> bool:
    """A table without lines that holds such words."""
    table = block.table
    return table is not None and not table.bordered and bool(words.search(block.text))


def _read_head(table: Table, found: Recognised) -> None:
    left, right = _columns(table)[0], [line for column in _columns(table)[1:] for line in column]
    names: list[Runs] = []
    letter: list[str] = []
    for line in left:
        text = plain(line).strip()
        if Box.NUMBER in found.texts and (letter or _LETTER.match(text)):
            letter.append(text)
        elif _NUMBER.match(text):
            found.texts[Box.NUMBER] = text
        elif Box.NUMBER in found.texts or _DRAFT.fullmatch(text):
            found.left_out.append(text)
        else:
            names.append(line)
    superior, issuer = _split(names)
    texts = {Box.SUPERIOR: superior, Box.ISSUER: issuer, Box.SUBJECT: " ".join(letter)}
    found.texts |= {box: text for box, text in texts.items() if text}
    for line in right:
        text = plain(line).strip()
        if _DAY.search(text):
            found.texts[Box.PLACE_AND_DATE] = text
        elif not FIXED.search(text) and not _MOTTO.search(text):
            found.left_out.append(text)


def _split(names: Sequence[Runs]) -> tuple[str, str]:
    """The superior's name and the issuer's: that is bold, or begins at the last name of a body."""
    bold = [all(run.bold for run in line if run.text.strip()) for line in names]
    at = len(names)
    while at and bold[at - 1]:
        at -= 1
    if at in {0, len(names)}:
        starts = [n for n, line in enumerate(names) if _BODY.match(plain(line).strip())]
        at = starts[-1] if starts else max(0, len(names) - 1)
    return _joined(names[:at]), _joined(names[at:])


def _read_title(blocks: list[Block], found: Recognised) -> list[Block]:
    """Type and subject taken off the beginning: up to the rule, or as far as lines are centred."""
    at = 0
    subject: list[str] = []
    while at < len(blocks) and (text := _line(blocks[at])) is not None:
        block = blocks[at]
        if _RULE.fullmatch(text):
            at += 1
            if Box.TYPE_NAME in found.texts:
                break
        elif _DRAFT.fullmatch(text):
            found.left_out.append(text)
            at += 1
        elif Box.TYPE_NAME not in found.texts:
            type_name, _break, under = block.text.partition("\n")
            if not _is_capital(type_name) or len(type_name) > _TITLE_LETTERS:
                break
            found.texts[Box.TYPE_NAME] = type_name.strip()
            subject += [under] if under.strip() else []
            at += 1
        elif _is_title(block) and not _ADDRESSED.match(text) and not _BASIS.match(text):
            subject.append(text)
            at += 1
        else:
            break
    if subject:
        found.texts[Box.SUBJECT] = " ".join(" ".join(subject).split())
    return blocks[at:]


def _read_addressees(blocks: list[Block], found: Recognised) -> list[Block]:
    if not blocks or (text := _line(blocks[0])) is None or not _ADDRESSED.match(text):
        return blocks
    lines = [_ADDRESSED.sub("", text, count=1)]
    at = 1
    if not lines[0]:
        while at < len(blocks) and (_is_item(blocks[at])):
            lines.append(blocks[at].text)
            at += 1
    named = [_without_dash(line) for line in "\n".join(lines).splitlines()]
    found.texts[Box.ADDRESSEES] = "\n".join(filter(None, named))
    return blocks[at:]


def _read_bases(blocks: list[Block], found: Recognised) -> list[Block]:
    """What a paper stands on; a line that leads on to the text ("như sau:") belongs to the text."""
    at = 0
    lines: list[str] = []
    while at < len(blocks) and (text := _line(blocks[at])) is not None:
        if not _BASIS.match(text) or text.endswith(":") or blocks[at].kind is BlockKind.HEADING:
            break
        lines.append(_without_dash(text, ends=""))
        at += 1
    if lines:
        found.texts[Box.BASES] = "\n".join(lines)
    return blocks[at:]


def _typed_foot(blocks: Sequence[Block], first: int) -> int | None:
    """Where signature and recipients begin that stand as plain lines; None where there are none.

    Behind them come annexes only: a long line or a table says that the text goes on.
    """
    for n in range(first, len(blocks)):
        if not any(_RECIPIENTS.fullmatch(part) or _is_mark(part) for part in _parts(blocks[n])):
            continue
        foot = _before_annex(blocks[n:])
        parts = [part for block in foot for part in _parts(block)]
        short = all(len(part) <= _TITLE_LETTERS for part in parts)
        if short and all(block.table is None for block in foot) and any(map(_is_mark, parts)):
            return n
    return None


def _parts(block: Block) -> list[str]:
    """The words of a block, cut at its breaks and tabs."""
    return [part.strip() for part in re.split(r"[\n\t]", block.text)]


def _is_mark(text: str) -> bool:
    """A line that says in capitals by what right somebody signs: "T/M CHI ỦY"."""
    return bool(_SIGNS.match(text)) and _is_capital(text)


def _before_annex(blocks: Sequence[Block]) -> list[Block]:
    found = []
    for block in blocks:
        if _ANNEX.match(block.text.strip()):
            break
        found.append(block)
    return found


def _typed_columns(blocks: Sequence[Block]) -> list[list[Runs]]:
    """Plain lines as a table of two columns would have them: recipients, and who signs.

    What stands behind a tab stands at the right; below "Nơi nhận:" lines with a dash go on with it.
    """
    left: list[Runs] = []
    right: list[Runs] = []
    for block in blocks:
        for line in block.text.split("\n"):
            sent, tab, signed = line.partition("\t")
            sent, signed = sent.strip(), signed.strip()
            dashed = sent.startswith(("-", "–")) or block.kind is BlockKind.ITEM
            if not (tab or _RECIPIENTS.fullmatch(sent) or (left and dashed)):
                sent, signed = "", sent
            left += [(Run(sent),)] if sent else []
            right += [(Run(signed),)] if signed and not _RULE.fullmatch(signed) else []
    return [left, right]


def _read_foot(columns: Iterable[Sequence[Runs]], found: Recognised) -> None:
    signatures = []
    for column in columns:
        lines = [plain(line).strip() for line in column]
        if lines and lines[0].startswith("Nơi nhận"):
            rest = [lines[0].removeprefix("Nơi nhận").lstrip(" :"), *lines[1:]]
            named = [_without_dash(line) for line in rest]
            found.texts[Box.RECIPIENTS] = "\n".join(filter(None, named))
            continue
        found.left_out += [line for line in lines if _ASIDE.fullmatch(line)]
        signed = [line for line in lines if not _ASIDE.fullmatch(line)]
        if signed:
            signatures.append(_signature(signed))
    found.signatures = tuple(signatures)


def _signature(lines: list[str]) -> Signature:
    """The name is the last line unless that is in capitals, the position the one before it."""
    has_name = not _is_capital(lines[-1]) or bool(_FIELD.fullmatch(lines[-1]))
    name = lines.pop() if has_name else ""
    position = lines.pop() if lines else ""
    return Signature(
        tuple((Run(line),) for line in lines),
        (Run(position),) if position else (),
        (Run(name),) if name else (),
    )


def _read_annexes(blocks: Sequence[Block], found: Recognised) -> None:
    """What follows the signature: annexes; what bears no such title goes on the end of the text."""
    title, held = "", list[Block]()
    annexes = []
    for block in blocks:
        text = _line(block)
        if text is not None and _ANNEX.match(text):
            if title:
                annexes.append(Annex((Run(title),), tuple(held)))
            title, held = text, []
        elif title:
            held.append(block)
        else:
            found.blocks += (block,)
    if title:
        annexes.append(Annex((Run(title),), tuple(held)))
    found.annexes = tuple(annexes)


def _columns(table: Table) -> list[list[Runs]]:
    """The lines of each column from top to bottom, without empty ones and rules."""
    width = max((len(row) for row in table.rows), default=1)
    columns: list[list[Runs]] = [[] for _column in range(max(1, width))]
    for row in table.rows:
        for column, cell in zip(columns, row, strict=False):
            lines = (line for runs in cell.paragraphs for line in _lines(runs))
            column += [line for line in lines if not _RULE.fullmatch(plain(line))]
    return columns


def _lines(runs: Runs) -> Iterator[Runs]:
    """One paragraph as the lines its breaks make."""
    line: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        line.append(Run(first, bold=run.bold))
        for part in others:
            yield tuple(line)
            line = [Run(part, bold=run.bold)]
    yield tuple(line)


def _line(block: Block) -> str | None:
    """The words of a line; None for a table."""
    return None if block.table is not None else " ".join(block.text.split())


def _is_title(block: Block) -> bool:
    is_bold = all(run.bold for run in block.runs if run.text.strip())
    return block.kind is BlockKind.PARAGRAPH and (block.align is Align.CENTER or is_bold)


def _is_capital(text: str) -> bool:
    """In capitals, fields apart."""
    words = _FIELD.sub("", text)
    return words.isupper() or (not words.strip() and text.isupper())


def _is_item(block: Block) -> bool:
    return block.kind is BlockKind.ITEM or block.text.lstrip().startswith(("-", "–"))


def _without_dash(line: str, ends: str = ",;.") -> str:
    return line.strip().lstrip("-–+ ").rstrip(ends + " ")


def _joined(lines: Iterable[Runs]) -> str:
    return " ".join(" ".join(plain(line) for line in lines).split())
